"""Planning: from a GraphQL selection to what is read of the views, before anything is read.

What comes of it is in `gateway.compiler.plan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from graphql import (
    FieldNode,
    GraphQLInt,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)

from crdt.records import Record
from gateway.compiler.lists import ways
from gateway.compiler.plan import (
    RANKED,
    EdgeField,
    EntityPlan,
    PagePlan,
    Plan,
    StandingPlan,
    place_in,
)
from gateway.compiler.positions import (
    AllowsAt,
    CountAt,
    HoldsAt,
    OthersAt,
    PageAt,
    ReferenceAt,
    StandingAt,
    ValueAt,
)
from gateway.compiler.syntax import Arguments, Selections, arguments_of
from gateway.compiler.verdicts import look_whether_listed, look_whether_shown, verdict_of
from gateway.declare import edges
from gateway.declare import entities as e
from gateway.declare import fields as d
from gateway.declare.permissions.guards import rule_of
from gateway.declare.permissions.rules import Looks
from gateway.declare.sources import Merged
from gateway.errors import TooCostly
from views.reading.selections import OWNER, REST, Claim, Lookup

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
        plan.record.look_whether_written()
        look_whether_shown(plan, plan.record)
        return plan

    def hit(self, cls: type[Any], *groups: list[FieldNode]) -> Plan:
        """The same of a record that stands in a page of what was found."""
        plan = self.record(cls, *groups)
        look_whether_listed(plan, plan.record)
        return plan

    def ranked(self, target: type[Any], connection: Any, nodes: list[FieldNode]) -> Plan:
        """The plan of a page that belongs to no record; the source says which it is."""
        # A list of its own has no record that could be missing.
        plan = Plan(EntityPlan(target, e.entity_of(target)))
        listed = Merged(lambda: target, ())
        page = self._page(plan, plan.record, listed, (connection, nodes), lambda _: {})
        plan.record.lists.append(page)
        plan.record.fields[RANKED] = PageAt("lists", 0, page)
        return plan

    def _select(self, plan: Plan, entity: EntityPlan, nodes: list[FieldNode]) -> None:
        """Add what some nodes select of a record to its plan."""
        self._depth += 1
        self._selections.planned += 1
        if self._depth > DEPTH_MAX:
            raise TooCostly(
                f"the query is nested deeper than {DEPTH_MAX} records: send several requests"
            )
        if self._selections.planned > PLANNED_MAX:
            raise TooCostly(
                f"the query selects records in over {PLANNED_MAX:,} places: send several requests"
            )
        entity.look_whether_there()
        graphql_type = self._selections.type_of(entity.cls)
        groups = self._selections.fields(graphql_type, nodes).values()
        entity.written += len(groups)
        for group in groups:
            name = group[0].name.value
            if name in entity.entity.fields:
                self._declare(plan, entity, name, group)
        # After the fields: what they read of other records, rules look at, too.
        look_whether_shown(plan, entity)
        for group in groups:
            self._judge(plan, entity, graphql_type, group[0].name.value)
        self._depth -= 1

    def _judge(
        self, plan: Plan, entity: EntityPlan, graphql_type: GraphQLObjectType, name: str
    ) -> None:
        """Read what the rules of a field look at."""
        rule = rule_of(graphql_type.fields.get(name))
        if rule is not None and rule.looks is not Looks.ASKS:
            verdict_of(plan, entity, rule)
        declared = entity.entity.fields.get(name)
        if declared is not None and isinstance(what := declared[1], d.ViewerCan):
            entity.fields[name] = AllowsAt(verdict_of(plan, entity, what.rule))

    def _declare(self, plan: Plan, entity: EntityPlan, name: str, nodes: list[FieldNode]) -> None:
        fields, key = entity.fields, e.key_of(nodes)
        declared = entity.entity.fields[name][1]
        entity.derived |= d.held_by(declared)
        match declared:
            case d.Column() | d.StoredCount() as what:
                fields[name] = ValueAt(place_in(entity.registers, what.register), what)
            case d.StampTime(register=first, more=more) as what:
                places = tuple(place_in(entity.registers, one) for one in (first, *more))
                fields[name] = ValueAt(places if more else places[0], what)
            case d.Entry() | d.Whole() as what:
                fields[name] = _of_map(entity, what)
            case d.PlacedTime() | d.Absent() as what:
                fields[name] = ValueAt(place_in(entity.places, what.prefix), what)
            case d.Claimed(record=record, register=register, prefix=prefix) as what:
                claim = Claim(record.kind, register, prefix)
                fields[name] = ValueAt(place_in(entity.claims, claim), what)
            case d.Others(set=held):
                card = place_in(entity.cards, held)
                fields[name] = OthersAt(card, place_in(entity.holds, held))
            case d.Card() | d.Total() | d.ListCard() | d.Sum() as what:
                fields[name] = _counted(entity, what, is_int=self._is_int(entity, name))
            case d.HoldsViewer(set=held):
                fields[name] = HoldsAt(place_in(entity.holds, held))
            case (d.Lookup() | d.OwnedBy() | d.RestOf()) as what if key not in fields:
                other, target = self._elsewhere(plan, what.target(), nodes)
                at, part = REST if isinstance(what, d.RestOf) else OWNER, None
                if isinstance(what, d.Lookup):
                    at, part = place_in(entity.registers, what.register), what.key
                entity.lookups.append(Lookup(at, part, target))
                fields[key] = ReferenceAt(len(entity.lookups) - 1, target, other)
            case d.Standing() as what if key not in fields:
                definition = self._selections.type_of(entity.cls).fields[name]
                arguments = arguments_of(definition, nodes[0])
                found = ways(what, entity.entity.record)
                standing = StandingPlan(what, found, arguments, len(plan.standings))
                plan.standings.append(standing)
                entity.standings.append(standing)
                fields[key] = StandingAt(len(entity.standings) - 1, standing)
            case (d.Members() | d.Listed() | d.Ordered()) as what if key not in fields:
                definition = self._selections.type_of(entity.cls).fields[name]
                near = _is_near(what)
                part, pages = ("pages", entity.pages) if near else ("lists", entity.lists)
                items = (get_named_type(definition.type), nodes)
                page = self._page(plan, entity, what, items, arguments_of(definition, nodes[0]))
                pages.append(page)
                fields[key] = PageAt(part, len(pages) - 1, page)

    def _is_int(self, entity: EntityPlan, name: str) -> bool:
        return _is_int(self._selections.type_of(entity.cls).fields[name].type)

    def _page(
        self,
        plan: Plan,
        of: EntityPlan,
        what: d.Members | d.Listed | d.Ordered | Merged,
        items: tuple[Any, list[FieldNode]],
        arguments: Arguments,
    ) -> PagePlan:
        target = what.target()
        page = PagePlan(
            ways=ways(what, of.entity.record),
            chosen_by=(what.argument, what.narrowed) if isinstance(what, d.Ordered) else ("", ""),
            arguments=arguments,
            item=EntityPlan(target, e.entity_of(target)),
            nested=False,
            target=None,
            number=len(plan.pages),
            edge=_edge_fields(items[0]),
        )
        plan.pages.append(page)
        # SUBTLE: the store's msgpack nests 16 deep and drops what is deeper in silence. What would
        # be the third page within pages is a target instead.
        mine, owner = of.entity.record, page.item.entity.record.owner
        totals = any(way.totals for way in page.ways.values())
        beside = (not _is_near(what) and not totals) or owner in (mine, mine.owner or mine)
        page.nested = beside and self._within < PAGES_MAX
        below = self._selections.below
        shown, alone = list(below(*items, "edges")), list(below(*items, "nodes"))
        groups = [group for edge, nodes in shown for _, group in below(edge, nodes, "node")]
        groups += [group for _, group in alone]
        # Of a page that is read backward, the ranks are told by how many there are.
        ranks = any(isinstance(one.what, edges.EdgeRank) for one in page.edge.values())
        page.counted = ranks or any(True for _ in below(*items, "totalCount"))
        # An edge is shown only when its record is there, whatever is selected of it; and of what is
        # for some alone, no cursor tells others.
        looks = bool(shown or alone) or (
            page.item.entity.shown is not None and self._has_cursors(*items)
        )
        if looks:
            page.item.look_whether_there()
        with self._pages_deep(self._within + 1 if page.nested else 0):
            self._fill(plan, page.item, groups)
        for edge, nodes in shown:
            self._beside(plan, page, what, (edge, nodes))
        if looks:
            look_whether_listed(plan, page.item)
        # A record in a page is read in its page's shard alone, so one with parts in all is not.
        page.nested = page.nested and page.item.reads and not page.item.scattered
        if not page.nested:
            page.target = _number(plan, page.item)
        return page

    def _beside(
        self,
        plan: Plan,
        page: PagePlan,
        what: d.Members | d.Listed | d.Ordered | Merged,
        edge: tuple[Any, list[FieldNode]],
    ) -> None:
        """Read what an edge has of the record between its item and who holds the list."""
        for name, one in e.fields_of(e.class_of(edge[0])).items():
            found = page.edge.get(one.python_name)
            if found is None or not isinstance(between := found.what, edges.Beside):
                continue
            if between.holder is not _holder_of(what):
                continue
            for _, group in self._selections.below(*edge, name):
                target = between.target()
                page.beside = page.beside or EntityPlan(target, e.entity_of(target))
                with self._pages_deep(self._within + 1):
                    self._select(plan, page.beside, group)
        if page.beside is not None:
            page.beside.look_whether_written()

    def _has_cursors(self, connection: Any, nodes: list[FieldNode]) -> bool:
        """Whether the ends of a page are selected."""
        below = self._selections.below
        return any(
            True
            for info, group in below(connection, nodes, "pageInfo")
            for name in ("startCursor", "endCursor")
            for _ in below(info, group, name)
        )

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


def _is_int(field_type: Any) -> bool:
    """Whether a type is GraphQL's Int, which holds no more than 32 bits."""
    return get_nullable_type(field_type) is GraphQLInt


def _edge_fields(connection: Any) -> dict[str, EdgeField]:
    """What the edges of a connection have besides a cursor and a node, by the attribute."""
    edge = get_named_type(connection.fields["edges"].type)
    declared = e.fields_of(e.class_of(edge))
    return {
        one.python_name: EdgeField(what, _is_int(edge.fields[name].type))
        for name, one in declared.items()
        if isinstance(what := one.metadata.get(d.DECLARED), edges.Edged)
    }


def _holder_of(what: d.Members | d.Listed | d.Ordered | Merged) -> type[Record] | None:
    """Whose a list is of which each shard has a part, that of its own items; None for others."""
    if isinstance(what, d.Ordered):
        return _holder_of(next(iter(what.by.values())))
    if not isinstance(what, d.Listed) or what.near or what.totals:
        return None
    return what.place.holder


def _is_near(what: d.Members | d.Listed | d.Ordered | Merged) -> bool:
    """Whether a page is read in its record's shard alone, and not a part of it in every one."""
    if isinstance(what, d.Ordered):
        return _is_near(next(iter(what.by.values())))
    return not isinstance(what, Merged) and what.near


def _number(plan: Plan, entity: EntityPlan) -> int | None:
    """The number of a target; None when nothing is read of it."""
    if not entity.reads:
        return None
    plan.targets.append(entity)
    return len(plan.targets) - 1


def _of_map(entity: EntityPlan, what: d.Entry | d.Whole) -> ValueAt:
    """Where a map is found, or what it has under a key."""
    if isinstance(what, d.Whole):
        return ValueAt(place_in(entity.maps, what.map), what)
    return ValueAt(place_in(entity.entries, (what.map, what.key)), what)


def _counted(
    entity: EntityPlan, what: d.Card | d.Total | d.ListCard | d.Sum, *, is_int: bool
) -> CountAt:
    """Where the number of a set, a counter, a derived list or a sum is found."""
    if isinstance(what, (d.Card, d.Total)):
        name = what.set if isinstance(what, d.Card) else f"total:{what.counter}"
        return CountAt("cards", place_in(entity.cards, name), is_int)
    is_sum = isinstance(what, d.Sum)
    if what.near:
        name = f"{'sum' if is_sum else 'list'}:{what.prefix}"
        return CountAt("cards", place_in(entity.cards, name), is_int)
    if is_sum:
        return CountAt("sums", place_in(entity.sums, what.prefix), is_int)
    return CountAt("list_cards", place_in(entity.list_cards, what.prefix), is_int)
