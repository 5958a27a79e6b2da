"""Planning: from a GraphQL selection to what is read of the views, before anything is read.

A plan belongs to a selection, whatever the values of its variables: it says which columns, counts
and pages are read, and where in the answer each will stand. *Binding* it to one request's
variables and viewer gives the page sizes, the cursors and the cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import FieldNode, GraphQLError, get_named_type
from strawberry import UNSET

from crdt.stamps import STAMP_LENGTH
from gateway import declared as d
from gateway import entities as e
from gateway.errors import TooCostly
from gateway.places import RANKED, At, CountAt, HoldsAt, PageAt, ReferenceAt, ValueAt
from gateway.sources import Ranked
from gateway.syntax import Arguments, Selections, arguments_of
from gateway.ways import ORDER, Bound, Ways, bound, way, ways
from views.selections import Answer, Lookup, Page, Select

TOKENS_MAX = 2_000
"""How long a query may be. Parsed ones are kept, and are some 400 bytes a token."""

DEPTH_MAX = 15
PAGES_MAX = 2
"""How many pages within pages one call answers."""

PLANNED_MAX = 1_000
"""In how many places a query may select of records. Fragments in fragments can be many more than
the query is long."""

COST_MAX = 20_000
"""How many records one request may ask for."""

T = TypeVar("T")


@dataclass
class Binding:
    """What one request makes of a plan.

    pages: by their number; one whose arguments are not valid is the error that its field gets.
    cost: how many records may be read.
    """

    viewer: str | None
    pages: list[Bound | Exception]
    cost: int = 0

    @property
    def faulty(self) -> bool:
        """Whether some page's arguments are not valid."""
        return any(isinstance(page, Exception) for page in self.pages)


@dataclass
class PagePlan:
    """A connection: which lists it can page through, and what is read of its items.

    nested: whether the items' records stand beside the list, and come with it. target: which of
    the plan's targets they are where they do not. number: its position in a binding.
    """

    ways: Ways
    arguments: Arguments
    item: EntityPlan
    nested: bool
    target: int | None
    number: int

    def bound(self, variables: dict[str, Any]) -> Bound | Exception:
        """The page that some variables ask for, or what is wrong with them."""
        try:
            arguments = self.arguments(variables)
        except GraphQLError as error:  # A variable that may be null, and an argument that may not.
            return error
        chosen = self.ways[arguments.get(ORDER)]
        return bound(chosen, arguments.get("first"), arguments.get("after"))

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
            descending=found.way.descending,
            derived=found.way.derived,
            select=self.item.select(binding) if self.nested else None,
            target=self.target,
            union=found.way.union,
            kind=self.item.entity.record.kind,
        )


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
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    lookups: list[Lookup] = field(default_factory=list)
    pages: list[PagePlan] = field(default_factory=list)
    lists: list[PagePlan] = field(default_factory=list)
    fields: dict[str | e.Key, At] = field(default_factory=dict)
    alive_at: int | None = None
    """Where the register is that must be true, or an object, for the record to be there."""
    _select: Select | None = None

    def look_whether_there(self) -> None:
        """Read whether the record is there, where that can be otherwise."""
        if self.entity.exists:
            self.alive_at = _place(self.registers, self.entity.exists)

    @property
    def reads(self) -> bool:
        """Whether anything must be read: an author's id alone is known already."""
        near = self.registers or self.cards or self.holds or self.places or self.pages
        return bool(near or self.scattered)

    @property
    def scattered(self) -> bool:
        """Whether every shard has a part of it."""
        return bool(self.lists or self.list_cards or self.sums)

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
            places=tuple(self.places),
        )
        if not (self.holds or self.pages or self.lists):
            self._select = made
        return made

    def cost(self, binding: Binding) -> int:
        """How many records may be read for one."""
        total = 1
        for at in self.fields.values():
            if isinstance(at, ReferenceAt):
                total += at.entity.cost(binding)
            elif isinstance(at, PageAt):
                page = binding.pages[at.page.number]
                if isinstance(page, Bound):
                    total += page.first * at.page.item.cost(binding)
                    # A list that is looked at costs about what a record does.
                    total += sum(lists.cost for lists in page.way.union)
        return total

    def is_there(self, answer: Answer) -> bool:
        """Whether a record that was read exists, and its owner does."""
        at = self.alive_at
        if at is None:
            return True
        held = answer.registers[at]
        if not isinstance(held, str):
            return False
        return (held[STAMP_LENGTH:] == "true" or held[STAMP_LENGTH] == "{") and answer.owner_alive


@dataclass
class Plan:
    """What one field of a query reads: records, and the records that those refer to."""

    record: EntityPlan
    targets: list[EntityPlan] = field(default_factory=list)
    pages: list[PagePlan] = field(default_factory=list)

    @property
    def of_viewer(self) -> bool:
        """Whether what is read depends on who asks."""
        items = (page.item for page in self.pages)
        return any(entity.holds for entity in (self.record, *self.targets, *items))

    def bind(
        self, variables: dict[str, Any], viewer: str | None, ranked: Ranked | None = None
    ) -> Binding:
        """The plan for one request. ranked: the page that a source asks for."""
        pages = [page.bound(variables) for page in self.pages]
        if ranked is not None:
            ranking = way(ranked.listed, self.record.entity.record)
            pages[0] = bound(ranking, _given(ranked.first), _given(ranked.after))
            if isinstance(pages[0], Exception):
                raise pages[0]
        binding = Binding(viewer, pages)
        binding.cost = self.record.cost(binding)
        return binding

    def selects(self, binding: Binding) -> tuple[Select, ...]:
        """What to ask for of the targets."""
        return tuple(target.select(binding) for target in self.targets)


def _given(argument: T | None) -> T | None:
    return None if argument is UNSET else argument


class Planner:
    """Plans the selections of one operation.

    Raises, from every method:
        TooCostly: a selection is deeper than one request may be.
    """

    def __init__(self, selections: Selections) -> None:
        self._selections = selections
        self._depth = self._within = 0

    def record(self, cls: type[Any], *groups: list[FieldNode]) -> Plan:
        """The plan of a record whose selection the nodes of these groups hold."""
        plan = Plan(EntityPlan(cls, e.entity_of(cls)))
        self._fill(plan, plan.record, groups)
        return plan

    def ranked(self, target: type[Any], connection: Any, nodes: list[FieldNode]) -> Plan:
        """The plan of a page that belongs to no record; the source says which it is."""
        # A list of its own has no record that could be missing.
        plan = Plan(EntityPlan(target, e.entity_of(target)))
        listed = d.Listed("", lambda: target)
        page = self._page(plan, plan.record, listed, (connection, nodes), lambda _: {})
        plan.record.lists.append(page)
        plan.record.fields[RANKED] = PageAt("lists", 0, page)
        return plan

    def _select(self, plan: Plan, entity: EntityPlan, nodes: list[FieldNode]) -> None:
        """Add what some nodes select of a record to its plan."""
        self._depth += 1
        self._selections.planned += 1
        if self._depth > DEPTH_MAX:
            raise TooCostly(f"the query is nested deeper than {DEPTH_MAX} records; ask in steps")
        if self._selections.planned > PLANNED_MAX:
            raise TooCostly(
                f"the query selects of records in over {PLANNED_MAX} places; ask in steps"
            )
        entity.look_whether_there()
        for group in self._selections.fields(self._selections.type_of(entity.cls), nodes).values():
            name = group[0].name.value
            if name in entity.entity.fields:
                self._declare(plan, entity, name, group)
        self._depth -= 1

    def _declare(self, plan: Plan, entity: EntityPlan, name: str, nodes: list[FieldNode]) -> None:
        fields, key = entity.fields, e.key_of(nodes)
        match entity.entity.fields[name][1]:
            case d.Column() | d.StampTime() | d.StoredCount() as what:
                fields[name] = ValueAt(_place(entity.registers, what.register), what)
            case d.PlacedTime() | d.PlacedBefore() as what:
                place = (what.prefix, what.register)
                fields[name] = ValueAt(entity.places.setdefault(place, len(entity.places)), what)
            case d.Card(set=held):
                fields[name] = CountAt("cards", _place(entity.cards, held))
            case d.ListCard(prefix=prefix, near=True, since=since):
                card = f"list:{prefix} {since}".rstrip()
                fields[name] = CountAt("cards", _place(entity.cards, card))
            case d.ListCard(prefix=prefix):
                fields[name] = CountAt("list_cards", _place(entity.list_cards, prefix))
            case d.Sum(prefix=prefix):
                fields[name] = CountAt("sums", _place(entity.sums, prefix))
            case d.HoldsViewer(set=held):
                fields[name] = HoldsAt(_place(entity.holds, held))
            case d.Lookup() as lookup if key not in fields:
                other, target = self._elsewhere(plan, lookup.target(), nodes)
                at = _place(entity.registers, lookup.register)
                entity.lookups.append(Lookup(at, lookup.key, target))
                fields[key] = ReferenceAt(len(entity.lookups) - 1, target, other)
            case (d.Members() | d.Listed() | d.Ordered()) as what if key not in fields:
                definition = self._selections.type_of(entity.cls).fields[name]
                near = _is_near(what)
                part, pages = ("pages", entity.pages) if near else ("lists", entity.lists)
                items = (get_named_type(definition.type), nodes)
                page = self._page(plan, entity, what, items, arguments_of(definition, nodes[0]))
                pages.append(page)
                fields[key] = PageAt(part, len(pages) - 1, page)

    def _page(
        self,
        plan: Plan,
        of: EntityPlan,
        what: d.Members | d.Listed | d.Ordered,
        items: tuple[Any, list[FieldNode]],
        arguments: Arguments,
    ) -> PagePlan:
        target = what.target()
        page = PagePlan(
            ways=ways(what, of.entity.record),
            arguments=arguments,
            item=EntityPlan(target, e.entity_of(target)),
            nested=False,
            target=None,
            number=len(plan.pages),
        )
        plan.pages.append(page)
        # SUBTLE: the store's msgpack nests 16 deep and drops what is deeper in silence. What would
        # be the third page within pages is a target instead.
        mine, owner = of.entity.record, page.item.entity.record.owner
        beside = not _is_near(what) or owner in (mine, mine.owner or mine)
        page.nested = beside and self._within < PAGES_MAX
        edges = list(self._selections.below(*items, "edges"))
        groups = [
            group
            for edge, nodes in edges
            for _, group in self._selections.below(edge, nodes, "node")
        ]
        if edges:
            # An edge is shown only when its record is there, whatever is selected of it.
            page.item.look_whether_there()
        with self._pages_deep(self._within + 1 if page.nested else 0):
            self._fill(plan, page.item, groups)
        # A record in a page is read in its page's shard alone, so one with parts in all is not.
        page.nested = page.nested and page.item.reads and not page.item.scattered
        if not page.nested:
            page.target = _number(plan, page.item)
        return page

    def _fill(self, plan: Plan, item: EntityPlan, groups: Iterable[list[FieldNode]]) -> None:
        for nodes in groups:
            self._select(plan, item, nodes)

    def _elsewhere(
        self, plan: Plan, cls: type[Any], nodes: list[FieldNode]
    ) -> tuple[EntityPlan, int | None]:
        """The plan of a record that lives elsewhere, and its number among the targets."""
        entity = EntityPlan(cls, e.entity_of(cls))
        with self._pages_deep(0):
            self._select(plan, entity, nodes)
        return entity, _number(plan, entity)

    @contextmanager
    def _pages_deep(self, within: int) -> Iterator[None]:
        """While a record is planned that stands within so many pages of its call."""
        before, self._within = self._within, within
        yield
        self._within = before


def _is_near(what: d.Members | d.Listed | d.Ordered) -> bool:
    """Whether a page is read in its record's shard alone, and not a part of it in every one."""
    if isinstance(what, d.Ordered):
        return _is_near(next(iter(what.by.values())))
    return isinstance(what, d.Members) or what.near


def _number(plan: Plan, entity: EntityPlan) -> int | None:
    """The number of a target; None when nothing is read of it."""
    if not entity.reads:
        return None
    plan.targets.append(entity)
    return len(plan.targets) - 1


def _place(positions: dict[str, int], name: str) -> int:
    """The position of a name, which it gets when it is new."""
    return positions.setdefault(name, len(positions))
