"""Spans: of a list that is kept by time, what came from `since` on and before `until`.

The list says how its scores come of a time: `Listed(Article.new, …, times=by_stamp)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeAlias

import strawberry

from crdt.stamps import COUNTER_BITS, SCORE_EPOCH_MS
from gateway.declare.relay import given
from gateway.errors import BadInput
from views.reading.answers import Span

Scored: TypeAlias = Callable[[int], int]
"""From a time in Unix ms to the least score of what came then."""

SCORE_MAX = 2**53
_EPOCH = datetime.fromtimestamp(0, UTC)


def by_stamp(ms: int) -> int:
    """The times of a list whose scores are of stamps, as are those of sets."""
    return (ms - SCORE_EPOCH_MS) << COUNTER_BITS


def by_ms(ms: int) -> int:
    """The times of a list whose scores are in Unix ms."""
    return ms


SINCE = "Only what came at this time or later."
UNTIL = "Only what came before this time."
"""What the arguments are described as."""


def since_until(told: str = "") -> tuple[Any, Any]:
    """The types of the two arguments. told: of which lists, as a sentence."""
    return tuple(  # type: ignore[return-value]
        Annotated[datetime | None, strawberry.argument(description=f"{what}{told}")]
        for what in (SINCE, UNTIL)
    )


def told_of(by: Mapping[Any, Any], argument: str) -> str:
    """Which of some lists are by time, as a sentence; nothing where all are."""
    if all(one.times for one in by.values()):
        return ""
    return f" For `{argument}` {named(_timed(by))} alone."


def span_of(
    times: Scored | None, since: datetime | None, until: datetime | None, known: Iterable[Any] = ()
) -> Span | None:
    """The scores of what came between two times; None where neither is given.

    Args:
        known: by which orders a list is by time, for who asked for another.

    Raises:
        BadInput: the list is not by time.
    """
    since, until = given(since), given(until)
    if since is None and until is None:
        return None
    if times is None:
        name = "since" if until is None else "until" if since is None else "since, until"
        raise BadInput(
            f"{name}: a time needs the order {named(known)}; use that order, or leave it out"
        )
    return Span(_score(times, since), _score(times, until))


def check_span(by: Mapping[Any, Any], chosen: Any, arguments: Mapping[str, Any]) -> None:
    """Look whether the chosen one of some lists is by time, where some arguments ask for that.

    Raises:
        BadInput: it is not.
    """
    span_of(by[chosen].times, arguments.get("since"), arguments.get("until"), _timed(by))


def _timed(by: Mapping[Any, Any]) -> list[Any]:
    return [order for order, one in by.items() if one.times]


def named(orders: Iterable[Any]) -> str:
    """Some orders, as a client writes them; of those that are narrowed, the order alone."""
    each = (one[0] if isinstance(one, tuple) else one for one in orders)
    return " or ".join(dict.fromkeys(one.name for one in each))


def _score(times: Scored, at: datetime | None) -> int | None:
    if at is None:
        return None
    # What stands at a whole millisecond comes before any part of the next.
    ms = -((_EPOCH - at) // timedelta(milliseconds=1))
    return max(-SCORE_MAX, min(times(ms), SCORE_MAX))
