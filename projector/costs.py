"""Costs: how much a call of a shard may carry, so that the store is not held up for long by it.

A script cannot look at a clock everywhere, so it counts its steps, and what a step takes is seen
from here. Imports nothing of ours.
"""

from __future__ import annotations

MERGES_MIN = 32
"""However slow a store is, a call carries so many merges at least."""

_SEEN_STEPS_MIN = 300
"""Of a shorter call, the way to the store and back says more than what it did there."""


_MERGED_STEPS = 3
"""What merging takes without placing."""

_SEEN_SHARE = 0.2
"""How much the last call says beside all before it."""


class Costs:
    """What the calls of one shard cost, of what the last ones did."""

    def __init__(self) -> None:
        self._merge_steps, self._step_us = 8.0, 2.0

    def note(self, steps: int, took_s: float) -> None:
        """Take in how many steps the store did, and how long it took over them.

        SUBTLE: time that is too long does little harm, and time that is too short much: who thinks
        that the store does a thousand times as much sends that at once. So it counts from when a
        call went out, with the wait for those before it. What begins when the last answer was read
        may be over in no time: a process that was busy reads two answers at once.
        """
        if steps < _SEEN_STEPS_MIN:
            return
        # One that was held up by something else says little.
        seen_us = min(1e6 * took_s / steps, 2 * self._step_us)
        self._step_us = max(0.1, self._step_us + _SEEN_SHARE * (seen_us - self._step_us))

    def note_whole(self, merges: int, steps: int) -> None:
        """Take in how many steps so many merges came to, placing included."""
        if merges and steps >= _SEEN_STEPS_MIN:
            # What costs more than was thought is believed at once.
            seen = steps / merges
            self._merge_steps = max(seen, 0.8 * self._merge_steps + 0.2 * seen)

    def merges_in(self, most_ms: float) -> int:
        """How many merges a call of so many milliseconds carries, placing included."""
        return max(MERGES_MIN, int(1000 * most_ms / (self._step_us * self._merge_steps)))

    def merged_in(self, most_ms: float) -> int:
        """How many merges a call of so many milliseconds carries, if others place them."""
        return max(MERGES_MIN, int(1000 * most_ms / (self._step_us * _MERGED_STEPS)))

    def steps_in(self, most_ms: float) -> int:
        """How many steps a call of so many milliseconds takes."""
        return max(MERGES_MIN, int(1000 * most_ms / self._step_us))
