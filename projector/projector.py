"""The projector: reads logs, folds events to one delta a shard, and merges them into the views.

    Reader ──batches──▶ fold ──delta of each shard──▶ merge ──coverage──▶ gaps? read again

Acknowledgement is coverage: it lives in the store, beside the data. A call carries all that was
read since that shard's last call, and one that fails is joined to the next one.
Whatever is read twice changes nothing, so whenever there is doubt, the log is read again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing, suppress

from crdt.coverage import Coverage
from crdt.records import Merge
from eventlog import tracing
from eventlog.envelope import Codec
from eventlog.errors import LogError
from eventlog.logs import Logs, Reading
from eventlog.reading import Batch
from eventlog.subjects import Log
from eventlog.tracing import CONTEXTS_MAX
from eventlog.waiting import until_set
from projector import metrics
from projector.assignment import Assignment, Look
from projector.errors import Unprojectable
from projector.hinting import Hinting
from projector.judgement import judge_of
from projector.pacing import USUAL, Pace
from projector.pending import IN_FLIGHT_MAX, Call, Pending
from views.errors import StoreUnavailable, Superseded, ViewsError
from views.merging import Coverages, Delta
from views.store import Store

_logger = logging.getLogger(__name__)

HURRY_S = 0.5
BUSY_EVENTS = 10_000
FOLDED_AT_ONCE = 64
"""So many events are folded before it is looked whether a call has enough."""


class Projector:
    """One replica, for one view and the logs that its server holds.

    Args:
        replica: its id. The replicas of a view share the logs; without one, it reads them all.
        look: what is wrong with logs, how other regions are seen, and which streams take nothing,
            for heartbeats.
        step: called with the name of each step of a batch as it is reached. Tests end the process
            there.
    """

    def __init__(
        self,
        logs: Logs,
        store: Store,
        codec: Codec,
        *,
        region: str,
        replica: str = "",
        pace: Pace = USUAL,
        step: Callable[[str], None] = lambda _: None,
        look: Callable[[], Look] = lambda: ([], [], {}),
    ) -> None:
        self._logs, self.store = logs, store
        self._view, self._shards = store.view, store.shards
        self._judge = judge_of(codec, store.view)
        self._region, self._pace, self._step = region, pace, step
        self._pending = [Pending(pace) for _ in self._shards.all]
        self._room = asyncio.Event()
        self.assignment = Assignment(
            logs,
            store,
            self._pending,
            region=region,
            replica=replica,
            pace=pace,
            read=self._read,
            trouble=lambda: self.trouble,
            look=look,
        )
        self.hinting = Hinting(logs, region)
        self.events = 0
        """Events read since the start."""
        self._behind: dict[Log, int] = {}
        named = store.view.name
        self._read_events, self._parkings = (
            metrics.READ.labels(named),
            metrics.PARKINGS.labels(named),
        )
        self._merged_events = metrics.MERGED.labels(named)
        self._merge_seconds = metrics.MERGE_SECONDS.labels(named)

    async def run(self) -> None:
        """Project until cancelled, through every outage of log and store."""
        assignment = self.assignment
        await self._until_up(assignment.heartbeats.open)
        async with asyncio.TaskGroup() as tasks:
            # SUBTLE: it beats before the store is there, for its trouble is to be heard.
            tasks.create_task(assignment.heartbeats.run())
            await self._until_up(self.store.open)
            assignment.opened = True
            await self._until_up(lambda: self._logs.listen(f"waiting.{self._region}", self._hurry))
            for shard in self._shards.all:
                for _ in range(IN_FLIGHT_MAX):
                    tasks.create_task(self._write(shard))
                tasks.create_task(self._check(shard))
            tasks.create_task(self.hinting.run())
            tasks.create_task(assignment.discover())
            await assignment.share(tasks)

    async def drain(self, timeout_s: float = 3.0) -> None:
        """Merge what is pending, for a clean end; what is not merged is read again next time."""
        await self.assignment.heartbeats.leave()
        with suppress(ViewsError, TimeoutError):
            async with asyncio.timeout(timeout_s):
                for shard, pending in enumerate(self._pending):
                    for call in [*pending.in_flight]:
                        pending.give_back(call)
                    if pending.delta:
                        await self.store.merge(shard, pending.delta)

    @property
    def trouble(self) -> list[str]:
        """What stands in the way now, for people."""
        found = [reader.trouble for reader in self.assignment.readers.values() if reader.trouble]
        return [*found, *([self.store_trouble] if self.store_trouble else [])]

    @property
    def store_trouble(self) -> str | None:
        """Why a shard of the store, or all of it, cannot be merged into; None when all can."""
        if self.assignment.opening:
            return self.assignment.opening
        if not self.assignment.opened:
            return "log and store were not reached yet"
        return next((one.trouble for one in self._pending if one.trouble), None)

    @property
    def busy(self) -> bool:
        """Whether some log is far ahead of what was read of it."""
        return any(self._behind.get(log, 0) > BUSY_EVENTS for log in self.assignment.readers)

    # From the log.

    async def _read(self, reader: Reading) -> None:
        async with aclosing(reader.batches()) as batches:
            async for batch in batches:
                self._step("read")
                self._behind[reader.log] = batch.behind
                for pending in self._pending:
                    pending.hold(replaying=self.busy)
                for part in batch.parts(FOLDED_AT_ONCE):
                    self._fold(reader.log, part)
                    self._step("folded")
                    await self._until_room()
                    # An answer of the store's waits no longer than that.
                    await asyncio.sleep(0)

    async def _until_room(self) -> None:
        """Wait until no shard is full. One that fails while it is full is abandoned, so that the
        others go on, unless they fail, too.
        """
        loop = asyncio.get_running_loop()
        while full := [pending for pending in self._pending if pending.full]:
            living = any(one.trouble is None and not one.abandoned for one in self._pending)
            for pending in full:
                if living and pending.failed_for_s(loop.time()) > self._pace.abandon_s:
                    pending.abandon()
            self._room.clear()
            await until_set(self._room, self._pace.abandon_s / 4 if living else self._pace.check_s)

    def _fold(self, log: Log, batch: Batch) -> None:
        """Fold a batch into the delta of every shard."""
        judge, merges = self._judge, list[Merge]()
        parked: dict[str, str] = {}
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            try:
                merges += judge(body)
            except Unprojectable as verdict:
                parked[f"{log.name} {sequence}"] = str(verdict)
                self._parkings.inc()
                _logger.warning(
                    "parked %s %d: %s",
                    *(log.name, sequence, verdict),
                    extra={"trouble": (log, str(verdict))},
                )
        healed = self.assignment.healed.get(log.name)
        # What an abandoned shard would be given goes nowhere: it is read again for it.
        deltas = [Delta() if one.abandoned else one.delta for one in self._pending]
        counts = self._view.split(merges, self._shards, [delta.state for delta in deltas])
        deltas[0].parked |= parked
        runs = batch.runs
        for delta, pending, count in zip(deltas, self._pending, counts, strict=True):
            for first, last in runs:
                delta.cover(log.name, first, last)
            if healed:
                delta.healed[log.name] = healed
            delta.events += len(batch.sequences)
            delta.merges += count
            delta.size_bytes += batch.size_bytes
            if batch.traces and not pending.abandoned:
                pending.traces = [*pending.traces, *batch.traces.values()][:CONTEXTS_MAX]
            pending.wake.set()
        self.events += len(batch.sequences)
        self._read_events.inc(len(batch.sequences))
        self.assignment.folded[log] = batch.sequences[-1]

    # To the store.

    async def _write(self, shard: int) -> None:
        """Send a shard's calls one after the other; several do that at once."""
        pending, pause_s = self._pending[shard], 0.05
        while True:
            call = await pending.take()
            began = asyncio.get_running_loop().time()
            self._room.set()
            try:
                self._step("taken")
                coverage = await self._merge(shard, call)
                self._step("merged")
            except ViewsError as error:
                if isinstance(error, Superseded) and call in pending.in_flight:
                    self.assignment.begin_again()
                pending.give_back(call)
                self._lament(pending, str(error), since=began)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)
                continue
            known = pending.acknowledge(call)
            self._merge_seconds.observe(asyncio.get_running_loop().time() - began)
            self._merged_events.inc(call.delta.events)
            self._room.set()
            self._lament(pending, None)
            pause_s = 0.05
            if known:
                self._mend(call, pending, coverage)
            self._step("acknowledged")

    async def _merge(self, shard: int, call: Call) -> Coverages:
        """Send a call, and ask again while the store has left something of it to be placed.

        What was merged is not sent again, unless the store says that it has not got it any more.
        """
        pending, loop = self._pending[shard], asyncio.get_running_loop()
        delta, steps = call.delta, 0
        while True:
            began, state = loop.time(), delta.state
            merged = await self.store.merge(shard, delta, steps_max=pending.steps_max)
            steps += merged.steps
            pending.note(merged.steps, began, loop.time())
            traces = tracing.done("merge", call.traces, loop.time() - began, **self._named(shard))
            call.traces = []
            self.hinting.take(state, told=merged.told, replaying=self.busy, traces=traces)
            if merged.coverage or call not in pending.in_flight:
                pending.note_whole(call.delta.merges, steps)
                return merged.coverage
            delta = call.delta.rest() if merged.left else call.delta
            self._step("left")

    def _named(self, shard: int) -> dict[str, str | int]:
        """What a span says of a merge."""
        return {"bandstand.region": self._region, "bandstand.view": self._view.name, "shard": shard}

    async def _regain(self, shard: int) -> None:
        """Look whether an abandoned shard answers again, and read again what it lacks."""
        pending = self._pending[shard]
        held = await self.store.coverage(shard)
        # What was not there when the store was opened was not found fit, either.
        await self.store.open()
        self.assignment.regain(pending)
        self._lament(pending, None)
        for log, reader in self.assignment.readers.items():
            watermark = held.get(log.name, Coverage()).join(reader.holes).watermark
            if watermark + 1 < reader.next:
                _logger.info(
                    "%s: shard %d answers: reading from %d", log.name, shard, watermark + 1
                )
                reader.rewind(watermark + 1)

    def _hurry(self, _: bytes) -> None:
        """A token waits somewhere: tell untouched shards at once what was read."""
        until = asyncio.get_running_loop().time() + HURRY_S
        for pending in self._pending:
            pending.hurry(until)

    def _mend(self, call: Call, pending: Pending, coverage: Coverages) -> None:
        """Read again what a shard turns out to lack: it went back to an older state."""
        for log, reader in self.assignment.readers.items():
            if log.name not in coverage:
                continue
            there = pending.not_lacking(log.name, call)
            gaps = coverage[log.name].join(there).join(reader.holes).gaps
            if gaps and gaps[0][0] < reader.next:
                first, last = gaps[0]
                _logger.warning(
                    "%s: the views lack %d-%d: reading again",
                    *(log.name, first, last),
                    extra={"trouble": log},
                )
                reader.rewind(first)

    async def _check(self, shard: int) -> None:
        """Notice, while nothing is written, that a store went back or was emptied."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._pace.check_s)
            began = loop.time()
            try:
                if self._pending[shard].abandoned:
                    await self._regain(shard)
                else:
                    await self._compare(shard)
            except ViewsError as error:
                self._lament(self._pending[shard], str(error), since=began)

    async def _compare(self, shard: int) -> None:
        """Compare what a shard holds with what was read, and read again what it lacks."""
        pending, assignment = self._pending[shard], self.assignment
        # What is read and not yet acknowledged is no loss.
        expected = {
            log: min(reader.next - 1, assignment.folded[log])
            for log, reader in assignment.readers.items()
            if not pending.holds(log.name)
        }
        held = await self.store.coverage(shard)
        known = await self.store.healed(shard) if assignment.healed else {}
        if not pending:
            # A call that fails keeps its delta. Without any, nothing else ends the trouble.
            self._lament(pending, None)
        if any(known.get(log, "") < id for log, id in assignment.healed.items()):
            # The store went back to before the log was healed.
            assignment.begin_again()
            return
        for log, last in expected.items():
            reader = assignment.readers.get(log)
            if reader is None:
                continue  # It went to another replica meanwhile.
            watermark = held.get(log.name, Coverage()).join(reader.holes).watermark
            if watermark < last:
                _logger.warning(
                    "%s: the views end at %d of %d: reading again",
                    *(log.name, watermark, last),
                    extra={"trouble": log},
                )
                reader.rewind(watermark + 1)

    async def _until_up(self, call: Callable[[], object]) -> None:
        pause_s = 0.1
        while True:
            try:
                await call()  # type: ignore[misc]
                self.assignment.note_opening(None)
                return
            except (StoreUnavailable, LogError) as error:
                self.assignment.note_opening(str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)

    def _lament(self, pending: Pending, trouble: str | None, *, since: float = 0.0) -> None:
        """Note whether a shard can be merged into; what all have to say is said once.

        since: when the call began that failed, by the loop's clock.
        """
        before, told = pending.trouble, self.store_trouble
        if trouble:
            pending.fail(trouble, since)
            if before is None and told is None:
                _logger.warning("%s: trying again until it passes", trouble)
        elif before:
            pending.recover()
            if self.store_trouble is None:
                _logger.info("the store answers again")
