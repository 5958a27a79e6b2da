"""The ceiling of live: a bare server on websockets that sends one text to all who are connected.

`python -m bench.peers.broadcast BYTES RATE PORT`: so long a text, so often a second. The text says
when it was sent.
"""

from __future__ import annotations

import asyncio
import sys
import time

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

HOST = "127.0.0.1"


async def main(size: int, rate: float, port: int) -> None:
    """Send, until it is ended."""
    there: set[ServerConnection] = set()

    async def connected(connection: ServerConnection) -> None:
        there.add(connection)
        try:
            async for _ in connection:
                pass
        finally:
            there.discard(connection)

    async with serve(
        connected, HOST, port, subprotocols=["graphql-transport-ws"], compression=None
    ):
        while True:
            await asyncio.sleep(1 / rate)
            text = f'{{"sent":{time.monotonic_ns()},"padding":"'
            broadcast(there, text + "x" * (size - len(text) - 2) + '"}')


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
