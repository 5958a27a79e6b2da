"""Reading on a real server: in order, through restarts, and never past a gap unseen."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing

import pytest
from nats.js.api import StreamConfig

from bandstand.testing.servers import NatsServer
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.publish.publishing import Publisher
from eventlog.reading import BUFFER_EVENTS_MAX, Reader
from eventlog.subjects import Log
from tests.eventlog.test_publishing import LOG, bump, publishing
from tribes.events import EVENTS


async def take(reader: Reader, count: int) -> list[int]:
    """The next sequences that a reader gives, at least so many."""
    found: list[int] = []
    async with asyncio.timeout(20), aclosing(reader.batches()) as batches:
        async for batch in batches:
            assert len(batch.sequences) == len(batch.bodies) <= BUFFER_EVENTS_MAX
            found += batch.sequences
            if len(found) >= count:
                return found
    raise AssertionError("the reader ended")


def test_a_log_is_read_in_order_from_any_sequence(nats: NatsServer) -> None:
    """Bodies come as they were stored."""

    async def main() -> None:
        async with publishing(nats) as (connection, publisher):
            await publisher.publish_many(map(bump, range(12_000)))
            assert await take(Reader(connection, LOG, 1), 12_000) == list(range(1, 12_001))
            assert await take(Reader(connection, LOG, 11_990), 11) == list(range(11_990, 12_001))

    asyncio.run(main())


def test_a_slow_taker_loses_nothing(nats: NatsServer) -> None:
    """The server is held back; nothing is dropped, and memory stays bounded."""

    async def main() -> None:
        async with publishing(nats) as (connection, publisher):
            await publisher.publish_many(map(bump, range(30_000)))
            found: list[int] = []
            async with aclosing(Reader(connection, LOG, 1).batches()) as batches:
                async for batch in batches:
                    found += batch.sequences
                    if len(found) == 30_000:
                        break
                    await asyncio.sleep(0.3)
            assert found == list(range(1, 30_001))

    asyncio.run(main())


def test_a_reader_outlives_a_restart_of_the_server(nats: NatsServer) -> None:
    """It goes on behind the last that it had."""

    async def main() -> None:
        async with publishing(nats, patience_s=20) as (connection, publisher):
            await publisher.publish_many(map(bump, range(10)))
            found: list[int] = []
            async with asyncio.timeout(30):
                async with aclosing(Reader(connection, LOG, 1).batches()) as batches:
                    async for batch in batches:
                        found += batch.sequences
                        if len(found) == 10:
                            nats.kill()
                            await asyncio.to_thread(nats.start)
                            await publisher.publish(bump(10))
                        if len(found) == 11:
                            break
            assert found == list(range(1, 12))

    asyncio.run(main())


def test_a_reader_that_is_rewound_reads_again(nats: NatsServer) -> None:
    """A store that went back asks for it."""

    async def main() -> None:
        async with publishing(nats) as (connection, publisher):
            await publisher.publish_many(map(bump, range(10)))
            reader, found = Reader(connection, LOG, 1), list[int]()
            async with asyncio.timeout(20), aclosing(reader.batches()) as batches:
                async for batch in batches:
                    found += batch.sequences
                    if len(found) == 10:
                        reader.rewind(4)
                    if len(found) > 10:
                        break
            assert found == [*range(1, 11), *range(4, 11)]

    asyncio.run(main())


@pytest.mark.parametrize("where", ["", "us.hash."], ids=["as it is", "with a domain"])
def test_what_another_consumer_delivers_is_passed_over(
    where: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever its numbers: whoever may make a consumer may have it deliver anywhere. Nothing is
    read again for it, or they could keep a log from being read.
    """
    # Others may have said how much is logged in this process.
    caplog.set_level(logging.WARNING, logger="eventlog.reading")
    reader = Reader(Connection("nats://127.0.0.1:1"), LOG, 1)
    for sequence in range(1, 4):
        for consumer_sequence in range(1, 4):
            numbers = f"1.{sequence}.{consumer_sequence}.1796028336660539749.0"
            reader._take(f"$JS.ACK.{where}events-us-0-1.a.{numbers}".encode(), b"forged", b"")
    assert (reader._next(), reader._restart, reader.holes.ranges) == (None, False, ())
    assert caplog.text.count("passing over") == 1


async def holey(connection: Connection) -> None:
    """A log made by hand, from which a message was deleted."""
    await connection.stream.add_stream(StreamConfig(name=LOG.name, subjects=[LOG.subjects]))
    publisher = Publisher(connection, EVENTS, region="test")
    for number in range(5):
        await publisher.publish(bump(number))
    await connection.stream.delete_msg(LOG.name, 3)


def test_a_hole_is_seen(nats: NatsServer, caplog: pytest.LogCaptureFixture) -> None:
    """The sequence is not made up, and the log says that it is missing."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await holey(connection)
            reader = Reader(connection, LOG, 1)
            assert await take(reader, 4) == [1, 2, 4, 5]
            assert str(reader.holes) == "3-3"
            assert (await streams.head(connection, LOG)).holes == 1

    asyncio.run(main())
    assert "holds no sequences 3-3" in caplog.text


def test_a_log_that_lost_its_tail_is_said(nats: NatsServer) -> None:
    """Reading on from beyond the end would skip whatever comes next."""

    async def main() -> None:
        async with publishing(nats) as (connection, publisher):
            await publisher.publish_many(map(bump, range(5)))
            reader = Reader(connection, LOG, 9)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await take(reader, 1)
            assert reader.trouble is not None
            assert "ends at 5, but 8 was read from it before" in reader.trouble

    asyncio.run(main())


def test_all_logs_of_a_server_are_found(nats: NatsServer) -> None:
    """Those of other regions too; other streams are none."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            for log in (Log("eu", 1), Log("us"), Log("eu")):
                await streams.ensure_log(connection, log)
            await streams.ensure_keys(connection, "eu")
            found = await streams.heads(connection)
            assert list(found) == [Log("eu", 0), Log("eu", 1), Log("us", 0)]
            assert {head.last for head in found.values()} == {0}

    asyncio.run(main())
