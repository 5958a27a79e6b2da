"""A replica that reaches the log and not the store leaves its logs to those that reach both."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any

import pytest

from bandstand.operate.status import show_status
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.stack.links import Link, Passage
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World
from crdt.digests import digest
from eventlog.logs import ServerLogs
from eventlog.publish.publishing import Publisher
from projector.pacing import Pace
from projector.projector import Projector
from tests.projector.test_outages import until
from tests.worlds import folded, world
from tribes.demo import events
from tribes.events import EVENTS
from tribes.views import COMMUNITY
from views.shards import Shards
from views.store import Store

PACE = Pace(discover_s=0.1, check_s=0.2, stuck_s=0.4, abandon_s=0.4)
UNCHECKED = Pace(discover_s=0.1, check_s=3_600, stuck_s=0.4, abandon_s=0.4)
"""With this, nothing but its own work tells a replica that its store is away."""


@asynccontextmanager
async def behind_a_link(it: World, store_url: str) -> AsyncIterator[tuple[World, Link]]:
    """The same world through a proxy before the store, which can be cut or silenced."""
    target = int(store_url.rpartition(":")[2].partition("/")[0])
    link = Link("store", embedded.free_port(), target)
    await link.start()
    url = f"redis://{embedded.HOST}:{link.port}/0"
    store = Store(url, COMMUNITY, Shards(it.store.shards.count), timeout_s=0.5)
    try:
        yield World(it.connection, store, it.codec, region=it.region), link
    finally:
        await store.close()
        link.close()


def logs_of(projector: Projector) -> set[str]:
    """The logs that a replica reads."""
    return {log.name for log in projector.assignment.readers}


def both_read(one: Projector, two: Projector, logs: int) -> bool:
    """Whether two replicas share so many logs, and each has a part."""
    first, second = logs_of(one), logs_of(two)
    return bool(first and second) and not first & second and len(first | second) == logs


def said_by(projector: Projector, replica: str) -> tuple[int, list[str]]:
    """How stuck another replica says that it is, and why."""
    for beat in projector.assignment.heartbeats.alive():
        if beat.replica == replica:
            return beat.stuck, beat.trouble
    return 0, []


async def status(capsys: pytest.CaptureFixture[str], nats: str, store: str) -> Any:
    """What `bandstand status` exits with, and its rows by what they are about."""
    capsys.readouterr()
    settings = Settings(region="test", nats_url=nats, redis_url=store)
    code = await show_status({"test": settings}, as_json=True)
    return code, {row["log"]: row for row in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("passage", [Passage.DOWN, Passage.DEAF])
def test_what_a_stuck_replica_reads_is_read_by_another(
    nats: NatsServer, store_url: str, capsys: pytest.CaptureFixture[str], passage: Passage
) -> None:
    """It kept its logs for ever once, for its beat went on. It says so, and comes back alone."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 120))
        async with (
            world(nats.url, store_url, partitions=4) as it,
            behind_a_link(it, store_url) as (other, link),
            it.projecting(replica="one", pace=PACE) as one,
            other.projecting(replica="two", pace=PACE) as two,
        ):
            await until(lambda: both_read(one, two, logs=4))
            link.let(passage)
            await it.publish(history[:60])
            await until(lambda: len(logs_of(one)) == 4 and not logs_of(two))
            assert await it.agreed() == digest(folded(history[:60]).entries())
            await until(lambda: said_by(one, "two")[0] == 1)
            assert any(str(link.port) in why for why in said_by(one, "two")[1])
            code, rows = await status(capsys, nats.url, store_url)
            assert code == 1
            assert rows["replica two"]["state"].startswith("STUCK: ")
            assert rows[it.log.name]["state"] == "current"
            link.let(Passage.UP)
            await until(lambda: both_read(one, two, logs=4))
            await it.publish(history[60:])
            assert await it.agreed() == digest(folded(history).entries())
            await until(lambda: not two.trouble and said_by(one, "two") == (0, []))
            assert (await status(capsys, nats.url, store_url))[0] == 0

    asyncio.run(scenario())


@pytest.mark.parametrize("passage", [Passage.DOWN, Passage.DEAF])
def test_a_replica_that_cannot_begin_its_logs_is_stuck(
    nats: NatsServer, store_url: str, passage: Passage
) -> None:
    """It holds nothing that it read, and would keep new logs without a reader all the same."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 60))
        async with (
            world(nats.url, store_url) as it,
            behind_a_link(it, store_url) as (other, link),
            it.projecting(replica="one", pace=PACE) as one,
            other.projecting(replica="two", pace=UNCHECKED) as two,
        ):
            await until(lambda: two.assignment.opened and len(logs_of(one) | logs_of(two)) == 1)
            link.let(passage)
            more = Publisher(it.connection, EVENTS, region="test", partitions=6)
            await more.open()
            await until(lambda: len(logs_of(one)) == 6)
            for _ in range(20):
                # It has nothing to begin any more, and does not take that for the end of it.
                assert two.trouble
                assert two.assignment.stuck == 1
                assert len(logs_of(one)) == 6
                await asyncio.sleep(0.05)
            await more.publish_many(history)
            assert await it.agreed() == digest(folded(history).entries())
            link.let(Passage.UP)
            await until(lambda: both_read(one, two, logs=6))
            assert not two.trouble

    asyncio.run(scenario())


def test_a_replica_whose_store_was_never_there_takes_no_log_and_says_why(
    nats: NatsServer, store_url: str
) -> None:
    """A pod with a wrong address, or before its network: the others do not wait for it."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 60))
        async with (
            world(nats.url, store_url, partitions=4) as it,
            behind_a_link(it, store_url) as (other, link),
            it.projecting(replica="one", pace=PACE) as one,
        ):
            link.let(Passage.DOWN)
            await until(lambda: len(logs_of(one)) == 4)
            async with other.projecting(replica="two", pace=PACE) as two:
                for _ in range(20):
                    await asyncio.sleep(0.05)
                    assert len(logs_of(one)) == 4
                assert said_by(one, "two")[0] == 1
                assert str(link.port) in said_by(one, "two")[1][0]
                await it.publish(history)
                assert await it.agreed() == digest(folded(history).entries())
                assert len(logs_of(one)) == 4
                link.let(Passage.UP)
                await until(lambda: both_read(one, two, logs=4))

    asyncio.run(scenario())


def test_replicas_that_are_all_stuck_keep_their_logs(nats: NatsServer, store_url: str) -> None:
    """Nobody is there to take them, and whoever reaches the store first goes on."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 60))
        async with (
            world(nats.url, store_url, partitions=4) as it,
            behind_a_link(it, store_url) as (other, link),
        ):
            logs = ServerLogs(it.connection)
            replicas = [
                Projector(logs, other.store, EVENTS, region="test", replica=name, pace=PACE)
                for name in ("one", "two")
            ]
            tasks = [asyncio.create_task(replica.run()) for replica in replicas]
            await until(lambda: both_read(replicas[0], replicas[1], logs=4))
            link.let(Passage.DOWN)
            await it.publish(history)
            await until(lambda: all(replica.assignment.stuck for replica in replicas))
            await until(lambda: both_read(replicas[0], replicas[1], logs=4))
            link.let(Passage.UP)
            assert await it.agreed() == digest(folded(history).entries())
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    asyncio.run(scenario())
