"""The views converge: whatever the order, the duplicates, the replicas and the shards."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from bandstand.testing.servers import NatsServer
from crdt.digests import digest
from tests.worlds import folded, world
from tribes.demo import events


@pytest.mark.parametrize("shards", [1, 7])
def test_views_agree_with_the_plain_fold(nats: NatsServer, any_store_url: str, shards: int) -> None:
    """The Lua and the Python are one algebra, on both stores, on one shard and on many."""

    async def scenario() -> None:
        async with world(nats.url, any_store_url, shards=shards) as it:
            history = list(events("test", 7))
            await it.publish(history)
            async with it.projecting():
                found = await it.agreed()
            assert found == digest(folded(history).entries())

    asyncio.run(scenario())


def test_disorder_and_duplicates_do_not_show(nats: NatsServer, store_url: str) -> None:
    """The same events shuffled and delivered twice give the same digest as in order."""

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=3) as it:
            history = list(events("test", 7))
            shuffled = Random(1).sample(history, len(history))
            await it.publish_raw(*(it.publisher._codec.encode(e) for e in shuffled + history))
            async with it.projecting(), it.projecting():
                found = await it.agreed()
            assert found == digest(folded(history).entries())

    asyncio.run(scenario())
