"""The hybrid logical clock of an entry: it only moves forward, and refuses the future.

Source: Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014.
"""

from __future__ import annotations

from collections.abc import Callable

from crdt.stamps import Stamp, ms_of, stamp_of, successor
from eventlog.errors import ClockError

SKEW_MS_MAX = 60_000
"""How far ahead of this clock a stamp may be, and how far this clock may be from the store's."""


class Clock:
    """Gives every event of one process its own stamp.

    Args:
        now_ms: the wall clock, in Unix milliseconds. compared: whether it stamps before it was
            compared with a store's: whoever serves while the store is away does not know yet.
    """

    def __init__(self, now_ms: Callable[[], int], *, compared: bool = True) -> None:
        self.now_ms = now_ms
        """The wall clock, in Unix milliseconds."""
        self.compared = compared
        self._last = stamp_of(0)
        self.offset_ms = 0
        """How far the store's clock is ahead of this one, as last seen."""

    def observe_store(self, store_ms: int) -> None:
        """Compare with the store's clock."""
        self.offset_ms, self.compared = store_ms - self.now_ms(), True

    @property
    def skewed(self) -> bool:
        """Whether this clock is too far from the store's to stamp anything."""
        return abs(self.offset_ms) > SKEW_MS_MAX

    def receive(self, stamp: Stamp) -> Stamp:
        """Check a stamp that came from outside, such as a token's.

        Raises:
            ClockError: it is over a minute ahead, so taking it over would let one client move
                everybody's clock.
        """
        if not self.takes(stamp):
            ahead_ms = ms_of(stamp) - self.now_ms()
            raise ClockError(
                f"stamp {stamp} is {ahead_ms / 1000:.0f} s in the future; at most "
                f"{SKEW_MS_MAX // 1000} s are allowed"
            )
        return stamp

    def takes(self, stamp: Stamp) -> bool:
        """Whether a stamp is at most a minute ahead of this clock."""
        return ms_of(stamp) - self.now_ms() <= SKEW_MS_MAX

    def next(self, *after: Stamp | None) -> Stamp:
        """A stamp greater than every one given before, and than each of `after`.

        SUBTLE: what is overwritten may lie in the far future, because some log holds it; the new
        stamp must win over it, but the clock itself does not follow it there.

        Raises:
            ClockError: this clock is over a minute away from the store's, or was not compared yet.
        """
        if not self.compared:
            raise ClockError(
                "this clock was not compared with the store's yet: try again in a moment"
            )
        if self.skewed:
            raise ClockError(
                f"this clock and the store's are {abs(self.offset_ms) / 1000:.0f} s apart; "
                f"at most {SKEW_MS_MAX // 1000} s of clock skew are allowed: correct the clock"
            )
        self._last = max(stamp_of(self.now_ms()), successor(self._last))
        known = [stamp for stamp in after if stamp is not None]
        stamp = max([self._last, *(successor(seen) for seen in known)])
        if self.takes(stamp):
            self._last = stamp
        return stamp
