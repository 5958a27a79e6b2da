"""Measuring: what a projector's process looks at only when somebody asks for its metrics.

What does not answer in time is left as it was told the last time: a store that is away must not
hide that the log goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress

from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies.mirrors import Mirrors
from eventlog.copies.witness import Witness
from eventlog.errors import LogError
from eventlog.subjects import Log
from projector import metrics
from projector.projector import Projector
from views import metrics as of_store
from views.errors import ViewsError
from views.merging import Coverages

_BY_LOG = (metrics.END, metrics.WATERMARK, metrics.LAG, metrics.LAG_SECONDS, metrics.AGE)
LOOK_S_MAX = 1.0
"""So long log and store are waited for, each."""


class Measuring:
    """Takes what is known of logs, views and regions into the metrics of this process."""

    def __init__(self, connection: Connection, mirrors: Mirrors, witness: Witness) -> None:
        self._connection, self._mirrors, self._witness = connection, mirrors, witness
        self._ends: dict[Log, int] = {}
        self._held: dict[str, list[Coverages]] = {}

    async def look(self, projectors: Sequence[Projector]) -> None:
        """Look once, at logs and stores at the same time."""
        await asyncio.gather(self._look_at_logs(), *map(self._look_at_store, projectors))
        aged = [(one, log) for one in projectors for log in self._ends if self._is_of(one, log)]
        ages = await asyncio.gather(*(self._aged(one, log) for one, log in aged))
        # SUBTLE: from here on nothing is awaited, or who asks at the same time is told of nothing.
        for gauge in _BY_LOG:
            gauge.clear()
        for (one, log), (behind_s, age_s) in zip(aged, ages, strict=True):
            named, held = (one.store.view.name, log.name), self._watermark(one, log)
            metrics.END.labels(log.name).set(self._ends[log])
            metrics.WATERMARK.labels(*named).set(held)
            metrics.LAG.labels(*named).set(max(0, self._ends[log] - held))
            metrics.LAG_SECONDS.labels(*named).set(behind_s)
            metrics.AGE.labels(*named).set(age_s)
        for one in projectors:
            metrics.STUCK.labels(one.store.view.name).set(one.assignment.stuck)
        self._tell_of_copies()

    def _tell_of_copies(self) -> None:
        for gauge in (metrics.DIVERGED, metrics.FULL, metrics.PEER_UP, metrics.PEER_HEARD):
            gauge.clear()
        for found in self._witness.findings.values():
            metrics.DIVERGED.labels(found.log, found.fault.value).set(1)
        for stream in self._witness.full:
            metrics.FULL.labels(stream).set(1)
        for peer in self._mirrors.peers:
            metrics.PEER_UP.labels(peer.region).set(peer.up)
            metrics.PEER_HEARD.labels(peer.region).set((peer.heard_ms or 0) / 1000)

    async def _look_at_logs(self) -> None:
        with suppress(LogError, TimeoutError):
            async with asyncio.timeout(LOOK_S_MAX):
                heads = await streams.heads(self._connection)
                self._ends = {log: head.last for log, head in heads.items()}

    async def _look_at_store(self, projector: Projector) -> None:
        store = projector.store
        with suppress(ViewsError, TimeoutError):
            async with asyncio.timeout(LOOK_S_MAX):
                held = [await store.coverage(shard) for shard in store.shards.all]
                self._held[store.view.name] = held
                metrics.PARKED.labels(store.view.name).set(await store.count("parked"))
                metrics.FAILED.labels(store.view.name).set(await store.count("failed"))
                for place, (used, most) in (await store.memory()).items():
                    of_store.MEMORY.labels(place).set(used)
                    of_store.MEMORY_MAX.labels(place).set(most)

    def _is_of(self, projector: Projector, log: Log) -> bool:
        """Whether a projector reads a log; one that could not begin yet reads none."""
        return log in projector.assignment.readers

    def _watermark(self, projector: Projector, log: Log) -> int:
        held = self._held.get(projector.store.view.name) or [{}]
        return min(one.get(log.name, Coverage()).watermark for one in held)

    async def _aged(self, projector: Projector, log: Log) -> tuple[float, float]:
        """By how much of the log's time a view is behind, and how old the oldest event is that it
        lacks, in seconds.
        """
        held, end = self._watermark(projector, log), self._ends[log]
        if held >= end:
            return 0.0, 0.0
        with suppress(LogError, TimeoutError):
            async with asyncio.timeout(LOOK_S_MAX):
                asked = (max(held, 1), held + 1, end)
                before, oldest, last = await asyncio.gather(
                    *(streams.written_at(self._connection, log, at) for at in asked)
                )
                oldest = last if oldest is None else oldest  # It stands at no sequence.
                if oldest is not None and last is not None:
                    since = oldest if before is None else before
                    return max(0.0, last - since), max(0.0, time.time() - oldest)
        return 0.0, 0.0
