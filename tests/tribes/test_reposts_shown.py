"""Reposts, as a feed shows them: on the edge of a tribe's feed, who reposted it there, and when."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from gateway.declare.fields import time_of
from tests.gateway.reading.test_waves import run
from tribes import events as e

FEED = """query($tribe: ID!, $first: Int, $last: Int, $order: FeedOrder = NEW) {
  node(id: $tribe) { ... on Tribe { feed(first: $first, last: $last, order: $order) { edges {
    node { id }
    repost { userCount viewerHasReposted tribe { id }
      who: users(first: 1) { totalCount edges { repostedAt node { id name } } } }
  } } } }
}"""
ELSEWHERE = """{ feed { edges { repost { userCount } } nodes { id repostCount
  reposts { totalCount nodes { userCount tribe { id } users { nodes { id } } } } } } }"""


def published(when: int, article: str, tribe: str = "x") -> e.ArticlePublished:
    """An article of ada's."""
    return e.ArticlePublished(
        **envelope(when, "ada"), article=article, tribe=tribe, kind=e.ArticleKind.IMAGE, title="T"
    )


def reposted(when: int, actor: str, tribe: str, article: str) -> e.ArticleReposted:
    """A repost."""
    return e.ArticleReposted(**envelope(when, actor), article=article, tribe=tribe)


HISTORY = [
    e.UserProfileSet(**envelope(1, "bob"), user="bob", name="Bob"),
    *(published(number, f"a{number}") for number in range(2, 6)),
    published(6, "b1", "y"),
    reposted(11, "bob", "y", "a2"),
    reposted(12, "ada", "y", "a2"),
    reposted(13, "pat", "y", "a3"),
    reposted(14, "pat", "z", "a3"),
    reposted(15, "ada", "x", "a4"),
]


def time(when: int) -> str:
    """When something of the history was done, as an answer has it."""
    return time_of(START_MS + when).isoformat()


def by(*users: str, when: int, tribe: str = "y", name: str | None = None, mine: bool) -> Any:
    """What an edge says of who reposted an item."""
    first = {"repostedAt": time(when), "node": {"id": node_id("User", users[0]), "name": name}}
    return {
        "userCount": len(users),
        "viewerHasReposted": mine,
        "tribe": {"id": node_id("Tribe", tribe)},
        "who": {"totalCount": len(users), "edges": [first]},
    }


def shown(data: Any) -> dict[str, Any]:
    """What the edges of a tribe's feed say, by the article."""
    return {edge["node"]["id"]: edge["repost"] for edge in data["node"]["feed"]["edges"]}


@pytest.mark.parametrize("compiling", [True, False])
@pytest.mark.parametrize("shards", [1, 3])
def test_the_edge_of_a_feed_says_who_reposted_it_there(
    nats: NatsServer, store_url: str, shards: int, compiling: bool
) -> None:
    """And of what was published there, nothing; it costs no call."""
    article = {name: node_id("Article", name) for name in ("a2", "a3", "a4", "b1")}

    async def scenario(it: Gateway) -> None:
        tribe = node_id("Tribe", "y")
        data, waves, _ = await it.spent(FEED, viewer="ada", tribe=tribe)
        wanted = {
            article["a3"]: by("pat", when=13, mine=False),
            article["a2"]: by("bob", "ada", when=11, name="Bob", mine=True),
            article["b1"]: None,
        }
        assert (shown(data), list(shown(data))) == (wanted, list(wanted))
        assert waves == (1 if shards == 1 else 2)
        data = await it.ask(FEED, tribe=tribe, last=2, order="TOP")
        assert len(shown(data)) == 2
        for one, said in shown(data).items():
            assert said == (wanted[one] and {**wanted[one], "viewerHasReposted": False})
        # Into the tribe that it was published in: it stands there as it did.
        data = await it.ask(FEED, viewer="ada", tribe=node_id("Tribe", "x"))
        assert shown(data)[article["a4"]] == by("ada", when=15, tribe="x", mine=True)
        assert shown(data)[article["a2"]] is None

    run(nats, store_url, scenario, history=HISTORY, shards=shards, compiling=compiling)


@pytest.mark.parametrize("compiling", [True, False])
def test_an_article_says_into_which_tribes_it_was_reposted(
    nats: NatsServer, store_url: str, compiling: bool
) -> None:
    """Latest first. A feed of no tribe has no reposts."""

    async def scenario(it: Gateway) -> None:
        data = (await it.ask(ELSEWHERE))["feed"]
        assert [edge["repost"] for edge in data["edges"]] == [None] * 5
        found = {node["id"]: node for node in data["nodes"]}
        pat = {"nodes": [{"id": node_id("User", "pat")}]}
        assert found[node_id("Article", "a3")]["reposts"] == {
            "totalCount": 2,
            "nodes": [
                {"userCount": 1, "tribe": {"id": node_id("Tribe", name)}, "users": pat}
                for name in ("z", "y")
            ],
        }
        for one in found.values():
            assert one["repostCount"] == one["reposts"]["totalCount"]

    run(nats, store_url, scenario, history=HISTORY, compiling=compiling)


def test_taking_the_last_repost_back_takes_it_off_the_feed(
    nats: NatsServer, store_url: str
) -> None:
    """Of two, the other is named then."""

    async def scenario(it: Gateway) -> None:
        feed = {"tribe": node_id("Tribe", "y")}
        more = e.ArticleUnreposted(**envelope(20, "bob"), article="a2", tribe="y")
        await it.world.publish([more])
        await it.world.caught_up()
        said = shown(await it.ask(FEED, **feed))[node_id("Article", "a2")]
        assert said == by("ada", when=12, mine=False)
        more = e.ArticleUnreposted(**envelope(21, "ada"), article="a2", tribe="y")
        await it.world.publish([more])
        await it.world.caught_up()
        assert node_id("Article", "a2") not in shown(await it.ask(FEED, **feed))

    run(nats, store_url, scenario, history=HISTORY)
