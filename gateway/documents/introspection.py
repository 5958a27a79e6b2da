"""Introspection: what it costs to tell the schema, counted before it is told.

Types lead to fields and these to types again, so that a short query can ask for the whole schema
many times over. What is asked of one type is the same each time: so it is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_introspection_query,
    get_named_type,
    is_leaf_type,
    parse,
)
from graphql.type import SchemaMetaFieldDef, TypeMetaFieldDef
from graphql.validation.rules.max_introspection_depth_rule import MAX_LIST_DEPTH

from gateway.compiler.syntax import Selections, arguments_of
from gateway.declare.federation import SERVICE
from gateway.errors import TooCostly

TIMES_MAX = 2
"""So often as much as the tools ask for, who ask for everything, one query may ask for."""

LISTS_MAX = MAX_LIST_DEPTH - 1
"""So many lists of fields and types may stand within each other: a rule of graphql-core."""

_FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


class Introspection:
    """What of a schema may be told at once."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        whole = get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
        )
        [operation, *fragments] = parse(whole, no_location=True).definitions
        assert isinstance(operation, OperationDefinitionNode)  # noqa: S101
        named: Any = {one.name.value: one for one in fragments}  # type: ignore[attr-defined]
        self.fields_max = 10**9
        self.fields_max = TIMES_MAX * self.cost(Selections(schema, named, operation, {}))

    def cost(self, selections: Selections) -> int:
        """How many fields of the schema itself an operation is answered with.

        Raises:
            TooCostly: more than one query may ask for.
        """
        root = self._schema.get_root_type(selections.operation.operation)
        assert root is not None  # noqa: S101
        counting, total = _Counting(self._schema, selections, self.fields_max), 0
        with suppress(GraphQLError):  # A directive whose variable is null: nothing is answered.
            for nodes in selections.root(root).values():
                name = nodes[0].name.value
                definition = _FIELDS.get(name)
                if name == SERVICE:  # All of it, as a text.
                    total = counting.add(total, self.fields_max // TIMES_MAX)
                elif definition is not None:
                    total = counting.add(total, counting.field(None, definition, nodes))
        return total


class _Below(NamedTuple):
    """What is selected of one type. fields: how many are no objects; objects: the others, with the
    arguments and the nodes of each.
    """

    fields: int
    objects: list[tuple[Any, dict[str, Any], list[FieldNode]]]


class _Counting:
    """Counts the fields of one answer. SUBTLE: each thing that is selected of is counted once for
    each selection, however often the answer has it, or counting would cost as much as answering.
    """

    def __init__(self, schema: GraphQLSchema, selections: Selections, most: int) -> None:
        self._info, self._selections, self._most = SimpleNamespace(schema=schema), selections, most
        self._below: dict[Any, _Below] = {}
        self._counted: dict[Any, int] = {}

    def add(self, total: int, more: int) -> int:
        """Both together.

        Raises:
            TooCostly: that is too much.
        """
        if total + more > self._most:
            raise TooCostly(
                f"the answer would have over {self._most:,} fields of the schema, {TIMES_MAX} "
                "times as many as the schema has: ask for less, or use schema.graphql"
            )
        return total + more

    def field(
        self, parent: Any, definition: Any, nodes: list[FieldNode], arguments: Any = None
    ) -> int:
        """How many fields of the answer one is, with all below it."""
        if arguments is None:
            arguments = self._arguments(definition, nodes)
        found = definition.resolve(parent, self._info, **arguments)
        each = found if isinstance(found, Iterable) else [] if found is None else [found]
        total, kind = 1, get_named_type(definition.type)
        for one in each:
            total = self.add(total, self._object(one, kind, nodes))
        return total

    def _object(self, value: Any, kind: Any, nodes: list[FieldNode]) -> int:
        # A definition stays while it is counted; the pair of it and its name is made each time.
        one = id(value[1]) if isinstance(value, tuple) else id(value)
        selected = kind.name, *map(id, nodes)
        total = self._counted.get((one, selected))
        if total is None:
            below = self._below.get(selected)
            if below is None:
                below = self._below[selected] = self._select(kind, nodes)
            total = below.fields
            for definition, arguments, group in below.objects:
                total = self.add(total, self.field(value, definition, group, arguments))
            self._counted[one, selected] = total
        return total

    def _select(self, kind: Any, nodes: list[FieldNode]) -> _Below:
        grouped = list(self._selections.fields(kind, nodes).values())
        objects = []
        for group in grouped:
            definition = kind.fields.get(group[0].name.value)
            if definition is not None and not is_leaf_type(get_named_type(definition.type)):
                objects.append((definition, self._arguments(definition, group), group))
        return _Below(len(grouped) - len(objects), objects)

    def _arguments(self, definition: Any, nodes: list[FieldNode]) -> dict[str, Any]:
        try:
            return arguments_of(definition, nodes[0])(self._selections.variables)
        except GraphQLError:  # Whoever answers says so.
            return {"name": ""} if definition is TypeMetaFieldDef else {}
