"""Follows: two sets for each, in two shards; every count equals its list."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import TRIBES, USERS, long_histories
from tests.tribes.reading import hold_of_all

FOLLOWS = """query($ids: [ID!]!) { nodes(ids: $ids) {
    ... on Tribe { id followerCount viewerIsFollowing
        followers(first: 100) { edges { node { id } } } }
    ... on User { id followerCount followedUserCount followedTribeCount viewerIsFollowing
        followers(first: 100) { edges { node { id } } }
        followedUsers(first: 100) { edges { node { id } } }
        followedTribes(first: 100) { edges { node { id } } } }
} }"""


def shown(node: Any, name: str) -> list[str]:
    """The ids in a connection."""
    return [edge["node"]["id"] for edge in node[name]["edges"]]


@pytest.mark.parametrize("shards", [1, 3])
def test_both_sides_of_a_follow_agree_and_counts_equal_lists(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whatever happened in whatever order: who follows is whom they are followed by."""
    ids = [node_id("User", one) for one in USERS] + [node_id("Tribe", one) for one in TRIBES]
    followers = 0

    async def check(it: Gateway, events: list[Event]) -> None:
        nonlocal followers
        found = await it.ask(FOLLOWS, viewer=USERS[0], ids=ids)
        nodes = {node["id"]: node for node in found["nodes"] if node}
        for one, node in nodes.items():
            of_whom = "followedTribes" if one in ids[len(USERS) :] else "followedUsers"
            assert node["followerCount"] == len(shown(node, "followers"))
            assert node["viewerIsFollowing"] == (ids[0] in shown(node, "followers"))
            assert set(shown(node, "followers")) == {
                user
                for user in ids[: len(USERS)]
                if user in nodes and one in shown(nodes[user], of_whom)
            }
            followers += node["followerCount"]
        for user in nodes.keys() & ids[: len(USERS)]:
            node = nodes[user]
            assert node["followedUserCount"] == len(shown(node, "followedUsers"))
            assert node["followedTribeCount"] == len(shown(node, "followedTribes"))

    hold_of_all(nats, store_url, shards, long_histories, check)
    assert followers


def test_nobody_follows_himself(nats: NatsServer, store_url: str) -> None:
    """It is no fault of the log, but nothing that anybody would mean."""

    async def scenario(it: Gateway) -> None:
        me = {"userId": node_id("User", "enzo")}
        payload = await it.change("followUser", me, "user { id }", viewer="enzo")
        assert payload["userErrors"] == [
            {
                "field": "userId",
                "message": "You cannot follow yourself; choose somebody else.",
                "code": "INVALID",
            }
        ]
        assert payload["receipt"] is None

    run(nats, store_url, scenario)


def test_a_home_feed_costs_what_it_may_look_at(nats: NatsServer, store_url: str) -> None:
    """1,000 lists a set, though the page is short: many in one query would keep the store busy."""

    async def scenario(it: Gateway) -> None:
        feed = "feed(first: 1) { edges { cursor } }"
        for times, fits in ((9, True), (10, False)):
            query = " ".join(f"v{n}: viewer {{ {feed} }}" for n in range(times))
            answer = (await it.send(f"{{ {query} }}", viewer="enzo")).json()
            codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
            assert codes == (set() if fits else {"TOO_COSTLY"})

    run(nats, store_url, scenario)


def test_an_order_that_is_null_is_an_error_of_its_field(nats: NatsServer, store_url: str) -> None:
    """There is a default, so a variable that may be null may stand there; its null may not."""
    query = """query($order: FeedOrder, $ids: [ID!]!) { nodes(ids: $ids) { id
        ... on Tribe { feed(order: $order) { edges { cursor } } } } }"""

    async def scenario(it: Gateway) -> None:
        ids = [node_id("User", "enzo"), node_id("Tribe", "rally")]
        refused = await it.refusal(query, order=None, ids=ids)
        assert refused["code"] == "GRAPHQL_VALIDATION_FAILED"
        assert refused["path"] == ["nodes", 1, "feed"]
        assert refused["data"] == {"nodes": [{"id": ids[0]}, {"id": ids[1], "feed": None}]}
        assert (await it.ask(query, ids=ids))["nodes"][1]["feed"]["edges"]

    run(nats, store_url, scenario)
