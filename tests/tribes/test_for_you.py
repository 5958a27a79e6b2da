"""FOR_YOU: what is hot, raised by what the viewer did, and the same in every region."""

from __future__ import annotations

from typing import Any

import pytest

from eventlog.envelope import Event
from tests.gateway.harness import Gateway, node_id
from tests.gateway.test_waves import run
from tests.servers import NatsServer
from tests.worlds import envelope
from tribes import events as e

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
        # Three comments on an author raise him by 602,060, and their article by 845,098.
        for text in "abc":
            article = node_id("Article", "enzo")
            await act("postComment", articleId=article, body=text)
        assert (await whole(it, "me", token))[:3] == ["enzo", "rally", "other"]
        for number in range(8):
            await act("unbumpArticle", articleId=node_id("Article", f"old-{number}"))
        assert (await whole(it, "me", token))[:2] == ["enzo", "other"]
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=HISTORY, shards=shards)


def test_a_deed_is_taken_back_with_a_removed_comment(nats: NatsServer, store_url: str) -> None:
    """The event of the removal says whose article it was on, as that of the comment did."""

    async def scenario(it: Gateway) -> None:
        posted = await it.change(
            "postComment", {"articleId": node_id("Article", "rally"), "body": "x"},
            "comment { id }", viewer="me",
        )  # fmt: skip
        gone = {"commentId": posted["comment"]["id"]}
        removed = await it.change("removeComment", gone, "comment { id }", viewer="me")
        assert removed["userErrors"] == []
        said = [event for event in await it.events() if event.type.startswith("comment_")]
        assert [(one.tribe, one.author) for one in said] == [("rally", "ove")] * 2  # type: ignore[attr-defined]
        assert await whole(it, "me") == await whole(it, "nobody")

    run(nats, store_url, scenario, history=HISTORY)


def test_an_event_that_does_not_say_whose_article_it_was_is_no_deed(
    nats: NatsServer, store_url: str
) -> None:
    """Events from before, and from whoever publishes without: they count, and raise nothing."""
    bump = e.ArticleBumped(**envelope(30 * HOUR_MS, "me"), article="old-1")

    async def scenario(it: Gateway) -> None:
        assert await whole(it, "me") == await whole(it, "nobody")

    run(nats, store_url, scenario, history=[*HISTORY, bump])
