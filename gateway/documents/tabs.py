"""Tabs: the queries that GraphiQL opens with, made from the schema where a domain has none.

One for each of the first fields of `Query`, `Mutation` and `Subscription`: with what it must be
given as variables, and with what it answers, as far as nothing must be given for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInputType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
)

from gateway.declare.entities import definition_of
from gateway.declare.fields import DECLARED
from gateway.declare.sources import Told

FIRST: Final = 5
"""So many items of a list are asked for."""

TABS_MAX: Final = 12
OBJECTS_MAX: Final = 3
"""Of so many fields that are objects is told what they have: more is no query that one reads."""

SampleId: TypeAlias = Callable[[str], str]
"""The id of an object of a type, by its name in GraphQL."""

_SAMPLES: Final[dict[str, Any]] = {
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "DateTime": "2026-01-01T12:00:00+00:00",
    "Date": "2026-01-01",
}


@dataclass(frozen=True)
class Tab:
    """A query that GraphiQL opens with."""

    title: str
    query: str
    variables: str = "{}"


def tabs_of(schema: GraphQLSchema, sample_id: SampleId) -> tuple[Tab, ...]:
    """The tabs of a schema. Nobody looks through forty: of mutations and subscriptions there are a
    few, and of queries as many as are left.

    Args:
        sample_id: what variables say that are ids.
    """
    roots = {
        "query": schema.query_type,
        "mutation": schema.mutation_type,
        "subscription": schema.subscription_type,
    }
    asked, made, live = (
        [
            _tab(schema, sample_id, verb, name)
            for name, field in (root.fields.items() if root else ())
            if not _is_told(field)
        ]
        for verb, root in roots.items()
    )
    made, live = made[: TABS_MAX // 4], live[: TABS_MAX // 4]
    return (*asked[: TABS_MAX - len(made) - len(live)], *made, *live)


def _is_told(field: GraphQLField) -> bool:
    """Whether every schema has it: it is of no domain."""
    declared = definition_of(field)
    return declared is not None and isinstance(declared.metadata.get(DECLARED), Told)


def _tab(schema: GraphQLSchema, sample_id: SampleId, verb: str, name: str) -> Tab:
    root: Any = getattr(schema, f"{verb}_type")
    field: GraphQLField = root.fields[name]
    given, variables, arguments = list[str](), dict[str, Any](), list[str]()
    target = get_named_type(field.type).name

    for argument, declared in field.args.items():
        if is_required_argument(declared):
            given.append(f"${argument}: {declared.type}")
            variables[argument] = sample_value(schema, sample_id, declared.type, argument, target)
            arguments.append(f"{argument}: ${argument}")
    if "first" in field.args:
        arguments.append(f"first: {FIRST}")
    signature, called = (f"({', '.join(all_)})" if all_ else "" for all_ in (given, arguments))
    body = "\n".join(_selected(field.type, 1, "    "))
    braces = f" {{\n{body}\n  }}" if body else ""
    title = re.split(r"[.;:] |[.;:]?$", field.description or name, maxsplit=1)[0]
    operation = f"{verb} {name[:1].upper()}{name[1:]}{signature}"
    return Tab(title, f"{operation} {{\n  {name}{called}{braces}\n}}\n", json.dumps(variables))


def sample_value(
    schema: GraphQLSchema, sample_id: SampleId, declared: GraphQLInputType, named: str, target: str
) -> Any:
    """A value that a variable may have, for a person to change.

    Args:
        named: the argument or the input's field. target: the type that is answered with, of which
            an id is where the name says no other.
    """

    def sample(declared: GraphQLInputType, named: str) -> Any:
        bare = get_nullable_type(declared)
        if is_list_type(bare):
            return [sample(bare.of_type, named)]
        if is_input_object_type(bare):
            needed = {key: one for key, one in bare.fields.items() if is_required_input_field(one)}
            return {key: sample(one.type, key) for key, one in needed.items()}
        if is_enum_type(bare):
            return next(iter(bare.values))
        if bare is GraphQLID:
            of = named.removesuffix("Id")
            of = f"{of[:1].upper()}{of[1:]}"
            return sample_id(of if of in schema.type_map else target)
        return _SAMPLES.get(str(bare), named)

    return sample(declared, named)


def _selected(answered: GraphQLOutputType, hops: int, indent: str) -> Iterator[str]:
    """What is selected of a type, a line each; nothing of one that has no fields.

    hops: so many objects further it goes, a list and its items not counted.
    """
    named = get_named_type(answered)
    if is_leaf_type(named):
        return
    if not is_object_type(named):
        yield f"{indent}__typename"
        yield from (f"{indent}{name}" for name in getattr(named, "fields", {}) if name == "id")
        return
    lines, objects = list[str](), 0
    for name, field in named.fields.items():
        inner = get_named_type(field.type)
        if any(map(is_required_argument, field.args.values())) or name == "cursor":
            continue
        if is_leaf_type(inner):
            lines.append(f"{indent}{name}")
        elif name == "pageInfo":
            lines.append(f"{indent}{name} {{ hasNextPage endCursor }}")
        elif name in ("edges", "node") or (hops and objects < OBJECTS_MAX):
            objects += 1
            further = hops if name in ("edges", "node") else hops - 1
            called = f"(first: {FIRST})" if "first" in field.args else ""
            body = _selected(field.type, further, f"{indent}  ")
            lines += [f"{indent}{name}{called} {{", *body, f"{indent}}}"]
    yield from lines or [f"{indent}__typename"]
