"""Schemas of one thing, made of a few declarations: what is wrong with them is told there."""

from __future__ import annotations

from typing import Any

import strawberry

from crdt.records import Record
from gateway.declare.entities import entity
from gateway.declare.relay import Node
from gateway.declare.sources import Identified, source
from gateway.faults import Schema


def schema_of(
    record: type[Record], *, exists: str | None = None, **fields: tuple[Any, Any]
) -> Schema:
    """A schema in which a `Thing` is read from records of a kind.

    Args:
        fields: by name, the annotation and the declaration.
    """
    body = {name: declared for name, (_, declared) in fields.items()}
    body["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    thing = entity(record, exists=exists)(strawberry.type(type("Thing", (Node,), body)))

    def _thing(id: strawberry.ID) -> Identified:
        return Identified(thing, id)

    query = type("Query", (), {"__annotations__": {"thing": thing | None}, "thing": source(_thing)})
    return Schema(query=strawberry.type(query))
