"""The current field of graphql-core, and what is asked of the views for it."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo, get_named_type

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
    name: str,
    viewer: str | None,
    now_ms: int,
) -> list[Asked]:
    """What is asked for a record that a field below selects; nothing when it is not selected.

    Args:
        name: of the field below.
    """
    selections = Selections.of(info)
    parent = get_named_type(info.return_type)
    groups = [nodes for _, nodes in selections.below(parent, info.field_nodes, name)]
    if not groups:
        return []
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
