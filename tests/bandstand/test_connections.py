"""Connections: clients that are slow to ask, on raw sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bandstand.processes.web import connections
from bandstand.stack import servers as embedded
from gateway.admission.shares import Shares
from gateway.app import NO_PROXIES
from gateway.transport import arrivals
from tests.web_servers import web_served

HEAD = b"GET /fine HTTP/1.1\r\nHost: x\r\n\r\n"


async def _fine(request: Request) -> Response:
    return JSONResponse({"fine": True})


async def _read(request: Request) -> Response:
    return JSONResponse({"read": len(await request.body())})


APPLICATION = Starlette(
    routes=[Route("/fine", _fine, methods=["GET", "POST"]), Route("/read", _read, methods=["POST"])]
)


class Socket:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        """Send some bytes, if they are taken."""
        with suppress(OSError):
            self.writer.write(data)
            await self.writer.drain()

    async def answer(self) -> tuple[int, bytes]:
        """The status and the body of the next answer."""
        async with asyncio.timeout(20):
            head = await self.reader.readuntil(b"\r\n\r\n")
            [length] = [
                int(line.partition(b":")[2])
                for line in head.lower().splitlines()
                if line.startswith(b"content-length:")
            ]
            return int(head.split()[1]), await self.reader.readexactly(length)

    async def rest(self) -> bytes:
        """All that comes until the end."""
        async with asyncio.timeout(20):
            with suppress(ConnectionError):
                return await self.reader.read()
        return b""

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return not self.reader.at_eof() and self.reader.exception() is None


def served(*, waiting: int = 100, most: int = 200) -> AbstractAsyncContextManager[int]:
    """The port of a server."""
    return web_served(APPLICATION, waiting=waiting, most=most)


@asynccontextmanager
async def connected(port: int, address: str = embedded.HOST) -> AsyncIterator[Socket]:
    """A connection to it, from an address."""
    reader, writer = await asyncio.open_connection(embedded.HOST, port, local_addr=(address, 0))
    try:
        yield Socket(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_S_MAX", 0.4)
    monkeypatch.setattr(connections, "IDLE_S_MAX", 1)
    monkeypatch.setattr(connections, "REST_S_MAX", 0.4)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"G"],
        [b"GET /fine HT"],
        [b"GET /fine HTTP/1.1\r\nHost: x\r\n"],
        [b"\r\n"] * 50,
        [b"GET /fine HTTP/1.1\r\n", *[b"A: b\r\n"] * 50],
        [bytes([one]) for one in b"GET /fine HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 50],
    ],
    ids=["nothing", "a letter", "a line", "half", "empty lines", "headers", "letters"],
)
def test_a_head_must_be_there_in_time_however_it_is_cut(pieces: list[bytes]) -> None:
    """A byte now and then kept a connection for ever, and 3,000 of them a process."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with served() as port, connected(port) as socket:
            began = loop.time()

            async def drip() -> None:
                for piece in pieces:
                    await socket.send(piece)
                    await asyncio.sleep(0.05)

            dripping = asyncio.create_task(drip())
            status, body = await socket.answer()
            assert (status, loop.time() - began < 5) == (408, True)
            assert b"headers were not there after 0.4 s" in body
            await socket.rest()
            dripping.cancel()

    asyncio.run(main())


def test_what_comes_after_an_answer_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every byte stops the timer of idle connections, an empty line among them."""
    monkeypatch.setattr(connections, "IDLE_S_MAX", 60)

    async def main() -> None:
        async with served() as port:
            for drop in (b"\r\n", b"G"):
                async with connected(port) as socket:
                    await socket.send(HEAD)
                    assert await socket.answer() == (200, b'{"fine":true}')
                    await asyncio.sleep(0.6)  # Idle for longer than a head may take.
                    await socket.send(drop)
                    assert (await socket.answer())[0] == 408

    asyncio.run(main())


def test_an_idle_connection_ends_and_a_busy_one_stays() -> None:
    """A client that asks now and then is served on one connection."""

    async def main() -> None:
        async with served() as port, connected(port) as busy, connected(port) as idle:
            await idle.send(HEAD)
            assert (await idle.answer())[0] == 200
            for _ in range(6):
                await busy.send(HEAD)
                assert (await busy.answer())[0] == 200
                await asyncio.sleep(0.3)
            assert await idle.rest() == b""
            assert busy.open

    asyncio.run(main())


def test_of_those_who_wait_the_oldest_goes_first() -> None:
    """So many connections without a request keep nobody out who asks."""

    async def main() -> None:
        async with served(waiting=20) as port:
            stack = [await asyncio.open_connection(embedded.HOST, port) for _ in range(60)]
            held = [Socket(*one) for one in stack]
            for socket in held:
                await socket.send(b"GET /fine HTTP/1.1\r\n")
            await asyncio.sleep(0.1)
            for _ in range(5):
                async with connected(port) as fan:
                    await fan.send(HEAD)
                    assert (await fan.answer())[0] == 200
            alive = [socket for socket in held if socket.open]
            assert len(alive) <= 20
            assert set(alive) <= set(held[40:])
            for socket in held:
                socket.writer.close()

    asyncio.run(main())


def test_who_is_being_answered_is_not_among_those_who_wait() -> None:
    """A slow answer is no slow question: it is given, however many come meanwhile."""
    began, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        began.set()
        await go.wait()
        return JSONResponse({"slow": True})

    async def main() -> None:
        application = Starlette(routes=[Route("/fine", slow)])
        async with web_served(application, waiting=3) as port, connected(port) as asked:
            await asked.send(HEAD)
            await began.wait()
            others = [await asyncio.open_connection(embedded.HOST, port) for _ in range(10)]
            await asked.send(b"GET /fi")  # And it begins to ask for more.
            await asyncio.sleep(0.6)
            go.set()
            assert await asked.answer() == (200, b'{"slow":true}')
            assert await asked.rest() == b""
            for _, writer in others:
                writer.close()

    asyncio.run(main())


def test_what_is_left_of_a_body_may_come_after_its_answer() -> None:
    """A client that is refused while it sends reads why; then it may ask again, or must end."""

    async def main() -> None:
        head = b"POST /fine HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
        async with served() as port:
            async with connected(port) as socket:
                await socket.send(head + b"12345")
                assert (await socket.answer())[0] == 200
                await socket.send(b"67890" + HEAD)
                assert (await socket.answer())[0] == 200
            async with connected(port) as socket:
                await socket.send(head + b"1")
                assert (await socket.answer())[0] == 200
                for _ in range(4):
                    await asyncio.sleep(0.2)
                    await socket.send(b"2")
                assert await socket.rest() == b""
                assert not socket.open

    asyncio.run(main())


def test_what_ends_a_body_begins_no_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """However large its last piece is, and however long the client then waits to ask again."""
    monkeypatch.setattr(connections, "IDLE_S_MAX", 60)

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            for _ in range(2):
                size = 200 << 10
                head = f"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
                await socket.send(head.encode())
                await asyncio.sleep(0.1)
                await socket.send(b"x" * (size - 1))
                await asyncio.sleep(0.1)
                await socket.send(b"x")
                assert await socket.answer() == (200, b'{"read":%d}' % size)
                await asyncio.sleep(0.6)
                assert socket.open

    asyncio.run(main())


def test_what_comes_after_a_body_is_not_kept() -> None:
    """Headers after the last chunk have no end that a length would tell; nobody reads them."""
    seen: list[int] = []

    async def count(request: Request) -> Response:
        await request.body()
        seen.append(len(request.scope["headers"]))
        return JSONResponse({})

    async def main() -> None:
        application = Starlette(routes=[Route("/read", count, methods=["POST"])])
        async with web_served(application) as port, connected(port) as socket:
            await socket.send(
                b"POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            await socket.send(b"1\r\nx\r\n0\r\n")
            await socket.send(b"A: b\r\n" * 1_000 + b"\r\n")
            assert (await socket.answer())[0] == 200
            await socket.send(HEAD.replace(b"GET /fine", b"POST /read"))
            assert (await socket.answer())[0] == 200

    asyncio.run(main())
    assert seen == [2, 1]


@pytest.mark.parametrize(
    "rest",
    [
        b"0\r\nX: " + b"a" * 65_536 * 400,
        b"0\r\n" + b"A: b\r\n" * 400_000,
        b"1;" + b"a" * 65_536 * 40,
    ],
    ids=["a header without an end", "headers without an end", "a chunk's extension without an end"],
)
@pytest.mark.parametrize("path", [b"/read", b"/fine"], ids=["before its answer", "after it"])
def test_what_comes_beside_a_body_has_a_size(path: bytes, rest: bytes) -> None:
    """The parser joins up what has no end, each time anew: 40 MB took all of a process's time."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            head = b"POST %b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" % path
            await socket.send(head + b"1\r\nx\r\n")
            if path == b"/fine":
                assert (await socket.answer())[0] == 200
            before = time.process_time()
            await socket.send(rest)
            said = await socket.rest()
            assert time.process_time() - before < 2
            if path == b"/read":
                assert said.startswith(b"HTTP/1.1 431 ")
                assert b"beside the body there are over 65,536 bytes" in said

    asyncio.run(main())


def test_several_requests_may_come_at_once() -> None:
    """Pipelined, they are answered in their turn."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            post = b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
            await socket.send((HEAD + post) * 5)
            found = [await socket.answer() for _ in range(10)]
            assert found == [(200, b'{"fine":true}'), (200, b'{"read":3}')] * 5

    asyncio.run(main())


def test_few_requests_wait_behind_another() -> None:
    """So many are answered, and the connection ends: each that waited took memory, without end."""
    slow = connections.PIPELINED_MAX + 1

    async def scenario() -> None:
        async with served() as port, connected(port) as one:
            await one.send(HEAD * 5_000)
            said = await one.rest()
            assert said.count(b"HTTP/1.1 200") == slow
            assert said.lower().count(b"connection: close") == 1
        async with served() as port, connected(port) as one:
            await one.send(HEAD * slow)
            for _ in range(slow):
                assert (await one.answer())[0] == 200
            await one.send(HEAD)
            assert (await one.answer())[0] == 200

    asyncio.run(scenario())


@pytest.mark.parametrize("size", [100, arrivals.BODY_BYTES_MAX - 100])
def test_a_body_must_be_there_in_time_however_it_is_cut(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """From its first byte to its last: one byte in 3 s was for ever in time."""
    monkeypatch.setattr(arrivals, "BODY_S_MAX", 0.5)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        room = Shares(1 << 20, 100, "bodies", "bytes")
        application = arrivals.Bodies(APPLICATION, room, NO_PROXIES)
        async with web_served(application) as port, connected(port) as socket:
            head = f"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
            await socket.send(head.encode() + b"x" * (size - 50))
            began = loop.time()

            async def drip() -> None:
                for _ in range(49):
                    await asyncio.sleep(0.05)
                    await socket.send(b"x")

            dripping = asyncio.create_task(drip())
            status, body = await socket.answer()
            assert (status, loop.time() - began < 2) == (408, True)
            assert b"was not there, whole, after 0.5 s" in body
            dripping.cancel()

    asyncio.run(main())
