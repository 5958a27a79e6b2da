"""Who may: each mutation, asked by everybody who might."""

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
    TRIBE,
    allowed,
    ask,
    code,
    meet,
)
from tribes import events as e

STAFF = {"mod", "own", "root"}
ALL = {"ada", "bob", "cy", "eve", *STAFF}
HIDE = {"reason": "SPAM", "note": "Sells"}


@pytest.mark.parametrize("shards", [1, 3])
def test_everybody_may_what_is_theirs(nats: NatsServer, store_url: str, shards: int) -> None:
    """As the table of the security page has it."""
    cy = node_id("User", "cy")
    moderator = {"tribeId": TRIBE, "userId": cy, "role": "MODERATOR"}
    other = {"tribeId": node_id("Tribe", "old")}
    expected: list[tuple[set[str], str, dict[str, Any]]] = [
        ({"own", "root"}, "setTribeProfile", {"tribeId": TRIBE, "name": "Y"}),
        ({"root"}, "setTribeProfile", {**other, "name": "Y"}),
        ({"own", "root"}, "giveTribeRole", moderator),
        ({"cy", "own", "root"}, "takeTribeRole", moderator),
        ({"root"}, "giveTribeRole", {**other, "userId": cy, "role": "OWNER"}),
        (ALL - {"eve"}, "bumpArticle", {"articleId": ARTICLE}),
        (ALL - {"eve"}, "postComment", {"articleId": ARTICLE, "body": "Hm"}),
        (ALL - {"eve"}, "bumpComment", {"commentId": COMMENT}),
        (ALL - {"eve"}, "repostArticle", {"articleId": ARTICLE, **other}),
        (ALL, "unbumpArticle", {"articleId": ARTICLE}),
        (ALL, "viewArticle", {"articleId": ARTICLE}),
        (ALL, "reportArticle", {"articleId": ARTICLE, **HIDE}),
        (ALL, "reportComment", {"commentId": COMMENT, "reason": "ABUSE"}),
        ({"ada"}, "editArticle", {"articleId": ARTICLE, "title": "Better"}),
        ({"bob"}, "editComment", {"commentId": COMMENT, "body": "Better"}),
        (STAFF, "dismissArticleReports", {"articleId": ARTICLE}),
        (STAFF, "dismissCommentReports", {"commentId": COMMENT}),
        ({"root"}, "dismissUserReports", {"userId": ADA}),
    ]

    async def scenario(it: Gateway) -> None:
        for who, mutation, fields in expected:
            assert await allowed(it, mutation, **fields) == who, mutation
        # What is hidden is not there for others: they hear no more than that.
        for viewer in ("cy", "eve", "bob"):
            comment = {"commentId": COMMENT, **HIDE}
            assert await code(it, viewer, "hideComment", **comment) == "FORBIDDEN"
            article = {"articleId": ARTICLE, **HIDE}
            assert await code(it, viewer, "hideArticle", **article) == "FORBIDDEN"
        assert await code(it, "ada", "hideArticle", articleId=ARTICLE, **HIDE) == "FORBIDDEN"
        for viewer in sorted(STAFF):
            assert not await code(it, viewer, "hideArticle", articleId=ARTICLE, **HIDE)
            assert await code(it, "cy", "bumpArticle", articleId=ARTICLE) == "NOT_FOUND"
            assert await code(it, "ada", "unhideArticle", articleId=ARTICLE) == "FORBIDDEN"
            assert not await code(it, viewer, "unhideArticle", articleId=ARTICLE)
        assert not await code(it, "cy", "bumpArticle", articleId=ARTICLE)
        assert not (await it.world.verify()).differences

    meet(nats, store_url, scenario, shards=shards)


def test_who_moderates_shows_what_the_author_hid_and_not_the_other_way(
    nats: NatsServer, store_url: str
) -> None:
    """An author moderates what is under their article, and does not undo what moderators do."""

    async def scenario(it: Gateway) -> None:
        comment = {"commentId": COMMENT}
        assert not await code(it, "ada", "hideComment", **comment, **HIDE)
        assert await code(it, "cy", "bumpComment", **comment) == "NOT_FOUND"
        assert not await code(it, "ada", "unhideComment", **comment)
        assert not await code(it, "cy", "bumpComment", **comment)
        assert not await code(it, "ada", "hideComment", **comment, **HIDE)
        assert not await code(it, "mod", "unhideComment", **comment)
        assert not await code(it, "cy", "bumpComment", **comment)
        assert not await code(it, "mod", "hideComment", **comment, **HIDE)
        assert not await code(it, "ada", "hideComment", **comment, **HIDE)
        assert await code(it, "ada", "unhideComment", **comment) == "FORBIDDEN"
        assert await code(it, "bob", "unhideComment", **comment) == "FORBIDDEN"
        assert not await code(it, "own", "unhideComment", **comment)
        last = (await it.events())[-1]
        assert isinstance(last, e.CommentUnhidden)
        assert last.as_author is not True

    meet(nats, store_url, scenario)


def test_the_last_owner_stays_until_there_is_another_or_they_go_themself(
    nats: NatsServer, store_url: str
) -> None:
    """Else nobody but an administrator could ever name one. But nobody owns what they do not want:
    whoever made them an owner would have pinned the tribe to their profile.
    """
    own, mod = ({"userId": node_id("User", one)} for one in ("own", "mod"))
    owner = {"tribeId": TRIBE, "role": "OWNER"}

    async def scenario(it: Gateway) -> None:
        assert await code(it, "root", "takeTribeRole", **owner, **own) == "INVALID"
        assert not await code(it, "own", "takeTribeRole", **owner, **mod)  # They are none.
        assert not await code(it, "own", "giveTribeRole", **owner, **mod)
        assert not await code(it, "own", "takeTribeRole", **owner, **own)
        assert await code(it, "own", "giveTribeRole", **owner, **own) == "FORBIDDEN"
        assert not await code(it, "mod", "takeTribeRole", **owner, **mod)
        assert await code(it, "mod", "giveTribeRole", **owner, **mod) == "FORBIDDEN"
        assert not await code(it, "root", "giveTribeRole", **owner, **own)

    meet(nats, store_url, scenario)


def test_nobody_gives_a_role_to_whom_they_have_nothing_to_do_with(
    nats: NatsServer, store_url: str
) -> None:
    """A tribe that one owns stands on one's profile, with its name: somebody who was blocked wrote
    there what they liked.
    """
    eves = event(e.TribeProfileSet, by="eve", tribe="e", name="Ada is a thief", founds=True)
    role = {"tribeId": node_id("Tribe", "e"), "role": "OWNER"}
    owned = "query($id: ID!) { node(id: $id) { ... on User { ownedTribes { totalCount } } } }"

    async def scenario(it: Gateway) -> None:
        assert await code(it, "eve", "giveTribeRole", **role, userId=ADA) == "FORBIDDEN"
        assert (await ask(it, None, owned, id=ADA))["node"]["ownedTribes"] == {"totalCount": 0}
        # Nor does who blocked somebody, until that is over.
        mod, cy = node_id("User", "mod"), node_id("User", "cy")
        assert not await code(it, "eve", "blockUser", userId=cy)
        assert await code(it, "eve", "giveTribeRole", **role, userId=cy) == "FORBIDDEN"
        assert not await code(it, "eve", "unblockUser", userId=cy)
        for somebody in (cy, mod, node_id("User", "eve")):
            assert not await code(it, "eve", "giveTribeRole", **role, userId=somebody)
        # To take one is what whoever owns it may, whoever wants nothing of them.
        assert not await code(it, "cy", "blockUser", userId=node_id("User", "eve"))
        assert not await code(it, "eve", "takeTribeRole", **role, userId=cy)

    meet(nats, store_url, scenario, eves)


def test_nobody_decides_on_what_is_their_own(nats: NatsServer, store_url: str) -> None:
    """Though they moderate: to hide and to show decides a case as much as to dismiss it."""
    more = [
        event(e.ArticlePublished, by="mod", article="m", tribe="x", kind="ARTICLE", title="M"),
        event(e.CommentPosted, by="mod", comment="a/m", body="M"),
    ]
    article, comment = (
        {"articleId": node_id("Article", "m")},
        {"commentId": node_id("Comment", "a/m")},
    )

    async def scenario(it: Gateway) -> None:
        for kind, it_is in (("Article", article), ("Comment", comment)):
            assert await code(it, "own", f"unhide{kind}", **it_is) == "FORBIDDEN", "it is shown"
            assert await code(it, "mod", f"hide{kind}", **it_is, **HIDE) == "FORBIDDEN"
            assert not await code(it, "own", f"hide{kind}", **it_is, **HIDE)
            assert await code(it, "mod", f"unhide{kind}", **it_is) == "FORBIDDEN"
            assert not await code(it, "own", f"unhide{kind}", **it_is)

    meet(nats, store_url, scenario, *more)


def test_who_founds_a_tribe_by_a_mutation_owns_it(nats: NatsServer, store_url: str) -> None:
    """And may rename it at once, as nobody else may; today's mistake was that anybody could."""

    async def scenario(it: Gateway) -> None:
        select = "tribe { id viewerIsOwner viewerCanEdit owners { edges { node { id } } } }"
        made = await it.change("setTribeProfile", {"name": "New"}, select, viewer="cy")
        tribe = made["tribe"]
        assert tribe["viewerIsOwner"]
        assert tribe["viewerCanEdit"]
        assert tribe["owners"]["edges"] == [{"node": {"id": node_id("User", "cy")}}]
        change = {"tribeId": tribe["id"], "slug": "mine"}
        assert await code(it, "ada", "setTribeProfile", **change) == "FORBIDDEN"
        assert not await code(it, "cy", "setTribeProfile", **change)
        last = (await it.events())[-1]
        assert isinstance(last, e.TribeProfileSet)
        assert last.founds is not True

    meet(nats, store_url, scenario)


def test_who_is_blocked_neither_follows_nor_answers(nats: NatsServer, store_url: str) -> None:
    """A reply, and a bump under an article of somebody who blocked them, is theirs to refuse."""
    more = [
        event(e.UserBlocked, by="bob", user="cy"),
        event(e.CommentPosted, by="cy", comment="a/2", body="Hm"),
        event(e.CommentPosted, by="eve", comment="a/3", body="Hm"),
        event(e.CommentPosted, by="cy", comment="a/5", parent="a/1", body="Hm"),
    ]
    one, two, theirs = COMMENT, node_id("Comment", "a/2"), node_id("Comment", "a/3")
    answer = node_id("Comment", "a/5")

    async def scenario(it: Gateway) -> None:
        for user, viewer in ((ADA, "eve"), (node_id("User", "eve"), "ada")):
            assert await code(it, viewer, "followUser", userId=user) == "FORBIDDEN"
        reply = {"articleId": ARTICLE, "body": "Hm", "parentId": one}
        assert await code(it, "cy", "postComment", **reply) == "FORBIDDEN"
        assert await code(it, "cy", "bumpComment", commentId=one) == "FORBIDDEN"
        assert await code(it, "eve", "bumpComment", commentId=two) == "FORBIDDEN"
        assert not await code(it, "cy", "postComment", articleId=ARTICLE, body="Hm")
        assert await code(it, "eve", "editComment", commentId=theirs, body="Hm!") == "FORBIDDEN"
        assert not await code(it, "cy", "editComment", commentId=two, body="Hm!")
        assert await code(it, "cy", "editComment", commentId=answer, body="!") == "FORBIDDEN"
        assert not await code(it, "bob", "unblockUser", userId=node_id("User", "cy"))
        assert not await code(it, "cy", "editComment", commentId=answer, body="Hm!")
        assert not await code(it, "ada", "unblockUser", userId=node_id("User", "eve"))
        assert not await code(it, "eve", "followUser", userId=ADA)
        assert not await code(it, "eve", "bumpComment", commentId=two)

    meet(nats, store_url, scenario, *more)


def test_nobody_mutes_blocks_or_reports_themself(nats: NatsServer, store_url: str) -> None:
    """It would hide from somebody what they write."""

    async def scenario(it: Gateway) -> None:
        assert await code(it, "ada", "muteUser", userId=ADA) == "INVALID"
        assert await code(it, "ada", "blockUser", userId=ADA) == "INVALID"
        assert await code(it, "ada", "reportUser", userId=ADA, reason="SPAM") == "INVALID"
        assert await code(it, None, "muteUser", userId=ADA) == "UNAUTHENTICATED"

    meet(nats, store_url, scenario)


def test_a_mutation_notes_who_is_muted(nats: NatsServer, store_url: str) -> None:
    """A projection reads nothing: so the event says that it is to be told to nobody."""
    more = [
        event(e.UserMuted, by="ada", user="cy"),
        event(e.UserMuted, by="bob", user="cy"),
        event(e.CommentPosted, by="cy", comment="a/4", body="Hm", quiet=True),
    ]
    inbox = "{ viewer { inbox { notifications { edges { node { kind } } } } } }"

    async def scenario(it: Gateway) -> None:
        assert not await code(it, "cy", "bumpArticle", articleId=ARTICLE)
        assert not await code(it, "cy", "postComment", articleId=ARTICLE, body="Hm")
        reply = {"articleId": ARTICLE, "parentId": COMMENT, "body": "Hm"}
        assert not await code(it, "cy", "postComment", **reply)
        # Of a reply to oneself the article's author would be told.
        own = {"articleId": ARTICLE, "parentId": node_id("Comment", "a/4"), "body": "Hm"}
        assert not await code(it, "cy", "postComment", **own)
        assert not await code(it, "cy", "bumpComment", commentId=COMMENT)
        assert not await code(it, "cy", "followUser", userId=ADA)
        for one in (await it.events())[-6:]:
            assert getattr(one, "quiet", None) is True, one.type
        assert not await code(it, "mod", "bumpArticle", articleId=ARTICLE)
        assert getattr((await it.events())[-1], "quiet", None) is not True
        for viewer, kinds in (("ada", ["ARTICLE_BUMPED", "ARTICLE_COMMENTED"]), ("bob", [])):
            data = await ask(it, viewer, inbox)
            edges = data["viewer"]["inbox"]["notifications"]["edges"]
            assert [edge["node"]["kind"] for edge in edges] == kinds

    meet(nats, store_url, scenario, *more)


def test_whom_somebody_muted_tells_them_nothing_by_hiding_what_they_wrote(
    nats: NatsServer, store_url: str
) -> None:
    """Each hiding told it anew, with a note: whom they did not want to hear had a way to be heard.
    Whoever moderates must be able to tell.
    """
    more = [event(e.UserMuted, by="bob", user=one) for one in ("ada", "mod")]

    async def scenario(it: Gateway) -> None:
        for viewer, quiet in (("ada", True), ("mod", False)):
            assert not await code(it, viewer, "hideComment", commentId=COMMENT, **HIDE)
            assert ((await it.events())[-1].quiet is True) == quiet  # type: ignore[attr-defined]
            assert not await code(it, viewer, "unhideComment", commentId=COMMENT)

    meet(nats, store_url, scenario, *more)
