"""Declarations, checked: that each names what its record has, and a type that fits.

A declaration that names nothing would be compiled, and answer null, nothing or an error to whoever
asks. So a schema with one is refused where it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    get_named_type,
    is_object_type,
)

from crdt.records import DistinctCount, ElementSet, Field, Record, Register, ToldSet
from gateway.declare import entities as e
from gateway.declare import fields as d
from gateway.declare.entities import DECLARED
from gateway.declare.sources import Live


class Misdeclared(TypeError):
    """Some declarations of a schema do not fit; the message names each, and the way out."""


def check(schema: GraphQLSchema, declared: dict[str, e.Entity]) -> None:
    """Check all entities of a schema.

    Raises:
        Misdeclared: some declaration names nothing, or something of another kind.
    """
    faults = [fault for name, one in declared.items() for fault in _faults(schema, name, one)]
    if faults:
        raise Misdeclared("; ".join(faults))


def check_live(schema: GraphQLSchema) -> None:
    """Check the fields of `Subscription`.

    Raises:
        Misdeclared: one is not a live source.
    """
    root = schema.subscription_type
    if root is None:
        return
    fields = e.fields_of(root.extensions["strawberry-definition"].origin)
    odd = [name for name, one in fields.items() if not isinstance(one.metadata.get(DECLARED), Live)]
    if odd:
        raise Misdeclared(f"Subscription.{odd[0]} is no live source: declare it with `live`")


def _faults(schema: GraphQLSchema, name: str, entity: e.Entity) -> Iterator[str]:
    graphql_type = schema.type_map[name]
    assert isinstance(graphql_type, GraphQLObjectType)  # noqa: S101
    if isinstance(entity.exists, str) and (fault := _lacks(entity.record, entity.exists, Register)):
        yield f"{name}: {fault}"
    for field, (_, what) in entity.fields.items():
        for fault in _of_field(entity.record, graphql_type.fields[field].type, what):
            yield f"{name}.{field}: {fault}"


def _of_field(record: type[Record], field_type: Any, what: d.Declared) -> Iterator[str]:
    wanted: list[str] = []
    match what:
        case d.Column(register=name) | d.StampTime(register=name):
            wanted.append(_lacks(record, name, Register))
        case d.StoredCount(register=name):
            wanted += [_lacks(record, name, DistinctCount), _no_number(field_type)]
        case d.Card(set=name) | d.Others(set=name):
            wanted += [_lacks(record, name, ElementSet, ToldSet), _no_number(field_type)]
        case d.Claimed(record=keeper, register=name):
            nowhere = f"{keeper.__name__} is not kept everywhere"
            wanted += [_lacks(keeper, name, Register), "" if keeper.everywhere else nowhere]
        case d.ListCard() | d.Sum():
            wanted.append(_no_number(field_type))
        case d.Absent():
            wanted.append(_no_bool(field_type, "something does not stand in a list"))
        case d.HoldsViewer(set=name):
            wanted.append(_lacks(record, name, ElementSet, ToldSet))
            wanted.append(_no_bool(field_type, "somebody is in a set"))
        case d.Lookup(register=name):
            wanted += [_lacks(record, name, Register), _no_entity(what.target, field_type)]
        case d.Members() | d.Listed():
            wanted.append(_page(record, field_type, what))
        case d.Standing(by=by):
            found = [way.totals for way in by.values()]
            wanted.append("" if all(found) else "a standing is in a list of totals")
        case d.Ordered(by=by):
            wanted += [_page(record, field_type, one) for one in by.values()]
            if len({isinstance(one, d.Members) or one.near for one in by.values()}) > 1:
                wanted.append("some orders are read in one shard, and some in all")
    yield from filter(None, wanted)


def _page(record: type[Record], field_type: Any, what: d.Members | d.Listed) -> str:
    lacks = _lacks(record, what.set, ElementSet, ToldSet) if isinstance(what, d.Members) else ""
    named = get_named_type(field_type)
    edges = named.fields.get("edges") if is_object_type(named) else None
    edge = get_named_type(edges.type) if edges else None
    if not is_object_type(edge) or "node" not in edge.fields:
        return f"{named.name} is no connection"
    return lacks or _no_entity(what.target, edge.fields["node"].type)


def _lacks(record: type[Record], name: str, *kinds: type[Field]) -> str:
    """What is wrong with a name that should be that of a part of a record."""
    fields = {key: one for key, one in vars(record).items() if isinstance(one, Field)}
    if isinstance(fields.get(name), kinds):
        return ""
    of_kind = ", ".join(key for key, one in fields.items() if isinstance(one, kinds)) or "none"
    return f"{record.__name__} has no {kinds[0].__name__} {name!r}; it has {of_kind}"


def _no_number(field_type: Any) -> str:
    named = get_named_type(field_type)
    odd = named in (GraphQLBoolean, GraphQLString) or is_object_type(named)
    return f"a number is no {named.name}" if odd else ""


def _no_bool(field_type: Any, what: str) -> str:
    return "" if get_named_type(field_type) is GraphQLBoolean else f"whether {what} is a bool"


def _no_entity(target: d.Target, field_type: Any) -> str:
    found: Any = target() if not isinstance(target, type) else target
    definition = getattr(found, "__strawberry_definition__", None)
    if definition is None or isinstance(target, type):
        return f"its target is {found!r}: give a function of a type, as in `lambda: User`"
    try:
        e.entity_of(found)
    except LookupError:
        return f"{definition.name} is not declared over a record"
    named = get_named_type(field_type)
    possible = {definition.name, *(one.name for one in definition.interfaces)}
    return "" if named.name in possible else f"its target is a {definition.name}, no {named.name}"
