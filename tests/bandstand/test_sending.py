"""Answers that are not taken: slow readers, on raw sockets."""

from __future__ import annotations

import asyncio
import socket
import tracemalloc
from contextlib import AbstractAsyncContextManager

import pytest
import uvloop
from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bandstand.processes.web import sending
from bandstand.stack import servers as embedded
from tests.web_servers import web_served

LENGTH = 8 << 20


async def _much(request: Request) -> Response:
    return Response(b"x" * LENGTH)


def served(unsent: int) -> AbstractAsyncContextManager[int]:
    """The port of a server whose answers are long."""
    return web_served(Starlette(routes=[Route("/much", _much)]), unsent=unsent)


async def ask(port: int, address: str = embedded.HOST, *, more: str = "") -> socket.socket:
    """A connection that asked for much, and takes nothing yet."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    made.bind((address, 0))
    made.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(made, (embedded.HOST, port))
    await loop.sock_sendall(made, f"GET /much HTTP/1.1\r\nHost: x\r\n{more}\r\n".encode())
    return made


async def taken(made: socket.socket, pause_s: float = 0) -> int:
    """How many bytes come until the end, or all have."""
    loop, length = asyncio.get_running_loop(), 0
    try:
        while length < LENGTH and (part := await loop.sock_recv(made, 1 << 20)):
            length += len(part)
            await asyncio.sleep(pause_s)
    except ConnectionError:
        pass
    made.close()
    return length


async def takes(made: socket.socket, most: int) -> None:
    """Take so many bytes."""
    loop, length = asyncio.get_running_loop(), 0
    while length < most:
        length += len(await loop.sock_recv(made, min(1 << 16, most - length)))


def cut() -> float:
    """How many were cut until now."""
    return REGISTRY.get_sample_value("bandstand_gateway_refused_total", {"limit": "sending"}) or 0


def test_who_takes_nothing_is_cut_and_who_takes_something_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each held its answer, and counted nowhere."""
    monkeypatch.setattr(sending, "PATIENCE_S", 0.5)
    monkeypatch.setattr(sending, "LOOK_S", 0.5)

    async def main() -> None:
        before = cut()
        async with served(sending.UNSENT_BYTES_MAX) as port:
            nothing, slow = await ask(port), await ask(port)
            async with asyncio.timeout(20):
                assert await taken(slow, 0.001) >= LENGTH
                while cut() < before + 1:
                    await asyncio.sleep(0.05)
                assert await taken(nothing) < LENGTH
        assert cut() == before + 1

    asyncio.run(main())


def test_of_all_that_waits_the_address_with_most_loses_its_most() -> None:
    """Many who are slow, each within its pace, would hold gigabytes."""

    async def main() -> None:
        before = cut()
        async with served(LENGTH * 5 // 2) as port:
            other = await ask(port, "127.0.0.9")
            await asyncio.sleep(0.2)
            mine = [await ask(port) for _ in range(3)]
            async with asyncio.timeout(20):
                while cut() < before + 1:
                    await asyncio.sleep(0.05)
                assert await taken(other) >= LENGTH
            for one in mine:
                one.close()

    asyncio.run(main())


def test_what_was_taken_is_not_held() -> None:
    """uvloop holds all that it was given at once until the last byte is taken: who took all of it
    but that, over many connections, had a process hold all of them.
    """

    async def scenario() -> None:
        async with served(1 << 30) as port:
            tracemalloc.start()
            try:
                made = await ask(port)
                await takes(made, LENGTH // 2)
                held, _ = tracemalloc.get_traced_memory()
                assert held < LENGTH // 2 + (1 << 20)
                await takes(made, LENGTH // 2)
                made.close()
            finally:
                tracemalloc.stop()

    uvloop.run(scenario())


def test_what_waits_is_sent_before_a_connection_is_closed() -> None:
    """A client that says that it is the last request gets all of the answer."""

    async def scenario() -> None:
        async with served(1 << 30) as port:
            made = await ask(port, more="Connection: close\r\n")
            assert await taken(made, 0.001) >= LENGTH

    uvloop.run(scenario())
