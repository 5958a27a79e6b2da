"""Notifications: what others did, together, as long as it stands, and what of it is read."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from crdt.laws import Structure, require
from crdt.stamps import STAMP_MS_MAX, stamp_of
from crdt.states import State
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import USERS, long_histories
from tests.tribes.reading import hold_of_all
from tribes import events as e
from tribes.graphql import shown
from tribes.records import Notice

INBOX = """query($first: Int, $after: String) { viewer { inbox { unreadCount
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


@pytest.mark.parametrize("shards", [1, 3])
def test_what_was_shown_is_read_and_nothing_else(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Two devices, in whatever order; up to a time, or all; and what grows is unread again."""

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
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=[ARTICLE], shards=shards)


AGAIN = {
    "a bump": ("bumpArticle", "unbumpArticle", {"articleId": node_id("Article", "a")}),
    "a follow": ("followUser", "unfollowUser", {"userId": node_id("User", "anna")}),
    "a bump on a comment": (
        "bumpComment", "unbumpComment", {"commentId": node_id("Comment", "a/1")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("taken_back", [False, True])
@pytest.mark.parametrize("what", AGAIN)
def test_what_is_so_already_tells_nobody_again(
    nats: NatsServer, store_url: str, what: str, taken_back: bool
) -> None:
    """Sent twice, or taken back and done again: else anybody could pester anybody."""
    comment = e.CommentPosted(**envelope(2, "anna"), comment="a/1", body="x")

    async def scenario(it: Gateway) -> None:
        actor, (act, regret, about) = Actor(it), AGAIN[what]
        await actor.act("bob", act, **about)
        unread, [told] = await actor.told("anna")
        assert unread == 1
        await actor.act("bob", act, **about)
        assert await actor.told("anna") == (1, [told]), "neither is it newer"
        await actor.act("anna", "markNotificationsRead")
        if taken_back:
            await actor.act("bob", regret, **about)
            assert await actor.told("anna") == (0, [])
        await actor.act("bob", act, **about)
        assert await actor.told("anna") == (0, [{**told, "isRead": True}])

    run(nats, store_url, scenario, history=[ARTICLE, comment])


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("ms", [0, START_MS, 2_500_000_000_000, STAMP_MS_MAX])
def test_what_arrives_after_the_inbox_was_read_is_unread_whatever_its_stamp(
    nats: NatsServer, store_url: str, ms: int, shards: int
) -> None:
    """From another region after a cut, from an import, from a clock that was wrong: nobody has seen
    it; and once it was seen, it is read, though it is from the future.
    """
    seen = e.ArticleBumped(**envelope(2, "bob"), article="a")
    late = [
        e.ArticleBumped(**envelope(3, "cleo", ms=ms), article="a"),
        e.CommentPosted(**envelope(4, "cleo", ms=ms), comment="a/9", body="x"),
        e.UserFollowed(**envelope(5, "cleo", ms=ms), user="anna"),
    ]

    async def scenario(it: Gateway) -> None:
        actor = Actor(it)
        assert await actor.act("anna", "markNotificationsRead") == {"unreadCount": 0}
        await it.world.publish(late)
        await it.world.agreed()
        unread, notices = await actor.told("anna")
        assert (unread, len(notices)) == (3, 3)
        assert await actor.act("anna", "markNotificationsRead") == {"unreadCount": 0}
        assert not any(notice["isRead"] is False for notice in (await actor.told("anna"))[1])

    run(nats, store_url, scenario, history=[ARTICLE, seen], shards=shards)


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("by", ["anna", "moderator"])
def test_what_somebody_takes_down_leaves_all_inboxes(
    nats: NatsServer, store_url: str, by: str, shards: int
) -> None:
    """The author or a moderator, a comment or the article with all that hangs on it."""
    history = [
        ARTICLE,
        e.ArticleBumped(**envelope(2, "bob"), article="a"),
        e.CommentPosted(**envelope(3, "bob"), comment="a/1", body="x"),
        e.CommentPosted(**envelope(4, "cleo"), comment="a/2", parent="a/1", body="x"),
        e.CommentBumped(**envelope(5, "dan"), comment="a/1"),
        e.CommentPosted(**envelope(6, "dan"), comment="a/3", body="x"),
    ]

    async def scenario(it: Gateway) -> None:
        actor = Actor(it)

        async def counts() -> list[list[int]]:
            told = [(await actor.told(user))[1] for user in ("anna", "bob", "cleo")]
            return [[one["actorCount"] + one["commentCount"] for one in many] for many in told]

        assert await counts() == [[2, 1], [1, 1], []]
        await it.world.publish([e.CommentRemoved(**envelope(7, by), comment="a/3")])
        await it.world.agreed()
        assert await counts() == [[1, 1], [1, 1], []]
        await it.world.publish([e.ArticleRemoved(**envelope(8, by), article="a")])
        await it.world.agreed()
        assert await counts() == [[], [], []]

    run(nats, store_url, scenario, history=history, shards=shards)


def test_more_than_an_event_holds_is_marked_by_several(nats: NatsServer, store_url: str) -> None:
    """Whoever comes back to a crowd marks it once; a retry marks nothing that came since."""
    crowd = 3 * e.SHOWN_MAX // 2
    bumps = [
        e.ArticleBumped(**envelope(10 + number, f"u{number}"), article="a")
        for number in range(crowd)
    ]

    async def scenario(it: Gateway) -> None:
        actor = Actor(it)
        before = await it.head()
        marked = await actor.act("anna", "markNotificationsRead", idempotencyKey="k")
        assert marked == {"unreadCount": 0}
        assert await it.head() - before == 2
        await actor.act("bob", "bumpArticle", articleId=node_id("Article", "a"))
        assert await actor.act("anna", "markNotificationsRead", idempotencyKey="k") == {
            "unreadCount": 1
        }
        assert await it.head() - before == 3
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=[ARTICLE, *bumps])


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("looks", [1, 2, 5])
def test_what_is_told_is_looked_at_in_bounded_calls(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, shards: int, looks: int
) -> None:
    """However much was shown before: all that was not is found, in as many calls as it takes."""
    articles = [
        e.ArticlePublished(
            **envelope(number, "anna"),
            article=f"a{number}",
            tribe="t",
            kind=e.ArticleKind.ARTICLE,
            title="Mine",
        )
        for number in range(1, 5)
    ]
    bumps = [
        e.ArticleBumped(**envelope(10 * number + who, f"u{who}"), article=f"a{number}")
        for number in range(1, 5)
        for who in range(4)
    ]
    comments = [
        e.CommentPosted(**envelope(90 + number, "bob"), comment=f"a1/{number}", body="x")
        for number in range(3)
    ]
    later = [
        e.ArticleBumped(**envelope(60 + at, "cleo"), article=one.article)
        for at, one in enumerate(articles)
    ]

    async def scenario(it: Gateway) -> None:
        actor = Actor(it)
        monkeypatch.setattr(shown, "LOOKED_AT_MAX", looks)
        assert (await actor.told("anna"))[0] == 5
        assert await actor.act("anna", "markNotificationsRead") == {"unreadCount": 0}
        await it.world.publish(later)
        await it.world.agreed()
        assert (await actor.told("anna"))[0] == 4
        assert await actor.act("anna", "markNotificationsRead") == {"unreadCount": 0}

    run(nats, store_url, scenario, history=[*articles, *bumps, *comments], shards=shards)


def test_what_was_seen_is_a_semilattice() -> None:
    """Adding, taking back, adding again, seeing: in every order, twice, in parts, and joined."""
    notice, who = "a/bumped", ("ada", "bob")
    made = [
        merge
        for one in who
        for at in (stamp_of(START_MS + 1), stamp_of(START_MS + 2))
        for merge in (
            *Notice.actors.add(notice, one, at),
            Notice.actors.remove(notice, one, at),
            Notice.actors.see(notice, one),
        )
    ]
    parts = [State(made[start::5]) for start in range(5)]
    require(Structure.SEMILATTICE, lambda a, b: State([*a.merges(), *b.merges()]), parts)


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
    assert shown
