"""Store and log go down, come back, and come back older. Trouble is waited out, loss is read again.

None of it may need a person, and none of it another event: a store that went back while nothing is
written must heal as well.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.stores import by_hand
from bandstand.testing.worlds import World
from crdt.digests import digest
from eventlog import reading
from eventlog.envelope import Event
from projector.pacing import Pace
from tests.worlds import folded, world
from tribes.demo import events


def some(history: Iterator[Event], number: int) -> list[Event]:
    """The next events of a history."""
    found = list(islice(history, number))
    assert len(found) == number, "the history is too short"
    return found


async def dumped(server: StoreServer, folder: Path) -> Path:
    """What the store holds now, as a file for later."""
    async with by_hand(server.url) as redis:
        await redis.save()
    kept = folder / "older.rdb"
    shutil.copy(server.dump, kept)
    return kept


async def until(truth: Callable[[], object], timeout_s: float = 15.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + timeout_s
    while not truth():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("shards", "older", "idle"), list(product((1, 3), (True, False), (True, False)))
)
def test_a_store_that_went_back_is_filled_again(
    nats: NatsServer, own_store: StoreServer, *, shards: int, older: bool, idle: bool
) -> None:
    """Its coverage went back with its data, so what it lacks is known, and read again."""
    tmp_path = own_store.folder

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, own_store.url, shards=shards) as it, it.projecting():
            published = some(history, 100)
            await it.publish(published)
            await it.caught_up()
            kept = await dumped(own_store, tmp_path)
            more = some(history, 100)
            await it.publish(more)
            published += more
            await it.caught_up()
            own_store.restore(kept if older else None)
            if not idle:
                more = some(history, 20)
                await it.publish(more)
                published += more
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_a_store_that_went_back_is_noticed_by_its_next_answer(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Every call answers what the shard holds: a busy store is not behind until the next check."""

    async def scenario() -> None:
        history = events("test", 7)
        unchecked = Pace(discover_s=0.2, check_s=3_600)
        async with world(nats.url, own_store.url, shards=3) as it, it.projecting(pace=unchecked):
            published = some(history, 100)
            await it.publish(published)
            await it.caught_up()
            async with by_hand(own_store.url) as redis:
                await redis.flushall()
            more = some(history, 5)
            published += more
            await it.publish(more)
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_a_store_that_goes_back_again_and_again_is_filled_again(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """While events come without end. What was read again once is not taken for a hole later.

    A message of the old delivery that arrived after the reader was sent back was once taken for
    the next one, and all between for a hole in the log: never to be read again.
    """

    async def scenario() -> None:
        history, published = events("test", 7), list[Event]()
        async with world(nats.url, own_store.url) as it, it.projecting() as projector:

            async def publish() -> None:
                for _ in range(40):
                    more = some(history, 10)
                    published.extend(more)
                    await it.publish(more)
                    await asyncio.sleep(0.005)

            publishing = asyncio.create_task(publish())
            for _ in range(4):
                await asyncio.sleep(0.15)
                async with by_hand(own_store.url) as redis:
                    await redis.flushall()
            await publishing
            await it.agreed()
            assert all(not reader.holes.ranges for reader in projector.assignment.readers.values())
            own_store.restore(None)
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_what_is_lost_is_read_once(
    nats: NatsServer,
    own_store: StoreServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A store that lost a long log gets it by one replay, not by one for every call's answer."""
    monkeypatch.setattr(reading, "BUFFER_EVENTS_MAX", 50)

    async def scenario() -> None:
        history = list(events("test", 7))
        async with world(nats.url, own_store.url, shards=3) as it:
            await it.publish(history[:-20])
            slow = Pace(live_events=50, discover_s=0.2, check_s=0.2, pending_events_max=200)
            async with it.projecting(pace=slow) as projector:
                await it.caught_up()
                read_before = projector.events
                async with by_hand(own_store.url) as redis:
                    await redis.flushall()
                await it.publish(history[-20:])
                with caplog.at_level(logging.WARNING):
                    await it.agreed()
                again = sum("reading again" in record.message for record in caplog.records)
                assert again <= 3
                assert projector.events - read_before <= 2 * len(history)

    asyncio.run(scenario())


def test_a_store_that_is_down_for_a_while_misses_nothing(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """What was read stays in the next call, which grows until it is taken."""

    async def scenario() -> None:
        history = events("test", 7)
        async with (
            world(nats.url, own_store.url, shards=3) as it,
            it.projecting() as projector,
        ):
            published = some(history, 60)
            await it.publish(published)
            await it.caught_up()
            async with by_hand(own_store.url) as redis:
                await redis.save()
            own_store.kill()
            for _ in range(4):
                more = some(history, 20)
                published += more
                await it.publish(more)
                await asyncio.sleep(0.5)
            await until(lambda: projector.trouble)
            own_store.start()
            assert await it.agreed() == digest(folded(published).entries())
            await until(lambda: not projector.trouble)
            assert projector.events == len(published), "what was read is kept, not read again"

    asyncio.run(scenario())


def test_a_store_that_is_down_long_bounds_what_is_read(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Reading pauses: memory and the next call stay small, however much is published meanwhile."""

    async def scenario() -> None:
        history = list(events("test", 7))
        async with world(nats.url, own_store.url) as it:
            small = Pace(discover_s=0.2, check_s=0.2, pending_events_max=50)
            async with it.projecting(pace=small) as projector:
                await it.publish(history[:10])
                await it.caught_up()
                async with by_hand(own_store.url) as redis:
                    await redis.save()
                own_store.kill()
                for start in range(10, 610, 60):
                    await it.publish(history[start : start + 60])
                    await asyncio.sleep(0.05)
                assert projector.events <= 10 + 2 * 50 + 60
                own_store.start()
                await it.agreed()

    asyncio.run(scenario())


def test_a_store_that_refuses_the_credentials_for_a_while_is_waited_for(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """A secret is rotated: the projector says so and goes on trying, and needs no restart."""

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, own_store.url) as it, it.projecting() as projector:
            published = some(history, 40)
            await it.publish(published)
            await it.caught_up()
            async with by_hand(own_store.url) as redis:
                await redis.config_set("requirepass", "n3w")
                await redis.client_kill_filter(_type="normal", skipme=True)
                more = some(history, 40)
                published += more
                await it.publish(more)
                await until(lambda: any("credentials" in said for said in projector.trouble))
                await redis.config_set("requirepass", "")
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_a_store_that_is_full_for_a_while_is_waited_for(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Nothing is parked for what the store lacks: no verdict on events comes of an outage."""

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, own_store.url) as it, it.projecting() as projector:
            published = some(history, 40)
            await it.publish(published)
            await it.caught_up()
            async with by_hand(own_store.url) as redis:
                await redis.config_set("maxmemory", 1)
                more = some(history, 40)
                published += more
                await it.publish(more)
                await until(lambda: projector.trouble)
                await redis.config_set("maxmemory", 0)
            assert await it.agreed() == digest(folded(published).entries())
            assert not await it.store.parked()

    asyncio.run(scenario())


def test_a_log_that_is_down_for_a_while_misses_nothing(nats: NatsServer, store_url: str) -> None:
    """nats-server crashes and comes back: the reader goes on behind the last that it had."""

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, store_url, shards=2) as it, it.projecting() as projector:
            published = some(history, 60)
            await it.publish(published)
            for _ in range(2):
                nats.kill()
                await asyncio.sleep(0.3)
                nats.start()
                more = some(history, 60)
                published += more
                await it.publish(more)
                assert await it.agreed() == digest(folded(published).entries())
            await until(lambda: not projector.trouble)

    asyncio.run(scenario())


def test_a_projector_that_starts_is_not_ready_before_it_reached_anything(
    nats: NatsServer, store_url: str
) -> None:
    """An orchestrator that asks in that moment would go on to the next."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, it.projecting() as projector:
            assert projector.trouble == ["log and store were not reached yet"]
            await until(lambda: not projector.trouble)
            assert projector.assignment.opened

    asyncio.run(scenario())


def test_log_and_store_are_down_together(nats: NatsServer, own_store: StoreServer) -> None:
    """A power cut: whatever comes back first, and whatever it still holds."""

    async def scenario() -> None:
        history = events("test", 7)
        async with world(nats.url, own_store.url, shards=2) as it, it.projecting():
            published = some(history, 60)
            await it.publish(published)
            own_store.kill()
            nats.kill()
            await asyncio.sleep(0.2)
            own_store.restore(None)
            await asyncio.sleep(0.2)
            nats.start()
            more = some(history, 60)
            published += more
            await it.publish(more)
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())


def test_a_projector_waits_for_a_store_that_is_not_up_yet(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Pods start in any order."""

    async def scenario() -> None:
        history = some(events("test", 7), 60)
        async with world(nats.url, own_store.url) as it:
            await it.publish(history)
            own_store.kill()
            async with it.projecting() as projector:
                await until(lambda: projector.trouble)
                own_store.start()
                assert await it.agreed() == digest(folded(history).entries())

    asyncio.run(scenario())


async def flushed_functions(redis: Redis) -> None:
    """Take the functions away."""
    await redis.function_flush()


def test_a_store_that_loses_its_functions_gets_them_again(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Somebody's FUNCTION FLUSH is no outage."""

    async def scenario() -> None:
        history, published = events("test", 7), list[Event]()

        async def round_(it: World) -> None:
            more = some(history, 30)
            published.extend(more)
            await it.publish(more)
            await it.caught_up()

        async with world(nats.url, own_store.url, shards=2) as it, it.projecting():
            for _ in range(3):
                await round_(it)
                async with by_hand(own_store.url) as redis:
                    await flushed_functions(redis)
            await round_(it)
            assert await it.agreed() == digest(folded(published).entries())

    asyncio.run(scenario())
