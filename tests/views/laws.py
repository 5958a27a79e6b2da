"""What must hold of the script for any view: its tests call these, each with merges of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import by_hand, delta, differences, spread
from crdt.records import Merge
from tests.views.stores import opened
from tests.views.tearing import Tearing, torn, until_covered
from views.merging import Delta
from views.store import Store
from views.view import View

Batches = st.SearchStrategy[list[Merge]]


def order_does_not_show(
    url: str, view: View, shards: int, batches: Batches, *, max_examples: int
) -> None:
    """Generated batches at once, again backwards, and merge by merge in any order."""

    async def check(batches: list[list[Merge]], random: Random) -> None:
        merged = [merge for batch in batches for merge in batch]
        one_by_one = [[merge] for merge in merged]
        async with opened(url, view, shards) as store, by_hand(url) as redis:
            for delivery in (
                [merged],
                batches + batches[::-1],
                random.sample(one_by_one, len(one_by_one)),
            ):
                await redis.flushall()
                for batch in delivery:
                    await spread(store, batch)
                assert not await differences(store, merged)

    @settings(max_examples=max_examples, deadline=None)
    @given(st.lists(batches, min_size=1, max_size=4), st.randoms(use_true_random=False))
    def hold(batches: list[list[Merge]], random: Random) -> None:
        asyncio.run(check(batches, random))

    hold()


def torn_calls_are_mended(
    url: str, view: Tearing, batches: Batches, *, writes: int, max_examples: int
) -> None:
    """Generated calls, each torn before one of so many writes, and then all once more."""

    async def check(history: list[tuple[list[Merge], int]]) -> None:
        async with opened(url, view) as store, by_hand(url) as redis:
            await redis.flushall()
            deltas: list[Delta] = []
            for number, (merges, write) in enumerate(history, 1):
                deltas.append(delta(merges, (number, number)))
                await torn(store, redis, deltas[-1], write)
            for again in deltas:
                await until_covered(store, again)
            merged = [merge for merges, _ in history for merge in merges]
            wrong = await differences(store, merged)
            assert not wrong, "\n".join(map(str, wrong))

    @settings(max_examples=max_examples, deadline=None)
    @given(st.lists(st.tuples(batches, st.integers(0, writes)), min_size=1, max_size=5))
    def hold(history: list[tuple[list[Merge], int]]) -> None:
        asyncio.run(check(history))

    hold()


async def torn_twice(
    url: str,
    view: Tearing,
    calls: tuple[list[Merge], list[Merge], list[Merge]],
    *,
    writes: int = 10,
    every: int = 1,
    also: Callable[[Store, list[Merge]], Awaitable[None]] | None = None,
) -> str | None:
    """What is wrong first where two calls are torn, the second while it mends what the first left;
    each before every one of its writes.

    Args:
        calls: what stands before, what the first call brings, and what the second. writes: the
            first has more than that. every: of the second's writes only every so many-th, another
            one for each of the first's. also: what else is looked at, each time.
    """
    before, first, second = calls
    merges = [*before, *first, *second]
    one, other = delta(first, (2, 2)), delta(second, (3, 3))
    async with opened(url, view) as store, by_hand(url) as redis:
        for write in count(1):
            for mending in count(1 + write % every, every):
                await redis.flushall()
                await store.merge(0, delta(before, (1, 1)))
                more_writes = await torn(store, redis, one, write)
                if not (more_writes and await torn(store, redis, other, mending)):
                    break
                await until_covered(store, other)
                await until_covered(store, one)
                if wrong := await differences(store, merges):
                    return f"writes {write}, {mending}: {wrong[0]}"
                if also is not None:
                    await also(store, merges)
            if not more_writes:
                assert write > writes
                return None
    raise AssertionError("unreachable")
