"""Boards: sums and bests of what records say together, whatever breaks, moves, or comes twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import at, by_hand, delta, differences, spread
from crdt.records import Merge
from tests.views.boards import BOARDS, CUPS, Cup, Ride, Rider, board_merges, ridden, span
from tests.views.laws import torn_calls_are_mended, torn_twice
from tests.views.stores import opened
from tests.views.tearing import tearing_of
from views.derive.places import BestBoard
from views.errors import Misdeclared
from views.store import Store

Boards = dict[str, dict[str, int]]


async def boards(store: Store, url: str) -> Boards:
    """The boards as they stand, of all shards: members and scores by the name of a list."""
    found: Boards = {}
    async with by_hand(url) as redis:
        for shard in store.shards.all:
            for name in (*(f"cup.fastest:{cup}" for cup in CUPS), "cup.longest:a"):
                key = f"{store.view.base(store.shards, shard)}list:{name}"
                rows = await redis.zrange(key, 0, -1, withscores=True)
                found.setdefault(name, {}).update({one: int(score) for one, score in rows})
    return found


def modelled(merges: Iterable[Merge]) -> Boards:
    """The same, from nothing but what was merged: the greatest of each place, and then the best."""
    last: dict[tuple[str, str, str], object] = {}
    for slot, record_id, member, value in merges:
        place = (slot.name, record_id, member)
        last[place] = max(last.get(place, value), value)  # type: ignore[type-var]
    values = {place: _value(held) for place, held in last.items()}
    found: Boards = {f"cup.fastest:{cup}": {} for cup in CUPS} | {"cup.longest:a": {}}
    for (kind, ride, field), value in values.items():
        rider = ride.partition("/")[0]
        if (kind, field) != ("ride", "ridden") or values.get(("ride", ride, "withdrawn")):
            continue
        for cup in CUPS:
            times = values.get(("span", cup, "times"))
            if not (values.get(("rider.cups", rider, cup)) and times):
                continue
            if times["from"] <= value["at"] < times["to"]:
                score = -(16 * value["took"] + value["at"])
                fast = found[f"cup.fastest:{cup}"]
                fast[rider] = max(fast.get(rider, score), score)
                if cup == "a":
                    far = found["cup.longest:a"]
                    far[rider] = max(far.get(rider, value["far"]), value["far"])
    return found


def _value(held: object) -> Any:
    return json.loads(held[15:]) if isinstance(held, str) else held[1]  # type: ignore[index]


@pytest.mark.parametrize("shards", [1, 7])
def test_boards_are_what_a_plain_model_says(any_store_url: str, shards: int) -> None:
    """In any order, in any batches, and each of them twice."""

    async def check(batches: list[list[Merge]]) -> None:
        async with opened(any_store_url, BOARDS, shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            for number, batch in enumerate([*batches, *batches[::-1]], 1):
                await spread(store, batch, (number, number))
            merges = [merge for batch in batches for merge in batch]
            found = await differences(store, merges)
            assert not found, "\n".join(map(str, found))
            assert await boards(store, any_store_url) == modelled(merges)

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(board_merges, max_size=15), min_size=1, max_size=4))
    def hold(batches: list[list[Merge]]) -> None:
        asyncio.run(check(batches))

    hold()


JOINED: list[Merge] = [Rider.cups.add(who, "a", at(1)) for who in ("ada", "bob", "cy")]


@pytest.mark.parametrize("shards", [1, 7])
def test_a_board_goes_with_its_span(any_store_url: str, shards: int) -> None:
    """The best in it counts, and the next best once it moves; ties are by who was first."""
    merges: list[Merge] = [
        *JOINED,
        ridden("ada/1", 1, 10, when=2),
        ridden("ada/2", 1, 12, when=6),
        ridden("bob/1", 1, 12, when=7),
        ridden("cy/1", 1, 12, when=5),
        ridden("cy/2", 1, 1, when=9),
    ]

    async def scenario() -> list[dict[str, int]]:
        async with opened(any_store_url, BOARDS, shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            found, said = [], list(merges)
            steps = ([span("a", 2, 0, 9)], [span("a", 3, 5, 9)], [Ride.withdrawn.bury("ada/2")])
            await spread(store, merges, (1, 1))
            for number, step in enumerate(steps, 2):
                said += step
                await spread(store, step, (number, number))
                assert not await differences(store, said)
                board = (await boards(store, any_store_url))["cup.fastest:a"]
                in_order = sorted(board, key=lambda who: board[who], reverse=True)
                found.append({who: Cup.fastest.value_of(board[who]) for who in in_order})
            return found

    first, moved, withdrawn = asyncio.run(scenario())
    assert list(first.items()) == [("ada", 10), ("cy", 12), ("bob", 12)]
    assert list(moved.items()) == [("cy", 12), ("ada", 12), ("bob", 12)]
    assert list(withdrawn.items()) == [("cy", 12), ("bob", 12)]


def test_who_is_told_of_a_board_is_told_of_each_change(store_url: str) -> None:
    """A subscription to a cup is asked for by what somebody rode, in whichever shard."""

    async def scenario() -> list[set[tuple[str, str]]]:
        async with opened(store_url, BOARDS) as store:
            steps = (
                [*JOINED, span("a", 2, 0, 9), ridden("ada/1", 1, 10)],
                [ridden("ada/2", 1, 99, 0)],
                [Ride.withdrawn.bury("ada/1")],
                [Rider.cups.add("bob", "a", at(7))],
            )
            told = []
            for number, step in enumerate(steps, 1):
                merged = await store.merge(0, delta(step, (number, number)))
                told.append(set(merged.told))
            return told

    assert asyncio.run(scenario()) == [{("cup", "a")}, set(), {("cup", "a")}, set()]


BEFORE: list[Merge] = [
    *JOINED,
    span("a", 1, 0, 9),
    span("b", 1, 0, 9),
    ridden("ada/1", 1, 5),
    ridden("ada/2", 1, 7, 2),
    ridden("bob/1", 1, 5, 3),
]
TORN: list[Merge] = [
    ridden("ada/1", 11, 6, 4),
    ridden("bob/2", 11, 1, 5),
    Ride.withdrawn.bury("bob/1"),
    Rider.cups.add("ada", "b", at(12)),
    Rider.cups.remove("bob", "a", at(12)),
    ridden("cy/1", 11, 3),
]
MORE: list[Merge] = [span("a", 13, 6, 9), ridden("ada/2", 13, 2, -2, 7), ridden("cy/1", 13, 4, 0)]


def test_a_tear_before_any_write_is_mended_and_a_tear_of_that(store_url: str) -> None:
    """No total and no best is wrong, wherever a call broke, and wherever its mending did."""

    async def as_modelled(store: Store, merges: list[Merge]) -> None:
        assert await boards(store, store_url) == modelled(merges)

    calls = (BEFORE, TORN, MORE)
    view = tearing_of(BOARDS)
    tested = torn_twice(store_url, view, calls, writes=20, every=13, also=as_modelled)
    assert not asyncio.run(tested)


def test_generated_calls_torn_anywhere_are_mended(store_url: str) -> None:
    """Any calls, any of them torn anywhere, and then once more whatever is not covered."""

    view, batches = tearing_of(BOARDS), st.lists(board_merges, max_size=12)
    torn_calls_are_mended(store_url, view, batches, writes=20, max_examples=30)


@pytest.mark.parametrize(
    ("least", "ties", "value", "tie", "score"),
    [
        (True, 2**33, 3_599, 1_767_225_600, -(3_599 * 2**33 + 1_767_225_600)),
        (False, 2**33, 3_599, 1_767_225_600, 3_599 * 2**33 - 1_767_225_600),
        (True, 2**33, 2**20 - 1, 2**33 - 1, 1 - 2**53),
        (True, 1, -7, 0, 7),
        (False, 10, -7, 9, -79),
    ],
)
def test_value_and_tie_are_one_score(
    least: bool, ties: int, value: int, tie: int, score: int
) -> None:
    """And the value is in it, whatever the tie."""
    board = BestBoard(least=least, ties=ties)
    assert board.score(value, tie) == score
    assert board.value_of(score) == value


@pytest.mark.parametrize(
    ("ties", "value", "tie", "told"),
    [
        (1, 0, 1, "a tie lies from 0 to 0, and not at 1"),
        (2**33, 2**20, 0, "do not fit into one score below 2"),
        (2**33, 1, 2**33, "a tie lies from 0 to 8589934591, and not at 8589934592"),
        (2**33, 1, -1, "a tie lies from 0 to 8589934591, and not at -1"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(ties: int, value: int, tie: int, told: str) -> None:
    """A score that is rounded would put somebody before those who were better."""
    with pytest.raises(ValueError, match=told):
        BestBoard(least=True, ties=ties).score(value, tie)
    with pytest.raises(Misdeclared, match="give 1"):
        BestBoard(least=True, ties=0)
