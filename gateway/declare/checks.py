"""Declarations, checked: that each names what its record has, and a type that fits.

A declaration that names nothing would be compiled, and answer null, nothing or an error to whoever
asks. So a schema with one is refused where it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    is_union_type,
)
from strawberry.types.field import StrawberryField

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.meaning import place_of
from crdt.records import (
    DistinctCount,
    ElementSet,
    Field,
    Record,
    Register,
    ToldSet,
    Unstamped,
)
from gateway.declare import edges
from gateway.declare import entities as e
from gateway.declare import fields as d
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import DECLARED
from gateway.declare.relay import SearchConnection
from gateway.declare.sources import FoundOf, Live, OneOf, PageOf, Reads, Source, reads_of
from views.derive import places as p
from views.derive.program import Taken, taken_by


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
    fields = e.fields_of(e.class_of(root))
    odd = [name for name, one in fields.items() if not isinstance(one.metadata.get(DECLARED), Live)]
    if odd:
        cls = e.class_of(root)
        at = place_of(cls, fields[odd[0]].python_name)
        raise Misdeclared(f"{at}: Subscription.{odd[0]} is no live source: declare it with `live`")


def check_sources(schema: GraphQLSchema) -> None:
    """Check the sources of all types, where it is known what they read.

    Raises:
        Misdeclared: one reads a list in which nothing stands, or something that its field is not.
    """
    faults = list[str]()
    for cls, kind, key, field in _fields(schema):
        where = f"{kind.name}.{key}"
        if reads_of(field.default) is not None:
            at = place_of(cls, field.python_name)
            faults.append(f"{at}: {where} is no field yet: write `source(…)` around it")
        reads = _reads_of(field)
        if reads is not None and (fault := _unread(reads, kind.fields[key].type)):
            faults.append(f"{place_of(cls, field.python_name)}: {where}: {fault}")
    if faults:
        raise Misdeclared("; ".join(faults))


def found_in(schema: GraphQLSchema) -> Iterator[tuple[str, type[Record]]]:
    """What the sources of all types search for: where each says so, and each kind of record."""
    for cls, kind, key, field in _fields(schema):
        reads = _reads_of(field)
        if isinstance(reads, FoundOf):
            where = f"{place_of(cls, field.python_name)}: {kind.name}.{key}"
            yield from ((where, e.entity_of(one).record) for one in reads.types)


def _fields(
    schema: GraphQLSchema,
) -> Iterator[tuple[type[Any], GraphQLObjectType, str, StrawberryField]]:
    """All fields of object types: of which class and type, its GraphQL name, and the field."""
    for kind in schema.type_map.values():
        definition = e.definition_of(kind)
        if definition is not None and isinstance(kind, GraphQLObjectType):
            for key, field in e.fields_of(definition.origin).items():
                yield definition.origin, kind, key, field


def _reads_of(field: StrawberryField) -> Reads | None:
    """What a field reads, where it is a source and that is known."""
    declared = field.metadata.get(DECLARED)
    return declared.reads if isinstance(declared, Source) else None


def _unread(reads: Reads, field_type: Any) -> str:
    """What is wrong with what a source reads."""
    named, is_list = get_named_type(field_type), is_list_type(get_nullable_type(field_type))
    match reads:
        case _ if is_list:
            return "it is a list, and its source reads one thing: take the [] away"
        case OneOf(type=cls, index=index):
            if index is not None and taken_by(index) is None:
                return f"nothing stands in {index!r}: yield it from the derivation of what should"
            members = named.types if is_union_type(named) else ()
            mine = [one for one in members if one.name == cls.__strawberry_definition__.name]
            return no_entity(lambda: cls, mine[0] if mine else field_type)
        case FoundOf(types=types):
            if named.name != SearchConnection.__name__:
                return f"what is searched for comes as a SearchConnection, and this is {named.name}"
            faults = (no_entity(lambda cls=cls: cls, None) for cls in types)  # type: ignore[misc]
            return "it finds nothing: name types" if not types else next(filter(None, faults), "")
        case PageOf(listed=listed):
            return _no_page(listed, field_type)


def _no_page(listed: d.Listed, field_type: Any) -> str:
    """What is wrong with a page of a list that no record holds."""
    place: Any = listed.place
    if not isinstance(place, p.Place):
        return f"{place!r} is a name: give the place itself, such as CarRecord.latest"
    if not isinstance(place, p.GlobalList):
        holder = place.holder.__name__
        return (
            f"each {holder} has its own {place!r}: give a GlobalList; or read this one by "
            f"`listed`, of {holder}'s type"
        )
    taken = taken_by(place)
    if taken is None:
        return f"nothing stands in {place!r}: yield it from the derivation of what should"
    return _no_connection(listed, field_type) or _no_items(listed, place, taken)


def _faults(schema: GraphQLSchema, name: str, entity: e.Entity) -> Iterator[str]:
    graphql_type = schema.type_map[name]
    assert isinstance(graphql_type, GraphQLObjectType)  # noqa: S101
    cls = e.class_of(graphql_type)
    exists: Any = None if isinstance(entity.exists, d.Written) else entity.exists
    if exists is not None and (fault := lacks(entity.record, exists, Register)):
        yield f"{place_of(cls)}: {name}: {fault}"
    if entity.dead is not None and (fault := lacks(entity.record, entity.dead, Tombstone)):
        yield f"{place_of(cls)}: {name}: {fault}"
    for field, (attribute, what) in entity.fields.items():
        for fault in _of_field(entity.record, graphql_type.fields[field].type, what):
            yield f"{place_of(cls, attribute)}: {name}.{field}: {fault}"


def _of_field(record: type[Record], field_type: Any, what: d.Declared) -> Iterator[str]:
    wanted: list[str] = []
    if named := _NAMED.get(type(what)):
        names = (getattr(what, named[0]), *getattr(what, "more", ()))
        wanted += [lacks(record, one, *named[1]) for one in names]
    if isinstance(what, _NUMBERS):
        wanted.append(_no_number(field_type))
    if isinstance(what, (d.ListCard, d.Sum, d.PlacedTime, d.Absent, d.Claimed)):
        wanted.append(no_place(record, what))
    match what:
        case d.Claimed(place=p.Index(holder=keeper), register=name):
            wanted.append(lacks(keeper, name, Register))
        case d.Absent():
            wanted.append(no_bool(field_type, "something does not stand in a list"))
        case d.HoldsViewer():
            wanted.append(no_bool(field_type, "somebody is in a set"))
        case d.Lookup(target=target) | d.OwnedBy(target=target) | d.RestOf(target=target):
            wanted += [no_entity(target, field_type), _unnamed(record, what)]
        case d.Members() | d.Listed():
            wanted.append(_page(record, field_type, what))
        case d.Standing(by=by):
            wanted += [_no_standing(record, way) for way in by.values()]
            if len({isinstance(way, d.Members) for way in by.values()}) > 1:
                wanted.append("some standings are in one shard, and some in all")
        case d.Ordered(by=by):
            wanted += [_page(record, field_type, one) for one in by.values()]
            if len({one.near for one in by.values()}) > 1:
                wanted.append("some orders are read in one shard, and some in all")
    yield from filter(None, wanted)


_SETS = (ElementSet, ToldSet, Best)
_NAMED: dict[type[d.Declared], tuple[str, tuple[type[Field], ...]]] = {
    d.Column: ("register", (Register, Unstamped, Map, Counter)),
    d.StampTime: ("register", (Register,)),
    d.Lookup: ("register", (Register,)),
    d.StoredCount: ("register", (DistinctCount,)),
    d.Entry: ("map", (Map, Counter)),
    d.Whole: ("map", (Map,)),
    d.Total: ("counter", (Counter,)),
    d.Card: ("set", _SETS),
    d.Others: ("set", _SETS),
    d.HoldsViewer: ("set", _SETS),
}
"""By declaration, which attribute names a part of the record, and of which kinds that may be."""

_NUMBERS = (d.StoredCount, d.Card, d.Others, d.ListCard, d.Sum, d.Total)


_Placed: TypeAlias = d.Listed | d.ListCard | d.Sum | d.PlacedTime | d.Absent | d.Claimed
_PLACED: dict[type[Any], tuple[type[p.Place], ...]] = {
    d.Listed: (p.List, p.Board, p.BestBoard),
    d.ListCard: (p.List,),
    d.Sum: (p.Sum,),
    d.PlacedTime: (p.List,),
    d.Absent: (p.List,),
    d.Claimed: (p.Index,),
}
"""By declaration, which kinds of places it can be of."""


def no_place(record: type[Record], what: _Placed) -> str:
    """What is wrong with the list, sum, board or index of a declaration."""
    place: object = what.place
    if not isinstance(place, p.Place):
        return f"{place!r} is a name: give the place itself, such as {record.__name__}.<attribute>"
    if isinstance(place, p.GlobalList):
        return f"no record holds {place!r}: make it a source, of `Ranked(Listed({place!r}, …))`"
    if not isinstance(place, _PLACED[type(what)]):
        kinds = " or ".join(one.__name__ for one in _PLACED[type(what)])
        return f"{place!r} is no {kinds}, but of class {type(place).__name__}"
    taken = taken_by(place)
    if taken is None:
        return f"nothing stands in {place!r}: yield it from the derivation of what should"
    if isinstance(what, (d.PlacedTime, d.Absent)):
        if taken.record is not record:
            return f"{taken.record.__name__} records stand in {place!r}, and these are others"
    elif place.holder is not record and not isinstance(what, d.Claimed):
        return f"{place.holder.__name__} holds {place!r}, and this is read from {record.__name__}"
    return _no_items(what, place, taken) if isinstance(what, d.Listed) else ""


def _no_items(what: d.Listed, place: p.Place, taken: Taken) -> str:
    """What is wrong with the window or the items of a list."""
    if isinstance(place, p.Ranking):
        windows = {window: f"{window}" for window in place.windows}
        if what.window is None and windows:
            return f"{place!r} has windows: say `window`, one of {', '.join(windows.values())}"
        if what.window is not None and what.window not in windows:
            return f"{place!r} has no window {what.window}; it has {', '.join(windows.values())}"
        return ""
    target = _target_of(what.target)
    entity = None if isinstance(target, str) else e.declared_entities().get(target)
    if entity and entity.record is not taken.record:
        name = entity.record.__name__
        return f"{taken.record.__name__} records stand in {place!r}, and its target is of {name}"
    return ""


def _no_standing(record: type[Record], way: d.Members | d.Listed) -> str:
    if isinstance(way, d.Members):
        return lacks(record, way.set, Best)
    told = "" if way.descending else "a standing is in a list with the greatest first"
    return no_place(record, way) or told


def _page(record: type[Record], field_type: Any, what: d.Members | d.Listed) -> str:
    lacking = lacks(record, what.set, *_SETS) if isinstance(what, d.Members) else ""
    return lacking or _no_connection(what, field_type) or _no_way(record, what)


def _no_connection(what: d.Members | d.Listed, field_type: Any) -> str:
    named = get_named_type(field_type)
    edges = named.fields.get("edges") if is_object_type(named) else None
    edge = get_named_type(edges.type) if edges else None
    if not is_object_type(edge) or "node" not in edge.fields:
        return f"{named.name} is no connection"
    return no_entity(what.target, edge.fields["node"].type) or _no_edge(edge, what)


def _no_way(record: type[Record], what: d.Members | d.Listed) -> str:
    return no_place(record, what) if isinstance(what, d.Listed) else ""


def _no_edge(edge: GraphQLObjectType, what: d.Members | d.Listed) -> str:
    """What is wrong with the fields of an edge besides `cursor` and `node`."""
    fields = e.fields_of(e.class_of(edge))
    if sum(isinstance(one.metadata.get(DECLARED), edges.Beside) for one in fields.values()) > 1:
        return f"{edge.name}: one record stands beside an item, and it has two"
    for name, field in fields.items():
        declared = field.metadata.get(DECLARED)
        if isinstance(declared, edges.Beside):
            if fault := _no_beside(what.target, edge.fields[name].type, declared):
                return f"{edge.name}.{name}: {fault}"
        elif isinstance(declared, edges.EdgeRank):
            if getattr(what, "others", False):
                return f"{edge.name}.{name}: there is no rank in a set without the viewer"
            if fault := _no_number(edge.fields[name].type):
                return f"{edge.name}.{name}: {fault}"
        elif name not in ("cursor", "node") and not isinstance(declared, edges.EdgeScore):
            return f"{edge.name}.{name} is no part of an edge: declare it with `edge_score`"
    return ""


def _no_beside(item: d.Target, field_type: Any, what: edges.Beside) -> str:
    """What is wrong with the record that stands beside an item."""
    if fault := no_entity(what.target, field_type):
        return fault
    if is_non_null_type(field_type):
        return "it may be null: where nothing was written of it, there is none"
    record, owner = e.entity_of(what.target()).record, e.entity_of(item()).record
    if record.owner is not owner:
        return f"{record.__name__} records are not owned by {owner.__name__} records, the items"
    for name, (_, one) in e.entity_of(what.target()).fields.items():
        ways = one.by.values() if isinstance(one, (d.Ordered, d.Standing)) else (one,)
        parts = (each for each in ways if isinstance(each, (d.ListCard, d.Sum, d.Listed)))
        if not all(each.near for each in parts):
            return f"every shard has a part of its {name}, and it is read where its item is"
    return ""


def lacks(record: type[Record], name: object, *kinds: type[Field]) -> str:
    """What is wrong with a name that should be that of a part of a record."""
    if isinstance(name, Field):
        return f"a field of a record is given by its name: {name.name!r}"
    fields = {key: one for key, one in vars(record).items() if isinstance(one, Field)}
    if isinstance(name, str) and isinstance(fields.get(name), kinds):
        return ""
    of_kind = ", ".join(key for key, one in fields.items() if isinstance(one, kinds)) or "none"
    return f"{record.__name__} has no {kinds[0].__name__} {name!r}; it has {of_kind}"


def _no_number(field_type: Any) -> str:
    named = get_named_type(field_type)
    odd = named in (GraphQLBoolean, GraphQLString) or is_object_type(named)
    return f"a number is no {named.name}" if odd else ""


def no_bool(field_type: Any, what: str) -> str:
    return "" if get_named_type(field_type) is GraphQLBoolean else f"whether {what} is a bool"


def _target_of(target: Any) -> type[Any] | str:
    """The type that a target gives; what is wrong with it, where it gives none."""
    if isinstance(target, type) or not callable(target):
        name = target if isinstance(target, str) and target.isidentifier() else "User"
        return f"its target is {target!r}: give a function of a type, as in `lambda: {name}`"
    found = target()
    if isinstance(found, type) and "__strawberry_definition__" in vars(found):
        return found
    return (
        f"its target gives {found!r}, which is no Strawberry type: give one with @strawberry.type"
    )


def no_entity(target: d.Target, field_type: Any) -> str:
    """What is wrong with a target, and with the type of a field that is it, where there is one."""
    found = _target_of(target)
    if isinstance(found, str):
        return found
    definition: Any = vars(found)["__strawberry_definition__"]
    try:
        e.entity_of(found)
    except LookupError:
        return f"{definition.name} is not declared over a record"
    if field_type is None:
        return ""
    named = get_named_type(field_type)
    possible = {definition.name, *(one.name for one in definition.interfaces)}
    return "" if named.name in possible else f"its target is a {definition.name}, no {named.name}"


def _unnamed(record: type[Record], what: d.Lookup | d.OwnedBy | d.RestOf) -> str:
    """What is wrong with a reference that the id of a record should say."""
    if isinstance(what, d.OwnedBy):
        return unowned(record, what.target)
    return ownerless(record) if isinstance(what, d.RestOf) else ""


def ownerless(record: type[Record]) -> str:
    """What is wrong with records of a kind whose ids should name two others."""
    if record.owner is not None:
        return ""
    return (
        f"{record.__name__} records have no owner: name the register that has the other's id, "
        "with `through` or `lookup`"
    )


def unowned(record: type[Record], target: d.Target) -> str:
    """What is wrong with a target that should be that of the owner of records of a kind."""
    if fault := ownerless(record) or no_entity(target, None):
        return fault
    found = e.entity_of(target()).record
    owner = record.owner
    if owner is None or found is owner:
        return ""
    owned = record.__name__
    return f"{owner.__name__} records own {owned} records, and its target is of {found.__name__}"
