"""Indexes for tests: of the community's corpus, in a folder of the test's own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bandstand.testing.worlds import World
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.envelope import Event
from eventlog.logs import ServerLogs
from search.fulltext import FullText
from search.index import Delta, Hits, Question
from search.indexer import Indexer, Pace
from search.judgement import judge_of
from search.searcher import Searcher
from search.words import words_of
from tribes.events import EVENTS
from tribes.searching import CORPUS

KINDS = tuple(kind.name for kind in CORPUS.kinds)
LOG = "events-test-0-1"


def writer(folder: Path) -> FullText:
    """The index of a folder, for who merges."""
    return FullText(folder / "index.sqlite", CORPUS, writing=True)


def reader(folder: Path) -> FullText:
    """The index of a folder, for who searches."""
    return FullText(folder / "index.sqlite", CORPUS)


def searcher(folder: Path, timeout_s: float = 20.0) -> Searcher:
    """What searches the index of a folder."""
    return Searcher(CORPUS, lambda: reader(folder), timeout_s=timeout_s)


def delta_of(events: Iterable[tuple[int, Event]]) -> Delta:
    """The delta of events, each with its sequence."""
    judge, delta = judge_of(EVENTS, CORPUS), Delta()
    for sequence, event in events:
        delta.read(LOG, "life", [(sequence, sequence)], judge(EVENTS.encode(event)))
    return delta


def found(index: FullText, text: str, *kinds: str, first: int = 100) -> list[str]:
    """What a text finds, best first, as `kind/id`."""
    hits: Hits = index.search(Question(words_of(text), kinds or KINDS, first), 20)
    return ["/".join(hit.key) for hit in hits.hits]


@asynccontextmanager
async def indexing(it: World, folder: Path) -> AsyncIterator[Indexer]:
    """An indexer of a world for the time of a block."""
    indexer = Indexer(
        ServerLogs(it.connection),
        writer(folder),
        EVENTS,
        CORPUS,
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
        assert time.monotonic() < deadline, f"{held} against {heads}"
        await asyncio.sleep(0.01)
