"""Federation: a schema as a subgraph of Apollo Federation 2, whose entities are its nodes.

A federation gateway asks `_service` for the schema, and `_entities` for what another subgraph
refers to. `_entities` is `nodes` by another name: compiled, read and guarded as that is. What every
schema of ours has by itself (`node`, `nodes`, `rateLimits`) is answered and not told: two subgraphs
may have it, and each would know its own ids alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, Final, NewType, TypeAlias

import strawberry
from graphql import (
    ConstDirectiveNode,
    DefinitionNode,
    DirectiveDefinitionNode,
    GraphQLObjectType,
    ObjectTypeDefinitionNode,
    parse,
    print_ast,
)
from strawberry.types.scalar import ScalarDefinition

from eventlog.checks.faults import shown
from gateway.declare.entities import definition_of
from gateway.declare.incremental import NAMES
from gateway.declare.nodes import each_of, for_viewer, name_of, node_of
from gateway.declare.sources import Identified, Item, source, told
from gateway.errors import BadInput

SERVICE: Final = "_service"
ENTITIES: Final = "_entities"
REPRESENTATIONS_MAX: Final = 1_000
"""So many can be asked for by one `_entities`: a federation gateway asks at once for all that a
page, and the pages in it, refer to.
"""

LINK: Final = (
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", '
    'import: ["@key", "@shareable"])'
)
_EXPECTED: Final = 'give such as {"__typename": "Type", "id": "…"}'

Representation = NewType("Representation", object)
"""An entity, as a federation gateway names it."""

ANY: Final[ScalarDefinition] = strawberry.scalar(
    name="_Any",
    description="An entity, as a federation gateway names it: its `__typename` and its `id`.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)

Representations: TypeAlias = Annotated[
    list[Representation], strawberry.argument(description=f"At most {REPRESENTATIONS_MAX:,}.")
]


@strawberry.type(name="_Service", description="The schema, for a federation gateway.")
class Service:
    """What `_service` answers."""

    sdl: str = strawberry.field(description="With the directives of Federation 2.")


def subgraph(sdl: str, types: dict[str, type[Any]]) -> dict[str, tuple[Any, Any]]:
    """The fields that make a query one of a subgraph, by their names: of each its type and itself.

    Args:
        sdl: what a federation gateway is told. types: the entities, by name; there may be none.
    """

    def entities(viewer: str | None, representations: Representations) -> list[Item]:
        def named(one: Representation) -> Identified:
            return for_viewer(_named(one, types), viewer)

        return each_of("representations", representations, named, most=REPRESENTATIONS_MAX)

    service = Service(sdl=sdl)
    doc = "The schema, for a federation gateway."
    fields: dict[str, tuple[Any, Any]] = {SERVICE: (Service, told(lambda _: service, doc=doc))}
    if types:
        doc = (
            "What other subgraphs refer to, in the same order; null for what is not there, and "
            "for what names none, with an error in its place."
        )
        fields[ENTITIES] = (list[_union(types.values())], source(entities, doc=doc))  # type: ignore[misc]
    for name, (_, field) in fields.items():
        field.graphql_name = name
    return fields


def _union(types: Iterable[type[Any]]) -> Any:
    """The type of an entity, or null."""
    first, *others = types
    found: Any = first
    for one in others:
        found |= one
    told = "Everything that other subgraphs may refer to: all that is a `Node`."
    return Annotated[found, strawberry.union("_Entity", description=told)] | None


def _named(one: object, types: dict[str, type[Any]]) -> Identified:
    """What a representation names.

    Raises:
        BadInput: it names nothing, or no entity of this subgraph.
    """
    if not isinstance(one, dict):
        raise BadInput(f"a representation is an object, and this is {_shown(one)}: {_EXPECTED}")
    name, text = one.get("__typename"), one.get("id")
    if not isinstance(name, str) or name not in types:
        told = "has no __typename" if name is None else f"is of no entity here, {_shown(name)}"
        raise BadInput(f"the representation {told}: {_EXPECTED}")
    if not isinstance(text, str):
        told = "has no id" if text is None else f"has an id that is no text, {_shown(text)}"
        raise BadInput(f"the representation {told}: {_EXPECTED}")
    return node_of(text, types[name])


def _shown(value: object) -> str:
    """A value that a client sent, short, and safe to show."""
    # SUBTLE: in a query it may be a variable without a value, which is no JSON.
    return shown(value if isinstance(value, str) else json.dumps(value, default=str))


def sdl_of(schema: strawberry.Schema, entities: Iterable[type[Any]]) -> str:
    """A schema as a federation gateway is told it: of each entity its key, and of what every schema
    of ours may have, such as `PageInfo`, that others may have it, too.

    Args:
        schema: without the fields that every one has. entities: its nodes.
    """
    keyed = {name_of(cls) for cls in entities}
    document = parse(schema.as_str(), no_location=True)
    definitions = tuple(
        _marked(one, schema, keyed)
        for one in document.definitions
        # A router takes them to itself.
        if not (isinstance(one, DirectiveDefinitionNode) and one.name.value in NAMES)
    )
    return f"{LINK}\n\n{print_ast(replace(document, definitions=definitions))}\n"


def _marked(one: DefinitionNode, schema: strawberry.Schema, keyed: set[str]) -> DefinitionNode:
    """A definition, with its directives of Federation."""
    if isinstance(one, ObjectTypeDefinitionNode):
        if one.name.value in keyed:
            return replace(one, directives=_KEYED)
        if _is_ours(schema._schema.type_map[one.name.value]):
            return replace(one, directives=_SHARED)
    return one


def _directives(text: str) -> tuple[ConstDirectiveNode, ...]:
    [made] = parse(f"type It {text} {{ id: ID }}", no_location=True).definitions
    assert isinstance(made, ObjectTypeDefinitionNode)  # noqa: S101
    return tuple(made.directives or ())


_KEYED: Final = _directives('@key(fields: "id")')
_SHARED: Final = _directives("@shareable")


def _is_ours(kind: object) -> bool:
    """Whether a type is declared by the machinery, and so may be in every schema that has it."""
    definition = definition_of(kind) if isinstance(kind, GraphQLObjectType) else None
    if definition is None:
        return False
    # What is made of a generic type is a class of Strawberry's, under that.
    bases: Iterator[str] = (one.__module__ for one in definition.origin.__mro__)
    return next(one for one in bases if not one.startswith("strawberry.")).startswith("gateway.")
