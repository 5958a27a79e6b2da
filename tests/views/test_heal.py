"""Healing in the views: what was covered of a log that diverged is forgotten, or all is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

import pytest

from bandstand.testing import stores
from bandstand.testing.stores import at, by_hand, differences
from bandstand.testing.worlds import envelope
from eventlog.envelope import event_id
from tests.views.samples import published
from tests.views.stores import opened
from tests.views.tearing import COUNTDOWN, tearing, torn, until_covered
from tests.worlds import folded
from tribes import events as e
from tribes.views import COMMUNITY
from views import audit
from views.errors import ScriptFailed, Superseded
from views.merging import Delta
from views.shards import Shards
from views.store import Store

LOG, OTHER = "events-eu-0-1", "events-us-0-1"
FIRST, SECOND = event_id(1, bytes(10)), event_id(1, b"\1" * 10)
"""The ids of two healings, in their order."""


def bump(number: int) -> e.ArticleBumped:
    """A bump by a user of its own."""
    return e.ArticleBumped(**envelope(number, f"u{number}"), article="a1")


def delta(first: int, last: int, *, log: str = LOG, healed: str = "") -> Delta:
    """What reading some sequences of a log gives."""
    made = Delta(folded([bump(number) for number in range(first, last + 1)]))
    made.cover(log, first, last)
    if healed:
        made.healed[log] = healed
    return made


def on_a_store(url: str, scenario: Callable[[Store], Awaitable[None]]) -> None:
    """Run a scenario on an empty store."""

    async def run() -> None:
        store = Store(url, COMMUNITY, Shards(1))
        await store.open()
        try:
            await scenario(store)
        finally:
            await store.close()

    asyncio.run(run())


def test_coverage_is_forgotten_from_where_the_log_diverged(any_store_url: str) -> None:
    """What comes after is read again, and other logs are as they were."""

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 10))
        await store.merge(0, delta(3, 4, log=OTHER))
        for _ in range(2):  # Twice is once.
            await store.heal(0, LOG, id=FIRST, kept=6, held=12)
        held = await store.coverage(0)
        assert {log: str(coverage) for log, coverage in held.items()} == {LOG: "1-6", OTHER: "3-4"}
        assert await store.healed(0) == {LOG: FIRST}

    on_a_store(any_store_url, scenario)


def test_what_was_read_before_the_healing_is_refused(any_store_url: str) -> None:
    """A projector that stood still meanwhile carries what may be in no log any more."""

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 5))
        await store.heal(0, LOG, id=FIRST, kept=5, held=5)
        before = await audit.hold(store)
        with pytest.raises(Superseded):
            await store.merge(0, delta(6, 8))
        assert await audit.hold(store) == before, "nothing of it is merged"
        await store.merge(0, delta(6, 8, healed=FIRST))
        assert str((await store.coverage(0))[LOG]) == "1-8"

    on_a_store(any_store_url, scenario)


def test_a_store_that_went_back_to_before_the_healing_takes_nothing(any_store_url: str) -> None:
    """Its coverage speaks of the log as it was."""

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 5))  # The dump, as it were.
        with pytest.raises(Superseded):
            await store.merge(0, delta(6, 8, healed=FIRST))
        await store.heal(0, LOG, id=FIRST, kept=3, held=9)
        await store.merge(0, delta(4, 8, healed=FIRST))

    on_a_store(any_store_url, scenario)


def test_a_shard_that_holds_what_no_copy_holds_is_emptied(any_store_url: str) -> None:
    """Nothing of it could be told apart; it fills again from the logs."""

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 10))
        await store.merge(0, delta(1, 3, log=OTHER))
        await store.heal(0, LOG, id=FIRST, kept=6, held=9)
        assert await store.coverage(0) == {LOG: (await store.coverage(0))[LOG]}
        assert str((await store.coverage(0))[LOG]) == ""
        [holding] = await audit.hold(store)
        assert not holding.entries
        assert not holding.derived
        await store.merge(0, delta(1, 6, healed=FIRST))

    on_a_store(any_store_url, scenario)


def test_another_healing_is_another(any_store_url: str) -> None:
    """Found by hand: both were called the first, since each was of a log that knew of none, and the
    views took the second for the one that they had taken over already.
    """

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 10))
        await store.heal(0, LOG, id=FIRST, kept=8, held=12)
        await store.merge(0, delta(9, 10, healed=FIRST))
        await store.heal(0, LOG, id=SECOND, kept=6, held=12)
        assert str((await store.coverage(0))[LOG]) == "1-6"
        assert await store.healed(0) == {LOG: SECOND}
        with pytest.raises(Superseded):
            await store.merge(0, delta(7, 8, healed=FIRST))
        with pytest.raises(Superseded):
            await store.heal(0, LOG, id=FIRST, kept=8, held=12)
        await store.merge(0, delta(7, 8, healed=SECOND))

    on_a_store(any_store_url, scenario)


def test_while_a_shard_is_emptied_it_takes_no_merge(any_store_url: str) -> None:
    """Else what is merged meanwhile would be dropped, and stay covered."""

    async def scenario(store: Store) -> None:
        await store.merge(0, delta(1, 10))
        assert await store._heal(0, [], "adopt", LOG, FIRST, 6, 9, "first") == b"first"
        with pytest.raises(Superseded):
            await store.merge(0, delta(11, 12))
        with pytest.raises(Superseded):
            await store.merge(0, delta(1, 2, log=OTHER))
        await store.heal(0, LOG, id=FIRST, kept=6, held=9)
        await store.merge(0, delta(1, 2, log=OTHER))
        # Whoever was slower drops nothing of what is merged since.
        keys = [key async for page in store.keys(0) for key in page if key != "coverage"]
        assert keys
        assert await store._heal(0, keys, "drop", "first") is None
        assert [key async for page in store.keys(0) for key in page if key != "coverage"] == keys
        # Nor does it end what another began.
        await store.merge(0, delta(1, 20, healed=FIRST))
        assert await store._heal(0, [], "adopt", LOG, SECOND, 6, 9, "second") == b"second"
        await store._heal(0, [], "rebuilt", "first")
        assert await store._heal(0, [], "adopt", LOG, SECOND, 6, 9, "third") == b"second"

    on_a_store(any_store_url, scenario)


def test_what_is_covered_of_a_healed_log_counts_when_the_view_knows(any_store_url: str) -> None:
    """Found by a run under load: views that did not know of a healing yet were called current."""

    async def scenario(store: Store) -> None:
        async def covered() -> list[str]:
            _, read = await store.read(0, [])
            return [str(held.get(LOG)) for held in (await store.coverage(0), read)]

        await store.merge(0, delta(1, 10))
        await store.merge(0, delta(3, 4, log=OTHER))
        store.heed({LOG: (FIRST, 6), "events-eu-0-9": (FIRST, 2)})
        assert await covered() == ["1-6", "1-6"]
        assert str((await store.coverage(0))[OTHER]) == "3-4"
        await store.heal(0, LOG, id=FIRST, kept=6, held=12)
        await store.merge(0, delta(7, 9, healed=FIRST))
        assert await covered() == ["1-9", "1-9"]
        store.heed({LOG: (SECOND, 3)})
        assert await covered() == ["1-3", "1-3"]

    on_a_store(any_store_url, scenario)


def test_a_healing_that_breaks_is_healed_again(store_url: str) -> None:
    """Wherever it breaks: a shard that had forgotten its coverage and kept its data would be
    believed to be empty, and keep what no log holds for good.
    """
    kept, lost = published("a", "ann", "t", at(1)), published("ghost", "ann", "t", at(6))

    async def scenario() -> None:
        breaks = 0
        async with opened(store_url, tearing()) as store, by_hand(store_url) as redis:
            for write in count(1):
                await redis.flushall()
                await store.merge(0, stores.delta(kept, (1, 5), log=LOG))
                await store.merge(0, stores.delta(lost, (6, 6), log=LOG))
                await redis.set(COUNTDOWN, write)
                whole = False
                try:
                    await store.heal(0, LOG, id=FIRST, kept=5, held=5)
                    whole = True
                except ScriptFailed:
                    breaks += 1
                await redis.delete(COUNTDOWN)
                await store.heal(0, LOG, id=FIRST, kept=5, held=5)
                again = stores.delta(kept, (1, 5), log=LOG)
                again.healed[LOG] = FIRST
                await until_covered(store, again)
                assert not await differences(store, kept), write
                if whole:
                    break
        assert breaks > 3

    asyncio.run(scenario())


@pytest.mark.parametrize("how", ["left", "torn"])
def test_what_is_merged_and_not_covered_is_reached(store_url: str, how: str) -> None:
    """A log that ends before it has lost its tail, though no coverage says so."""
    kept = published("a", "ann", "t", at(1))
    lost = [m for n in range(60) for m in published(f"g{n}", "ghost", "t", at(6))]
    ends = stores.delta(lost, (6, 6), log=LOG)

    async def again() -> dict[str, int]:
        return {LOG: 5}

    async def scenario() -> None:
        async with opened(store_url, tearing()) as store, by_hand(store_url) as redis:
            await store.merge(0, stores.delta(kept, (1, 5), log=LOG))
            assert (await store.extent(0)).reached == {LOG: 5}
            if how == "torn":
                assert await torn(store, redis, ends, 130)
            else:
                assert (await store.merge(0, ends, steps_max=200)).left
            assert (await store.extent(0)).reached == {LOG: 6}
            assert "it lost its tail" in (
                await store.lost_tail(await store.extents(), {LOG: 5}, again) or ""
            )
            store.heed({LOG: (FIRST, 5)})
            assert await store.lost_tail(await store.extents(), {LOG: 5}, again) is None, (
                "what comes after is not heeded"
            )
            await store.heal(0, LOG, id=FIRST, kept=5, held=5)
            assert (await store.extent(0)).reached == {LOG: 0}, "the shard is rebuilt"

    asyncio.run(scenario())


def test_what_a_shard_says_of_a_log_and_is_no_number_stops_nobody(store_url: str) -> None:
    """Whoever asks how far it is goes on: `verify` names the field."""

    async def scenario() -> None:
        async with opened(store_url) as store, by_hand(store_url) as redis:
            await store.merge(0, delta(1, 5))
            await redis.hset(f"{store.view.base(store.shards, 0)}coverage", f"begun {LOG}", "x")  # type: ignore[misc]
            assert (await store.extent(0)).reached == {LOG: 5}

    asyncio.run(scenario())
