"""Nodes: the types whose objects have global ids, what an id is of, and `node` and `nodes`.

Which type has the ids of a kind of records follows from where it is declared: a domain's events,
types and mutations stand in one package, or in one module.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Annotated, Any, Final, TypeAlias, TypeVar

import strawberry

from crdt.meaning import place_of
from crdt.records import Record
from eventlog.envelope import ID_LENGTH_MAX
from gateway.declare.entities import Entity, declared_entities, entity_of
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import DECLARED
from gateway.declare.relay import Node, parse_id
from gateway.declare.sources import Identified, Item, Named, Namespace, OneOf, reading, source
from gateway.errors import BadInput, let_go
from views.derive.places import Index

T = TypeVar("T")
NODES_MAX: Final = 100
"""So many can be asked for by one `nodes`."""

WRONG_MAX: Final = 10
"""So many may be no ids, each with an error in its place; else the field has one."""

NodeId: TypeAlias = Annotated[
    strawberry.ID, strawberry.argument(description="Of anything that is a `Node`.")
]
NodeIds: TypeAlias = Annotated[
    list[strawberry.ID],
    strawberry.argument(description=f"At most {NODES_MAX}; of anything that is a `Node`."),
]


def name_of(cls: type[Any]) -> str:
    """A type's name in GraphQL."""
    return str(cls.__strawberry_definition__.name)


def is_node(cls: type[Any]) -> bool:
    """Whether the objects of a type have global ids."""
    return issubclass(cls, Node)


def node_of_kind(kind: str, module: str) -> type[Any] | None:
    """The type whose ids are those of a kind of records, as a module of its domain sees it; None
    where there is none.
    """
    found = [
        (cls, _near(cls.__module__, module))
        for cls, entity in declared_entities().items()
        if entity.record.kind == kind and is_node(cls)
    ]
    nearest = max((near for _, near in found), default=0)
    return next((cls for cls, near in found if near == nearest > 0), None)


def _near(one: str, other: str) -> int:
    """How many packages two modules have in common, from the outermost."""
    both = zip(one.split("."), other.split("."), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def nodes_among(entities: Iterable[type[Any]]) -> dict[str, type[Any]]:
    """Those of some types whose objects have global ids, by name, in the order of declaration."""
    wanted = set(entities)
    return {name_of(cls): cls for cls in declared_entities() if cls in wanted and is_node(cls)}


def node_of(text: str, *types: type[Any]) -> Identified:
    """What a global id is of, which must be one of some types.

    Raises:
        BadInput: it is no id, or of another type.
    """
    wanted = {name_of(cls): cls for cls in types}
    name, record_id = parse_id(text, {one: entity_of(cls).record for one, cls in wanted.items()})
    return Identified(wanted[name], record_id)


def is_viewers(entity: Entity, record_id: str, viewer: str | None) -> bool:
    """Whether a record is there in any case, because it is that of who is signed in."""
    return entity.of_viewer and record_id == viewer


def for_viewer(found: Identified, viewer: str | None) -> Identified:
    """What an id names, for somebody: who is signed in is there in any case."""
    stub = is_viewers(entity_of(found.type), found.id, viewer)
    return Identified(found.type, found.id, stub)


class Nodes:
    """The fields `node` and `nodes` of a schema. types: by name, once the schema is made."""

    def __init__(self) -> None:
        self.types: dict[str, type[Any]] = {}

    def beside(self, query: type[Any], more: Mapping[str, tuple[Any, Any]] = {}) -> type[Any]:
        """A type `Query` that has them, too, where it has none of its own. They come after what
        groups other fields.

        Args:
            more: fields that every schema has besides, by name: type and field.
        """
        definition: Any = vars(query)["__strawberry_definition__"]
        known = {one.python_name for one in definition.fields}
        fields = {
            "node": source(self._node, doc="Anything by its id; null when it is not there."),
            "nodes": source(
                self._nodes,
                doc="Many by their ids, in the same order; null for what is not there, and for "
                f"what is no id, with an error in its place, up to {WRONG_MAX}.",
            ),
        }
        notes: dict[str, Any] = {"node": Node | None, "nodes": list[Node | None] | None}
        for name, (note, made) in more.items():
            fields[name], notes[name] = made, note
        fields = {name: one for name, one in fields.items() if name not in known}
        body = {"__annotations__": {name: notes[name] for name in fields}, **fields}
        both: type[Any] = strawberry.type(
            type(query.__name__, (query,), body | {"__module__": query.__module__}),
            name=definition.name,
            description=definition.description,
        )
        vars(both)["__strawberry_definition__"].fields.sort(
            key=lambda one: (
                not isinstance(one.metadata.get(DECLARED), Namespace),
                one.python_name not in fields,
            )
        )
        return both

    def _node(self, viewer: str | None, id: NodeId) -> Identified:
        return for_viewer(node_of(id, *self.types.values()), viewer)

    def _nodes(self, viewer: str | None, ids: NodeIds) -> list[Item]:
        return each_of("ids", ids, lambda one: self._node(viewer, one))


def each_of(
    argument: str, given: Sequence[T], one_of: Callable[[T], Item], *, most: int = NODES_MAX
) -> list[Item]:
    """What each of some ids or names is of, where what is wrong with one is its own error.

    Raises:
        BadInput: there are too many, or too many are none.
    """
    if len(given) > most:
        raise BadInput(f"{argument}: give at most {most:,}; these are {len(given):,}")
    found, wrong = list[Item](), 0
    for one in given:
        try:
            found.append(one_of(one))
        except BadInput as error:
            let_go(error)
            found.append(error)
            wrong += 1
            if wrong > WRONG_MAX:
                raise BadInput(
                    f"{argument}: more than {WRONG_MAX} of these {len(given)} ids are not valid: "
                    f"{error}"
                ) from None
    return found


def of_id(cls: type[Any]) -> Callable[..., Identified]:
    """What reads an object of a type by its global id: `source(of_id(Article))`."""
    name = name_of(_typed(cls, "of_id"))
    one = f"Of {'an' if name[0] in 'AEIO' else 'a'} {name.lower()}."

    def read(id: strawberry.ID) -> Identified:
        return node_of(id, cls)

    def read_for(viewer: str | None, id: strawberry.ID) -> Identified:
        return for_viewer(node_of(id, cls), viewer)

    made = read_for if cls in declared_entities() and entity_of(cls).of_viewer else read
    made = reading(OneOf(cls), made)
    made.__annotations__["id"] = Annotated[strawberry.ID, strawberry.argument(description=one)]
    return made


def of_name(cls: type[Any], index: Index) -> Callable[..., Named]:
    """What reads who holds a unique name, as it is written: `source(of_name(User, Handle.index))`.
    The argument is called as the index is.
    """
    if not isinstance(index, Index):
        raise Misdeclared(f"of_name: {index!r} is no index: give one, such as Plate.index")
    if not index.name.isidentifier():
        raise Misdeclared(
            f"of_name: {index!r} is called {index.name!r}, which no argument can be: name it as "
            'the argument is to be called, as in Index("plate")'
        )

    def read(**given: str) -> Named:
        return Named(cls, index, given[index.name][:ID_LENGTH_MAX])

    kind = inspect.Parameter.KEYWORD_ONLY
    told = strawberry.argument(description=f"The {index.name}, as it is written.")
    name = inspect.Parameter(index.name, kind, annotation=Annotated[str, told])
    read.__signature__ = inspect.Signature([name])  # type: ignore[attr-defined]
    return reading(OneOf(_typed(cls, "of_name"), index), read)


def of_viewer(cls: type[Any]) -> Callable[[str | None], Identified | None]:
    """What reads who is signed in, though they did nothing yet: `source(of_viewer(User))`."""

    def read(viewer: str | None) -> Identified | None:
        return None if viewer is None else Identified(cls, viewer, stub=True)

    return reading(OneOf(_typed(cls, "of_viewer")), read)


def _typed(cls: type[Any], by: str) -> type[Any]:
    """A type that something is read of.

    Raises:
        Misdeclared: it is none of Strawberry's.
    """
    if isinstance(cls, type) and "__strawberry_definition__" in vars(cls):
        return cls
    if isinstance(cls, type) and not issubclass(cls, Record):
        told = f"{cls.__name__} is no Strawberry type: write @strawberry.type over it"
        raise Misdeclared(f"{place_of(cls)}: {told}")
    raise Misdeclared(
        f"{by}: {cls!r:.60} is no Strawberry type: give the class that is declared with @entity"
    )
