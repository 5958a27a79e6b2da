"""The outbox: what waits to be sent to one client. It holds the latest of each operation.

A newer state replaces one that was not sent yet: a client that is slow gets fewer of them, and what
waits for it is bounded by what it has open, and in bytes: its own, its client's and all together.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from gateway import metrics
from gateway.admission.clients import Client
from gateway.admission.shares import Shares
from gateway.errors import TooMany

BYTES_MAX = 8 << 20
"""So much waits of one connection; a message that is larger waits alone."""


class TooSlow(Exception):
    """A client did not take a message in time, or too much waits for it."""


class Outbox:
    """Messages for one client, by the ids of its operations, or other names of what is sent once.

    Args:
        send: sends one, and waits while the client takes none.
        slow_s: it may wait so long.
        room: what waits in all outboxes, in bytes. client: whose share of it this is.
    """

    def __init__(
        self,
        send: Callable[[bytes], Awaitable[None]],
        slow_s: float,
        room: Shares,
        client: Client,
    ) -> None:
        self._send, self._slow_s = send, slow_s
        self._shares, self._client, self._bytes = room, client, 0
        self._waiting: dict[str, tuple[bytes | None, bytes | None]] = {}
        self._going = deque[bytes]()
        """What is sent next. SUBTLE: no frame may hold a message, nor an exception that frame: it
        would stay until the collector of cycles finds it.
        """
        self._sent = 0
        """How large that is which is being sent."""
        self._wake, self._taken = asyncio.Event(), asyncio.Event()
        self._time: asyncio.Timeout | None = None
        self._too_much: str | None = None
        self._ended = False

    @property
    def holds(self) -> int:
        """How many bytes wait."""
        return self._bytes

    @property
    def waiting(self) -> int:
        """Of how many operations something waits."""
        return len(self._waiting)

    async def room(self, most: int) -> None:
        """Wait until no more than so many wait: who asks on and takes nothing is asked to wait."""
        while len(self._waiting) > most:
            self._taken.clear()
            await self._taken.wait()

    def move(self, client: Client) -> None:
        """It is another client's, as it turns out."""
        held, self._bytes = self._bytes, 0
        self._shares.give(self._client, held)
        self._client = client
        self._take(held)

    def put(self, id: str, message: bytes) -> None:
        """Send a message soon, in place of one that was not sent yet."""
        before, last = self._waiting.get(id, (None, None))
        if before is not None:
            metrics.REPLACED.inc()
        self._hold(id, message, last)

    def finish(self, id: str, last: bytes) -> None:
        """Send the last message of an operation, after what waits of it."""
        self._hold(id, self._waiting.get(id, (None, None))[0], last)

    def forget(self, id: str) -> None:
        """Send no more of an operation."""
        self._give(_size(self._waiting.pop(id, ())))

    def end(self) -> None:
        """Nothing waits any more, nor will: the connection is gone."""
        self._ended = True
        self._waiting.clear()
        self._going.clear()
        self._give(self._bytes)

    async def run(self) -> None:
        """Send what waits, until cancelled.

        Raises:
            TooSlow: a message was not taken in time, or too much waits.
        """
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._check()
            while self._waiting:
                # In their turn, so that one that changes all the time keeps no other waiting.
                of_one = self._waiting.pop(next(iter(self._waiting)))
                self._going.extend(message for message in of_one if message is not None)
                del of_one
                while self._going:
                    await self._deliver()
                self._taken.set()

    async def _deliver(self) -> None:
        late = False
        try:
            async with asyncio.timeout(self._slow_s) as self._time:
                # SUBTLE: this frame holds no message: who sends it lets go when it is written.
                await self._send(self._taken_up())
        except TimeoutError:
            late = True
        finally:
            self._time = None
        self._check()
        if late:
            metrics.REFUSED.labels("slow").inc()
            raise TooSlow(f"the client read no message for {self._slow_s:g} s")
        self._give(self._sent)
        self._sent = 0
        metrics.MESSAGES.inc()

    def _taken_up(self) -> bytes:
        """The next message, which is counted until it is sent."""
        message = self._going.popleft()
        self._sent = len(message)
        return message

    def _check(self) -> None:
        if self._too_much is not None:
            raise TooSlow(self._too_much)

    def _hold(self, id: str, message: bytes | None, last: bytes | None) -> None:
        if self._ended or self._too_much is not None:
            return
        self._give(_size(self._waiting.get(id, ())))
        self._waiting[id] = message, last
        self._wake.set()
        self._take(_size((message, last)))

    def _take(self, size: int) -> None:
        if self._bytes and self._bytes + size > BYTES_MAX:
            metrics.REFUSED.labels("sending").inc()
            self._drop(f"over {BYTES_MAX >> 20} MiB wait that were not taken")
            return
        try:
            self._shares.take(self._client, size)
        except TooMany as error:
            self._drop(str(error))
        else:
            self._bytes += size

    def _give(self, size: int) -> None:
        self._shares.give(self._client, size)
        self._bytes -= size

    def _drop(self, why: str) -> None:
        """Let all go that waits, at once. What is being sent is held until the connection ends."""
        self._too_much = why
        self._waiting.clear()
        self._going.clear()
        self._give(self._bytes - min(self._bytes, self._sent))
        self._wake.set()
        if self._time is not None and not self._time.expired():
            self._time.reschedule(0)


def _size(messages: tuple[bytes | None, ...]) -> int:
    return sum(len(message) for message in messages if message is not None)
