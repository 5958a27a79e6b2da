"""What a mutation refuses, and how it says so."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, is_required_input_field
from msgspec import UNSET

from gateway.authentication import nobody
from tests.gateway.harness import Gateway, gateway, node_id
from tests.gateway.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.test_waves import run
from tests.servers import NatsServer
from tests.worlds import envelope
from tribes import events as e
from tribes.schema import SCHEMA

ELSEWHERE = {"tribe": "t", "kind": "ARTICLE", "title": "B"}
HISTORY = [
    *ONE,
    e.CommentPosted(**envelope(3, "pat"), comment="a/1", body="c"),
    e.CommentPosted(**envelope(4, "pat"), comment="a/2", body="c"),
    e.CommentRemoved(**envelope(5, "pat"), comment="a/2"),
    e.ArticlePublished(**envelope(6, "pat"), article="b", **ELSEWHERE),
    e.CommentPosted(**envelope(7, "pat"), comment="b/1", body="c"),
    e.ArticlePublished(**envelope(8, "pat"), article="dead", **ELSEWHERE),
    e.CommentPosted(**envelope(9, "pat"), comment="dead/1", body="c"),
    e.ArticleRemoved(**envelope(10, "pat"), article="dead"),
    e.TribeProfileSet(**envelope(11), tribe="t", slug="tt"),
    e.TribeProfileSet(**envelope(12), tribe="u", slug="uu"),
]
MUTATIONS = SCHEMA._schema.mutation_type.fields  # type: ignore[union-attr]


def comment(record_id: str) -> dict[str, str]:
    """A comment's id, as an input has it."""
    return {"commentId": node_id("Comment", record_id)}


@pytest.mark.parametrize(
    ("mutation", "fields", "error"),
    [
        ("editComment", {**comment("a/1"), "body": "x"}, ("commentId", "FORBIDDEN")),
        ("removeComment", comment("a/1"), ("commentId", "FORBIDDEN")),
        ("removeComment", comment("a/2"), ("commentId", "NOT_FOUND")),
        ("removeComment", comment("dead/1"), ("commentId", "NOT_FOUND")),
        ("editComment", {**comment("no/1"), "body": "x"}, ("commentId", "NOT_FOUND")),
        ("editComment", {**comment("a"), "body": "x"}, ("commentId", "INVALID")),
        ("editComment", {**comment("a/1"), "body": ""}, ("body", "INVALID")),
        ("postComment", {"articleId": ARTICLE, "body": ""}, ("body", "INVALID")),
        ("postComment", {"articleId": node_id("Article", "a b"), "body": "x"},
         ("articleId", "INVALID")),
        ("postComment", {"articleId": node_id("Article", "dead"), "body": "x"},
         ("articleId", "NOT_FOUND")),
        ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "a/2")},
         ("parentId", "NOT_FOUND")),
        ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "a")},
         ("parentId", "INVALID")),
        ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "b/1")},
         (None, "INVALID")),
        ("publishArticle", {"tribeId": node_id("Tribe", "a b"), "title": "x"},
         ("tribeId", "INVALID")),
        ("publishArticle", {"tribeId": TRIBE, "title": "x" * 301}, ("title", "INVALID")),
        ("bumpArticle", {"articleId": node_id("Article", "dead")}, ("articleId", "NOT_FOUND")),
        ("viewArticle", {"articleId": node_id("Article", "no")}, ("articleId", "NOT_FOUND")),
        ("setTribeProfile", {"slug": "uu"}, ("slug", "TAKEN")),
        ("setTribeProfile", {"tribeId": TRIBE, "slug": "uu"}, ("slug", "TAKEN")),
        ("setTribeProfile", {"tribeId": TRIBE, "slug": "u u"}, ("slug", "INVALID")),
        ("setUserProfile", {"handle": None}, ("handle", "INVALID")),
        ("setUserProfile", {"avatarUrl": "javascript:alert(1)"}, ("avatarUrl", "INVALID")),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field_of_the_input(
    nats: NatsServer, store_url: str, mutation: str, fields: Any, error: Any
) -> None:
    """A form marks the field; a name of the event's own, such as `tribe`, marks none."""

    async def scenario(it: Gateway) -> None:
        payload = await it.change(mutation, fields, "__typename", viewer="zed")
        [found] = payload["userErrors"]
        assert (found["field"], found["code"]) == error
        assert "regex" not in found["message"]
        assert payload["receipt"] is None
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY, shards=3)


def test_saying_one_s_own_slug_again_is_no_claim(nats: NatsServer, store_url: str) -> None:
    """Editing a form sends every field, and must not put the tribe behind a rival."""

    async def scenario(it: Gateway) -> None:
        fields = {"tribeId": TRIBE, "slug": "tt", "name": "T"}
        payload = await it.change("setTribeProfile", fields, "tribe { slug name }", viewer="zed")
        assert payload["tribe"] == {"slug": "tt", "name": "T"}
        written = (await it.events())[-1]
        assert isinstance(written, e.TribeProfileSet)
        assert (written.slug, written.name) == (UNSET, "T")

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
def test_every_mutation_wants_a_viewer(nats: NatsServer, store_url: str, mutation: str) -> None:
    """Whoever adds a mutation cannot forget the door."""
    wanted = MUTATIONS[mutation].args["input"].type
    assert isinstance(wanted, GraphQLNonNull)
    assert isinstance(wanted.of_type, GraphQLInputObjectType)
    made = {
        "articleId": ARTICLE,
        "tribeId": TRIBE,
        "userId": node_id("User", "pat"),
        "commentId": node_id("Comment", "a/1"),
    }
    fields = {
        name: made.get(name, "x")
        for name, field in wanted.of_type.fields.items()
        if is_required_input_field(field)
    }
    query = f"""mutation($i: {wanted.of_type.name}!) {{ {mutation}(input: $i) {{
        userErrors {{ code }} }} }}"""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(query, viewer="enzo", i=fields)
        assert (error["code"], error["retryable"]) == ("UNAUTHENTICATED", False)
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY, authenticate=nobody, development=False)


def test_what_may_still_come_is_not_called_missing(nats: NatsServer, store_url: str) -> None:
    """Found by this test: the views were behind, and the answer was a final NOT_FOUND."""

    async def main() -> None:
        more = {"projecting": False, "wait_s": 0.05}
        async with gateway(nats.url, store_url, history=ONE, **more) as it:
            query = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { __typename } }"
            error = await it.refusal(query, viewer="pat", i={"articleId": ARTICLE})
            assert (error["code"], error["retryable"]) == ("NOT_YET", True)
            async with it.world.projecting():
                await it.world.caught_up()
                done = await it.change("bumpArticle", {"articleId": ARTICLE}, "article { id }",
                                       viewer="pat")  # fmt: skip
                assert done["userErrors"] == []

    asyncio.run(main())


def test_a_removal_is_not_stale_because_others_go_on(nats: NatsServer, store_url: str) -> None:
    """Its own event is in the views, and the object is gone; that of others is not waited for."""

    async def scenario(it: Gateway) -> None:
        it.services.heads[it.world.log.name] = 10**6  # As when others publish a great deal.
        payload = await it.change(
            "removeArticle", {"articleId": ARTICLE}, "article { id }", viewer="enzo"
        )
        assert (payload["article"], payload["userErrors"]) == (None, [])

    run(nats, store_url, scenario, history=ONE)
