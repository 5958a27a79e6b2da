"""Merge calls on a real store: order, duplicates and batches do not show, and a call is checked
as a whole before its first write.
"""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from crdt.coverage import Coverage, Range
from crdt.distinct import estimate
from crdt.records import Merge
from crdt.states import State
from tests.views.samples import batches, bumped, named, published
from tests.views.stores import LOG, at, by_hand, delta, differences, opened, spread, until_done
from tribes.records import Article, Comment
from tribes.views import COMMUNITY
from views.shards import Shards


@pytest.mark.parametrize("shards", [1, 7])
def test_order_duplicates_and_batches_do_not_show(any_store_url: str, shards: int) -> None:
    """The law that all else rests on, through the script that must keep it."""

    async def check(batches: list[list[Merge]], random: Random) -> None:
        merged = [merge for batch in batches for merge in batch]
        one_by_one = [[merge] for merge in merged]
        async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as redis:
            for delivery in (
                [merged],
                batches + batches[::-1],
                random.sample(one_by_one, len(one_by_one)),
            ):
                await redis.flushall()
                for batch in delivery:
                    await spread(store, batch)
                assert not await differences(store, merged)

    @settings(max_examples=12, deadline=None)
    @given(st.lists(batches, min_size=1, max_size=4), st.randoms(use_true_random=False))
    def hold(batches: list[list[Merge]], random: Random) -> None:
        asyncio.run(check(batches, random))

    hold()


def test_big_sets_fit_into_one_call(any_store_url: str) -> None:
    """Lua's `unpack` fails over some 8,000 values; a viral article has more bumps than that."""

    async def scenario() -> None:
        people = [f"u{number}" for number in range(20_001)]
        added = [*published("a", "enzo", "x", at(0)), *bumped("a", *people, when=at(1))]
        seen = [Article.views.see("a", person) for person in people]
        taken = [Article.bumps.remove("a", person, at(2)) for person in people[: len(people) // 2]]
        back = [Article.bumps.add("a", person, at(3)) for person in people[:9_001]]
        merged: list[Merge] = []
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            base = store.view.base(store.shards, 0)
            live, removed = f"{base}article.bumps+:a", f"{base}article.bumps-:a"
            for merges in (added + seen, taken, back):
                await until_done(store, 0, delta(merges))
                merged += merges
                assert not await differences(store, merged)
                assert await redis.zcard(live) + await redis.zcard(removed) == len(people)
                assert await redis.zintercard(2, [live, removed]) == 0

    asyncio.run(scenario())


def test_big_deltas_fit_into_one_call(store_url: str) -> None:
    """A replay brings thousands of records, and of logs where there are many, in one call."""

    async def scenario() -> None:
        merges = [m for n in range(8_500) for m in published(f"a{n}", f"u{n % 9}", "x", at(n))]
        merges += [m for n in range(0, 8_500, 2) for m in bumped(f"a{n}", "ada", when=at(n))]
        async with opened(store_url) as store:
            made = delta(merges)
            for number in range(5_000):
                made.cover(f"events-test-{number}-1", 1, 9)
            reply = (await until_done(store, 0, made)).coverage
            assert len(reply) == len(await store.coverage(0)) == 5_000
            assert not await differences(store, merges)

    asyncio.run(scenario())


def test_an_element_is_in_exactly_one_set(any_store_url: str) -> None:
    """A count is one ZCARD and a page one range, only while no element stands twice."""

    async def scenario() -> None:
        random = Random(3)
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            base = store.view.base(store.shards, 0)
            live, removed = f"{base}article.bumps+:a", f"{base}article.bumps-:a"
            for _ in range(60):
                actor, when = random.choice("xyz"), at(random.randrange(5))
                make = random.choice([Article.bumps.add, Article.bumps.remove])
                await store.merge(0, delta([make("a", actor, when)]))
                assert await redis.zintercard(2, [live, removed]) == 0

    asyncio.run(scenario())


def test_the_stored_count_of_distinct_is_the_stores_own(any_store_url: str) -> None:
    """A query cannot ask PFCOUNT, so what the merge stored is what everybody sees."""

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            base = store.view.base(store.shards, 0)
            seen: list[Merge] = []
            for step in (1, 9, 90, 1_900):
                more = [Article.views.see("a", f"u{len(seen) + i}") for i in range(step)]
                seen += more
                await store.merge(0, delta(more))
                stored = int(await redis.hget(f"{base}article:a", "views"))
                assert stored == await redis.pfcount(f"{base}article.views:a")
                assert stored == estimate(State(seen).sketch(Article.views.slot, "a"))

    asyncio.run(scenario())


def test_a_count_that_was_not_stored_is_stored_by_the_same_delta(store_url: str) -> None:
    """A script that broke between PFADD and HSET: nothing is new for the sketch, yet it counts."""

    async def scenario() -> None:
        seen = [Article.views.see("a", "ada"), Article.views.see("a", "bob")]
        async with opened(store_url) as store, by_hand(store_url) as redis:
            base = store.view.base(store.shards, 0)
            await redis.pfadd(f"{base}article.views:a", "ada", "bob")
            assert await differences(store, seen)
            await store.merge(0, delta(seen))
            assert not await differences(store, seen)

    asyncio.run(scenario())


def test_the_parked_are_kept_by_log_and_sequence(any_store_url: str) -> None:
    """A person reads the reason years later, and once however often it was parked."""

    async def scenario() -> None:
        async with opened(any_store_url, shards=2) as store:
            for _ in range(2):
                await store.merge(0, delta([], (1, 9), parked={f"{LOG} 4": "not JSON é"}))
            await store.merge(0, delta([], (10, 11), parked={f"{LOG} 10": "too deep"}))
            assert await store.parked() == {(LOG, 4): "not JSON é", (LOG, 10): "too deep"}

    asyncio.run(scenario())


_ranges = st.tuples(st.integers(1, 40), st.integers(0, 9)).map(lambda r: (r[0], r[0] + r[1]))


def test_coverage_joins_by_union(any_store_url: str) -> None:
    """Overlaps, gaps, disorder: the store's ranges are those of `crdt.coverage`."""

    async def check(calls: list[list[Range]]) -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            expected = Coverage()
            for ranges in calls:
                expected = expected.join(Coverage.of(ranges))
                made = delta([], *ranges)
                made.cover("events-other-0-1", 7, 9)
                reply = (await store.merge(0, made)).coverage
                other = Coverage(((7, 9),))
                assert reply == {LOG: expected, "events-other-0-1": other}
            assert await store.coverage(0) == {LOG: expected, "events-other-0-1": other}
            # What adjoins is joined in the store too, or every batch would add to the text.
            base = store.view.base(store.shards, 0)
            assert await redis.hget(f"{base}coverage", LOG) == str(expected)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.lists(_ranges, min_size=1, max_size=5), min_size=1, max_size=4))
    def join(calls: list[list[Range]]) -> None:
        asyncio.run(check(calls))

    join()


def test_coverage_is_exact_to_the_last_sequence(store_url: str) -> None:
    """Lua's tostring keeps 14 digits, which would cover what was never read."""

    async def scenario() -> None:
        last = 2**53 - 1
        async with opened(store_url) as store:
            merged = await store.merge(0, delta([], (last - 4, last - 3), (last - 1, last)))
            assert merged.coverage[LOG].ranges == ((last - 4, last - 3), (last - 1, last))

    asyncio.run(scenario())


def test_every_key_that_is_merged_into_is_declared(any_store_url: str) -> None:
    """A cluster routes a call by its keys, and checks them against the node's slots."""

    async def scenario() -> None:
        merges = [*published("a", "enzo", "x", at(1)), *bumped("a", "ada", when=at(2))]
        merges += [*named("enzo", "drake", at(3)), Article.views.see("a", "ada")]
        merges += [Article.comments.add("a", "a/1", at(4)), Comment.body.set("a/1", at(4), "Hm")]
        merges += [Article.bumps.remove("a", "bob", at(5))]
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            made, base = delta(merges), store.view.base(store.shards, 0)
            declared, _ = made.call(base)
            await store.merge(0, made)
            derived = tuple(base + kind for kind in ("list:", "sum:", "placed."))
            written = {key for key in await redis.keys() if not key.startswith(derived)}
            assert written <= set(declared)
            assert all(key.startswith(base) for key in await redis.keys())

    asyncio.run(scenario())


def test_a_store_that_lost_its_functions_is_given_them_again(any_store_url: str) -> None:
    """FUNCTION FLUSH, or an older dump: whoever calls first loads them."""

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            await store.merge(0, delta(published("a", "enzo", "x", at(1)), (1, 1)))
            await redis.function_flush()
            await store.merge(0, delta(bumped("a", "ada", when=at(2)), (2, 2)))
            await redis.function_flush()
            _, coverage = await store.read(0, [])
            assert coverage[LOG].watermark == 2

    asyncio.run(scenario())


def test_a_store_that_lost_its_data_says_what_it_holds(any_store_url: str) -> None:
    """Coverage went with the data, so the answer tells the projector what to read again."""

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            await store.merge(0, delta(published("a", "enzo", "x", at(1)), (1, 5)))
            await redis.flushall()
            await redis.function_flush()
            reply = (await store.merge(0, delta(bumped("a", "ada", when=at(2)), (6, 7)))).coverage
            assert reply[LOG].gaps == ((1, 5),)

    asyncio.run(scenario())


# What no caller of ours sends: refused as a whole, or half of it would be written.

_T = at(1)


def _flat(*values: Any) -> list[Any]:
    return [1 + len(values), *values]


_REGISTER = (2, "article", "a", 1, "title", _T + '"t"')
_SET = (3, 4, "article", "bumps", "a", 1, "ada", 7, True)
_TOLD = ("notice.actors", "notice", "a/bumped", 1, "ada", 7, True, True, False)
_COUNT = (5, 2, "views", 1, "ada")
_SOUND: dict[str, Any] = {
    "registers": _flat(*_REGISTER),
    "sets": _flat(*_SET),
    "told": _flat(*_TOLD),
    "counts": _flat(*_COUNT),
    "parked": {f"{LOG} 1": "for a reason"},
    "id": "a call",
    "merged": False,
    "coverage": [(LOG, [1, 1], "")],
}


def _register(at: int, value: Any) -> dict[str, Any]:
    return {"registers": _flat(*_REGISTER[:at], value, *_REGISTER[at + 1 :])}


def _set(at: int, value: Any) -> dict[str, Any]:
    return {"sets": _flat(*_SET[:at], value, *_SET[at + 1 :])}


def _told(at: int, value: Any) -> dict[str, Any]:
    return {"told": _flat(*_TOLD[:at], value, *_TOLD[at + 1 :])}


def _count(at: int, value: Any) -> dict[str, Any]:
    return {"counts": _flat(*_COUNT[:at], value, *_COUNT[at + 1 :])}


MALFORMED: dict[str, Any] = {
    "a register's key is not declared": _register(0, 9),
    "a register's key is coverage's": _register(0, 1),
    "a register has no kind": _register(1, None),
    "a register has no id": _register(2, None),
    "a register's id is a number": _register(2, 7),
    "no register is named": {"registers": _flat(2, "article", "a", 0)},
    "fewer registers than there should be": _register(3, 2),
    "more registers than there should be": {"registers": _flat(*_REGISTER, "body", _T + "1")},
    "a half register is named": _register(3, 0.5),
    "a register's contents are a number": _register(5, 7),
    "a register has no value": _register(5, _T),
    "a register has no stamp": _register(5, '"a long enough text"'),
    "a set's key is not declared": _set(1, 9),
    "a set is one key": _set(1, 3),
    "a set's id is missing": _set(3, None),
    "a set is empty": {"sets": _flat(*_SET[:5], 0)},
    "an element is cut off": {"sets": _flat(*_SET[:-1])},
    "an element is more than there should be": {"sets": _flat(*_SET, "bob", 7, True)},
    "an element is a number": _set(6, 1),
    "a score is a text": _set(7, "7"),
    "a score is no number": _set(7, float("nan")),
    "a score is infinite": _set(7, float("-inf")),
    "a score is a fraction": _set(7, 0.5),
    "a score is not exact": _set(7, 2**53 + 2),
    "a standing is a number": _set(8, 1),
    "a told set has no name": _told(0, None),
    "a told set's id is a number": _told(2, 7),
    "a told set is empty": {"told": _flat(*_TOLD[:3], 0)},
    "what is told of is a list": _told(4, ["ada"]),
    "its score is a text": _told(5, "7"),
    "its score is true": _told(5, True),
    "its standing is a number": _told(6, 1),
    "its first score is a text": _told(7, "7"),
    "its first score is that of nothing": {"told": _flat(*_TOLD[:5], False, False, True, False)},
    "what was seen is a number": _told(8, 1),
    "what is told is cut off": {"told": _flat(*_TOLD[:-1])},
    "a count's key is not declared": _count(0, 9),
    "a count has no field": _count(2, None),
    "a count saw nothing": {"counts": _flat(*_COUNT[:3], 0)},
    "a count saw a list": {"counts": _flat(*_COUNT[:3], 2, "ada", ["bob"])},
    "a list has no length": {"sets": []},
    "a list is nothing at all": {"counts": [0]},
    "a list is no list": {"sets": "sets"},
    "a list is longer than it says": {"sets": [1, *_SET]},
    "a list is shorter than it says": {"sets": [9 + len(_SET), *_SET]},
    "an id that is a number": {"id": 7},
    "no word of what was merged": {"merged": None},
    "a reason is a list": {"parked": {f"{LOG} 1": ["a"]}},
    "a log is a list": {"coverage": [([], [1, 1], "")]},
    "a log is called as the touched are": {"coverage": [("touched", [1, 1], "")]},
    "a log is called as a healing is": {"coverage": [("healed log", [1, 1], "")]},
    "a healing is a number": {"coverage": [(LOG, [1, 1], 0)]},
    "a range starts at 0": {"coverage": [(LOG, [0, 1], "")]},
    "a range ends before it starts": {"coverage": [(LOG, [2, 1], "")]},
    "a range is cut off": {"coverage": [(LOG, [1], "")]},
    "a range is a fraction": {"coverage": [(LOG, [1, 1.5], "")]},
    "a range is not exact": {"coverage": [(LOG, [1, 2**53], "")]},
    "a range is a text": {"coverage": [(LOG, ["1", "1"], "")]},
    **{f"there are no {section}": {section: None} for section in _SOUND},
}


async def _merge_raw(redis: Redis, payload: bytes) -> Any:
    base = COMMUNITY.base(Shards(1), 0)
    names = ("coverage", "article:a", "article.bumps+:a", "article.bumps-:a", "article.views:a")
    keys = [base + name for name in names]
    function = COMMUNITY.function("merge")
    return await redis.fcall(function, len(keys), *keys, payload, base, 1_000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("why", MALFORMED)
def test_a_malformed_payload_is_refused_before_any_write(store_url: str, why: str) -> None:
    """An error half-way would leave a half, and the touched would be mended for ever after."""

    async def scenario() -> None:
        payload = msgspec.msgpack.encode(_SOUND | MALFORMED[why])
        async with opened(store_url), by_hand(store_url) as redis:
            with pytest.raises(ResponseError):
                await _merge_raw(redis, payload)
            assert await redis.keys() == []

    asyncio.run(scenario())


@pytest.mark.parametrize("payload", [b"", b"\xc1", b"\xff\xff", b"{}", msgspec.msgpack.encode([])])
def test_what_is_no_payload_is_refused_before_any_write(store_url: str, payload: bytes) -> None:
    """A caller of another version, or a person: nothing is written."""

    async def scenario() -> None:
        async with opened(store_url), by_hand(store_url) as redis:
            with pytest.raises(ResponseError):
                await _merge_raw(redis, payload)
            assert await redis.keys() == []

    asyncio.run(scenario())


def test_the_sound_payload_is_taken(any_store_url: str) -> None:
    """What the malformed ones were made from is not itself malformed."""

    async def scenario() -> None:
        async with opened(any_store_url), by_hand(any_store_url) as redis:
            _, left, _, *coverage = await _merge_raw(redis, msgspec.msgpack.encode(_SOUND))
            assert (left, coverage) == (0, [LOG, "1-1"])

    asyncio.run(scenario())
