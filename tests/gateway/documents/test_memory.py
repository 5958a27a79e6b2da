"""What documents take: those that are let go leave nothing behind, whoever sends how many."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from gateway.compiler.compilation import Compiled, Compiler
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
    documents = Documents(Compiler(SCHEMA), bytes_max=1)

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


def _aliased(number: int, count: int, of: str) -> str:
    return " ".join(f"a{at}: feed(first: {1 + (number + at) % 50}) {of}" for at in range(count))


_KINDS: dict[str, Callable[[int], str]] = {
    "many fields": text,
    "few fields": lambda number: f"{{ feed(first: {number + 1}) {{ edges {{ cursor }} }} }}",
    "one word": lambda number: f"{{ a{number}: __typename }}",
    "dense": lambda number: f"{{{_aliased(number, 49, '{edges{cursor}}')}}}",
    "spread": lambda number: (
        f"{{{_aliased(number, 40, '{...f}')}}} fragment f on ArticleConnection "
        "{edges{cursor node{id title author{name handle bio} tribe{name slug}}}}"
    ),
    "many operations": lambda number: " ".join(
        f"query q{at} {{feed(first: {number + 1}) {{edges {{cursor}}}}}}" for at in range(100)
    ),
    "not valid": lambda number: f"{{{_aliased(number, 45, '{b c d e}')}}}",
    "variables": lambda number: (
        f"query({','.join(f'$v{at}: Int' for at in range(300))}) "
        f"{{feed(first: {number + 1}) {{edges {{cursor}}}}}}"
    ),
    "a mutation": lambda number: (
        f"mutation($i: BumpArticleInput!) {{a{number}: bumpArticle(input: $i) {{article {{id}}}}}}"
    ),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_kept_takes_no_more_than_is_counted(kind: str) -> None:
    """The bound of what is kept is one in bytes, whatever a document is made of."""
    documents = Documents(Compiler(SCHEMA))

    def ask(number: int) -> None:
        written = _KINDS[kind](number)
        found = documents.get(written)
        for operation in found.operations:
            if not operation.definition.variable_definitions:
                documents.make(written, operation, {})

    ask(0)  # What is made once for all.
    gc.collect()
    tracemalloc.start()
    counted = documents.kept.size
    for number in range(1, 7):
        ask(number)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    counted = documents.kept.size - counted
    assert taken <= counted < max(12 * taken, 60_000), f"{taken / counted:.2f} of what is counted"


def test_what_was_asked_goes_with_the_document_that_asked() -> None:
    """It is kept for all documents together, and would keep all that was made for them."""
    documents, left = Documents(Compiler(SCHEMA)), []
    for number in range(3):
        operation = documents.get(text(number)).operation(None)
        assert not isinstance(operation, list)
        compiled = operation.compiled(documents.compiler, {})
        assert isinstance(compiled, Compiled)
        for reading in compiled.query.readings(None):
            reading.kept.keep(reading, (), reading.ask_for(None, {}, 0))
        left.append(len(documents.compiler.kept))
    assert left == [20, 40, 60]
    del operation, compiled, reading, documents.kept
    gc.collect()
    assert not len(documents.compiler.kept)
