"""Merge calls on a real store: order, duplicates and batches do not show, and a call is checked
as a whole before its first write.
"""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import LOG, at, by_hand, delta, differences, until_done
from crdt.coverage import Coverage, Range
from crdt.distinct import estimate
from crdt.records import Merge
from crdt.states import State
from tests.views.laws import order_does_not_show
from tests.views.samples import batches, bumped, named, published
from tests.views.stores import opened
from tribes.records import Article, Comment
from tribes.views import COMMUNITY


@pytest.mark.parametrize("shards", [1, 7])
def test_order_duplicates_and_batches_do_not_show(any_store_url: str, shards: int) -> None:
    """The law that all else rests on, through the script that must keep it."""

    order_does_not_show(any_store_url, COMMUNITY, shards, batches, max_examples=12)


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
            derived = tuple(base + kind for kind in ("list:", "sum:", "tally:", "placed."))
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
