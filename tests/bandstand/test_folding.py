"""Folding: a view is looked at when it covers what the logs hold, and not before."""

from __future__ import annotations

import asyncio
from itertools import islice

import pytest

from bandstand.audit.folding import Apart, Fold, meet
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import spread
from tests.worlds import world
from tribes.demo import events
from tribes.views import COMMUNITY


@pytest.mark.parametrize("shards", [1, 3])
def test_a_view_that_lacks_something_in_between_is_not_met(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Two calls of a projector are in flight: the later may be answered long before the other."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 30))
        async with world(nats.url, store_url, shards=shards) as it:
            await it.publish(history)

            async def merge(*numbers: int) -> None:
                merges = [m for n in numbers for m in COMMUNITY.project(history[n - 1])]
                await spread(it.store, merges, *[(n, n) for n in numbers])

            async def look() -> str:
                return "seen"

            fold = Fold(it.connection, lambda log, batch: None)
            try:
                await merge(*range(1, 11), *range(21, 31))
                with pytest.raises(Apart, match=r"cover .* 1-10,21-30, the logs hold .* 1-30"):
                    await meet(fold, it.store, look, patience_s=0.3)
                await merge(*range(11, 21))
                assert await meet(fold, it.store, look, patience_s=20) == "seen"
            finally:
                await fold.close()

    asyncio.run(scenario())
