"""Planning: from a GraphQL selection to what is read of the views, before anything is read.

A plan of an entity is a `Select` and the way from its answer to the type's attributes. Fields
that no declaration covers are left to their resolvers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_argument_values,
    get_named_type,
    print_ast,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    GroupedFieldSet,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from gateway import entities as e
from gateway.errors import BadInput, TooCostly
from gateway.relay import page_size, parse_cursor
from views.selections import Cursor, Page, Select

TOKENS_MAX = 2_000
"""How long a query may be. Parsed ones are kept, and are some 400 bytes a token."""

DEPTH_MAX = 15
PAGES_MAX = 2
"""How many pages within pages one call answers."""

COST_MAX = 20_000
"""How many records one request may ask for."""

Value: TypeAlias = e.Column | e.StampTime | e.StoredCount


@dataclass
class PagePlan:
    """A connection under one alias: the page to read, and what of each item."""

    key: str
    name: str
    place: str
    first: int
    after: Cursor | None
    descending: bool
    nested: bool
    """Whether the items' records stand beside the list, and come with it."""
    target: EntityPlan

    @property
    def page(self) -> Page:
        """The page to ask for."""
        select = self.target.select if self.nested else None
        return Page(self.name, self.first, self.after, self.descending, select)


@dataclass
class EntityPlan:
    """What to read of one record of a type, and which attributes it fills.

    Positions say where in the answer a thing stands; each is asked for once.
    """

    cls: type[Any]
    entity: e.Entity
    registers: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)
    list_cards: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    holds: dict[tuple[str, str], int] = field(default_factory=dict)
    values: list[tuple[str, Value]] = field(default_factory=list)
    counts: list[tuple[str, str, int]] = field(default_factory=list)
    """(attribute, part of the answer, position)."""
    constants: list[tuple[str, Any]] = field(default_factory=list)
    lookups: list[tuple[str, e.Lookup, EntityPlan]] = field(default_factory=list)
    """(alias, declaration, what of the other record)."""
    pages: list[PagePlan] = field(default_factory=list)
    lists: list[PagePlan] = field(default_factory=list)

    @cached_property
    def select(self) -> Select:
        """What to ask for."""
        return Select(
            record=self.entity.record,
            registers=tuple(self.registers),
            cards=tuple(self.cards),
            holds=tuple(self.holds),
            pages=tuple(plan.page for plan in self.pages),
            lists=tuple(plan.page for plan in self.lists),
            list_cards=tuple(self.list_cards),
            sums=tuple(self.sums),
        )

    @property
    def reads(self) -> bool:
        """Whether anything must be read: an author's id alone is known already."""
        select = self.select
        return bool(
            select.registers or select.cards or select.holds or select.pages or select.scattered
        )


class Planner:
    """Plans the selections of one operation, and counts what they cost.

    Raises, from every method:
        TooCostly: the operation asks for more records, or deeper, than one request may.
        BadInput: a page's size or cursor is not valid, or two aliases cannot be told apart.
    """

    def __init__(self, info: GraphQLResolveInfo[Any], viewer: str | None, spent: int = 0) -> None:
        self._info, self._viewer = info, viewer
        self._fragments = {
            name: FragmentDetails(definition) for name, definition in info.fragments.items()
        }
        # Strawberry hands the coerced values on as a plain dict.
        given: Any = info.variable_values
        self._variables = VariableValues({}, getattr(given, "coerced", given))
        self.cost = spent
        self._depth = self._pages = 0

    def entity(self, cls: type[Any], nodes: list[FieldNode], times: int = 1) -> EntityPlan:
        """The plan of a record whose selection these nodes hold, for so many records."""
        self.cost += times
        self._depth += 1
        if self._depth > DEPTH_MAX:
            raise TooCostly(f"the query is nested deeper than {DEPTH_MAX} records; ask in steps")
        if self.cost > COST_MAX:
            raise TooCostly(
                f"the query could read over {COST_MAX} records; ask for smaller pages (`first`)"
            )
        plan = EntityPlan(cls, e.entity_of(cls))
        if plan.entity.exists:
            _place(plan.registers, plan.entity.exists)
        graphql_type = self._type(cls)
        for key, nodes_of_field in self._subfields(graphql_type, nodes).items():
            name = nodes_of_field[0].name.value
            if name in plan.entity.fields:
                self._declare(plan, key, nodes_of_field, times)
        self._depth -= 1
        return plan

    def connection(self, listed: e.Listed, arguments: dict[str, Any]) -> EntityPlan:
        """The plan of the current field: a list that belongs to no record, such as the feed."""
        # A list of its own has no record that could be missing.
        entity = replace(e.entity_of(listed.target()), exists=None)
        plan, nodes = EntityPlan(listed.target(), entity), self._info.field_nodes
        found = self._items(get_named_type(self._info.return_type), nodes)
        plan.lists.append(
            self._page(listed, found, arguments, key="", place=listed.prefix, times=1)
        )
        return plan

    def child(self, cls: type[Any], name: str) -> EntityPlan | None:
        """The plan of a field below the current one; None when it is not selected."""
        parent = get_named_type(self._info.return_type)
        assert isinstance(parent, GraphQLObjectType)  # noqa: S101
        found = [
            node
            for nodes in self._subfields(parent, self._info.field_nodes).values()
            for node in nodes
            if node.name.value == name
        ]
        return self.entity(cls, found) if found else None

    def _declare(self, plan: EntityPlan, key: str, nodes: list[FieldNode], times: int) -> None:
        attribute, what = plan.entity.fields[nodes[0].name.value]
        match what:
            case e.Column() | e.StampTime() | e.StoredCount():
                _place(plan.registers, what.register)
                plan.values.append((attribute, what))
            case e.Card():
                plan.counts.append((attribute, "cards", _place(plan.cards, what.set)))
            case e.ListCard():
                at = _place(plan.list_cards, what.prefix)
                plan.counts.append((attribute, "list_cards", at))
            case e.Sum():
                plan.counts.append((attribute, "sums", _place(plan.sums, what.prefix)))
            case e.HoldsViewer():
                if self._viewer is None:
                    plan.constants.append((attribute, False))
                else:
                    at = _place(plan.holds, (what.set, self._viewer))
                    plan.counts.append((attribute, "holds", at))
            case e.Lookup():
                _place(plan.registers, what.register)
                target = self._at(0, what.target(), nodes, times)
                plan.lookups.append((key, what, target))
            case e.Members() | e.Listed():
                definition = self._type(plan.cls).fields[nodes[0].name.value]
                arguments = get_argument_values(definition, nodes[0], self._variables)
                items = self._items(get_named_type(definition.type), nodes)
                if isinstance(what, e.Members):
                    place, pages = f"{plan.entity.record.kind}.{what.set}", plan.pages
                else:
                    place, pages = what.prefix, plan.lists
                pages.append(self._page(what, items, arguments, key=key, place=place, times=times))

    def _page(
        self,
        what: e.Members | e.Listed,
        items: list[FieldNode],
        arguments: dict[str, Any],
        *,
        key: str,
        place: str,
        times: int,
    ) -> PagePlan:
        first, after = page_size(arguments.get("first")), arguments.get("after")
        target = what.target()
        record = e.entity_of(target).record
        # SUBTLE: the store's msgpack nests 16 deep and drops what is deeper in silence. What would
        # be the third page within pages is looked up in the next wave instead.
        beside = isinstance(what, e.Listed) or record.owner is not None
        nested = beside and self._pages < PAGES_MAX
        planned = self._at(self._pages + 1 if nested else 0, target, items, times * first)
        # A record in a page is read in its page's shard alone, so one with parts in all is not.
        nested = nested and not planned.select.scattered
        return PagePlan(
            key=key,
            name=what.set if isinstance(what, e.Members) else what.prefix,
            place=place,
            first=first,
            after=parse_cursor(after, place) if after else None,
            descending=what.descending,
            nested=nested,
            target=planned,
        )

    def _at(self, pages: int, target: type[Any], nodes: list[FieldNode], times: int) -> EntityPlan:
        """The plan of a record that stands in so many pages of its call."""
        before, self._pages = self._pages, pages
        plan = self.entity(target, nodes, times)
        self._pages = before
        return plan

    def _items(self, connection: Any, nodes: list[FieldNode]) -> list[FieldNode]:
        """The `node` fields of a connection's selection."""
        for step in ("edges", "node"):
            nodes = [
                node
                for group in self._subfields(connection, nodes).values()
                for node in group
                if node.name.value == step
            ]
            connection = get_named_type(connection.fields[step].type)
        return nodes

    def _subfields(
        self, graphql_type: GraphQLObjectType, nodes: list[FieldNode]
    ) -> dict[str, list[FieldNode]]:
        collected: GroupedFieldSet = collect_subfields(
            self._info.schema,
            self._fragments,
            self._variables,
            self._info.operation,
            graphql_type,
            [FieldDetails(node, None) for node in nodes],
        ).grouped_field_set
        fields = {key: [details.node for details in group] for key, group in collected.items()}
        for key, group in fields.items():
            # SUBTLE: several aliases of `edges` or `node` are planned as one, and below them the
            # same name may stand for different things, which GraphQL's own rules allow.
            if len(group) > 1 and len({_written(node) for node in group}) > 1:
                raise BadInput(
                    f"{key!r} stands for different fields or arguments below several aliases of "
                    "one field; select that field once, or give them different names"
                )
        return fields

    def _type(self, cls: type[Any]) -> GraphQLObjectType:
        name = cls.__strawberry_definition__.name
        found = self._info.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)  # noqa: S101
        return found


def _written(node: FieldNode) -> tuple[str, ...]:
    """A field's name and arguments, as text."""
    return node.name.value, *sorted(print_ast(argument) for argument in node.arguments or ())


def _place(positions: dict[Any, int], name: Any) -> int:
    """The position of a name, which it gets when it is new."""
    return positions.setdefault(name, len(positions))
