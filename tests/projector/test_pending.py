"""Pending: two calls of a shard are in flight, and their answers come in any order."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from crdt.coverage import Coverage
from projector.pacing import USUAL
from projector.pending import IN_FLIGHT_MAX, Call, Pending

LOG = "events-eu-0-1"
PACE = replace(USUAL, idle_s=0.001, pending_events_max=100, pending_bytes_max=1_000)


def read(pending: Pending, first: int, last: int, *, each_bytes: int = 1) -> None:
    """Some events were read that touch nothing."""
    pending.delta.cover(LOG, first, last)
    pending.delta.events += last - first + 1
    pending.delta.size_bytes += (last - first + 1) * each_bytes


async def two(pending: Pending) -> tuple[Call, Call]:
    """Two calls in flight, of ten events each; ten more wait."""
    read(pending, 1, 10)
    one = await pending.take()
    read(pending, 11, 20)
    other = await pending.take()
    read(pending, 21, 30)
    return one, other


@pytest.mark.parametrize("first_answered", [0, 1])
def test_what_came_meanwhile_is_not_lacking(first_answered: int) -> None:
    """The store may begin with either; an answer of before the other's merge tells of no gap."""

    async def scenario() -> None:
        pending = Pending(PACE)
        calls = await two(pending)
        early, late = calls[first_answered], calls[1 - first_answered]
        pending.acknowledge(early)
        assert pending.not_lacking(LOG, early) == Coverage.of(
            [*late.delta.ranges[LOG], (21, 30)]
        ), "what is in flight"
        pending.acknowledge(late)
        assert pending.not_lacking(LOG, late) == Coverage.of(
            [*early.delta.ranges[LOG], (21, 30)]
        ), "what crossed it"
        read(pending, 31, 40)
        third = await pending.take()
        pending.acknowledge(third)
        assert not pending.not_lacking(LOG, third).ranges, "what was answered before it left counts"

    asyncio.run(scenario())


def test_what_failed_goes_with_the_next_call() -> None:
    """Whatever was read meanwhile, and whichever of the two it was."""

    async def scenario() -> None:
        pending = Pending(PACE)
        one, other = await two(pending)
        pending.give_back(one)
        assert pending.delta.ranges[LOG] == [(1, 10), (21, 30)]
        pending.give_back(other)
        assert Coverage.of(pending.delta.ranges[LOG]) == Coverage.of([(1, 30)])
        assert pending.delta.events == 30
        assert not pending.in_flight

    asyncio.run(scenario())


def test_an_outage_lets_in_no_more_than_a_bound() -> None:
    """However often what is in flight comes back."""

    async def scenario() -> None:
        pending = Pending(PACE)
        last = 0
        for _ in range(20):
            calls = []
            for _ in range(IN_FLIGHT_MAX):
                while not pending.full:
                    read(pending, last + 1, last + 10)
                    last += 10
                if pending.delta:
                    calls.append(await pending.take())
            for call in calls:
                pending.give_back(call)
        assert PACE.pending_events_max <= last <= 2 * PACE.pending_events_max + 10

    asyncio.run(scenario())


def test_long_events_fill_it_as_many_do() -> None:
    """A bound is of bytes, too."""
    pending = Pending(PACE)
    read(pending, 1, 3, each_bytes=333)
    assert not pending.full
    read(pending, 4, 4, each_bytes=1)
    assert pending.full


def test_what_was_dropped_does_not_come_back() -> None:
    """A log was healed: what was read of it before is read again, and may be another."""

    async def scenario() -> None:
        pending = Pending(PACE)
        one, other = await two(pending)
        pending.drop()
        pending.give_back(other)
        assert not pending
        read(pending, 1, 5)
        call = await pending.take()
        assert not pending.acknowledge(one)
        assert pending.not_lacking(LOG, call) == Coverage.of([(1, 5)])

    asyncio.run(scenario())


def test_what_is_dropped_while_it_is_gathered_is_no_call() -> None:
    """A call of nothing covers nothing, and was sent again for ever."""

    async def scenario() -> None:
        pending = Pending(PACE)
        read(pending, 1, 5)
        taking = asyncio.create_task(pending.take())
        await asyncio.sleep(0)
        pending.drop()
        await asyncio.wait([taking], timeout=0.05)
        assert not taking.done()
        read(pending, 6, 7)
        pending.wake.set()
        assert (await taking).delta.ranges == {LOG: [(6, 7)]}

    asyncio.run(scenario())
