"""Turns: what is asked in one turn of the event loop goes out together, a wave for each store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from views.reading.waves import Reply, Request
from views.store import Store

Read: TypeAlias = Callable[[Store, list[Request]], Awaitable[list[Reply]]]
"""Asks a store."""


class Turns:
    """Gathers what is asked. waves: how many went out.

    SUBTLE: it holds no session. One that held it, and was held by it, would wait for the collector
    with all that it read, and every 400 requests one would wait 30 ms for that.
    """

    def __init__(self) -> None:
        self.waves = 0
        self._sending: set[asyncio.Task[None]] = set()
        self._asked: list[tuple[Store, Request, asyncio.Future[Reply]]] = []

    def ask(self, read: Read, store: Store, request: Request) -> asyncio.Future[Reply]:
        """Ask in this turn's wave. SUBTLE: not a coroutine, which would ask in the next turn.

        Args:
            read: asks for all that is asked in this turn.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Reply] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._start, read)
        self._asked.append((store, request, future))
        return future

    def _start(self, read: Read) -> None:
        # The loop itself holds tasks weakly.
        task = asyncio.get_running_loop().create_task(self._send(read))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, read: Read) -> None:
        asked, self._asked = self._asked, []
        self.waves += 1
        for store in dict.fromkeys(store for store, _, _ in asked):
            mine = [(request, future) for at, request, future in asked if at is store]
            try:
                replies = await read(store, [request for request, _ in mine])
            except Exception as error:  # noqa: BLE001
                # Whoever waits gets it, whatever it is.
                for _, future in mine:
                    if not future.done():
                        future.set_exception(error)
                        future.exception()  # An error may have swallowed whoever asked.
                continue
            for (_, future), reply in zip(mine, replies, strict=True):
                if not future.done():
                    future.set_result(reply)
