"""An event loop with simulated time: nothing is waited for, and a seed permutes what is ready.

When nothing is ready, the clock jumps to the next timer. It imports nothing of ours.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

TURNS_MAX = 20_000
"""So many turns without time passing are a loop that spins."""

CALLS_MAX = 3_000_000
"""So many calls are more than any history needs."""


class Stuck(Exception):
    """Simulated time does not pass, or nothing will ever happen again."""


class SimulatedLoop(asyncio.BaseEventLoop):
    """Runs coroutines in simulated time.

    Args:
        random: permutes the calls that are ready together; without one they keep their order.

    SUBTLE: permuting is sound because a task has one step ready at most, so no task's own order
    changes; and whoever needs an order between tasks must make it themself.
    """

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, random: Random | None = None) -> None:
        super().__init__()
        self._now, self._random = 0.0, random
        self._turns = self.calls = 0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        ready, timers = self._ready, self._scheduled
        if not ready:
            while timers and timers[0]._cancelled:  # type: ignore[attr-defined]
                heapq.heappop(timers)._scheduled = False  # type: ignore[attr-defined]
            if not timers:
                raise Stuck("every task waits for something that nobody will do")
            if timers[0].when() > self._now:
                self._now, self._turns = timers[0].when(), 0
        while timers and timers[0].when() <= self._now:
            handle = heapq.heappop(timers)
            handle._scheduled = False  # type: ignore[attr-defined]
            ready.append(handle)
        self._turns += 1
        self.calls += len(ready)
        if self._turns > TURNS_MAX or self.calls > CALLS_MAX:
            raise Stuck(f"at {self._now:.3f} s after {self.calls} calls, time does not pass")
        if self._random is not None and len(ready) > 1:
            # A deque is slow to permute in place.
            handles = list(ready)
            self._random.shuffle(handles)
            ready.clear()
            ready.extend(handles)
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:  # type: ignore[attr-defined]
                handle._run()  # type: ignore[attr-defined]

    def _write_to_self(self) -> None:
        """No other thread wakes this loop."""

    def _process_events(self, event_list: object) -> None:
        """There are no sockets."""

    def finish(self) -> None:
        """Cancel what still runs, and close."""
        tasks = asyncio.all_tasks(self)
        for task in tasks:
            task.cancel()
        if tasks:
            with suppress(Stuck):
                self._turns = self.calls = 0
                self.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.run_until_complete(self.shutdown_asyncgens())
        self.close()


def simulate(make: Callable[[], Coroutine[Any, Any, T]], random: Random | None = None) -> T:
    """Run a coroutine to its end in simulated time."""
    loop = SimulatedLoop(random)
    try:
        return loop.run_until_complete(make())
    finally:
        loop.finish()
