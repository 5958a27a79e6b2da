"""Introspection: how much of the schema is told, to whom, and what an error gives away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import get_introspection_query

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.compiler.compilation import Compiler
from gateway.documents.complexity import QueryLimits
from gateway.documents.documents import Documents
from gateway.documents.introspection import Introspection
from gateway.errors import TooCostly
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_streams import stream
from tests.gateway.reading.test_waves import run
from tests.gateway.transport.test_limits import roots
from tribes.schema import SCHEMA

TYPE = "name description fields(includeDeprecated: true) { name args { name type { name } } type {"\
    " name kind ofType { name kind } } }"  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "{" + roots(20, f"__schema {{ types {{ {TYPE} }} }}") + "}",
        "{ __schema { types {"
        + roots(40, "fields { name type { name ofType { name } } }")
        + "} } }",
        "{ ...A ...B } fragment A on Query { a: __schema { types { ...T } } b: __schema { types {"
        " ...T } } c: __schema { types { ...T } } d: __schema { types { ...T } } } fragment B on"
        f" Query {{ ...A {roots(4, '__schema { types { ...T } }')} }}"
        f" fragment T on __Type {{ {TYPE} }}",
    ],
    ids=["aliases", "fields", "fragments"],
)
def test_the_schema_is_told_once_and_not_many_times_over(
    nats: NatsServer, store_url: str, query: str
) -> None:
    """One query of 11 KB was answered with 3.4 MB, and everybody waited for half a second."""

    async def scenario(it: Gateway) -> None:
        assert len((await it.ask(get_introspection_query()))["__schema"]["types"]) > 50
        error = await it.refusal(query)
        assert error["code"] == "TOO_COSTLY"
        assert "2 times as many as the schema has" in error["message"]
        assert error["data"] is None

    run(nats, store_url, scenario)


@pytest.mark.parametrize("told", [True, False])
def test_lists_of_the_schema_within_each_other_have_a_limit_that_is_said(*, told: bool) -> None:
    """What graphql-core says of its own limit names none, and no way out."""
    limits = QueryLimits(introspection=told)
    documents = Documents(Compiler(SCHEMA), limits=limits)
    two = "{ __schema { types { fields { type { fields { name } } } } } }"
    three = two.replace("{ name }", "{ type { fields { name } } }")
    assert bool(documents.get(two).errors) is not told
    [error] = documents.get(three).errors
    if told:
        assert isinstance(error.original_error, TooCostly)
        assert "stand over 2 within each other: ask in steps" in error.message
    else:
        assert "introspection is off here" in error.message


def test_tools_get_the_whole_schema() -> None:
    """With everything that a tool may ask of it, and of any schema: the bound is made of it."""
    documents = Documents(Compiler(SCHEMA))
    introspection = Introspection(SCHEMA._schema)
    whole = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    for text in (whole, get_introspection_query(descriptions=False)):
        operation = documents.get(text).operation(None)
        assert not isinstance(operation, list)
        selections = operation.selections(documents.compiler, {})
        assert 1_000 < introspection.cost(selections) <= introspection.fields_max // 2


def test_what_is_counted_is_what_is_answered(nats: NatsServer, store_url: str) -> None:
    """To the field, else the bound would be of something else."""

    def fields(value: Any) -> int:
        if isinstance(value, dict):
            return sum(1 + fields(one) for key, one in value.items() if key != "data")
        return sum(map(fields, value)) if isinstance(value, list) else 0

    async def scenario(it: Gateway) -> None:
        documents = Documents(Compiler(SCHEMA))
        introspection = Introspection(SCHEMA._schema)
        for text in (
            get_introspection_query(),
            f"{{ __schema {{ types {{ {TYPE} }} }} }}",
            '{ a: __type(name: "Article") { name } b: __type(name: "No") { name } }',
            "{ __schema { directives { name args { name } } queryType { name } } __typename }",
        ):
            data = await it.ask(text)
            data.pop("__typename", None)
            operation = documents.get(text).operation(None)
            assert not isinstance(operation, list)
            selections = operation.selections(documents.compiler, {})
            assert introspection.cost(selections) == fields(data)

    run(nats, store_url, scenario)


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        '{ __type(name: "Article") { name } }',
        "{ feed { __typename } a: __schema { __typename } }",
        "query A { ...F } fragment F on Query { ... { x: __schema { queryType { name } } } }",
        "mutation { __schema { queryType { name } } }",
        "subscription { __schema { queryType { name } } }",
        "query A { __typename } query B { __schema { queryType { name } } }",
    ],
    ids=lambda given: given[:40].strip(),
)
def test_production_does_not_tell_its_schema(nats: NatsServer, store_url: str, query: str) -> None:
    """Over no transport, in no disguise; what a type is called, an answer always says."""
    limits = QueryLimits(introspection=False)

    async def scenario(it: Gateway) -> None:
        body = {"query": query, "operationName": "A" if "query A" in query else None}
        answer = (await it.client.post("/graphql", json=body)).json()
        assert answer.keys() == {"errors"}
        async with listening(it) as port:
            async with stream(port, body) as events:
                payload, _ = await events.state()
                assert payload.keys() == {"errors"}
            async with subscriber(port) as fan:
                await fan.send(id="1", type="subscribe", payload=body)
                assert (await fan.message("1"))["type"] == "error"
        assert (await it.ask("{ __typename feed { __typename } }"))["feed"]

    run(nats, store_url, scenario, query_limits=limits, development=False)


GUESSES = [
    ("{ fed { __typename } }", {}),
    ("{ feed(fist: 1) { __typename } }", {}),
    ("{ feed(order: NEWS) { __typename } }", {}),
    ("{ feed { edges { node { titel } } } }", {}),
    ("{ node(id: \"x\") { ... on Artikle { id } } }", {}),
    ("query($a: FeedOrdr) { feed(order: $a) { __typename } }", {}),
    ("query($a: FeedOrder) { feed(order: $a) { __typename } }", {"a": "NEWS"}),
    ("mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { __typename } }",
     {"i": {"articleI": "x"}}),
    ("subscription { articleUpdate(id: \"x\") { id } }", {}),
    ("{ feed @skipp(if: true) { __typename } }", {}),
    ("{ viewer }", {}),
    ("{ feed { edges } }", {}),
    ("mutation { bumpArticle(input: {articleI: \"x\"}) { __typename } }", {}),
    ("{ feed(order: \"NEW\") { __typename } }", {}),
    ("query($a: FeedOrder) { feed(order: $a) { __typename } }", {"a": 7}),
    ("{ ... on Querry { __typename } }", {}),
    ("{ feed @skip(iff: true) { __typename } }", {}),
    ("fragment F on Usr { id } { __typename ...F }", {}),
]  # fmt: skip


@pytest.mark.parametrize("development", [True, False])
@pytest.mark.parametrize(("query", "variables"), GUESSES, ids=lambda given: str(given)[:40])
def test_who_guesses_is_helped_in_development_alone(
    nats: NatsServer, store_url: str, query: str, variables: Any, development: bool
) -> None:
    """A suggestion helps whoever mistyped, and tells the schema to whoever asks often enough."""

    async def scenario(it: Gateway) -> None:
        body = {"query": query, "variables": variables}
        told = [(await it.client.post("/graphql", json=body)).text]
        told.append((await it.client.get("/graphql", params={"query": query})).text)
        async with listening(it) as port:
            async with stream(port, body) as events:
                told.append(json.dumps(await events.state()))
            async with subscriber(port) as fan:
                await fan.send(id="1", type="subscribe", payload=body)
                told.append(json.dumps(await fan.message("1")))
        if development and "skipp" not in query and variables.get("a") != 7:
            assert "id you mean" in told[0]
        if not development:
            assert not [text for text in told if "id you mean" in text]

    run(nats, store_url, scenario, development=development)
