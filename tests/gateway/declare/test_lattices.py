"""Every lattice as a column, and edges with fields of their own: compiled, as graphql-core does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import at, spread
from bandstand.testing.worlds import World
from crdt.records import Merge
from eventlog.connection import Connection as Log
from gateway.declare.entities import (
    entity,
    members,
    own,
    stamp_time,
)
from gateway.declare.errors import Misdeclared
from gateway.declare.relay import Node
from gateway.declare.scalars import SAFE_INT
from gateway.declare.sources import Identified, source
from gateway.faults import Schema
from tests.gateway.compiler.test_oracle import fallen_back
from tests.gateway.declare.races import BIG, MERGES, SCHEMA, Board, Rider
from tests.gateway.harness import serving
from tests.views.lattices import LATTICES, Challenge
from tests.views.stores import opened
from tribes.events import EVENTS


@asynccontextmanager
async def asked(
    nats: NatsServer, url: str, shards: int, merges: list[Merge], *, compiling: bool = True
) -> AsyncIterator[Gateway]:
    """A gateway of what was merged."""
    log = await Log(nats.url).open()
    try:
        async with opened(url, LATTICES, shards) as store:
            it = World(log, store, EVENTS)
            await it.publisher.open()
            await spread(store, merges)
            async with serving(it, schema=SCHEMA, compiling=compiling) as gateway:
                yield gateway
    finally:
        await log.close()


COLUMNS = """query($id: ID!) { race(id: $id) {
    top since double closed open votes allVotes myVote length mine rules { key says } riders rides
} }"""
BOARD = """query($first: Int, $after: String) { race(id: "a") {
    fastest(first: $first, after: $after) {
        edges { cursor rank elapsedS clamped shown node { id name } }
        pageInfo { hasNextPage endCursor }
    }
} }"""


async def both(
    nats: NatsServer, url: str, shards: int, query: str, viewer: str | None = None, **given: Any
) -> Any:
    """What both ways answer, which must be the same, without an error, and compiled."""
    answers = []
    for compiling in (True, False):
        before = fallen_back()
        async with asked(nats, url, shards, MERGES, compiling=compiling) as it:
            answers.append(await it.ask(query, viewer=viewer, **given))
        assert fallen_back() == before, "it was not compiled"
    assert answers[0] == answers[1]
    return answers[0]


@pytest.mark.parametrize("shards", [1, 3])
def test_every_lattice_is_a_column(nats: NatsServer, store_url: str, shards: int) -> None:
    """By what the record has: a number whole, a total, a key, the viewer's own."""
    found = asyncio.run(both(nats, store_url, shards, COLUMNS, viewer="bob", id="a"))
    assert found["race"] == {
        "top": BIG,
        "since": -7,
        "double": -14,
        "closed": False,
        "open": True,
        "votes": -(2**31),
        "allVotes": 7 - 2**32,
        "myVote": 1 - 2**31,
        "length": 2**40,
        "mine": "leads",
        "rules": [{"key": "bob", "says": "leads"}, {"key": "length", "says": str(2**40)}],
        "riders": 4,
        "rides": True,
    }


@pytest.mark.parametrize("viewer", [None, "zoe"])
def test_what_nobody_wrote_is_nothing_of_its_kind(
    nats: NatsServer, store_url: str, viewer: str | None
) -> None:
    """A vote of nobody is 0, an unwritten tombstone false, an empty map empty."""
    found = asyncio.run(both(nats, store_url, 1, COLUMNS, viewer=viewer, id="unknown"))
    assert found["race"] == {
        "top": None,
        "since": None,
        "double": None,
        "closed": False,
        "open": True,
        "votes": 0,
        "allVotes": 0,
        "myVote": 0,
        "length": None,
        "mine": None,
        "rules": [],
        "riders": 0,
        "rides": False,
    }


def test_a_tombstone_is_true_for_good(nats: NatsServer, store_url: str) -> None:
    """And what is made of it follows."""
    query = '{ race(id: "dead") { closed open } }'
    found = asyncio.run(both(nats, store_url, 1, query))
    assert found["race"] == {"closed": True, "open": False}


EXISTENCE = (
    "query($id: ID!) { begun(id: $id) { id } running(id: $id) { id top } both(id: $id) { id } }"
)


@pytest.mark.parametrize("compiling", [True, False])
def test_what_says_anything_but_no_is_there(
    nats: NatsServer, store_url: str, compiling: bool
) -> None:
    """A name is as good a sign that something is there as `true`: found null by a newcomer."""
    said = {"a": "x", "b": "", "c": 0, "d": True, "e": {}, "f": []}
    not_said = {"g": False, "h": None}
    merges = [Challenge.title.set(key, at(1), one) for key, one in (said | not_said).items()]

    async def scenario() -> None:
        async with asked(nats, store_url, 1, merges, compiling=compiling) as it:
            for key in (*said, *not_said, "nobody"):
                found = await it.ask("query($id: ID!) { titled(id: $id) { id } }", id=key)
                assert (found["titled"] is not None) is (key in said), key

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("merges", "begun", "running"),
    [
        ([], False, True),
        ([Challenge.closed.bury("c")], True, False),
        ([Challenge.top.raise_to("c", 0)], True, True),
        ([Challenge.rules.set("c", "k", at(1), None)], True, True),
        ([Challenge.votes.set("c", "ada", at(1), 0)], True, True),
        ([Challenge.fastest.offer("c", "o1", at(1), member="ada", value=0)], True, True),
    ],
)
def test_what_was_written_of_exists_and_what_was_buried_is_gone(
    nats: NatsServer, store_url: str, merges: list[Merge], begun: bool, running: bool
) -> None:
    """Whichever field it was written to; and a tombstone takes it away for good."""

    async def scenario() -> None:
        for compiling in (True, False):
            async with asked(nats, store_url, 1, merges, compiling=compiling) as it:
                found = await it.ask(EXISTENCE, id="c")
                assert (found["begun"] is not None) is begun
                assert (found["running"] is not None) is running
                assert (found["both"] is not None) is (begun and running)

    asyncio.run(scenario())


def test_a_rank_in_a_list_that_is_merged_of_many_is_refused(
    nats: NatsServer, store_url: str
) -> None:
    """Nobody counts what stands before a page of it: it would begin with 1 on every page."""

    async def scenario() -> None:
        async with asked(nats, store_url, 1, MERGES) as it:
            error = await it.refusal("{ merged { edges { rank } } }")
            assert error["code"] == "INTERNAL"

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 3])
def test_a_board_of_bests_is_a_page_with_ranks(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """The least first, as declared; scores are whole above 2**31, or as the type can tell them."""

    async def scenario() -> Any:
        one = (await both(nats, store_url, shards, BOARD, first=3))["race"]["fastest"]
        after = one["pageInfo"]["endCursor"]
        return one, (await both(nats, store_url, shards, BOARD, after=after))["race"]["fastest"]

    one, other = asyncio.run(scenario())
    edges = [*one["edges"], *other["edges"]]
    shown = [(e["rank"], e["node"]["name"], e["elapsedS"], e["shown"]) for e in edges]
    assert shown == [
        (1, "Bob", 59, "0:59"),
        (2, "Ada", 61, "1:01"),
        (3, "Dan", 61, "1:01"),
        (4, "Cy", BIG, f"{BIG // 60}:{BIG % 60}"),
    ]
    assert edges[3]["clamped"] == 2**31 - 1
    assert [part["pageInfo"]["hasNextPage"] for part in (one, other)] == [True, False]


def test_the_greatest_stand_first_where_that_was_declared(nats: NatsServer, store_url: str) -> None:
    """Below GraphQL's Int, too: a number that it cannot hold is as small as it can be."""
    query = """{ race(id: "a") {
        longest { edges { rank elapsedS clamped node { name } } }
        plain { edges { score } }
    } }"""
    race = asyncio.run(both(nats, store_url, 1, query))["race"]
    assert race["longest"]["edges"] == [
        {"rank": 1, "elapsedS": 100, "clamped": 100, "node": {"name": "Bob"}},
        {"rank": 2, "elapsedS": -BIG, "clamped": -(2**31), "node": {"name": "Ada"}},
    ]
    assert [edge["score"] for edge in race["plain"]["edges"]] == [100, -(2**31)]


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        ("bob", ({"place": 1, "score": 59}, {"place": 1, "score": 100})),
        ("cy", ({"place": 4, "score": BIG}, None)),
        ("ada", ({"place": 2, "score": 61}, {"place": 2, "score": -BIG})),
        ("eve", (None, None)),
        (None, (None, None)),
    ],
)
def test_somebody_s_own_place_on_a_board(
    nats: NatsServer, store_url: str, shards: int, viewer: str | None, expected: Any
) -> None:
    """Without an argument that says which list: there is one."""
    query = '{ race(id: "a") { myPlace { place score } myLongest { place score } } }'
    race = asyncio.run(both(nats, store_url, shards, query, viewer=viewer))["race"]
    assert (race["myPlace"], race["myLongest"]) == expected


@pytest.mark.parametrize("shards", [1, 3])
def test_ranks_go_on_over_the_pages_of_a_list_that_every_shard_has_a_part_of(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """What stands before a page is counted in every shard."""

    async def scenario() -> list[Any]:
        query = """query($after: String) { races(first: 1, after: $after) {
            edges { rank topSpeed cursor } pageInfo { endCursor hasNextPage } } }"""
        found, after = [], None
        for _ in range(3):
            page = (await both(nats, store_url, shards, query, after=after))["races"]
            found += [(one["rank"], one["topSpeed"]) for one in page["edges"]]
            after = page["pageInfo"]["endCursor"]
        assert not page["pageInfo"]["hasNextPage"]
        return found

    assert asyncio.run(scenario()) == [(1, BIG), (2, 7), (3, -5)]


@pytest.mark.parametrize("shards", [1, 3])
def test_ranks_of_a_page_that_is_read_backward_are_those_of_the_list(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """They are counted from the head all the same."""

    async def scenario() -> list[Any]:
        query = """query($before: String) { races(last: 2, before: $before) {
            edges { rank topSpeed } pageInfo { startCursor hasPreviousPage hasNextPage } } }"""
        found, before = [], None
        for _ in range(2):
            page = (await both(nats, store_url, shards, query, before=before))["races"]
            found.append([(one["rank"], one["topSpeed"]) for one in page["edges"]])
            before = page["pageInfo"]["startCursor"]
        assert not page["pageInfo"]["hasPreviousPage"]
        assert page["pageInfo"]["hasNextPage"]
        return found

    assert asyncio.run(scenario()) == [[(2, 7), (3, -5)], [(1, BIG)]]


def test_a_map_with_too_many_keys_is_refused_in_its_field(nats: NatsServer, store_url: str) -> None:
    """Everything has a bound, and one key of it can still be asked for."""
    many: list[Merge] = [Challenge.rules.set("a", f"k{n}", at(1), n) for n in range(1_001)]

    async def scenario() -> None:
        async with asked(nats, store_url, 1, many) as it:
            error = await it.refusal('{ race(id: "a") { rules { key } } }')
            assert (error["code"], error["path"]) == ("TOO_COSTLY", ["race", "rules"])
            assert "more than 1,000 keys" in error["message"]
            await spread(it.world.store, [Challenge.rules.set("b", "length", at(1), 7)], (2, 2))
            assert await it.ask('{ race(id: "b") { length } }') == {"race": {"length": 7}}

    asyncio.run(scenario())


def _odd_rank() -> Any:
    return members("fastest", lambda: Rider, others=True)


def test_an_edge_that_cannot_be_shown_is_an_error_of_its_field(
    nats: NatsServer, store_url: str
) -> None:
    """A conversion of the domain's that fails: both paths say where, and the rest is answered."""
    query = '{ race(id: "a") { longest { edges { rank odd } } } }'

    async def scenario() -> None:
        for compiling in (True, False):
            async with asked(nats, store_url, 1, MERGES, compiling=compiling) as it:
                answer = (await it.send(query)).json()
                edges = answer["data"]["race"]["longest"]["edges"]
                assert edges == [{"rank": 1, "odd": 1}, {"rank": 2, "odd": None}]
                [error] = answer["errors"]
                assert error["path"] == ["race", "longest", "edges", 1, "odd"]

    asyncio.run(scenario())


ODD = {
    "a map's time": (lambda: stamp_time("rules"), "has no Register 'rules'"),
    "a greatest's time": (lambda: stamp_time("top"), "has no Register 'top'"),
    "somebody's own greatest": (lambda: own("top"), "has no Map 'top'; it has rules, votes"),
    "a page of a counter": (lambda: members("votes", lambda: Rider), "has no ElementSet 'votes'"),
    "a rank without the viewer": (_odd_rank, "there is no rank in a set without the viewer"),
}


@pytest.mark.parametrize("what", ODD)
def test_what_does_not_fit_the_lattice_is_refused_where_the_schema_is_made(what: str) -> None:
    """It would answer null, or digits as if they were a time."""
    made, told = ODD[what]

    class Odd(Node):
        """One field that is wrong."""

        field: Board | None = made()

    named = entity(Challenge)(strawberry.type(Odd))

    class Asks:
        """The query."""

        odd: named = source(lambda: Identified(named, "a"))  # type: ignore[valid-type]

    Asks.__annotations__ = {"odd": named}
    with pytest.raises(Misdeclared, match=told):
        Schema(query=strawberry.type(Asks))


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (BIG, True),
        (-BIG, True),
        (7.0, True),
        (BIG + 1, False),
        (1.5, False),
        ("7", False),
        (True, False),
    ],
)
def test_a_safe_int_takes_what_a_double_holds(given: Any, taken: bool) -> None:
    """As a variable or in the query; a sentence says what else it is."""
    parse = SAFE_INT.parse_value
    assert parse is not None
    if taken:
        assert parse(given) == given
    else:
        with pytest.raises(GraphQLError, match="give a whole number from"):
            parse(given)
