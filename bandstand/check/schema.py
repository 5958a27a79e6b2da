"""The schema: it builds, its names are legal, what has no description; and what is compiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
    is_specified_scalar_type,
    validate_schema,
)

from bandstand.check.findings import Ask, Finding, Result
from bandstand.domain import Domain
from gateway.compiler.compilation import Compiled, Compiler
from gateway.documents.documents import Documents, Operation
from gateway.documents.tabs import sample_value

_NAMED_MAX: Final = 12
"""So many names one finding lists."""


def check_schema(ask: Ask) -> Result:
    """Look at what clients see of a schema."""
    schema = ask.domain.schema._schema
    described = list(_describable(schema))
    result = Result(f"{len(schema.type_map)} types, {len(described)} names")
    result.findings += [Finding(error.message) for error in validate_schema(schema)]
    bare = [name for name, description in described if not description]
    if bare:
        result.findings.append(
            Finding(
                f"{len(bare)} of {len(described)} have no description, which editors and GraphiQL "
                f"show: {_listed(bare)}; give a docstring, or doc=…",
                is_wrong=False,
            )
        )
    return result


def check_compiled(ask: Ask) -> Result:
    """Look which fields of queries are compiled."""
    documents = Documents(Compiler(ask.domain.schema))
    slow, wrong, count = list[str](), list[str](), 0
    for question in questions(ask.domain):
        count += 1
        document = documents.get(question.text)
        operation = document.operation(None) if not document.errors else None
        if not isinstance(operation, Operation):
            told = document.errors[0].message if document.errors else "it is no query"
            wrong.append(f"{question.name} cannot be asked for: {told}")
            continue
        found = operation.compiled(documents.compiler, question.variables)
        if not isinstance(found, Compiled):
            slow.append(f"{question.name} ({found})")
    result = Result(f"{count - len(slow)} of {count} fields of queries are compiled")
    result.findings += [Finding(one) for one in wrong]
    if slow:
        result.findings.append(
            Finding(
                f"graphql-core answers what asks for these, which is right and slower: "
                f"{_listed(slow, '; ')}",
                is_wrong=False,
            )
        )
    return result


@dataclass(frozen=True)
class Question:
    """A query for one field. name: `Type.field`."""

    name: str
    text: str
    variables: dict[str, Any]


@dataclass(frozen=True)
class _Way:
    """How one comes to an object: what is opened, and with which arguments."""

    opened: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str, Any], ...] = ()
    """Name, type and value of each variable."""

    def question(self, name: str, selected: str) -> Question:
        given = ", ".join(f"${name}: {kind}" for name, kind, _ in self.arguments)
        head = f"query({given})" if given else "query"
        inner = "".join(f" {{ {one}" for one in self.opened)
        text = f"{head}{inner} {{ {selected} }}{' }' * len(self.opened)}"
        return Question(name, text, {name: value for name, _, value in self.arguments})


def questions(domain: Domain) -> Iterator[Question]:
    """A query for every field of every object that queries come to, by the shortest way."""
    schema = domain.schema._schema
    if schema.query_type is None:
        return
    waiting, seen = [(schema.query_type, _Way())], {schema.query_type.name}
    while waiting:
        owner, way = waiting.pop(0)
        for name, field in owner.fields.items():
            called, further = _call(domain, schema, name, field, way)
            inner = get_named_type(field.type)
            leaf = is_leaf_type(inner)
            selected = called if leaf else f"{called} {{ __typename }}"
            yield further.question(f"{owner.name}.{name}", selected)
            if leaf:
                continue
            for kind in _objects(schema, inner):
                if kind.name not in seen:
                    seen.add(kind.name)
                    on = (f"... on {kind.name}",) if is_abstract_type(inner) else ()
                    opened = (*further.opened, called, *on)
                    waiting.append((kind, _Way(opened, further.arguments)))


def _objects(schema: GraphQLSchema, named: Any) -> list[GraphQLObjectType]:
    if is_object_type(named):
        return [named]
    return list(schema.get_possible_types(named)) if is_abstract_type(named) else []


def _call(
    domain: Domain, schema: GraphQLSchema, name: str, field: GraphQLField, way: _Way
) -> tuple[str, _Way]:
    """A field with what it must be given, as variables."""
    arguments, given = list(way.arguments), list[str]()
    target = get_named_type(field.type).name
    for argument, declared in field.args.items():
        if is_required_argument(declared):
            variable = f"v{len(arguments)}"
            value = sample_value(schema, domain.sample_id, declared.type, argument, target)
            arguments.append((variable, str(declared.type), value))
            given.append(f"{argument}: ${variable}")
    called = f"{name}({', '.join(given)})" if given else name
    return called, _Way(way.opened, tuple(arguments))


def _describable(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Everything that can be described, and how it is."""
    for name, kind in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        if kind is not schema.query_type and kind is not schema.mutation_type:
            yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{one}", value.description) for one, value in kind.values.items())
        elif isinstance(kind, (GraphQLObjectType, GraphQLInputObjectType, GraphQLInterfaceType)):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.description
                if kind is not schema.mutation_type:  # Its one argument is an input.
                    for argument, given in getattr(field, "args", {}).items():
                        yield f"{name}.{field_name}({argument}:)", given.description


def _listed(names: list[str], between: str = ", ") -> str:
    shown = between.join(names[:_NAMED_MAX])
    rest = len(names) - _NAMED_MAX
    return f"{shown} and {rest} more" if rest > 0 else shown
