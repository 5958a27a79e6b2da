"""Generated histories, each merged into empty views and read through a gateway."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import by_hand, spread
from eventlog.envelope import Event
from tests.gateway.harness import serving
from tests.worlds import world
from tribes.views import COMMUNITY


def hold_of_all(
    nats: NatsServer,
    store_url: str,
    shards: int,
    histories: st.SearchStrategy[list[Event]],
    check: Callable[[Gateway, list[Event]], Awaitable[None]],
    *,
    examples: int = 15,
) -> None:
    """Check what a gateway shows of each history, when the views hold that and nothing else."""

    async def one(it: Gateway, events: list[Event]) -> None:
        async with by_hand(store_url) as redis:
            await redis.flushdb()
        await spread(it.world.store, [m for event in events for m in COMMUNITY.project(event)])
        await check(it, events)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        async with world(nats.url, store_url, shards=shards) as it, serving(it) as gateway:

            @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
            @given(histories)
            def generated(events: list[Event]) -> None:
                asyncio.run_coroutine_threadsafe(one(gateway, events), loop).result(60)

            await loop.run_in_executor(None, generated)

    asyncio.run(scenario())
