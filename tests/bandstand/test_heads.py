"""Heads: what is not answered as a request, on raw sockets."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.bandstand.test_connections import HEAD, connected, served


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"GET /fine HTTP/1.1\r\nHost: x\r\nA: " + b"b" * (70 << 10) + b"\r\n\r\n", 431),
        (b"GET /fine?" + b"b" * (70 << 10) + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /fine?" + b"b" * (70 << 10), 414),
        (b"GET /fine HTTP/1.1\r\nHost: x\r\n" + b"A: bcd\r\n" * 12_000 + b"\r\n", 431),
        (b"GET /fine HTTP/1.1\r\nHost: x\r\nA: " + b"b" * (70 << 10), 431),
        (b"GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
         b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nA: "
         + b"b" * (70 << 10) + b"\r\n\r\n", 431),
    ],
    ids=["header", "address", "address without end", "many headers", "without end", "handshake"],
)  # fmt: skip
def test_a_head_has_a_size(head: bytes, said: int) -> None:
    """Of all headers together, and the address; the limit is named."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            await socket.send(head)
            status, body = await socket.answer()
            assert status == said
            [error] = json.loads(body)["errors"]
            assert "over 65,536 bytes together" in error["message"]
            assert await socket.rest() == b""
            async with connected(port) as other:
                await other.send(HEAD)
                assert (await other.answer())[0] == 200

    asyncio.run(main())


HANDSHAKE = (
    b" /fine HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
GET = b"GET /fine HTTP/1.1\r\n"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"GET" + HANDSHAKE + b"Content-Length: 10\r\n\r\n", 400),
        (b"GET" + HANDSHAKE + b"Transfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST" + HANDSHAKE + b"Content-Length: 2\r\n\r\n{}", 400),
        (b"POST" + HANDSHAKE + b"\r\n", 400),
        (b"GET" + HANDSHAKE + b"A: b\r\n" * 200 + b"\r\n", 400),
        (b"GET" + HANDSHAKE + b"A: " + b"b" * 9_000 + b"\r\n\r\n", 400),
        (GET + b"\r\n", 400),
        (GET + b"Host: x\r\nHost: y\r\n\r\n", 400),
        (GET + b"Host: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (b"GET /fine HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"GET /fine\r\n\r\n", 505),
    ],
    ids=[
        *("a handshake with a body", "in chunks", "posted", "posted without one", "many headers"),
        *("a long header", "no host", "two hosts", "two codings", "another version", "none"),
    ],
)
def test_a_head_that_is_none_is_refused_and_ended(head: bytes, said: int) -> None:
    """A handshake that the protocol of sockets cannot read stayed open for good, and counted
    nowhere: one client took all that a process may open.
    """

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            await socket.send(head)
            status, body = await socket.answer()
            assert status == said
            assert json.loads(body)["errors"][0]["message"]
            assert await socket.rest() == b""
            async with connected(port) as other:
                await other.send(HEAD)
                assert (await other.answer())[0] == 200

    asyncio.run(main())
