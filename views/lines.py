"""Lines: one connection that many reads share. What is asked in one turn of the loop goes out
together, and the answers come in the same order; nobody waits for a connection of his own.

Only for commands that are quick and that may be sent again: one that hangs keeps all others, and
ends with them when the line is closed.
"""

from __future__ import annotations

import asyncio
import builtins
import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from redis.exceptions import ConnectionError, RedisError, ResponseError, TimeoutError

WAITING_MAX = 10_000


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
        self._packed: list[bytes] = []
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
        try:
            async with asyncio.timeout(self._timeout_s):
                connection = self._connection or await self._open()
                if len(self._waiting) >= WAITING_MAX:
                    raise ConnectionError(f"{WAITING_MAX:,} reads wait already")
                future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
                self._packed += connection.pack_command(*arguments)
                self._waiting.append(future)
                self._there.set()
                return await future
        except builtins.TimeoutError:
            # What comes later would be taken for the answer to something else.
            await self._drop(TimeoutError("another read had no answer in time"))
            raise TimeoutError(f"no answer in {self._timeout_s:g} s") from None

    async def close(self) -> None:
        """Close the connection."""
        await self._drop(ConnectionError("closed"))

    async def _open(self) -> Any:
        async with self._opening:
            if self._connection is None:
                connection = self._connect()
                await connection.connect()
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
                packed, self._packed = self._packed, []
                await connection.send_packed_command(packed, check_health=False)
        except (RedisError, OSError) as error:
            await self._drop(error)

    async def _read(self, connection: Any) -> None:
        try:
            while True:
                try:
                    answer = await connection.read_response(timeout=math.inf)
                except ResponseError as error:
                    answer = error
                future = self._waiting.popleft()
                if future.done():
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
        except (RedisError, OSError) as error:
            await self._drop(error)

    async def _drop(self, error: Exception) -> None:
        """Close the connection; whoever waits for an answer gets an error."""
        connection, self._connection = self._connection, None
        tasks, self._tasks = self._tasks, []
        waiting, self._waiting, self._packed = self._waiting, deque(), []
        for future in waiting:
            if not future.done():
                future.set_exception(error)
        for task in tasks:
            if task is not asyncio.current_task():
                task.cancel()
        if connection is not None:
            with suppress(RedisError, OSError):
                await connection.disconnect(nowait=True)
