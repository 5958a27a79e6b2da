"""Subscribers of a gateway on a real port: what they send, and what comes to them."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway
from tests.web_servers import web_served

Json = dict[str, Any]
LONG = "<p>" + "long " * 10_000 + "</p>"
"""A body of which a socket soon holds no more."""
PROTOCOL = "graphql-transport-ws"
PATIENCE_S = 40.0


def narrow_socket() -> socket.socket:
    """One that holds little of what is sent to it; not yet connected."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    return made


def listening(it: Gateway) -> AbstractAsyncContextManager[int]:
    """The port of a gateway's application, served as in production."""
    state = it.application.state
    return web_served(it.application, end=state.end, gate=state.gate)


class Subscriber:
    """One WebSocket, and what came for each operation."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._waiting: list[Json] = []

    async def send(self, **message: Any) -> None:
        """Send a message."""
        await self.socket.send(json.dumps(message))

    async def subscribe(
        self, name: str, query: str, /, token: str | None = None, **more: Any
    ) -> None:
        """Begin an operation with some variables."""
        payload: Json = {"query": query, "variables": more}
        if token is not None:
            payload["extensions"] = {"consistency": {"token": token}}
        await self.send(id=name, type="subscribe", payload=payload)

    async def receive(self) -> Json:
        """The next message, whatever it is about."""
        async with asyncio.timeout(PATIENCE_S):
            found: Json = json.loads(await self.socket.recv())
        return found

    async def message(self, id: str) -> Json:
        """The next message about an operation."""
        while True:
            for at, message in enumerate(self._waiting):
                if message.get("id") == id:
                    return self._waiting.pop(at)
            self._waiting.append(await self.receive())

    async def next(self, id: str) -> Json:
        """The payload of an operation's next state."""
        message = await self.message(id)
        assert message["type"] == "next", message
        payload: Json = message["payload"]
        return payload

    async def until(self, id: str, **wanted: Any) -> Json:
        """The payload of the first state in which the one field has these parts."""
        while True:
            payload = await self.next(id)
            assert "errors" not in payload, payload
            [shown] = payload["data"].values()
            if shown is not None and wanted.items() <= shown.items():
                return payload


@asynccontextmanager
async def opened(
    port: int, protocol: str = PROTOCOL, headers: dict[str, str] = {}, **more: Any
) -> AsyncIterator[ClientConnection]:
    """A WebSocket."""
    async with connect(
        f"ws://{embedded.HOST}:{port}/graphql",
        subprotocols=[Subprotocol(protocol)],
        additional_headers=headers,
        compression=None,
        **more,
    ) as socket:
        yield socket


@asynccontextmanager
async def subscriber(port: int, said: Json | None = None, **more: Any) -> AsyncIterator[Subscriber]:
    """A WebSocket that said who it is."""
    async with opened(port, **more) as socket:
        made = Subscriber(socket)
        await made.send(type="connection_init", payload=said or {})
        assert await made.receive() == {"type": "connection_ack"}
        yield made
