"""Where in a text something stands: as graphql-core has it, and without looking again and again."""

from __future__ import annotations

from graphql import GraphQLError, Source
from hypothesis import given
from hypothesis import strategies as st

from gateway.compiler.compilation import Compiler
from gateway.documents.documents import Documents
from gateway.documents.sources import Lines
from tribes.schema import SCHEMA


@given(st.text("ab\n\r", max_size=12))
def test_a_place_is_where_graphql_core_finds_it(text: str) -> None:
    """However lines end."""
    for position in range(len(text) + 1):
        assert Lines(text).get_location(position) == Source(text).get_location(position)


def test_the_lines_of_a_document_are_looked_for_once() -> None:
    """Each error looked through all of the text: of twenty of one request, it took a second."""
    document = Documents(Compiler(SCHEMA)).get("\n" * 9_000 + "{ feed { __typename } }")
    assert document.ast is not None
    [definition] = document.ast.definitions
    for _ in range(2):
        assert GraphQLError("no", [definition]).locations == [(9_001, 1)]
    assert definition.loc is not None
    assert isinstance(definition.loc.source, Lines)
    assert "_ends" in vars(definition.loc.source)
