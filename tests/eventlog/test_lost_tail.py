"""A log that lost its tail: whoever publishes to it notices, and does not say that all is well."""

from __future__ import annotations

import asyncio
import shutil
import signal
from typing import Any

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog import streams
from eventlog.connection import connected
from eventlog.errors import LogError, LogUnavailable, OutcomeUnknown
from eventlog.publish.publishing import Publisher
from eventlog.reading import Reader
from tribes.events import EVENTS, ArticleBumped


def bump(number: int) -> ArticleBumped:
    """A bump by a user of its own."""
    return ArticleBumped(**envelope(number, f"u{number}"), article="a1")


def test_an_event_at_a_sequence_that_was_there_before_is_not_confirmed(nats: NatsServer) -> None:
    """The views cover that sequence: a token that names it would be satisfied, and wrongly."""

    async def scenario() -> None:
        nats.stop()
        older = nats.folder.with_name("older")
        shutil.copytree(nats.folder, older)
        nats.start()
        async with connected(nats.url) as connection:
            publisher = await Publisher(connection, EVENTS, region="test", patience_s=8).open()
            log = publisher.logs[0]
            for number in range(1, 21):
                await publisher.publish(bump(number))
            reader = Reader(connection, log, 1)
            batches = reader.batches()
            while reader.next <= 20:
                await anext(batches)
            reading = asyncio.ensure_future(anext(batches))
            nats.signal(signal.SIGKILL)
            nats.process.wait()  # type: ignore[union-attr]
            shutil.rmtree(nats.folder)
            shutil.copytree(older, nats.folder)
            nats.start()
            async with connected(nats.url) as elsewhere:
                other = await Publisher(elsewhere, EVENTS, region="test", patience_s=8).open()
                await other.publish_many(bump(number) for number in range(31, 41))
            with pytest.raises((OutcomeUnknown, LogError), match="lost its tail"):
                await publisher.publish(bump(50))
            with pytest.raises(LogError, match="takes nothing more"):
                await publisher.publish(bump(51))
            # It goes on, beyond where the reader was: what the reader had read is not there.
            async with connected(nats.url) as elsewhere:
                other = await Publisher(elsewhere, EVENTS, region="test", patience_s=8).open()
                await other.publish_many(bump(number) for number in range(60, 90))
                assert (await streams.head(elsewhere, log)).last > 25
            async with asyncio.timeout(10):
                while "restored to an older state" not in (reader.trouble or ""):
                    await asyncio.sleep(0.05)
            reading.cancel()

    asyncio.run(scenario())


def test_nothing_is_sent_until_it_is_known_what_came_back(nats: NatsServer) -> None:
    """After a reconnect a gateway holds its publisher, and releases it when it has looked."""

    async def scenario() -> None:
        async with connected(nats.url) as connection:
            publisher = await Publisher(connection, EVENTS, region="test", patience_s=0.3).open()
            publisher.hold()
            with pytest.raises(LogUnavailable, match=r"not known yet.*nothing was sent"):
                await publisher.publish(bump(1))
            assert (await streams.head(connection, publisher.logs[0])).last == 0
            publisher.release()
            assert (await publisher.publish(bump(1))).sequence == 1

    asyncio.run(scenario())


def test_what_is_acknowledged_while_somebody_looks_is_no_lost_tail(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look's answer may be older than an acknowledgement that came before it. Everybody who wrote
    was refused for a second.
    """
    heads = streams.heads

    async def scenario() -> None:
        async with connected(nats.url) as connection:
            publisher = await Publisher(connection, EVENTS, region="test", patience_s=8).open()
            await publisher.publish(bump(1))

            async def late(*arguments: Any) -> Any:
                found = await heads(*arguments)
                await publisher.publish(bump(2))
                return found

            monkeypatch.setattr(streams, "heads", late)
            assert (await publisher.look())[publisher.logs[0]].last == 1
            assert publisher.lost_tail is None
            await publisher.publish(bump(3))

    asyncio.run(scenario())
