"""FOR_YOU: what is hot, raised by what the viewer did, and the same in every region."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS, spread
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.views import COMMUNITY

HOUR_MS = 3_600_000
FEED = """query($order: HomeOrder!, $after: String) { viewer {
  feed(order: $order, first: 2, after: $after) {
    edges { node { title } } pageInfo { hasNextPage endCursor } } } }"""


def published(hours: int, title: str, tribe: str, author: str) -> Event:
    """An article; an hour is worth 80,000 of a score."""
    return e.ArticlePublished(
        **envelope(hours * HOUR_MS, author),
        article=title, tribe=tribe, kind=e.ArticleKind.ARTICLE, title=title,
    )  # fmt: skip


HISTORY = [
    *(published(number, f"old-{number}", "rally", "pat") for number in range(8)),
    published(20, "rally", "rally", "ove"),
    published(22, "enzo", "classics", "enzo"),
    published(24, "other", "garage", "ove"),
]


async def whole(it: Gateway, viewer: str, token: str | None = None) -> list[str]:
    """All that the feed shows a viewer, page after page."""
    titles: list[str] = []
    after: Any = None
    while True:
        data = await it.ask(FEED, viewer=viewer, token=token, order="FOR_YOU", after=after)
        page = data["viewer"]["feed"]
        titles += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return titles


@pytest.mark.parametrize("shards", [1, 3])
def test_what_somebody_does_raises_what_is_like_it(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Bumps and comments raise a tribe and an author; taken back, they raise nothing."""

    async def scenario(it: Gateway) -> None:
        token: str | None = None

        async def act(mutation: str, **fields: Any) -> None:
            nonlocal token
            changed = "comment { id }" if mutation == "postComment" else "article { id }"
            payload = await it.change(mutation, fields, changed, viewer="me")
            assert payload["userErrors"] == []
            token = payload["receipt"]["token"]

        plain = ["other", "enzo", "rally", *(f"old-{number}" for number in reversed(range(8)))]
        assert await whole(it, "me") == plain
        # Eight bumps in the tribe raise it by 954,243, which is worth 12 hours.
        for number in range(8):
            await act("bumpArticle", articleId=node_id("Article", f"old-{number}"))
        liked = await whole(it, "me", token)
        assert liked[0] == "rally"
        assert sorted(liked) == sorted(plain)
        assert await whole(it, "nobody") != liked
        # Three comments on an author raise them by 602,060, and their article by 845,098.
        for text in "abc":
            article = node_id("Article", "enzo")
            await act("postComment", articleId=article, body=text)
        assert (await whole(it, "me", token))[:3] == ["enzo", "rally", "other"]
        for number in range(8):
            await act("unbumpArticle", articleId=node_id("Article", f"old-{number}"))
        assert (await whole(it, "me", token))[:2] == ["enzo", "other"]
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=HISTORY, shards=shards)


_numbers = count(1)


def _at(hours: int, actor: str) -> Any:
    """An envelope with an id of its own."""
    return envelope(next(_numbers), actor, ms=START_MS + hours * HOUR_MS)


def _commented(hours: int, comment: str, author: str) -> Event:
    return e.CommentPosted(**_at(hours, author), comment=comment, body="x")


RAISES = [e.ArticleBumped(**_at(30, "me"), article=f"old-{n}") for n in range(8)]
"""Eight bumps raise the tribe `rally`. Whose articles they are, and where, no event says."""

WITHOUT = {
    "an article that somebody else takes down": [
        e.ArticleRemoved(**_at(31, "mod"), article=f"old-{n}") for n in range(8)
    ],
    "an article that moves to another tribe": [
        e.ArticlePublished(
            **_at(n + 1, "pat"),
            article=f"old-{n}", tribe="elsewhere", kind=e.ArticleKind.ARTICLE, title=f"old-{n}",
        )
        for n in range(8)
    ],
}  # fmt: skip


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("why", WITHOUT)
def test_a_deed_is_what_its_article_is_now(
    nats: NatsServer, store_url: str, why: str, shards: int
) -> None:
    """It raises the tribe and the author that the record says, whatever events once named."""

    async def scenario(it: Gateway) -> None:
        def before(titles: list[str]) -> bool:
            return titles.index("rally") < titles.index("other")

        assert before(await whole(it, "me"))
        await it.world.publish(WITHOUT[why])
        await it.world.agreed()
        assert not before(await whole(it, "me"))

    run(nats, store_url, scenario, history=[*HISTORY, *RAISES], shards=shards)


@pytest.mark.parametrize("by", ["me", "mod"])
def test_a_comment_that_is_taken_down_raises_nothing(
    nats: NatsServer, store_url: str, by: str
) -> None:
    """Whoever takes it down; and what another wrote under its id is not one's own."""
    history = [
        *HISTORY,
        *(_commented(30, f"enzo/{n}", "me") for n in range(3)),
        *(e.CommentRemoved(**_at(31, by), comment=f"enzo/{n}") for n in range(2)),
        _commented(31, "enzo/2", "another"),
    ]

    async def scenario(it: Gateway) -> None:
        assert await whole(it, "me") == await whole(it, "nobody")

    run(nats, store_url, scenario, history=history)


@pytest.mark.parametrize("shards", [1, 3])
def test_an_item_is_shown_once_however_many_are_passed(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """A reader of one author with thousands of articles: what came in their feed comes no more."""
    many = [published(0, f"z{number}", "bt", "big") for number in range(2_300)]
    deeds = [_commented(1, f"z0/{number}", "me") for number in range(50)]
    pages = """query($after: String) { viewer { feed(order: FOR_YOU, first: 100, after: $after) {
        edges { node { title } } pageInfo { hasNextPage endCursor } } } }"""

    async def scenario(it: Gateway) -> None:
        await spread(it.world.store, [m for event in many for m in COMMUNITY.project(event)])
        await spread(it.world.store, [m for event in deeds for m in COMMUNITY.project(event)])
        shown: list[str] = []
        after: Any = None
        while True:
            data = await it.ask(pages, viewer="me", after=after)
            page = data["viewer"]["feed"]
            shown += [edge["node"]["title"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            assert page["edges"]
        assert len(shown) == len(set(shown)) == len(many)

    run(nats, store_url, scenario, history=(), shards=shards, projecting=False)
