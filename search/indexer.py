"""The indexer: reads all logs of a region, and keeps an index of what they say.

    Reader ──batches──▶ judge ──delta──▶ merge ──coverage──▶ (a crash goes on from it)

It is the projector's simpler twin: one index, one writer, and no store that goes back by itself. A
life of it ends where the index is in doubt, and the next begins with what the index says of itself,
or with nothing: an index costs a replay and no more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from crdt.coverage import Coverage
from crdt.records import Merge
from eventlog.envelope import Codec
from eventlog.errors import LogError, LogMisconfigured, LogUnavailable
from eventlog.logs import Logs, Reading
from eventlog.reading import Batch
from eventlog.streams import Head
from eventlog.subjects import Log
from eventlog.waiting import until_set
from search import metrics
from search.corpus import Corpus
from search.errors import IndexBroken, SearchError
from search.index import Delta, Index, Standing
from search.judgement import judge_of

T = TypeVar("T")
_logger = logging.getLogger(__name__)

HURRY_S = 0.5
PROGRESS_S = 5.0
CHECK_S = 0.5


@dataclass(frozen=True)
class Pace:
    """How long to gather before a merge. live_events, live_s: what touches a document is merged at
    so many events, or after this time. idle_s: what touches none; at once when a token waits.
    pending_events_max, pending_bytes_max: reading pauses when the next merge carries so much.
    check_rest: how long it rests between two looks at what was merged, in times of a look.
    """

    live_events: int = 500
    live_s: float = 0.005
    idle_s: float = 0.1
    discover_s: float = 2.0
    pending_events_max: int = 10_000
    pending_bytes_max: int = 16 << 20
    check_rest: float = 50.0


USUAL = Pace()


class _InDoubt(Exception):
    """The index may hold what no log says any more, or is damaged: it is renewed."""


class Indexer:
    """Keeps one index. `trouble` says what stands in the way now, for people."""

    def __init__(
        self,
        logs: Logs,
        index: Index,
        codec: Codec,
        corpus: Corpus,
        *,
        region: str,
        pace: Pace = USUAL,
    ) -> None:
        self._logs, self._index, self._pace, self._region = logs, index, pace, region
        self._judge = judge_of(codec, corpus)
        self._thread = ThreadPoolExecutor(1, "index")
        self._wake, self._room = asyncio.Event(), asyncio.Event()
        self._hurry_until = 0.0
        self.name = f"{corpus.name} {corpus.version}"
        self.events = 0
        """Events read since the start."""
        self.standing = Standing()
        """How far the index is."""
        self._stands_in_the_way: str | None = None
        self._begin(Standing())

    def _begin(self, standing: Standing) -> None:
        self.standing, self._delta = standing, Delta()
        self._readers: dict[Log, Reading] = {}
        self._lives: dict[Log, str] = {}
        self._goal: dict[Log, int] | None = None
        self._ends: dict[Log, int] = {}

    @property
    def trouble(self) -> list[str]:
        """What stands in the way; nothing once the index holds all that the logs held."""
        found = [reader.trouble for reader in self._readers.values() if reader.trouble]
        if self._stands_in_the_way:
            found.append(self._stands_in_the_way)
        if not found and not self.standing.filled:
            held, whole = self._progress()
            found.append(f"{self.name} holds {held} of {whole} events")
        return found

    def measure(self) -> None:
        """Take in how far the index is in each log, as it was last told where that ends."""
        metrics.FILLED.set(self.standing.filled)
        metrics.LAG.clear()
        for log, last in self._ends.items():
            held = self._covered(log, self._delta).watermark
            metrics.LAG.labels(log.name).set(max(0, last - held))

    async def run(self) -> None:
        """Index until cancelled, through every outage of the log and the file."""
        pause_s = 0.1
        try:
            while True:
                error = await self._life_to_its_end()
                if isinstance(error, (_InDoubt, IndexBroken)):
                    _logger.warning("%s: %s: filling it anew", self.name, error)
                    with suppress(SearchError):
                        await self._do(self._index.renew)
                elif isinstance(error, (SearchError, LogError)):
                    self._lament(str(error))
                else:
                    raise error
                self._begin(Standing())
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)
        finally:
            # What is on its way is merged to its end, or not at all.
            self._thread.submit(self._index.close)
            self._thread.shutdown()

    async def _life_to_its_end(self) -> BaseException:
        """Read and merge, until something goes wrong; what it was."""
        life = asyncio.create_task(self._live())
        try:
            # SUBTLE: not `await life`. A task group that ends with an error forgets that it was
            # cancelled meanwhile.
            await asyncio.wait([life])
        finally:
            life.cancel()
            await asyncio.wait([life])
        error: BaseException | None = life.exception()
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        return error or _InDoubt("it ended")

    async def _live(self) -> None:
        """Read and merge, until something is in doubt."""
        self._begin(await self._do(self._index.standing))
        await self._logs.listen(f"waiting.{self._region}", self._hurry)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._discover(tasks))
            tasks.create_task(self._write())
            tasks.create_task(self._check())
            tasks.create_task(self._tell())

    # From the log.

    async def _discover(self, tasks: asyncio.TaskGroup) -> None:
        """Look for logs that are new, and for those that are not what they were."""
        while True:
            try:
                heads = await self._logs.heads()
            except (LogUnavailable, LogMisconfigured) as error:
                self._lament(str(error))
                await asyncio.sleep(0.2)
                continue
            if self._index.broken:
                raise IndexBroken("somebody who searched found it damaged")
            for log, head in heads.items():
                if log in self._readers:
                    if self._lives[log] != life_of(head):
                        raise _InDoubt(f"{log.name} was healed, or made anew")
                else:
                    self._start(log, head, tasks)
            self._ends = {log: head.last for log, head in heads.items()}
            if self._goal is None:
                self._goal = {log: head.last for log, head in heads.items()}
                self._wake.set()
            await asyncio.sleep(self._pace.discover_s if heads else 0.2)

    def _start(self, log: Log, head: Head, tasks: asyncio.TaskGroup) -> None:
        """Read a log from where the index lacks something."""
        life, held = life_of(head), self.standing.coverage.get(log.name, Coverage())
        if held.ranges and self.standing.lives.get(log.name) != life:
            raise _InDoubt(f"{log.name} was healed, or made anew")
        if held.last > head.last:
            raise _InDoubt(f"{log.name} ends at {head.last}, and {held.last} was read of it before")
        self._lives[log] = life
        if head.healed and head.healed.lost.ranges:
            self._delta.read(log.name, life, head.healed.lost.ranges, ())
        reader = self._readers[log] = self._logs.reader(log, held.watermark + 1)
        tasks.create_task(self._read(reader))
        _logger.info("%s: reading %s from %d", self.name, log.name, reader.next)

    async def _read(self, reader: Reading) -> None:
        async with aclosing(reader.batches()) as batches:
            async for batch in batches:
                self._fold(reader.log, batch)
                while self._full():
                    self._room.clear()
                    await self._room.wait()
                await asyncio.sleep(0)

    def _fold(self, log: Log, batch: Batch) -> None:
        merges: list[Merge] = []
        for body in batch.bodies:
            merges += self._judge(body)
        delta = self._delta
        delta.read(log.name, self._lives[log], batch.runs, merges)
        delta.events += len(batch.sequences)
        delta.size_bytes += batch.size_bytes
        self.events += len(batch.sequences)
        metrics.READ.inc(len(batch.sequences))
        self._wake.set()

    def _full(self) -> bool:
        delta, pace = self._delta, self._pace
        return delta.events >= pace.pending_events_max or delta.size_bytes >= pace.pending_bytes_max

    # To the index.

    async def _write(self) -> None:
        while True:
            await self._gather()
            delta, self._delta = self._delta, Delta()
            self._room.set()
            await self._merge(delta)

    async def _merge(self, delta: Delta) -> None:
        """Merge what was read, however long it takes until the file can be written."""
        pause_s = 0.05
        while True:
            try:
                filled = self._would_fill(delta)
                merge = partial(self._index.merge, delta, filled=filled)
                self.standing = await self._do(merge)
            except IndexBroken:
                raise
            except SearchError as error:
                self._lament(str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)
                continue
            self._lament(None)
            return

    def _would_fill(self, delta: Delta) -> bool:
        """Whether, with this, the index holds what the logs held when this life began."""
        if self.standing.filled or self._goal is None:
            return self.standing.filled
        return all(self._covered(log, delta).watermark >= last for log, last in self._goal.items())

    def _covered(self, log: Log, delta: Delta) -> Coverage:
        reader = self._readers.get(log)
        held = self.standing.coverage.get(log.name, Coverage())
        # A sequence that the log does not hold is waited for by nobody.
        return Coverage.of(
            (
                *held.ranges,
                *delta.ranges.get(log.name, ()),
                *(reader.holes.ranges if reader else ()),
            )
        )

    async def _check(self) -> None:
        """Look at all that was merged, a block at a time, over and over.

        After a start it is looked through at once; then without haste, and by its words, too.
        """
        block, rounds, loop = 0, 0, asyncio.get_running_loop()
        while True:
            look = partial(self._index.check, block, words=rounds > 0)
            began = loop.time()
            try:
                block = await self._do(look)
            except IndexBroken:
                raise
            except SearchError:
                # It cannot be read now; who merges says so.
                await asyncio.sleep(CHECK_S)
                continue
            took_s = loop.time() - began
            rounds += block == 0
            rest_s = took_s * (self._pace.check_rest if rounds else 1)
            await asyncio.sleep(rest_s if block else max(rest_s, CHECK_S))

    async def _gather(self) -> None:
        """Wait until a merge is due."""
        pace, wake, loop = self._pace, self._wake, asyncio.get_running_loop()
        while not self._delta.ranges and self._would_fill(self._delta) == self.standing.filled:
            wake.clear()
            await wake.wait()
        began = loop.time()
        while True:
            delta, now = self._delta, loop.time()
            touched = bool(delta.state.tables)
            if delta.events >= pace.live_events and (touched or self._full()):
                return
            due = began + (pace.live_s if touched or now < self._hurry_until else pace.idle_s)
            if now >= due:
                return
            wake.clear()
            await until_set(wake, due - now)

    def _hurry(self, _: bytes) -> None:
        """A token waits somewhere: merge at once what was read."""
        self._hurry_until = asyncio.get_running_loop().time() + HURRY_S
        self._wake.set()

    async def _tell(self) -> None:
        """Say how far it is, until it holds what the logs held."""
        while not self.standing.filled:
            await asyncio.sleep(PROGRESS_S)
            held, whole = self._progress()
            _logger.info("%s holds %d of %d events", self.name, held, whole)

    def _progress(self) -> tuple[int, int]:
        goal = self._goal or {}
        held = sum(
            min(self._covered(log, self._delta).watermark, last) for log, last in goal.items()
        )
        return held, sum(goal.values())

    async def _do(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _lament(self, trouble: str | None) -> None:
        if trouble and trouble != self._stands_in_the_way:
            _logger.warning("%s: trying again until it passes", trouble)
        elif self._stands_in_the_way and not trouble:
            _logger.info("%s can be written again", self.name)
        self._stands_in_the_way = trouble


def life_of(head: Head) -> str:
    """Which life of a log this is: what was read in another may be in no log any more."""
    return f"{head.made} {head.healed.id if head.healed else ''}".rstrip()
