"""Pending: what was read for one shard and is not acknowledged, in the next call and in flight.

Two calls are in flight at once: the store begins with one where the other ends, and does not wait
for a projector that reads. It may run them in either order, and so may their answers come. A call
carries no more than the store does in a short time, for whoever reads a page waits behind it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from crdt.coverage import Coverage
from eventlog.tracing import CONTEXTS_MAX
from eventlog.waiting import until_set
from projector.costs import Costs
from projector.pacing import Pace
from views.merging import Delta

IN_FLIGHT_MAX = 2
"""Calls of a shard that are in flight at once. A third won nothing."""


@dataclass(eq=False)
class Call:
    """A call in flight. `crossed`: what others carried that were answered meanwhile; the store may
    have answered this one before them.
    """

    delta: Delta
    crossed: Delta = field(default_factory=Delta)
    traces: list[str] = field(default_factory=list)
    """The traces that its events are a part of, where somebody records them."""


class Pending:
    """What is pending for one shard."""

    def __init__(self, pace: Pace) -> None:
        self.delta = Delta()
        """The next call."""
        self.traces: list[str] = []
        """The traces that its events are a part of."""
        self.in_flight: list[Call] = []
        self.wake = asyncio.Event()
        """Set when the next call carries more, or is to be hurried."""
        self.trouble: str | None = None
        """Why its last call failed; None when it did not."""
        self.abandoned = False
        """Whether nothing is gathered for it, because it failed while it was full. What it lacks is
        read again when it answers."""
        self._pace, self._hurry_until = pace, 0.0
        self._turn = asyncio.Lock()
        self._costs, self._call_ms = Costs(), pace.live_call_ms
        self._failing_since = 0.0

    def __bool__(self) -> bool:
        return bool(self.delta or self.in_flight)

    @property
    def full(self) -> bool:
        """Whether the next call carries its most, or it and those in flight twice that.

        SUBTLE: a call that fails comes back to the next one. Were those in flight not counted,
        every try during an outage would let in as much again.
        """
        pace, events, size_bytes = self._pace, self.delta.events, self.delta.size_bytes
        if events >= pace.pending_events_max or size_bytes >= pace.pending_bytes_max:
            return True
        if self.heavy:
            return True
        for call in self.in_flight:
            events += call.delta.events
            size_bytes += call.delta.size_bytes
        return events >= 2 * pace.pending_events_max or size_bytes >= 2 * pace.pending_bytes_max

    @property
    def heavy(self) -> bool:
        """Whether the next call carries what the store does in the time that a call may take."""
        return self.delta.merges >= self._costs.merges_in(self._call_ms)

    @property
    def steps_max(self) -> int:
        """How many steps of the store's a call takes at most; what is more is left to the next.

        Half as many again as it was meant to take: one that ends just before it is done makes
        another call.
        """
        return self._costs.steps_in(1.5 * self._call_ms)

    def hold(self, *, replaying: bool) -> None:
        """Let calls take as long as they may in a replay, or live."""
        pace = self._pace
        self._call_ms = pace.replay_call_ms if replaying else pace.live_call_ms

    def note(self, steps: int, began: float, answered: float) -> None:
        """Take in how many steps the store did in a call, and from when to when it was out."""
        self._costs.note(steps, began, answered)

    def note_whole(self, merges: int, steps: int) -> None:
        """Take in what a call came to, with all that was left of it for a while."""
        self._costs.note_whole(merges, steps)

    def fail(self, trouble: str, since: float) -> None:
        """Its call failed, which went out then; so does the next one, until `recover`."""
        if self.trouble is None:
            self._failing_since = since
        self.trouble = trouble

    def recover(self) -> None:
        """It answers."""
        self.trouble = None

    def failed_for_s(self, now: float) -> float:
        """How long all its calls have failed."""
        return now - self._failing_since if self.trouble is not None else 0.0

    def holds(self, log: str) -> bool:
        """Whether something of a log is pending."""
        return any(log in delta.ranges for delta in self._deltas())

    def hurry(self, until: float) -> None:
        """Until then, of the loop's clock, tell an untouched shard soon what was read."""
        self._hurry_until = until
        self.wake.set()

    async def take(self) -> Call:
        """Wait until a call is due; it is in flight from then on."""
        async with self._turn:
            await self._due()
            call, self.delta = Call(self.delta, traces=self.traces), Delta()
            self.traces = []
            call.delta.id = secrets.token_hex(8)
            self.in_flight.append(call)
            return call

    def acknowledge(self, call: Call) -> bool:
        """It was acknowledged. False: it was dropped before, and its answer tells nothing."""
        if call not in self.in_flight:
            return False
        self.in_flight.remove(call)
        for other in self.in_flight:
            other.crossed.cover_as(call.delta)
        return True

    def give_back(self, call: Call) -> None:
        """It failed: what it carries goes with the next call, unless it was dropped."""
        if call in self.in_flight:
            self.in_flight.remove(call)
            self.delta = call.delta.join(self.delta)
            self.traces = [*call.traces, *self.traces][:CONTEXTS_MAX]
            self.wake.set()

    def drop(self) -> None:
        """Forget all of it."""
        self.delta, self.in_flight, self.traces = Delta(), [], []

    def abandon(self) -> None:
        """Gather nothing for it until `regain`."""
        self.abandoned = True
        self.drop()

    def regain(self) -> None:
        """Gather for it again."""
        self.abandoned = False

    def not_lacking(self, log: str, call: Call) -> Coverage:
        """What of a log the answer to a call need not cover: it is pending, or came meanwhile."""
        deltas = (*self._deltas(), call.crossed)
        return Coverage.of(span for delta in deltas for span in delta.ranges.get(log, ()))

    def _deltas(self) -> Iterator[Delta]:
        yield self.delta
        for call in self.in_flight:
            yield call.delta

    async def _due(self) -> None:
        pace, wake, loop = self._pace, self.wake, asyncio.get_running_loop()
        began: float | None = None
        while True:
            delta, now = self.delta, loop.time()
            wake.clear()
            if not delta:
                # SUBTLE: what was gathered may have been dropped. A call of nothing covers nothing,
                # and would be sent again for ever.
                began = None
                await wake.wait()
                continue
            began = now if began is None else began
            touched = bool(delta.state.tables or delta.parked)
            if touched and (delta.events >= pace.live_events or self.heavy):
                return
            due = began + (pace.live_s if touched or now < self._hurry_until else pace.idle_s)
            if now >= due:
                return
            await until_set(wake, due - now)
