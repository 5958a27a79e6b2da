"""The language of derivations: Lua and Python say the same of generated records, or both fail."""

from __future__ import annotations

import asyncio
from dataclasses import fields, replace
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import at, by_hand, differences, spread
from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.records import DistinctCount, ElementSet, Field, Merge, Record, Register
from tests.views.stores import opened
from tribes.views import COMMUNITY
from views.derive.compiler import compiled
from views.derive.language import after, before, day, log10, month, ms_of, of, score_of, week
from views.derive.places import (
    BestBoard,
    Board,
    GlobalList,
    Index,
    List,
    Places,
    Sum,
    declared_of,
    derived,
)
from views.derive.program import Program
from views.view import View

NAMES = ("one", "two")


class Window(Enum):
    """What is given counts for ever, or in its week."""

    ALL = 1
    WEEK = 2


WINDOWS = {Window.ALL: None, Window.WEEK: week}


class Owner(Record, kind="owner"):
    """Owns things, and holds lists of them."""

    claim = Register()

    things = List()
    weight = Sum()
    board = Board(windows=WINDOWS)
    least = BestBoard(least=True, ties=8, windows=WINDOWS, hints=True)
    most = BestBoard(least=False)


class Thing(Record, kind="thing", owner=Owner):
    """Has a register that holds anything, and a set."""

    held = Register()
    other = Register()
    members = ElementSet()

    every = GlobalList()
    named = List()
    parts = List()

    @derived
    def places(self) -> Places:  # noqa: PLR0912 (one branch a form)
        """One of each form that the language has."""
        held, members = self.held.value, self.members.count
        yield Thing.every.enter(by=members)
        if held is None:
            return
        what = held["what"]
        if what == "calculated":
            yield from calculated(self, held, members)
        elif what == "members":
            for member, since in self.members.latest(3):
                if member != held["skip"]:
                    yield Owner.things.enter(member, by=since)
            for member, since in self.members.first(2):
                yield Thing.parts.enter(f"{self.owned_by}/{member}", by=since)
                break
            if held["skip"] in self.members:
                yield Owner.weight.add(self.owned_by, members)
        elif what == "listed":
            total = 0
            for one in held["all"]:
                total += one["n"]
                yield Thing.named.enter(one["name"], by=total)
        elif what == "board":
            yield Owner.board.give(held["to"], held["who"], held["n"], ms=ms_of(self.held.at))
        elif what == "best":
            if held["tie"] is None:
                yield Owner.most.offer(self.owned_by, held["who"], held["n"])
            else:
                when = ms_of(self.held.at)
                tie = held["tie"]
                yield Owner.least.offer(held["to"], self.owned_by, held["n"], tie=tie, ms=when)
        elif what == "other":
            other = of(Owner, self.owned_by)
            claim = other.claim.value
            if claim is not None and not (claim == held["claim"] or claim in NAMES):
                yield Owner.things.enter(claim, by=other.claim.at)
        elif what is not None:
            yield Thing.named.enter(before(what, "."), by=0)
            yield Thing.named.enter(after(f"{what}!", "."), by=1)


def calculated(thing: Thing, held: Any, members: int) -> Places:
    """Numbers, in all that is done with them."""
    a, b = held["a"], held["b"]
    best = max(a, b, members) - min(a, -b)
    yield Owner.things.enter("+", by=a + b * 3 - members)
    yield Owner.things.enter("//", by=a // b)
    yield Owner.things.enter("%", by=a % b)
    yield Owner.things.enter("log", by=log10(best, 1_000))
    if a <= b:
        yield Owner.things.enter(f"{a}:{-b}", by=score_of(held["stamp"]) // 4096)
    when = ms_of(thing.held.at)
    yield Owner.things.enter(f"{day(when)}/{week(when)}", by=month(when))


class Tale(Record, kind="tale", owner=Owner):
    """Has one of each lattice that needs no stamp, or is kept by key."""

    unread = Register()
    viewers = DistinctCount()
    asks = Register()
    least = Least()
    most = Greatest()
    dead = Tombstone()
    says = Map()
    votes = Counter()
    fast = Best(least=True)
    far = Best(least=False)

    named = List()
    tales = Sum()

    @derived
    def places(self) -> Places:
        """What each of them says."""
        if self.dead.value:
            return
        asks = self.asks.value
        yield Tale.named.enter("total", by=self.votes.total)
        yield Tale.tales.add("riders", self.fast.count + self.far.count)
        if self.least.value is not None and self.most.value is not None:
            yield Tale.named.enter(f"from {self.least.value}", by=self.most.value)
        for member, value in self.fast.first(2):
            yield Tale.named.enter(f"fast/{member}", by=value)
        so_far = 0
        for member, value in self.far.first(3):
            so_far = so_far % 100 + value // 2
            yield Tale.named.enter(f"far/{so_far}/{member}/{value}", by=so_far)
        if "here" in self.says:
            yield Tale.named.enter(f"{self.says['here']}", by=1)
        if asks is None:
            return
        if asks["key"] is not None:
            yield Tale.named.enter("says", by=self.says[asks["key"]])
        if asks["who"] in self.fast:
            yield Tale.named.enter("difference", by=self.fast.value_of(asks["who"]))
            yield Tale.named.enter("far", by=self.far.value_of("ada") - self.votes.amount_of("ada"))
        yield Tale.tales.add("asked", self.votes.amount_of(asks["who"]) + self.most.value)


class Reads(Record, kind="reads", owner=Owner):
    """Reads all of that of another record."""

    of = Register()

    named = List()

    @derived
    def places(self) -> Places:
        """What each of them says."""
        if self.of.value is None:
            return
        tale = of(Tale, f"{self.owned_by}/{self.of.value}")
        yield Reads.named.enter(f"{tale.votes.total}", by=tale.votes.amount_of("ada"))
        yield Reads.named.enter("best", by=tale.fast.value_of("ada"))
        if tale.dead.value or tale.says["here"] == 7 or tale.most.value == 7:
            yield Reads.named.enter("seven", by=7)


class ByHand(Record, kind="byhand"):
    """Placed by Lua that somebody wrote, beside its twin."""

    held = Register()
    members = ElementSet()
    votes = Counter()

    named = List()

    @derived(
        places=[named],
        lua="""
        local held = value('byhand', id, 'held')
        if held == nil then return end
        enter('byhand.named:' .. text(held), total('byhand', id, 'votes'))
        enter('byhand.named:count', count('byhand', id, 'members'))
    """,
    )
    def places(self) -> Places:
        """The twin: plain Python."""
        held = self.held.value
        if held is not None:
            if isinstance(held, (list, dict, bool)):
                raise ValueError("no text")
            if isinstance(held, int) and abs(held) >= 2**53:
                raise ValueError("too great")
            yield ByHand.named.enter(str(held), by=self.votes.total)
            yield ByHand.named.enter("count", by=self.members.count)


class Namer(Record, kind="namer", everywhere=True):
    """Claims a name."""

    claim = Register()

    index = Index()

    @derived
    def places(self) -> Places:
        """Among those who claim it."""
        if self.claim.value:
            yield Namer.index.enter(self.claim.value, by=self.claim.at)


VIEW: View = replace(
    View(**{one.name: getattr(COMMUNITY, one.name) for one in fields(COMMUNITY)}),
    name="generated",
    records=(Owner, Thing, Namer, Tale, Reads, ByHand),
)

_numbers = st.integers(-9, 9) | st.integers(-(2**53) - 9, 2**53 + 9) | st.none() | st.booleans()
_texts = st.sampled_from(["a", "é", "a.b", "", "日本", "x\ny", "one", "7"])
_small = st.lists(_numbers, max_size=1) | st.dictionaries(_texts, _numbers, max_size=1)
_any = _numbers | _texts | _small
_rows = st.fixed_dictionaries({}, optional={"n": _any, "name": _any})
_HELD: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "calculated": {
        "a": _numbers,
        "b": _numbers,
        "stamp": st.sampled_from([at(5), "f" * 15]) | _any,
    },
    "members": {"skip": _any},
    "listed": {"all": st.lists(_rows | _any, max_size=3) | _any},
    "board": {"to": _any, "who": st.sampled_from(["ada", "é"]), "n": _numbers},
    "best": {
        "to": st.sampled_from(["x", "y"]) | _any,
        "who": st.sampled_from(["ada", "é"]),
        "n": _numbers,
        "tie": st.none() | st.integers(0, 8) | _any,
    },
    "other": {"claim": _any},
}
_held = st.one_of(
    _any.map(lambda what: {"what": what}),
    _any,
    *(
        st.fixed_dictionaries({"what": st.just(what)}, optional=parts)
        for what, parts in _HELD.items()
    ),
)
_stamps = st.integers(0, 9).map(at)
_things = st.sampled_from([f"{owner}/{rest}" for owner in ("o1", "é") for rest in ("a", "b")])
_tales = st.sampled_from(["o1/a", "é/b"])
_people = st.sampled_from(["ada", "é", "a"])
_exact = st.integers(-9, 9) | st.sampled_from([1 - 2**53, 2**53 - 1])
_keys = st.sampled_from(["here", "é", "a.b", "most"])
_asks = st.none() | st.fixed_dictionaries({}, optional={"key": _any, "who": _any | _people})
_offers = st.sampled_from(["x", "y", "z"])
_bests = st.sampled_from([Tale.fast, Tale.far])
_lattices: st.SearchStrategy[Merge] = st.one_of(
    st.builds(Tale.unread.set, _tales, _stamps, _texts),
    st.builds(Tale.viewers.see, _tales, _people),
    st.builds(Tale.asks.set, _tales, _stamps, _asks),
    st.builds(Tale.least.lower_to, _tales, _exact),
    st.builds(Tale.most.raise_to, _tales, _exact),
    st.builds(Tale.dead.bury, st.just("é/b")),
    st.builds(Tale.says.set, _tales, _keys, _stamps, _any),
    st.builds(Tale.says.remove, _tales, _keys, _stamps),
    st.builds(Tale.votes.set, _tales, _people, _stamps, st.integers(1 - 2**31, 2**31 - 1)),
    st.builds(
        lambda best, id, offer, when, who, value: best.offer(
            id, offer, when, member=who, value=value
        ),
        *(_bests, _tales, _offers, _stamps, _people, _exact),
    ),
    st.builds(
        lambda best, id, one, when: best.withdraw(id, one, when), _bests, _tales, _offers, _stamps
    ),
    st.builds(Reads.of.set, _tales, _stamps, st.sampled_from(["a", "b", "c", 1])),
    st.builds(ByHand.held.set, st.just("h"), _stamps, _any),
    st.builds(ByHand.votes.set, st.just("h"), _people, _stamps, st.integers(-9, 9)),
    st.builds(ByHand.members.add, st.just("h"), _people, _stamps),
    st.builds(ByHand.members.remove, st.just("h"), _people, _stamps),
)
_merges: st.SearchStrategy[Merge] = st.one_of(
    _lattices,
    st.builds(Thing.held.set, _things, _stamps, _held),
    st.builds(Thing.members.add, _things, st.sampled_from(["ada", "é", "a"]), _stamps),
    st.builds(Thing.members.remove, _things, st.sampled_from(["ada", "é", "a"]), _stamps),
    st.builds(Owner.claim.set, st.sampled_from(["o1", "é"]), _stamps, _any),
    st.builds(Namer.claim.set, st.sampled_from(["o1", "é"]), _stamps, _texts | st.none()),
)


@pytest.mark.parametrize("shards", [1, 7])
def test_lua_and_python_say_the_same(any_store_url: str, shards: int) -> None:
    """In any order and batch: the same places and scores, and the same records that fail."""

    async def check(batches: list[list[Merge]]) -> None:
        async with opened(any_store_url, VIEW, shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            for number, batch in enumerate(batches, 1):
                await spread(store, batch, (number, number))
            found = await differences(store, [merge for batch in batches for merge in batch])
            assert not found, "\n".join(map(str, found))

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(_merges, max_size=12), min_size=1, max_size=4))
    def agree(batches: list[list[Merge]]) -> None:
        asyncio.run(check(batches))

    agree()


def test_a_field_that_is_in_scores_alone_is_light() -> None:
    """So that its change neither reads nor compares what stays."""
    found = compiled(Thing, declared_of(Thing))  # type: ignore[arg-type]
    assert found.light_fields == set()
    assert COMMUNITY.program.lua.count('lights["article"] = ') == 1
    assert '["bumps"] = LIGHT' in COMMUNITY.program.lua


def test_a_change_moves_what_reads_it_and_nothing_else() -> None:
    """An offer moves who reads that best, a key who reads that map, and what nobody reads nothing;
    what is written by hand may read all of its record.
    """
    found = Program((Owner, Thing, Namer, Tale, Reads, ByHand)).lua.splitlines()
    tables = {line.partition(" = ")[0]: line.partition(" = ")[2] for line in found}
    fields = [name for name, one in vars(Tale).items() if isinstance(one, Field)]
    assert all(f'["{name}"] = ' in tables['needs["tale"]'] for name in fields)
    assert '["votes"] = LIGHT' in tables['needs["tale"]']
    assert '["fast"] = FULL' in tables['needs["tale"]']
    assert tables['exposed["tale"]'] == (
        '{ ["dead"] = true, ["fast"] = true, ["most"] = true, ["says"] = true, ["votes"] = true }'
    )
    assert tables['needs["byhand"]'] == '{ ["held"] = FULL, ["members"] = FULL, ["votes"] = FULL }'
    assert 'needs["owner"]' not in tables


def test_what_is_in_scores_alone_may_be_what_is_written_first(any_store_url: str) -> None:
    """A record that stood nowhere has no place that stays: it was placed in none of its lists."""

    async def check() -> None:
        async with opened(any_store_url, VIEW) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            merges: list[Merge] = [Tale.votes.set("o1/a", "ada", at(1), 3)]
            await spread(store, merges, (1, 1))
            assert not await differences(store, merges)
            assert await redis.exists(f"{store.view.base(store.shards, 0)}placed.tale:o1/a")

    asyncio.run(check())


def test_what_is_near_is_known_by_the_machinery() -> None:
    """A list is read in its holder's shard alone only where every member is sure to be there."""
    places = Program((Owner, Thing, Namer)).places
    assert places[Thing.parts] == (Thing, True)
    assert places[Owner.things] == (Thing, False)
    assert places[Owner.most] == (Thing, True)
    assert places[Owner.least] == (Thing, False)
