"""The store's troubles, on real servers in real trouble: what passes, and what must be mended."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import randbytes

import pytest
from redis.asyncio import Redis

from bandstand.stack import servers as embedded
from bandstand.testing.servers import StoreServer
from bandstand.testing.stores import LOG, at, by_hand, delta, differences
from tests.views.altered import altered
from tests.views.samples import published
from tests.views.stores import opened
from tribes.records import User
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable, StoreUnsuitable
from views.reading.answers import Answers
from views.reading.selections import Index, Select
from views.shards import Shards
from views.store import Store

MERGES = published("a", "enzo", "x", at(1))


async def opening(url: str) -> None:
    """Open a store, and close it."""
    async with opened(url):
        pass


@pytest.mark.parametrize("policy", ["allkeys-lru", "volatile-ttl", "allkeys-random"])
def test_a_store_that_evicts_is_refused(any_store_url: str, policy: str) -> None:
    """It would drop keys that coverage says are there, and no one would read them again."""

    async def scenario() -> None:
        async with by_hand(any_store_url) as redis:
            await redis.config_set("maxmemory-policy", policy)
        with pytest.raises(StoreUnsuitable) as refusal:
            await opening(any_store_url)
        assert f"maxmemory-policy is {policy}" in str(refusal.value)
        assert "set it to noeviction" in str(refusal.value)

    asyncio.run(scenario())


def test_a_store_that_is_down_is_unavailable_at_once(own_store: StoreServer) -> None:
    """The caller retries; it must be told soon, and that trying again may help."""

    async def scenario() -> None:
        async with opened(own_store.url) as store:
            own_store.kill()
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):
                await store.merge(0, delta(MERGES))
            with pytest.raises(StoreUnavailable):
                await store.coverage(0)
            with pytest.raises(StoreUnavailable):
                await opening(own_store.url)
            assert time.monotonic() - began < 2
            own_store.start()
            await store.merge(0, delta(MERGES))
            assert not await differences(store, MERGES)

    asyncio.run(scenario())


def test_a_store_that_hangs_is_unavailable_after_the_time_out(own_store: StoreServer) -> None:
    """A stopped process takes connections and never answers."""

    async def scenario() -> None:
        store = Store(own_store.url, COMMUNITY, Shards(1), timeout_s=0.3)
        await store.open()
        own_store.signal(signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            await store.merge(0, delta(MERGES))
        assert time.monotonic() - began < 2
        own_store.signal(signal.SIGCONT)
        await store.merge(0, delta(MERGES))
        assert not await differences(store, MERGES)
        await store.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("credentials", ["", "default:wr0ng@", "enzo:s3cret@"])
def test_wrong_credentials_are_told_without_the_password(
    own_store: StoreServer, credentials: str
) -> None:
    """A message goes into logs and issues: the place and the cure, never the secret."""

    async def scenario() -> None:
        async with by_hand(own_store.url) as redis:
            await redis.config_set("requirepass", "r1ght")
        with pytest.raises(StoreUnsuitable) as refusal:
            await opening(own_store.url.replace("//", f"//{credentials}"))
        assert "check the credentials in REDIS_URL" in str(refusal.value)
        assert not {"wr0ng", "s3cret", "r1ght"} & set(
            str(refusal.value).replace("@", ":").split(":")
        )
        await opening(own_store.url.replace("//", "//default:r1ght@"))

    asyncio.run(scenario())


@asynccontextmanager
async def passing(own_store: StoreServer) -> AsyncIterator[tuple[Store, Redis]]:
    """A store whose trouble passes: calls fail as unavailable in it, and work after it."""
    async with opened(own_store.url) as store, by_hand(own_store.url) as redis:
        yield store, redis
        await store.merge(0, delta(MERGES))
        assert not await differences(store, MERGES)


def test_a_replica_is_unavailable_until_it_leads(own_store: StoreServer) -> None:
    """After a failover the address may lead to a replica for a while: READONLY is no fault."""

    async def scenario() -> None:
        async with passing(own_store) as (store, redis):
            await redis.replicaof(embedded.HOST, embedded.free_port())
            with pytest.raises(StoreUnavailable):
                await store.merge(0, delta(MERGES))
            await redis.replicaof("NO", "ONE")  # type: ignore[arg-type]

    asyncio.run(scenario())


def test_a_full_store_is_unavailable_until_it_has_room(own_store: StoreServer) -> None:
    """`noeviction` means that a full store refuses: an operator gives it memory, and it goes on."""

    async def scenario() -> None:
        async with passing(own_store) as (store, redis):
            await redis.config_set("maxmemory", 1)
            with pytest.raises(StoreUnavailable):
                await store.merge(0, delta(MERGES))
            await redis.config_set("maxmemory", 0)

    asyncio.run(scenario())


def test_a_busy_store_is_unavailable_until_the_script_ends(own_store: StoreServer) -> None:
    """Somebody's script without end blocks everybody; it can be killed."""

    async def scenario() -> None:
        async with passing(own_store) as (store, redis):
            await redis.config_set("busy-reply-threshold", 1)
            async with by_hand(own_store.url) as other:
                endless = asyncio.create_task(other.eval("while true do end", 0))  # type: ignore[arg-type]
                await asyncio.sleep(0.2)
                with pytest.raises(StoreUnavailable):
                    await store.merge(0, delta(MERGES))
                await redis.script_kill()
                await asyncio.gather(endless, return_exceptions=True)

    asyncio.run(scenario())


class SlowToLoad(StoreServer):
    """A store that takes its time over every key that it loads."""

    def command(self) -> list[str]:
        return [
            *super().command(),
            *("--key-load-delay", "20000", "--loading-process-events-interval-bytes", "1024"),
        ]


def test_a_store_that_is_loading_is_unavailable_until_it_has_loaded(tmp_path: Path) -> None:
    """After a restart it answers, but not yet with what it holds."""
    own_store = SlowToLoad(tmp_path / "store", embedded.valkey_binary())
    own_store.start()

    async def scenario() -> None:
        async with by_hand(own_store.url) as redis:
            await redis.mset({f"k{number}": randbytes(1_000).hex() for number in range(50)})
            await redis.save()
        own_store.kill()
        own_store.start()
        with pytest.raises(StoreUnavailable, match=r"(?i)loading"):
            await opening(own_store.url)
        deadline = time.monotonic() + 20
        while True:
            try:
                await opening(own_store.url)
                return
            except StoreUnavailable:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.1)

    try:
        asyncio.run(scenario())
    finally:
        own_store.kill()


def test_many_shards_and_queries_wait_for_a_connection(store_url: str) -> None:
    """A wave over more shards than there are connections is slow, and no failure."""

    async def scenario() -> None:
        select = Select(User, registers=("name",))
        store = Store(store_url, COMMUNITY, Shards(100), connections=8)
        await store.open()
        waves = [store.wave([Index(select, "handle:drake")]) for _ in range(5)]
        for replies, coverage in await asyncio.gather(*waves):
            assert replies == [Answers((None,))]
            assert len(coverage) == 100
        await store.close()

    asyncio.run(scenario())


def test_two_versions_of_a_view_live_in_one_store(store_url: str) -> None:
    """A new version fills beside the old one, which goes on answering until it is full."""
    later = altered("local next_version = true")

    async def scenario() -> None:
        async with opened(store_url) as old, opened(store_url, later) as new:
            assert COMMUNITY.version != later.version
            await old.merge(0, delta(MERGES, (1, 3)))
            assert await new.coverage(0) == {}
            await new.merge(0, delta(MERGES[:1], (1, 1)))
            assert (await old.coverage(0))[LOG].watermark == 3
            assert (await new.coverage(0))[LOG].watermark == 1
            assert not await differences(old, MERGES)
            assert not await differences(new, MERGES[:1])

    asyncio.run(scenario())
