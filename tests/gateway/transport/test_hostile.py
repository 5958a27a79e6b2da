"""Queries that mean harm, or that are odd: each was found once to get through, or to fail."""

from __future__ import annotations

import gc
import time

import pytest
from graphql import GraphQLError

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.compiler.compilation import Compiler
from gateway.declare.entities import camel
from gateway.documents.complexity import QueryLimits
from gateway.documents.documents import Documents, Operation
from gateway.errors import Uncovered
from gateway.reading.sessions import Session
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run
from tribes.schema import SCHEMA


def _tree(levels: int) -> str:
    """Fragments in fragments, so many deep: each spreads the next three times."""
    fragments = [
        f"fragment F{n} on Comment {{ "
        + " ".join(f"p{at}: parent {{ ...F{n + 1} }}" for at in range(3))
        + " }"
        for n in range(levels)
    ]
    last = f"fragment F{levels} on Comment {{ body }}"
    return "\n".join(['{ node(id: "Q29tbWVudDphL2Mx") { ...F0 } }', *fragments, last])


def test_fragments_in_fragments_are_counted_before_they_are_validated() -> None:
    """Nine hundred characters selected in a million places, and the loop stood for a minute."""
    documents = Documents(Compiler(SCHEMA), limits=QueryLimits(aliases_max=10_000))
    began = time.process_time()
    [error] = documents.get(_tree(12)).errors
    assert time.process_time() - began < 5
    assert "over 2,000 fields, with those of a fragment each time" in error.message


def test_fragments_in_fragments_are_counted_while_they_are_planned() -> None:
    """Where a deployment allows more fields, the planner has a bound of its own."""
    limits = QueryLimits(fields_max=50_000, aliases_max=10_000)
    documents = Documents(Compiler(SCHEMA), limits=limits)
    operation = documents.get(_tree(7)).operation(None)
    assert isinstance(operation, Operation)
    found = operation.compiled(documents.compiler, {})
    assert isinstance(found, Uncovered)
    assert (found.why, "over 1,000 places" in str(found)) == ("too deep", True)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_request_leaves_nothing_to_the_collector(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """What waits for it waits with all that it read, and then everybody waits for 30 ms."""

    async def scenario(it: Gateway) -> None:
        query = "{ feed { edges { node { title author { name } tribe { name } } } } }"
        await it.ask(query)
        gc.collect()
        gc.disable()
        try:
            for _ in range(30):
                await it.ask(query)
            alive = [one for one in gc.get_objects() if isinstance(one, Session)]
        finally:
            gc.enable()
        assert len(alive) < 5

    run(nats, store_url, scenario, shards=shards)


def test_an_error_that_is_kept_keeps_nothing_of_who_met_it(
    nats: NatsServer, store_url: str
) -> None:
    """What is raised again keeps every frame that it went through, and the sessions in them."""

    async def scenario(it: Gateway) -> None:
        for query in ("{", "{ feed(first: 0) { edges { cursor } } }", "{ nothing }"):
            for _ in range(30):
                await it.send(query)
        gc.collect()
        alive = [one for one in gc.get_objects() if isinstance(one, Session)]
        assert len(alive) < 10

    run(nats, store_url, scenario, history=ONE)


def test_a_null_in_a_directive_is_an_error_and_no_fault(nats: NatsServer, store_url: str) -> None:
    """A nullable variable with a default may stand there, and null may be given for it."""

    async def scenario(it: Gateway) -> None:
        for asked in (
            "viewer @include(if: $a) { user { id } }",
            "__schema @include(if: $a) { __typename }",
            "__schema { types { name @include(if: $a) } }",
            "viewer { __typename } __schema { types @skip(if: $a) { name } }",
        ):
            query = f"query($a: Boolean = true) {{ {asked} }}"
            assert await it.ask(query, viewer="enzo")
            answer = await it.send(query, a=None)
            assert answer.status_code == 200
            assert answer.json()["errors"]

    run(nats, store_url, scenario, history=ONE)


def test_a_name_with_a_digit_is_what_strawberry_makes_of_it() -> None:
    """Else a field with one would be none of the declared."""
    assert [camel(name) for name in ("bumps_7d", "top_24h", "a_b")] == ["bumps7d", "top24h", "aB"]


def test_a_document_that_cannot_be_read_says_so_each_time() -> None:
    """The same text has the same error."""
    documents = Documents(Compiler(SCHEMA))
    [one], [other] = documents.get("{").errors, documents.get("{").errors
    assert isinstance(one, GraphQLError)
    assert one is other
