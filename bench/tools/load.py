"""Load: an HTTP/1.1 client that costs little, so that the server is what is measured.

`python -m bench.tools.load PORT CONNECTIONS WARM_S SECONDS BODY_FILE [RATE [refusals]]` posts the
file to `/graphql` on keep-alive connections, one request at a time on each, and prints what came of
it as JSON. Every answer's status is checked, and that no answer tells of errors. With a rate, so
many are sent a second, evenly, and each is waited for from when it was due: one that lags is not
spared. With `refusals`, answers of 429 and 503 are counted, and fail nothing.
"""

from __future__ import annotations

import asyncio
import json
import selectors
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvloop

from bench.tools.figures import latency_ms

HOST = "127.0.0.1"
ANSWER_S_MAX = 10.0
_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


class LoadFailed(Exception):
    """An answer is not what it should be, or the connection was lost."""


def post(body: bytes, headers: str = "") -> bytes:
    """The bytes of a request to `/graphql`. Each header line ends in CR LF."""
    return (
        f"POST /graphql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"{headers}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


class Exchange(asyncio.Protocol):
    """One keep-alive connection: requests go out, and each answer is handed on as it is whole.

    Args:
        answered: called with the status and the body of each answer.
        lost: called when the other side closes.
    """

    def __init__(
        self,
        answered: Callable[[int, bytes], None],
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._answered, self._lost = answered, lost
        self._buffer = b""
        self._wanted_bytes = 0
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport, to write on."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand an answer on when its last byte is there."""
        self._buffer = self._buffer + data if self._buffer else data
        if not self._wanted_bytes:
            end = self._buffer.find(_HEAD_END)
            if end < 0:
                return
            head = self._buffer[:end].lower()
            at = head.find(_LENGTH)
            if at < 0:
                raise LoadFailed(f"an answer without a length: {head!r}")
            length = head[at + len(_LENGTH) :].split(b"\r\n", 1)[0]
            self._wanted_bytes = end + len(_HEAD_END) + int(length)
        if len(self._buffer) >= self._wanted_bytes:
            answer, self._buffer = self._buffer[: self._wanted_bytes], b""
            self._wanted_bytes = 0
            self._answered(int(answer[9:12]), answer[answer.find(_HEAD_END) + len(_HEAD_END) :])

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell of it."""
        self._lost()


class Client:
    """One connection for callers that wait for each answer."""

    def __init__(self) -> None:
        self._future: asyncio.Future[tuple[int, bytes]] | None = None
        self._exchange = Exchange(self._answered, self._lost)

    async def open(self, port: int) -> Client:
        """Connect."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self._exchange, HOST, port)
        return self

    async def ask(self, request: bytes, tolerated: bytes | None = None) -> dict[str, Any]:
        """Send a request, and wait for the JSON of its answer.

        Args:
            tolerated: what an answer with errors may hold, such as a code that says to ask again.

        Raises:
            LoadFailed: another status than 200, or errors in the answer.
        """
        self._future = asyncio.get_running_loop().create_future()
        self._exchange.transport.write(request)
        status, body = await asyncio.wait_for(self._future, ANSWER_S_MAX)
        if tolerated is None or tolerated not in body:
            check(status, body)
        answer: dict[str, Any] = json.loads(body)
        return answer

    async def median_ms(self, request: bytes, asks: int, *, least: int) -> float:
        """How long the answer to a request takes, one at a time.

        Args:
            least: how many edges its `page` must have, wherever in the answer that is.

        Raises:
            LoadFailed: the page has fewer.
        """
        for _ in range(min(asks, 20)):
            answer = await self.ask(request)
        page = answer["data"]
        while "page" not in page:
            [page] = page.values()
        if len(page["page"]["edges"]) < least:
            raise LoadFailed(f"the page has {len(page['page']['edges'])} edges, not {least}")
        waits = []
        for _ in range(asks):
            began = time.perf_counter()
            await self.ask(request)
            waits.append((time.perf_counter() - began) * 1000)
        return statistics.median(waits)

    def close(self) -> None:
        """Close the connection."""
        self._exchange.transport.close()

    def _answered(self, status: int, body: bytes) -> None:
        if self._future is not None and not self._future.done():
            self._future.set_result((status, body))

    def _lost(self) -> None:
        if self._future is not None and not self._future.done():
            self._future.set_exception(LoadFailed("the server closed the connection"))


def check(status: int, body: bytes) -> None:
    """Check one answer.

    Raises:
        LoadFailed: another status than 200, or errors in the answer.
    """
    if status != 200 or b'"errors"' in body:
        raise LoadFailed(f"status {status}: {body[:500]!r}")


class Load:
    """Requests on many connections, one after the other on each."""

    def __init__(
        self, request: bytes, connections: int, rate: float = 0.0, *, refusals: bool = False
    ) -> None:
        self._request, self._refusals = request, refusals
        self.refused = 0
        self._every_s = connections / rate if rate else 0.0
        """How often a connection sends; 0: as soon as it may."""
        self._apart_s = 1 / rate if rate else 0.0
        self._opened = 0
        self._failure: Exception | None = None
        self._done = asyncio.Event()
        self._counting = False
        self.waits_s: list[float] = []
        self.body_bytes = 0

    async def connect(self, port: int) -> None:
        """Open one more connection, and start asking on it."""
        loop, due_at = asyncio.get_running_loop(), 0.0

        def send() -> None:
            if not self._done.is_set():
                exchange.transport.write(self._request)

        def answered(status: int, body: bytes) -> None:
            nonlocal due_at
            now = time.perf_counter()
            refused = self._refusals and status in (429, 503)
            try:
                if not refused:
                    check(status, body)
            except LoadFailed as failure:
                self._fail(failure)
                return
            if refused:
                self.refused += self._counting
            elif self._counting:
                self.waits_s.append(now - due_at)
                self.body_bytes = len(body)
            due_at = due_at + self._every_s if self._every_s else now
            if due_at > now:
                loop.call_later(due_at - now, send)
            else:
                send()

        def lost() -> None:
            if not self._done.is_set():
                self._fail(LoadFailed("the server closed a connection"))

        exchange = Exchange(answered, lost)
        await loop.create_connection(lambda: exchange, HOST, port)
        due_at = time.perf_counter() + self._opened * self._apart_s
        self._opened += 1
        loop.call_later(max(due_at - time.perf_counter(), 0), send)

    async def measure(self, warm_s: float, seconds: float) -> float:
        """Let it run, and count for so many seconds after warming up; how long it was.

        Raises:
            LoadFailed: an answer was not as it should be.
        """
        await self._sleep(warm_s)
        self._counting, began = True, time.perf_counter()
        await self._sleep(seconds)
        self._counting, took_s = False, time.perf_counter() - began
        self._done.set()
        return took_s

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._done.wait(), seconds)
        except TimeoutError:
            return
        assert self._failure is not None
        raise self._failure

    def _fail(self, failure: Exception) -> None:
        self._failure = self._failure or failure
        self._done.set()


async def main(
    port: int,
    connections: int,
    warm_s: float,
    seconds: float,
    *,
    body: bytes,
    rate: float,
    refusals: bool,
) -> None:
    """Run one load, and print its figures."""
    load = Load(post(body), connections, rate, refusals=refusals)
    for _ in range(connections):
        await load.connect(port)
    cpu_before_s = time.process_time()
    took_s = await load.measure(warm_s, seconds)
    busy = (time.process_time() - cpu_before_s) / (took_s + warm_s)
    if not load.waits_s:
        raise LoadFailed(f"no answer in {seconds} s")
    report = {
        "requests_per_s": round(len(load.waits_s) / took_s, 1),
        **latency_ms(load.waits_s),
        "body_bytes": load.body_bytes,
        "client_cores": round(busy, 2),
        **({"refused": load.refused} if refusals else {}),
    }
    print(json.dumps(report))


def _loop_with_exact_timers() -> asyncio.AbstractEventLoop:
    """A loop that wakes up when it is time. Those of libuv and of epoll round to milliseconds: what
    should go out evenly would go out in bursts, and wait for each other at the server.
    """
    return asyncio.SelectorEventLoop(selectors.SelectSelector())


if __name__ == "__main__":
    port, connections, warm_s, seconds, path, *more = sys.argv[1:]
    given, rate = Path(path).read_bytes(), float(more[0]) if more else 0.0
    with asyncio.Runner(
        loop_factory=_loop_with_exact_timers if rate else uvloop.new_event_loop
    ) as loop:
        loop.run(
            main(
                int(port),
                int(connections),
                float(warm_s),
                float(seconds),
                body=given,
                rate=rate,
                refusals="refusals" in more[1:],
            )
        )
