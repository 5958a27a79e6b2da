"""The contract of the store, held by the simulation's twin and by the real server alike.

What the simulation shows of the projector holds as far as its twins are like the servers. That of
the log is in `test_log_contract.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import permutations
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import LOG, at, by_hand, delta
from crdt.coverage import Coverage
from crdt.order import ELEMENT_CASES, REGISTER_CASES
from crdt.records import Merge
from crdt.states import State
from tests.simulation.store import StoreServer, StoreTwin
from tests.tribes.histories import histories
from tests.tribes.stories import STORIES
from tests.views.lattices import LATTICES, lattice_batches
from tests.views.stores import opened
from tests.views.tearing import tearing, torn
from tribes.records import Article, Comment, User
from tribes.views import COMMUNITY
from views import audit
from views.errors import ScriptFailed
from views.merging import Delta
from views.shards import Shards
from views.view import View

Open: TypeAlias = Callable[..., AbstractAsyncContextManager[Any]]
SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _twin(shards: int = 1, view: View = COMMUNITY) -> AbstractAsyncContextManager[StoreTwin]:
    @asynccontextmanager
    async def made() -> AsyncIterator[StoreTwin]:
        yield StoreTwin(StoreServer(view, Shards(shards), Random(1)))

    return made()


@pytest.fixture(params=["twin", "valkey"])
def open_store(request: pytest.FixtureRequest) -> Open:
    """Opens an empty store: the twin, then the real one."""
    if request.param == "twin":
        return _twin
    url = request.getfixturevalue("store_url")

    @asynccontextmanager
    async def real(shards: int = 1, view: View = COMMUNITY) -> AsyncIterator[Any]:
        async with by_hand(url) as client:
            await client.flushall()
        async with opened(url, view, shards) as store:
            yield store

    return real


async def _held(store: Any) -> list[audit.Holding]:
    found: list[audit.Holding] = (
        await store.hold() if isinstance(store, StoreTwin) else await audit.hold(store)
    )
    return found


async def _differences(store: Any, merges: list[Merge]) -> list[str]:
    expected = audit.expect(store.view, store.shards, State(merges))
    return [str(difference) for difference in audit.compare(expected, await _held(store))]


def _on(
    open_store: Open,
    scenario: Callable[[Any], Awaitable[None]],
    shards: int = 1,
    view: View = COMMUNITY,
) -> None:
    async def main() -> None:
        async with open_store(shards, view) as store:
            await scenario(store)

    asyncio.run(main())


def test_merge_answers_the_coverage_of_its_logs_with_the_gaps(open_store: Open) -> None:
    """The gaps are what the projector reads again."""
    other = "events-other-0-1"

    async def scenario(store: Any) -> None:
        assert await store.coverage(0) == {}
        assert (await store.merge(0, delta([], (1, 3), (7, 9)))).coverage == {
            LOG: Coverage.parse("1-3,7-9"),
        }
        answer = (await store.merge(0, delta([], (2, 2), log=other))).coverage
        assert answer == {other: Coverage.parse("2-2")}
        answer = (await store.merge(0, delta([], (4, 5)))).coverage
        assert answer == {LOG: Coverage.parse("1-5,7-9")}
        assert answer[LOG].gaps == ((6, 6),)
        whole = {LOG: Coverage.parse("1-5,7-9"), other: Coverage.parse("2-2")}
        assert await store.coverage(0) == whole

    _on(open_store, scenario)


@pytest.mark.parametrize(
    "ranges",
    [
        ((1, 1), (2, 2)),
        ((1, 5), (3, 9)),
        ((5, 9), (1, 2)),
        ((5, 9), (1, 4)),
        ((1, 9), (3, 4)),
        ((2, 3), (5, 6), (1, 7)),
        ((9, 9), (7, 7), (8, 8)),
        ((2**53 - 2, 2**53 - 1), (1, 1)),
    ],
)
def test_coverage_joins_by_union(open_store: Open, ranges: Any) -> None:
    """In any order, overlapping or not, to the last sequence that a double holds."""

    async def scenario(store: Any) -> None:
        for one in ranges:
            answer = (await store.merge(0, delta([], one))).coverage
        assert answer == {LOG: Coverage.of(ranges)}

    _on(open_store, scenario)


def test_calls_commute_and_may_come_twice(open_store: Open) -> None:
    """Every order of some calls, each twice, comes to the plain fold."""
    parts: list[list[Merge]] = [
        [Article.alive.set("a", at(1), True), Article.bumps.add("a", "bob", at(1))],
        [Article.bumps.remove("a", "bob", at(2)), Article.views.see("a", "bob")],
        [
            Article.publication.set("a", at(0), {"author": "ada", "tribe": "x", "kind": "IMAGE"}),
            Article.bumps.add("a", "zoé", at(3)),
            Article.views.see("a", "zoé"),
        ],
    ]

    async def scenario(store: Any) -> None:
        for order in permutations(range(3)):
            for number in (*order, *order):
                await store.merge(0, delta(parts[number], (number + 1, number + 1)))
            assert not await _differences(store, [merge for part in parts for merge in part])

    _on(open_store, scenario)


@pytest.mark.parametrize("swapped", [False, True])
def test_the_truth_tables_hold(open_store: Open, swapped: bool) -> None:
    """Ties above all: whichever comes first."""

    async def scenario(store: Any) -> None:
        merges: list[Merge] = []
        for side in (1, 0) if swapped else (0, 1):
            now: list[Merge] = []
            for number, (_, *sides, _) in enumerate(REGISTER_CASES):
                now.append((User.registers, f"u{number}", "name", sides[side]))
            for number, (_, *standings, _) in enumerate(ELEMENT_CASES):
                now.append((Article.bumps.slot, f"a{number}", "bob", standings[side]))
            await store.merge(0, delta(now))
            merges += now
        assert not await _differences(store, merges)
        [holding] = await _held(store)
        held = {key: entry[3] + entry[4] for key, entry in holding.entries.items()}
        for number, (why, *_, winner) in enumerate(REGISTER_CASES):
            assert held["user", f"u{number}", "name"] == winner, why
        for number, (why, *_, winner) in enumerate(ELEMENT_CASES):
            sign = held["article.bumps", f"a{number}", "bob"][-1]
            assert sign == ("+" if winner[1] else "-"), why

    _on(open_store, scenario)


def test_parked_is_kept_with_its_reason(open_store: Open) -> None:
    """By log and sequence; told twice, it is there once."""

    async def scenario(store: Any) -> None:
        await store.merge(0, delta([], (1, 2), parked={f"{LOG} 2": "no JSON"}))
        await store.merge(0, delta([], (2, 3), parked={f"{LOG} 2": "no JSON", f"{LOG} 3": "é"}))
        assert await store.parked() == {(LOG, 2): "no JSON", (LOG, 3): "é"}

    _on(open_store, scenario)


@pytest.mark.parametrize("story", STORIES)
def test_what_is_derived_is_the_same(open_store: Open, story: str) -> None:
    """Event by event, in order and reversed, through several shards."""
    events = STORIES[story].events
    merges = [merge for event in events for merge in COMMUNITY.project(event)]

    async def scenario(store: Any) -> None:
        for event in (*events, *reversed(events)):
            states = [State() for _ in store.shards.all]
            store.view.split(COMMUNITY.project(event), store.shards, states)
            for shard, state in enumerate(states):
                await store.merge(shard, Delta(state, ranges={LOG: [(1, 1)]}))
        assert not await _differences(store, merges)

    _on(open_store, scenario, shards=2)


def test_generated_histories_come_to_the_plain_fold(open_store: Open) -> None:
    """Whatever the events, one call each."""

    @SLOW
    @given(histories)
    def check(events: list[Any]) -> None:
        async def scenario(store: Any) -> None:
            for number, event in enumerate(events, 1):
                await store.merge(0, delta(COMMUNITY.project(event), (number, number)))
            merges = [merge for event in events for merge in COMMUNITY.project(event)]
            assert not await _differences(store, merges)

        _on(open_store, scenario)

    check()


def test_every_lattice_comes_to_the_plain_fold(open_store: Open) -> None:
    """Those too that the community has none of: a domain of somebody else's is simulated alike."""

    @SLOW
    @given(st.lists(lattice_batches, min_size=1, max_size=3))
    def check(batches: list[list[Merge]]) -> None:
        async def scenario(store: Any) -> None:
            for merges in (*batches, *batches[::-1]):
                await store.merge(0, delta(merges))
            assert not await _differences(store, [one for merges in batches for one in merges])

        _on(open_store, scenario, view=LATTICES)

    check()


@pytest.mark.parametrize("real", [False, True], ids=["twin", "valkey"])
def test_a_torn_call_covers_nothing_and_the_next_one_mends_it(
    request: pytest.FixtureRequest, real: bool
) -> None:
    """Its earlier writes may stand; what it touched is derived again by whatever comes next."""
    merges = [merge for event in STORIES["a bump taken back"].events
              for merge in COMMUNITY.project(event)]  # fmt: skip
    merges.append(Comment.body.set("a1/c1", at(1), "Hm"))

    async def mended(store: Any, tear: Callable[[Delta], Awaitable[bool]]) -> bool:
        if not await tear(delta(merges)):
            return False
        assert not (await store.coverage(0)).get(LOG, Coverage()).ranges
        await store.merge(0, delta([], (2, 2)))  # A call that touches nothing mends, too.
        await store.merge(0, delta(merges, (1, 1)))
        assert not await _differences(store, merges)
        return True

    async def on_the_twin() -> None:
        for seed in range(50):
            server = StoreServer(COMMUNITY, Shards(1), Random(seed))

            async def tear(one: Delta, server: StoreServer = server) -> bool:
                server.faults = ["torn"]
                with pytest.raises(ScriptFailed):
                    await StoreTwin(server).merge(0, one)
                return True

            assert await mended(StoreTwin(server), tear)

    async def on_valkey(url: str) -> None:
        async with opened(url, view=tearing()) as store, by_hand(url) as client:
            for write in range(1, 100):

                async def tear(one: Delta, write: int = write) -> bool:
                    return await torn(store, client, one, write)

                await client.flushdb()
                if not await mended(store, tear):
                    assert write > 3
                    return

    asyncio.run(on_valkey(request.getfixturevalue("store_url")) if real else on_the_twin())
