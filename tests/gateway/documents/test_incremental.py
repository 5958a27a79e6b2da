"""`@defer` and `@stream`: taken, looked at, and answered at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run
from tribes.schema import SCHEMA

BUMP = """mutation($i: BumpArticleInput!) { bumpArticle(input: $i) {
  article { id %s bumpCount } } } fragment Late on Article { viewerHasBumped }"""


@pytest.mark.parametrize(
    ("parted", "plain"),
    [
        (
            '{ feed { nodes { id ... on Article @defer(label: "a") { title } } } }',
            "{ feed { nodes { id title } } }",
        ),
        (
            "{ feed { nodes { ...A @defer ...A } } } fragment A on Article { id author { name } }",
            "{ feed { nodes { id author { name } } } }",
        ),
        (
            "{ ... @defer { feed { nodes { ... @defer { author { ... @defer { name } } } } } } }",
            "{ feed { nodes { author { name } } } }",
        ),
        (
            '{ feed { edges @stream(initialCount: 1, label: "s") { node { title } } } }',
            "{ feed { edges { node { title } } } }",
        ),
        (
            "query($no: Boolean! = false) { feed { nodes { ... @defer(if: $no) { title } } } }",
            "{ feed { nodes { title } } }",
        ),
        (
            "{ feed { nodes { ... @defer @skip(if: true) { title } ... @include(if: true) @defer "
            "{ id } } } }",
            "{ feed { nodes { id } } }",
        ),
        (
            '{ node(id: "bad") { id ... @defer { __typename } } feed { totalCount } }',
            '{ node(id: "bad") { id __typename } feed { totalCount } }',
        ),
        (
            "{ __schema { queryType { ... @defer { name } } } feed { nodes { title } } }",
            "{ __schema { queryType { name } } feed { nodes { title } } }",
        ),
    ],
)
def test_what_may_come_later_comes_at_once(
    nats: NatsServer, store_url: str, parted: str, plain: str
) -> None:
    """By either path, whatever is nested, switched off, or in error."""

    async def scenario(it: Gateway) -> None:
        both = [(await it.send(query, viewer="enzo")).json() for query in (parted, plain)]
        assert both[0]["data"] == both[1]["data"]
        paths = [[one["path"] for one in said.get("errors", ())] for said in both]
        assert paths[0] == paths[1]
        if "bad" not in plain and "__schema" not in plain:
            assert (await it.spent(parted, viewer="enzo"))[1:] == (1, 1)

    run(nats, store_url, scenario, history=ONE)


def test_a_mutation_may_have_them_within(nats: NatsServer, store_url: str) -> None:
    """Which graphql-core answers, and would rather not."""

    async def scenario(it: Gateway) -> None:
        given = {"articleId": node_id("Article", "a")}
        said = await it.ask(BUMP % "... Late @defer", viewer="pat", i=given)
        found = said["bumpArticle"]["article"]
        assert (found["bumpCount"], found["viewerHasBumped"]) == (1, True)

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("mutation { ... @defer { __typename } }", "cannot be used on root mutation type"),
        ("subscription { ... @defer { __typename } }", "cannot be used on root subscription type"),
        (
            "subscription { notificationReceived { ... @defer { id } } }",
            "not supported on subscription operations. Disable `@defer` by setting the `if`",
        ),
        ("{ feed @stream { totalCount } }", "Stream directive cannot be used on non-list field"),
        ("{ feed @defer { totalCount } }", "Directive '@defer' may not be used on field"),
        (
            '{ ... @defer(label: "a") { __typename } ... @defer(label: "a") { __typename } }',
            "label argument must be unique",
        ),
        ("{ ... @defer(later: true) { __typename } }", "Unknown argument 'later'"),
    ],
)
def test_where_they_may_not_stand_is_told(
    nats: NatsServer, store_url: str, query: str, message: str
) -> None:
    """As the specification has it, in graphql-core's words."""

    async def scenario(it: Gateway) -> None:
        answer = (await it.send(query)).json()
        assert "data" not in answer
        assert any(message in one["message"] for one in answer["errors"]), answer["errors"]

    run(nats, store_url, scenario, history=ONE)


def test_they_are_told_with_the_schema() -> None:
    """In introspection and in the SDL; not to a federation, whose router has its own."""
    assert {"defer", "stream"} <= {one.name for one in SCHEMA._schema.directives}
    assert "directive @defer(" in SCHEMA.as_str()
    assert "directive @stream(" in SCHEMA.as_str()
    assert "directive @defer(" not in SCHEMA.sdl


LATE = "{ feed { totalCount nodes { ... @defer { title } } } }"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("multipart/mixed;deferSpec=20220824,application/json", "application/json; charset=utf-8"),
        (
            "multipart/mixed;incrementalSpec=v0.2,application/graphql-response+json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
        (
            "multipart/mixed; deferSpec=20220824",
            'multipart/mixed;boundary="graphql";deferSpec=20220824',
        ),
        (
            'multipart/mixed; incrementalSpec="v0.2"',
            'multipart/mixed;boundary="graphql";incrementalSpec=v0.2',
        ),
        ("multipart/mixed", 'multipart/mixed;boundary="graphql"'),
        ("multipart/mixed;deferSpec=1", None),
        ("multipart/mixed;subscriptionSpec=1.0", None),
        ("multipart/mixed;q=0", None),
    ],
)
def test_it_is_one_part_for_who_takes_parts_alone(
    nats: NatsServer, store_url: str, accept: str, kind: str | None
) -> None:
    """And JSON for whoever takes that, too; a version that is not known is refused."""

    async def scenario(it: Gateway) -> None:
        answer = await it.client.post("/graphql", json={"query": LATE}, headers={"Accept": accept})
        if kind is None:
            assert answer.status_code == 406
            return
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        if not kind.startswith("multipart"):
            assert answer.json()["data"]["feed"]["nodes"] == [{"title": "A"}]
            return
        assert answer.headers["cache-control"] == "no-store"
        before, part, after = answer.text.split("--graphql")
        assert (before, after) == ("", "--\r\n")
        head, _, body = part.partition("\r\n\r\n")
        assert head.strip() == "Content-Type: application/json"
        said: Any = json.loads(body)
        assert said["data"]["feed"]["nodes"] == [{"title": "A"}]
        assert said["hasNext"] is False

    run(nats, store_url, scenario, history=ONE)


def test_a_cache_keeps_an_answer_that_might_have_come_in_parts(
    nats: NatsServer, store_url: str
) -> None:
    """By GET it has a tag, and is not sent to who has it."""

    async def scenario(it: Gateway) -> None:
        accept = {"Accept": "multipart/mixed;deferSpec=20220824,application/json"}
        first = await it.client.get("/graphql", params={"query": LATE}, headers=accept)
        known = accept | {"If-None-Match": first.headers["etag"]}
        again = await it.client.get("/graphql", params={"query": LATE}, headers=known)
        assert (first.status_code, again.status_code) == (200, 304)

    run(nats, store_url, scenario, history=ONE)
