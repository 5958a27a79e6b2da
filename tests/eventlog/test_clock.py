"""The clock of an entry: forward only, and not to be dragged away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.stamps import MAX_STAMP, Stamp, ms_of, stamp_of, successor
from eventlog.clock import SKEW_MS_MAX, Clock
from eventlog.errors import ClockError

NOW_MS = 1_767_225_600_000


@given(st.lists(st.integers(NOW_MS - 10_000, NOW_MS + 10_000), min_size=2, max_size=30))
def test_every_stamp_is_greater_than_the_one_before(walls_ms: list[int]) -> None:
    """A wall clock that goes back must not take the stamps with it."""
    walls = iter(walls_ms)
    clock = Clock(lambda: next(walls))
    stamps = [clock.next() for _ in range(len(walls_ms) // 2)]
    assert stamps == sorted(set(stamps))


def test_a_full_counter_carries_into_the_milliseconds() -> None:
    """More than 4,096 events in a millisecond borrow from the next."""
    clock = Clock(lambda: NOW_MS)
    stamps = [clock.next() for _ in range(5_000)]
    assert stamps == sorted(set(stamps))
    assert ms_of(stamps[-1]) == NOW_MS + 1


def test_a_stamp_is_greater_than_what_it_overwrites() -> None:
    """Else what the user sees last is not what stands at the end."""
    clock, held = Clock(lambda: NOW_MS), stamp_of(NOW_MS + 30_000, 7)
    assert clock.next(None, held) == successor(held)
    assert clock.next() > held


def test_the_far_future_is_overtaken_but_not_followed() -> None:
    """One stray event of 2080 must not move everybody there."""
    clock, future = Clock(lambda: NOW_MS), stamp_of(NOW_MS + 10**12)
    assert clock.next(future) == successor(future)
    assert ms_of(clock.next()) == NOW_MS


def test_a_stamp_from_outside_may_be_a_minute_ahead_at_most() -> None:
    """A token is a client's word."""
    clock = Clock(lambda: NOW_MS)
    assert clock.receive(stamp_of(NOW_MS + SKEW_MS_MAX)) == stamp_of(NOW_MS + SKEW_MS_MAX)
    for stamp in (stamp_of(NOW_MS + SKEW_MS_MAX + 1), MAX_STAMP):
        with pytest.raises(ClockError, match="s in the future; at most 60 s are allowed"):
            clock.receive(Stamp(stamp))


@pytest.mark.parametrize("off_ms", [SKEW_MS_MAX + 1, -SKEW_MS_MAX - 1])
def test_a_clock_that_is_wrong_stamps_nothing(off_ms: int) -> None:
    """Compared with the store's, which all gateways of a region share."""
    clock = Clock(lambda: NOW_MS)
    clock.observe_store(NOW_MS + off_ms)
    with pytest.raises(ClockError, match="correct the clock"):
        clock.next()
    clock.observe_store(NOW_MS + SKEW_MS_MAX)
    assert clock.next()


def test_a_clock_that_serves_before_its_store_stamps_nothing_before_it() -> None:
    """Found under fire: a gateway ten minutes away took a write 7 ms before it looked."""
    clock = Clock(lambda: NOW_MS, compared=False)
    with pytest.raises(ClockError, match="not compared with the store's yet"):
        clock.next()
    clock.observe_store(NOW_MS)
    assert clock.next()
