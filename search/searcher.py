"""The searcher: asks an index from an event loop, in threads, so many at a time and for so long.

Of one client one search runs, however many they ask: the other threads are for others.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import NamedTuple

from search.corpus import Corpus
from search.errors import IndexUnavailable
from search.index import Hits, Index, Question, Standing
from search.queues import Queues

THREADS = 2
WAITING_MAX = 64
"""So many searches may wait for a thread; one more is told to come again."""

WAITING_EACH_MAX = 8
"""And of one client so many."""


class _Waiting(NamedTuple):
    """A search that waits for its turn. asked_s: since when, by the monotonic clock."""

    question: Question
    asked_s: float
    done: asyncio.Future[Hits]


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
        self._waiting: Queues[Hashable, _Waiting] = Queues()
        self._running = set[Hashable]()
        """Of whom a search runs: one of each."""

    async def search(self, question: Question, client: Hashable = None) -> Hits:
        """A page of what is found, in an index that once held all that the logs held.

        Args:
            client: who asks, and has a share of the threads. All who are not known are one.

        Raises:
            TooSlow: not within the time. IndexUnavailable: it is not there yet, or too many search.
        """
        if self._waiting.of(client) >= WAITING_EACH_MAX:
            raise IndexUnavailable(
                f"{WAITING_EACH_MAX} searches of yours wait already, and more may not"
            )
        if len(self._waiting) >= WAITING_MAX:
            raise IndexUnavailable(f"{WAITING_MAX} searches wait already")
        done: asyncio.Future[Hits] = asyncio.get_running_loop().create_future()
        self._waiting.add(client, _Waiting(question, time.monotonic(), done))
        self._begin()
        # Who leaves while it waits takes it along: when its turn comes, nothing is searched.
        hits = await done
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

    def _begin(self) -> None:
        """Begin what there is a thread for, each client's in its turn."""
        while len(self._running) < THREADS and (found := self._waiting.take(self._running)):
            client, waiting = found
            if not waiting.done.done():
                self._running.add(client)
                work = asyncio.get_running_loop().run_in_executor(
                    self._pool, self._search, waiting.question, waiting.asked_s
                )
                # SUBTLE: not when whoever asked has it. They may be gone, and the thread is at work
                # all the same.
                work.add_done_callback(partial(self._end, client, waiting.done))

    def _end(
        self, client: Hashable, done: asyncio.Future[Hits], work: asyncio.Future[Hits]
    ) -> None:
        self._running.discard(client)
        self._begin()
        error = None if work.cancelled() else work.exception()
        if done.done():
            return
        if work.cancelled():
            done.cancel()
        elif error is not None:
            done.set_exception(error)
        else:
            done.set_result(work.result())

    def _search(self, question: Question, asked_s: float) -> Hits:
        left_s = self._timeout_s - (time.monotonic() - asked_s)
        if left_s <= 0:
            raise IndexUnavailable("too many search at once")
        index = self._idle.get_nowait()  # There are as many as threads.
        try:
            return index.search(question, left_s)
        finally:
            self._idle.put(index)

    def close(self) -> None:
        """End when what is under way is done."""
        self._pool.shutdown()
        while not self._idle.empty():
            self._idle.get().close()
