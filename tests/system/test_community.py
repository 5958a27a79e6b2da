"""The whole community, as a front end uses it: two replicas, four partitions and three shards."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path
from typing import Any

from bandstand.testing.stacks import eventually
from gateway.declare.relay import global_id
from tests.gateway.live.live import subscriber
from tests.system.stacks import Stack, stack

OWN = """{ viewer {
  user { id followedTribeCount followedTribes(first: 100) { edges { node { id } } }
         followerCount followers(first: 100) { edges { node { id } } } }
  inbox { unreadCount notifications(first: 50) { edges { node {
      kind isRead actorCount commentCount actors(first: 50) { edges { node { id } } }
      comments(first: 50) { edges { node { id } } } } } } }
} }"""
FEEDS = """{ viewer {
  NEW: feed(order: NEW, first: 100) { edges { node { id } } }
  HOT: feed(order: HOT, first: 100) { edges { node { id } } }
  TOP: feed(order: TOP, first: 100) { edges { node { id } } }
  FOR_YOU: feed(order: FOR_YOU, first: 100) { edges { node { id } } }
} }"""
DETAILS = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Article {
  id title bumpCount bumpers(first: 50) { edges { node { id } } }
  commentCount comments(first: 50) { edges { node {
    id replyCount replies(first: 20) { edges { node { id } } }
    bumpCount bumpers(first: 20) { edges { node { id } } } } } }
  tribe { articleCount feed(first: 100) { edges { node { id } } }
    leaderboard(first: 100) { edges { score node { id } } } viewerStanding { place score } }
} } }"""


def ids(page: dict[str, Any]) -> list[str]:
    """The ids in a connection."""
    return [edge["node"]["id"] for edge in page["edges"]]


def change(it: Stack, viewer: str, mutation: str, select: str, **fields: Any) -> dict[str, Any]:
    """What a mutation changed, as its payload shows it. While a projector that was killed starts
    again it may be STALE: then it is sent again, which changes nothing more.
    """
    if mutation in ("publishArticle", "postComment"):
        fields["idempotencyKey"] = f"{viewer} {mutation} {fields.get('body')}"
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"""mutation($input: {kind}!) {{ {mutation}(input: $input) {{
        {select} userErrors {{ message code }} }} }}"""
    payload: dict[str, Any] = {}
    for _ in range(40):
        payload = it.ask(query, viewer=viewer, input=fields)[mutation]
        if [error["code"] for error in payload["userErrors"]] != ["STALE"]:
            break
        time.sleep(0.25)
    assert payload["userErrors"] == [], payload
    return payload


def counts_equal_lists(it: Stack, viewer: str) -> dict[str, Any]:
    """Everything that a viewer is shown, when every count was that of its list."""
    shown: dict[str, Any] = it.ask(OWN, viewer=viewer)["viewer"]
    user, inbox = shown["user"], shown["inbox"]
    assert user["followedTribeCount"] == len(ids(user["followedTribes"]))
    assert user["followerCount"] == len(ids(user["followers"]))
    notices = [edge["node"] for edge in inbox["notifications"]["edges"]]
    assert inbox["unreadCount"] == sum(not notice["isRead"] for notice in notices)
    for notice in notices:
        assert notice["actorCount"] == len(ids(notice["actors"]))
        assert notice["commentCount"] == len(ids(notice["comments"]))
    shown |= it.ask(FEEDS, viewer=viewer)["viewer"]
    shown["articles"] = it.ask(DETAILS, viewer=viewer, ids=ids(shown["NEW"])[:3])["nodes"]
    for article in shown["articles"]:
        assert article["bumpCount"] == len(ids(article["bumpers"]))
        assert article["commentCount"] == len(ids(article["comments"]))
        for comment in (edge["node"] for edge in article["comments"]["edges"]):
            assert comment["bumpCount"] == len(ids(comment["bumpers"]))
            assert comment["replyCount"] == len(ids(comment["replies"]))
        tribe = article["tribe"]
        assert tribe["articleCount"] == len(ids(tribe["feed"]))
        board = ids(tribe["leaderboard"])
        place = board.index(user["id"]) + 1 if user["id"] in board else None
        assert (tribe["viewerStanding"] or {}).get("place") == place
    for order in ("HOT", "TOP"):
        assert sorted(ids(shown[order])) == sorted(ids(shown["NEW"]))
    return shown


def test_a_community_lives_on_two_replicas(tmp_path: Path) -> None:
    """Follow, publish, bump, comment, reply, repost, rank, search, be told and hear of it live. A
    projector is killed meanwhile; and all that is shown agrees with itself and with the logs.
    """
    options = ("--demo", "--no-people", "--replicas", 2, "--partitions", 4, "--shards", 3)
    with stack(tmp_path, *options) as it:
        tribe = global_id("Tribe", "ferrari")
        assert ids(counts_equal_lists(it, "newcomer")["NEW"]) == []
        followed = change(
            it, "newcomer", "followTribe", "tribe { viewerIsFollowing articleCount }", tribeId=tribe
        )
        assert followed["tribe"]["viewerIsFollowing"]
        shown = counts_equal_lists(it, "newcomer")
        assert len(ids(shown["NEW"])) == followed["tribe"]["articleCount"] > 5
        assert len(ids(shown["FOR_YOU"])) == 100
        made = change(
            it, "newcomer", "publishArticle", "article { id }",
            tribeId=tribe, kind="ARTICLE", title="Zyklonfilter from scratch", body="<p>Loud.</p>",
        )  # fmt: skip
        article = made["article"]["id"]
        os.kill(it.pids("projector")[0], signal.SIGKILL)
        asyncio.run(_live(it, article))
        reply = change(
            it, "newcomer", "postComment", "comment { id }", articleId=article, body="Thanks!",
            parentId=change(
                it, "enzo", "postComment", "comment { id }", articleId=article, body="Louder!"
            )["comment"]["id"],
        )  # fmt: skip
        change(it, "enzo", "bumpComment", "comment { bumpCount }", commentId=reply["comment"]["id"])
        change(
            it, "newcomer", "repostArticle", "article { repostCount }",
            articleId=article, tribeId=global_id("Tribe", "rally"),
        )  # fmt: skip
        change(
            it, "enzo", "followUser", "user { followerCount }", userId=global_id("User", "newcomer")
        )

        shown = counts_equal_lists(it, "newcomer")
        assert ids(shown["NEW"])[0] == article
        kinds = {edge["node"]["kind"] for edge in shown["inbox"]["notifications"]["edges"]}
        assert kinds == {"ARTICLE_BUMPED", "ARTICLE_COMMENTED", "COMMENT_BUMPED", "FOLLOWED"}
        read = change(it, "newcomer", "markNotificationsRead", "inbox { unreadCount }")
        assert read["inbox"] == {"unreadCount": 0}
        told = counts_equal_lists(it, "enzo")["inbox"]["notifications"]["edges"]
        assert "COMMENT_REPLIED" in {edge["node"]["kind"] for edge in told}
        standing = shown["articles"][0]["tribe"]["viewerStanding"]
        assert standing["score"] == 3
        search = '{ search(query: "zyklonfil") { edges { node { id } } } }'
        assert eventually(lambda: ids(it.ask(search)["search"]), "the article is found") == [
            article
        ]
        change(it, "newcomer", "removeArticle", "", articleId=article)
        assert article not in ids(counts_equal_lists(it, "newcomer")["NEW"])
        it.verdict()


async def _live(it: Stack, article: str) -> None:
    """Three bump, and who looks at the article is told."""
    port = int(it.url.partition("//")[2].partition(":")[2].partition("/")[0])
    loop = asyncio.get_running_loop()
    query = "subscription($id: ID!) { articleUpdated(id: $id) { bumpCount viewerHasBumped } }"
    async with subscriber(port, {"X-Viewer": "enzo"}) as eyes:
        await eyes.subscribe("one", query, id=article)
        for viewer in ("enzo", "pat", "jutta"):
            await loop.run_in_executor(None, it.bump, article, viewer)
        payload = await eyes.until("one", bumpCount=3)
        assert payload["data"]["articleUpdated"]["viewerHasBumped"]
