"""The orders of a feed: NEW, HOT and TOP, everywhere alike."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS, by_hand, spread
from bandstand.testing.worlds import envelope
from crdt.stamps import score_of, stamp_of
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tests.views.stores import opened
from tribes import events as e
from tribes.ranking import hot
from tribes.records import Article
from tribes.views import COMMUNITY

HOUR_MS = 3_600_000


def published(hours: int, article: str, tribe: str = "t", author: str = "enzo") -> Event:
    """An article that was published after so many hours."""
    return e.ArticlePublished(
        **envelope(hours * HOUR_MS, author),
        article=article, tribe=tribe, kind=e.ArticleKind.ARTICLE, title=article,
    )  # fmt: skip


def bumped(article: str, count: int) -> list[Event]:
    """So many bumps."""
    return [
        e.ArticleBumped(
            **envelope(100 * HOUR_MS + at * 10 + len(article), f"u{at}"), article=article
        )
        for at in range(count)
    ]


HISTORY = [
    published(24, "old"),
    published(48, "loved"),
    published(72, "fresh"),
    published(73, "another", tribe="x", author="pat"),
    *bumped("loved", 99),
    *bumped("old", 200),
    *bumped("another", 1),
]
ORDERED = {
    "NEW": ["another", "fresh", "loved", "old"],
    "HOT": ["another", "loved", "fresh", "old"],
    "TOP": ["old", "loved", "another", "fresh"],
}
FEED = """feed(order: $order, first: 2, after: $after) {
    edges { node { title } } pageInfo { hasNextPage endCursor }
}"""
TRIBE, USER = node_id("Tribe", "t"), node_id("User", "enzo")
QUERY = "query($order: FeedOrder!, $after: String)"
QUERIES = {
    "feed": f"{QUERY} {{ {FEED} }}",
    "tribe": f"""{QUERY} {{ node(id: "{TRIBE}") {{ ... on Tribe {{ {FEED} }} }} }}""",
    "user": f"""{QUERY} {{ node(id: "{USER}") {{ ... on User {{ {FEED} }} }} }}""",
}


@pytest.mark.parametrize("shards", [1, 3])
def test_every_feed_has_every_order(nats: NatsServer, store_url: str, shards: int) -> None:
    """Of everything, of a tribe and of an author: page by page, compiled."""

    async def scenario(it: Gateway) -> None:
        for where, query in QUERIES.items():
            for order, titles in ORDERED.items():
                wanted = [one for one in titles if where == "feed" or one != "another"]
                found: list[str] = []
                after: Any = None
                while True:
                    data = await it.ask(query, order=order, after=after)
                    page = data["feed"] if where == "feed" else data["node"]["feed"]
                    found += [edge["node"]["title"] for edge in page["edges"]]
                    after = page["pageInfo"]["endCursor"]
                    if not page["pageInfo"]["hasNextPage"]:
                        break
                assert found == wanted, (where, order)
        cursor = (await it.ask(QUERIES["feed"], order="HOT"))["feed"]["pageInfo"]["endCursor"]
        refused = await it.refusal(QUERIES["feed"], order="TOP", after=cursor)
        assert refused["code"] == "BAD_USER_INPUT"
        default = await it.ask("{ feed { edges { node { title } } } }")
        assert [edge["node"]["title"] for edge in default["feed"]["edges"]] == ORDERED["NEW"]

    run(nats, store_url, scenario, history=HISTORY, shards=shards)


@pytest.mark.parametrize(
    ("bumps", "comments", "value"),
    [(0, 0, 0), (9, 0, 1_000_000), (99, 0, 2_000_000), (1, 4, 1_000_000), (999_999, 0, 6_000_000)],
)
def test_hot_is_a_whole_number_at_powers_of_ten(bumps: int, comments: int, value: int) -> None:
    """Where the last bit of a logarithm would show. Ten times the bumps are worth 45,000 s."""
    assert hot(bumps, comments, score_of(stamp_of(0))) == value
    assert hot(bumps, comments, score_of(stamp_of(45_000_000))) == value + 1_000_000


def test_no_logarithm_is_near_a_half() -> None:
    """The C library of a store may differ from ours in the last bits: it must not show."""
    for number in range(1, 300_000):
        rest = 1e6 * math.log10(number) % 1
        assert abs(rest - 0.5) > 1e-7


def test_the_store_is_as_hot_as_its_twin(any_store_url: str) -> None:
    """Stamps before 2020 too, whose scores are negative."""

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            base = store.view.base(store.shards, 0)
            for number, ms in enumerate((0, 44, 45, 1_577_836_799_999, START_MS, START_MS + 44)):
                article, at = f"a{number}", stamp_of(ms, number)
                publication = {"author": "u", "tribe": "t", "kind": "ARTICLE"}
                merges = [
                    Article.publication.set(article, at, publication),
                    Article.alive.set(article, at, True),
                    *(Article.bumps.add(article, f"u{at}", stamp_of(ms)) for at in range(number)),
                    *(Article.comments.add(article, f"c{at}", stamp_of(ms)) for at in range(3)),
                ]
                await spread(store, merges)
                assert score_of(at) < 0 or number > 3
                assert await redis.zscore(f"{base}list:hot", article) == hot(
                    number, 3, score_of(at)
                )

    asyncio.run(scenario())


def test_the_projections_know_nothing_of_orders() -> None:
    """An order is derived: a new one is a derivation, and no event changes."""
    [bump] = bumped("a", 1)
    assert {merge[0].name for merge in COMMUNITY.project(bump) if merge[2] != "known"} == {
        "article.bumps",
        "user.deeds",
        "notice.actors",
        "notice.actors.firsts",
    }
