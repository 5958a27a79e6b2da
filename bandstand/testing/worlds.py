"""A world in one process: a log, a store, projectors that come and go, and what must hold."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

from bandstand.audit.verification import Verdict, Verification
from bandstand.testing.stores import START_MS
from crdt.stamps import stamp_of
from crdt.states import State
from eventlog import streams
from eventlog.connection import Connection
from eventlog.envelope import Codec, Event, event_id
from eventlog.logs import ServerLogs
from eventlog.publish.publishing import Publisher
from projector.pacing import Pace
from projector.projector import Projector
from views.shards import Shards
from views.store import Store
from views.view import View


def envelope(number: int, actor: str = "enzo", region: str = "test", ms: int | None = None) -> Any:
    """The envelope of the numbered event: its own id, its own millisecond."""
    at_ms = START_MS + number if ms is None else ms
    return {
        "id": event_id(at_ms, number.to_bytes(10, "big")),
        "at": stamp_of(at_ms),
        "region": region,
        "actor": actor,
    }


def folded(view: View, events: Iterable[Event]) -> State:
    """The plain Python fold of events."""
    return State(merge for event in events for merge in view.project(event))


class World:
    """One region's log and one store, with a publisher; projectors are started by the test."""

    def __init__(
        self,
        connection: Connection,
        store: Store,
        codec: Codec,
        *,
        region: str = "test",
        partitions: int = 1,
    ) -> None:
        self.connection, self.store, self.region = connection, store, region
        self.codec = codec
        self.publisher = Publisher(
            connection, codec, region=region, partitions=partitions, patience_s=20
        )
        self.log = self.publisher.logs[0]

    async def publish(self, events: Iterable[Event]) -> None:
        """Publish events in their order."""
        await self.publisher.publish_many(events)

    async def publish_raw(self, *bodies: bytes) -> None:
        """Put bytes into the log that no entry would let in."""
        for body in bodies:
            await self.connection.stream.publish(self.log.subject("raw", "raw"), body)

    @asynccontextmanager
    async def projecting(self, **more: Any) -> AsyncIterator[Projector]:
        """A projector for the time of a block."""
        projector = Projector(
            ServerLogs(self.connection),
            self.store,
            self.codec,
            region=self.region,
            pace=more.pop("pace", Pace(discover_s=0.2, check_s=0.2)),
            **more,
        )
        task = asyncio.create_task(projector.run())
        try:
            yield projector
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def caught_up(self, timeout_s: float = 20.0) -> None:
        """Wait until every shard covers the whole log."""
        deadline = time.monotonic() + timeout_s
        head = await streams.head(self.connection, self.log)
        while True:
            coverages = [await self.store.coverage(shard) for shard in self.store.shards.all]
            if head.last == 0 or all(
                self.log.name in coverage and coverage[self.log.name].watermark == head.last
                for coverage in coverages
            ):
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"{coverages} against {head}")
            await asyncio.sleep(0.01)

    async def verify(self) -> Verdict:
        """Compare the views with the plain fold of the log."""
        verification = Verification(self.connection, self.store, self.codec)
        try:
            return await verification.run()
        finally:
            await verification.close()

    async def agreed(self, timeout_s: float = 20.0) -> str:
        """Wait until the log is covered, check that the views agree with it; their digest."""
        await self.caught_up(timeout_s)
        verdict = await self.verify()
        if verdict.differences or verdict.digest_of_views != verdict.digest_of_logs:
            raise AssertionError("\n".join(map(str, verdict.differences[:10])) or "digests differ")
        return verdict.digest_of_views


@asynccontextmanager
async def world(
    nats_url: str,
    store_url: str,
    view: View,
    codec: Codec,
    *,
    shards: int = 1,
    region: str = "test",
    partitions: int = 1,
    timeout_s: float = 5.0,
) -> AsyncIterator[World]:
    """A world of a view on running servers."""
    connection = await Connection(nats_url).open()
    store = Store(store_url, view, Shards(shards), timeout_s=timeout_s)
    try:
        await store.open()
        made = World(connection, store, codec, region=region, partitions=partitions)
        await made.publisher.open()
        yield made
    finally:
        await store.close()
        await connection.close()
