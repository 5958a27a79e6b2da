"""Ways: the lists a connection can be read through; a page of one, as a request asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from crdt.records import Record
from gateway.declare.fields import Listed, Members, Ordered, Standing
from gateway.declare.relay import Slice, foreign, read_cursor
from gateway.declare.sources import Merged
from gateway.declare.spans import Scored
from gateway.errors import GatewayError, let_go
from views.reading.answers import Cursor, Rows, Span
from views.reading.selections import Lists

_DATED_LENGTH_MAX = 9


class Way(NamedTuple):
    """A list: its name in the store, and what its cursors call it.

    derived: whether it is a derived list, and no element set. union: the lists that it is merged
    of while it is read. totals: as of `Listed`. others: as of `Members`. dated: of the time in Unix
    ms, the digits that come before a colon and the id; they are the same for a whole day in UTC.
    times: as of `Listed`.
    """

    name: str
    place: str
    descending: bool
    derived: bool
    union: tuple[Lists, ...] = ()
    totals: bool = False
    others: bool = False
    dated: Callable[[int], str] | None = None
    times: Scored | None = None

    def at(self, now_ms: int) -> Way:
        """The list that it is at a time."""
        return self if self.dated is None else self._of(self.dated(now_ms))

    def of(self, place: str, argument: str = "after") -> Way:
        """The list that a cursor calls so: where there is one a day, whichever day's it is.

        Args:
            argument: which the cursor was.

        Raises:
            BadInput: it is another.
        """
        if self.dated is None and place == self.place:
            return self
        if self.dated is not None and place.startswith(self.place):
            dated, colon, rest = place.removeprefix(self.place).partition(":")
            if colon and not rest and _is_dated(dated):
                return self._of(dated)
        raise foreign(argument)

    def _of(self, dated: str) -> Way:
        return self._replace(name=f"{self.name}{dated}:", place=f"{self.place}{dated}:", dated=None)


Ways: TypeAlias = Mapping[Any, Way]
"""By the order that is asked for; the first is the default."""


class Bound(NamedTuple):
    """A page as one request asks for it: so many behind a cursor, or backward so many before it,
    of what stands in a span.
    """

    way: Way
    first: int
    after: Cursor | None
    backward: bool = False
    span: Span | None = None

    @property
    def place(self) -> str:
        """What its cursors call the list."""
        return self.way.place

    @property
    def far(self) -> int:
        """At which end of its rows the page got to: the last, or backward the first."""
        return 0 if self.backward else -1

    def has_next(self, rows: Rows) -> bool:
        """Whether there is more behind the page, as far as was looked."""
        return self.after is not None if self.backward else rows.more

    def has_previous(self, rows: Rows) -> bool:
        """Whether there is more before the page, as far as was looked."""
        return rows.more if self.backward else self.after is not None


def ways(declared: Members | Listed | Ordered | Standing | Merged, record: type[Record]) -> Ways:
    """The ways of a connection that is declared on a record's type."""
    if isinstance(declared, (Ordered, Standing)):
        return {order: way(one, record) for order, one in declared.by.items()}
    return {None: way(declared, record)}


def way(declared: Members | Listed | Merged, record: type[Record]) -> Way:
    """One list of a record, or of none."""
    if isinstance(declared, Merged):
        place, descending = declared.name, declared.descending
        times = declared.times
        return Way(place, place, descending, derived=True, union=declared.lists, times=times)
    if isinstance(declared, Members):
        place, others, times = f"{record.kind}.{declared.set}", declared.others, declared.times
        descending = declared.descending
        return Way(declared.set, place, descending, derived=False, others=others, times=times)
    prefix, descending, span = declared.prefix, declared.descending, declared.span
    made = Way(prefix, prefix, descending, True, totals=declared.totals, times=declared.times)
    return made if span is None else made._replace(dated=lambda now_ms: str(span(now_ms)))


def day_of(ms: int) -> int:
    """The days since 1970, in UTC."""
    return ms // 86_400_000


def bound(way: Way, now_ms: int, asked: Slice, span: Span | None = None) -> Bound:
    """A page of a list. One that goes on does so in the list that its cursor came from:
    yesterday's, say. A cursor is a place in the list, whatever span is asked for: what stands
    before that is none of it.

    Raises:
        BadInput: its cursor is none of this list.
    """
    if asked.cursor is None:
        return Bound(way.at(now_ms), asked.size, None, asked.backward, span)
    place, cursor = read_cursor(asked.cursor, asked.argument)
    found, descending = way.of(place, asked.argument), way.descending is not asked.backward
    end = span and (span.beyond if descending else span.least)
    if end is not None and (cursor.score >= end if descending else cursor.score < end):
        return Bound(found, asked.size, None, asked.backward, span)
    return Bound(found, asked.size, cursor, asked.backward, span)


def of_cursor(way: Way, now_ms: int, after: str | None) -> Way | Exception:
    """The list that a cursor came from, or what is wrong with it; without one, that of now."""
    try:
        return way.of(read_cursor(after)[0]) if after else way.at(now_ms)
    except GatewayError as error:
        let_go(error)
        return error


def in_order(rows: Rows, bound: Bound) -> Rows:
    """The rows of a page in the order of its list: those that were read backward are turned."""
    if not bound.backward:
        return rows
    return Rows(
        ids=rows.ids[::-1],
        scores=rows.scores[::-1],
        records=rows.records[::-1],
        more=rows.more,
        before=max(0, rows.total - rows.before - len(rows.ids)),
        total=rows.total,
        beside=rows.beside[::-1],
    )


def end_shown(rows: Rows, bound: Bound, at: int, stands: Callable[[int], bool]) -> Cursor | None:
    """The place of the first item (at 0) of a page that is shown to who asks, or of the last (-1).
    Where none of a page is and there are more, the last is where the page got to, for there is no
    other way on; of one that was read backward, the first.

    Args:
        rows: in the order of the list. stands: whether the item at a position is shown.
    """
    count = len(rows.ids)
    for each in range(count) if at == 0 else range(count - 1, -1, -1):
        if stands(each):
            return Cursor(rows.scores[each], rows.ids[each])
    if at != bound.far or not rows.more:
        return None
    return rows.ended or (Cursor(rows.scores[at], rows.ids[at]) if count else None)


def _is_dated(text: str) -> bool:
    """Whether a part of a name can be a day: it stands in a key of the store."""
    return text.isascii() and text.isdigit() and len(text) <= _DATED_LENGTH_MAX
