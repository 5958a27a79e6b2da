"""What exists: an id that nobody ever wrote is null, and what was shown can be fetched again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import strategies as st

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from tests.gateway.harness import gateway, serving
from tests.gateway.live.test_changes import ONE, TRIBE
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import TRIBES, USERS, long_histories
from tests.tribes.reading import hold_of_all
from tribes import events as e

NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"


_IN_TRIBES = (e.TribeEvent, e.ArticlePublished, e.ArticleReposted, e.ArticleUnreposted)


def written(events: list[Event]) -> set[str]:
    """The users and tribes that exist after some events, by what the schema says of them."""
    users, tribes = set[str](), set[str]()
    for event in events:
        if isinstance(event, e.ArticleViewed):
            continue  # Who saw something is shown to nobody.
        users.add(event.actor)
        # What is read is written of comments and notices, and reading it of who does.
        of_user = (e.UserEvent, e.TribeRoleGiven, e.TribeRoleTaken)
        if isinstance(event, of_user) and not isinstance(event, e.NotificationsRead):
            users.add(event.user)
        if isinstance(event, _IN_TRIBES):
            tribes.add(event.tribe)
    return {node_id("User", one) for one in users} | {node_id("Tribe", one) for one in tribes}


@pytest.mark.parametrize("shards", [1, 3])
def test_who_was_written_of_exists_and_nobody_else_does(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whatever happened in whatever order, and whatever was taken back of it."""
    ids = [node_id("User", one) for one in (*USERS, "nobody")]
    ids += [node_id("Tribe", one) for one in (*TRIBES, "nowhere")]

    async def check(it: Gateway, events: list[Event]) -> None:
        found = (await it.ask(NODES, ids=ids))["nodes"]
        assert {one["id"] for one in found if one} == written(events)

    few = st.integers(1, 120).flatmap(lambda count: long_histories.map(lambda all: all[:count]))
    hold_of_all(nats, store_url, shards, few, check, examples=30)


A, B = node_id("User", "ada"), node_id("User", "bob")
_ABOUT = {"article": "a", "tribe": "t", "author": "enzo"}


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize(
    ("events", "exists"),
    [
        ([], set()),
        ([e.ArticleViewed(**envelope(9, "ada"), article="a")], set()),
        ([e.ArticleBumped(**envelope(9, "ada"), article="a")], {A}),
        ([e.ArticleBumped(**envelope(9, "ada"), **_ABOUT),
          e.ArticleUnbumped(**envelope(10, "ada"), **_ABOUT)], {A}),
        ([e.CommentPosted(**envelope(9, "ada"), comment="a/1", body="c")], {A}),
        ([e.CommentPosted(**envelope(9, "ada"), comment="a/1", body="c", tribe="t", author="enzo"),
          e.CommentRemoved(**envelope(10, "ada"), comment="a/1", tribe="t", author="enzo")], {A}),
        ([e.CommentBumped(**envelope(9, "ada"), comment="a/1")], {A}),
        ([e.UserFollowed(**envelope(9, "ada"), user="bob")], {A, B}),
        ([e.UserFollowed(**envelope(9, "ada"), user="bob"),
          e.UserUnfollowed(**envelope(10, "ada"), user="bob")], {A, B}),
        ([e.UserProfileSet(**envelope(9, "ada"), user="ada", name=None)], {A}),
        ([e.NotificationsRead(**envelope(9, "ada"), user="ada")], {A}),
        ([e.TribeFollowed(**envelope(9, "ada"), tribe="new")], {A, node_id("Tribe", "new")}),
        ([e.TribeFollowed(**envelope(9, "ada"), tribe="new"),
          e.TribeUnfollowed(**envelope(10, "ada"), tribe="new")], {A, node_id("Tribe", "new")}),
        ([e.ArticleReposted(**envelope(9, "ada"), article="a", tribe="new")],
         {A, node_id("Tribe", "new")}),
        ([e.ArticlePublished(**envelope(9, "ada"), article="b", tribe="new", kind="VIDEO",
                             title="B"), e.ArticleRemoved(**envelope(10, "ada"), article="b")],
         {A, node_id("Tribe", "new")}),
        ([e.TribeProfileSet(**envelope(9, "ada"), tribe="new", name="N")],
         {A, node_id("Tribe", "new")}),
    ],
)  # fmt: skip
def test_what_exists_stays(
    nats: NatsServer, store_url: str, events: list[Event], exists: set[str], shards: int
) -> None:
    """By each thing that can be done, and after it was taken back; on both paths alike."""
    asked = [A, B, node_id("Tribe", "new"), node_id("User", "no"), node_id("Tribe", "no")]

    async def scenario(it: Gateway) -> None:
        async with serving(it.world, compiling=False) as plain:
            for gate in (it, plain):
                found = (await gate.ask(NODES, ids=asked))["nodes"]
                assert {one["id"] for one in found if one} == exists
                for one in asked:
                    node = (await gate.ask("query($i: ID!) { node(id: $i) { id } }", i=one))["node"]
                    assert node == ({"id": one} if one in exists else None)
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=[*ONE, *events], shards=shards)


def test_whoever_is_signed_in_is_there(nats: NatsServer, store_url: str) -> None:
    """`viewer` shows their id before they did anything, and Relay fetches it again by that."""
    query = """query($id: ID!) { viewer { user { id name feed { edges { cursor } } } }
        node(id: $id) { id } nodes(ids: [$id]) { id } }"""

    async def scenario(it: Gateway) -> None:
        me, mine = node_id("User", "new"), {"id": node_id("User", "new")}
        for compiling in (True, False):
            async with serving(it.world, compiling=compiling) as gate:
                data = await gate.ask(query, viewer="new", id=me)
                assert data["viewer"]["user"] == {**mine, "name": None, "feed": {"edges": []}}
                assert (data["node"], data["nodes"]) == (mine, [mine])
                data = await gate.ask(query, viewer="other", id=me)
                assert (data["node"], data["nodes"]) == (None, [None])

    run(nats, store_url, scenario, history=ONE)


def _ids_in(value: Any) -> set[str]:
    if isinstance(value, list):
        return {one for each in value for one in _ids_in(each)}
    if isinstance(value, dict):
        below = {one for each in value.values() for one in _ids_in(each)}
        return below | ({value["id"]} if "id" in value else set())
    return set()


_USERS = "(first: 5) { edges { node { id } } }"
EVERYTHING = f"""{{ feed(first: 10) {{ edges {{ node {{ id author {{ id }} bumpers{_USERS}
    tribe {{ id leaderboard{_USERS} followers{_USERS} }}
    comments(first: 10) {{ edges {{ node {{ id author {{ id }} parent {{ id }}
        bumpers{_USERS} }} }} }} }} }} }} }}"""


@pytest.mark.parametrize("shards", [1, 3])
def test_what_was_shown_can_be_fetched_again(nats: NatsServer, store_url: str, shards: int) -> None:
    """Relay fetches an object by its id alone: null would take it off the page."""
    shown = 0

    async def check(it: Gateway, events: list[Event]) -> None:
        nonlocal shown
        ids = sorted(_ids_in(await it.ask(EVERYTHING)))
        found = (await it.ask(NODES, ids=ids[:100]))["nodes"]
        assert [one and one["id"] for one in found] == ids[:100]
        shown += len(ids)

    hold_of_all(nats, store_url, shards, long_histories, check)
    assert shown


def test_a_tribe_that_nobody_described_can_be_followed_and_published_in(
    nats: NatsServer, store_url: str
) -> None:
    """An import brings articles before anybody describes their tribes."""

    async def scenario(it: Gateway) -> None:
        followed = await it.change(
            "followTribe", {"tribeId": TRIBE}, "tribe { slug followerCount }", viewer="pat"
        )
        assert followed["tribe"] == {"slug": None, "followerCount": 1}
        published = await it.change(
            "publishArticle", {"tribeId": TRIBE, "title": "T"}, "article { tribe { id } }",
            viewer="pat",
        )  # fmt: skip
        assert published["article"] == {"tribe": {"id": TRIBE}}

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("mutation", "fields"),
    [
        ("publishArticle", {"tribeId": TRIBE, "title": "T"}),
        ("followTribe", {"tribeId": TRIBE}),
        ("followUser", {"userId": node_id("User", "enzo")}),
        ("setTribeProfile", {"tribeId": TRIBE, "name": "N"}),
    ],
)
def test_who_may_still_come_is_not_called_missing(
    nats: NatsServer, store_url: str, mutation: str, fields: Any
) -> None:
    """While the views are behind the log, an unknown id is no final answer."""
    kind = mutation[0].upper() + mutation[1:] + "Input"
    query = f"mutation($i: {kind}!) {{ {mutation}(input: $i) {{ __typename }} }}"

    async def main() -> None:
        more = {"projecting": False, "wait_s": 0.05}
        async with gateway(nats.url, store_url, history=ONE, **more) as it:
            error = await it.refusal(query, viewer="pat", i=fields)
            assert (error["code"], error["retryable"]) == ("NOT_YET", True)
            assert error["data"] == {mutation: None}
            async with it.world.projecting():
                await it.world.caught_up()
                assert (await it.ask(query, viewer="pat", i=fields))[mutation]

    asyncio.run(main())


def test_who_may_get_the_role_yet_is_not_refused_for_good(nats: NatsServer, store_url: str) -> None:
    """While the views are behind the log, who it is not for is no final answer either."""
    query = "mutation($i: SetTribeProfileInput!) { setTribeProfile(input: $i) { tribe { name } } }"
    fields = {"tribeId": TRIBE, "name": "N"}

    async def main() -> None:
        given = e.TribeRoleGiven(**envelope(3, "root"), tribe="t", user="pat", role=e.Role.OWNER)
        more = {"projecting": False, "wait_s": 0.05}
        async with gateway(nats.url, store_url, history=ONE, **more) as it:
            async with it.world.projecting():
                await it.world.caught_up()
            payload = await it.change("setTribeProfile", fields, "tribe { name }", viewer="pat")
            assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]
            await it.world.publish([given])
            await it.services.look()
            error = await it.refusal(query, viewer="pat", i=fields)
            assert (error["code"], error["retryable"]) == ("NOT_YET", True)
            async with it.world.projecting():
                await it.world.caught_up()
                assert (await it.ask(query, viewer="pat", i=fields))["setTribeProfile"]["tribe"]

    asyncio.run(main())
