"""Publishing on a real server: stored once, in the right stream, or an error that says why not."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec
import pytest
from nats.js.api import DiscardPolicy

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.errors import (
    EventIdReused,
    EventRejected,
    KeyReused,
    LogMisconfigured,
    LogRefuses,
    LogUnavailable,
    OutcomeUnknown,
)
from eventlog.publish.publishing import Publisher
from eventlog.subjects import Log
from tribes.events import EVENTS, ArticleBumped, ArticleEdited

LOG = Log("test")


def bump(number: int, article: str = "a") -> ArticleBumped:
    """The numbered bump."""
    return ArticleBumped(**envelope(number), article=article)


@asynccontextmanager
async def publishing(
    nats: NatsServer, patience_s: float = 5.0
) -> AsyncIterator[tuple[Connection, Publisher]]:
    """A publisher into an empty log."""
    connection = await Connection(nats.url, timeout_s=0.5).open()
    try:
        yield (
            connection,
            await Publisher(connection, EVENTS, region="test", patience_s=patience_s).open(),
        )
    finally:
        await connection.close()


def run(
    nats: NatsServer,
    scenario: Callable[[Connection, Publisher], Awaitable[None]],
    patience_s: float = 5.0,
) -> None:
    """Run a scenario on an empty log."""

    async def main() -> None:
        async with publishing(nats, patience_s) as (connection, publisher):
            await scenario(connection, publisher)

    asyncio.run(main())


def test_a_receipt_names_log_and_sequence(nats: NatsServer) -> None:
    """And the same event again is the same receipt, told as a duplicate."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        first = await publisher.publish(bump(1))
        assert (first.log, first.sequence, first.duplicate) == (LOG.name, 1, False)
        again = await publisher.publish(bump(1))
        assert (again.sequence, again.duplicate) == (1, True)
        assert await streams.stored(connection, LOG, 1) == EVENTS.encode(bump(1))

    run(nats, scenario)


def test_an_id_that_comes_with_another_body_is_refused(nats: NatsServer) -> None:
    """The server acknowledges it as a duplicate and stores nothing: that would be a loss."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        await publisher.publish(bump(1))
        with pytest.raises(EventIdReused, match="give it a new id"):
            await publisher.publish(bump(1, "b"))
        refused: list[EventIdReused] = []
        events = [bump(1, "b"), bump(2), bump(1)]
        totals = await publisher.publish_many(events, refuse=refused.append)
        assert (totals.stored, totals.duplicates, len(refused)) == (1, 1, 1)

    run(nats, scenario)


def test_many_are_stored_in_order(nats: NatsServer) -> None:
    """A window is on its way at once, and yet the log has the order of the source."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        done: list[int] = []
        totals = await publisher.publish_many(map(bump, range(5_000)), done.append)
        # A slow machine acknowledges late: what is sent again is a duplicate, and stored once.
        assert (totals.stored + totals.duplicates, sum(done)) == (5_000, 5_000)
        assert (await streams.head(connection, LOG)).last == 5_000
        for number in (0, 1_999, 2_000, 4_999):
            assert await streams.stored(connection, LOG, number + 1) == EVENTS.encode(bump(number))

    run(nats, scenario)


def test_what_would_not_be_read_is_not_written(nats: NatsServer) -> None:
    """Nothing enters the log that the projector would park."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        long = ArticleEdited(**envelope(1), article="a", body="x" * 70_000)
        for event in (long, bump(2, "a b"), msgspec.structs.replace(bump(3), id="no ulid")):
            with pytest.raises(EventRejected):
                await publisher.publish(event)
        assert (await streams.head(connection, LOG)).last == 0

    run(nats, scenario)


def test_a_server_that_does_not_answer_leaves_the_outcome_unknown(nats: NatsServer) -> None:
    """It is said so, and the same event can be sent again when it answers."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        nats.signal(signal.SIGSTOP)
        with pytest.raises(OutcomeUnknown, match="retry with the same idempotency key or event id"):
            await publisher.publish(bump(1))
        nats.signal(signal.SIGCONT)
        await publisher.publish(bump(1))
        assert (await streams.head(connection, LOG)).last == 1

    run(nats, scenario, patience_s=0.8)


def test_a_restart_while_many_are_on_their_way_loses_none(nats: NatsServer) -> None:
    """What was not acknowledged is sent again, with the same id."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        async def restart() -> None:
            await asyncio.sleep(0.2)
            nats.kill()
            await asyncio.sleep(0.2)
            await asyncio.to_thread(nats.start)

        crash = asyncio.create_task(restart())
        totals = await publisher.publish_many(map(bump, range(20_000)))
        await crash
        assert totals.stored + totals.duplicates == 20_000
        end = (await streams.head(connection, LOG)).last
        bodies = {await streams.stored(connection, LOG, n) for n in range(end - 4_000, end + 1)}
        assert {EVENTS.encode(bump(n)) for n in range(17_000, 20_000)} <= bodies

    run(nats, scenario, patience_s=20)


def test_a_key_keeps_the_first_event_and_its_stamp(nats: NatsServer) -> None:
    """A retry republishes the stored bytes, so it cannot overwrite what came between."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        event, first = await publisher.publish_once(bump(1), "k", b"input")
        again, second = await publisher.publish_once(bump(2), "k", b"input")
        assert (again, second.sequence, second.duplicate) == (event, first.sequence, True)
        with pytest.raises(KeyReused, match="use a new key"):
            await publisher.publish_once(bump(3), "k", b"other")
        assert (await streams.head(connection, LOG)).last == 1

    run(nats, scenario)


def test_a_key_remembers_for_whom_and_for_what(nats: NatsServer) -> None:
    """A key is its actor's own, and is recalled without being used."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        assert await publisher.recall("enzo", "k", b"input") is None
        event, _ = await publisher.publish_once(bump(1), "k", b"input")
        assert await publisher.recall("enzo", "k", b"input") == event
        assert await publisher.recall("pat", "k", b"input") is None
        with pytest.raises(KeyReused, match="use a new key"):
            await publisher.recall("enzo", "k", b"other")

    run(nats, scenario)


def test_a_key_whose_event_never_arrived_brings_it_now(nats: NatsServer) -> None:
    """The gateway died between the two: the retry stores the first event, stamp included."""

    async def scenario(connection: Connection, publisher: Publisher) -> None:
        event, _ = await publisher.publish_once(bump(1), "k", b"input")
        body = await connection.stream.get_msg("keys-test", 1)
        await connection.stream.delete_stream(LOG.name)
        other = await Publisher(connection, EVENTS, region="test", patience_s=5).open()
        again, receipt = await other.publish_once(bump(2), "k", b"input")
        assert (again, receipt.sequence) == (event, 1)
        assert await streams.stored(connection, LOG, 1) == body.data

    run(nats, scenario)


def test_a_full_log_is_no_used_key(nats: NatsServer) -> None:
    """Found by this test: both have code 10077, and a full log was taken for a retry."""

    async def main() -> None:
        async with publishing(nats, patience_s=0.3) as (connection, publisher):
            await publisher.publish(bump(1))
            for name in (LOG.name, "keys-test"):
                info = await connection.stream.stream_info(name)
                info.config.max_msgs = 1
                await connection.stream.update_stream(info.config)
            with pytest.raises(LogRefuses, match="maximum messages exceeded"):
                await publisher.publish(bump(2))
            with pytest.raises(LogRefuses, match="maximum messages exceeded"):
                await publisher.publish_once(bump(3), "k", b"input")
            assert (await streams.head(connection, LOG)).last == 1

    asyncio.run(main())


def test_a_stream_that_takes_what_is_a_log_s_is_named(nats: NatsServer) -> None:
    """Its acknowledgement is none of ours: no projector reads what it holds."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await connection.stream.add_stream(name="foreign", subjects=["events.test.>"])
            publisher = Publisher(connection, EVENTS, region="test")
            with pytest.raises(LogMisconfigured, match=f"foreign took .* {LOG.name}'s"):
                await publisher.publish(bump(1))
            with pytest.raises(LogMisconfigured, match="overlap"):
                await publisher.open()

    asyncio.run(main())


def test_a_stream_that_could_lose_events_is_refused(nats: NatsServer) -> None:
    """Somebody made it by hand, with settings that expire events."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await connection.stream.add_stream(
                name=LOG.name, subjects=[LOG.subjects], max_age=60, duplicate_window=60
            )
            with pytest.raises(LogMisconfigured) as refused:
                await Publisher(connection, EVENTS, region="test").open()
            for problem in ("max_age lets events expire", "discard is not new", "deny_delete"):
                assert problem in str(refused.value)

    asyncio.run(main())


def test_nobody_there_is_said_with_the_address() -> None:
    """And without its password."""

    async def main() -> None:
        with pytest.raises(LogUnavailable) as refused:
            await Connection("nats://me:secret@127.0.0.1:1", timeout_s=0.5).open()
        assert "secret" not in str(refused.value)
        assert "127.0.0.1:1" in str(refused.value)
        assert "Set NATS_URL" in str(refused.value)

    asyncio.run(main())


def test_a_stream_that_drops_older_events_is_refused(nats: NatsServer) -> None:
    """One message a subject, kept by hand: the server drops the older bump without a word."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await connection.stream.add_stream(
                name=LOG.name, subjects=["events.test.>"], max_msgs_per_subject=1,
                discard=DiscardPolicy.NEW, deny_delete=True, deny_purge=True,
            )  # fmt: skip
            with pytest.raises(LogMisconfigured) as refused:
                await Publisher(connection, EVENTS, region="test").open()
            assert "max_msgs_per_subject drops older events" in str(refused.value)
            assert "its subjects are not events.test.0.1.>" in str(refused.value)

    asyncio.run(main())


def test_a_stream_of_keys_that_forgets_is_refused(nats: NatsServer) -> None:
    """A key would be used twice, and a retry would happen twice."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await connection.stream.add_stream(name="keys-test", subjects=["keys.test.>"])
            with pytest.raises(LogMisconfigured, match="would forget the first use of a key"):
                await Publisher(connection, EVENTS, region="test").open()

    asyncio.run(main())
