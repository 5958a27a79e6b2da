"""Who waits, and who is closed for it when there are too many."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack, ExitStack

import pytest
import uvloop

from bandstand.processes.web import serving
from bandstand.stack import servers as embedded
from tests.bandstand.test_connections import APPLICATION, HEAD, connected, served


@pytest.mark.parametrize("limits", [{"waiting": 10}, {"waiting": 100, "most": 10}])
def test_who_opens_many_loses_their_own(limits: dict[str, int]) -> None:
    """And nobody else's, though they have waited longer."""

    async def main() -> None:
        async with served(**limits) as port, AsyncExitStack() as stack:
            mine = [await stack.enter_async_context(connected(port)) for _ in range(4)]
            many = [
                await stack.enter_async_context(connected(port, "127.0.0.2")) for _ in range(30)
            ]
            await asyncio.sleep(0.2)
            assert all(one.open for one in mine)
            assert sum(one.open for one in many) == 6
            for one in mine:
                await one.send(HEAD)
                assert (await one.answer())[0] == 200

    asyncio.run(main())


def test_a_websocket_is_no_connection_of_ours_any_more() -> None:
    """Else the 3,000th would be the last, and each new connection would close another."""

    async def main() -> None:
        upgrade = (
            b"GET /fine HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        async with served(most=3) as port, connected(port) as idle:
            for _ in range(10):
                async with connected(port) as socket:
                    await socket.send(upgrade)
                    await socket.rest()
            async with connected(port) as other:
                await other.send(HEAD)
                assert (await other.answer())[0] == 200
                assert idle.open

    asyncio.run(main())


def test_who_connects_is_let_in_while_the_loop_is_busy() -> None:
    """One for each of its turns, as libuv has it, and who comes to a gateway that has much to do
    waits for seconds until it is even looked at.
    """
    many = serving.ACCEPTED_AT_ONCE

    async def main() -> None:
        listening = serving.listen(embedded.HOST, 0)
        server = serving.web_server(APPLICATION, embedded.HOST, 0)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        with ExitStack() as stack:
            for _ in range(many):
                stack.enter_context(socket.create_connection(listening.getsockname()))
            for _ in range(3):
                await asyncio.sleep(0)
            assert len(server.server_state.connections) == many
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    uvloop.run(main())
