"""Stores for tests: opened on a real server, merged into by hand, compared with the plain fold."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from crdt.coverage import Range
from crdt.records import Merge
from crdt.stamps import Stamp, stamp_of
from crdt.states import State
from views import audit
from views.merging import Delta, Merged
from views.shards import Shards
from views.store import STEPS_MAX, Store
from views.view import View

LOG = "events-test-0-1"
"""The log that deltas are said to be of."""

START_MS = 1_767_225_600_000
"""2026-01-01: the first moment of tests."""


def at(number: int) -> Stamp:
    """The numbered stamp: greater numbers are later."""
    return stamp_of(START_MS + number)


def delta(
    merges: Iterable[Merge], *ranges: Range, log: str = LOG, parked: dict[str, str] = {}
) -> Delta:
    """What a batch that holds these sequences of a log comes to."""
    made = Delta(State(merges), parked=dict(parked))
    for first, last in ranges or ((1, 1),):
        made.cover(log, first, last)
    return made


@asynccontextmanager
async def opened(url: str, view: View, shards: int = 1) -> AsyncIterator[Store]:
    """A store with its library loaded. It waits for long: a busy machine is not what is tested."""
    store = Store(url, view, Shards(shards), timeout_s=60.0)
    try:
        await store.open()
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def by_hand(url: str) -> AsyncIterator[Redis]:
    """A plain client, to look at a store and to damage it."""
    client = Redis.from_url(url, decode_responses=True)
    try:
        yield client
    finally:
        await client.aclose()


async def spread(
    store: Store, merges: Iterable[Merge], *ranges: Range, steps_max: int = STEPS_MAX
) -> None:
    """Merge into every shard what belongs there, as a projector does.

    Args:
        ranges: the sequences that these merges are of, first and last.
    """
    states = [State() for _ in store.shards.all]
    store.view.split(list(merges), store.shards, states)
    for shard, state in enumerate(states):
        made = delta((), *ranges)
        made.state = state
        await until_done(store, shard, made, steps_max=steps_max)


async def until_done(
    store: Store, shard: int, made: Delta, *, steps_max: int = STEPS_MAX
) -> Merged:
    """Merge a delta, and again until nothing is left to be placed, as a projector does."""
    merged = await store.merge(shard, made, steps_max=steps_max)
    while merged.left:
        if merged.coverage:
            raise AssertionError("what is not placed is not covered")
        merged = await store.merge(shard, made, steps_max=steps_max)
    return merged


async def differences(store: Store, merges: Iterable[Merge]) -> list[audit.Difference]:
    """Where the store is not what the plain fold of these merges says."""
    expected = audit.expect(store.view, store.shards, State(merges))
    return list(audit.compare(expected, await audit.hold(store)))
