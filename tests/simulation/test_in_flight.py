"""Two calls in flight, in simulated time: a slow or failing store makes nobody read twice, and what
was dropped stays dropped.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from random import Random

import pytest

from crdt.coverage import Coverage
from eventlog.subjects import Log
from tests.simulation.bodies import poison_of
from tests.simulation.log import LogServer, Stream
from tests.simulation.loop import simulate
from tests.simulation.replica import PACES, Replica
from tests.simulation.store import FAULTS, StoreServer, StoreTwin
from tribes.views import COMMUNITY
from views.errors import Superseded
from views.merging import Delta, Merged
from views.shards import Shards

LOGS = (Log("eu", 0), Log("eu", 1))
SEEDS = range(25)


async def filled(seed: int, shards: int) -> tuple[int, int]:
    """Let a replica read logs which grow, until its store covers them, that fails on the way.

    Returns how many events were published, and how many were read.
    """
    random = Random(seed)
    server = LogServer("eu", random)
    server.streams.update((log, Stream()) for log in LOGS)
    store = StoreServer(COMMUNITY, Shards(shards), random)
    store.delay_s_max = (0.001, 0.05, 0.5)[seed % 3]
    # A shard that is abandoned is read again, which is not what is looked at here.
    pace = replace(PACES[seed % len(PACES)], abandon_s=60.0)
    replica = Replica("a", server, store, pace)
    for number in range(60):
        for _ in range(random.randrange(20)):
            server.append(random.choice(LOGS), random.choice(poison_of(number)))
        if random.random() < 0.3:
            store.faults += random.choices(FAULTS, k=2)
        await asyncio.sleep(random.choice((0, 0.02, 0.3)))
    store.faults, store.delay_s_max = [], 0.001
    wholes = {log.name: Coverage.of([(1, server.streams[log].last)]) for log in LOGS}
    async with asyncio.timeout(60):
        while any(held.coverage != wholes for held in store.held):
            await asyncio.sleep(0.1)
    await replica.kill()
    assert replica.died_of is None
    return sum(whole.last for whole in wholes.values()), replica.projector.events


@pytest.mark.parametrize("seed", SEEDS)
def test_every_event_is_read_once(seed: int) -> None:
    """Answers cross, calls fail and come back, and nobody takes that for a store that went back."""

    async def scenario() -> None:
        published, read = await filled(seed, 1 + seed % 3)
        assert read == published

    simulate(scenario, Random(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_dropped_while_two_are_in_flight_is_read_again(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """As when a log is healed: the store refuses one call, and both are forgotten."""
    merge, random, refused = StoreTwin.merge, Random(seed), list[int]()

    async def refusing(self: StoreTwin, shard: int, delta: Delta, *, steps_max: int) -> Merged:
        if random.random() < 0.3:
            refused.append(shard)
            await asyncio.sleep(random.random() * 0.1)
            raise Superseded("healed: once more")
        return await merge(self, shard, delta, steps_max=steps_max)

    monkeypatch.setattr(StoreTwin, "merge", refusing)

    simulate(lambda: filled(seed, 1), Random(seed))
    assert refused
