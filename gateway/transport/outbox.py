"""The outbox: what waits to be sent to one client. It holds the latest of each operation.

A newer state replaces one that was not sent yet: a client that is slow gets fewer of them, and what
waits for it is bounded by what it has open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from gateway import metrics


class TooSlow(Exception):
    """A client did not take a message in time."""


class Outbox:
    """Messages for one client, by the ids of its operations, or other names of what is sent once.

    Args:
        send: sends one, and waits while the client takes none.
        slow_s: it may wait so long.
    """

    def __init__(self, send: Callable[[bytes], Awaitable[None]], slow_s: float) -> None:
        self._send, self._slow_s = send, slow_s
        self._waiting: dict[str, tuple[bytes | None, bytes | None]] = {}
        self._wake, self._taken = asyncio.Event(), asyncio.Event()

    async def room(self, most: int) -> None:
        """Wait until no more than so many wait: who asks on and takes nothing is asked to wait."""
        while len(self._waiting) > most:
            self._taken.clear()
            await self._taken.wait()

    def put(self, id: str, message: bytes) -> None:
        """Send a message soon, in place of one that was not sent yet."""
        before, last = self._waiting.get(id, (None, None))
        if before is not None:
            metrics.REPLACED.inc()
        self._waiting[id] = message, last
        self._wake.set()

    def finish(self, id: str, last: bytes) -> None:
        """Send the last message of an operation, after what waits of it."""
        self._waiting[id] = self._waiting.get(id, (None, None))[0], last
        self._wake.set()

    def forget(self, id: str) -> None:
        """Send no more of an operation."""
        self._waiting.pop(id, None)

    async def run(self) -> None:
        """Send what waits, until cancelled.

        Raises:
            TooSlow: a message was not taken in time.
        """
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                # In their turn, so that one that changes all the time keeps no other waiting.
                id = next(iter(self._waiting))
                for message in self._waiting.pop(id):
                    if message is not None:
                        await self._deliver(message)
                self._taken.set()

    async def _deliver(self, message: bytes) -> None:
        try:
            async with asyncio.timeout(self._slow_s):
                await self._send(message)
        except TimeoutError:
            raise TooSlow from None
        metrics.MESSAGES.inc()
