"""Whatever the page asks and the guide shows is compiled: a fallback would only be slow, and so
nobody would notice it.
"""

from __future__ import annotations

import pytest
from graphql import OperationType, parse, print_ast, separate_operations

from gateway.compiler.compilation import Compiled, Compiler
from gateway.documents.documents import Documents, Operation
from tests.docs.test_graphql import ROOT, queries
from tribes.schema import SCHEMA

DOCUMENTS = Documents(Compiler(SCHEMA))


def _operations() -> dict[str, str]:
    """The documents by what they are: those of the guide, and each operation of the page."""
    found = {query.title: query.text for query in queries()}
    folder = ROOT / "examples/web/src/operations"
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
    for name, document in separate_operations(parse(whole)).items():
        found[f"the page: {name}"] = print_ast(document)
    return found


OPERATIONS = _operations()


@pytest.mark.parametrize("name", OPERATIONS)
def test_it_is_compiled(name: str) -> None:
    """All but mutations, whose payloads alone are."""
    document = DOCUMENTS.get(OPERATIONS[name])
    assert not document.errors
    operation = document.operation(None)
    assert isinstance(operation, Operation)
    # Whatever `@skip` and `@include` ask is true.
    found = operation.compiled(DOCUMENTS.compiler, dict.fromkeys(operation.conditions, True))
    if operation.definition.operation is OperationType.MUTATION:
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
