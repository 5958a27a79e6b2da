"""A log that takes nothing says so at once, with its reason; what it acknowledged it has."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from bandstand.testing.worlds import envelope
from eventlog.connection import Connection, connected
from eventlog.errors import LogError, LogMisconfigured, LogRefuses, OutcomeUnknown, Unfinished
from eventlog.publish.publishing import Publisher
from eventlog.subjects import Log
from tests.eventlog import full
from tests.eventlog.full import TightServer
from tribes.events import EVENTS, ArticleBumped, ArticleEdited

LOG = Log("test")
AT_ONCE_S = 2.0
"""Long for a machine that is busy, and far less than a publisher's patience."""


def edit(number: int, length: int = 1_500) -> ArticleEdited:
    """The numbered edit, of some length."""
    return ArticleEdited(**envelope(number), article="a", body="x" * length)


@contextmanager
def running(folder: Path, template: str) -> Iterator[TightServer]:
    server = TightServer(folder, template)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@asynccontextmanager
async def publishing(server: TightServer) -> AsyncIterator[tuple[Connection, Publisher]]:
    async with connected(server.url) as connection:
        connection.timeout_s = 1.0
        yield connection, await Publisher(connection, EVENTS, region="test").open()


async def refused(publisher: Publisher) -> tuple[int, LogError]:
    """Publish until it is refused: how many were taken, and what was said."""
    for number in range(1_000):
        began = time.monotonic()
        try:
            await publisher.publish(edit(number))
        except LogError as error:
            assert time.monotonic() - began < AT_ONCE_S, "told at once"
            return number, error
    raise AssertionError("it takes everything")


FULL = {
    "the server's store is full": (full.STORE, "max_file_store"),
    "the account may store no more": (full.ACCOUNT, "resource limits exceeded for account"),
}


@pytest.mark.parametrize("why", FULL)
def test_what_a_full_store_refuses_is_told_and_what_it_took_is_there(
    tmp_path: Path, why: str
) -> None:
    """Found by hand: who published waited for 10 s, and was told that it may be stored or not. When
    there is room, the same publisher goes on.
    """
    template, said = FULL[why]

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (connection, publisher):
            taken, error = await refused(publisher)
            assert taken > 10
            assert isinstance(error, LogRefuses)
            assert said in str(error)
            assert "nothing was stored" in str(error)
            assert publisher.troubles == {LOG.name: error.reason.partition(": ")[2]}
            with pytest.raises(LogRefuses):
                await publisher.publish_once(edit(taken), "k", b"input")
            assert await full.end_of(connection, LOG) == taken
            server.allow(10 * full.LIMIT_BYTES)
            receipt = await publisher.publish(edit(taken))
            assert (receipt.sequence, receipt.duplicate) == (taken + 1, False)
            await publisher.publish_once(edit(taken + 1), "k", b"input")
            assert publisher.troubles == {}

    with running(tmp_path, template) as server:
        asyncio.run(scenario(server))


LIMITS = {
    "bytes": ({"max_bytes": 20_000}, "maximum bytes exceeded"),
    "messages": ({"max_msgs": 5}, "maximum messages exceeded"),
    "the length of a message": ({"max_msg_size": 1_000}, "message size exceeds maximum allowed"),
}


def test_what_a_stream_refuses_by_a_limit_of_its_own_is_told(tmp_path: Path) -> None:
    """Somebody gave it one by hand; raised, it takes what it refused."""

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (connection, publisher):
            for config, said in LIMITS.values():
                await full.limit(connection, LOG, **config)
                _, error = await refused(publisher)
                assert isinstance(error, LogRefuses)
                assert said in str(error)
                await full.limit(connection, LOG, **dict.fromkeys(config, -1))
            await publisher.publish(edit(2_000))

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))


def test_what_is_too_long_for_the_server_is_told(tmp_path: Path) -> None:
    """The client knows it before it sends, and tried again for 10 s."""

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (_, publisher):
            await publisher.publish(edit(1))
            with pytest.raises(LogRefuses, match=r"does not take this: larger than the max_payl"):
                await publisher.publish(edit(2, 3_000))
            await publisher.publish(edit(3))

    with running(tmp_path, full.PAYLOAD) as server:
        asyncio.run(scenario(server))


def test_what_this_user_may_not_publish_is_told(tmp_path: Path) -> None:
    """The server says it beside the answer, which never comes."""

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (connection, publisher):
            taken, error = await refused(publisher)
            assert (taken, type(error)) == (0, LogRefuses)
            assert "not allowed to publish on events.test.0.1.article.a" in str(error)
            assert "nothing was stored" in str(error)
            with pytest.raises(Unfinished, match="not allowed to publish"):
                await publisher.publish_many(edit(number) for number in range(300))
            assert await full.end_of(connection, LOG) == 0

    with running(tmp_path, full.DENIED) as server:
        asyncio.run(scenario(server))


def test_a_stream_that_is_not_there_stored_nothing(tmp_path: Path) -> None:
    """It may come, so it is tried again; that nothing was stored is known all the same."""

    async def scenario(server: TightServer) -> None:
        async with connected(server.url) as connection:
            publisher = Publisher(connection, EVENTS, region="test", patience_s=0.3)
            with pytest.raises(LogRefuses, match=r"no stream answers.*nothing was stored"):
                await publisher.publish(edit(1))

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))


@full.needs_prlimit
def test_a_disk_that_is_full_acknowledges_nothing_and_the_reason_is_told(tmp_path: Path) -> None:
    """nats-server does not refuse what it cannot write, and writes nothing more until it is
    restarted, even when there is room. What was acknowledged is there.
    """

    async def scenario(server: TightServer) -> None:
        async with connected(server.url) as connection:
            connection.timeout_s = 0.3
            publisher = await Publisher(connection, EVENTS, region="test", patience_s=0.5).open()
            for number in range(20):
                await publisher.publish(edit(number))
            server.fill_disk()
            for _ in range(2):
                with pytest.raises(OutcomeUnknown, match=r"its disk may be full.*restarted"):
                    await publisher.publish(edit(20))
                assert "its disk may be full" in publisher.troubles[LOG.name]
                server.free_disk()
            assert await full.end_of(connection, LOG) == 20
            server.stop()
            server.start()
            async with asyncio.timeout(20):
                while True:
                    try:
                        receipt = await publisher.publish(edit(20))
                        break
                    except LogError:
                        await asyncio.sleep(0.1)
            assert (receipt.sequence, publisher.troubles) == (21, {})

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))


@full.needs_prlimit
def test_a_refusal_after_a_silence_leaves_it_open(tmp_path: Path) -> None:
    """The first attempt may be stored: only its acknowledgement was lost."""

    async def scenario(server: TightServer) -> None:
        async with connected(server.url) as connection:
            connection.timeout_s = 0.3
            publisher = await Publisher(connection, EVENTS, region="test", patience_s=3).open()
            server.fill_disk()
            publishing = asyncio.create_task(publisher.publish(edit(1)))
            await asyncio.sleep(0.1)
            server.free_disk()
            await full.limit(connection, LOG, max_msg_size=100)
            with pytest.raises(OutcomeUnknown, match=r"message size exceeds.*is unknown"):
                await publishing

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))


def test_of_many_it_is_said_which_are_stored(tmp_path: Path) -> None:
    """Whoever goes on must begin at the first that is not, and leave out what is."""

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (connection, publisher):
            await publisher.publish(edit(0))
            await full.limit(connection, LOG, max_bytes=20_000)
            lengths = [1_500] * 10 + [60_000, 10, 60_000, 10]
            events = [edit(number, length) for number, length in enumerate(lengths)]
            with pytest.raises(Unfinished) as stopped:
                await publisher.publish_many(events)
            it = stopped.value
            assert (it.at, it.later, it.open) == (10, (11, 13), ())
            assert (it.stored, it.duplicates) == (11, 1)
            assert isinstance(it.why, LogRefuses)
            assert str(it).startswith("11 events were stored, and then: ")
            assert await full.end_of(connection, LOG) == 12
            # Two more of the same, after the limit: as many are stored as the log says.
            await full.limit(connection, LOG, max_bytes=-1)
            assert (await publisher.publish_many(events)).duplicates == 12

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))


def test_a_sealed_log_is_no_full_one(tmp_path: Path) -> None:
    """It never takes anything again: the next epoch does."""

    async def scenario(server: TightServer) -> None:
        async with publishing(server) as (connection, publisher):
            info = await connection.stream.stream_info(LOG.name)
            await connection.stream.update_stream(info.config.evolve(sealed=True))
            with pytest.raises(LogMisconfigured, match="sealed"):
                await publisher.publish(ArticleBumped(**envelope(1), article="a"))
            assert publisher.troubles == {}

    with running(tmp_path, full.PLAIN) as server:
        asyncio.run(scenario(server))
