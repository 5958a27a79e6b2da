"""Reading through GraphQL: what comes back, and in how many round trips."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from redis import Redis

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from tests.gateway.harness import gateway
from tribes import events as e
from tribes.demo import events
from tribes.tabs import TABS

DEMO = list(events("test", 7))
FEW = [event for event in DEMO if type(event).__name__ != "ArticleViewed"][:560]
"""Enough to ask for: what is not about how much there is takes a quarter of the time."""

PAGE = """query($first: Int) { feed(first: $first) {
  edges { cursor node {
    id kind title excerpt body media { url alt } publishedAt
    author { id handle name avatarUrl bio articleCount bumpsReceived }
    tribe { id slug name description articleCount }
    bumpCount commentCount viewCount viewerHasBumped
    bumpers(first: 2) { edges { node { handle } } }
    comments(first: 3) { edges { node { body postedAt author { name } parent { body } } } }
  } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} }"""


def run(
    nats: NatsServer, store_url: str, scenario: Callable[[Gateway], Awaitable[None]], **more: Any
) -> None:
    """Run a scenario on a gateway over some of the demo."""

    async def main() -> None:
        async with gateway(nats.url, store_url, **{"history": FEW, **more}) as it:
            await scenario(it)

    asyncio.run(main())


@pytest.mark.parametrize("shards", [1, 7])
def test_a_feed_page_is_one_call_or_two_waves_however_long_it_is(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """N+1 is the classic of GraphQL: here a page is a call on one shard, two waves on many."""

    async def scenario(it: Gateway) -> None:
        for first in (1, 20, 40):
            data, waves, calls = await it.spent(PAGE, viewer="pat", first=first)
            assert len(data["feed"]["edges"]) == first
            most = 1 if shards == 1 else 2
            assert waves <= most
            assert calls <= most * shards

    run(nats, store_url, scenario, shards=shards)


@pytest.mark.parametrize("shards", [1, 7])
@pytest.mark.parametrize(
    "query",
    [
        '{ tribe(slug: "rally") { name feed { edges { node { title author { name } } } } } }',
        '{ user(handle: "enzo") { bumpsReceived feed { edges { node { tribe { name } } } } } }',
        "{ viewer { user { name feed { edges { node { title bumpCount } } } } } }",
    ],
)
def test_a_page_by_name_is_one_call_or_two_waves(
    nats: NatsServer, store_url: str, shards: int, query: str
) -> None:
    """Claims are kept in every shard, so that a name costs no wave of its own."""

    async def scenario(it: Gateway) -> None:
        _, waves, calls = await it.spent(query, viewer="enzo")
        most = 1 if shards == 1 else 2
        assert waves <= most
        assert calls <= most * shards

    run(nats, store_url, scenario, shards=shards)


def test_root_fields_share_their_waves(nats: NatsServer, store_url: str) -> None:
    """A screen asks for many things at once, and pays for the deepest."""

    async def scenario(it: Gateway) -> None:
        query = """{ a: feed(first: 3) { edges { node { author { name } } } }
          b: tribe(slug: "garage") { feed { edges { node { author { name } } } } }
          c: user(handle: "enzo") { name } viewer { user { name } }
          nodes(ids: ["VXNlcjplbnpv", "QXJ0aWNsZTpkZW1vLTE="]) { id } }"""
        data, waves, calls = await it.spent(query, viewer="enzo")
        assert data["c"] == data["viewer"]["user"]
        assert (waves, calls) == (1, 1)

    run(nats, store_url, scenario)


def test_what_is_not_selected_is_not_read(nats: NatsServer, store_url: str) -> None:
    """A list of ids needs no profile, so there is no second wave."""

    async def scenario(it: Gateway) -> None:
        _, waves, _ = await it.spent("{ feed { edges { node { id title } } } }")
        assert waves == 1
        _, waves, _ = await it.spent("{ feed { pageInfo { hasNextPage } } }")
        assert waves == 1
        data, waves, _ = await it.spent("{ __typename viewer { __typename } }", viewer="enzo")
        assert (data["viewer"], waves) == ({"__typename": "Viewer"}, 0)

    run(nats, store_url, scenario)


@pytest.mark.parametrize("shards", [1, 3])
def test_every_field_says_what_the_events_say(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """The whole of an article, its author and its tribe, counted by hand."""
    profile = {"handle": "pat", "name": "Pat", "bio": "<p>b</p>", "avatar_url": "https://x/p.png"}
    history = [
        e.UserProfileSet(**envelope(1, "pat"), user="pat", **profile),
        e.TribeProfileSet(**envelope(2), tribe="t", slug="tt", name="T", description="d"),
        e.ArticlePublished(
            **envelope(3, "pat"), article="a", tribe="t", kind="VIDEO", title="A car",
            excerpt="ex", body="<p>body</p>", media=[e.Media(url="https://x/v.mp4", alt="v")],
        ),
        e.ArticlePublished(**envelope(4, "pat"), article="b", tribe="t", kind="IMAGE", title="B"),
        *(e.ArticleBumped(**envelope(10 + n, f"u{n}"), article="a") for n in range(3)),
        e.ArticleUnbumped(**envelope(20, "u1"), article="a"),
        e.ArticleBumped(**envelope(21, "u0"), article="b"),
        e.CommentPosted(**envelope(30, "u1"), comment="a/1", body="first"),
        e.CommentPosted(**envelope(31, "u2"), comment="a/2", body="second", parent="a/1"),
        *(e.ArticleViewed(**envelope(40 + n, f"v{n % 5}"), article="a") for n in range(20)),
    ]  # fmt: skip

    async def scenario(it: Gateway) -> None:
        data = await it.ask(PAGE, viewer="u2")
        newest, article = (edge["node"] for edge in data["feed"]["edges"])
        assert (newest["title"], newest["kind"], newest["media"]) == ("B", "IMAGE", [])
        assert article == {
            "id": node_id("Article", "a"),
            "kind": "VIDEO",
            "title": "A car",
            "excerpt": "ex",
            "body": "<p>body</p>",
            "media": [{"url": "https://x/v.mp4", "alt": "v"}],
            "publishedAt": "2026-01-01T00:00:00.003000+00:00",
            "author": {
                "id": node_id("User", "pat"),
                "handle": "pat",
                "name": "Pat",
                "avatarUrl": "https://x/p.png",
                "bio": "<p>b</p>",
                "articleCount": 2,
                "bumpsReceived": 3,
            },
            "tribe": {
                "id": node_id("Tribe", "t"),
                "slug": "tt",
                "name": "T",
                "description": "d",
                "articleCount": 2,
            },
            "bumpCount": 2,
            "commentCount": 2,
            "viewCount": 5,
            "viewerHasBumped": True,
            "bumpers": {"edges": [{"node": {"handle": None}}, {"node": {"handle": None}}]},
            "comments": {
                "edges": [
                    {"node": {"body": "first", "postedAt": "2026-01-01T00:00:00.030000+00:00",
                              "author": {"name": None}, "parent": None}},
                    {"node": {"body": "second", "postedAt": "2026-01-01T00:00:00.031000+00:00",
                              "author": {"name": None}, "parent": {"body": "first"}}},
                ]
            },
        }  # fmt: skip

    run(nats, store_url, scenario, history=history, shards=shards)


def test_aliases_fragments_and_directives_behave(nats: NatsServer, store_url: str) -> None:
    """The planner walks the selection as graphql-core does: what is asked is what is there."""

    async def scenario(it: Gateway) -> None:
        query = """query($yes: Boolean = true, $no: Boolean!, $two: Int = 2) {
          feed(first: $two) { edges { node {
            ...Words title heading: title
            one: comments(first: 1) { edges { node { id } } }
            many: comments(first: 50) { edges { node { id } } }
            bumpCount @include(if: $no)
            commentCount @skip(if: $no)
            ... on Article @include(if: $yes) { author { name } author { handle } }
            ... on Node { id }
            __typename
          } } }
        }
        fragment Words on Article { title excerpt }"""
        for edge in (await it.ask(query, no=False))["feed"]["edges"]:
            node = edge["node"]
            assert node["heading"] == node["title"]
            assert len(node["one"]["edges"]) <= 1 <= len(node["many"]["edges"])
            assert len(node["many"]["edges"]) == node["commentCount"]
            assert "bumpCount" not in node
            assert set(node["author"]) == {"name", "handle"}
            assert node["__typename"] == "Article"

    run(nats, store_url, scenario, history=DEMO)


def test_nodes_of_all_types_come_in_the_order_of_their_ids(
    nats: NatsServer, store_url: str
) -> None:
    """Relay fetches again by id alone, and expects null where nothing is."""

    async def scenario(it: Gateway) -> None:
        first = "{ feed(first: 1) { edges { node { comments { edges { node { id } } } } } } }"
        data = await it.ask(first)
        comment = data["feed"]["edges"][0]["node"]["comments"]["edges"][0]["node"]["id"]
        ids = [
            node_id("User", "enzo"),
            comment,
            node_id("Article", "nowhere"),
            node_id("Tribe", "rally"),
            node_id("Article", "demo-1"),
            node_id("User", "enzo"),
        ]
        query = """query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
          ... on User { handle } ... on Tribe { slug } ... on Article { title author { name } }
          ... on Comment { body author { name } } } }"""
        found = (await it.ask(query, ids=ids))["nodes"]
        assert [node and node["id"] for node in found] == [*ids[:2], None, *ids[3:]]
        assert found[0] == found[5] == {"__typename": "User", "id": ids[0], "handle": "enzo"}
        assert found[1]["body"]
        assert (found[3]["slug"], found[4]["__typename"]) == ("rally", "Article")

    run(nats, store_url, scenario, history=DEMO)


def test_removed_things_are_gone_and_stubs_are_there(nats: NatsServer, store_url: str) -> None:
    """A removed article takes its comments out of sight; who was never described is a stub."""
    there = {"tribe": "nowhere", "kind": "ARTICLE", "title": "A"}
    history = [
        e.ArticlePublished(**envelope(1, "ghost"), article="a", **there),
        e.CommentPosted(**envelope(2), comment="a/1", body="parent"),
        e.CommentPosted(**envelope(3), comment="a/2", body="reply", parent="a/1"),
        e.CommentRemoved(**envelope(4), comment="a/1"),
        e.ArticlePublished(**envelope(5), article="dead", **there),
        e.CommentPosted(**envelope(6), comment="dead/1", body="lost"),
        e.ArticleRemoved(**envelope(7), article="dead"),
    ]  # fmt: skip

    async def scenario(it: Gateway) -> None:
        query = """query($ids: [ID!]!) { nodes(ids: $ids) { id }
          feed { edges { node { author { id name handle } tribe { id slug name articleCount }
            commentCount comments { edges { node { body parent { id } } } } } } } }"""
        ids = [node_id(*pair) for pair in _GONE]
        data = await it.ask(query, ids=ids)
        assert data["nodes"] == [None, None, None]
        [edge] = data["feed"]["edges"]
        assert edge["node"] == {
            "author": {"id": node_id("User", "ghost"), "name": None, "handle": None},
            "tribe": {"id": node_id("Tribe", "nowhere"), "slug": None, "name": None,
                      "articleCount": 1},
            "commentCount": 1,
            "comments": {"edges": [{"node": {"body": "reply", "parent": None}}]},
        }  # fmt: skip

    run(nats, store_url, scenario, history=history)


_GONE = (("Article", "dead"), ("Comment", "dead/1"), ("Comment", "a/1"))


# Subscriptions, and what an index answers that is not here, are tried where they are tested.
ASKED = [tab for tab in TABS if not tab.query.startswith(("subscription", "query Search"))]


@pytest.mark.parametrize("tab", ASKED, ids=lambda tab: tab.title[:20])
def test_every_tab_of_graphiql_works(nats: NatsServer, store_url: str, tab: Any) -> None:
    """The first thing that a newcomer runs must run."""

    async def scenario(it: Gateway) -> None:
        named = re.search(r"X-Viewer: (\w+)", tab.title)
        viewer = named[1] if named else "you"
        data = await it.ask(tab.query, viewer=viewer, **json.loads(tab.variables))
        assert not [part for part in data.values() if part is None]

    run(nats, store_url, scenario)


def test_new_is_complete_and_without_repeats_while_it_grows(
    nats: NatsServer, store_url: str
) -> None:
    """Keyset paging: what was there at the start is seen exactly once, whatever comes."""

    async def scenario(it: Gateway) -> None:
        seen, after, number = [], None, 1_000_000_000
        query = """query($after: String) { feed(first: 7, after: $after) {
          edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
        more = True
        while more:
            feed = (await it.ask(query, after=after))["feed"]
            assert feed["pageInfo"]["hasPreviousPage"] == (after is not None)
            seen += [edge["node"]["id"] for edge in feed["edges"]]
            after, more = feed["pageInfo"]["endCursor"], feed["pageInfo"]["hasNextPage"]
            number += 1
            new = {"article": f"new-{number}", "tribe": "rally", "kind": "ARTICLE", "title": "N"}
            await it.world.publish([e.ArticlePublished(**envelope(number), **new)])
        assert len(seen) == len(set(seen))
        assert {node_id("Article", f"demo-{n}") for n in range(1, 121)} <= set(seen)

    run(nats, store_url, scenario, history=DEMO, shards=3)


def test_pages_deeper_than_the_store_can_nest_come_all_the_same(
    nats: NatsServer, store_url: str
) -> None:
    """The store's msgpack drops what is nested deeper than 16, in silence."""

    async def scenario(it: Gateway) -> None:
        query = """{ tribe(slug: "rally") { feed(first: 2) { edges { node {
          author { feed(first: 2) { edges { node { comments(first: 2) { edges { node {
            body author { feed(first: 1) { edges { node {
              comments(first: 1) { edges { node { body } } } } } } } } } } } } } } } } } } }"""
        data = await it.ask(query)
        for edge in data["tribe"]["feed"]["edges"]:
            for article in edge["node"]["author"]["feed"]["edges"]:
                for comment in article["node"]["comments"]["edges"]:
                    assert comment["node"]["body"]

    run(nats, store_url, scenario)


ALL_SCORES = """query($first: Int, $after: String) {
  new: feed { edges { cursor node { title } } }
  hot: feed(order: HOT, first: $first, after: $after) {
    edges { cursor node { title } } pageInfo { endCursor hasNextPage } }
  tribe(slug: "rally") { viewerStanding { place score }
    leaderboard { edges { score node { id } } } }
  viewer { user { bumpsReceived } feed(order: NEW) { edges { node { id } } }
    inbox { unreadCount notifications { edges { node { at kind } } } } } }"""


@pytest.mark.parametrize("shards", [1, 3])
def test_a_score_that_is_no_whole_number_breaks_no_page(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whoever wrote it: an order is off by it, and nobody's page is an error."""

    async def scenario(it: Gateway) -> None:
        with Redis.from_url(store_url, decode_responses=True) as client:
            for at, key in enumerate(sorted(client.scan_iter("*}:list:*"))):
                for member in client.zrange(key, 0, 3):
                    client.zadd(key, {member: "inf"} if at % 3 == 0 else {member: 5.25})
            for key in client.scan_iter("*}:sum:*"):
                client.hset(key, " ", "2.5")
        seen, after = list[str](), None
        while True:
            data = await it.ask(ALL_SCORES, viewer="enzo", first=30, after=after)
            assert data["viewer"]["user"]["bumpsReceived"] >= 0
            seen += [edge["node"]["title"] for edge in data["hot"]["edges"]]
            after = data["hot"]["pageInfo"]["endCursor"]
            if not data["hot"]["pageInfo"]["hasNextPage"]:
                break
        assert len(seen) > 80

    run(nats, store_url, scenario, history=DEMO, shards=shards)


def test_of_several_operations_one_must_be_named(nats: NatsServer, store_url: str) -> None:
    """The first would be run otherwise, be it a mutation."""

    async def scenario(it: Gateway) -> None:
        query = "query A { viewer { __typename } } query B { feed { edges { cursor } } }"
        error = await it.refusal(query)
        assert "operationName must say which" in error["message"]
        body = {"query": query, "operationName": "B"}
        assert "data" in (await it.client.post("/graphql", json=body)).json()
        refused = await it.client.post("/graphql", json={})
        assert refused.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"

    run(nats, store_url, scenario)
