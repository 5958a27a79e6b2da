"""Threads: replies, comments in three orders, bumps on comments; every count equals its list."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.generation import numbered
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import ARTICLES, COMMENTS, threads
from tests.tribes.reading import hold_of_all
from tests.tribes.stories import commented, published
from tests.worlds import folded
from tribes import events as e
from tribes.records import Article, Comment, User
from tribes.views import COMMUNITY
from views.placements import Reader

THREADS = """query($articles: [ID!]!, $comments: [ID!]!) {
  articles: nodes(ids: $articles) { ... on Article { id commentCount
    OLD: comments(order: OLD, first: 100) { edges { node { id bumpCount } } }
    NEW: comments(order: NEW, first: 100) { edges { node { id bumpCount } } }
    TOP: comments(order: TOP, first: 100) { edges { node { id bumpCount } } } } }
  comments: nodes(ids: $comments) { ... on Comment { id replyCount bumpCount
    bumpers(first: 100) { edges { node { id } } }
    OLD: replies(order: OLD, first: 100) { edges { node { id bumpCount parent { id } } } }
    NEW: replies(order: NEW, first: 100) { edges { node { id bumpCount parent { id } } } }
    TOP: replies(order: TOP, first: 100) { edges { node { id bumpCount parent { id } } } } } }
}"""


BEGUN = [
    published(7, "a1"),
    published(7, "a2"),
    commented(0, "a1/c1"),
    commented(0, "a1/c2", "a1/c1"),
    commented(0, "a2/c1"),
    commented(0, "a2/c2", "a2/c1"),
]
"""So that there is something to reply to."""


def nodes(page: Any) -> list[Any]:
    """What a page shows."""
    return [edge["node"] for edge in page["edges"]]


def check_orders(shown: Any, count: int) -> None:
    """That the orders hold the same, in their order."""
    old, new, top = (nodes(shown[order]) for order in ("OLD", "NEW", "TOP"))
    assert old == new[::-1]
    assert len(old) == len(top) == count
    bumps = [one["bumpCount"] for one in top]
    assert bumps == sorted(bumps, reverse=True)
    assert {one["id"] for one in top} == {one["id"] for one in old}


@pytest.mark.parametrize("shards", [1, 3])
def test_a_thread_is_the_same_in_every_order(nats: NatsServer, store_url: str, shards: int) -> None:
    """Whatever happened: counts equal lists, and a list holds what the plain fold says."""
    ids = {
        "articles": [node_id("Article", one) for one in ARTICLES],
        "comments": [node_id("Comment", one) for one in COMMENTS],
    }
    replies = 0

    async def check(it: Gateway, events: list[Event]) -> None:
        nonlocal replies
        state = folded(events)
        found = await it.ask(THREADS, **ids)
        for article in filter(None, found["articles"]):
            check_orders(article, article["commentCount"])
        for comment, name in zip(found["comments"], COMMENTS, strict=True):
            if comment is None:
                continue
            check_orders(comment, comment["replyCount"])
            assert comment["bumpCount"] == len(nodes(comment["bumpers"]))
            assert {one["parent"]["id"] for one in nodes(comment["OLD"])} <= {comment["id"]}
            of = Reader(state)
            expected = {
                node_id("Comment", other)
                for other in COMMENTS
                if of.value(Comment, other, "alive")
                and of.value(Comment, other, "hiding") is None
                and of.value(Comment, other, "hiding_by_author") is None
                and of.value(Comment, other, "origin")["parent"] == name
            }
            assert {one["id"] for one in nodes(comment["OLD"])} == expected
            replies += len(expected)

    hold_of_all(
        nats,
        store_url,
        shards,
        threads.map(lambda events: numbered([*BEGUN, *events])),
        check,
        examples=20,
    )
    assert replies


@pytest.mark.parametrize("shards", [1, 3])
def test_a_thread_is_read_with_its_article(nats: NatsServer, store_url: str, shards: int) -> None:
    """Comments, their replies and their authors: no more waves than a page of comments takes."""
    history: list[Event] = [
        e.ArticlePublished(
            **envelope(0, "enzo"), article="a", tribe="t", kind=e.ArticleKind.ARTICLE, title="A"
        )
    ]
    for number in range(1, 9):
        parent = None if number < 3 else f"a/c{number % 2 + 1}"
        history.append(
            e.CommentPosted(
                **envelope(number * 10, f"u{number}"), comment=f"a/c{number}", body="x",
                parent=parent,
            )
        )  # fmt: skip
    history += [
        e.CommentBumped(**envelope(100 + number, f"u{number}"), comment="a/c2")
        for number in range(3)
    ]
    query = """query($id: ID!) { article(id: $id) { comments(order: TOP, first: 1) { edges { node {
        bumpCount replyCount author { name } replies(order: NEW, first: 2) { edges { node {
            id author { id name } } } } } } } } }"""

    async def scenario(it: Gateway) -> None:
        data, waves, calls = await it.spent(query, id=node_id("Article", "a"))
        [top] = nodes(data["article"]["comments"])
        assert (top["bumpCount"], top["replyCount"]) == (3, 3)
        shown = [one["id"] for one in nodes(top["replies"])]
        assert shown == [node_id("Comment", one) for one in ("a/c7", "a/c5")]
        assert waves == (1 if shards == 1 else 2)
        assert calls <= 1 + shards
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=history, shards=shards)


def test_a_removed_reply_leaves_the_list_without_naming_its_parent() -> None:
    """A removal names no parent: the list is derived from what the comment itself says."""
    removal = e.CommentRemoved(**envelope(9, "pat"), comment="a/2")
    assert {merge[0] for merge in COMMUNITY.project(removal)} == {
        Comment.registers,
        Article.comments.slot,
        User.deeds.slot,
        User.registers,
    }
