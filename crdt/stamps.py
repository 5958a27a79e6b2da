"""Stamps: points on a hybrid logical clock, as text that sorts and as a number that scores.

A stamp is 48 bits of Unix milliseconds and a 12-bit counter, written as 15 lower-case hex digits,
so that comparing texts compares times. As a *score* it is a signed integer that a double holds
exactly: `(ms - 2020-01-01) * 4096 + counter`. Imports nothing of ours.

Source: Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014.
"""

from __future__ import annotations

import re
from typing import Final, NewType

from crdt.errors import StampError

Stamp = NewType("Stamp", str)

STAMP_LENGTH: Final = 15
COUNTER_BITS: Final = 12
COUNTER_MAX: Final = (1 << COUNTER_BITS) - 1
SCORE_EPOCH_MS: Final = 1_577_836_800_000
"""2020-01-01T00:00:00Z: the zero of scores, so that a double is exact from 1970 to 2089."""

STAMP_MS_MAX: Final = SCORE_EPOCH_MS + (1 << 41) - 1
"""The last millisecond whose scores a double holds exactly: 2089-09-06."""

STAMP_PATTERN: Final = r"^[0-9a-f]{15}\Z"
_is_stamp = re.compile(STAMP_PATTERN).match

MIN_STAMP: Final = Stamp("0" * STAMP_LENGTH)
MAX_STAMP: Final = Stamp(f"{STAMP_MS_MAX:012x}fff")


def stamp_of(ms: int, counter: int = 0) -> Stamp:
    """The stamp of a Unix time in milliseconds and a counter from 0 to 4095.

    Raises:
        StampError: the time is before 1970 or after 2089, or the counter does not fit.
    """
    if not 0 <= ms <= STAMP_MS_MAX:
        raise StampError(f"time {ms} ms is outside 0..{STAMP_MS_MAX} (1970 to 2089)")
    if not 0 <= counter <= COUNTER_MAX:
        raise StampError(f"counter {counter} is outside 0..{COUNTER_MAX}")
    return Stamp(f"{ms:012x}{counter:03x}")


def parse_stamp(text: str) -> Stamp:
    """Check that a text is a stamp.

    Raises:
        StampError: it is not 15 lower-case hex digits, or lies after 2089.
    """
    if not _is_stamp(text):
        raise StampError(f"stamp {text[:40]!r} is not 15 lower-case hex digits")
    if text > MAX_STAMP:
        raise StampError(f"stamp {text} is after {MAX_STAMP} (the year 2089)")
    return Stamp(text)


def ms_of(stamp: Stamp) -> int:
    """The Unix milliseconds of a stamp."""
    return int(stamp[:12], 16)


def score_of(stamp: Stamp) -> int:
    """The stamp as a score: an integer, negative before 2020, exact in a double."""
    return int(stamp, 16) - (SCORE_EPOCH_MS << COUNTER_BITS)


def stamp_at(score: int) -> Stamp:
    """The stamp that has this score.

    Raises:
        StampError: no stamp has it.
    """
    whole = score + (SCORE_EPOCH_MS << COUNTER_BITS)
    return stamp_of(whole >> COUNTER_BITS, whole & COUNTER_MAX)


def inverse(stamp: Stamp) -> Stamp:
    """The stamp that is as far from the end of time as this one is from its beginning: the greater,
    the earlier. Where the maximum wins, it makes the earliest win.

    Raises:
        StampError: the stamp is after 2089.
    """
    ms, counter = ms_of(stamp), int(stamp[12:], 16)
    return stamp_of(STAMP_MS_MAX - ms, COUNTER_MAX - counter)


def successor(stamp: Stamp) -> Stamp:
    """The next stamp; a full counter carries into the milliseconds.

    Raises:
        StampError: there is none, at the end of 2089.
    """
    whole = int(stamp, 16) + 1
    return stamp_of(whole >> COUNTER_BITS, whole & COUNTER_MAX)
