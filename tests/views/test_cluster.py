"""A cluster is one store: its shards lie on many nodes, which fail, and are replaced."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from itertools import islice

import pytest
from redis.crc import key_slot
from redis.exceptions import MovedError, ResponseError

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import LOG, at, by_hand, delta, differences, spread
from bandstand.testing.worlds import World
from crdt.digests import digest
from tests.conftest import stores
from tests.servers import ClusterNode, StoreCluster, redis7_binary
from tests.views.samples import published
from tests.views.stores import opened
from tests.worlds import folded, world
from tribes.demo import events
from tribes.records import User
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable, StoreUnsuitable
from views.merging import Merged
from views.reading.answers import Answers
from views.reading.selections import Index, Select
from views.shards import Shards
from views.store import Store

SHARDS = 16
MERGES = published("a", "enzo", "x", at(1))
BINARIES = {"valkey": embedded.valkey_binary, "redis7": redis7_binary}


@pytest.fixture(scope="module", params=stores())
def _cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoreCluster]:
    binary = BINARIES[request.param]()
    assert binary is not None
    made = StoreCluster(tmp_path_factory.mktemp("cluster"), binary)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def cluster(_cluster: StoreCluster) -> StoreCluster:
    """Three empty masters."""

    async def empty() -> None:
        for node in _cluster.nodes:
            async with by_hand(node.url) as redis:
                await redis.flushall()
                await redis.function_flush()
                await redis.config_set("maxmemory-policy", "noeviction")

    asyncio.run(empty())
    return _cluster


@pytest.fixture
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreCluster]:
    """Three masters, and a replica of the first, which the test may crash and promote."""
    made = StoreCluster(tmp_path_factory.mktemp("guarded"), embedded.valkey_binary(), (0,))
    made.start()
    yield made
    made.kill()


async def opening(url: str) -> None:
    """Open a store, and close it."""
    async with opened(url, shards=SHARDS):
        pass


def slot_of(shard: int) -> int:
    """The hash slot of a shard."""
    return int(key_slot(COMMUNITY.base(Shards(SHARDS), shard).encode()))


async def held(node: ClusterNode) -> list[int]:
    """The shards that a node holds keys of."""
    async with by_hand(node.url) as redis:
        return [
            shard
            for shard in range(SHARDS)
            if await redis.execute_command("CLUSTER", "COUNTKEYSINSLOT", slot_of(shard))
        ]


async def agreed(it: World, timeout_s: float = 20.0) -> str:
    """What `World.agreed` says as soon as the store answers."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            return await it.agreed()
        except StoreUnavailable:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


def test_a_cluster_holds_what_a_single_server_holds(
    nats: NatsServer, cluster: StoreCluster, store_url: str
) -> None:
    """Where the shards lie does not show; and each lies on one node, none on all."""

    async def scenario() -> None:
        history = list(events("test", 7))
        digests = set()
        for url in (cluster.url, store_url):
            async with world(nats.url, url, shards=SHARDS) as it:
                if not digests:
                    await it.publish(history)
                    await it.publish_raw(b"no event")
                async with it.projecting(), it.projecting():
                    digests.add(await it.agreed())
                assert await it.store.parked()
        assert digests == {digest(folded(history).entries())}
        shards = [await held(node) for node in cluster.nodes]
        assert all(shards)
        assert sorted(shard for some in shards for shard in some) == list(range(SHARDS))

    asyncio.run(scenario())


async def pages_read(node: ClusterNode) -> int:
    """How many page calls a node was asked since its count was reset."""
    async with by_hand(node.url) as redis:
        counts = await redis.info("commandstats")
        return int(counts.get("cmdstat_fcall_ro", {"calls": 0})["calls"])


def test_a_wave_asks_all_shards_at_once(cluster: StoreCluster) -> None:
    """A query takes as long as its slowest shard, not as long as all of them together."""

    async def scenario() -> None:
        async with opened(cluster.url, shards=SHARDS) as store:
            await spread(store, MERGES)
            [slow] = [node for node in cluster.nodes if 0 in await held(node)]
            quick = [node for node in cluster.nodes if node is not slow]
            for node in quick:
                async with by_hand(node.url) as redis:
                    await redis.config_resetstat()
            there = SHARDS - len(await held(slow))
            slow.signal(signal.SIGSTOP)
            index = Index(Select(User, registers=("name",)), "handle:nobody")
            wave = asyncio.create_task(store.wave([index]))
            try:
                deadline = time.monotonic() + 3
                while sum([await pages_read(node) for node in quick]) < there:
                    assert time.monotonic() < deadline
                    await asyncio.sleep(0.01)
            finally:
                slow.signal(signal.SIGCONT)
            replies, coverage = await wave
            assert replies == [Answers((None,))]
            assert len(coverage) == SHARDS

    asyncio.run(scenario())


def test_a_node_that_lost_its_functions_gets_them_again(cluster: StoreCluster) -> None:
    """As a master that is new: the others have them still, so only a call shows it."""

    async def scenario() -> None:
        async with opened(cluster.url, shards=SHARDS) as store:
            await spread(store, MERGES)
            for node in cluster.nodes:
                async with by_hand(node.url) as redis:
                    assert len(await redis.function_list()) == 1
                    await redis.function_flush()
                await spread(store, MERGES)
            assert not await differences(store, MERGES)

    asyncio.run(scenario())


def test_every_master_is_checked_at_the_opening(cluster: StoreCluster) -> None:
    """One that evicts loses its shards' keys, however careful the others are."""

    async def scenario() -> None:
        for node in cluster.nodes:
            async with by_hand(node.url) as redis:
                await redis.config_set("maxmemory-policy", "allkeys-lru")
                with pytest.raises(StoreUnsuitable, match=f":{node.port}/0: maxmemory-policy"):
                    await opening(cluster.url)
                await redis.config_set("maxmemory-policy", "noeviction")

    asyncio.run(scenario())


def test_credentials_hold_for_every_node(cluster: StoreCluster) -> None:
    """They are written once, before the first host; a refusal names them and does not show them."""

    async def scenario() -> None:
        async with AsyncExitStack() as stack:
            clients = [await stack.enter_async_context(by_hand(n.url)) for n in cluster.nodes]
            for redis in clients:
                await redis.config_set("requirepass", "r1ght,")
            try:
                async with opened(cluster.url.replace("//", "//:r1ght,@"), shards=SHARDS) as store:
                    await spread(store, MERGES)
                    assert not await differences(store, MERGES)
                with pytest.raises(StoreUnsuitable, match="check the credentials") as refusal:
                    await opening(cluster.url.replace("//", "//:wr0ng,@"))
                assert "wr0ng" not in str(refusal.value)
            finally:
                for redis in clients:
                    await redis.config_set("requirepass", "")

    asyncio.run(scenario())


def test_a_dead_or_hanging_first_node_does_not_matter(cluster: StoreCluster) -> None:
    """The address is written once, and nodes come and go: any that answers tells the others."""

    async def scenario() -> None:
        with socket.create_server((embedded.HOST, 0)) as mute:
            hanging, dead = mute.getsockname()[1], embedded.free_port()
            living = cluster.nodes[2].port
            url = f"redis://127.0.0.1:{dead},127.0.0.1:{hanging},127.0.0.1:{living}"
            store = Store(url, COMMUNITY, Shards(SHARDS), timeout_s=1)
            await store.open()
            await spread(store, MERGES)
            assert not await differences(store, MERGES)
            assert abs(await store.time_ms() - time.time() * 1000) < 5_000
            await store.close()

    asyncio.run(scenario())


def test_many_calls_wait_for_a_connection(cluster: StoreCluster) -> None:
    """More calls on a node than there are connections are slow, and no failure."""

    async def scenario() -> None:
        store = Store(cluster.url, COMMUNITY, Shards(SHARDS), connections=2)
        found = await asyncio.gather(*(store.coverage(shard) for shard in range(SHARDS)))
        assert found == [{}] * SHARDS
        await store.close()

    asyncio.run(scenario())


def test_servers_that_are_no_cluster_are_refused_together(store_url: str) -> None:
    """One would be filled and the other read, as chance has it."""

    async def scenario() -> None:
        store = Store(f"{store_url},{store_url}", COMMUNITY, Shards())
        with pytest.raises(StoreUnsuitable, match="it is not a cluster"):
            await store.coverage(0)
        await store.close()

    asyncio.run(scenario())


def test_a_shard_whose_slot_was_given_away_is_filled_there(
    nats: NatsServer, cluster: StoreCluster
) -> None:
    """An operator empties the slot and gives it to another node: what was there is read again."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 200))
        async with (
            world(nats.url, cluster.url, shards=SHARDS) as it,
            opened(cluster.url, shards=SHARDS) as reader,
            it.projecting(),
        ):
            await it.publish(history[:100])
            await it.caught_up()
            giver, taker = cluster.nodes[0], cluster.nodes[1]
            shard = (await held(giver))[0]
            slot = slot_of(shard)
            async with by_hand(giver.url) as old, by_hand(taker.url) as new:
                taker_id = await new.execute_command("CLUSTER", "MYID")
                keys = await old.execute_command("CLUSTER", "GETKEYSINSLOT", slot, 10_000)
                await new.execute_command("CLUSTER", "SETSLOT", slot, "NODE", taker_id)
                # It may have heard that from the other, and let go of them by itself.
                with suppress(MovedError):
                    await old.execute_command("MULTI")
                    await old.delete(*keys)
                    await old.execute_command("CLUSTER", "SETSLOT", slot, "NODE", taker_id)
                    await old.execute_command("EXEC")
            await reader.read(shard, [])  # A reader that learnt of it by nothing else follows.
            await it.publish(history[100:])
            assert await agreed(it) == digest(folded(history).entries())
            assert shard in await held(taker)

    asyncio.run(scenario())


async def promoted(replica: ClusterNode) -> None:
    """Make a replica lead, however much it lacks."""
    async with by_hand(replica.url) as redis:
        while (await redis.execute_command("ROLE"))[0] != "master":
            # It may have been elected meanwhile.
            with suppress(ResponseError):
                await redis.execute_command("CLUSTER", "FAILOVER", "TAKEOVER")
            await asyncio.sleep(0.05)


def test_a_replica_that_lags_and_is_promoted_gets_what_it_lacks(
    nats: NatsServer, guarded: StoreCluster, caplog: pytest.LogCaptureFixture
) -> None:
    """Replication is asynchronous: a failover loses acknowledged merges, with their coverage."""
    master, replica = guarded.nodes[0], guarded.nodes[3]

    async def scenario() -> None:
        history = list(islice(events("test", 7), 300))
        async with (
            world(nats.url, guarded.url, shards=SHARDS) as it,
            it.projecting() as projector,
        ):
            await it.publish(history[:100])
            await it.caught_up()
            mine = await held(master)
            base = COMMUNITY.base(it.store.shards, mine[0])
            async with by_hand(master.url) as redis:
                await redis.wait(1, 5_000)
                replica.signal(signal.SIGSTOP)
                # SUBTLE: a stopped replica still gets what its socket's buffer takes.
                await redis.client_kill_filter(_type="replica")
            await it.publish(history[100:200])
            await it.caught_up()
            assert (await it.store.coverage(mine[0]))[it.log.name].watermark == 200
            master.kill()
            replica.signal(signal.SIGCONT)
            async with by_hand(replica.url) as redis:
                await redis.execute_command("READONLY")
                assert await redis.hget(f"{base}coverage", it.log.name) == "1-100"
            with caplog.at_level(logging.WARNING):
                await promoted(replica)
                assert await agreed(it) == digest(folded(history[:200]).entries())
            assert any("reading again" in record.message for record in caplog.records)
            assert await held(replica) == mine
            master.start()
            await guarded.joined()
            async with by_hand(master.url) as redis:
                assert (await redis.execute_command("ROLE"))[0] == "slave"
            await it.publish(history[200:])
            assert await agreed(it) == digest(folded(history).entries())
            assert not projector.trouble

    asyncio.run(scenario())


def test_a_master_that_hangs_is_replaced(nats: NatsServer, guarded: StoreCluster) -> None:
    """It takes connections and answers none: its replica leads soon, and is found."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 200))
        async with (
            world(nats.url, guarded.url, shards=SHARDS, timeout_s=1) as it,
            it.projecting() as projector,
        ):
            await it.publish(history[:100])
            await it.caught_up()
            guarded.nodes[0].signal(signal.SIGSTOP)
            await it.publish(history[100:])
            assert await agreed(it) == digest(folded(history).entries())
            guarded.nodes[0].signal(signal.SIGCONT)
            await guarded.joined()
            assert await agreed(it) == digest(folded(history).entries())
            assert not projector.trouble

    asyncio.run(scenario())


def test_shards_of_living_masters_are_served_while_another_is_down(cluster: StoreCluster) -> None:
    """A shard lies on one node: the loss of another is none of its business."""
    gone = cluster.nodes[0]

    async def scenario() -> None:
        store = Store(cluster.url, COMMUNITY, Shards(SHARDS), timeout_s=1)
        await store.open()
        await spread(store, MERGES)
        lost = await held(gone)
        gone.signal(signal.SIGSTOP)
        calls = [store.merge(shard, delta(())) for shard in range(SHARDS)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        for shard, result in enumerate(results):
            if shard in lost:
                assert isinstance(result, StoreUnavailable)
                assert str(gone.port) in str(result)
            else:
                assert isinstance(result, Merged)
                assert LOG in result.coverage
        gone.signal(signal.SIGCONT)
        await cluster.joined()
        await spread(store, MERGES)
        assert not await differences(store, MERGES)
        await store.close()

    asyncio.run(scenario())
