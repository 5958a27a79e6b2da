"""Payloads: what a client needs to put what it made into its lists, and to take off what went."""

from __future__ import annotations

from typing import Any

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.live.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.reading.test_waves import run

PUBLISHED = {"tribeId": TRIBE, "title": "Second"}
EDGE = "{ cursor node { id } }"


def test_what_is_made_comes_with_its_edge(nats: NatsServer, store_url: str) -> None:
    """It is the edge of the list, cursor and all: a client may go on behind it."""

    async def scenario(it: Gateway) -> None:
        made = await it.change("publishArticle", PUBLISHED, f"articleEdge {EDGE}", viewer="pat")
        feed = (await it.ask(f"{{ feed {{ edges {EDGE} }} }}"))["feed"]["edges"]
        assert made["articleEdge"] == feed[0]
        said = {"articleId": ARTICLE, "body": "Well."}
        select = f"comment {{ id }} commentEdge {EDGE}"
        posted = await it.change("postComment", said, select, viewer="pat")
        query = f"""query($id: ID!) {{ article(id: $id) {{
          comments(order: NEW) {{ edges {EDGE} }} }} }}"""
        comments = (await it.ask(query, id=ARTICLE))["article"]["comments"]["edges"]
        assert posted["commentEdge"] == comments[0]
        assert posted["comment"] == comments[0]["node"]

    run(nats, store_url, scenario, history=ONE)


def test_what_is_refused_has_no_edge(nats: NatsServer, store_url: str) -> None:
    """There is nothing to put into a list."""

    async def scenario(it: Gateway) -> None:
        wrong = PUBLISHED | {"title": ""}
        made = await it.change("publishArticle", wrong, f"articleEdge {EDGE}", viewer="pat")
        assert made["articleEdge"] is None
        assert [one["field"] for one in made["userErrors"]] == ["title"]

    run(nats, store_url, scenario, history=ONE)


def test_what_is_gone_is_named(nats: NatsServer, store_url: str) -> None:
    """A client takes it off by its id, which it need not know where it stood; and nothing else."""

    async def scenario(it: Gateway) -> None:
        async def change(name: str, viewer: str, **given: Any) -> Any:
            payload = await it.change(name, given, "removedArticleId", viewer=viewer)
            return payload["removedArticleId"]

        assert await change("bumpArticle", "pat", articleId=ARTICLE) is None
        assert await change("removeArticle", "pat", articleId=ARTICLE) is None  # It is refused.
        assert await change("removeArticle", "enzo", articleId=ARTICLE) == ARTICLE
        said = {"articleId": ARTICLE, "body": "Late."}
        late = await it.change("postComment", said, f"commentEdge {EDGE}", viewer="pat")
        assert late["commentEdge"] is None

    run(nats, store_url, scenario, history=ONE)


def test_a_comment_that_is_gone_is_named(nats: NatsServer, store_url: str) -> None:
    """With the object beside it, which is null."""

    async def scenario(it: Gateway) -> None:
        said = {"articleId": ARTICLE, "body": "Well."}
        posted = await it.change("postComment", said, "comment { id }", viewer="pat")
        comment = posted["comment"]["id"]
        select = "comment { id } removedCommentId"
        given = {"commentId": comment}
        gone = await it.change("removeComment", given, select, viewer="pat")
        assert (gone["comment"], gone["removedCommentId"]) == (None, comment)
        other = {"commentId": node_id("Comment", "a/none")}
        never = await it.change("removeComment", other, select, viewer="pat")
        assert (never["comment"], never["removedCommentId"]) == (None, None)

    run(nats, store_url, scenario, history=ONE)
