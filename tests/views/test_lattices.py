"""Least, greatest, tombstone, map, counter and best on a real store, beside the plain fold."""

from __future__ import annotations

import asyncio
from itertools import count
from random import Random
from typing import Any

import pytest

from bandstand.testing.stores import at, by_hand, delta, differences, spread, until_done
from crdt.digests import digest
from crdt.records import Merge
from crdt.states import State
from tests.views.lattices import LATTICES, Challenge, lattice_batches
from tests.views.laws import order_does_not_show, torn_calls_are_mended
from tests.views.stores import opened
from tests.views.tearing import tearing_of, torn, until_covered
from views import audit
from views.errors import ScriptFailed
from views.reading.selections import Stamps
from views.shards import Shards

offer = Challenge.fastest.offer


@pytest.mark.parametrize("shards", [1, 7])
def test_order_duplicates_and_batches_do_not_show(any_store_url: str, shards: int) -> None:
    """The law that all else rests on, through the script that must keep it."""

    order_does_not_show(any_store_url, LATTICES, shards, lattice_batches, max_examples=25)


def test_generated_calls_torn_anywhere_are_mended(any_store_url: str) -> None:
    """Any calls, any of them torn at any write, and then once more whatever is not covered."""
    view = tearing_of(LATTICES)
    torn_calls_are_mended(any_store_url, view, lattice_batches, writes=20, max_examples=40)


BEFORE: list[Merge] = [
    offer("a", "o1", at(1), member="ada", value=50),
    offer("a", "o2", at(1), member="ada", value=60),
    offer("a", "o3", at(1), member="bob", value=55),
    Challenge.votes.set("a", "ada", at(1), 5),
    Challenge.votes.set("a", "bob", at(1), -2),
]
TORN: list[Merge] = [
    offer("a", "o1", at(2), member="cy", value=70),
    Challenge.fastest.withdraw("a", "o3", at(2)),
    offer("a", "o4", at(2), member="dan", value=40),
    Challenge.votes.set("a", "ada", at(2), -5),
    Challenge.votes.set("a", "cy", at(2), 7),
    Challenge.rules.set("a", "length", at(2), 3),
]


async def goes_wrong(url: str, *damage: tuple[str, str]) -> set[str]:
    """What differs after a tear before the first, second, … last write, once it came again."""
    wrong: set[str] = set()
    async with opened(url, tearing_of(LATTICES, *damage)) as store, by_hand(url) as redis:
        for write in count(1):
            await redis.flushall()
            await store.merge(0, delta(BEFORE, (1, 1)))
            again = delta(TORN, (2, 2))
            if not await torn(store, redis, again, write):
                assert write > 10, "the tear never comes"
                return wrong
            await until_covered(store, again)
            wrong |= {str(one) for one in await differences(store, [*BEFORE, *TORN])}
    raise AssertionError("unreachable")


def test_a_tear_before_any_write_is_mended(any_store_url: str) -> None:
    """An offer that changed hands, one that was withdrawn, an amount that changed its sign."""
    assert not asyncio.run(goes_wrong(any_store_url))


_LEAVES = """    if #leave > 0 then
      redis.call('ZREM', key .. '*:' .. id, unpack(leave))
      changed = stand_all(key, id, left, least) or changed
    end
"""
_WRITES = """    if #write > 0 then
      redis.call('HSET', key .. ':' .. id, unpack(write))
      changed = true
    end
"""
MUTANTS = {
    "what an offer was leaves after it is forgotten": ((_LEAVES + _WRITES, _WRITES + _LEAVES),),
    "what is known enters no more": (
        ("      if row then\n        enter[", "      if row and is_later then\n        enter["),
    ),
    "a total and its part in two writes": (
        (
            "redis.call('HSET', key, ' ', digits(total), unpack(write))",
            "redis.call('HSET', key, unpack(write)) redis.call('HSET', key, ' ', digits(total))",
        ),
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_does_not_mend(store_url: str, mutant: str) -> None:
    """Each is a way to get this wrong: if it passed, the tests above would prove nothing."""
    assert asyncio.run(goes_wrong(store_url, *MUTANTS[mutant]))


def key(name: str) -> str:
    """The whole key, in the first of one shard."""
    return LATTICES.base(Shards(1), 0) + name


MERGES: list[Merge] = [
    *BEFORE,
    Challenge.top.raise_to("a", 212),
    Challenge.since.lower_to("a", -3),
    Challenge.closed.bury("b"),
    Challenge.rules.set("a", "length", at(1), 40),
    Challenge.rules.remove("a", "laps", at(2)),
    Challenge.fastest.bury("a", "o9"),
    Challenge.longest.offer("a", "o1", at(1), member="ada", value=2**53 - 1),
]
DAMAGE: dict[str, tuple[Any, str]] = {
    "a greatest that is less": (
        lambda r: r.hset(key("challenge:a"), "top", Challenge.top.contents(211)),
        "challenge a top",
    ),
    "a greatest with the digits of another": (
        lambda r: r.hset(key("challenge:a"), "top", Challenge.top.contents(213)[:15] + "212"),
        "challenge a top",
    ),
    "a least that is lost": (
        lambda r: r.hdel(key("challenge:a"), "since"),
        "challenge a since",
    ),
    "a tombstone that is gone": (
        lambda r: r.delete(key("challenge:b")),
        "challenge b closed",
    ),
    "a key of a map that says something else": (
        lambda r: r.hset(key("challenge.rules:a"), "length", at(1) + "41"),
        "challenge.rules a length",
    ),
    "a removed key that was forgotten": (
        lambda r: r.hdel(key("challenge.rules:a"), "laps"),
        "challenge.rules a laps",
    ),
    "an amount of nobody": (
        lambda r: r.hset(key("challenge.votes:a"), "eve", at(1) + "0"),
        "challenge.votes a eve",
    ),
    "a nudged total": (
        lambda r: r.hincrby(key("challenge.votes:a"), audit.TOTAL, 1),
        "count challenge.votes a",
    ),
    "a lost total": (
        lambda r: r.hdel(key("challenge.votes:a"), audit.TOTAL),
        "count challenge.votes a",
    ),
    "an offer that is better": (
        lambda r: r.hset(key("challenge.fastest:a"), "o2", at(1) + '["ada",1,0]'),
        "challenge.fastest a o2",
    ),
    "a buried offer that is back": (
        lambda r: r.hdel(key("challenge.fastest:a"), "o9"),
        "challenge.fastest a o9",
    ),
    "a member in the wrong place": (
        lambda r: r.zincrby(key("challenge.fastest+:a"), 1, "ada"),
        "stands challenge.fastest a ada",
    ),
    "a member of nobody's": (
        lambda r: r.zadd(key("challenge.longest+:a"), {"eve": 1}),
        "stands challenge.longest a eve",
    ),
    "an offer that stands no more": (
        lambda r: r.zremrangebyrank(key("challenge.longest*:a"), 0, -1),
        "offer challenge.longest a ada",
    ),
    "a hash where there should be none": (
        lambda r: r.hset(key("challenge.rule:a"), "length", at(1) + "41"),
        "unknown challenge.rule:a",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found_and_its_key_named(any_store_url: str, what: str) -> None:
    """One write by hand: one place differs, and the report leads a person there."""
    damage, named = DAMAGE[what]

    async def scenario() -> None:
        async with opened(any_store_url, LATTICES) as store, by_hand(any_store_url) as redis:
            await store.merge(0, delta(MERGES))
            assert not await differences(store, MERGES)
            await damage(redis)
            [found] = await differences(store, MERGES)
            assert found.key.startswith(named)

    asyncio.run(scenario())


def test_more_than_one_command_takes_fits_into_one_call(any_store_url: str) -> None:
    """A big map, a vote of thousands, a board of thousands: a replay brings them at once."""
    people = [f"u{number}" for number in range(2_501)]
    random = Random(5)
    merges: list[Merge] = [Challenge.rules.set("a", who, at(1), who) for who in people]
    merges += [Challenge.votes.set("a", who, at(1), random.choice([-1, 1])) for who in people]
    merges += [
        offer("a", f"o{n}", at(1), member=random.choice(people), value=random.randrange(99))
        for n in range(2_501)
    ]
    later: list[Merge] = [Challenge.votes.set("a", who, at(2), 7) for who in people[:1_200]]
    later += [Challenge.fastest.withdraw("a", f"o{n}", at(2)) for n in range(1_200)]

    async def scenario() -> None:
        async with opened(any_store_url, LATTICES) as store:
            await until_done(store, 0, delta(merges))
            assert not await differences(store, merges)
            await until_done(store, 0, delta(later, (2, 2)))
            assert not await differences(store, merges + later)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("slot", "contents"),
    [
        (Challenge.votes.slot, at(1) + "1.5"),
        (Challenge.votes.slot, at(1) + '"1"'),
        (Challenge.votes.slot, at(1) + str(2**31)),
        (Challenge.votes.slot, at(1)),
        (Challenge.fastest.slot, at(1) + '["ada",1]'),
        (Challenge.fastest.slot, at(1) + '["ada",1.5,0]'),
        (Challenge.fastest.slot, at(1) + '["ada",9007199254740992,0]'),
        (Challenge.fastest.slot, at(1) + '["a b",1,0]'),
        (Challenge.fastest.slot, at(1) + "7"),
        (Challenge.fastest.slot, at(1) + "[" * 2_000),
        (Challenge.rules.slot, "z" * 15 + "1"),
    ],
)
def test_what_a_later_step_would_choke_on_is_refused_before_the_first_write(
    any_store_url: str, slot: Any, contents: str
) -> None:
    """An error half-way leaves a half: the script looks at all of a call before it writes."""

    async def scenario() -> None:
        async with opened(any_store_url, LATTICES) as store, by_hand(any_store_url) as redis:
            with pytest.raises(ScriptFailed, match="malformed"):
                await store.merge(0, delta([*BEFORE, (slot, "a", "x", contents)]))
            assert not await redis.keys()

    asyncio.run(scenario())


def test_who_writes_over_a_map_learns_its_stamp_and_of_what_has_none_nothing(
    store_url: str,
) -> None:
    """A mutation is stamped after what it overwrites; digits that order numbers are no time."""

    async def scenario() -> None:
        async with opened(store_url, LATTICES) as store:
            await store.merge(0, delta(MERGES))
            asked = {
                (Challenge.rules.slot, "a", "laps"): at(2),
                (Challenge.votes.slot, "a", "ada"): at(1),
                (Challenge.fastest.slot, "a", "o1"): at(1),
                (Challenge.fastest.slot, "a", "o9"): None,
                (Challenge.registers, "a", "top"): None,
                (Challenge.registers, "b", "closed"): None,
            }
            for place, expected in asked.items():
                [found], _ = await store.wave([Stamps((place,))])
                assert found == expected, place

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 3])
def test_the_digest_is_that_of_the_fold(store_url: str, shards: int) -> None:
    """What is kept beside is recomputed, and is not in it: equal merges give equal digests."""

    async def scenario() -> None:
        async with opened(store_url, LATTICES, shards) as store:
            await spread(store, MERGES)
            held = [entry for one in await audit.hold(store) for entry in one.entries.values()]
            assert digest(held) == digest(State(MERGES).entries())

    asyncio.run(scenario())
