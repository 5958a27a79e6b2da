"""The language of derivations: what one may call beside its own helpers.

A derivation, and each plain function that it calls, is a small subset of Python: assignments, `if`,
`for` over members and JSON arrays, `return`, `yield`; whole numbers below 2^53 with `+ - * // %`,
`min`, `max` and comparisons; texts, f-strings, `==`, `in`, `is None`; members of what a register
holds. What it does not have is refused with its line. An absent value is None, and what cannot be
calculated fails: the record stands nowhere, and is named with the reason.

`of`, `log10`, `score_of`, `before` and `after` are the machinery's own, in both languages; the rest
of this module is written in the language itself.
"""

from __future__ import annotations

import math
from typing import TypeVar

from crdt.records import Record
from crdt.stamps import parse_stamp
from crdt.stamps import score_of as _score_of

__all__ = ["after", "before", "day", "log10", "month", "ms_of", "of", "score_of", "week"]

R = TypeVar("R", bound=Record)

EPOCH_MS = 1_577_836_800_000
"""2020-01-01, from which scores count."""


def of(record: type[R], record_id: str) -> R:
    """Another record of the same shard: what its owner owns, or the owner, or one that is kept
    everywhere. Whatever is read of it, this one is placed again when that changes.

    Raises:
        ValueError: it lives elsewhere, or may.
    """
    raise TypeError("only a derivation reads other records: see views.derive")


def log10(number: int, scale: int) -> int:
    """The common logarithm of a number from 1 on, so many times, rounded to the nearest.

    SUBTLE: rounded and not cut, else the last bit of a C library would show at powers of ten; with
    a scale of 1e6 no number below 10 million is within 1e-8 of a half.
    """
    if not number >= 1:
        raise ValueError(f"log10 of {number}; of what is less than 1 there is none")
    return math.floor(scale * math.log10(number) + 0.5)


def score_of(stamp: str) -> int:
    """The score of a stamp, 15 hex digits. Of what is none, or after 2089, there is none."""
    return _score_of(parse_stamp(stamp))


def before(text: str, separator: str) -> str:
    """What stands before the first separator; all, where there is none."""
    return text.partition(separator)[0]


def after(text: str, separator: str) -> str:
    """What stands after the first separator; nothing, where there is none."""
    return text.partition(separator)[2]


def ms_of(score: int | None) -> int:
    """The Unix time, in milliseconds, of a stamp's score. Of none there is none: that fails."""
    return score // 4096 + EPOCH_MS  # type: ignore[operator]


def day(ms: int) -> int:
    """The days since 1970, in UTC, of a Unix time in milliseconds."""
    return ms // 86_400_000


def week(ms: int) -> int:
    """The Mondays since 1970."""
    return (day(ms) + 3) // 7


def month(ms: int) -> int:
    """The months since the year 0.

    Source: Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`; years begin
    with March there.
    """
    days = day(ms) + 719_468
    era = days // 146_097
    of_era = days % 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return 12 * (400 * era + year) + (5 * of_year + 2) // 153 + 2
