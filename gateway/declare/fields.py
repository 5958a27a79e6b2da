"""What a field of an entity can be declared as.

A declaration is data: `gateway.declare.entities` makes the fields of it, and the planner reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from crdt.lattices.map import values_in
from crdt.records import Record
from crdt.registers import value_in
from crdt.stamps import ms_of, stamp_at
from gateway.errors import TooCostly
from views.derive import places as p
from views.derive.program import taken_by
from views.reading.answers import Answer

if TYPE_CHECKING:
    from gateway.declare.permissions.rules import Rule
    from gateway.declare.spans import Scored

Convert: TypeAlias = Callable[[Any], Any]
Target: TypeAlias = Callable[[], type[Any]]

DECLARED = "bandstand"
"""Under which name a field's metadata have its declaration."""

INT_MAX = 2**31 - 1
"""A count that is greater is told as this: GraphQL's Int has 32 bits. `SafeInt` has all that a view
holds."""


def as_int(number: int) -> int:
    """A number as GraphQL's Int can tell it."""
    return max(-INT_MAX - 1, min(number, INT_MAX))


class Written:
    """That a record is there once anything was written of it: a register, or an element of a set.

    Whoever refers to one shows it all the same, as a stub: an author has an id at least.
    """


class Apart:
    """What is declared of a field that is read apart from the record of its object, if any."""


@dataclass(frozen=True)
class Column:
    """A register's value, or one key of it, converted. nothing: what it is where nothing was
    written.
    """

    register: str
    key: str | None
    convert: Convert | None
    nothing: Any = None

    def read(self, answer: Answer, at: int) -> Any:
        """The field's value in what was read, where its register is at a position."""
        value = answer.value(at)
        if self.key is not None:
            value = value.get(self.key) if isinstance(value, dict) else None
        value = self.nothing if value is None else value
        return self.convert(value) if self.convert and value is not None else value


@dataclass(frozen=True)
class StampTime:
    """The time at which a register was written; where there are more, the one that was last."""

    register: str
    more: tuple[str, ...] = ()

    def read(self, answer: Answer, at: int | tuple[int, ...]) -> datetime | None:
        """The field's value in what was read, where its registers are at some positions."""
        places = (at,) if isinstance(at, int) else at
        stamps = [stamp for one in places if (stamp := answer.stamp(one)) is not None]
        return time_of(ms_of(max(stamps))) if stamps else None


@dataclass(frozen=True)
class StoredCount:
    """The count that a distinct count stored."""

    register: str

    def read(self, answer: Answer, at: int) -> int:
        """The field's value in what was read, where its register is at a position."""
        return as_int(int(answer.registers[at] or 0))


class _Held:
    """What is said of a place that a record holds."""

    place: p.Place

    @property
    def prefix(self) -> str:
        """What its names begin with, before the id of who holds it."""
        return f"{self.place.name}:"

    @property
    def near(self) -> bool:
        """Whether all that stands in it lives in the shard of who holds it; else every shard has a
        part.
        """
        taken = taken_by(self.place)
        return taken is not None and taken.near


@dataclass(frozen=True)
class PlacedTime(_Held):
    """The time of the score with which the record stands in this list of the viewer's."""

    place: p.List

    def read(self, answer: Answer, at: int) -> datetime | None:
        """The field's value in what was read, where its place is at a position."""
        score = answer.places[at] if answer.places else False
        return scored_time(int(score)) if score else None


@dataclass(frozen=True)
class Absent(_Held):
    """Whether the record does not stand in this list of the viewer's."""

    place: p.List

    def read(self, answer: Answer, at: int) -> bool:
        """The field's value in what was read, where its place is at a position."""
        return not (answer.places and answer.places[at])


@dataclass(frozen=True)
class Claimed(_Held):
    """A unique name that the record claims, where it holds that; null where another does.

    place: where those who claim a name stand; whose index it is keeps the claims, everywhere and
        by the same ids. register: of it, an object with the `name` as it is shown and the `key` by
        which names are compared.
    """

    place: p.Index
    register: str

    @property
    def record(self) -> type[Record]:
        """Which keeps the claims."""
        return self.place.holder

    def read(self, answer: Answer, at: int) -> Any:
        """The field's value in what was read, where its claim is at a position."""
        held = answer.claims[at]
        claim = value_in(held) if isinstance(held, str) else None
        return claim.get("name") if isinstance(claim, dict) else None


@dataclass(frozen=True)
class Entry:
    """What a map has under a key, or a counter of somebody who counts, converted.

    key: None is the viewer's id; of nobody there is nothing. nothing: as of `Column`.
    """

    map: str
    key: str | None
    convert: Convert | None = None
    nothing: Any = None

    def read(self, answer: Answer, at: int) -> Any:
        """The field's value in what was read, where its entry is at a position."""
        held = answer.entries[at]
        value = value_in(held) if isinstance(held, str) else None
        value = self.nothing if value is None else value
        return self.convert(value) if self.convert and value is not None else value


@dataclass(frozen=True)
class Whole:
    """All that a map has, by key, converted: a dictionary, in the order of its keys."""

    map: str
    convert: Convert | None = None

    def read(self, answer: Answer, at: int) -> Any:
        """The field's value in what was read, where its map is at a position.

        Raises:
            TooCostly: it has more keys than are read at once.
        """
        held = answer.maps[at]
        if isinstance(held, bool):
            raise TooCostly(f"{self.map} has more than 1,000 keys, which is too many for one field")
        value = values_in(dict(zip(held[::2], held[1::2], strict=True)))
        return self.convert(value) if self.convert else value


@dataclass(frozen=True)
class Total:
    """What a counter of the record comes to."""

    counter: str


@dataclass(frozen=True)
class Card:
    """How many elements a set of the record has."""

    set: str


@dataclass(frozen=True)
class Others:
    """How many elements a set of the record has, without the viewer."""

    set: str


@dataclass(frozen=True)
class ListCard(_Held):
    """How many records stand in a list of the record's."""

    place: p.List


@dataclass(frozen=True)
class Sum(_Held):
    """What a sum of the record's comes to."""

    place: p.Sum


@dataclass(frozen=True)
class HoldsViewer:
    """Whether the viewer is an element of a set; false when signed out."""

    set: str


@dataclass(frozen=True)
class ViewerCan:
    """Whether who asks may, by a rule."""

    rule: Rule


@dataclass(frozen=True)
class Lookup:
    """The record whose id a register holds. It is read in the next wave."""

    register: str
    key: str | None
    target: Target


@dataclass(frozen=True)
class OwnedBy:
    """The record that owns this one, whose id this one's begins with. It is read as a lookup."""

    target: Target


@dataclass(frozen=True)
class RestOf:
    """The record whose id comes behind the owner's in this one's. It is read as a lookup."""

    target: Target


@dataclass(frozen=True)
class Members:
    """A connection over the elements of a set, which are ids of `target`. others: without the
    viewer. times: as of `Listed`.
    """

    set: str
    target: Target
    descending: bool = True
    others: bool = False
    times: Scored | None = None

    @property
    def near(self) -> bool:
        """Whether all of it lives in the shard of the record whose set it is: it always does."""
        return True


@dataclass(frozen=True)
class Listed(_Held):
    """A connection over a list: one that the record holds, a board of it, or one that none holds.

    window: which of a board's windows; None where it has none. times: how its scores come of a
    time, where it is by time, so that a client can ask for what is of one.
    """

    place: p.List | p.GlobalList | p.Ranking
    target: Target
    descending: bool = True
    window: Enum | None = None
    times: Scored | None = None

    @property
    def prefix(self) -> str:
        """What its names begin with, before the date and the id of who holds it."""
        if isinstance(self.place, p.GlobalList):
            return self.place.name
        if isinstance(self.place, p.Ranking):
            return f"{self.place.start(self.window)}{'.' if self.span else ':'}"
        return super().prefix

    @property
    def totals(self) -> bool:
        """Whether one may stand in it in several shards, with a part of the score in each."""
        return isinstance(self.place, p.Board)

    @property
    def span(self) -> p.Window | None:
        """Of a time in Unix ms, the number that comes before a colon and the id; it is the same for
        a whole day in UTC.
        """
        if isinstance(self.place, p.Ranking) and self.window is not None:
            return self.place.windows[self.window]
        return None


@dataclass(frozen=True)
class Ordered:
    """A connection that the client orders: each order is a list of its own. The first is the
    default. Either all are read in the record's shard, or all in every one. argument: which says
    the order, as GraphQL has it. narrowed: which narrows it; such a list stands under the order and
    by what it is narrowed. None, in place of the first order, is all that the others part.
    """

    by: Mapping[Any, Members | Listed]
    argument: str = "order"
    narrowed: str = ""

    @property
    def target(self) -> Target:
        """What it is over."""
        return next(iter(self.by.values())).target


@dataclass(frozen=True)
class Standing:
    """Where the viewer stands in one of some lists of totals, or of bests, of which the client
    chooses; null when they do not, and for nobody. The first list is the default. Where there is
    but one, it stands under None.

    convert: of their place, from 1, and their score.
    """

    by: Mapping[Enum, Members | Listed] | Mapping[None, Members | Listed]
    convert: Callable[[int, int], Any]
    argument: str = "order"


def held_by(declared: Declared) -> set[p.Place]:
    """The lists, sums and boards of the record that a field is of."""
    if isinstance(declared, (Ordered, Standing)):
        return {one.place for one in declared.by.values() if isinstance(one, Listed)}
    return {declared.place} if isinstance(declared, (Listed, ListCard, Sum)) else set()


Declared: TypeAlias = (
    Column
    | Entry
    | Whole
    | Total
    | StampTime
    | StoredCount
    | PlacedTime
    | Absent
    | Claimed
    | Card
    | Others
    | ListCard
    | Sum
    | HoldsViewer
    | ViewerCan
    | Lookup
    | OwnedBy
    | RestOf
    | Members
    | Listed
    | Ordered
    | Standing
)


def scored_time(score: int) -> datetime:
    """The time of a score that is of a stamp, as in the edges of a set: when one came into it."""
    return time_of(ms_of(stamp_at(score)))


def time_of(ms: int) -> datetime:
    """A time that is kept in Unix ms, in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)
