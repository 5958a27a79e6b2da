"""Thousands of histories: plain ones from seeds, and a Hypothesis machine that reduces what fails.

`make simulate` goes on for hours with others.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.simulation.history import OPERATIONS, SEEDS_MAX, History, Run, run
from tests.simulation.replica import PACES
from tests.simulation.shape import Shape
from tests.simulation.world import Operation

SEEDED = 100
HISTORIES, STEPS = 16, 30


def _operations(*names: str) -> st.SearchStrategy[Operation]:
    """Operations of these names."""

    def of(name: str) -> st.SearchStrategy[Any]:
        numbers = (st.integers(0, below - 1) for below in OPERATIONS[name][1])
        return st.tuples(st.just(name), *numbers)

    return st.one_of(*(of(name) for name in names))


_USERS = ("write", "read", "skew")
_EVENTS = ("poison", "again", "collide", "hole", "epoch")
_LOGS = ("lose_publish", "log_down", "log_up", "weather", "link")
_STORES = ("store_down", "store_up", "fault", "slow", "snapshot", "roll_back", "empty")
_REPLICAS = ("start", "dies_at", "kill", "leave", "cut")
_TIMES = ("busy", "calm")

_shapes = st.builds(
    Shape,
    regions=st.integers(1, 3),
    replicas=st.integers(1, 4),
    shards=st.integers(1, 4),
    partitions=st.integers(1, 3),
    pace=st.integers(0, len(PACES) - 1),
    permuted=st.booleans(),
)


class Simulation(RuleBasedStateMachine):
    """Writes, faults and time passing, in any order; healed and compared in the end."""

    running: Run | None = None

    @initialize(seed=st.integers(0, SEEDS_MAX), shape=_shapes)
    def begin(self, seed: int, shape: Shape) -> None:
        self.running = Run(seed, shape)

    def _apply(self, operation: Operation) -> None:
        assert self.running
        self.running.apply(operation)

    @rule(operation=_operations("write"))
    def write(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_USERS))
    def use(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_EVENTS))
    def surprise(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_LOGS))
    def trouble_a_log(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_STORES))
    def trouble_a_store(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_REPLICAS))
    def trouble_a_replica(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations("wait"))
    def wait(self, operation: Operation) -> None:
        self._apply(operation)

    @rule(operation=_operations(*_TIMES))
    def endure(self, operation: Operation) -> None:
        self._apply(operation)

    def teardown(self) -> None:
        if self.running:
            try:
                self.running.check()
            finally:
                self.running.finish()


TestSimulation = Simulation.TestCase
TestSimulation.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestSimulation = pytest.mark.timeout(600)(TestSimulation)


def test_all_operations_are_rules() -> None:
    """An operation that the machine forgets is tried by seeds alone."""
    named = {*_USERS, *_EVENTS, *_LOGS, *_STORES, *_REPLICAS, *_TIMES, "wait"}
    assert named == set(OPERATIONS)


@pytest.mark.timeout(600)
def test_seeded_histories_come_to_the_plain_fold() -> None:
    """The same histories in every run, for a failure that everybody can repeat."""
    satisfied = 0
    for seed in range(SEEDED):
        history = History.random(seed)
        try:
            satisfied += run(history).satisfied
        except Exception as error:
            error.add_note(f"python -m tests.simulation --seed {seed} reduces it")
            raise
    assert satisfied > SEEDED // 4, "reads with tokens must be answered to prove anything"


FOUND = {
    # The first three asked too much: the simulation was wrong, and the product right.
    "a late beat keeps a replica alive that has left": History(
        127,
        Shape(regions=1, replicas=4, shards=1),
        (
            ("wait", 4),
            ("weather", 0, 1),
            ("kill", 0, 2),
            ("wait", 6),
            ("leave", 0, 2),
            ("leave", 0, 0),
        ),
    ),
    "the reader of a busy log dies": History(
        903256,
        Shape(regions=1, replicas=1, shards=1, permuted=False),
        (("cut", 0, 0, 1), ("dies_at", 0, 0, 0, 0), ("start", 0), ("wait", 4), ("busy", 0, 3, 0)),
    ),
    "a torn call comes after all of it was merged by another replica": History(
        1904108,
        Shape(regions=1, replicas=4, shards=1, permuted=False),
        (
            ("write", 0, 0, 0, 0, 0),
            ("start", 0),
            ("slow", 0, 2),
            ("collide", 0, 0, 0),
            ("leave", 0, 0),
            ("start", 0),
            ("wait", 6),
            ("write", 0, 0, 0, 0, 0),
            ("leave", 0, 0),
            ("start", 0),
            ("dies_at", 0, 0, 0, 1),
            ("fault", 0, 2, 0),
            ("wait", 2),
            ("write", 0, 0, 0, 0, 0),
        ),
    ),
    # The token lacked the stamp: whether the clock takes it was asked after the acknowledgement.
    "a clock is set back by two minutes while a bump is on its way": History(
        1500845,
        Shape(regions=1, replicas=1, shards=1, pace=1, permuted=False),
        (("write", 2, 0, 1, 0, 2), ("skew", 0, 1, 9, 0), ("write", 2, 0, 0, 0, 2)),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_found(name: str) -> None:
    """The shortest histories that once failed, by what happens in them."""
    run(FOUND[name])


def test_a_history_is_decided_by_its_seed() -> None:
    """Else no failure could be repeated, or reduced."""

    def trace(seed: int) -> list[Any]:
        world = run(History.random(seed))
        return [
            [(log, stream.bodies) for log, stream in sorted(region.server.streams.items())]
            + [region.store.calls]
            for region in world.regions
        ]

    for seed in (3, 127, 1464, 4103):
        assert trace(seed) == trace(seed)


def test_a_long_history_takes_no_time() -> None:
    """Nothing in it waits for the true clock."""
    began = time.monotonic()
    run(History(1, Shape(), (("wait", 6),) * 30))
    assert time.monotonic() - began < 5
