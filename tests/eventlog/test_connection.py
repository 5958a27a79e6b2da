"""The connection outlives whatever the server ends it for."""

from __future__ import annotations

import asyncio

from eventlog.connection import connected
from tests.servers import NatsServer


def test_a_line_that_the_server_refuses_ends_nothing_for_good(nats: NatsServer) -> None:
    """It closes the connection over it; the client alone would never open another."""

    async def scenario() -> None:
        back = asyncio.Event()
        async with connected(nats.url) as connection:
            connection.on_reconnect(back.set)
            await connection.client.publish("a" * 5_000, b"")
            async with asyncio.timeout(10):
                await back.wait()
            assert await connection.ask(connection.stream.account_info)

    asyncio.run(scenario())
