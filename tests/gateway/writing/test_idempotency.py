"""A retry with the same key: whatever happened since, it is the first use that is answered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, eventually, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.writing.drafts import KEY_LENGTH_MAX
from tests.gateway.harness import gateway, serving
from tests.gateway.live.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.reading.test_waves import run
from tests.worlds import world
from tribes import events as e

COMMENT = node_id("Comment", "a/1")
HISTORY = [*ONE, e.CommentPosted(**envelope(3, "pat"), comment="a/1", body="c")]


@pytest.mark.parametrize(
    ("mutation", "fields", "select", "viewer"),
    [
        ("removeArticle", {"articleId": ARTICLE}, "article { id }", "enzo"),
        ("removeComment", {"commentId": COMMENT}, "comment { id }", "pat"),
        ("setTribeProfile", {"slug": "new", "name": "N"}, "tribe { id slug name }", "enzo"),
        ("setUserProfile", {"handle": "e2"}, "user { handle }", "enzo"),
        ("publishArticle", {"tribeId": TRIBE, "title": "T"}, "article { id title }", "enzo"),
        ("postComment", {"articleId": ARTICLE, "body": "b"}, "comment { id body }", "enzo"),
    ],
)
def test_a_retry_of_what_succeeded_succeeds(  # noqa: PLR0917
    nats: NatsServer, store_url: str, mutation: str, fields: Any, select: str, viewer: str
) -> None:
    """Found by this test: the retry of a removal was NOT_FOUND, of a tribe's founding TAKEN."""

    async def scenario(it: Gateway) -> None:
        keyed = {**fields, "idempotencyKey": "k"}
        first = await it.change(mutation, keyed, select, viewer=viewer)
        assert first["userErrors"] == []
        again = await it.change(mutation, keyed, select, viewer=viewer)
        assert again["receipt"].pop("duplicate") is True
        assert first["receipt"].pop("duplicate") is False
        assert again == first
        assert await it.head() == len(HISTORY) + 1

    run(nats, store_url, scenario, history=HISTORY)


def test_a_retry_outlives_what_it_was_about(nats: NatsServer, store_url: str) -> None:
    """The answer got lost, the article was removed, and then the client retries its bump."""

    async def scenario(it: Gateway) -> None:
        bump = {"articleId": ARTICLE, "idempotencyKey": "k"}
        first = await it.change("bumpArticle", bump, "article { bumpCount }", viewer="pat")
        await it.change("removeArticle", {"articleId": ARTICLE}, "article { id }", viewer="enzo")
        again = await it.change("bumpArticle", bump, "article { bumpCount }", viewer="pat")
        assert (again["article"], again["userErrors"]) == (None, [])
        assert again["receipt"]["eventId"] == first["receipt"]["eventId"]
        fresh = {**bump, "idempotencyKey": "k2"}
        [error] = (await it.change("bumpArticle", fresh, "article { id }", viewer="pat"))[
            "userErrors"
        ]
        assert error["code"] == "NOT_FOUND"

    run(nats, store_url, scenario, history=HISTORY)


def test_a_retry_does_not_overwrite_what_came_between(nats: NatsServer, store_url: str) -> None:
    """Bump, un-bump, and the late retry of the bump: the un-bump stands."""

    async def scenario(it: Gateway) -> None:
        named, seen = {"articleId": ARTICLE}, "article { bumpCount }"
        keyed = {**named, "idempotencyKey": "k"}
        assert (await it.change("bumpArticle", keyed, seen, viewer="pat"))["article"][
            "bumpCount"
        ] == 1
        await it.change("unbumpArticle", named, seen, viewer="pat")
        late = await it.change("bumpArticle", keyed, seen, viewer="pat")
        assert late["article"] == {"bumpCount": 0}

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "N"}, {"name": "M"}),
        ({"name": "N"}, {"name": "N", "avatarUrl": None}),
        ({"name": "N", "avatarUrl": None}, {"name": "N"}),
    ],
)
def test_other_input_under_a_key_is_refused(
    nats: NatsServer, store_url: str, one: Any, other: Any
) -> None:
    """Found by this test: `avatarUrl: null` takes a picture away, and passed for silence."""

    async def scenario(it: Gateway) -> None:
        async def describe(fields: Any) -> Any:
            keyed = {**fields, "idempotencyKey": "k"}
            payload = await it.change("setUserProfile", keyed, "user { name }", viewer="enzo")
            return [(error["field"], error["code"]) for error in payload["userErrors"]]

        assert await describe(one) == []
        assert await describe(other) == [("idempotencyKey", "IDEMPOTENCY_KEY_REUSED")]
        assert await describe(one) == []
        assert await it.head() == len(HISTORY) + 1

    run(nats, store_url, scenario, history=HISTORY)


def test_a_key_of_one_mutation_is_not_another_s(nats: NatsServer, store_url: str) -> None:
    """The same fields mean something else there, and must not come back as done."""

    async def scenario(it: Gateway) -> None:
        keyed = {"articleId": ARTICLE, "idempotencyKey": "k"}
        bumped = await it.change("bumpArticle", keyed, "article { id }", viewer="pat")
        assert bumped["userErrors"] == []
        for mutation in ("unbumpArticle", "viewArticle"):
            payload = await it.change(mutation, keyed, "article { id }", viewer="pat")
            [error] = payload["userErrors"]
            assert error["code"] == "IDEMPOTENCY_KEY_REUSED"

    run(nats, store_url, scenario, history=HISTORY)


def test_another_gateway_knows_the_key(nats: NatsServer, store_url: str) -> None:
    """A load balancer sends the retry elsewhere; ten at once through two are one event."""

    async def main() -> None:
        async with world(nats.url, store_url) as it, it.projecting():
            await it.publish(HISTORY)
            await it.caught_up()
            async with serving(it) as here, serving(it) as there:
                fields = {"tribeId": TRIBE, "title": "T", "idempotencyKey": "k"}
                found = await asyncio.gather(
                    *(
                        gate.change("publishArticle", fields, "article { id }", viewer="enzo")
                        for gate in (here, there) * 5
                    )
                )
                assert len({payload["article"]["id"] for payload in found}) == 1
                assert len({payload["receipt"]["eventId"] for payload in found}) == 1
                assert [payload["userErrors"] for payload in found] == [[]] * 10
                assert await here.head() == len(HISTORY) + 1

    asyncio.run(main())


def test_a_mutation_that_was_refused_does_not_use_its_key_up(
    nats: NatsServer, store_url: str
) -> None:
    """The client corrects nothing, the world does: then the same retry must go through."""

    async def main() -> None:
        async with gateway(nats.url, store_url) as it:
            bump = {"articleId": ARTICLE, "idempotencyKey": "k"}

            async def bumped() -> bool:
                payload = await it.change("bumpArticle", bump, "article { id }", viewer="pat")
                return not payload["userErrors"]

            assert not await bumped()
            await it.world.publish(ONE)
            await eventually(bumped)

    asyncio.run(main())


@pytest.mark.parametrize("key", ["", "x" * (KEY_LENGTH_MAX + 1)])
def test_a_key_has_bounds(nats: NatsServer, store_url: str, key: str) -> None:
    """An empty one is a client's mistake: all its requests would be one."""

    async def scenario(it: Gateway) -> None:
        fields = {"articleId": ARTICLE, "idempotencyKey": key}
        payload = await it.change("bumpArticle", fields, "article { id }", viewer="pat")
        [error] = payload["userErrors"]
        assert (error["field"], error["code"]) == ("idempotencyKey", "INVALID")
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY)
