"""Shaping: from what was read to the JSON of an answer, in one pass.

A *shape* is a function from a record to its JSON text, made once for a selection: a template, and
for each field a function that gives its text. What a register holds is JSON already, so a text goes
from the store to the client as it is.

A shape knows no errors. Where a field has one, be it a null that may not be, it raises, and
graphql-core says what the answer is (`gateway.compilation`).
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

import msgspec
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    is_leaf_type,
)

from crdt.stamps import STAMP_LENGTH
from gateway import entities as e
from gateway.errors import GatewayError, Uncovered, Unshapable
from gateway.objects import Found
from gateway.planning import (
    RANKED,
    Bound,
    CountAt,
    EntityPlan,
    HoldsAt,
    PageAt,
    Plan,
    ReferenceAt,
    Selections,
    ValueAt,
)
from gateway.relay import cursor
from views.selections import Answer, Rows

Shape: TypeAlias = Callable[[Answer, Found], str]
Write: TypeAlias = Callable[[Any], str]
"""From a field's value to its text."""

INT_MAX = 2**31 - 1
_QUOTE = '"'
_json = msgspec.json.Encoder().encode


class Shaper:
    """Makes the shapes of one plan's selections.

    Raises, from every method:
        Uncovered: a field has a resolver of its own, or is of a kind that is not covered.
    """

    def __init__(self, selections: Selections, plan: Plan) -> None:
        self._selections, self._plan = selections, plan
        self._memos = 0

    def record(self, nodes: list[FieldNode]) -> Shape:
        """The shape of a plan's own record."""
        return self._record(self._plan.record, nodes)

    def ranked(self, connection: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """The shape of a page that belongs to no record."""
        at = self._plan.record.fields[RANKED]
        assert isinstance(at, PageAt)  # noqa: S101
        return self._page(at, connection, nodes)

    def _record(self, plan: EntityPlan, nodes: list[FieldNode]) -> Shape:
        graphql_type = self._selections.type_of(plan.cls)
        fields: dict[str, str | Shape] = {}
        for key, group in self._selections.fields(graphql_type, nodes).items():
            fields[key] = self._field(plan, graphql_type, group)
        return _object(fields)

    def _field(
        self, plan: EntityPlan, graphql_type: GraphQLObjectType, nodes: list[FieldNode]
    ) -> str | Shape:
        name = nodes[0].name.value
        if name == "__typename":
            return _text(graphql_type.name)
        if name == "id" and name not in plan.entity.fields:
            return _global_id(plan.cls.__name__)
        if name not in plan.entity.fields:
            raise Uncovered(f"{graphql_type.name}.{name} has a resolver of its own")
        at = plan.fields[name] if name in plan.fields else plan.fields[e.key_of(nodes)]
        field_type = graphql_type.fields[name].type
        match at:
            case ValueAt():
                return self._value(at, field_type, nodes)
            case CountAt():
                return _count(at)
            case HoldsAt():
                return _holds(at)
            case ReferenceAt():
                return self._reference(at, field_type, nodes)
            case PageAt():
                return self._page(at, _inner(field_type), nodes)

    def _value(self, at: ValueAt, field_type: Any, nodes: list[FieldNode]) -> Shape:
        position, what = at.at, at.what
        write = self._writer(field_type, nodes)

        def value(answer: Answer, _: Found) -> str:
            return write(what.read(answer, position))

        plain = isinstance(what, e.Column) and what.key is None and what.convert is None
        if not (plain and _named(field_type) is GraphQLString):
            return value

        def text(answer: Answer, found: Found) -> str:
            held = answer.registers[position]
            # What is not a text, or not there, goes the long way.
            if held and held[STAMP_LENGTH] == _QUOTE:  # type: ignore[index]
                return held[STAMP_LENGTH:]  # type: ignore[index]
            return value(answer, found)

        return text

    def _writer(self, field_type: Any, nodes: list[FieldNode]) -> Write:
        """How a value of a type is written: scalars, enums, lists, and objects with attributes."""
        if isinstance(field_type, GraphQLNonNull):
            inner = self._writer(field_type.of_type, nodes)

            def written(value: Any) -> str:
                if value is None:
                    raise Unshapable("a null that may not be")
                return inner(value)

            return written
        if is_leaf_type(field_type):
            return _leaf(field_type)
        if isinstance(field_type, GraphQLList):
            item = self._writer(field_type.of_type, nodes)
            return lambda value: (
                "null" if value is None else f"[{','.join([item(one) for one in value])}]"
            )
        if isinstance(field_type, GraphQLObjectType):
            return self._plain(field_type, nodes)
        raise Uncovered(f"{field_type} is an interface or a union, which no record is declared for")

    def _plain(self, graphql_type: GraphQLObjectType, nodes: list[FieldNode]) -> Write:
        """An object that is no record: its fields are attributes."""
        declared = {
            field.graphql_name or e.camel(field.python_name): field
            for field in graphql_type.extensions["strawberry-definition"].fields
        }
        parts: list[tuple[str, Write]] = []
        for key, group in self._selections.fields(graphql_type, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                constant = _text(graphql_type.name)
                parts.append((key, lambda _, constant=constant: constant))  # type: ignore[misc]
                continue
            if declared[name].base_resolver is not None:
                raise Uncovered(f"{graphql_type.name}.{name} has a resolver of its own")
            write = self._writer(graphql_type.fields[name].type, group)
            parts.append((key, _attribute(declared[name].python_name, write)))
        template = _template([key for key, _ in parts])
        writes = [write for _, write in parts]
        return lambda value: (
            "null" if value is None else template % tuple([write(value) for write in writes])
        )

    def _reference(self, at: ReferenceAt, field_type: Any, nodes: list[FieldNode]) -> Shape:
        position, target, entity = at.at, at.target, at.entity
        shape = self._once(entity, target, self._record(entity, nodes))
        required = isinstance(field_type, GraphQLNonNull)

        def reference(answer: Answer, found: Found) -> str:
            record_id = answer.lookups[position]
            text = shape(record_id, found) if record_id else "null"  # type: ignore[arg-type]
            if required and text == "null":
                raise Unshapable("a null that may not be")
            return text

        return reference

    def _once(
        self, entity: EntityPlan, target: int | None, shape: Shape
    ) -> Callable[[str, Found], str]:
        """The text of a record that others refer to, made once a request."""
        number, self._memos = self._memos, self._memos + 1

        def once(record_id: str, found: Found) -> str:
            memo = found.memo.get(number)
            if memo is None:
                memo = found.memo[number] = {}
            text = memo.get(record_id)
            if text is None:
                other = found.other(target, record_id)
                text = memo[record_id] = shape(other, found) if entity.is_there(other) else "null"
            return cast(str, text)

        return once

    def _page(self, at: PageAt, connection: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        part, position, number = at.part, at.at, at.page.number
        fields: dict[str, Any] = {}
        for key, group in self._selections.fields(connection, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                fields[key] = _text(connection.name)
            elif name == "edges":
                fields[key] = self._edges(at, _inner(connection.fields[name].type), group)
            elif name == "pageInfo":
                fields[key] = self._page_info(_inner(connection.fields[name].type), group)
            else:
                raise Uncovered(f"{connection.name}.{name} is no part of a connection")
        template, writes = _parts(fields)

        def page(answer: Answer, found: Found) -> str:
            bound = found.binding.pages[number]
            if isinstance(bound, GatewayError):
                raise Unshapable(str(bound))
            rows: Rows = getattr(answer, part)[position]
            return template % tuple([write(rows, bound, found) for write in writes])

        return page

    def _edges(
        self, at: PageAt, edge: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Callable[[Rows, Bound, Found], str]:
        page = at.page
        item, nested, target = page.item, page.nested, page.target
        fields: dict[str, Any] = {}
        for key, group in self._selections.fields(edge, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                fields[key] = _text(edge.name)
            elif name == "cursor":
                fields[key] = _cursor
            elif name == "node":
                fields[key] = _node(self._record(item, group))
            else:
                raise Uncovered(f"{edge.name}.{name} is no part of an edge")
        template, writes = _parts(fields)

        def edges(rows: Rows, bound: Bound, found: Found) -> str:
            records = (
                rows.records
                if nested
                else [found.other(target, record_id) for record_id in rows.ids]
            )
            place = bound.place
            texts = [
                template % tuple([write(record, score, place, found) for write in writes])
                for record, score in zip(records, rows.scores, strict=True)
                if item.is_there(record)
            ]
            return f"[{','.join(texts)}]"

        return edges

    def _page_info(
        self, page_info: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Callable[[Rows, Bound, Found], str]:
        fields: dict[str, Any] = {}
        for key, group in self._selections.fields(page_info, nodes).items():
            name = group[0].name.value
            fields[key] = _text(page_info.name) if name == "__typename" else _PAGE_INFO[name]
        template, writes = _parts(fields)
        return lambda rows, bound, _: template % tuple([write(rows, bound) for write in writes])


def _boolean(value: object) -> str:
    return "true" if value else "false"


def _end(rows: Rows, bound: Bound, at: int) -> str:
    if not rows.ids:
        return "null"
    return f'"{cursor(bound.place, rows.scores[at], rows.ids[at])}"'


_PAGE_INFO: dict[str, Callable[[Rows, Bound], str]] = {
    "hasNextPage": lambda rows, _: _boolean(rows.more),
    "hasPreviousPage": lambda _, bound: _boolean(bound.after is not None),
    "startCursor": lambda rows, bound: _end(rows, bound, 0),
    "endCursor": lambda rows, bound: _end(rows, bound, -1),
}


def _cursor(record: Answer, score: int, place: str, _: Found) -> str:
    return f'"{cursor(place, score, record.id)}"'


def _node(shape: Shape) -> Callable[[Answer, int, str, Found], str]:
    return lambda record, score, place, found: shape(record, found)


def _global_id(type_name: str) -> Shape:
    start = f"{type_name}:"
    # Base64 needs no escaping.
    return lambda answer, _: (
        '"' + b2a_base64((start + answer.id).encode(), newline=False).decode() + '"'
    )


def _count(at: CountAt) -> Shape:
    part, position = at.part, at.at

    def count(answer: Answer, _: Found) -> str:
        number = getattr(answer, part)[position]
        if number > INT_MAX:
            raise Unshapable("a number that is no Int")
        return str(number)

    return count


def _holds(at: HoldsAt) -> Shape:
    position = at.at
    # Of nobody, nothing was asked.
    return lambda answer, _: _boolean(answer.holds and answer.holds[position])


def _leaf(leaf: GraphQLLeafType) -> Write:
    """Scalars and enums are written as their types say; what enums give is kept."""
    serialize = leaf.serialize

    def write(value: Any) -> str:
        return "null" if value is None else _json(serialize(value)).decode()

    if not isinstance(leaf, GraphQLEnumType):
        return write
    known: dict[Any, str] = {}

    def write_enum(value: Any) -> str:
        text = known.get(value)
        if text is None:
            text = known[value] = write(value)
        return text

    return write_enum


def _attribute(name: str, write: Write) -> Write:
    return lambda value: write(getattr(value, name))


def _text(value: str) -> str:
    return _json(value).decode()


def _named(field_type: Any) -> Any:
    return field_type.of_type if isinstance(field_type, GraphQLNonNull) else field_type


def _inner(field_type: Any) -> Any:
    """The type of a field, or of the items of a list, without what may be null."""
    while isinstance(field_type, (GraphQLNonNull, GraphQLList)):
        field_type = field_type.of_type
    return field_type


def _template(keys: Sequence[str]) -> str:
    return "{" + ",".join(f'"{key}":%s' for key in keys) + "}"


def _parts(fields: dict[str, Any]) -> tuple[str, list[Any]]:
    """A template in which what is constant stands, and the functions that fill the rest."""
    texts = [
        f'"{key}":' + (value.replace("%", "%%") if isinstance(value, str) else "%s")
        for key, value in fields.items()
    ]
    return "{" + ",".join(texts) + "}", [v for v in fields.values() if not isinstance(v, str)]


def _object(fields: dict[str, str | Shape]) -> Shape:
    template, shapes = _parts(fields)
    return lambda answer, found: template % tuple([shape(answer, found) for shape in shapes])
