"""Values: how they are written, as JSON: scalars, enums, lists, and objects that are no records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    is_leaf_type,
)

from gateway.compiler.syntax import Selections
from gateway.declare import entities as e
from gateway.declare.permissions.guards import rule_of
from gateway.declare.permissions.rules import Looks
from gateway.errors import Uncovered, Unshapable

Write: TypeAlias = Callable[[Any], str]
"""From a field's value to its text."""

_json = msgspec.json.Encoder().encode


class Values:
    """Makes what writes values, of a selection.

    Raises, from every method:
        Uncovered: a field has a resolver of its own, or is of a kind that is not covered.
    """

    def __init__(self, selections: Selections) -> None:
        self._selections = selections

    def of(self, field_type: Any, nodes: list[FieldNode]) -> Write:
        """How a value of a type is written: scalars, enums, lists, and objects with attributes."""
        if isinstance(field_type, GraphQLNonNull):
            inner = self.of(field_type.of_type, nodes)

            def written(value: Any) -> str:
                if value is None:
                    raise Unshapable("a null that may not be")
                return inner(value)

            return written
        if is_leaf_type(field_type):
            return _leaf(field_type)
        if isinstance(field_type, GraphQLList):
            item = self.of(field_type.of_type, nodes)
            return lambda value: (
                "null" if value is None else f"[{','.join([item(one) for one in value])}]"
            )
        if isinstance(field_type, GraphQLObjectType):
            return self.plain(field_type, nodes)
        raise Uncovered(f"{field_type} is an interface or a union, which no record is declared for")

    def plain(self, graphql_type: GraphQLObjectType, nodes: list[FieldNode]) -> Write:
        """An object that is no record: its fields are attributes."""
        declared = e.fields_of(e.class_of(graphql_type))
        parts: list[tuple[str, Write]] = []
        for key, group in self._selections.fields(graphql_type, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                constant = text_of(graphql_type.name)
                parts.append((key, lambda _, constant=constant: constant))  # type: ignore[misc]
                continue
            if declared[name].base_resolver is not None:
                raise Uncovered(f"{graphql_type.name}.{name} has a resolver of its own")
            rule = rule_of(graphql_type.fields[name])
            if rule is not None and rule.looks is not Looks.ASKS:
                raise Uncovered(f"{graphql_type.name}.{name} is decided by the object")
            write = self.of(graphql_type.fields[name].type, group)
            parts.append((key, _attribute(declared[name].python_name, write)))
        template = "{" + ",".join(f'"{key}":%s' for key, _ in parts) + "}"
        writes = [write for _, write in parts]
        return lambda value: (
            "null" if value is None else template % tuple([write(value) for write in writes])
        )


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


def text_of(value: str) -> str:
    """A text, as JSON."""
    return _json(value).decode()
