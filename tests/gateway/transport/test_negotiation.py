"""Negotiation: in what form whom is answered, and with which status."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.admission.limits import Limits
from gateway.transport.accept import HTML, JSON, LENGTH_MAX, RESPONSE, STREAM, Accepted, accepted
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN, counted
from tests.gateway.live.test_streams import ASKED, stream
from tests.gateway.reading.test_waves import run

URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
NOTHING = None
FEED = "{ feed { edges { node { title } } } }"


@pytest.mark.parametrize(
    ("accept", "of_a_query", "of_a_subscription"),
    [
        # Who does not say, or says anything.
        (None, JSON, NOTHING),
        ("", JSON, NOTHING),
        ("*/*", JSON, NOTHING),
        ("*", JSON, NOTHING),
        ("application/*", JSON, NOTHING),
        (";;, /, x", JSON, NOTHING),
        # One kind.
        ("application/json", JSON, NOTHING),
        ("APPLICATION/Json", JSON, NOTHING),
        ("application/json; charset=utf-8", JSON, NOTHING),
        ("application/graphql-response+json", RESPONSE, NOTHING),
        ("application/graphql-response+json; charset=utf-8", RESPONSE, NOTHING),
        ("text/event-stream", STREAM, STREAM),
        ("Text/Event-Stream", STREAM, STREAM),
        ("text/*", STREAM, STREAM),
        # Several alike: JSON for one answer, and of both kinds the one that is named first.
        ("application/json, text/event-stream", JSON, STREAM),
        ("text/event-stream, application/json", JSON, STREAM),
        ("text/event-stream, */*", JSON, STREAM),
        ("application/json, application/graphql-response+json", JSON, NOTHING),
        ("application/graphql-response+json, application/json", RESPONSE, NOTHING),
        ("application/*, application/graphql-response+json", RESPONSE, NOTHING),
        (URQL, RESPONSE, STREAM),
        # By weight.
        ("application/json;q=0.9, application/graphql-response+json", RESPONSE, NOTHING),
        ("application/graphql-response+json,application/json;q=0.9", RESPONSE, NOTHING),
        ("application/graphql-response+json;q=0.1, application/json;q=.2", JSON, NOTHING),
        ("application/json;q=0.5, text/event-stream", STREAM, STREAM),
        ("application/json;q=0.5, text/event-stream;q=0.4", JSON, STREAM),
        ("text/event-stream, */*;q=0.1", STREAM, STREAM),
        ("application/json;Q=0.2, application/graphql-response+json;q=0.1", JSON, NOTHING),
        # What is refused, and what is named more exactly than the rest.
        ("text/event-stream;q=0, */*", JSON, NOTHING),
        ("text/event-stream;q=0, application/json", JSON, NOTHING),
        ("application/json, text/event-stream;q=0.000", JSON, NOTHING),
        ("*/*, text/event-stream;q=0", JSON, NOTHING),
        ("application/json;q=0, */*", RESPONSE, NOTHING),
        ("application/json;q=0, application/*", RESPONSE, NOTHING),
        ("*/*;q=0, application/json;q=0.1", JSON, NOTHING),
        ("text/*;q=0, text/event-stream", STREAM, STREAM),
        # What contains the name, and is not it.
        ("text/event-streams, application/json", JSON, NOTHING),
        ("application/json; profile=text/event-stream", JSON, NOTHING),
        ("x-text/event-stream, application/json", JSON, NOTHING),
        (BROWSER, JSON, NOTHING),
        # What there is not.
        ("application/json;q=0", NOTHING, NOTHING),
        ("text/html", NOTHING, NOTHING),
        ("application/xml, text/plain", NOTHING, NOTHING),
        ("multipart/mixed", NOTHING, NOTHING),
        ("*/*;q=0", NOTHING, NOTHING),
        ("text/html, text/event-stream;q=0.1", STREAM, STREAM),
    ],
)
def test_an_operation_is_answered_in_the_form_that_is_liked_best(
    accept: str | None, of_a_query: str | None, of_a_subscription: str | None
) -> None:
    """By the rules of HTTP: a stream for who asks for one, and for nobody who merely names it."""
    found = accepted(accept)
    assert (STREAM if found.likes_stream else found.json) == of_a_query
    assert (STREAM if found.stream else NOTHING) == of_a_subscription


def test_a_page_is_for_who_likes_one_better() -> None:
    """GraphiQL is for browsers: a program must not take a page for its answer."""
    liked = {text: accepted(text).likes_html for text in (BROWSER, HTML, "*/*", JSON, URQL)}
    assert liked == {BROWSER: True, HTML: True, "*/*": False, JSON: False, URQL: False}
    assert not accepted("application/json, text/html;q=0.9").likes_html
    assert accepted(None) == Accepted(JSON)


ASK = {"query": FEED}
LISTEN = {"query": PLAIN, "variables": {"id": ARTICLE}}


@pytest.mark.parametrize(
    ("accept", "body", "status", "kind"),
    [
        (URQL, ASK, 200, RESPONSE),
        ("application/json, text/event-stream", ASK, 200, JSON),
        ("text/event-stream;q=0, */*", ASK, 200, JSON),
        ("text/event-stream", ASK, 200, STREAM),
        ("text/html", ASK, 406, JSON),
        ("application/json;q=0", ASK, 406, JSON),
        ("*/*", LISTEN, 406, JSON),
        (RESPONSE, LISTEN, 406, RESPONSE),
        ("text/event-stream;q=0", LISTEN, 406, JSON),
        ("a" * (LENGTH_MAX + 1), ASK, 400, JSON),
    ],
)
def test_what_is_answered_says_what_it_is(
    nats: NatsServer, store_url: str, *, accept: str, body: Any, status: int, kind: str
) -> None:
    """In `Content-Type`, with its charset; also where nothing fits."""

    async def scenario(it: Gateway) -> None:
        headers = {"Accept": accept}
        answer = await it.client.post("/graphql", json=body, headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
        if status == 406:
            assert "text/event-stream" in answer.json()["errors"][0]["message"]

    run(nats, store_url, scenario, history=ONE)


def test_accept_may_come_in_several_lines(nats: NatsServer, store_url: str) -> None:
    """They are one list, as HTTP has it."""

    async def scenario(it: Gateway) -> None:
        lines = [("Accept", "text/html"), ("Accept", RESPONSE), ("Content-Type", JSON)]
        answer = await it.client.post("/graphql", content=json.dumps(ASK), headers=lines)
        assert answer.headers["content-type"] == f"{RESPONSE}; charset=utf-8"

    run(nats, store_url, scenario, history=ONE)


def test_nothing_is_changed_for_who_takes_no_answer(nats: NatsServer, store_url: str) -> None:
    """It would not know that it was."""
    bump = f'mutation {{ bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ __typename }} }}'

    async def scenario(it: Gateway) -> None:
        headers = {"Accept": "text/html", "X-Viewer": "enzo"}
        answer = await it.client.post("/graphql", json={"query": bump}, headers=headers)
        assert answer.status_code == 406
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE)


WIDE = "{ feed(first: 100) { edges { node { comments(first: 100) { edges { node { id" + \
    " author { feed(first: 100) { edges { cursor } } } } } } } } } }"  # fmt: skip
PARTIAL = '{ __typename article(id: "?") { id } }'


@pytest.mark.parametrize(
    ("body", "legacy", "status", "code"),
    [
        # Never executed: there are no data, not even null.
        ({"query": "{"}, 200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ nothing }"}, 200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query($a: Int!) { feed(first: $a) { __typename } }"},
         200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A { __typename } query B { __typename }"},
         200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A { __typename }", "operationName": "B"},
         200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "fragment F on Query { __typename }"}, 200, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{" + "x " * 2_000 + "}"}, 200, 400, "TOO_COSTLY"),
        ({"query": WIDE}, 200, 400, "TOO_COSTLY"),
        ({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}},
         200, 400, "PERSISTED_QUERY_NOT_FOUND"),
        # No request that is well formed.
        ({}, 400, 400, "BAD_USER_INPUT"),
        ({"query": 7}, 400, 400, "BAD_USER_INPUT"),
        ({"documentId": "none"}, 400, 400, "BAD_USER_INPUT"),
        # Executed, with what could be had.
        ({"query": PARTIAL}, 200, 200, "BAD_USER_INPUT"),
        ({"query": "{ __typename }"}, 200, 200, None),
    ],
    ids=lambda given: str(given)[:50],
)  # fmt: skip
def test_the_status_is_what_the_form_asks_for(
    nats: NatsServer, store_url: str, *, body: Any, legacy: int, status: int, code: str | None
) -> None:
    """`application/json` has 200 for what a query does wrong, as it always had."""

    async def scenario(it: Gateway) -> None:
        for kind, expected in ((JSON, legacy), (RESPONSE, status)):
            headers = {"Accept": kind}
            answer = await it.client.post("/graphql", json=body, headers=headers)
            assert answer.status_code == expected
            assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
            shown = answer.json()
            codes = [error["extensions"]["code"] for error in shown.get("errors", ())]
            assert {*codes} == ({code} if code else set())
            executed = body["query"] in (PARTIAL, "{ __typename }") if "query" in body else False
            assert ("data" in shown) is executed

    run(nats, store_url, scenario, history=ONE)


def test_a_query_takes_no_subscriber_s_place(nats: NatsServer, store_url: str) -> None:
    """A server that takes streams for everything would keep out who listens."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, stream(port, ASKED) as events:
            await events.state()
            assert counted("connections", transport="sse") == 1
            async with stream(port, ASKED) as other:
                assert other.response.status_code == 503
                assert other.response.headers["retry-after"] == "1"
            for accept in ("text/event-stream", URQL):
                async with httpx.AsyncClient() as client:
                    for _ in range(3):
                        answer = await client.post(
                            f"http://127.0.0.1:{port}/graphql",
                            json=ASK,
                            headers={"Accept": accept},
                        )
                        assert answer.status_code == 200
                        assert int(answer.headers["content-length"]) == len(answer.content)
            assert counted("connections", transport="sse") == 1

    run(nats, store_url, scenario, history=ONE, limits=Limits(connections_max=1))
