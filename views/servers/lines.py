"""Lines: one connection that many reads share. What is asked in one turn of the loop goes out
together, and the answers come in the same order; nobody waits for a connection of their own.

Only for commands that are quick and that may be sent again: one that hangs keeps all others, and
ends with them when the connection is dropped.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from redis import exceptions

WAITING_MAX = 10_000

WINDOW = 6
"""So many commands are with the server at once. SUBTLE: with all of them there, it would answer all
in one go, and server and client would work in turns instead of at the same time.
"""


class _Late(Exception):
    """An answer did not come in time."""


class Line:
    """A connection that is made when it is needed, and again when it was lost.

    Args:
        connect: makes a connection of the client, which is not open yet and has no time-out of its
            own. timeout_s: how long an answer may take.
    """

    def __init__(self, connect: Callable[[], Any], timeout_s: float) -> None:
        self._connect, self._timeout_s = connect, timeout_s
        self._wire: _Wire | None = None
        self._opening = asyncio.Lock()

    async def call(self, *arguments: Any) -> Any:
        """Send a command, and return its answer.

        Raises:
            redis.exceptions.ConnectionError: the connection was lost, or cannot be made.
            redis.exceptions.TimeoutError: no answer came in time.
            redis.exceptions.ResponseError: what the server answered.
        """
        wire = self._wire
        if wire is None or wire.dropped:
            wire = await self._open()
        future = wire.ask(arguments)
        # A timer costs a third of `asyncio.timeout`.
        timer = asyncio.get_running_loop().call_later(self._timeout_s, _expire, future)
        try:
            return await future
        except _Late:
            # What comes later would be taken for the answer to something else.
            wire.drop(exceptions.TimeoutError("another read had no answer in time"))
            raise exceptions.TimeoutError(f"no answer in {self._timeout_s:g} s") from None
        finally:
            timer.cancel()

    async def close(self) -> None:
        """Close the connection."""
        if self._wire is not None:
            self._wire.drop(exceptions.ConnectionError("closed"))
            await self._wire.closed()

    async def _open(self) -> _Wire:
        async with self._opening:
            if self._wire is None or self._wire.dropped:
                connection = self._connect()
                try:
                    async with asyncio.timeout(self._timeout_s):
                        await connection.connect()
                except TimeoutError:
                    raise exceptions.TimeoutError(
                        f"no connection in {self._timeout_s:g} s"
                    ) from None
                self._wire = _Wire(connection)
            return self._wire


def _expire(future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_exception(_Late())


class _Wire:
    """One connection that is open, and what waits for its answers. It is never opened again.

    SUBTLE: all that belongs to a connection is in its wire. Were it the line's, a writer that is
    slow to end could send on the old connection what waits for its answer on the new one.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._queued: deque[list[bytes]] = deque()
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._there = asyncio.Event()
        self._tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._read())]
        self.dropped = False

    def ask(self, arguments: tuple[Any, ...]) -> asyncio.Future[Any]:
        """Queue a command; what its answer will be."""
        if len(self._waiting) >= WAITING_MAX:
            raise exceptions.ConnectionError(f"{WAITING_MAX:,} reads wait already")
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queued.append(self._connection.pack_command(*arguments))
        self._waiting.append(future)
        if len(self._waiting) <= WINDOW:
            self._there.set()
        return future

    def drop(self, error: Exception) -> None:
        """Close the connection; whoever waits for an answer gets an error."""
        if self.dropped:
            return
        self.dropped = True
        self._queued.clear()
        for future in self._waiting:
            if not future.done():
                future.set_exception(error)
                future.exception()  # Who went away does not ask.
        self._waiting.clear()
        current = asyncio.current_task()
        for task in self._tasks:
            if task is not current:
                task.cancel()
        self._tasks.append(asyncio.get_running_loop().create_task(self._disconnect()))

    async def closed(self) -> None:
        """Wait until nothing of it goes on."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _disconnect(self) -> None:
        with suppress(exceptions.RedisError, OSError):
            await self._connection.disconnect(nowait=True)

    async def _write(self) -> None:
        try:
            while not self.dropped:
                await self._there.wait()
                self._there.clear()
                await self._send()
        except (exceptions.RedisError, OSError) as error:
            self.drop(error)

    async def _send(self) -> None:
        """Send what is queued, as far as the window allows."""
        under_way = len(self._waiting) - len(self._queued)
        count = min(WINDOW - under_way, len(self._queued))
        packed = [part for _ in range(count) for part in self._queued.popleft()]
        if packed and not self.dropped:
            await self._connection.send_packed_command(packed, check_health=False)

    async def _read(self) -> None:
        try:
            while True:
                try:
                    answer = await self._connection.read_response(timeout=math.inf)
                except exceptions.ResponseError as error:
                    answer = error
                if self.dropped:
                    return
                future = self._waiting.popleft()
                # Before the answer is worked on, so that the server has something to do meanwhile.
                if self._queued:
                    await self._send()
                if future.done():
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
        except (exceptions.RedisError, OSError) as error:
            self.drop(error)
