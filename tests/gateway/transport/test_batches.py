"""Batches: operations in a list, answered in its order, where a deployment takes them."""

from __future__ import annotations

from typing import Any

import httpx

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from gateway.admission.limits import Limits
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

FEED = "{ feed { nodes { id bumpCount } } }"
BUMP = """mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { token }
  userErrors { code } } }"""
BATCHES = Limits(batch_max=3)


async def posted(it: Gateway, body: Any, **headers: str) -> httpx.Response:
    """The response to a body."""
    return await it.client.post("/graphql", json=body, headers=headers)


def codes(answer: Any) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def test_a_batch_is_answered_in_its_order(nats: NatsServer, store_url: str) -> None:
    """An error is of its own operation, and each sees what those before it wrote."""

    async def scenario(it: Gateway) -> None:
        article = node_id("Article", ONE[0].article)
        bump = {"query": BUMP, "variables": {"i": {"articleId": article}}}
        feed = {"query": FEED}
        response = await posted(it, [bump, {"query": "{ nope }"}, feed], **{"X-Viewer": "pat"})
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("application/json")
        first, wrong, last = response.json()
        assert first["data"]["bumpArticle"]["userErrors"] == []
        assert codes(wrong) == ["GRAPHQL_VALIDATION_FAILED"]
        assert last["data"]["feed"]["nodes"][0]["bumpCount"] == 1
        assert last["extensions"]["consistency"]["status"] == "SATISFIED"
        single = await posted(it, feed)
        assert single.json()["data"] == last["data"]

    run(nats, store_url, scenario, history=ONE, limits=BATCHES)


def test_what_is_no_batch_is_told_so(nats: NatsServer, store_url: str) -> None:
    """Of one that is none, nothing is done; what cannot be in one is an error of its own."""

    async def scenario(it: Gateway) -> None:
        feed = {"query": FEED}
        for body, told in (
            ([], "a batch has 1 to 3 operations, and this has 0"),
            ([feed] * 4, "a batch has 1 to 3 operations, and this has 4"),
            ([feed, 1], "the body's 1 is a number"),
            ([feed, {"query": 1}], "query is a number"),
        ):
            response = await posted(it, body)
            assert (response.status_code, codes(response.json())) == (400, ["BAD_USER_INPUT"])
            assert told in response.json()["errors"][0]["message"]
        live = {"query": "subscription { feedUpdated { nodes { id } } }"}
        refused, answered = (await posted(it, [live, feed])).json()
        assert "a batch cannot hold a subscription" in refused["errors"][0]["message"]
        assert answered["data"]["feed"]["nodes"]
        assert (await posted(it, [feed], accept="text/html")).status_code == 406

    run(nats, store_url, scenario, history=ONE, limits=BATCHES)


def test_what_a_batch_asks_is_its_client_s(nats: NatsServer, store_url: str) -> None:
    """Many in one request are no way around the budget."""

    async def scenario(it: Gateway) -> None:
        feed = {"query": "{ feed(first: 100) { nodes { id } } }"}
        found = (await posted(it, [feed] * 3)).json()
        assert (codes(found[0]), codes(found[-1])) == ([], ["TOO_MANY"])

    run(nats, store_url, scenario, history=ONE, limits=Limits(batch_max=3, reads=350))


def test_what_is_refused_in_a_batch_is_paid_for(nats: NatsServer, store_url: str) -> None:
    """540,000 refusals cost nothing; and who has spent all is refused at once."""

    async def scenario(it: Gateway) -> None:
        for _ in range(2):
            found = await posted(it, [{"documentId": "x"}] * 3)
            assert [codes(one) for one in found.json()] == [["BAD_USER_INPUT"]] * 3
        assert '"reads";r=400;' in found.headers["ratelimit"]
        for _ in range(3):
            found = await posted(it, [{"documentId": "x"}] * 3)
        assert found.status_code == 429

    limits = Limits(batch_max=3, reads=1_000)
    run(nats, store_url, scenario, history=ONE, limits=limits)
