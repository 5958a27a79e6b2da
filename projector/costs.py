"""Costs: how much a call of a shard may carry, so that the store is not held up for long by it.

A script cannot look at a clock everywhere, so it counts its steps, and what a step takes is seen
from here. Imports nothing of ours.
"""

from __future__ import annotations

MERGES_MIN = 32
"""However slow a store is, a call carries so many merges at least."""

_SEEN_STEPS_MIN = 300
"""Of a shorter call, the way to the store and back says more than what it did there."""

_KEPT = 0.8
"""How much of what was seen before a call is kept beside it."""


class Costs:
    """What the calls of one shard cost, of what the last ones did."""

    def __init__(self) -> None:
        self._merge_steps = 8.0
        # What the last calls came to, the older the less.
        self._steps, self._took_us = 16_000.0, 32_000.0
        self._answered = 0.0

    @property
    def _step_us(self) -> float:
        return max(0.1, self._took_us / self._steps)

    def note(self, steps: int, began: float, answered: float) -> None:
        """Take in how many steps the store did in a call, and from when to when it was out.

        Times are seconds of one clock. The store does one call after the other: a call that went
        out while another was there took from when that one was answered.

        SUBTLE: a process that was busy reads two answers at once. The first then seems to have
        taken the time of both, and the second none: the time of all counts by the steps of all.
        """
        took_us = 1e6 * (answered - max(began, self._answered))
        self._answered = answered
        if steps < _SEEN_STEPS_MIN:
            return
        # One that was held up by something else says little. The first of two that were read at
        # once says twice what it took.
        took_us = min(took_us, 4 * self._step_us * steps)
        self._steps = _KEPT * self._steps + steps
        self._took_us = _KEPT * self._took_us + took_us

    def note_whole(self, merges: int, steps: int) -> None:
        """Take in how many steps so many merges came to, placing included."""
        if merges and steps >= _SEEN_STEPS_MIN:
            # What costs more than was thought is believed at once.
            seen = steps / merges
            self._merge_steps = max(seen, 0.8 * self._merge_steps + 0.2 * seen)

    def merges_in(self, most_ms: float) -> int:
        """How many merges a call of so many milliseconds carries, placing included."""
        return max(MERGES_MIN, int(1000 * most_ms / (self._step_us * self._merge_steps)))

    def steps_in(self, most_ms: float) -> int:
        """How many steps a call of so many milliseconds takes."""
        return max(MERGES_MIN, int(1000 * most_ms / self._step_us))
