"""Filling: events into the log of a benchmark, and how far the views cover it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable

from bench.tools.servers import REGION, BenchFailed, Servers
from crdt.coverage import Coverage
from eventlog.connection import connected
from eventlog.envelope import Event
from eventlog.publish.publishing import Publisher
from eventlog.subjects import Log
from tribes.events import EVENTS
from tribes.views import COMMUNITY
from views.errors import ViewsError
from views.shards import Shards
from views.store import Store

LOG = Log(REGION)
POLL_S = 0.02
COVER_S_MAX = 60.0


async def publish(
    started: Servers,
    events: Iterable[Event],
    advance: Callable[[int], None] = lambda _: None,
    *,
    again: bool = False,
) -> int:
    """Publish events with acknowledgements; how many are stored.

    Args:
        again: some may be sent twice, as where an acknowledgement was late.
    """
    async with connected(started.settings.nats_url) as connection:
        publisher = await Publisher(connection, EVENTS, region=REGION).open()
        totals = await publisher.publish_many(events, advance)
    if totals.duplicates and not again:
        raise BenchFailed(f"{totals.duplicates} events had ids that came before")
    return totals.stored + totals.duplicates


def store(started: Servers) -> Store:
    """The views, to look at."""
    return Store(started.settings.redis_url, COMMUNITY, Shards(started.settings.shards))


async def covered(views: Store) -> int:
    """Up to which sequence every shard holds the log; 0 while the store does not answer."""
    try:
        held = [await views.coverage(shard) for shard in views.shards.all]
    except ViewsError:
        return 0
    return min(coverage.get(LOG.name, Coverage()).watermark for coverage in held)


async def fill(started: Servers, events: Iterable[Event]) -> int:
    """Publish events, and wait until a projector that runs has covered them; how many."""
    stored = await publish(started, events)
    await until_covered(started, stored)
    return stored


async def until_covered(started: Servers, stored: int) -> None:
    """Wait until a projector that runs has covered so many events."""
    views, held, since = store(started), 0, time.monotonic()
    try:
        while (reached := await covered(views)) < stored:
            started.check("projector")
            if reached > held:
                held, since = reached, time.monotonic()
            if time.monotonic() > since + COVER_S_MAX:
                raise BenchFailed(f"the views hold {reached} of {stored} events: no more comes")
            await asyncio.sleep(POLL_S)
    finally:
        await views.close()
