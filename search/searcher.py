"""The searcher: asks an index from an event loop, in threads, so many at a time and for so long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from search.corpus import Corpus
from search.errors import IndexUnavailable
from search.index import Hits, Index, Question, Standing

THREADS = 2
PENDING_MAX = 64
"""So many searches may wait for a thread; one more is told to come again."""


class Searcher:
    """Searches of one process.

    Args:
        open_index: opens the index for one thread. timeout_s: how long a search may take, its
            waiting for a thread included.
    """

    def __init__(
        self, corpus: Corpus, open_index: Callable[[], Index], *, timeout_s: float = 1.0
    ) -> None:
        self.name = corpus.name
        self._timeout_s = timeout_s
        self._pool = ThreadPoolExecutor(THREADS, "search")
        self._idle: SimpleQueue[Index] = SimpleQueue()
        for _ in range(THREADS):
            self._idle.put(open_index())
        self._pending = 0

    async def search(self, question: Question) -> Hits:
        """A page of what is found, in an index that once held all that the logs held.

        Raises:
            TooSlow: not within the time. IndexUnavailable: it is not there yet, or too many search.
        """
        if self._pending >= PENDING_MAX:
            raise IndexUnavailable(f"{PENDING_MAX} searches wait already")
        self._pending += 1
        asked = time.monotonic()
        work = asyncio.get_running_loop().run_in_executor(
            self._pool, lambda: self._search(question, asked)
        )
        # SUBTLE: not in a `finally`. Who asked may be gone, and the thread is at work all the same.
        work.add_done_callback(self._done)
        hits = await asyncio.shield(work)
        if not hits.standing.filled:
            held = sum(one.watermark for one in hits.standing.coverage.values())
            raise IndexUnavailable(f"the index is being filled, and holds {held:,} events so far")
        return hits

    async def standing(self) -> Standing:
        """How far the index is.

        Raises:
            SearchError: it is not there, or does not say.
        """
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._standing)

    def _standing(self) -> Standing:
        index = self._idle.get_nowait()
        try:
            return index.standing()
        finally:
            self._idle.put(index)

    def _search(self, question: Question, asked: float) -> Hits:
        left_s = self._timeout_s - (time.monotonic() - asked)
        if left_s <= 0:
            raise IndexUnavailable("too many search at once")
        index = self._idle.get_nowait()  # There are as many as threads.
        try:
            return index.search(question, left_s)
        finally:
            self._idle.put(index)

    def _done(self, work: asyncio.Future[Hits]) -> None:
        self._pending -= 1
        if not work.cancelled():
            work.exception()  # Whoever asked may be gone.

    def close(self) -> None:
        """End when what is under way is done."""
        self._pool.shutdown()
        while not self._idle.empty():
            self._idle.get().close()
