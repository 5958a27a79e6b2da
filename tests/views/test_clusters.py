"""Joining nodes into a cluster: once, or again."""

from __future__ import annotations

import asyncio

import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.stores import at, delta, differences, spread
from tests.servers import StoreCluster
from tests.views.samples import published
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable
from views.servers.clusters import join
from views.shards import Shards
from views.store import Store

SHARDS = 16
MERGES = published("a", "enzo", "x", at(1))


def test_a_cluster_that_is_not_joined_yet_is_waited_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Pods start in any order."""
    made = StoreCluster(tmp_path_factory.mktemp("late"), embedded.valkey_binary())

    async def scenario() -> None:
        store = Store(made.url, COMMUNITY, Shards(SHARDS), timeout_s=2)
        with pytest.raises(StoreUnavailable):
            await store.open()
        for node in made.nodes:
            node.start()
        with pytest.raises(StoreUnavailable, match="not formed"):
            await store.open()
        with pytest.raises(StoreUnavailable):
            await store.merge(0, delta(MERGES))
        await made.joined()
        await made.joined()
        await store.open()
        await spread(store, MERGES)
        assert not await differences(store, MERGES)
        await store.close()

    try:
        asyncio.run(scenario())
    finally:
        made.kill()


def test_what_was_joined_is_whole_again_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """`bandstand up` joins at every start: nodes know each other from their `nodes.conf`."""
    made = StoreCluster(tmp_path_factory.mktemp("again"), embedded.valkey_binary())
    try:
        made.start()
        made.kill()
        members = [node.member for node in made.nodes]
        with pytest.raises(StoreUnavailable, match=r"not joined in 0\.3 s: .*Connect"):
            asyncio.run(join(members, timeout_s=0.3))
        made.start()
    finally:
        made.kill()
