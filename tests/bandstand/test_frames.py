"""Frames: a WebSocket that sends many of them holds up nobody, on raw sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from bandstand.processes.web import frames
from bandstand.processes.web.frames import Pace
from bandstand.processes.web.sockets import AS_TEXT
from gateway.admission.requests import Gate, Requests
from gateway.admission.shares import Shares
from tests.bandstand.test_connections import Socket, connected
from tests.web_servers import web_served

HANDSHAKE = (
    b"GET /sizes HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
CONT, TEXT, PING, PONG = 0, 1, 9, 10


def _frame(payload: bytes, kind: int = TEXT, *, last: bool = True) -> bytes:
    size = len(payload)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 1 << 16:
        length = bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        length = bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return bytes([0x80 * last | kind]) + length + bytes(4) + payload


async def _sizes(socket: WebSocket) -> None:
    """Say of each text how long it is, and with which letter it begins."""
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(f"{text[:4]}{len(text)}")


@asynccontextmanager
async def opened(gate: Gate | None = None) -> AsyncIterator[tuple[Socket, int]]:
    """A WebSocket, and the port of its server."""
    application = Starlette(routes=[WebSocketRoute("/sizes", _sizes)])
    served = web_served(application, gate=gate)
    async with served as port, asyncio.timeout(30), again(port) as socket:
        yield socket, port


@asynccontextmanager
async def again(port: int) -> AsyncIterator[Socket]:
    """One more WebSocket of a server."""
    async with connected(port) as socket:
        await socket.send(HANDSHAKE)
        assert b" 101 " in await socket.reader.readuntil(b"\r\n\r\n")
        yield socket


async def _heard(socket: Socket) -> tuple[int, bytes]:
    """The next frame: what it is, and what it says."""
    kind, size = await socket.reader.readexactly(2)
    return kind & 15, await socket.reader.readexactly(size)


def test_large_messages_have_room_or_end_their_connection() -> None:
    """What is on its way, and what is not done yet, whole or not: a thousand held 1.6 GB."""
    room = Shares(AS_TEXT * 300_000, 100, "bodies", "bytes")
    gate = Gate(Requests(10, 50), lambda _: "192.0.2.1", room)
    large = b"x" * 200_000

    async def main() -> None:
        async with opened(gate) as (first, port), again(port) as second, again(port) as third:
            await first.send(_frame(large)[:100_000])
            await second.send(_frame(large[:50_000], last=False))
            while room.taken < AS_TEXT * 150_000:
                await asyncio.sleep(0.01)
            await third.send(_frame(large))
            kind, said = await _heard(third)
            assert (kind, int.from_bytes(said[:2])) == (8, 1013)
            assert b"bytes" in said
            await third.rest()
            # Whoever has a place goes on, and gives it back; so does who leaves.
            await first.send(_frame(large)[100_000:])
            assert await _heard(first) == (TEXT, b"xxxx200000")
            while room.taken > AS_TEXT * 60_000:
                await asyncio.sleep(0.01)
            second.writer.close()
            while room.taken:
                await asyncio.sleep(0.01)
            await first.send(_frame(b"abcd"))
            assert await _heard(first) == (TEXT, b"abcd4")

    asyncio.run(main())


@pytest.mark.parametrize("kind", [PING, PONG], ids=["pings", "pongs"])
def test_many_frames_hold_up_nobody(kind: int) -> None:
    """Six bytes a frame, 43,000 of them in what is read at once, held the loop for a second."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        late: list[float] = []

        async def watch() -> None:
            while True:
                due = loop.time() + 0.01
                await asyncio.sleep(0.01)
                late.append(loop.time() - due)

        async with opened() as (socket, _):
            watching = asyncio.create_task(watch())
            before = time.process_time()
            flood = asyncio.create_task(socket.send(_frame(b"", kind) * 200_000))
            await asyncio.sleep(2)
            assert time.process_time() - before < 0.7
            assert max(late) < 0.15
            for task in (flood, watching):
                task.cancel()

    asyncio.run(main())


def test_frames_are_read_in_their_order_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are cut, and however long their reading waited."""
    monkeypatch.setattr(frames, "FRAMES_A_S", 150)

    async def main() -> None:
        async with opened() as (socket, _):
            texts = [f"{number:04}".encode() + b"x" * (number % 7 * 90) for number in range(300)]
            sent = b"".join(_frame(text) + _frame(b"", PONG) * (number % 2)
                            for number, text in enumerate(texts))  # fmt: skip
            began = time.monotonic()
            await socket.send(sent)
            for text in texts:
                assert await _heard(socket) == (TEXT, text[:4] + str(len(text)).encode())
            await socket.send(_frame(b"", 8))
            assert (await _heard(socket))[0] == 8
            assert time.monotonic() - began > 1

    asyncio.run(main())


def test_what_was_sent_before_the_end_is_read() -> None:
    """A client that sends and goes has sent it."""
    read: list[str] = []

    async def keep(socket: WebSocket) -> None:
        await socket.accept()
        async for text in socket.iter_text():
            read.append(text)

    async def main() -> None:
        application = Starlette(routes=[WebSocketRoute("/sizes", keep)])
        async with web_served(application) as port:
            async with again(port) as socket:
                await socket.send(b"".join(_frame(b"%d" % number) for number in range(1_200)))
            async with asyncio.timeout(10):
                while len(read) < 1_200:
                    await asyncio.sleep(0.05)

    asyncio.run(main())
    assert read == [str(number) for number in range(1_200)]


def test_a_large_message_is_one_frame() -> None:
    """Bytes are not what is paced: forty of 250 KiB come at once."""

    async def main() -> None:
        async with opened() as (socket, _):
            size = 250 << 10
            began = time.monotonic()
            for _ in range(40):
                await socket.send(_frame(b"y" * size))
                assert await _heard(socket) == (TEXT, b"yyyy%d" % size)
            assert time.monotonic() - began < 3

    asyncio.run(main())


def test_a_client_has_its_frames_on_all_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or each connection more would be as many frames more."""
    monkeypatch.setattr(frames, "FRAMES_A_S_EACH", 100)

    async def main() -> None:
        async with opened() as (first, port), again(port) as second:
            began = time.monotonic()
            for socket in (first, second):
                await socket.send(_frame(b"", PONG) * 390 + _frame(b"last"))
            for socket in (first, second):
                assert await _heard(socket) == (TEXT, b"last4")
            assert time.monotonic() - began > 0.5

    asyncio.run(main())


@pytest.mark.parametrize("payload", [b"", b"a"], ids=["empty", "a letter each"])
def test_a_message_has_so_many_fragments(payload: bytes) -> None:
    """Empty ones never reach a size, and each was kept: the memory of a process had no end."""

    async def main() -> None:
        async with opened() as (socket, _):
            first = _frame(b"", TEXT, last=False)
            part = _frame(payload, CONT, last=False)
            await socket.send(first + part * (frames.FRAGMENTS_MAX - 2) + _frame(b"b", CONT))
            kind, said = await _heard(socket)
            assert (kind, said[-1:].isdigit()) == (TEXT, True)
            await socket.send(first + part * 5_000)
            kind, said = await _heard(socket)
            assert (kind, said[:2]) == (8, (1009).to_bytes(2, "big"))
            assert b"1,000 fragments" in said
            assert await socket.rest() == b""

    asyncio.run(main())


def test_who_sent_more_waits_until_the_next_second() -> None:
    """And then goes on at a time of its own."""
    pace = Pace(10)
    pace.note("a", 9, 5.2)
    assert pace.wait_s("a", 5.2) == 0
    pace.note("a", 1, 5.3)
    assert 0.7 < pace.wait_s("a", 5.3) < pace.wait_s("a", 5.3) < 0.75
    assert pace.wait_s("b", 5.3) == 0
    assert pace.wait_s("a", 6.0) == 0
