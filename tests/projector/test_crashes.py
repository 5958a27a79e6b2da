"""Projectors end in every way, at every step, and others take over: nothing is lost or doubled.

A projector keeps nothing but what it reads again: its acknowledgement is the coverage, which the
store writes together with the data.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World
from crdt.digests import digest
from eventlog.envelope import Event
from projector.pacing import Pace
from tests.projector.mortal import STEPS
from tests.worlds import folded, world
from tribes.demo import events

ROOT = Path(__file__).parents[2]


class Mortal:
    """The process whose projectors kill themselves."""

    def __init__(self, nats_url: str, store_url: str, shards: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.projector.mortal", nats_url, store_url, str(shards)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    async def dies_at(self, step: str, times: int) -> None:
        """Let a projector run until it kills itself at a step."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{step} {times}\n")
        self.process.stdin.flush()
        told = await asyncio.to_thread(self.process.stdout.readline)
        assert told == "killed\n", f"{step} {times}: {told}"

    def close(self) -> None:
        """End the process, which ends when it is told nothing more."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=30)


@asynccontextmanager
async def mortal(nats_url: str, store_url: str, shards: int) -> AsyncIterator[Mortal]:
    """A process whose projectors kill themselves, for the time of a block."""
    made = Mortal(nats_url, store_url, shards)
    try:
        yield made
    finally:
        made.close()


def some(history: Iterator[Event], number: int) -> list[Event]:
    """The next events of a history."""
    found = list(islice(history, number))
    assert len(found) == number, "the history is too short"
    return found


@pytest.mark.parametrize("shards", [1, 3])
def test_killed_at_any_step_another_goes_on(nats: NatsServer, store_url: str, shards: int) -> None:
    """kill -9 at every step of a batch, the first times and later ones; then a fresh projector."""

    async def scenario() -> None:
        history, published = events("test", 7), list[Event]()
        async with (
            world(nats.url, store_url, shards=shards) as it,
            mortal(nats.url, store_url, shards) as victim,
        ):
            for step in STEPS:
                for times in (1, 3):
                    more = some(history, 80)
                    published += more
                    await it.publish(more)
                    await victim.dies_at(step, times)
                async with it.projecting():
                    assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_killed_again_and_again_it_gets_to_the_end(nats: NatsServer, store_url: str) -> None:
    """Each life merges a little. That a replica crashes in a loop must not stop the views."""

    async def scenario() -> None:
        history = some(events("test", 7), 200)
        async with world(nats.url, store_url) as it, mortal(nats.url, store_url, 1) as victim:
            watermark = 0
            for number, step in enumerate(("merged", "acknowledged", "taken", "merged")):
                await it.publish(history[50 * number : 50 * (number + 1)])
                await victim.dies_at(step, 2)
                held = (await it.store.coverage(0))[it.log.name].watermark
                assert held > watermark
                watermark = held
            async with it.projecting():
                assert await it.agreed() == digest(folded(history).entries())

    asyncio.run(scenario())


def test_a_replica_is_killed_while_another_runs(nats: NatsServer, store_url: str) -> None:
    """No leader and no lease: the other does not even notice."""

    async def scenario() -> None:
        history, published = events("test", 7), list[Event]()
        async with (
            world(nats.url, store_url, shards=2) as it,
            mortal(nats.url, store_url, 2) as victim,
            it.projecting(),
        ):
            for step in ("folded", "taken", "merged"):
                dying = asyncio.create_task(victim.dies_at(step, 2))
                while not dying.done():
                    more = some(history, 5)
                    published += more
                    await it.publish(more)
                    await asyncio.sleep(0.01)
                await dying
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_replicas_come_and_go_while_events_come(nats: NatsServer, any_store_url: str) -> None:
    """A rolling upgrade: all replicas run all logs, and each starts and ends when it likes."""

    async def scenario() -> None:
        history, published = events("test", 7), list[Event]()
        async with world(nats.url, any_store_url, shards=2) as it:
            for _ in range(5):
                more = some(history, 60)
                published += more
                async with it.projecting(), it.projecting():
                    await it.publish(more[:30])
                    async with it.projecting():
                        await it.publish(more[30:])
            async with it.projecting():
                assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


async def _covered(it: World) -> list[int]:
    coverages = [await it.store.coverage(shard) for shard in it.store.shards.all]
    return [held[it.log.name].watermark if held else 0 for held in coverages]


def test_a_projector_that_starts_reads_no_more_than_is_lacking(
    nats: NatsServer, store_url: str
) -> None:
    """From the watermark on: a restart in a large log is no replay."""

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, store_url, shards=2) as it:
            await it.publish(some(history, 120))
            async with it.projecting():
                await it.caught_up()
            await it.publish(some(history, 15))
            async with it.projecting() as second:
                await it.agreed()
                assert second.events == 15

    asyncio.run(scenario())


@pytest.mark.parametrize("pending", [True, False])
def test_a_projector_ends_when_it_is_told_to(
    nats: NatsServer, store_url: str, pending: bool
) -> None:
    """Told to end in the very moment in which it wakes up, too: a pod must not wait to be killed.

    Python 3.11's `wait_for` swallows a cancellation that comes together with what it waits for.
    """

    async def scenario() -> None:
        patient = Pace(live_events=1_000_000, live_s=60, idle_s=60, discover_s=0.2)
        async with world(nats.url, store_url) as it:
            if pending:
                await it.publish(some(events("test", 7), 10))
            async with asyncio.timeout(10), it.projecting(pace=patient) as projector:
                while not projector.assignment.readers or (pending and not projector.events):
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.05)
                projector._hurry(b"")
                for reader in projector.assignment.readers.values():
                    reader._arrived.set()

    asyncio.run(scenario())
