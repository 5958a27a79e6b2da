"""The current field of graphql-core, and what is asked of the views for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graphql import FieldNode, GraphQLResolveInfo, get_named_type

from gateway.compiler.plan import Plan
from gateway.compiler.planner import Planner
from gateway.compiler.syntax import Selections, variables_of
from gateway.declare.sources import Identified, Ranked, Searched, Wanted
from gateway.reading.hits import plans_of
from gateway.reading.reads import Asked, ask, types_of


def asked_at(
    info: GraphQLResolveInfo[Any], wanted: Wanted, viewer: str | None, now_ms: int
) -> list[Asked]:
    """What is asked for what the field itself wants."""
    return ask(wanted, _plans(info, wanted), variables_of(info), viewer, now_ms)


def below(
    info: GraphQLResolveInfo[Any],
    wanted: Identified,
    paths: Iterable[Sequence[str]],
    viewer: str | None,
    now_ms: int,
) -> list[Asked]:
    """What is asked for a record that fields below select; nothing when none is selected.

    Args:
        paths: of those fields: by their names, from the current one down. Of one that selects
            nothing itself it is looked whether the record is there.
    """
    selections = Selections.of(info)
    found = [(get_named_type(info.return_type), info.field_nodes, path) for path in paths]
    groups = list[list[FieldNode]]()
    while found:
        parent, nodes, path = found.pop()
        if path:
            inner = selections.below(parent, nodes, path[0])
            found += [(below, each, path[1:]) for below, each in inner]
        else:
            groups.append(nodes)
    if not groups:
        return []
    groups = [nodes for nodes in groups if nodes[0].selection_set]
    plans = {wanted.type: Planner(selections).record(wanted.type, *groups)}
    return ask(wanted, plans, variables_of(info), viewer, now_ms)


def _plans(info: GraphQLResolveInfo[Any], wanted: Wanted) -> dict[type[Any], Plan]:
    selections, nodes = Selections.of(info), info.field_nodes
    connection, planner = get_named_type(info.return_type), Planner(selections)
    if isinstance(wanted, Searched):
        return plans_of(selections, wanted.types, connection, nodes)
    return {
        cls: planner.ranked(cls, connection, nodes)
        if isinstance(wanted, Ranked)
        else planner.record(cls, nodes)
        for cls in types_of(wanted)
    }
