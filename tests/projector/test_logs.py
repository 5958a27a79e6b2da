"""Logs of every shape: partitions, epochs, holes. What is not there is never covered."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from itertools import islice

import pytest
from nats.js.api import DiscardPolicy, StorageType, StreamConfig
from redis.asyncio import Redis

from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import by_hand
from bandstand.testing.worlds import World, envelope
from crdt.coverage import Coverage
from crdt.digests import digest
from eventlog import streams
from eventlog.connection import connected
from eventlog.envelope import Event
from eventlog.publish.publishing import Publisher
from eventlog.reading import Reader
from eventlog.subjects import Log
from projector.projector import Projector
from tests.worlds import folded, world
from tribes.demo import events
from tribes.events import EVENTS, ArticleBumped


@pytest.mark.parametrize("shards", [1, 3])
def test_several_partitions_are_one_history(nats: NatsServer, store_url: str, shards: int) -> None:
    """Merges commute, so it does not matter which log an event of an entity is in."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 400))
        async with world(nats.url, store_url, shards=shards) as it:
            many = await Publisher(it.connection, EVENTS, region="test", partitions=3).open()
            async with it.projecting(), it.projecting():
                await it.publish(history[:200])
                await many.publish_many(history[200:])
                verdict = await it.verify()
            assert not verdict.differences
            assert verdict.digest_of_views == digest(folded(history).entries())
            heads = await streams.heads(it.connection)
            assert [log.partition for log in heads] == [0, 1, 2]
            assert all(head.last > 5 for head in heads.values())

    asyncio.run(scenario())


def test_a_new_epoch_is_found_while_projecting(nats: NatsServer, store_url: str) -> None:
    """A log is sealed and the next opened: nobody restarts a projector for that."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 400))
        async with world(nats.url, store_url) as it, it.projecting():
            await it.publish(history[:100])
            await it.caught_up()
            second = await Publisher(it.connection, EVENTS, region="test", epoch=2).open()
            # An event that is in both logs is one event.
            await second.publish_many(history[90:200])
            verdict = await it.verify()
            assert not verdict.differences
            assert verdict.digest_of_views == digest(folded(history[:200]).entries())

    asyncio.run(scenario())


def test_a_stream_that_is_no_log_stops_nobody(nats: NatsServer, store_url: str) -> None:
    """Somebody else's `events-archive` on the same server is not ours to read, or to trip over."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 20))
        async with world(nats.url, store_url) as it:
            for name in ("events-archive", "events-TEST-0-1", "events-"):
                await it.connection.stream.add_stream(
                    StreamConfig(name=name, subjects=[f"others.{name}"])
                )
            await it.publish(history)
            async with it.projecting():
                assert await it.agreed() == digest(folded(history).entries())

    asyncio.run(scenario())


async def _careless_log(it: World) -> Log:
    """A log made by hand, which lets messages be deleted."""
    log = Log(it.region, partition=5)
    await it.connection.stream.add_stream(
        StreamConfig(
            name=log.name,
            subjects=[log.subjects],
            discard=DiscardPolicy.NEW,
            storage=StorageType.FILE,
        )
    )
    return log


async def _publish(it: World, log: Log, history: list[Event]) -> None:
    for event in history:
        subject = log.subject(event.entity, event.entity_id)
        await it.connection.stream.publish(subject, EVENTS.encode(event))


async def _covered(it: World, log: Log) -> list[str]:
    coverages = [await it.store.coverage(shard) for shard in it.store.shards.all]
    return [str(held.get(log.name, Coverage())) for held in coverages]


async def _until_covered(it: World, log: Log, ranges: str) -> None:
    async with asyncio.timeout(10):
        while await _covered(it, log) != [ranges] * it.store.shards.count:
            await asyncio.sleep(0.02)


HOLES = {
    "in the middle": ((4,), "1-3,5-20"),
    "two": ((4, 9), "1-3,5-8,10-20"),
    "at the start": ((1,), "2-20"),
    "every third": ((3, 6, 9, 12, 15, 18), "1-2,4-5,7-8,10-11,13-14,16-17,19-20"),
}


async def _commands(redis: Redis) -> int:
    return int((await redis.info("stats"))["total_commands_processed"])


@pytest.mark.parametrize(("where", "shards"), [*((where, 1) for where in HOLES), ("two", 3)])
def test_a_hole_is_reported_and_never_covered(
    nats: NatsServer, store_url: str, where: str, shards: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody deleted from a log: the views have what is left, and say that something is not.

    And that costs nothing: what cannot be read is not read again and again.
    """
    deleted, ranges = HOLES[where]
    history = list(islice(events("test", 7), 20))

    async def rests(it: World, projector: Projector) -> None:
        async with by_hand(store_url) as redis:
            read, calls, commands = projector.events, it.store.calls, await _commands(redis)
            await asyncio.sleep(1.0)
            assert projector.events == read <= len(history)
            assert it.store.calls == calls
            assert await _commands(redis) - commands <= 10 * shards

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=shards) as it:
            log = await _careless_log(it)
            await _publish(it, log, history)
            for sequence in deleted:
                await it.connection.stream.delete_msg(log.name, sequence)
            for starts_behind_it in (False, True):
                caplog.clear()
                with caplog.at_level(logging.WARNING):
                    async with it.projecting() as projector:
                        await _until_covered(it, log, ranges)
                        async with asyncio.timeout(5):
                            while not set(deleted) <= _holes(projector, log):
                                await asyncio.sleep(0.02)
                        if not starts_behind_it:
                            await rests(it, projector)
                told = [r.message for r in caplog.records if "they are not covered" in r.message]
                assert len(told) == len(deleted)
                assert not [r for r in caplog.records if "reading again" in r.message]
            assert await _covered(it, log) == [ranges] * shards

    asyncio.run(scenario())


def _holes(projector: Projector, log: Log) -> set[int]:
    found = (
        projector.assignment.readers[log].holes
        if log in projector.assignment.readers
        else Coverage()
    )
    return {sequence for first, last in found.ranges for sequence in range(first, last + 1)}


def test_a_store_that_goes_back_beside_a_hole_is_filled_but_for_it(
    nats: NatsServer, store_url: str
) -> None:
    """A hole must not hide a loss next to it."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 30))
        async with world(nats.url, store_url) as it:
            log = await _careless_log(it)
            await _publish(it, log, history[:20])
            await it.connection.stream.delete_msg(log.name, 10)
            async with it.projecting():
                await _until_covered(it, log, "1-9,11-20")
                async with by_hand(store_url) as redis:
                    # As if it had gone back to before 8, and then been written to once more.
                    base = it.store.view.base(it.store.shards, 0)
                    await redis.hset(f"{base}coverage", log.name, "1-7,13-20")
                await _publish(it, log, history[20:])
                await _until_covered(it, log, "1-9,11-30")

    asyncio.run(scenario())


def test_a_reader_that_is_sent_back_takes_nothing_for_a_hole(nats: NatsServer) -> None:
    """What still arrives of the old delivery is behind, not after, what is to be read again."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 30))
        async with connected(nats.url) as connection:
            publisher = await Publisher(connection, EVENTS, region="test").open()
            await publisher.publish_many(history[:20])
            reader = Reader(connection, publisher.logs[0], 1)
            seen: list[int] = []
            async with aclosing(reader.batches()) as batches:
                async for batch in batches:
                    sent_back = 20 in seen
                    seen += batch.sequences
                    if 20 in seen and not sent_back:
                        reader.rewind(5)
                        await publisher.publish_many(history[20:])
                        await asyncio.sleep(0.1)
                    if 30 in seen:
                        break
            assert not reader.holes.ranges
            assert seen == [*range(1, 21), *range(5, 31)]

    asyncio.run(scenario())


def test_a_log_that_lost_its_tail_is_told_and_nothing_is_taken_from_it(
    nats: NatsServer, store_url: str
) -> None:
    """It ends below what was merged: its next events would have numbers that are covered."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 400))
        async with world(nats.url, store_url) as it:
            await it.publish(history[:20])
            async with it.projecting():
                await it.caught_up()
            await it.connection.stream.delete_stream(it.log.name)
            await it.publisher.open()
            await it.publish(history[100:105])
            async with it.projecting() as projector:
                async with asyncio.timeout(10):
                    while not any("lost its tail" in said for said in projector.trouble):
                        await asyncio.sleep(0.02)
                assert projector.events == 0

    asyncio.run(scenario())


def test_a_quiet_log_heals_while_another_is_busy(nats: NatsServer, store_url: str) -> None:
    """What is pending of one log must not hide what the store lost of another."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            quiet = Publisher(it.connection, EVENTS, region="quiet")
            await quiet.open()
            await quiet.publish_many(
                [ArticleBumped(**envelope(n, f"u{n}", "quiet"), article="q") for n in range(50)]
            )
            async with it.projecting():
                stop, number = asyncio.Event(), 1_000

                async def traffic() -> None:
                    nonlocal number
                    while not stop.is_set():
                        number += 1
                        bump = ArticleBumped(**envelope(number, f"u{number}"), article="a")
                        await it.publisher.publish(bump)

                async def held() -> int:
                    coverage = (await it.store.coverage(0)).get(quiet.logs[0].name)
                    return coverage.watermark if coverage else 0

                busy = asyncio.create_task(traffic())
                try:
                    async with asyncio.timeout(15):
                        while await held() < 50:
                            await asyncio.sleep(0.02)
                        async with Redis.from_url(store_url) as client:
                            await client.flushall()
                        while await held() < 50:
                            await asyncio.sleep(0.02)
                finally:
                    stop.set()
                    await busy

    asyncio.run(scenario())
