"""What is one person's alone, by its id: an inbox, a notification, and who is signed in."""

from __future__ import annotations

from typing import Any

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from tests.tribes.test_notifications import ARTICLE, Actor, node_id, run


def test_nobody_reads_somebody_elses(nats: NatsServer, store_url: str) -> None:
    """No id of one, or of an inbox, is a key to it. Whom it tells can ask for it again, while there
    is something to tell.
    """

    async def scenario(it: Gateway) -> None:
        actor, article = Actor(it), node_id("Article", "a")
        notice, inbox = node_id("Notification", "a/bumped"), node_id("Inbox", "anna")
        asked = """query($notice: ID!, $inbox: ID!) {
          notice: node(id: $notice) { id ... on Notification { kind isRead actorCount } }
          inbox: node(id: $inbox) { id ... on Inbox { unreadCount } }
        }"""

        async def seen(viewer: str | None) -> Any:
            found = await it.ask(asked, viewer=viewer, notice=notice, inbox=inbox)
            return found["notice"], found["inbox"]

        assert await seen("anna") == (None, {"id": inbox, "unreadCount": 0})
        await actor.act("bob", "bumpArticle", articleId=article)
        await actor.told("anna")
        told = {"id": notice, "kind": "ARTICLE_BUMPED", "isRead": False, "actorCount": 1}
        assert await seen("anna") == (told, {"id": inbox, "unreadCount": 1})
        assert await seen("bob") == await seen(None) == (None, None)
        await actor.act("bob", "unbumpArticle", articleId=article)
        await actor.told("anna")
        assert await seen("anna") == (None, {"id": inbox, "unreadCount": 0})

    run(nats, store_url, scenario, history=[ARTICLE])


def test_a_viewer_can_be_asked_for_again_by_themselves(nats: NatsServer, store_url: str) -> None:
    """What a normalising cache keeps by the id of `viewer`, it fetches again by that."""

    async def scenario(it: Gateway) -> None:
        again = "query($id: ID!) { node(id: $id) { id ... on Viewer { user { id } } } }"
        found = await it.ask("{ viewer { id inbox { id } } }", viewer="anna")
        me = node_id("Viewer", "anna")
        assert found == {"viewer": {"id": me, "inbox": {"id": node_id("Inbox", "anna")}}}
        told = {"node": {"id": me, "user": {"id": node_id("User", "anna")}}}
        assert await it.ask(again, viewer="anna", id=me) == told
        for other in ("bob", None):
            assert await it.ask(again, viewer=other, id=me) == {"node": None}
        assert await it.ask("{ viewer { id } }") == {"viewer": None}

    run(nats, store_url, scenario, history=[ARTICLE])
