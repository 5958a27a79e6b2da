"""A master that is away keeps no other shard waiting; when it answers, it is read again."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from redis.crc import key_slot

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import by_hand
from bandstand.testing.worlds import World
from crdt.coverage import Coverage
from crdt.digests import digest
from eventlog import streams
from eventlog.envelope import Event
from projector.pacing import Pace
from tests.projector.test_outages import some, until
from tests.servers import ClusterNode, StoreCluster
from tests.worlds import folded, world
from tribes.demo import events
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable
from views.shards import Shards

SHARDS = 6
SMALL = Pace(discover_s=0.1, check_s=0.2, abandon_s=0.5, stuck_s=0.5, pending_events_max=60)
"""So little fills a shard that it is full long before the test ends."""

ANSWER_S = 0.5


@pytest.fixture(scope="module")
def _cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreCluster]:
    made = StoreCluster(tmp_path_factory.mktemp("cluster"), embedded.valkey_binary())
    made.start()
    yield made
    made.kill()


@pytest.fixture
def cluster(_cluster: StoreCluster) -> StoreCluster:
    """Three empty masters."""

    async def empty() -> None:
        await _cluster.joined()
        for node in _cluster.nodes:
            async with by_hand(node.url) as redis:
                await redis.flushall()
                await redis.function_flush()

    asyncio.run(empty())
    return _cluster


async def shards_of(node: ClusterNode) -> set[int]:
    """The shards whose slots a node holds."""
    async with by_hand(node.url) as redis:
        ranges: Any = await redis.execute_command("CLUSTER", "SLOTS")
    mine = [(first, last) for first, last, master, *_ in ranges if int(master[1]) == node.port]
    slots = {s: key_slot(COMMUNITY.base(Shards(SHARDS), s).encode()) for s in range(SHARDS)}
    return {s for s, slot in slots.items() if any(a <= slot <= b for a, b in mine)}


class Outage:
    """A master that hangs, or dies and comes back empty."""

    def __init__(self, cluster: StoreCluster, node: ClusterNode, *, dies: bool) -> None:
        self._cluster, self._node, self._dies = cluster, node, dies

    def begin(self) -> None:
        """From now on it does not answer."""
        self._node.kill() if self._dies else self._node.signal(signal.SIGSTOP)

    async def end(self) -> None:
        """It answers again."""
        self._node.start() if self._dies else self._node.signal(signal.SIGCONT)
        await self._cluster.joined()


async def merged(it: World, shards: set[int]) -> bool:
    """Whether some shards hold all of the log."""
    head = await streams.head(it.connection, it.log)
    held = [(await it.store.coverage(shard)).get(it.log.name, Coverage()) for shard in shards]
    return all(one.watermark == head.last for one in held)


async def until_merged(it: World, shards: set[int]) -> None:
    """Wait until some shards hold all of the log."""
    async with asyncio.timeout(15):
        while not await merged(it, shards):
            await asyncio.sleep(0.02)


async def whole(it: World, published: list[Event]) -> None:
    """Wait until every shard holds all, and check that nothing is lost or doubled."""
    async with asyncio.timeout(30):
        while True:
            try:
                assert await it.agreed() == digest(folded(published).entries())
                return
            except StoreUnavailable:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("dies", [False, True], ids=["hangs", "dies"])
def test_the_living_shards_go_on_while_a_master_is_away(
    nats: NatsServer, cluster: StoreCluster, caplog: pytest.LogCaptureFixture, *, dies: bool
) -> None:
    """One dead master froze every shard once: reading paused for the one that was full."""

    async def scenario() -> None:
        history = events("test", 7)
        node = cluster.nodes[1]
        outage = Outage(cluster, node, dies=dies)
        async with (
            world(nats.url, cluster.url, shards=SHARDS, timeout_s=ANSWER_S) as it,
            it.projecting(pace=SMALL) as projector,
        ):
            published = some(history, 60)
            await it.publish(published)
            await it.caught_up()
            dead = await shards_of(node)
            living = {*range(SHARDS)} - dead
            assert dead
            assert living
            outage.begin()
            for _ in range(4):
                more = some(history, 120)
                published += more
                await it.publish(more)
                await until_merged(it, living)
            assert any(str(node.port) in trouble for trouble in projector.trouble)
            assert all(projector._pending[shard].abandoned for shard in dead)
            assert not any(projector._pending[shard] for shard in dead), "it holds nothing for it"
            with caplog.at_level(logging.INFO):
                await outage.end()
                await whole(it, published)
            await until(lambda: not projector.trouble)
            assert any("answers: reading from" in record.message for record in caplog.records)
            more = some(history, 60)
            await it.publish(more)
            await whole(it, published + more)

    asyncio.run(scenario())


@pytest.mark.parametrize("dies", [False, True], ids=["hangs", "dies"])
def test_a_projector_begins_while_a_master_is_away(
    nats: NatsServer, cluster: StoreCluster, *, dies: bool
) -> None:
    """A replica that is replaced during the outage does not wait for the end of it."""

    async def scenario() -> None:
        published = list(islice(events("test", 7), 200))
        node = cluster.nodes[1]
        outage = Outage(cluster, node, dies=dies)
        async with world(nats.url, cluster.url, shards=SHARDS, timeout_s=ANSWER_S) as it:
            await it.publish(published)
            dead = await shards_of(node)
            outage.begin()
            async with it.projecting(pace=SMALL) as projector:
                await until_merged(it, {*range(SHARDS)} - dead)
                await until(lambda: projector.trouble)
                await outage.end()
                await whole(it, published)
                await until(lambda: not projector.trouble)

    asyncio.run(scenario())


def test_what_was_parked_while_its_shard_was_away_is_parked(
    nats: NatsServer, cluster: StoreCluster
) -> None:
    """What is parked stands in the first shard: it is read again with all that this one lacks."""

    async def scenario() -> None:
        history = events("test", 7)
        [node] = [one for one in cluster.nodes if 0 in await shards_of(one)]
        outage = Outage(cluster, node, dies=False)
        async with (
            world(nats.url, cluster.url, shards=SHARDS, timeout_s=ANSWER_S) as it,
            it.projecting(pace=SMALL) as projector,
        ):
            published = some(history, 30)
            await it.publish(published)
            await it.caught_up()
            outage.begin()
            for _ in range(3):
                more = some(history, 60)
                published += more
                await it.publish(more)
                await it.publish_raw(b"no event")
            await until(lambda: projector._pending[0].abandoned)
            await outage.end()
            await whole(it, published)
            assert len(await it.store.parked()) == 3

    asyncio.run(scenario())


def test_a_replica_that_reaches_less_of_a_cluster_leaves_its_logs(
    nats: NatsServer, cluster: StoreCluster
) -> None:
    """Of two replicas one is cut off from one master: what it reads would never be merged there."""

    async def scenario() -> None:
        history = events("test", 7)
        async with (
            world(nats.url, cluster.url, shards=SHARDS, partitions=4, timeout_s=ANSWER_S) as it,
            world(nats.url, cluster.url, shards=SHARDS, partitions=4, timeout_s=ANSWER_S) as other,
            it.projecting(replica="one", pace=SMALL) as one,
            other.projecting(replica="two", pace=SMALL) as two,
        ):
            await until(lambda: one.assignment.readers and two.assignment.readers)
            dead = await shards_of(cluster.nodes[2])
            at = other.store._servers.at  # type: ignore[union-attr]

            async def cut_off(key: str, call: Any) -> Any:
                if key in {COMMUNITY.base(other.store.shards, shard) for shard in dead}:
                    raise StoreUnavailable("no route to host")
                return await at(key, call)

            other.store._servers.at = cut_off  # type: ignore[union-attr,method-assign]
            published = some(history, 200)
            await it.publish(published)
            await until(lambda: len(one.assignment.readers) == 4 and not two.assignment.readers)
            await whole(it, published)
            other.store._servers.at = at  # type: ignore[union-attr,method-assign]
            await until(lambda: two.assignment.readers)

    asyncio.run(scenario())
