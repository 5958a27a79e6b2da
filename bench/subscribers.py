"""Subscribers: WebSockets that cost little, so that the server is what is measured.

`python -m bench.subscribers PORT CONNECTIONS EACH SECONDS FILE` opens so many connections with so
many subscriptions each, of what the file holds; prints `ready` when each has a state; notes for so
many seconds when each state came; and prints that as JSON: by subscription, pairs of the time and
the count that the state shows. With 0 subscriptions each it only listens, and notes how long what
the server stamped was on its way.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path

import uvloop

HOST = "127.0.0.1"
_count = re.compile(rb'"id":"(\d+)".*"bumpCount":(\d+)').search
_stamp = re.compile(rb'"sent":(\d+)').search


class SubscribersFailed(Exception):
    """What came is no state."""


class Subscriber(asyncio.Protocol):
    """One connection. What comes is not masked; what goes is, with zeros."""

    def __init__(self, subscriptions: list[list[tuple[float, int]]], payload: bytes) -> None:
        self._subscriptions, self._payload = subscriptions, payload
        self._buffer = b""
        self._open = False
        self.waits_s: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the protocol."""
        self._transport = transport
        self._write(
            f"GET /graphql HTTP/1.1\r\nHost: {HOST}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        """Take frames as they are whole."""
        now = time.monotonic()
        buffer = self._buffer + data
        if not self._open:
            head, separator, buffer = buffer.partition(b"\r\n\r\n")
            if not separator:
                self._buffer = head
                return
            self._open = True
            self._say(b'{"type":"connection_init"}')
            for at in range(len(self._subscriptions)):
                self._say(b'{"id":"%d","type":"subscribe","payload":%b}' % (at, self._payload))
        at = 0
        while len(buffer) >= at + 2:
            size, head_size = buffer[at + 1], 2
            if size == 126:
                size, head_size = int.from_bytes(buffer[at + 2 : at + 4], "big"), 4
            if len(buffer) < at + head_size + size:
                break
            start = at + head_size
            self._take(buffer[at] & 15, buffer[start : start + size], now)
            at = start + size
        self._buffer = buffer[at:]

    def _take(self, opcode: int, body: bytes, now: float) -> None:
        if opcode == 9:
            self._frame(10, body)
        elif opcode == 8:
            raise SubscribersFailed(f"the server closed a connection: {body!r}")
        elif sent := _stamp(body):
            self.waits_s.append(now - int(sent[1]) / 1e9)
        elif found := _count(body):
            self._subscriptions[int(found[1])].append((now, int(found[2])))
        elif b"connection_ack" not in body:
            raise SubscribersFailed(body[:300].decode())

    def _say(self, body: bytes) -> None:
        self._frame(1, body)

    def _frame(self, opcode: int, body: bytes) -> None:
        size = bytes([128 + len(body)]) if len(body) < 126 else b"\xfe%b" % len(body).to_bytes(2)
        self._write(b"%b%b\0\0\0\0%b" % (bytes([128 + opcode]), size, body))

    def _write(self, data: bytes | str) -> None:
        self._transport.write(data.encode() if isinstance(data, str) else data)  # type: ignore[attr-defined]


async def main(port: int, connections: int, each: int, seconds: float, payload: bytes) -> None:
    """Listen for so many seconds."""
    loop = asyncio.get_running_loop()
    failure = loop.create_future()
    loop.set_exception_handler(
        lambda _, context: failure.done() or failure.set_exception(context["exception"])
    )
    states: list[list[list[tuple[float, int]]]] = []
    made: list[Subscriber] = []
    for _ in range(connections):
        mine: list[list[tuple[float, int]]] = [[] for _ in range(each)]
        _, subscriber = await loop.create_connection(
            lambda mine=mine: Subscriber(mine, payload), HOST, port
        )
        states.append(mine)
        made.append(subscriber)
    while not all(subscription for mine in states for subscription in mine):
        await _watch(failure, 0.05)
    print("ready", flush=True)
    await _watch(failure, seconds)
    waits_s = [wait for subscriber in made for wait in subscriber.waits_s]
    print(json.dumps({"states": [one for mine in states for one in mine], "waits_s": waits_s}))


async def _watch(failure: asyncio.Future[None], seconds: float) -> None:
    await asyncio.wait([failure], timeout=seconds)
    if failure.done():
        await failure


if __name__ == "__main__":
    _, port, connections, each, seconds, path = sys.argv
    asked = Path(path).read_bytes()
    uvloop.run(main(int(port), int(connections), int(each), float(seconds), asked))
