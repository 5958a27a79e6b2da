"""Lines: one connection that many reads share. What is asked in one turn of the loop goes out
together, and the answers come in the same order; nobody waits for a connection of his own.

Only for commands that are quick and that may be sent again: one that hangs keeps all others, and
ends with them when the line is closed.
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
        self._connection: Any = None
        self._opening = asyncio.Lock()
        self._queued: deque[list[bytes]] = deque()
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._there = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def call(self, *arguments: Any) -> Any:
        """Send a command, and return its answer.

        Raises:
            redis.exceptions.ConnectionError: the connection was lost, or cannot be made.
            redis.exceptions.TimeoutError: no answer came in time.
            redis.exceptions.ResponseError: what the server answered.
        """
        connection = self._connection or await self._open()
        if len(self._waiting) >= WAITING_MAX:
            raise exceptions.ConnectionError(f"{WAITING_MAX:,} reads wait already")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queued.append(connection.pack_command(*arguments))
        self._waiting.append(future)
        if len(self._waiting) <= WINDOW:
            self._there.set()
        # A timer costs a third of `asyncio.timeout`.
        timer = loop.call_later(self._timeout_s, self._expire, future)
        try:
            return await future
        except _Late:
            # What comes later would be taken for the answer to something else.
            await self._drop(exceptions.TimeoutError("another read had no answer in time"))
            raise exceptions.TimeoutError(f"no answer in {self._timeout_s:g} s") from None
        finally:
            timer.cancel()

    async def close(self) -> None:
        """Close the connection."""
        await self._drop(exceptions.ConnectionError("closed"))

    @staticmethod
    def _expire(future: asyncio.Future[Any]) -> None:
        if not future.done():
            future.set_exception(_Late())

    async def _open(self) -> Any:
        async with self._opening:
            if self._connection is None:
                connection = self._connect()
                try:
                    async with asyncio.timeout(self._timeout_s):
                        await connection.connect()
                except TimeoutError:
                    raise exceptions.TimeoutError(
                        f"no connection in {self._timeout_s:g} s"
                    ) from None
                self._tasks = [
                    asyncio.create_task(self._write(connection)),
                    asyncio.create_task(self._read(connection)),
                ]
                self._connection = connection
            return self._connection

    async def _write(self, connection: Any) -> None:
        try:
            while True:
                await self._there.wait()
                self._there.clear()
                await self._send(connection)
        except (exceptions.RedisError, OSError) as error:
            await self._drop(error)

    async def _send(self, connection: Any) -> None:
        """Send what is queued, as far as the window allows."""
        under_way = len(self._waiting) - len(self._queued)
        count = min(WINDOW - under_way, len(self._queued))
        packed = [part for _ in range(count) for part in self._queued.popleft()]
        if packed:
            await connection.send_packed_command(packed, check_health=False)

    async def _read(self, connection: Any) -> None:
        try:
            while True:
                try:
                    answer = await connection.read_response(timeout=math.inf)
                except exceptions.ResponseError as error:
                    answer = error
                future = self._waiting.popleft()
                # Before the answer is worked on, so that the server has something to do meanwhile.
                if self._queued:
                    await self._send(connection)
                if future.done():
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
        except (exceptions.RedisError, OSError) as error:
            await self._drop(error)

    async def _drop(self, error: Exception) -> None:
        """Close the connection; whoever waits for an answer gets an error."""
        connection, self._connection = self._connection, None
        tasks, self._tasks = self._tasks, []
        waiting, self._waiting = self._waiting, deque()
        self._queued.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(error)
        for task in tasks:
            if task is not asyncio.current_task():
                task.cancel()
        if connection is not None:
            with suppress(exceptions.RedisError, OSError):
                await connection.disconnect(nowait=True)
