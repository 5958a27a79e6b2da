"""Indexes of a world: kept by an indexer that comes and goes, as projectors do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bandstand.testing.worlds import World
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.logs import ServerLogs
from search.corpus import Corpus
from search.fulltext import FullText
from search.indexer import Indexer, Pace
from search.searcher import Searcher


def searching(path: Path, corpus: Corpus, *, timeout_s: float = 20.0) -> Searcher:
    """What searches an index."""
    return Searcher(corpus, lambda: FullText(path, corpus), timeout_s=timeout_s)


@asynccontextmanager
async def indexing(it: World, path: Path, corpus: Corpus) -> AsyncIterator[Indexer]:
    """An indexer of a world for the time of a block."""
    indexer = Indexer(
        ServerLogs(it.connection),
        FullText(path, corpus, writing=True),
        it.codec,
        corpus,
        region=it.region,
        pace=Pace(discover_s=0.2, check_rest=1.0),
    )
    task = asyncio.create_task(indexer.run())
    try:
        yield indexer
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def indexed(it: World, indexer: Indexer, timeout_s: float = 20.0) -> None:
    """Wait until an indexer holds all logs of a world."""
    deadline = time.monotonic() + timeout_s
    heads = await streams.heads(it.connection)
    while True:
        held = indexer.standing
        if held.filled and all(
            held.coverage.get(log.name, Coverage()).watermark == head.last
            for log, head in heads.items()
        ):
            return
        if time.monotonic() > deadline:
            raise AssertionError(f"{held} against {heads}")
        await asyncio.sleep(0.01)
