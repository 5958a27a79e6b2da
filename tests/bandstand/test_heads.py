"""Heads: what is not answered as a request, on raw sockets."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from gateway.admission.requests import Gate, Requests
from gateway.admission.shares import Shares
from tests.bandstand.test_connections import HEAD, _read, connected, served
from tests.web_servers import web_served


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
        (b"GET" + HANDSHAKE.replace(b"Upgrade\r", b"Upgrade" + b",a" * 600 + b"\r") + b"\r\n", 431),
        (GET + b"Host: x\r\nUpgrade: " + b"h2c," * 300 + b"\r\n\r\n", 431),
        (GET + b"\r\n", 400),
        (GET + b"Host: x\r\nHost: y\r\n\r\n", 400),
        (GET + b"Host: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (b"GET /fine HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"GET /fine\r\n\r\n", 505),
    ],
    ids=[
        *("a handshake with a body", "in chunks", "posted", "posted without one", "many headers"),
        *("a long header", "a long list", "many protocols", "no host", "two hosts"),
        *("two codings", "another version", "none"),
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


@pytest.mark.parametrize(
    ("head", "said", "told"),
    [
        (GET + b"Host: x\r\n" + b"a:\r\n" * 256 + b"\r\n", 431, "257 headers; at most 256"),
        (b"GET /" + b"a/" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "at most 16,384"),
        (
            b"GET" + HANDSHAKE + (b"A: " + b"b" * 4_100 + b"\r\n") * 4 + b"\r\n",
            431,
            "at most 16,384",
        ),
    ],
    ids=["many headers", "a long address", "a large handshake"],
)
def test_headers_have_a_number_and_an_address_a_size(head: bytes, said: int, told: str) -> None:
    """What is done with either later takes the longer the more there is: 156 ms for 60 KB."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            await socket.send(head)
            status, body = await socket.answer()
            assert (status, told in json.loads(body)["errors"][0]["message"]) == (said, True)
            assert await socket.rest() == b""

    asyncio.run(main())


def test_a_handshake_behind_a_request_is_not_taken() -> None:
    """It took the socket over while the answer before it was on its way."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            await socket.send(HEAD + b"GET" + HANDSHAKE + b"\r\n")
            assert await socket.answer() == (200, b'{"fine":true}')
            assert await socket.rest() == b""

    asyncio.run(main())


@pytest.mark.parametrize("path", [b"/read", b"/fine"], ids=["before its answer", "after it"])
def test_a_body_has_so_many_chunks(path: bytes) -> None:
    """Of a byte each they were parsed for as long as they came."""

    async def main() -> None:
        async with served() as port, connected(port) as socket:
            head = b"POST %b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" % path
            await socket.send(head + b"1\r\nx\r\n" * 4_096 + b"0\r\n\r\n")
            assert (await socket.answer())[0] == 200
            await socket.send(head + b"1\r\nx\r\n")
            if path == b"/fine":
                assert (await socket.answer())[0] == 200
            before = time.process_time()
            await socket.send(b"1\r\nx\r\n" * 1_000_000)
            if path == b"/read":
                status, body = await socket.answer()
                assert (status, b"over 4,096 chunks" in body) == (413, True)
            await socket.rest()
            assert time.process_time() - before < 1

    asyncio.run(main())


def test_a_request_keeps_its_place_while_half_of_the_next_is_there() -> None:
    """What was taken back was the next one's, which had none: `KeyError`, and no answer."""

    async def main() -> None:
        requests = Requests(10, 100)
        gate = Gate(requests, lambda scope: "a", Shares(1 << 20, 25, "bodies", "bytes"))
        application = Starlette(routes=[Route("/graphql", _read, methods=["POST"])])
        post = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        async with web_served(application, gate=gate) as port, connected(port) as socket:
            await socket.send(post + post[:-1])
            assert await socket.answer() == (200, b'{"read":3}')
            await socket.send(post[-1:])
            assert await socket.answer() == (200, b'{"read":3}')

    asyncio.run(main())
