"""Mutants: faults of the projector and of merging that the simulation must catch.

Each is a change of the running code for the time of a block. A simulation that lets one live
proves nothing of the code without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Any

import pytest

from crdt import order
from crdt.coverage import Coverage
from crdt.distinct import estimate
from crdt.order import Standing
from eventlog.copies.heartbeats import Heartbeats
from eventlog.reading import Batch
from eventlog.subjects import Log
from projector import sharing
from projector.assignment import Assignment
from projector.projector import Projector
from projector.sharing import shared
from tests.simulation import script
from tests.simulation.log import ReaderTwin
from tests.simulation.script import Script
from tests.simulation.store import StoreTwin
from views.errors import ViewsError
from views.merging import Coverages, Delta, Merged

Patch = pytest.MonkeyPatch


def coverage_before_the_merge(patch: Patch) -> None:
    """What fails is covered already: the coverage is sent first, and the data once."""
    merge = StoreTwin.merge

    async def early(self: StoreTwin, shard: int, delta: Delta, *, steps_max: int) -> Merged:
        bare = Delta(ranges=delta.ranges)
        covered = await merge(self, shard, bare, steps_max=steps_max)
        delta.ranges = {}
        await merge(self, shard, delta, steps_max=steps_max)
        return covered

    patch.setattr(StoreTwin, "merge", early)


def failed_call_is_dropped(patch: Patch) -> None:
    """The delta of a failed call is not joined to the next one, but counts as merged."""

    def drop(self: Delta, later: Delta) -> Delta:
        later.ranges = {
            log: [*self.ranges.get(log, []), *later.ranges.get(log, [])]
            for log in self.ranges | later.ranges
        }
        return later

    patch.setattr(Delta, "join", drop)


def failed_call_is_forgotten(patch: Patch) -> None:
    """The delta of a failed call is thrown away, and its gap is not read again."""
    patch.setattr(Delta, "join", lambda self, later: later)
    patch.setattr(Projector, "_mend", lambda *_: None)


def dropped_event(patch: Patch) -> None:
    """The last event of a batch of three or more is covered, and not folded."""
    fold = Projector._fold

    def drop(self: Projector, log: Log, batch: Batch) -> None:
        judge = self._judge
        if len(batch.bodies) >= 3:
            last = batch.bodies[-1]
            self._judge = lambda body: () if body is last else judge(body)
        fold(self, log, batch)
        self._judge = judge

    patch.setattr(Projector, "_fold", drop)


def no_mending(patch: Patch) -> None:
    """The gaps that a call answers with are not read again: a busy log hides them from `_check`."""
    patch.setattr(Projector, "_mend", lambda *_: None)


def no_checking(patch: Patch) -> None:
    """Nobody notices that a store went back while nothing is written."""

    async def sleep(self: Projector, shard: int) -> None:
        await asyncio.Event().wait()

    patch.setattr(Projector, "_check", sleep)


def flipped_tie(patch: Patch) -> None:
    """At a tie whatever comes first stays."""

    def earlier(a: Standing, b: Standing) -> Standing:
        return a if a[0] >= b[0] else b

    patch.setattr(order, "stronger", earlier)


def flipped_register_tie(patch: Patch) -> None:
    """At equal stamps whatever comes first stays."""
    patch.setattr(order, "later", lambda a, b: a if a[:15] >= b[:15] else b)


def doubled_count(patch: Patch) -> None:
    """A distinct count is added to, and not set."""

    def add(shard: script.Shard, place: Any) -> None:
        shard.counts[place] = shard.counts.get(place, 0) + estimate(shard.sketches[place])

    patch.setattr(script, "count", add)


def nothing_mends_a_torn_call(patch: Patch) -> None:
    """What a broken script touched is not derived again."""
    patch.setattr(Script, "_mend", lambda self: self._shard.touched.clear())


def log_without_a_reader(patch: Patch) -> None:
    """The dead are counted among those who share."""

    def with_a_ghost(logs: Collection[str], replicas: Collection[str]) -> dict[str, str]:
        return shared(logs, [*replicas, "ghost"])

    patch.setattr(sharing, "shared", with_a_ghost)


def the_dead_live_on(patch: Patch) -> None:
    """A replica that is silent is believed to live."""

    def all_ever_heard(self: Heartbeats) -> list[Any]:
        return [one.beat for one in self._heard.values()]

    patch.setattr(Heartbeats, "alive", all_ever_heard)


def parked_is_lost(patch: Patch) -> None:
    """Parked events are covered, and not told."""
    fold = Projector._fold

    def forget(self: Projector, log: Log, batch: Batch) -> None:
        fold(self, log, batch)
        self._pending[0].delta.parked.clear()

    patch.setattr(Projector, "_fold", forget)


def a_store_error_ends_it(patch: Patch) -> None:
    """A failed call ends the loop of its shard in silence."""
    write = Projector._write

    async def until_an_error(self: Projector, shard: int) -> None:
        merge = self.store.merge

        async def once(number: int, delta: Delta, *, steps_max: int) -> Merged:
            try:
                return await merge(number, delta, steps_max=steps_max)
            except ViewsError:
                await asyncio.Event().wait()
                raise

        self.store.merge = once  # type: ignore[method-assign]
        await write(self, shard)

    patch.setattr(Projector, "_write", until_an_error)


def rewinding_too_little(patch: Patch) -> None:
    """Reading again starts one event too late."""

    def late(self: ReaderTwin, sequence: int) -> None:
        self.next = min(self.next, sequence + 1)
        self._restart = True
        self._logs.server.tell()

    patch.setattr(ReaderTwin, "rewind", late)


def start_at_the_best_shard(patch: Patch) -> None:
    """A replica starts where the shard that is farthest stands, and looks back no more."""

    coverages = Assignment.coverages

    async def best(self: Assignment) -> list[Coverages]:
        held = await coverages(self)
        logs = {log for each in held for log in each}
        return [{log: max((each.get(log, Coverage()) for each in held), key=last) for log in logs}]

    def last(covered: Coverage) -> int:
        return covered.watermark

    patch.setattr(Assignment, "coverages", best)
    patch.setattr(Projector, "_mend", lambda *_: None)
    no_checking(patch)


MUTANTS: tuple[Callable[[Patch], None], ...] = (
    coverage_before_the_merge,
    failed_call_is_dropped,
    failed_call_is_forgotten,
    dropped_event,
    no_mending,
    no_checking,
    flipped_tie,
    flipped_register_tie,
    doubled_count,
    nothing_mends_a_torn_call,
    log_without_a_reader,
    the_dead_live_on,
    parked_is_lost,
    a_store_error_ends_it,
    rewinding_too_little,
    start_at_the_best_shard,
)
