"""Reading: what is hidden or reported is there for those who may see it, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing import event
from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.tribes.moderation.people import (
    ADA,
    ARTICLE,
    COMMENT,
    EVERYBODY,
    TRIBE,
    ask,
    code,
    meet,
)
from tribes import events as e

HIDE = {"reason": "SPAM", "note": "Sells"}
BY_ID = "query($id: ID!) { node(id: $id) { id } }"
HIDDEN = """query($id: ID!) { node(id: $id) { ... on Article {
    title hidden { reason note at } hiddenBy { id } viewerCanHide viewerCanEdit
    hiddenComments { edges { node { id } } } } } }"""
FEEDS = """query($tribe: ID!, $ada: ID!) {
    feed { edges { node { id } } }
    tribe: node(id: $tribe) { ... on Tribe { feed(order: HOT) { edges { node { id } } } } }
    user: node(id: $ada) { ... on User { feed(order: TOP) { edges { node { id } } } } }
    viewer { feed { edges { node { id } } } }
}"""
COMMENTS = """query($id: ID!) { node(id: $id) { ... on Article {
    commentCount comments { edges { node { id body } } } } } }"""


def ids(connection: Any) -> list[str]:
    """The ids of a page's nodes."""
    return [edge["node"]["id"] for edge in connection["edges"]]


async def seen_by(it: Gateway, record_id: str) -> set[str | None]:
    """Who finds something by its id."""
    found = {}
    for viewer in EVERYBODY:
        found[viewer] = (await ask(it, viewer, BY_ID, id=record_id))["node"]
    return {viewer for viewer, node in found.items() if node}


@pytest.mark.parametrize("shards", [1, 3])
def test_a_hidden_article_is_there_for_its_author_and_those_who_moderate(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """By its id; the author is told why, and others do not even hear that it was there."""

    async def scenario(it: Gateway) -> None:
        assert await seen_by(it, ARTICLE) == set(EVERYBODY)
        assert not await code(it, "mod", "hideArticle", articleId=ARTICLE, **HIDE)
        assert await seen_by(it, ARTICLE) == {"ada", "mod", "own", "root"}
        node = (await ask(it, "mod", HIDDEN, id=ARTICLE))["node"]
        assert node["hidden"].items() >= HIDE.items()
        assert node["hiddenBy"] == {"id": node_id("User", "mod")}
        assert (node["viewerCanHide"], node["viewerCanEdit"]) == (True, False)
        for viewer in ("ada", "cy"):
            found = await ask(it, viewer, FEEDS, tribe=TRIBE, ada=ADA)
            assert ids(found["feed"]) == ids(found["tribe"]["feed"]) == [node_id("Article", "b")]
            assert ids(found["user"]["feed"]) == []
            assert ids(found["viewer"]["feed"]) == [node_id("Article", "b")]
        inbox = """{ viewer { inbox { unreadCount notifications { edges { node {
            kind actors { edges { node { id } } } article { title hidden { reason note } }
        } } } } } }"""
        told = (await ask(it, "ada", inbox))["viewer"]["inbox"]
        assert told["unreadCount"] == 1
        [edge] = told["notifications"]["edges"]
        assert edge["node"]["kind"] == "ARTICLE_HIDDEN"
        assert edge["node"]["article"] == {"title": "Valves", "hidden": HIDE}
        assert not await code(it, "ada", "markNotificationsRead")
        assert (await ask(it, "ada", inbox))["viewer"]["inbox"]["unreadCount"] == 0
        assert not await code(it, "mod", "unhideArticle", articleId=ARTICLE)
        assert await seen_by(it, ARTICLE) == set(EVERYBODY)
        assert (await ask(it, "ada", HIDDEN, id=ARTICLE))["node"]["hidden"] is None
        found = await ask(it, "cy", FEEDS, tribe=TRIBE, ada=ADA)
        assert ids(found["feed"]) == [node_id("Article", "b"), ARTICLE]
        assert not (await it.world.verify()).differences

    meet(nats, store_url, scenario, shards=shards)


def test_a_hidden_comment_is_there_for_its_author_and_those_who_moderate(
    nats: NatsServer, store_url: str
) -> None:
    """The author of the article among them, who finds it to show it again."""

    async def scenario(it: Gateway) -> None:
        reply = {"articleId": ARTICLE, "parentId": COMMENT, "body": "Mm"}
        assert not await code(it, "cy", "postComment", **reply)
        assert not await code(it, "ada", "hideComment", commentId=COMMENT, **HIDE)
        assert await seen_by(it, COMMENT) == {"ada", "bob", "mod", "own", "root"}
        article = (await ask(it, "cy", COMMENTS, id=ARTICLE))["node"]
        assert article["commentCount"] == 1
        assert [edge["node"]["body"] for edge in article["comments"]["edges"]] == ["Mm"]
        node = (await ask(it, "ada", HIDDEN, id=ARTICLE))["node"]
        assert ids(node["hiddenComments"]) == [COMMENT]
        hidden = """query($id: ID!) { node(id: $id) { ... on Article {
            hiddenComments { edges { node { id } } } } } }"""
        assert (await it.refusal(hidden, viewer="cy", id=ARTICLE))["code"] == "FORBIDDEN"

    meet(nats, store_url, scenario)


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("how", ["mute", "block"])
def test_who_mutes_or_blocks_somebody_sees_nothing_of_them_in_lists(
    nats: NatsServer, store_url: str, how: str, shards: int
) -> None:
    """By its id, and where something names it, it is still there; and nobody else sees less."""
    more = [event(e.CommentPosted, by="ada", comment="a/2", body="Mine")]

    async def scenario(it: Gateway) -> None:
        assert not await code(it, "cy", f"{how}User", userId=ADA)
        mine, theirs = ([node_id("Article", one) for one in names] for names in ("b", "ba"))
        for viewer, feed in (("cy", mine), ("root", theirs)):
            found = await ask(it, viewer, FEEDS, tribe=TRIBE, ada=ADA)
            assert ids(found["feed"]) == ids(found["viewer"]["feed"]) == feed
            assert set(ids(found["tribe"]["feed"])) == set(feed)
            assert ids(found["user"]["feed"]) == feed[1:]
        bodies = [
            [edge["node"]["body"] for edge in found["comments"]["edges"]]
            for found in [
                (await ask(it, viewer, COMMENTS, id=ARTICLE))["node"] for viewer in ("cy", None)
            ]
        ]
        assert bodies == [["Hm"], ["Mine", "Hm"]]
        assert await seen_by(it, ARTICLE) == set(EVERYBODY)
        assert not await code(it, "cy", f"un{how}User", userId=ADA)
        assert ids((await ask(it, "cy", FEEDS, tribe=TRIBE, ada=ADA))["feed"]) == theirs

    meet(nats, store_url, scenario, *more, shards=shards)


def test_whom_somebody_muted_is_told_to_themself_alone(nats: NatsServer, store_url: str) -> None:
    """Neither whom they muted or blocked, nor an administrator, reads it anywhere."""
    own = """{ viewer { user { mutedUsers { edges { node { id } } }
        blockedUsers { edges { node { id } } } } } }"""
    of_ada = """query($ada: ID!) { node(id: $ada) { ... on User {
        mutedUsers { edges { node { id } } } } } }"""
    flags = """query($id: ID!) { node(id: $id) { ... on User {
        viewerIsMuting viewerIsBlocking } } }"""
    eve = node_id("User", "eve")

    async def scenario(it: Gateway) -> None:
        assert not await code(it, "ada", "muteUser", userId=node_id("User", "cy"))
        user = (await ask(it, "ada", own))["viewer"]["user"]
        assert ids(user["mutedUsers"]) == [node_id("User", "cy")]
        assert ids(user["blockedUsers"]) == [eve]
        for viewer, told in (("cy", "FORBIDDEN"), ("root", "FORBIDDEN"), (None, "UNAUTHENTICATED")):
            assert (await it.refusal(of_ada, viewer=viewer, ada=ADA))["code"] == told
        none = {"viewerIsMuting": False, "viewerIsBlocking": False}
        assert (await ask(it, "ada", flags, id=eve))["node"] == none | {"viewerIsBlocking": True}
        assert (await ask(it, "ada", flags, id=node_id("User", "cy")))["node"] == none | {
            "viewerIsMuting": True
        }
        for viewer in ("eve", "cy", "root", None):
            for one in (eve, ADA, node_id("User", "cy")):
                assert (await ask(it, viewer, flags, id=one))["node"] == none

    meet(nats, store_url, scenario)


QUEUE = """query($tribe: ID!, $queue: CaseQueue) { node(id: $tribe) { ... on Tribe {
    cases(queue: $queue) { edges { node { id kind reportCount spamCount abuseCount
        article { id } comment { id } user { id }
        reports { edges { node { reason note reporter { id } } } }
        decision { kind reason note } decidedBy { id } } } } } } }"""
ALL = """query($queue: CaseQueue) { cases(queue: $queue) { edges { node { id kind
    user { id } } } } }"""


@pytest.mark.parametrize("shards", [1, 3])
def test_the_queue_of_a_tribe_is_for_those_who_moderate_it(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """They see what, why, how often and by whom; and what was decided."""

    async def scenario(it: Gateway) -> None:
        for viewer, reason in (("cy", "SPAM"), ("bob", "ABUSE"), ("cy", "ABUSE")):
            fields = {"articleId": ARTICLE, "reason": reason, "note": "See"}
            assert not await code(it, viewer, "reportArticle", **fields)
        assert not await code(it, "cy", "reportComment", commentId=COMMENT, reason="SPAM")
        for viewer in ("mod", "own", "root"):
            node = (await ask(it, viewer, QUEUE, tribe=TRIBE, queue="MOST_REPORTED"))["node"]
            first, second = (edge["node"] for edge in node["cases"]["edges"])
            assert (first["kind"], first["article"]) == ("ARTICLE", {"id": ARTICLE})
            assert (first["reportCount"], first["spamCount"], first["abuseCount"]) == (2, 0, 2)
            by = [edge["node"]["reporter"]["id"] for edge in first["reports"]["edges"]]
            assert by == [node_id("User", "cy"), node_id("User", "bob")]
            assert (second["kind"], second["comment"]) == ("COMMENT", {"id": COMMENT})
        case = first["id"]
        assert await seen_by(it, case) == {"mod", "own", "root"}
        for viewer in ("ada", "cy", "bob"):
            refused = await it.refusal(QUEUE, viewer=viewer, tribe=TRIBE, queue="LATEST")
            assert refused["code"] == "FORBIDDEN"
        assert not await code(it, "mod", "dismissCommentReports", commentId=COMMENT, note="Fine")
        assert not await code(it, "own", "hideArticle", articleId=ARTICLE, **HIDE)
        node = (await ask(it, "mod", QUEUE, tribe=TRIBE))["node"]
        assert node["cases"]["edges"] == []
        node = (await ask(it, "mod", QUEUE, tribe=TRIBE, queue="DECIDED"))["node"]
        hidden, dismissed = (edge["node"] for edge in node["cases"]["edges"])
        assert hidden["decision"] == {"kind": "HIDDEN", **HIDE}
        assert hidden["decidedBy"] == {"id": node_id("User", "own")}
        assert dismissed["decision"] == {"kind": "DISMISSED", "reason": None, "note": "Fine"}
        # It is shown and reported again, and waits again.
        assert not await code(it, "own", "unhideArticle", articleId=ARTICLE)
        assert not await code(it, "eve", "reportComment", commentId=COMMENT, reason="ILLEGAL")
        node = (await ask(it, "mod", QUEUE, tribe=TRIBE))["node"]
        assert [edge["node"]["reportCount"] for edge in node["cases"]["edges"]] == [2]
        assert not (await it.world.verify()).differences

    meet(nats, store_url, scenario, shards=shards)


def test_who_is_reported_does_not_see_by_whom(nats: NatsServer, store_url: str) -> None:
    """Though they moderate the tribe, or are an administrator; and they decide nothing of it."""
    more = [
        event(e.ArticlePublished, by="mod", article="m", tribe="x", kind="IMAGE", title="Mine"),
        event(e.ArticleReported, by="cy", article="m", reason="SPAM"),
        event(e.CommentPosted, by="own", comment="m/1", body="Hm"),
        event(e.CommentReported, by="cy", comment="m/1", reason="SPAM"),
        event(e.UserReported, by="cy", user="root", reason="ABUSE"),
        event(e.UserReported, by="cy", user="bob", reason="ABUSE"),
    ]

    async def scenario(it: Gateway) -> None:
        mine, other = node_id("Case", "m/article"), node_id("Case", "m/comment.1")
        assert await seen_by(it, mine) == {"own", "root"}
        assert await seen_by(it, other) == {"mod", "root"}
        assert await seen_by(it, node_id("Case", "root/user")) == set()
        for viewer, case in (("mod", other), ("own", mine)):
            node = (await ask(it, viewer, QUEUE, tribe=TRIBE))["node"]
            assert ids(node["cases"]) == [case]
        article = node_id("Article", "m")
        assert await code(it, "mod", "dismissArticleReports", articleId=article) == "FORBIDDEN"
        root = {"userId": node_id("User", "root")}
        assert await code(it, "root", "dismissUserReports", **root) == "FORBIDDEN"
        found = ids((await ask(it, "root", ALL))["cases"])
        assert found == [node_id("Case", "bob/user"), other, mine]
        for viewer, told in (("mod", "FORBIDDEN"), (None, "UNAUTHENTICATED")):
            assert (await it.refusal(ALL, viewer=viewer))["code"] == told

    meet(nats, store_url, scenario, *more)
