"""Entities: GraphQL types declared over view records, so that a query can be planned.

    @entity(records.Article, exists="alive")
    @strawberry.type
    class Article(Node):
        title: str = column("title")
        author: User = lookup("publication", "author", lambda: User)
        bump_count: int = card("bumps")
        bumpers: Connection[User] = members("bumps", lambda: User)

A field that is declared so needs no resolver: the planner reads it, in the same call as the rest.
A field with a resolver of its own is left to graphql-core.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar, cast

import strawberry
from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLResolveInfo
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.map import Map
from crdt.meaning import place_of
from crdt.records import Field, Record
from eventlog.declaring import snake_case
from gateway.declare.arguments import BEGUN, choosing, paged, spanned, which
from gateway.declare.edges import Beside, EdgeRank, EdgeScore
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import (
    DECLARED,
    Absent,
    Apart,
    Card,
    Claimed,
    Column,
    Convert,
    Declared,
    Entry,
    HoldsViewer,
    ListCard,
    Listed,
    Lookup,
    Members,
    Ordered,
    Others,
    OwnedBy,
    PlacedTime,
    RestOf,
    StampTime,
    Standing,
    StoredCount,
    Sum,
    Target,
    Total,
    ViewerCan,
    Whole,
    Written,
)
from views.derive import places as p

if TYPE_CHECKING:
    from gateway.declare.permissions.rules import Rule
    from gateway.declare.spans import Scored

T = TypeVar("T")
Key: TypeAlias = tuple[int, ...]
READ = "_read"
"""Under which name an object has what was read for its lookups and connections, by `key_of`."""
VERDICTS = "_verdicts"
"""Under which name an object has what its rules say, by rule."""


class Later(NamedTuple):
    """What was read for a connection, which is made of it when it is asked for."""

    make: Callable[[], Any]


def _field(declared: Declared, description: str | None) -> Any:
    return strawberry.field(metadata={DECLARED: declared}, description=description)


def column(
    register: str, key: str | None = None, convert: Convert | None = None, *, doc: str | None = None
) -> Any:
    """A field that is a register's value, or one key of it; of a map, all of it, or what it has
    under a key; of a counter, its total. A tombstone that nobody wrote is false.
    """
    return _field(Column(register, key, convert), doc)


def own(name: str, convert: Convert | None = None, *, doc: str | None = None) -> Any:
    """A field that is the viewer's amount in a counter, or what a map has under their id."""
    return _field(Entry(name, None, convert), doc)


def edge_score(convert: Callable[[int], Any] | None = None, *, doc: str | None = None) -> Any:
    """A field of an edge: for what its item stands where it does, converted."""
    return strawberry.field(metadata={DECLARED: EdgeScore(convert)}, description=doc)


def edge_rank(*, doc: str | None = None) -> Any:
    """A field of an edge: the rank of its item in the list, from 1."""
    return strawberry.field(metadata={DECLARED: EdgeRank()}, description=doc)


def beside(target: Target, holder: type[Record], *, doc: str | None = None) -> Any:
    """A field of an edge: the record `<item>/<holder>`, which the item owns, where one was written.

    Args:
        holder: records of this kind hold the lists whose edges have one.
    """
    return strawberry.field(metadata={DECLARED: Beside(target, holder)}, description=doc)


def claimed(index: p.Index, register: str, *, doc: str | None = None) -> Any:
    """A field that is a unique name, where the record holds it: a register of whose index it is."""
    return _field(Claimed(index, register), doc)


def stamp_time(register: str, *more: str, doc: str | None = None) -> Any:
    """A field that is the time at which a register was written; where there are more, the last."""
    return _field(StampTime(register, more), doc)


def stored_count(count: str, *, doc: str | None = None) -> Any:
    """A field that is a distinct count."""
    return _field(StoredCount(count), doc)


def card(name: str, *, doc: str | None = None) -> Any:
    """A field that is how many elements a set has."""
    return _field(Card(name), doc)


def placed_time(place: p.List, *, doc: str | None = None) -> Any:
    """A field that is the time of the record's place in a list of the viewer's."""
    return _field(PlacedTime(place), doc)


def absent(place: p.List, *, doc: str | None = None) -> Any:
    """A field that says whether the record does not stand in a list of the viewer's."""
    return _field(Absent(place), doc)


def others(name: str, *, doc: str | None = None) -> Any:
    """A field that is how many elements a set has, without the viewer."""
    return _field(Others(name), doc)


def list_card(place: p.List, *, doc: str | None = None) -> Any:
    """A field that is how many records a list of the record's has."""
    return _field(ListCard(place), doc)


def total(place: p.Sum, *, doc: str | None = None) -> Any:
    """A field that is a sum of the record's."""
    return _field(Sum(place), doc)


def holds_viewer(name: str, *, doc: str | None = None) -> Any:
    """A field that says whether the viewer is in a set."""
    return _field(HoldsViewer(name), doc)


def viewer_can(rule: Rule, *, doc: str | None = None) -> Any:
    """A field that says whether who asks may, by a rule: what they may not do is not offered."""
    return _field(ViewerCan(rule), doc)


def lookup(register: str, key: str | None, target: Target, *, doc: str | None = None) -> Any:
    """A field that is another record."""
    return _read(Lookup(register, key, target), doc=doc)


def owned_by(target: Target, *, doc: str | None = None) -> Any:
    """A field that is the record that owns this one: a comment's article, say."""
    return _read(OwnedBy(target), doc=doc)


def rest_of(target: Target, *, doc: str | None = None) -> Any:
    """A field that is the record that the rest of this one's id names, behind the owner's: in which
    tribe an article is pinned, say, of a pin `<article>/<tribe>`.
    """
    return _read(RestOf(target), doc=doc)


def members(
    name: str,
    target: Target,
    *,
    descending: bool = True,
    others: bool = False,
    doc: str | None = None,
) -> Any:
    """A connection over a set; `others`: without the viewer. Over a best, in the order of that."""
    found = Members(name, target, descending, others)
    return _read(found, *paged(found), doc=doc)


def listed(
    place: p.List | p.Ranking,
    target: Target,
    *,
    descending: bool = True,
    window: Enum | None = None,
    times: Scored | None = None,
    doc: str | None = None,
) -> Any:
    """A connection over a list of the record's, or a board; the arguments are those of `Listed`."""
    found = Listed(place, target, descending, window, times)
    return _read(found, *spanned({None: found}), *paged(found), doc=doc)


def ordered(
    by: Mapping[Any, Members | Listed],
    *,
    argument: str = "order",
    narrowed: str = "",
    doc: str | None = None,
) -> Any:
    """A connection with an argument that says which list, as of `Ordered`."""
    given = (*choosing(by, argument, narrowed), *paged(*by.values()))
    return _read(Ordered(by, argument, narrowed), *given, doc=doc)


def standing(
    by: Mapping[Any, Listed] | Members | Listed,
    convert: Callable[[int, int], Any],
    *,
    argument: str = "order",
    doc: str | None = None,
) -> Any:
    """A field that says where the viewer stands in a list, or in the one that an argument says."""
    if isinstance(by, (Members, Listed)):
        return _read(Standing({None: by}, convert, ""), BEGUN, doc=doc)
    given = (which(argument, by), BEGUN)
    return _read(Standing(by, convert, argument), *given, doc=doc)


def _read(declared: Declared, *arguments: inspect.Parameter, doc: str | None) -> Any:
    """A field that is read for its place in the query, with some arguments."""

    def resolve(root: Any, info: strawberry.Info, **given: Any) -> Any:
        return _read_for(root, info)

    # Strawberry reads the arguments, with their types and defaults, off the resolver.
    known = inspect.signature(resolve).parameters
    parameters = [known["root"], known["info"].replace(annotation=strawberry.Info), *arguments]
    resolve.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolve, metadata={DECLARED: declared}, description=doc)


def key_of(nodes: Sequence[FieldNode]) -> Key:
    """What tells one place of a query from another: two aliases of a field may select different
    things, and one alias may be selected in parts.
    """
    return tuple(id(node) for node in nodes)


def _read_for(root: Any, info: strawberry.Info) -> Any:
    """What was read for the current field. An exception is raised, with the field's path."""
    raw: GraphQLResolveInfo[Any] = info._raw_info
    read, key = root.__dict__[READ], key_of(raw.field_nodes)
    if isinstance(read[key], Later):
        read[key] = read[key].make()
    return read[key]


@dataclass(frozen=True)
class Entity:
    """What is declared of a type.

    exists: the register that must say something, and not false, for the record to be there, or
        `Written`; None where it always is. dead: the tombstone with which it is there no more.
        fields: by GraphQL name, the attribute and the declaration.
    of_viewer: whether the record that has the viewer's id is there before anything was written.
    shown: for whom the record is there at all. listed: for whom it stands in pages.
    """

    record: type[Record]
    exists: str | Written | None
    dead: str | None
    fields: dict[str, tuple[str, Declared]]
    of_viewer: bool = False
    shown: Rule | None = None
    listed: Rule | None = None


_ENTITIES: dict[type[Any], Entity] = {}


def entity(
    record: type[Record],
    *,
    exists: str | Written | None = None,
    dead: str | None = None,
    of_viewer: bool = False,
    shown: Rule | None = None,
    listed: Rule | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare that a Strawberry type is read from records of a kind.

    Args:
        of_viewer: whether who is signed in is there with their id, though they did nothing yet.
        shown: for all others the record is not there. listed: for all others it is passed over in
            pages; they find it by its id, and where another record names it.

    Raises:
        Misdeclared: it is none; `@entity` stands above `@strawberry.type`.
    """

    def declare(cls: type[T]) -> type[T]:
        if not (isinstance(record, type) and issubclass(record, Record)):
            raise Misdeclared(
                f"{place_of(cls)}: {cls.__name__} is read from {record!r:.60}, which is no record: "
                "give its class"
            )
        if "__strawberry_definition__" not in vars(cls):
            raise Misdeclared(
                f"{place_of(cls)}: {cls.__name__} is no Strawberry type yet: write "
                "@strawberry.type over the class, and @entity(…) above that"
            )
        fields = {
            name: (field.python_name, _fitted(record, field.metadata[DECLARED]))
            for name, field in fields_of(cls).items()
            if not isinstance(field.metadata.get(DECLARED, Apart()), Apart)
        }
        _ENTITIES[cls] = Entity(record, exists, dead, fields, of_viewer, shown, listed)
        return cls

    return declare


def _fitted(record: type[Record], declared: Declared) -> Declared:
    """A declaration as the field of the record asks for it, whatever that is."""
    name: str = getattr(declared, "register", "") or getattr(declared, "set", "")
    field = vars(record).get(name)
    match declared, field:
        case Column(key=key, convert=convert), Map():
            return Whole(name, convert) if key is None else Entry(name, key, convert)
        case Column(key=None, convert=None), Counter():
            return Total(name)
        case Column(key=key, convert=convert) as column, Field(nothing=nothing):
            return column if nothing is None else Column(column.register, key, convert, nothing)
        case Members() as members, Best(least=least):
            return replace(members, descending=not least)
    match declared:
        case Entry(map=map_):
            held = vars(record).get(map_)
            return replace(declared, nothing=held.nothing) if isinstance(held, Field) else declared
        case Ordered() | Standing():
            lists: Any = {which: _fitted(record, one) for which, one in declared.by.items()}
            return replace(declared, by=lists)
    return declared


def entity_of(cls: type[Any]) -> Entity:
    """What is declared of a type."""
    return _ENTITIES[cls]


def declared_entities() -> Mapping[type[Any], Entity]:
    """All types that were declared in this process, in that order: those of several domains, where
    several were loaded.
    """
    return _ENTITIES


def classes_in(schema: strawberry.Schema) -> dict[str, type[Any]]:
    """The types of a schema that are read from records, by their GraphQL names."""
    known = schema.schema_converter.type_map
    found = {name: getattr(schema.get_type_by_name(name), "origin", None) for name in known}
    return {name: cls for name, cls in found.items() if cls in _ENTITIES}


def entities_in(schema: strawberry.Schema) -> dict[str, Entity]:
    """What is declared of the types of a schema, by their GraphQL names, in the order in which it
    was: the first type of a kind of records is what those are, and others are sides of it.
    """
    names = {cls: name for name, cls in classes_in(schema).items()}
    return {names[cls]: one for cls, one in _ENTITIES.items() if cls in names}


def definition_of(graphql: GraphQLNamedType | GraphQLField) -> Any:
    """What Strawberry made a type or a field of GraphQL of; None for what it did not make."""
    return graphql.extensions.get("strawberry-definition")


def class_of(graphql_type: GraphQLNamedType) -> type[Any]:
    """The class that a type of GraphQL was made of."""
    cls: type[Any] = definition_of(graphql_type).origin
    return cls


def fields_of(cls: type[Any]) -> dict[str, StrawberryField]:
    """The fields of a Strawberry type, by their GraphQL names."""
    definition = cast(Any, cls).__strawberry_definition__
    return {one.graphql_name or camel(one.python_name): one for one in definition.fields}


def camel(name: str) -> str:
    """`bump_count` as Strawberry writes it: `bumpCount`."""
    return to_camel_case(name)


def snake(name: str) -> str:
    """A type's name as a field's in Python: `TribeMember` as `tribe_member`."""
    return snake_case(name)
