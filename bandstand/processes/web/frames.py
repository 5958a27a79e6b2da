"""Frames: how many a WebSocket may send in a second, and all of one client's together.

What a frame costs is its number, not its size: six bytes take as long as a message. It imports
nothing of ours.
"""

from __future__ import annotations

from collections.abc import Hashable

FRAMES_A_S = 500
"""So many of one connection are read in a second."""

FRAMES_A_S_EACH = 4_000
"""So many of all connections of one client are."""

FRAGMENTS_MAX = 1_000
"""In so many frames one message may come. Those that are empty have no size that would end them."""

SLICE_BYTES = 2 << 10
"""So much is parsed at a time: 340 of the smallest frames."""

APART_S = 0.01
"""So long after another one goes on that waited for the same second."""

TURNS = 64


class Pace:
    """How many frames came in this second, of each.

    Args:
        most: so many may come of one. Who sent more waits until the next second.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._second = self._turns = 0
        self._counts: dict[Hashable, int] = {}

    def note(self, who: Hashable, frames: int, now_s: float) -> None:
        """So many more came of one, at a time of the loop's clock."""
        if self._second != int(now_s):
            self._second, self._turns = int(now_s), 0
            self._counts.clear()
        self._counts[who] = self._counts.get(who, 0) + frames

    def wait_s(self, who: Hashable, now_s: float) -> float:
        """How long nothing is to be read of one: 0 where it sent less than it may."""
        if self._second != int(now_s) or self._counts.get(who, 0) < self._most:
            return 0.0
        # Whoever waits goes on at a time of their own, or all would at once.
        self._turns += 1
        return int(now_s) + 1 - now_s + self._turns % TURNS * APART_S
