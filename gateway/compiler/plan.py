"""Plans: what is read of the views for a selection, whatever the values of its variables.

A plan says which columns, counts and pages are read, and where in the answer each will stand.
*Binding* it to one request's variables, viewer and time gives the page sizes, the cursors and the
cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from graphql import GraphQLError

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.map import Map
from crdt.records import ElementSet, Register, Unstamped
from crdt.stamps import STAMP_LENGTH
from gateway.compiler.lists import Bound, Way, Ways, bound, of_cursor, way
from gateway.compiler.positions import At, PageAt, ReferenceAt
from gateway.compiler.syntax import Arguments
from gateway.declare import edges
from gateway.declare import entities as e
from gateway.declare import fields as d
from gateway.declare.arguments import chosen
from gateway.declare.permissions.rules import Rule, Surroundings, Verdict
from gateway.declare.relay import slice_of
from gateway.declare.sources import Ranked
from gateway.declare.spans import span_of
from gateway.declare.topics import Topic, moved_by
from gateway.errors import GatewayError, let_go
from views.derive.places import Place
from views.reading.answers import Answer
from views.reading.selections import Claim, Lookup, Page, Select, Standing

T = TypeVar("T")

_SLICE = ("first", "after", "last", "before")

VALUES_A_RECORD = 20
"""So many values are written in the time that a record takes."""

RANKED = ""
"""Under which name a page that belongs to no record stands among the fields of its plan."""


@dataclass
class Binding:
    """What one request makes of a plan.

    pages: by their number; one whose arguments are not valid is the error that its field gets.
    standings: likewise. cost: how many records may be read.
    """

    viewer: str | None
    pages: list[Bound | Exception]
    standings: list[Way | Exception]
    cost: int = 0

    @property
    def faulty(self) -> bool:
        """Whether some arguments are not valid."""
        return any(isinstance(one, Exception) for one in (*self.pages, *self.standings))


class EdgeField(NamedTuple):
    """A field of an edge. whole: whether its type holds more than GraphQL's Int."""

    what: edges.Edged
    is_int: bool

    def read(self, score: int, rank: int) -> Any:
        """The field's value of an item."""
        value = self.what.read(score, rank)
        return d.as_int(value) if self.is_int and type(value) is int else value


@dataclass
class PagePlan:
    """A connection: which lists it can page through, and what is read of its items.

    edge: what its edges have besides a cursor and a node, by the attribute. beside: what is read of
    the record between each item and who holds the list; None where that is not asked for.
    counted: whether it is asked how many there are in all.
    nested: whether the items' records stand beside the list, and come with it. target: which of
    the plan's targets they are where they do not. number: its position in a binding.
    """

    ways: Ways
    chosen_by: tuple[str, str]
    arguments: Arguments
    item: EntityPlan
    nested: bool
    target: int | None
    number: int
    edge: Mapping[str, EdgeField] = field(default_factory=dict)
    beside: EntityPlan | None = None
    counted: bool = False

    def bound(self, variables: dict[str, Any], now_ms: int) -> Bound | Exception:
        """The page that some variables ask for, or what is wrong with them."""
        try:
            arguments = self.arguments(variables)
            asked = slice_of(*map(arguments.get, _SLICE))
            way = self.ways[chosen(self.ways, *self.chosen_by, arguments)]
            span = span_of(way.times, arguments.get("since"), arguments.get("until"))
            return bound(way, now_ms, asked, span)
        except (GraphQLError, GatewayError) as error:
            let_go(error)
            return error  # Or a variable that may be null, and an argument that may not.

    def page(self, binding: Binding) -> Page:
        """The page to ask for. One that is in error is asked in vain: positions stay."""
        found = binding.pages[self.number]
        if isinstance(found, Exception):
            default = next(iter(self.ways.values()))
            return Page(default.name, 1, derived=default.derived)
        return Page(
            found.way.name,
            found.first,
            found.after,
            descending=found.way.descending is not found.backward,
            derived=found.way.derived,
            select=self.item.select(binding) if self.nested else None,
            target=self.target,
            union=found.way.union,
            kind=self.item.entity.record.kind,
            but=binding.viewer or "" if found.way.others else "",
            totals=found.way.totals,
            counted=self.counted,
            beside=self.beside.select(binding) if self.beside else None,
            span=found.span,
        )


@dataclass
class StandingPlan:
    """Where the viewer stands in one of some lists. number: its position in a binding."""

    what: d.Standing
    ways: Ways
    arguments: Arguments
    number: int

    def bound(self, variables: dict[str, Any], now_ms: int) -> Way | Exception:
        """The list that some variables ask for, or what is wrong with them."""
        try:
            arguments = self.arguments(variables)
        except GraphQLError as error:
            let_go(error)
            return error
        chosen = self.ways[arguments.get(self.what.argument)]
        return of_cursor(chosen, now_ms, arguments.get("after"))

    def standing(self, binding: Binding) -> Standing:
        """What to ask for. One that is in error is asked in vain: positions stay."""
        found = binding.standings[self.number]
        way = next(iter(self.ways.values())) if isinstance(found, Exception) else found
        ascending = None if way.derived else not way.descending
        return Standing(way.name, binding.viewer or "", ascending, parts=way.totals)


@dataclass
class EntityPlan:
    """What to read of one record of a type.

    Each thing is asked for once: the dictionaries say at which position. fields: where a field's
    value will stand, by its name; of lookups and pages by their place in the query.
    """

    cls: type[Any]
    entity: e.Entity
    registers: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)
    list_cards: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    holds: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    claims: dict[Claim, int] = field(default_factory=dict)
    entries: dict[tuple[str, str | None], int] = field(default_factory=dict)
    maps: dict[str, int] = field(default_factory=dict)
    lookups: list[Lookup] = field(default_factory=list)
    pages: list[PagePlan] = field(default_factory=list)
    lists: list[PagePlan] = field(default_factory=list)
    standings: list[StandingPlan] = field(default_factory=list)
    fields: dict[str | e.Key, At] = field(default_factory=dict)
    written: int = 0
    """How many values are written of it, one under each name that the query gives it."""
    alive_at: int | None = None
    """Where the register is that must say something, and not false, for the record to be there."""
    dead_at: int | None = None
    """Where the tombstone is with which it is there no more."""
    traces: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    """Of which registers and cards one must say that something was written."""
    derived: set[Place] = field(default_factory=set)
    """The lists, sums and boards of the record that are read."""
    verdicts: dict[Rule, Verdict] = field(default_factory=dict)
    """How each rule is decided of the record."""
    others: dict[tuple[int, str | None, type[Any]], ReferenceAt] = field(default_factory=dict)
    """The records that rules look at besides, by how they are named and what they are read as."""
    shown: Verdict | None = None
    """Whether the record is there for who asks, where that is not so of all."""
    listed: Verdict | None = None
    """Whether it stands in the page that it is read for, where that is not so of all."""
    _select: Select | None = None

    def look_whether_there(self) -> None:
        """Read whether the record is there, where that can be otherwise."""
        if isinstance(self.entity.exists, str):
            self.alive_at = place_in(self.registers, self.entity.exists)
        if self.entity.dead is not None:
            self.dead_at = place_in(self.registers, self.entity.dead)

    def look_whether_written(self) -> None:
        """The same, for one that nobody refers to: it is no stub."""
        self.look_whether_there()
        if isinstance(self.entity.exists, d.Written):
            fields = vars(self.entity.record).items()
            registers = [name for name, one in fields if isinstance(one, (Register, Unstamped))]
            sets = [name for name, one in fields if isinstance(one, (ElementSet, Best))]
            sets += [f"keys:{name}" for name, one in fields if isinstance(one, (Map, Counter))]
            self.traces = (
                tuple(place_in(self.registers, name) for name in registers),
                tuple(place_in(self.cards, name) for name in sets),
            )

    @property
    def reads(self) -> bool:
        """Whether anything must be read: an author's id alone is known already."""
        near = self.registers or self.cards or self.holds or self.places or self.claims
        kept = self.entries or self.maps or self.standings or self.lookups
        return bool(near or kept or self.pages or self.scattered)

    @property
    def topics(self) -> Iterator[Topic]:
        """Whose changes can change the lists, sums and boards that are read of the record."""
        return chain.from_iterable(map(moved_by, self.derived))

    @property
    def of_viewer(self) -> bool:
        """Whether what is read of the record alone depends on who asks."""
        return bool(self.holds or self.places or any(key is None for _, key in self.entries))

    @property
    def scattered(self) -> bool:
        """Whether every shard has a part of it."""
        far = any(way.derived for one in self.standings for way in one.ways.values())
        return bool(self.lists or self.list_cards or self.sums or far)

    def select(self, binding: Binding) -> Select:
        """What to ask for."""
        if self._select is not None:
            return self._select
        viewer = binding.viewer
        made = Select(
            record=self.entity.record,
            registers=tuple(self.registers),
            cards=tuple(self.cards),
            holds=tuple((name, viewer) for name in self.holds) if viewer is not None else (),
            pages=tuple(plan.page(binding) for plan in self.pages),
            lists=tuple(plan.page(binding) for plan in self.lists),
            list_cards=tuple(self.list_cards),
            sums=tuple(self.sums),
            lookups=tuple(self.lookups),
            places=tuple(f"{prefix}{viewer}" for prefix in self.places) if viewer else (),
            claims=tuple(self.claims),
            # No key is empty: of nobody there is nothing.
            entries=tuple(
                (name, (viewer or "") if key is None else key) for name, key in self.entries
            ),
            maps=tuple(self.maps),
            standings=tuple(plan.standing(binding) for plan in self.standings)
            if viewer is not None
            else (),
        )
        if not (self.of_viewer or self.pages or self.lists or self.standings):
            self._select = made
        return made

    def cost(self, binding: Binding) -> int:
        """How many records may be read for one; to write many values of it counts as some more."""
        total = 1 + max(0, self.written - VALUES_A_RECORD) // VALUES_A_RECORD
        for at in (*self.fields.values(), *self.others.values()):
            if isinstance(at, ReferenceAt):
                total += at.entity.cost(binding)
            elif isinstance(at, PageAt):
                page = binding.pages[at.page.number]
                if isinstance(page, Bound):
                    beside = at.page.beside.cost(binding) if at.page.beside else 0
                    total += page.first * (at.page.item.cost(binding) + beside)
                    # A list that is looked at costs about what a record does.
                    total += sum(lists.cost for lists in page.way.union)
        return total

    @property
    def always_there(self) -> bool:
        """Whether whatever is read of it is there, for all who ask."""
        looks = self.dead_at, self.traces, self.alive_at, self.shown
        return all(one is None for one in looks)

    def is_there(self, answer: Answer) -> bool:
        """Whether a record that was read exists, and its owner does."""
        if self.dead_at is not None and answer.registers[self.dead_at] is not False:
            return False
        if self.traces is not None:
            registers, cards = self.traces
            written = any(answer.registers[at] is not False for at in registers)
            return written or any(answer.cards[at] for at in cards)
        at = self.alive_at
        if at is None:
            return True
        held = answer.registers[at]
        if not isinstance(held, str):
            return False
        return held[STAMP_LENGTH:] not in ("false", "null") and answer.owner_alive

    def is_shown(self, answer: Answer, around: Surroundings) -> bool:
        """Whether a record that was read is there for who asks."""
        return self.is_there(answer) and (self.shown is None or self.shown(answer, around))

    def stands(self, answer: Answer, around: Surroundings) -> bool:
        """Whether a record that was read for a page stands in it for who asks."""
        listed = self.listed is None or self.listed(answer, around)
        return listed and self.is_shown(answer, around)


@dataclass
class Plan:
    """What one field of a query reads: records, and the records that those refer to."""

    record: EntityPlan
    targets: list[EntityPlan] = field(default_factory=list)
    pages: list[PagePlan] = field(default_factory=list)
    standings: list[StandingPlan] = field(default_factory=list)
    judges: bool = False
    """Whether something of it is for some alone, whatever is read."""

    @property
    def of_viewer(self) -> bool:
        """Whether what is read depends on who asks."""
        items = (one for page in self.pages for one in (page.item, page.beside) if one)
        entities = (self.record, *self.targets, *items)
        held = any(entity.of_viewer for entity in entities)
        others = any(way.others for page in self.pages for way in page.ways.values())
        return held or others or bool(self.standings)

    @property
    def of_day(self) -> bool:
        """Whether what is read depends on the day."""
        chosen = (*(page.ways for page in self.pages), *(one.ways for one in self.standings))
        return any(way.dated for ways in chosen for way in ways.values())

    def bind(
        self,
        variables: dict[str, Any],
        viewer: str | None,
        now_ms: int,
        ranked: Ranked | None = None,
    ) -> Binding:
        """The plan for one request. ranked: the page that a source asks for."""
        pages = [page.bound(variables, now_ms) for page in self.pages]
        if ranked is not None:
            ranking, edge = way(ranked.listed, self.record.entity.record), self.pages[0].edge
            if ranking.union and any(isinstance(one.what, edges.EdgeRank) for one in edge.values()):
                raise TypeError("an edge of a list that is merged of many has no rank")
            pages[0] = bound(ranking, now_ms, ranked.slice, ranked.span)
        standings = [standing.bound(variables, now_ms) for standing in self.standings]
        binding = Binding(viewer, pages, standings)
        binding.cost = self.record.cost(binding)
        return binding

    def selects(self, binding: Binding) -> tuple[Select, ...]:
        """What to ask for of the targets."""
        return tuple(target.select(binding) for target in self.targets)


def place_in(positions: dict[T, int], name: T) -> int:
    """The position of a name, which it gets when it is new."""
    return positions.setdefault(name, len(positions))
