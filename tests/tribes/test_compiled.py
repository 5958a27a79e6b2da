"""Whatever the page asks and the guide shows is compiled: a fallback would only be slow, and so
nobody would notice it.
"""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNonNull,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
    parse,
    print_ast,
    type_from_ast,
)

from gateway.compilation import Compiled, Compiler
from gateway.documents import Documents
from tests.docs.test_graphql import ROOT, queries
from tribes.schema import SCHEMA

DOCUMENTS = Documents(Compiler(SCHEMA))
_SCALARS: dict[str, Any] = {"Boolean": True, "Int": 1}


def _operations() -> dict[str, str]:
    """The documents by what they are: those of the guide, and each operation of the page."""
    found = {query.title: query.text for query in queries()}
    folder = ROOT / "examples/web/src/operations"
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
    definitions = parse(whole).definitions
    fragments = {
        one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
    }
    for one in definitions:
        if isinstance(one, OperationDefinitionNode) and one.name:
            text = print_ast(one)
            needed = [name for name in fragments if f"...{name}" in text]
            for name in needed:
                more = print_ast(fragments[name])
                text += f"\n{more}"
                needed += [n for n in fragments if f"...{n}" in more and n not in needed]
            found[f"the page: {one.name.value}"] = text
    return found


OPERATIONS = _operations()


def _variables(operation: OperationDefinitionNode) -> dict[str, Any]:
    """A value of each variable that must have one."""
    values = {}
    for one in operation.variable_definitions or ():
        of = type_from_ast(DOCUMENTS.compiler.graphql, one.type)  # type: ignore[arg-type]
        if isinstance(of, GraphQLNonNull) and one.default_value is None:
            named = get_named_type(of)
            if isinstance(named, GraphQLEnumType):
                values[one.variable.name.value] = next(iter(named.values))
            elif not isinstance(named, GraphQLInputObjectType):
                values[one.variable.name.value] = _SCALARS.get(named.name, "x")
    return values


@pytest.mark.parametrize("name", OPERATIONS)
def test_it_is_compiled(name: str) -> None:
    """All but mutations, whose payloads alone are."""
    document = DOCUMENTS.get(OPERATIONS[name])
    assert not document.errors
    operation = document.operation(None)
    assert operation
    ast = operation.definition
    found = operation.compiled(DOCUMENTS.compiler, _variables(ast))
    if ast.operation is OperationType.MUTATION:
        assert not isinstance(found, Compiled)
    else:
        assert isinstance(found, Compiled), found


def test_there_are_some_of_each() -> None:
    """Of the guide and of the page, with the home feed, the inbox, a board, a thread, a search."""
    whole = " ".join(OPERATIONS.values())
    for field in (
        "feed(order: $order",
        "inbox",
        "leaderboard",
        "parent",
        "search(",
        "articleUpdated",
    ):
        assert field in whole, field
    assert sum(name.startswith("the page") for name in OPERATIONS) > 10
