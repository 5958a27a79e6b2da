"""Lines: each client's requests are done a few at a time, and the rest of them wait in their line.

    ada: q1 q2 │ q3 q4 q5 …        done at a time │ waiting
    bob: q6    │

All that is done takes turns on one loop, so that who sends a hundred at once would make all others
wait for a hundred. So they wait for themselves.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Coroutine, Generator
from typing import Any, Generic, TypeVar

from gateway.admission.clients import Client

T = TypeVar("T")
MANY = 16
"""So many of one client are done at a time."""

AT_ONCE_S = 0.01
"""And of those that take long no more than take so much of the processor together, but one; nor
more in one pass of the loop: what never waits would be done one after the other, all of it.
"""

UNKNOWN_S = 0.003
"""So much one takes of a client of whom nothing is known."""

LONG_S = 0.005
"""After one that takes longer its client's next waits as long as it took, while others ask."""

REST_S_MAX = 0.25
"""So long at most."""

HALF_S = 10.0
"""What is known of a client counts half after so long."""

TOGETHER_S = 1.0
"""Others ask if one did within so long."""

KNOWN_MAX = 20_000
"""Of so many clients it is known how long theirs take."""


class Lines:
    """What is being done for each client, and who waits."""

    def __init__(self) -> None:
        self._now: Counter[Client] = Counter()
        self._lines: dict[Client, deque[asyncio.Future[None]]] = {}
        self._resting = set[Client]()
        self._passed: dict[Client, float] = {}
        """How much was taken of the processor in this pass of the loop, where that is known."""
        self._took: OrderedDict[Client, tuple[float, float]] = OrderedDict()
        """How much of the processor one took of each that took much, and when."""
        self._last, self._mixed_s = Client(""), 0.0
        """Whose was begun last, and when that was another's than the one before."""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._lines.values()))

    async def run(self, client: Client | None, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives, done in a client's turn; for no client there is no line."""
        if client is None:
            return await coroutine
        try:
            await self._wait(client)
        except BaseException:
            coroutine.close()
            raise
        timed = _Timed(coroutine)
        try:
            return await timed
        finally:
            known_s = self._takes_s(client) if client in self._took else 0.0
            self._took[client] = max(timed.took_s, known_s), time.monotonic()
            self._took.move_to_end(client)
            if len(self._took) > KNOWN_MAX:
                self._took.popitem(last=False)
            if not self._passed:
                asyncio.get_running_loop().call_soon(self._pass)
            self._passed[client] = self._passed.get(client, 0) + timed.took_s
            self._leave(client, timed.took_s)

    def _takes_s(self, client: Client) -> float:
        """How much of the processor one of a client may take: as much as one did of late."""
        if client not in self._took:
            return UNKNOWN_S
        took_s, at_s = self._took[client]
        return took_s * math.exp2((at_s - time.monotonic()) / HALF_S)

    def _has_room(self, client: Client) -> bool:
        if client in self._resting or self._passed.get(client, 0) >= AT_ONCE_S:
            return False
        now = self._now[client]
        return not now or (now < MANY and now * self._takes_s(client) < AT_ONCE_S)

    async def _wait(self, client: Client) -> None:
        if client not in self._lines and self._has_room(client):
            self._enter(client)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(turn)
        self._call(client)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(client, 0)
            raise

    def _enter(self, client: Client) -> None:
        self._now[client] += 1
        if client != self._last:
            self._last, self._mixed_s = client, time.monotonic()

    def _leave(self, client: Client, took_s: float) -> None:
        self._now[client] -= 1
        if not self._now[client]:
            del self._now[client]
        others = time.monotonic() - self._mixed_s < TOGETHER_S
        if took_s > LONG_S and others and client not in self._resting:
            self._resting.add(client)
            loop = asyncio.get_running_loop()
            loop.call_later(min(took_s, REST_S_MAX), self._rested, client)
        else:
            self._call(client)

    def _pass(self) -> None:
        """The loop has looked at everybody again."""
        self._passed.clear()
        for client in tuple(self._lines):
            self._call(client)

    def _rested(self, client: Client) -> None:
        self._resting.discard(client)
        self._call(client)

    def _call(self, client: Client) -> None:
        """Let in who waits of a client, as many as there may be."""
        line = self._lines.get(client)
        while line and self._has_room(client):
            turn = line.popleft()
            if not turn.done():
                self._enter(client)
                turn.set_result(None)
        if line is not None and not line:
            del self._lines[client]


class _Timed(Generic[T]):
    """A coroutine that is watched while it is done: how much it takes of the processor itself,
    without what is done for others while it waits.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._coroutine, self.took_s = coroutine, 0.0

    def __await__(self) -> Generator[Any, Any, T]:
        given, error = None, None
        while True:
            began_s = time.thread_time()
            try:
                if error is None:
                    waited_for = self._coroutine.send(given)
                else:
                    waited_for = self._coroutine.throw(error)
            except StopIteration as done:
                found: T = done.value
                return found
            finally:
                self.took_s += time.thread_time() - began_s
                error = None
            try:
                given = yield waited_for
            except BaseException as raised:  # noqa: BLE001
                error = raised
