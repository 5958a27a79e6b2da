"""`explain` and `verify` of every lattice, on a real log and a real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bandstand.audit.laying import Part
from bandstand.audit.verification import Verification
from bandstand.explain.addresses import Address, Merged, parse, parts
from bandstand.explain.explanation import explain
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import at, by_hand, delta
from bandstand.testing.worlds import World, envelope
from crdt.records import Merge
from eventlog.connection import Connection
from eventlog.envelope import Event
from gateway.declare.entities import entities_in
from tests.gateway.declare.races import SCHEMA
from tests.views.lattices import LATTICES, Challenge
from tests.views.stores import opened
from tribes import events as e
from tribes.events import EVENTS

offer = Challenge.fastest.offer
WRITES: list[Merge] = [
    Challenge.top.raise_to("a", 9),  # 1
    Challenge.top.raise_to("a", 10),
    Challenge.since.lower_to("a", -3),
    Challenge.since.lower_to("a", 4),
    Challenge.closed.bury("a"),  # 5
    Challenge.closed.bury("a"),
    Challenge.rules.set("a", "length", at(1), 40),
    Challenge.rules.remove("a", "length", at(2)),
    Challenge.rules.set("a", "laps", at(1), 3),
    Challenge.rules.remove("a", "laps", at(1)),  # 10
    Challenge.votes.set("a", "ada", at(1), 1),
    Challenge.votes.set("a", "ada", at(2), -1),
    Challenge.votes.set("a", "bob", at(1), 5),
    offer("a", "o1", at(1), member="ada", value=61),
    offer("a", "o2", at(1), member="ada", value=59),  # 15
    Challenge.fastest.bury("a", "o2"),
    offer("a", "o3", at(1), member="bob", value=60),
]
"""By sequence, what each event comes to: an event's `title` says which it is."""

VIEW = replace(LATTICES, projections={e.ArticleEdited: lambda event: (WRITES[int(event.title)],)})


@asynccontextmanager
async def written(nats: NatsServer, url: str, shards: int = 1) -> AsyncIterator[World]:
    """A log with these writes, and a view that holds them."""
    log = await Connection(nats.url).open()
    try:
        async with opened(url, VIEW, shards) as store:
            it = World(log, store, EVENTS)
            await it.publisher.open()
            events: list[Event] = [
                e.ArticleEdited(**envelope(n), article="x", title=str(n))
                for n in range(len(WRITES))
            ]
            await it.publish(events)
            for shard in store.shards.all:
                mine = [one for one in WRITES if store.shards.of(Challenge, one[1]) == shard]
                await store.merge(shard, delta(mine, (1, len(WRITES)), log=it.log.name))
            yield it
    finally:
        await log.close()


async def explained(it: World, field: str, member: str | None = None) -> Part:
    """The one part of a field."""
    address: Address = parse("challenge:a", [VIEW], entities_in(SCHEMA))
    asked = parts(address, field, member)
    found = await explain(it.connection, it.store, EVENTS, address, asked)
    assert found is not None
    assert not found.apart
    [part] = found.parts
    return part


def judged(part: Part, place: str) -> list[tuple[str, int, str, str]]:
    """Of a place: who won, and of the others why not."""
    [found] = [one for one in part.places if one.name == place]
    return [(one.result, one.sequence, one.value, one.why) for one in found.contenders]


EXPECTED: dict[str, tuple[str, str, str, list[tuple[str, int, str, str]]]] = {
    "top": (
        "register",
        "10",
        "top",
        [("won", 2, "10", ""), ("lost", 1, "9", "a lesser number: the greatest counts")],
    ),
    "since": (
        "register",
        "-3",
        "since",
        [("won", 3, "-3", ""), ("lost", 4, "4", "a greater number: the least counts")],
    ),
    "closed": (
        "register",
        "true",
        "closed",
        [("won", 5, "true", ""), ("equal", 6, "true", "another event that wrote the same")],
    ),
    "length": (
        "map",
        "1 key, 1 removed",
        "length",
        [("won", 8, "removed", ""), ("lost", 7, "40", "an earlier stamp")],
    ),
    "rules": (
        "map",
        "1 key, 1 removed",
        "laps",
        [("won", 9, "3", ""), ("lost", 10, "removed", "a tie: a value wins")],
    ),
    "votes": (
        "counter",
        "4 from 2 who count",
        "ada",
        [("won", 12, "-1", ""), ("lost", 11, "1", "an earlier stamp")],
    ),
    "fastest": (
        "best of offers",
        "2 members of 2 offers, 1 withdrawn",
        "o2",
        [
            ("won", 16, "removed", ""),
            ("lost", 15, '["ada",59,0]', "it was taken back for good"),
        ],
    ),
}


@pytest.mark.parametrize("shards", [1, 3])
def test_each_says_who_won_and_why_and_differs_nowhere(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """By the name of a GraphQL field: a number is no time, and a removal no null."""

    async def scenario() -> None:
        async with written(nats, store_url, shards) as it:
            for field, (what, say, place, contenders) in EXPECTED.items():
                part = await explained(it, field)
                assert (part.what, part.logs_say, part.differs) == (what, say, False), field
                assert part.view_has == say, field
                assert judged(part, place) == contenders, field

    asyncio.run(scenario())


def test_of_a_best_it_is_said_who_stands_where(nats: NatsServer, store_url: str) -> None:
    """The first question of whoever looks at a board: who is on it, and with what."""

    async def scenario() -> None:
        async with written(nats, store_url) as it:
            part = await explained(it, "fastest")
            assert part.contributors == [(60, "", "bob"), (61, "", "ada")]
            [place] = (await explained(it, "fastest", "o3")).places
            assert place.view_has == f'{at(1)} ["bob",60,0]'

    asyncio.run(scenario())


DAMAGE: dict[str, tuple[str, str, list[Any]]] = {
    "a counter's total": ("votes", "challenge.votes:a", ["HINCRBY", " ", 1]),
    "a member's place": ("fastest", "challenge.fastest+:a", ["ZADD", 1, "ada"]),
    "an offer that stands": ("fastest", "challenge.fastest*:a", ["ZADD", 0, "eve x"]),
    "a key of a map": ("rules", "challenge.rules:a", ["HSET", "laps", at(1) + "4"]),
    "a greatest": ("top", "challenge:a", ["HSET", "top", Challenge.top.contents(11)]),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_named_by_explain_and_by_verify(
    nats: NatsServer, store_url: str, what: str
) -> None:
    """Both say the same of one view: what they call differs."""
    field, key, [command, *more] = DAMAGE[what]

    async def scenario() -> None:
        async with written(nats, store_url) as it, by_hand(store_url) as redis:
            verdict = await Verification(it.connection, it.store, EVENTS).run()
            assert not verdict.differences
            await redis.execute_command(command, VIEW.base(it.store.shards, 0) + key, *more)
            assert (await explained(it, field)).differs
            verdict = await Verification(it.connection, it.store, EVENTS).run()
            [found] = verdict.differences
            assert field in str(found)

    asyncio.run(scenario())


def test_a_field_of_the_record_is_found_by_its_own_name_too() -> None:
    """A record without a GraphQL type is explained as well."""
    address = Address(Challenge, "a", None)
    named = {part.name for part in parts(address) if isinstance(part, Merged)}
    assert named == {"title", "top", "since", "closed", "rules", "votes", "fastest", "longest"}
