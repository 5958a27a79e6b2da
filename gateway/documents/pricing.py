"""Pricing: what an operation that is not compiled may read, before anything is read.

graphql-core asks for what it reads field by field: by the time that it is too much, most of it was
read, and a mutation was made. The declarations say what each field reads, whoever asks for it; what
a resolver of somebody's own reads besides is counted when it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLError, GraphQLObjectType, get_named_type

from gateway.compiler.compilation import Compiler
from gateway.compiler.plan import Plan
from gateway.compiler.planner import Planner
from gateway.compiler.syntax import Arguments, Selections
from gateway.declare.entities import class_of, fields_of
from gateway.declare.fields import DECLARED
from gateway.declare.sources import Namespace, Source
from gateway.errors import GatewayError, Uncovered
from gateway.reading.reads import ask


@dataclass(frozen=True, eq=False)
class Planned:
    """A source, planned."""

    source: Source
    arguments: Arguments
    plans: dict[type[Any], Plan]

    def cost(self, viewer: str | None, variables: dict[str, Any], now_ms: int) -> int:
        """How many records it may read; none where an argument is not valid."""
        with suppress(GatewayError, GraphQLError):
            wanted = self.source.wanted(viewer, self.arguments(variables))
            return sum(one.cost for one in ask(wanted, self.plans, variables, viewer, now_ms))
        return 0


@dataclass(frozen=True, eq=False)
class Attached:
    """A record that some resolver gives, planned: the object that a mutation changed, say."""

    plan: Plan

    def cost(self, viewer: str | None, variables: dict[str, Any], now_ms: int) -> int:
        """How many records it may read."""
        return self.plan.bind(variables, viewer, now_ms).cost


@dataclass(frozen=True, eq=False)
class Within:
    """What an object reads whose fields are sources. when: for whom it is there."""

    when: Callable[[str | None], bool]
    priced: list[Priced]

    def cost(self, viewer: str | None, variables: dict[str, Any], now_ms: int) -> int:
        """How many records it may read."""
        if not self.when(viewer):
            return 0
        return sum(one.cost(viewer, variables, now_ms) for one in self.priced)


Priced: TypeAlias = Planned | Attached | Within
"""What has a price before it is read."""


def prices(compiler: Compiler, selections: Selections) -> Within:
    """What an operation reads, as far as that is declared.

    Raises:
        TooCostly: a selection is deeper than one request may be.
    """
    root = selections.schema.get_root_type(selections.operation.operation)
    assert root is not None  # noqa: S101
    try:
        return Within(_always, list(_prices(compiler, selections, root, selections.root(root))))
    except GraphQLError:  # A directive whose variable is null: nothing is executed.
        return Within(_always, [])


def _prices(
    compiler: Compiler,
    selections: Selections,
    graphql_type: GraphQLObjectType,
    grouped: dict[str, list[FieldNode]],
) -> Iterator[Priced]:
    declared = fields_of(class_of(graphql_type))
    for nodes in grouped.values():
        name = nodes[0].name.value
        if name.startswith("__"):
            continue
        definition = graphql_type.fields[name]
        what, below = declared[name].metadata.get(DECLARED), get_named_type(definition.type)
        if isinstance(what, Source):
            with suppress(Uncovered):
                plans = compiler.plans(selections, definition.type, nodes)
                arguments = compiler.arguments(declared[name], definition, nodes[0])
                yield Planned(what, arguments, plans)
        elif not isinstance(what, Namespace) and (classes := compiler.classes(selections, below)):
            yield from (Attached(Planner(selections).record(cls, nodes)) for cls in classes)
        elif isinstance(below, GraphQLObjectType):
            inner = _prices(compiler, selections, below, selections.fields(below, nodes))
            yield Within(what.is_there if isinstance(what, Namespace) else _always, list(inner))


def _always(_: str | None) -> bool:
    """For anybody."""
    return True
