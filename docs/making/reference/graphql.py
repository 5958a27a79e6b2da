"""GraphQL: every type of the exported schema, with its fields and their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    Undefined,
    ast_from_value,
    build_schema,
    get_named_type,
    print_ast,
)

from docs.making.pages import ROOT

_FOLDER: Final = "reference/graphql"
_ROOTS: Final = {"Query": "queries", "Mutation": "mutations", "Subscription": "subscriptions"}
_BUILT_IN: Final = ("Int", "Float", "String", "Boolean", "ID")

_TITLES: Final = {
    "queries": "Queries",
    "mutations": "Mutations",
    "subscriptions": "Subscriptions",
    "types": "Types",
    "inputs": "Inputs",
    "values": "Enums and scalars",
}


def schema() -> GraphQLSchema:
    """The schema that is exported."""
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def types(of: GraphQLSchema) -> list[GraphQLNamedType]:
    """Its types, by name, without those of GraphQL itself."""
    names = [name for name in of.type_map if not name.startswith("__") and name not in _BUILT_IN]
    return [of.type_map[name] for name in sorted(names)]


def pages() -> dict[str, str]:
    """The pages: one for each kind of type."""
    parts: dict[str, list[str]] = {
        name: [f"# {title}\n", _guide(name)] for name, title in _TITLES.items()
    }
    for one in types(schema()):
        parts[_page_of(one)] += _entry(one)
    return {f"{_FOLDER}/{name}.md": "\n".join(told) for name, told in parts.items()}


def _guide(page: str) -> str:
    if page == "subscriptions":
        return (
            "How to subscribe, and what to do when a connection is lost: [live](../../live.md).\n"
        )
    return (
        "With examples, errors and limits: [GraphQL, for front-end engineers](../../graphql.md).\n"
    )


def _page_of(one: GraphQLNamedType) -> str:
    if one.name in _ROOTS:
        return _ROOTS[one.name]
    if isinstance(one, GraphQLInputObjectType):
        return "inputs"
    return "values" if isinstance(one, GraphQLEnumType | GraphQLScalarType) else "types"


def _entry(one: GraphQLNamedType) -> Iterator[str]:
    is_root = one.name in _ROOTS
    if not is_root:
        yield f"## {one.name}\n"
    yield f"{one.description or ''}\n"
    if isinstance(one, GraphQLObjectType | GraphQLInterfaceType):
        if one.interfaces:
            yield f"Implements {', '.join(_linked(each) for each in one.interfaces)}.\n"
        for name, field in one.fields.items():
            yield from _field(one.name, name, field, is_root=is_root)
    elif isinstance(one, GraphQLInputObjectType):
        for name, given in one.fields.items():
            yield from _field(one.name, name, given, is_root=False)
    elif isinstance(one, GraphQLUnionType):
        yield f"One of {', '.join(_linked(each) for each in one.types)}.\n"
    elif isinstance(one, GraphQLEnumType):
        for name, value in one.values.items():
            yield from _term(f"{one.name}.{name}", f"`{name}`", value.description)


def _field(
    of: str, name: str, field: GraphQLField | GraphQLInputField, *, is_root: bool
) -> Iterator[str]:
    default = _default(field) if isinstance(field, GraphQLInputField) else ""
    told = f"{_linked(field.type)}{default}"
    if is_root:
        yield f"## {name}\n\n{field.description or ''}\n\nAnswers {told}.\n"
        for argument, one in _arguments(field).items():
            at = f"{name}.{argument}"
            yield from _term(
                at, f"`{argument}`: {_linked(one.type)}{_default(one)}", one.description
            )
        return
    taken = [
        f"    * `{argument}`: {_linked(one.type)}{_default(one)}: {_flat(one.description)}"
        for argument, one in _arguments(field).items()
    ]
    yield from _term(f"{of}.{name}", f"`{name}`: {told}", field.description, taken)


def _arguments(field: GraphQLField | GraphQLInputField) -> dict[str, GraphQLArgument]:
    return field.args if isinstance(field, GraphQLField) else {}


def _term(
    anchor: str, term: str, told: str | None, under: list[str] | None = None
) -> Iterator[str]:
    yield f'<a id="{anchor}"></a>{term}'
    yield f":   {_flat(told)}\n"
    if under:
        yield from [*under, ""]


def _default(one: GraphQLArgument | GraphQLInputField) -> str:
    if one.default_value is Undefined:
        return ""
    found = ast_from_value(one.default_value, one.type)
    return f" = `{print_ast(found)}`" if found else ""


def _linked(one: GraphQLType) -> str:
    """A type, as it is written, with a link to its entry."""
    named = get_named_type(one)
    if named.name in _BUILT_IN:
        return f"`{one}`"
    return f"[`{one}`]({_page_of(named)}.md#{named.name.lower()})"


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
