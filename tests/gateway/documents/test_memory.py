"""What documents take: those that are let go leave nothing behind, whoever sends how many."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from gateway.compiler.compilation import Compiler
from gateway.documents.documents import Documents
from tribes.schema import SCHEMA

COMMENTS = "comments(first: 2) { edges { node { body } } }"
FIELDS = f"edges {{ node {{ id title bumpCount author {{ name }} {COMMENTS} }} }}"


def text(number: int) -> str:
    """A query that nobody else sends: some 3,000 characters."""
    return f"{{ {' '.join(f'a{number}b{at}: feed(first: 3) {{ {FIELDS} }}' for at in range(20))} }}"


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Nothing is collected meanwhile but what nobody holds."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("compiled", [False, True])
def test_a_document_that_is_let_go_waits_for_no_collector(compiled: bool) -> None:
    """It did: its tokens held each other, and so did what was compiled. 1,500 queries of 7 KB, sent
    by anybody, took 1.6 GB.
    """
    documents = Documents(Compiler(SCHEMA), characters_max=1)

    def ask(number: int) -> None:
        operation = documents.get(text(number)).operation(None)
        assert not isinstance(operation, list)
        if compiled:
            operation.compiled(documents.compiler, {})

    def left_by(*numbers: int) -> int:
        for number in numbers:
            ask(number)
        gc.collect()  # What validation leaves, which is young.
        documents.get(f"{{ __typename a{len(numbers)}: __typename }}")
        return gc.collect()

    assert left_by(1) == left_by(2) == left_by(3, 4) < left_by() + 100
