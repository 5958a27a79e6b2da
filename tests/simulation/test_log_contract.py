"""The contract of the log, held by the simulation's twin and by the real server alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nats.js.api import DiscardPolicy, StorageType, StreamConfig

from bandstand.testing.servers import NatsServer
from eventlog.connection import connected
from eventlog.errors import LogUnavailable
from eventlog.logs import Logs, Reading, ServerLogs
from eventlog.subjects import Log
from tests.simulation.log import FAIR, FOUL, LogServer, ServerTwin, Stream, Weather
from tests.simulation.loop import simulate

HERE = Log("test", 5)


class Shelf:
    """A log to append to and to read: the twin's, or a real one."""

    def __init__(
        self,
        logs: Logs,
        append: Callable[[bytes], Awaitable[object]],
        delete: Callable[[int], Awaitable[object]],
    ) -> None:
        self.logs, self.append, self.delete = logs, append, delete

    def reader(self, start: int) -> Reading:
        return self.logs.reader(HERE, start)


def _twin_shelf(weather: Weather, seed: int) -> AbstractAsyncContextManager[Shelf]:
    @asynccontextmanager
    async def made() -> AsyncIterator[Shelf]:
        server = LogServer("test", Random(seed))
        server.weather = weather
        server.streams[HERE] = Stream()

        async def append(body: bytes) -> None:
            server.append(HERE, body)

        async def delete(sequence: int) -> None:
            server.streams[HERE].bodies[sequence - 1] = None

        yield Shelf(ServerTwin(server), append, delete)

    return made()


@pytest.fixture(params=["twin", "foul twin", "nats"])
def open_shelf(request: pytest.FixtureRequest) -> Callable[[], AbstractAsyncContextManager[Shelf]]:
    """Opens an empty log that lets events be deleted."""
    if request.param != "nats":
        weather = (
            FAIR
            if request.param == "twin"
            else Weather(delay_s_max=0.002, batch_events_max=FOUL.batch_events_max)
        )
        return lambda: _twin_shelf(weather, 1)
    server: NatsServer = request.getfixturevalue("nats")

    @asynccontextmanager
    async def real() -> AsyncIterator[Shelf]:
        async with connected(server.url) as connection:
            stream = connection.stream
            await stream.add_stream(
                StreamConfig(
                    name=HERE.name,
                    subjects=[HERE.subjects],
                    discard=DiscardPolicy.NEW,
                    storage=StorageType.FILE,
                )
            )
            yield Shelf(
                ServerLogs(connection),
                lambda body: stream.publish(HERE.subject("article", "a"), body),
                lambda sequence: stream.delete_msg(HERE.name, sequence),
            )

    return real


async def _take(reader: Reading, last: int, rewind: tuple[int, int] | None = None) -> list[int]:
    """The sequences up to the last; on the way, sent back once: (after which, to which)."""
    seen: list[int] = []
    async with asyncio.timeout(20), aclosing(reader.batches()) as batches:
        async for batch in batches:
            assert batch.sequences == sorted(set(batch.sequences))
            assert batch.bodies == [b"%d" % sequence for sequence in batch.sequences]
            assert batch.size_bytes == sum(map(len, batch.bodies))
            assert reader.next == batch.sequences[-1] + 1
            seen += batch.sequences
            if rewind and seen[-1] >= rewind[0]:
                reader.rewind(rewind[1])
                assert reader.next == rewind[1]
                rewind = None
            elif not rewind and seen[-1] >= last:
                break
    return seen


def _shelved(open_shelf: Any, scenario: Callable[[Shelf], Awaitable[None]]) -> None:
    async def main() -> None:
        async with open_shelf() as shelf:
            for number in range(1, 21):
                await shelf.append(b"%d" % number)
            await scenario(shelf)

    asyncio.run(main())


@pytest.mark.parametrize("start", [1, 7, 20])
def test_a_reader_starts_where_it_is_told_and_ascends(open_shelf: Any, start: int) -> None:
    """To the end, and then what comes."""

    async def scenario(shelf: Shelf) -> None:
        reader = shelf.reader(start)
        assert await _take(reader, 20) == list(range(start, 21))
        assert not reader.holes.ranges
        assert reader.trouble is None

    _shelved(open_shelf, scenario)


def test_a_reader_at_the_end_waits_for_more(open_shelf: Any) -> None:
    """A head's last sequence plus one is a good start."""

    async def scenario(shelf: Shelf) -> None:
        head = (await shelf.logs.heads())[HERE]
        assert (head.first, head.last, head.holes) == (1, 20, 0)
        taking = asyncio.create_task(_take(shelf.reader(head.last + 1), 21))
        await asyncio.sleep(0.1)
        assert not taking.done()
        await shelf.append(b"21")
        assert await taking == [21]

    _shelved(open_shelf, scenario)


def test_a_reader_that_is_sent_back_reads_again(open_shelf: Any) -> None:
    """From there on, in order, without a hole."""

    async def scenario(shelf: Shelf) -> None:
        reader = shelf.reader(1)
        seen = await _take(reader, 20, rewind=(12, 5))
        turn = seen.index(5, seen.index(12))
        assert seen[turn:] == list(range(5, 21))
        assert seen[:turn] == list(range(1, turn + 1))
        assert not reader.holes.ranges

    _shelved(open_shelf, scenario)


def test_a_reader_that_is_sent_forward_goes_on(open_shelf: Any) -> None:
    """`rewind` never skips anything."""

    async def scenario(shelf: Shelf) -> None:
        reader = shelf.reader(5)
        reader.rewind(15)
        assert reader.next == 5
        assert await _take(reader, 20) == list(range(5, 21))

    _shelved(open_shelf, scenario)


def test_a_hole_is_reported_and_passed(open_shelf: Any) -> None:
    """In the middle and at the start; the head counts it."""

    async def scenario(shelf: Shelf) -> None:
        for sequence in (8, 9, 15):
            await shelf.delete(sequence)
        reader = shelf.reader(3)
        assert await _take(reader, 20) == [3, 4, 5, 6, 7, *range(10, 15), *range(16, 21)]
        assert str(reader.holes) == "8-9,15-15"
        assert (await shelf.logs.heads())[HERE].holes == 3

    _shelved(open_shelf, scenario)


def test_a_reader_behind_the_end_says_that_the_tail_is_lost(open_shelf: Any) -> None:
    """And gives nothing: new events would take numbers that are covered."""

    async def scenario(shelf: Shelf) -> None:
        reader = shelf.reader(30)
        taking = asyncio.create_task(_take(reader, 30))
        async with asyncio.timeout(5):
            while "lost its tail" not in (reader.trouble or ""):
                await asyncio.sleep(0.02)
        assert not taking.done()
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)

    _shelved(open_shelf, scenario)


def test_hints_come_to_all_who_listen(open_shelf: Any) -> None:
    """The one who shouts among them."""

    async def scenario(shelf: Shelf) -> None:
        heard: list[tuple[int, bytes]] = []
        for who in (1, 2):
            await shelf.logs.listen(
                "replicas.test", lambda data, who=who: heard.append((who, data))
            )
        await shelf.logs.listen("waiting.test", lambda data: heard.append((3, data)))
        assert shelf.logs.up
        await shelf.logs.shout("replicas.test", b"here")
        async with asyncio.timeout(5):
            while len(heard) < 2:
                await asyncio.sleep(0.01)
        assert sorted(heard) == [(1, b"here"), (2, b"here")]

    _shelved(open_shelf, scenario)


def test_a_twin_that_is_down_answers_as_a_server_that_is_down() -> None:
    """The real ones are shown in `tests/projector/test_outages.py`."""

    async def scenario() -> None:
        async with _twin_shelf(FAIR, 1) as shelf:
            assert isinstance(shelf.logs, ServerTwin)
            shelf.logs.server.go_down()
            assert not shelf.logs.up
            with pytest.raises(LogUnavailable):
                await shelf.logs.heads()
            with pytest.raises(LogUnavailable):
                await shelf.logs.listen("replicas.test", lambda _: None)
            await shelf.logs.shout("replicas.test")

    asyncio.run(scenario())


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_foul_weather_gives_every_event_and_in_order(seed: int) -> None:
    """However often a reader starts again by itself, it skips nothing."""

    async def scenario() -> None:
        async with _twin_shelf(FOUL, seed) as shelf:
            for number in range(1, 21):
                await shelf.append(b"%d" % number)
            covered = 0
            for sequence in await _take(shelf.reader(1), 20):
                assert sequence <= covered + 1
                covered = max(covered, sequence)

    simulate(scenario, Random(seed))
