"""Budgets: what clients spend a minute, by all processes together."""

from __future__ import annotations

import asyncio

import pytest

from gateway.admission import budgets
from gateway.admission.budgets import READS, WRITES, Budgets
from gateway.admission.clients import Client
from gateway.errors import TooMany
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable
from views.servers.tallies import Tallies
from views.shards import Shards
from views.store import Store

ADA, BOB = Client("viewer ada"), Client("viewer bob")
MOST = {READS: 1_000, WRITES: 10}


class Clock:
    """A clock that goes when it is told."""

    def __init__(self, at_ms: int = 60_000_000_000) -> None:
        self.at_ms = at_ms

    def __call__(self) -> int:
        return self.at_ms


def test_a_budget_is_spent_and_comes_back_little_by_little() -> None:
    """Else a client could spend two at the turn of a minute, and everybody would wait for it."""
    clock = Clock()
    mine = Budgets(clock, MOST)
    clock.at_ms += 45_000
    mine.spend(ADA, READS, 1_200)
    with pytest.raises(TooMany, match=r"rate limit: 1,000 records .*: try again in 15 s") as told:
        mine.check(ADA, READS)
    assert (told.value.status, told.value.again_s) == (429, 15)
    mine.check(ADA, WRITES)
    mine.check(BOB, READS)
    assert mine.left(ADA) == {READS: (1_000, 0, 15), WRITES: (10, 10, 15)}
    clock.at_ms += 15_000
    assert mine.left(ADA)[READS] == (1_000, 0, 60)
    clock.at_ms += 30_000
    assert mine.left(ADA)[READS] == (1_000, 400, 30)
    mine.check(ADA, READS)
    clock.at_ms += 60_000
    assert mine.left(ADA)[READS][1] == 1_000


def test_what_is_without_an_end_is_not_counted() -> None:
    """0 in the settings."""
    mine = Budgets(Clock(), {READS: 0, WRITES: 10})
    mine.spend(ADA, READS, 10**9)
    mine.check(ADA, READS)
    assert (mine.policy, mine.header(ADA)) == ('"writes";q=10;w=60', '"writes";r=10;t=60')
    assert Budgets(Clock(), {READS: 0, WRITES: 0}).policy == ""


def test_so_many_clients_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes from a million addresses takes no memory for it."""
    monkeypatch.setattr(budgets, "CLIENTS_MAX", 3)
    mine = Budgets(Clock(), MOST)
    mine.spend(ADA, READS, 5)
    for number in range(2):
        mine.spend(Client(f"address 192.0.2.{number}"), READS, 1)
    mine.spend(ADA, READS, 5)
    mine.spend(BOB, READS, 1)
    assert mine.left(ADA)[READS][1] == 990
    assert mine.left(Client("address 192.0.2.0"))[READS][1] == 1_000


def test_processes_count_together_in_the_store(store_url: str) -> None:
    """One client's requests go to all of them. While the store is away each counts alone."""

    async def scenario() -> None:
        store, clock = Store(store_url, COMMUNITY, Shards()), Clock()
        down = False

        async def at(shard: int, call: object) -> list[object]:
            if down:
                raise StoreUnavailable("it is away")
            return await store.at(shard, call)  # type: ignore[arg-type]

        one, two = (
            Budgets(clock, MOST, Tallies(at, store.view.name, store.shards.tag(0)))  # type: ignore[arg-type]
            for _ in range(2)
        )
        try:
            one.spend(ADA, READS, 600)
            one.spend(BOB, READS, 7)
            two.spend(ADA, READS, 500)
            await one.share()
            await two.share()
            assert two.left(ADA)[READS][1] == 0
            two.check(BOB, READS)
            one.check(ADA, READS)
            one.spend(ADA, READS, 1)
            await one.share()
            with pytest.raises(TooMany):
                one.check(ADA, READS)
            down = True
            two.spend(BOB, READS, 1_000)
            with pytest.raises(StoreUnavailable):
                await two.share()
            with pytest.raises(TooMany):
                two.check(BOB, READS)
            down = False
            await two.share()
            one.spend(BOB, READS, 1)
            await one.share()
            with pytest.raises(TooMany):
                one.check(BOB, READS)
            clock.at_ms += 90_000
            three = Budgets(clock, MOST, Tallies(store.at, store.view.name, store.shards.tag(0)))
            three.spend(ADA, READS, 1)
            await three.share()
            assert three.left(ADA)[READS][1] == 1_000 - 1 - 1_101 // 2
            keys = await store.at(0, lambda client: client.keys("tally:*"))
            assert len(keys) == 3
            assert not any(b"ada" in key for key in keys)
            lives = [await store.at(0, lambda client, key=key: client.ttl(key)) for key in keys]
            assert all(0 < one <= budgets.LIVES_S for one in lives)
        finally:
            await store.close()

    asyncio.run(scenario())
