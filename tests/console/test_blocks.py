"""Blocks: the digests that are shown are those of `bandstand verify`, whatever moves meanwhile."""

from __future__ import annotations

import asyncio
from itertools import islice

import pytest

from bandstand.console import blocks
from bandstand.console.blocks import read_blocks
from bandstand.testing.servers import NatsServer
from tests.worlds import world
from tribes import demo


def test_they_are_the_digests_of_verify(nats: NatsServer, store_url: str) -> None:
    """A block that differs here is found there by its number. On several shards, some records are
    in each of them.
    """

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=3) as it, it.projecting():
            await it.publish(islice(demo.events("test", 7), 300))
            await it.caught_up()
            found = await read_blocks(it.store)
            verdict = await it.verify()
            assert list(found.ranges) == verdict.ranges
            assert found.still
            assert found.vector == verdict.vector

    asyncio.run(scenario())


def test_a_view_that_is_too_large_is_not_read(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While people watch, nothing without a bound is read: that is said in place of digests."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, it.projecting():
            await it.publish(islice(demo.events("test", 7), 50))
            await it.caught_up()
            monkeypatch.setattr(blocks, "ENTRIES_MAX", 20)
            found = await read_blocks(it.store)
            assert (found.is_whole, found.still) == (False, False)

    asyncio.run(scenario())
