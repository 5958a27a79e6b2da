"""Limits: how large a query may be, what it may cost, and how much of the schema it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from gateway.compiler import sizes
from gateway.compiler.compilation import Compiler
from gateway.documents.complexity import (
    CHARACTERS_MAX,
    DEPTH_MAX,
    DIRECTIVES_MAX,
    REPEATED_MAX,
    QueryLimits,
)
from gateway.documents.documents import COMMENTS_MAX, Documents
from gateway.transport.arrivals import BODY_BYTES_MAX
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_streams import stream
from tests.gateway.reading.test_waves import run
from tribes.schema import SCHEMA

FEED = "{ feed { edges { node { title } } } }"
COMMENT = node_id("Comment", "a/1")
RESPONSE = {"Accept": "application/graphql-response+json"}
FEW = QueryLimits(
    tokens_max=200, aliases_max=3, fields_max=40, roots_max=4, mutations_max=2, introspection=False
)


def roots(count: int, of: str = "__typename") -> str:
    """So many fields of the query itself."""
    return " ".join(f"a{number}: {of}" for number in range(count))


def bumps(count: int) -> str:
    """So many mutations in one request."""
    bump = f'bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ __typename }}'
    return f"mutation {{ {roots(count, bump)} }}"


def nested(levels: int) -> str:
    """Selections within each other."""
    return f"{{ ... on Query {'{ ... on Query ' * levels} {{ __typename }} {'}' * levels} }}"


def tree(levels: int, times: int) -> str:
    """Fragments in fragments, each of which spreads the next some times."""
    fragments = [
        f"fragment F{n} on Comment {{ id {f'...F{n + 1} ' * times}}}" for n in range(levels)
    ]
    last = f"fragment F{levels} on Comment {{ id }}"
    return f'{{ node(id: "{COMMENT}") {{ ...F0 }} }} {" ".join(fragments)} {last}'


TOO_LARGE = [
    ("{ " + "a " * 2_001 + "}", "longer than 2,000 tokens"),
    ("{ __typename }" + " " * CHARACTERS_MAX, f"and may have {CHARACTERS_MAX:,}"),
    ("#\n" * (COMMENTS_MAX + 1) + FEED, f"over {COMMENTS_MAX} comments"),
    ("{" + roots(101) + "}", "over 100 aliases"),
    ("{ feed { edges { node { " + roots(101, "title") + " } } } }", "over 100 aliases"),
    ("query {" + roots(51) + "}", "51 fields at its top level, and may have 50"),
    ("query { ...F } fragment F on Query {" + roots(51) + "}", "51 fields at its top level"),
    (bumps(11), "11 mutations, and may have 10: send several"),
    ("{ __typename " + "@include(if: true) " * (DIRECTIVES_MAX + 1) + "}",
     f"over {DIRECTIVES_MAX} directives"),
    ("{ feed { edges { node { " + "title @skip(if: false) " * 101 + "} } } }", "over "),
    ("{ feed { edges { node { " + "title " * (REPEATED_MAX + 1) + "} } } }",
     f"'title' is selected over {REPEATED_MAX} times in one place"),
    ("{ " + "feed { edges { cursor } } " * (REPEATED_MAX + 1) + "}", "'feed' is selected over"),
    ("{ " + "...F " * (REPEATED_MAX + 1) + "} fragment F on Query { feed { __typename } }",
     "'feed' is selected over"),
    (nested(DEPTH_MAX + 1), f"nested over {DEPTH_MAX} levels deep"),
    ("{ a " * 900 + "}" * 900, "nested deeper than it can be read"),
    ('{ nodes(ids: ' + "[" * 900 + "]" * 900 + ") { id } }", "nested deeper than it can be read"),
    (tree(12, 3), "is selected over"),
    (tree(40, 2), "is selected over"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "told"), TOO_LARGE, ids=lambda given: str(given)[:40].replace(" ", "_")
)
def test_what_is_too_large_is_refused_with_its_limit(
    nats: NatsServer, store_url: str, query: str, told: str
) -> None:
    """Before it is validated, which takes the square of what is written twice; nothing is read."""

    async def scenario(it: Gateway) -> None:
        before = it.world.store.calls
        for _ in range(2):  # What is kept is refused again.
            headers = {"X-Viewer": "enzo", **RESPONSE}
            answer = await it.client.post("/graphql", json={"query": query}, headers=headers)
            assert answer.status_code == 400
            [error] = answer.json()["errors"]
            assert error["extensions"] == {"code": "TOO_COSTLY", "retryable": False}
            assert told in error["message"]
        assert (it.world.store.calls, await it.head()) == (before, len(ONE))

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    "query",
    [
        "{ feed { edges { node { title " + "...F " * 20 + "} } } } fragment F on Article { id }",
        "{" + roots(50) + "}",
        "{ feed { edges { node { " + roots(100, "title") + " } } } }",
        nested(DEPTH_MAX - 3),
        "# a comment\n" * 100 + FEED,
        f'{{ article(id: "{ARTICLE}") {{ title }} }} # {"x" * 10_000}',
    ],
    ids=lambda given: given[:30],
)
def test_what_is_large_is_answered(nats: NatsServer, store_url: str, query: str) -> None:
    """A front end that is built of fragments asks for the same in many places."""

    async def scenario(it: Gateway) -> None:
        assert await it.ask(query)

    run(nats, store_url, scenario, history=ONE)


def test_a_fragment_within_itself_ends() -> None:
    """It is not valid, which validation says; whoever counts must come back."""
    documents = Documents(Compiler(SCHEMA))
    for text in (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }",
        "{ __typename } fragment A on Query { ...A }",
        "{ ...Nowhere }",
    ):
        [error, *_] = documents.get(text).errors
        assert "fragment" in error.message.lower()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("{ " + "a " * 201 + "}", "longer than 200 tokens"),
        ("{" + roots(4) + "}", "over 3 aliases"),
        ("{ __typename viewer { __typename } feed { __typename } "
         'tribe(slug: "t") { id } user(handle: "h") { id } }', "and may have 4"),
        (bumps(3), "3 mutations, and may have 2"),
        ("{ feed { edges { node { " + "id title body " * 13 + "} } } }", "over 40 fields"),
        ("{ __schema { __typename } }", "introspection is off here"),
    ],
    ids=lambda given: given[:30],
)  # fmt: skip
def test_a_deployment_says_how_large(
    nats: NatsServer, store_url: str, query: str, told: str
) -> None:
    """And how many records; what is asked over any transport has the same limits."""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(query)
        assert told in error["message"]
        got = await it.client.get("/graphql", params={"query": query})
        assert told in got.json()["errors"][0]["message"] or "send mutations" in got.text
        async with listening(it) as port:
            async with stream(port, {"query": query}) as events:
                payload, _ = await events.state()
                assert told in payload["errors"][0]["message"]
            async with subscriber(port) as fan:
                await fan.subscribe("1", query)
                message = await fan.message("1")
                assert (message["type"], told in message["payload"][0]["message"]) == (
                    "error",
                    True,
                )

    run(nats, store_url, scenario, history=ONE, query_limits=FEW)


# What a query may read.

WIDE = "feed(first: 100) { edges { node { comments(first: 100) { edges { node { author {"\
    " feed(first: 100) { edges { cursor } } } } } } } } }"  # fmt: skip
DEEP = "feed { edges { node {" + " author { feed { edges { node {" * 9 + " id" + " } } } }" * 9
ANSWER = f'article(id: "{ARTICLE}") {{ title }}'
BUMPED = f'bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ article {{ author {{ %s }} }} }}'


@pytest.mark.parametrize("compiling", [True, False])
@pytest.mark.parametrize(
    "query",
    [
        f"{{ {WIDE} }}",
        f"{{ {ANSWER} {WIDE} }}",
        f"{{ {ANSWER} a: feed(first: 0) {{ __typename }} {WIDE} }}",
        f"{{ {ANSWER} viewer {{ {WIDE} }} }}",
        f"{{ {ANSWER} {DEEP} }} }} }} }}",
        "{" + roots(3, "feed(first: 100) { edges { node { bumpers(first: 99) { edges { cursor } "
                       "} } } }") + "}",
        f"mutation {{ {BUMPED % WIDE} }}",
        f"mutation {{ {BUMPED % DEEP} }} }} }} }}",
        "mutation {" + roots(6, BUMPED % "feed(first: 99) { edges { node { comments(first: 40) {"
                             " edges { cursor } } } } }") + "}",
    ],
    ids=["wide", "beside", "wrong", "viewer", "deep", "many", "made", "made deep", "several made"],
)  # fmt: skip
def test_what_costs_too_much_is_one_error_and_reads_nothing(
    nats: NatsServer, store_url: str, query: str, compiling: bool
) -> None:
    """Whoever answers: a refused query ran for 150 ms, source by source, until it was over; and a
    mutation that is refused must not have been made.
    """

    async def scenario(it: Gateway) -> None:
        before = it.world.store.calls
        for accept, status in (("application/json", 200), (RESPONSE["Accept"], 400)):
            headers = {"X-Viewer": "enzo", "Accept": accept}
            answer = await it.client.post("/graphql", json={"query": query}, headers=headers)
            assert answer.status_code == status
            assert answer.json().keys() == {"errors"}
            [error] = answer.json()["errors"]
            assert error["extensions"]["code"] == "TOO_COSTLY"
            assert "over 20,000 records" in error["message"] or "deeper than 15" in error["message"]
        assert it.world.store.calls == before
        assert await it.head() == len(ONE)
        # Over a WebSocket, too.
        async with listening(it) as port, subscriber(port, {"X-Viewer": "enzo"}) as fan:
            await fan.subscribe("1", query)
            message = await fan.message("1")
            assert message["payload"][0]["extensions"]["code"] == "TOO_COSTLY"
        assert (it.world.store.calls, await it.head()) == (before, len(ONE))

    run(nats, store_url, scenario, history=ONE, compiling=compiling)


@pytest.mark.parametrize("compiling", [True, False])
def test_a_subscription_that_costs_too_much_does_not_begin(
    nats: NatsServer, store_url: str, compiling: bool
) -> None:
    """It would be read again and again, and refused each time."""
    query = WIDE.replace("feed(first: 100)", "subscription { feedUpdated(first: 100)", 1) + " }"

    async def scenario(it: Gateway) -> None:
        before = it.world.store.calls
        async with listening(it) as port:
            async with stream(port, {"query": query}) as events:
                payload, _ = await events.state()
                assert payload["errors"][0]["extensions"]["code"] == "TOO_COSTLY"
            async with subscriber(port) as fan:
                await fan.subscribe("1", query)
                message = await fan.message("1")
                assert message["payload"][0]["extensions"]["code"] == "TOO_COSTLY"
        assert it.world.store.calls == before

    run(nats, store_url, scenario, history=ONE, compiling=compiling)


def test_what_nobody_is_shown_costs_nobody(nats: NatsServer, store_url: str) -> None:
    """What stands below `viewer` is not read for who is not signed in."""

    async def scenario(it: Gateway) -> None:
        for compiling in (True, False):
            it.services.compiling = compiling
            assert await it.ask(f"{{ viewer {{ {WIDE} }} }}") == {"viewer": None}

    run(nats, store_url, scenario, history=ONE)


def test_a_deployment_says_how_many_records(nats: NatsServer, store_url: str) -> None:
    """More for who has no strangers, fewer for who has many."""

    async def scenario(it: Gateway) -> None:
        it.services.cost_max = 40
        assert await it.ask("{ feed(first: 10) { edges { node { title } } } }")
        error = await it.refusal("{ feed(first: 41) { edges { node { title } } } }")
        assert error["message"].startswith("the query could read over 40 records")

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize("compiling", [True, False])
def test_an_answer_has_a_size(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, compiling: bool
) -> None:
    """A request of 1 KB, of few records, asked for 557 MB: the same field, under many names."""
    monkeypatch.setattr(sizes, "ANSWER_LENGTH_MAX", 200)

    async def scenario(it: Gateway) -> None:
        it.services.compiling = compiling
        many = " ".join(f"a{number}: title" for number in range(99))
        pages = " ".join(
            f"a{number}: feed(first: 2) {{ nodes {{ title }} }}" for number in range(20)
        )
        for query in (
            f"{{ feed {{ edges {{ node {{ {many} }} }} }} }}",
            f"{{ feed {{ nodes {{ {many} }} }} }}",
            f'{{ article(id: "{ARTICLE}") {{ {many} }} }}',
            f'{{ nodes(ids: ["{ARTICLE}"]) {{ ... on Article {{ {many} }} }} }}',
            "{" + roots(40, f'article(id: "{ARTICLE}") {{ title }}') + "}",
            # One that is asked for often stands there as often, and lists side by side add up.
            f"{{ nodes(ids: {json.dumps([ARTICLE] * 20)}) {{ id }} }}",
            f'{{ article(id: "{ARTICLE}") {{ tribe {{ {pages} }} }} }}',
            f"{{ feed {{ nodes {{ tribe {{ {pages} }} }} }} }}",
        ):
            error = await it.refusal(query)
            assert error["extensions"]["code"] == "TOO_COSTLY"
            assert "the answer would be longer than 200 bytes" in error["message"]
        assert await it.ask("{ feed { nodes { title } } }")

    run(nats, store_url, scenario, history=ONE)


def test_few_of_many_ids_may_be_none(nats: NatsServer, store_url: str) -> None:
    """Each had an error of its own: 5,000 of one request took half a second."""

    async def scenario(it: Gateway) -> None:
        query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
        body = {"query": query, "variables": {"ids": [ARTICLE, *["x"] * 10]}}
        found = (await it.client.post("/graphql", json=body)).json()
        assert [one and one["id"] for one in found["data"]["nodes"]] == [ARTICLE, *[None] * 10]
        assert len(found["errors"]) == 10
        error = await it.refusal(query, ids=[ARTICLE, *["x"] * 11])
        assert error["message"].startswith(
            "ids: more than 10 of these 12 ids are not valid: 'x' is"
        )

    run(nats, store_url, scenario, history=ONE)


# Bodies and variables.


@pytest.mark.parametrize(
    ("variables", "status", "told"),
    [
        ({"id": ARTICLE, "more": "x" * (129 << 10)}, 413, "at most 131,072 are taken"),
        ({"id": ARTICLE, "more": "x" * BODY_BYTES_MAX}, 413, f"than {BODY_BYTES_MAX:,} bytes"),
        ({"id": ARTICLE, "more": json.loads("[" * 31 + "]" * 31)}, 400, "more than 32 lists"),
        ({"id": ARTICLE, "more": [{}] * 4_001}, 413, "has more than 4,000 values"),
        ({"id": ARTICLE, "more": "x" * 100_000}, 200, ""),
        ({"id": ARTICLE, "more": '{,"[' * 20_000}, 200, ""),
    ],
    ids=["long", "longer", "deep", "many", "fits", "text"],
)
def test_variables_have_a_size_and_a_depth(
    nats: NatsServer, store_url: str, variables: Any, status: int, told: str
) -> None:
    """Also what the query does not declare is read, and kept for as long as it is answered."""

    async def scenario(it: Gateway) -> None:
        query = "query($id: ID!) { article(id: $id) { title } }"
        body = {"query": query, "variables": variables}
        answer = await it.client.post("/graphql", json=body)
        assert answer.status_code == status
        if told:
            assert told in answer.json()["errors"][0]["message"]

    run(nats, store_url, scenario, history=ONE)
