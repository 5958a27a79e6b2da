"""Notifications: what others did, together, as long as it stands, and what of it is read."""

from __future__ import annotations

from typing import Any

import pytest

from eventlog.envelope import Event
from tests.gateway.harness import Gateway, node_id
from tests.gateway.test_waves import run
from tests.servers import NatsServer
from tests.tribes.histories import USERS, long_histories
from tests.tribes.reading import hold_of_all
from tests.worlds import envelope
from tribes import events as e

INBOX = """query($first: Int, $after: String) { viewer { inbox { unreadCount readUntil
    notifications(first: $first, after: $after) {
        edges { cursor node {
            id kind at isRead actorCount commentCount
            article { title } comment { body }
            actors(first: 2) { edges { node { id } } }
            comments(first: 2) { edges { node { body author { id } } } }
        } }
        pageInfo { hasNextPage endCursor }
    } } } }"""

ARTICLE = e.ArticlePublished(
    **envelope(1, "anna"), article="a", tribe="t", kind=e.ArticleKind.ARTICLE, title="Mine"
)


class Actor:
    """Changes things for many users, and reads with the last receipt's token."""

    def __init__(self, it: Gateway) -> None:
        self._it, self.token = it, None

    async def act(self, viewer: str, mutation: str, **fields: Any) -> Any:
        """The object that a mutation changed."""
        name = next(
            (one for one in ("comment", "user", "article") if f"{one}Id" in fields), "inbox"
        )
        name = "comment" if mutation == "postComment" else name
        select = f"{name} {{ {'unreadCount' if name == 'inbox' else 'id'} }}"
        if mutation.startswith("remove"):
            select = ""
        payload = await self._it.change(mutation, fields, select, viewer=viewer, token=self.token)
        assert payload["userErrors"] == []
        self.token = payload["receipt"]["token"]
        return payload.get(name)

    async def told(self, viewer: str, **more: Any) -> tuple[int, list[Any]]:
        """How many are unread, and all that there are."""
        data = await self._it.ask(INBOX, viewer=viewer, token=self.token, **more)
        inbox = data["viewer"]["inbox"]
        nodes = [edge["node"] for edge in inbox["notifications"]["edges"]]
        if not more:
            assert inbox["unreadCount"] == sum(not node["isRead"] for node in nodes)
        return inbox["unreadCount"], nodes


@pytest.mark.parametrize("shards", [1, 3])
def test_what_others_did_comes_together_and_leaves_when_it_is_taken_back(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Bob and 2 others bumped your article: and as if nothing had been, when they regret it."""

    async def scenario(it: Gateway) -> None:
        actor, article = Actor(it), node_id("Article", "a")
        for user in ("cleo", "dan", "bob", "anna"):
            await actor.act(user, "bumpArticle", articleId=article)
        await actor.act("bob", "bumpArticle", articleId=article)
        unread, [notice] = await actor.told("anna")
        assert (unread, notice["kind"], notice["actorCount"]) == (1, "ARTICLE_BUMPED", 3)
        assert notice["article"] == {"title": "Mine"}
        assert notice["actors"]["edges"][0]["node"]["id"] == node_id("User", "bob")
        assert await actor.told("bob") == (0, [])

        first = await actor.act("bob", "postComment", articleId=article, body="Nice")
        reply = await actor.act(
            "anna", "postComment", articleId=article, parentId=first["id"], body="Thanks"
        )
        await actor.act("dan", "bumpComment", commentId=first["id"])
        await actor.act("cleo", "followUser", userId=node_id("User", "anna"))
        assert [one["kind"] for one in (await actor.told("anna"))[1]] == [
            "FOLLOWED", "ARTICLE_COMMENTED", "ARTICLE_BUMPED",
        ]  # fmt: skip
        _, [bumped, replied] = await actor.told("bob")
        assert (bumped["kind"], bumped["actorCount"]) == ("COMMENT_BUMPED", 1)
        assert (replied["kind"], replied["commentCount"]) == ("COMMENT_REPLIED", 1)
        assert replied["comment"] == {"body": "Nice"}
        [edge] = replied["comments"]["edges"]
        assert edge["node"] == {"body": "Thanks", "author": {"id": node_id("User", "anna")}}

        await actor.act("cleo", "unfollowUser", userId=node_id("User", "anna"))
        await actor.act("bob", "unbumpArticle", articleId=article)
        await actor.act("dan", "unbumpComment", commentId=first["id"])
        await actor.act("anna", "removeComment", commentId=reply["id"])
        assert await actor.told("bob") == (0, [])
        _, [commented, bumped] = await actor.told("anna")
        assert (commented["commentCount"], bumped["actorCount"]) == (1, 2)
        await actor.act("bob", "removeComment", commentId=first["id"])
        assert [one["kind"] for one in (await actor.told("anna"))[1]] == ["ARTICLE_BUMPED"]
        await actor.act("anna", "removeArticle", articleId=article)
        assert await actor.told("anna") == (0, [])
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=[ARTICLE], shards=shards)


def test_what_is_read_is_a_stamp_that_only_rises(nats: NatsServer, store_url: str) -> None:
    """Two devices, in whatever order: what one has read does not come back by the other."""

    async def scenario(it: Gateway) -> None:
        actor, article = Actor(it), node_id("Article", "a")
        await actor.act("bob", "bumpArticle", articleId=article)
        await actor.act("bob", "postComment", articleId=article, body="Nice")
        unread, [newer, older] = await actor.told("anna")
        assert unread == 2
        marked = await actor.act("anna", "markNotificationsRead", until=older["at"])
        assert marked == {"unreadCount": 1}
        unread, notices = await actor.told("anna")
        assert [(one["id"], one["isRead"]) for one in notices] == [
            (newer["id"], False),
            (older["id"], True),
        ]
        assert await actor.act("anna", "markNotificationsRead") == {"unreadCount": 0}
        assert await actor.act("anna", "markNotificationsRead", until=older["at"]) == {
            "unreadCount": 0
        }
        # Nobody has read what is yet to come.
        await actor.act("anna", "markNotificationsRead", until="2080-01-01T00:00:00Z")
        await actor.act("cleo", "bumpArticle", articleId=article)
        unread, [first, _] = await actor.told("anna")
        assert (unread, first["id"], first["actorCount"]) == (1, older["id"], 2)

    run(nats, store_url, scenario, history=[ARTICLE])


def test_pages_of_notifications_join(nats: NatsServer, store_url: str) -> None:
    """By cursors, like all that is listed."""

    async def scenario(it: Gateway) -> None:
        actor = Actor(it)
        for number in range(5):
            await actor.act("bob", "bumpArticle", articleId=node_id("Article", f"a{number}"))
        _, whole = await actor.told("anna")
        found, after = [], None
        while True:
            data = await it.ask(INBOX, viewer="anna", token=actor.token, first=2, after=after)
            page = data["viewer"]["inbox"]["notifications"]
            found += [edge["node"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert found == whole
        assert len(whole) == 5

    history = [
        e.ArticlePublished(
            **envelope(number, "anna"), article=f"a{number}", tribe="t",
            kind=e.ArticleKind.ARTICLE, title="T",
        )
        for number in range(5)
    ]  # fmt: skip
    run(nats, store_url, scenario, history=history)


def test_nobody_reads_somebody_elses(nats: NatsServer, store_url: str) -> None:
    """They come through `viewer` alone: an id of one is no key to it."""

    async def scenario(it: Gateway) -> None:
        notice = node_id("Notification", "anna/bumped.a")
        refused = await it.refusal(
            "query($id: ID!) { node(id: $id) { id } }", viewer="bob", id=notice
        )
        assert "id of type 'Notification'" in refused["message"]
        assert await it.ask("{ viewer { inbox { unreadCount } } }") == {"viewer": None}

    run(nats, store_url, scenario, history=[ARTICLE])


@pytest.mark.parametrize("shards", [1, 3])
def test_the_unread_count_is_that_of_the_list(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whatever happened in whatever order; and each notification has a cause."""
    shown = 0

    async def check(it: Gateway, events: list[Event]) -> None:
        nonlocal shown
        for user in USERS[:2]:  # A header takes no é.
            data = await it.ask(INBOX, viewer=user, first=100)
            inbox = data["viewer"]["inbox"]
            nodes = [edge["node"] for edge in inbox["notifications"]["edges"]]
            assert inbox["unreadCount"] == sum(not node["isRead"] for node in nodes)
            assert all(node["actorCount"] + node["commentCount"] for node in nodes)
            assert [node["at"] for node in nodes] == sorted(
                (node["at"] for node in nodes), reverse=True
            )
            shown += len(nodes)

    hold_of_all(nats, store_url, shards, long_histories, check)
    assert shown > 15
