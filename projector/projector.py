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
from typing import TypeAlias

from crdt.coverage import Coverage
from crdt.records import Merge
from eventlog.envelope import Codec
from eventlog.errors import LogError, LogMisconfigured, LogUnavailable
from eventlog.heartbeats import BEAT_S, Beat, Finding, Heartbeats
from eventlog.logs import Logs, Reading
from eventlog.peers import Peer
from eventlog.reading import Batch
from eventlog.streams import Head
from eventlog.subjects import Log
from projector.errors import Unprojectable
from projector.hinting import Hinting
from projector.judgement import judge_of
from projector.pacing import USUAL, Pace
from projector.pending import IN_FLIGHT_MAX, Call, Pending
from projector.sharing import part_of
from views.errors import StoreUnavailable, Superseded, ViewsError
from views.merging import Coverages
from views.store import Store

_logger = logging.getLogger(__name__)

HURRY_S = 0.5
BUSY_EVENTS = 10_000
Look: TypeAlias = tuple[list[Finding], list[Peer], dict[str, str]]
"""What a heartbeat says of logs and regions, in its order."""


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
        self._logs, self._store = logs, store
        self._view, self._shards = store.view, store.shards
        self._judge = judge_of(codec, store.view)
        self._region, self._pace, self._step, self._look = region, pace, step, look
        self._pending = [Pending(pace) for _ in self._shards.all]
        self._room = asyncio.Event()
        self.replica = replica
        self.group = f"{store.view.name} {store.view.version} in {store.shards.count}"
        """The replicas that fill the same keys."""
        self.heartbeats = Heartbeats(logs, region, self._beat if replica else None)
        self.hinting = Hinting(logs, region)
        self._found: dict[Log, Head] = {}
        self._healed: dict[str, str] = {}
        """The healing, by its id, after which each log is read that was healed."""
        self._tasks: dict[Log, asyncio.Task[None]] = {}
        self.readers: dict[Log, Reading] = {}
        self.events = 0
        """Events read since the start."""
        self._behind: dict[Log, int] = {}
        self.store_trouble: str | None = None

    async def run(self) -> None:
        """Project until cancelled, through every outage of log and store."""
        await self._until_up(self._store.open)
        await self._until_up(lambda: self._logs.listen(f"waiting.{self._region}", self._hurry))
        await self._until_up(self.heartbeats.open)
        async with asyncio.TaskGroup() as tasks:
            for shard in (*self._shards.all,) * IN_FLIGHT_MAX:
                tasks.create_task(self._write(shard))
            tasks.create_task(self._check())
            tasks.create_task(self.heartbeats.run())
            tasks.create_task(self.hinting.run())
            tasks.create_task(self._discover())
            await self._share(tasks)

    async def drain(self, timeout_s: float = 3.0) -> None:
        """Merge what is pending, for a clean end; what is not merged is read again next time."""
        await self.heartbeats.leave()
        with suppress(ViewsError, TimeoutError):
            async with asyncio.timeout(timeout_s):
                for shard, pending in enumerate(self._pending):
                    for call in [*pending.in_flight]:
                        pending.give_back(call)
                    if pending.delta:
                        await self._store.merge(shard, pending.delta)

    @property
    def trouble(self) -> list[str]:
        """What stands in the way now, for people."""
        found = [reader.trouble for reader in self.readers.values() if reader.trouble]
        return [*found, *([self.store_trouble] if self.store_trouble else [])]

    @property
    def busy(self) -> bool:
        """Whether some log is far ahead of what was read of it."""
        return any(self._behind.get(log, 0) > BUSY_EVENTS for log in self.readers)

    # From the log.

    async def _discover(self) -> None:
        """Look for logs that are new."""
        while True:
            try:
                self._found = await self._logs.heads()
            except (LogUnavailable, LogMisconfigured) as error:
                _logger.warning("looking for logs: %s: trying again", error)
            await asyncio.sleep(self._pace.discover_s if self._found else 0.2)

    async def _share(self, tasks: asyncio.TaskGroup) -> None:
        """Read the logs that are this replica's, as replicas come and go."""
        if self.replica:
            await asyncio.sleep(BEAT_S / 2)  # Who is there answers the first beat.
        while True:
            alive = {beat.replica for beat in self.heartbeats.alive() if beat.group == self.group}
            alive.add(self.replica)
            mine = part_of(self.replica, alive, {log: it.sealed for log, it in self._found.items()})
            for log in self.readers.keys() - mine:
                _logger.info("%s: another replica reads it", log.name)
                self._stop(log)
            if any(self._newly_healed(log) for log in self.readers):
                self._drop()
            for log in sorted(mine - self.readers.keys()):
                try:
                    await self._start(log, tasks)
                except ViewsError as error:
                    self._lament(f"{log.name}: {error}")
                    break
            await asyncio.sleep(min(BEAT_S / 2, self._pace.discover_s))

    async def _start(self, log: Log, tasks: asyncio.TaskGroup) -> None:
        healed = self._found[log].healed
        if self._newly_healed(log) and any(it.holds(log.name) for it in self._pending):
            # It was this replica's before, and what was read of it then has not gone out.
            self._drop()
        if healed:
            for shard in self._shards.all:
                await self._store.heal(
                    shard, log.name, id=healed.id, kept=healed.kept, held=healed.held
                )
        reader = self._logs.reader(log, await self._start_of(log))
        if healed:
            self._healed[log.name] = healed.id
        self.readers[log] = reader
        self._tasks[log] = tasks.create_task(self._read(reader))
        for first, last in healed.lost.ranges if healed else ():
            self._cover(log, first, last)

    def _stop(self, log: Log) -> None:
        self._tasks.pop(log).cancel()
        del self.readers[log]

    def _newly_healed(self, log: Log) -> bool:
        head = self._found.get(log)
        id = head.healed.id if head and head.healed else ""
        return id > self._healed.get(log.name, "")

    def _drop(self) -> None:
        """Drop all that is pending, and begin as a new replica does.

        What was read of a log before it was healed may be in no log any more.
        """
        _logger.warning("a log was healed: beginning again from what the views hold")
        self._healed.clear()
        for log in list(self.readers):
            self._stop(log)
        for pending in self._pending:
            pending.drop()
        self._room.set()

    def _beat(self) -> Beat:
        reads = [log.name for log in self.readers]
        return Beat(self.replica, self.group, self._region, reads, self.trouble, *self._look())

    async def _start_of(self, log: Log) -> int:
        """The first sequence that some shard lacks."""
        watermarks = [
            (await self._store.coverage(shard)).get(log.name, Coverage()).watermark
            for shard in self._shards.all
        ]
        return min(watermarks) + 1

    async def _read(self, reader: Reading) -> None:
        async with aclosing(reader.batches()) as batches:
            async for batch in batches:
                self._step("read")
                self._behind[reader.log] = batch.behind
                self._fold(reader.log, batch)
                self._step("folded")
                while any(pending.full for pending in self._pending):
                    self._room.clear()
                    await self._room.wait()
                await asyncio.sleep(0)

    def _fold(self, log: Log, batch: Batch) -> None:
        """Fold a batch into the delta of every shard."""
        judge, merges = self._judge, list[Merge]()
        parked: dict[str, str] = {}
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            try:
                merges += judge(body)
            except Unprojectable as verdict:
                parked[f"{log.name} {sequence}"] = str(verdict)
                _logger.warning("parked %s %d: %s", log.name, sequence, verdict)
        healed = self._healed.get(log.name)
        deltas = [pending.delta for pending in self._pending]
        self._view.split(merges, self._shards, [delta.state for delta in deltas])
        deltas[0].parked |= parked
        runs = batch.runs
        for delta, pending in zip(deltas, self._pending, strict=True):
            for first, last in runs:
                delta.cover(log.name, first, last)
            if healed:
                delta.healed[log.name] = healed
            delta.events += len(batch.sequences)
            delta.size_bytes += batch.size_bytes
            pending.wake.set()
        self.events += len(batch.sequences)

    def _cover(self, log: Log, first: int, last: int) -> None:
        """Cover sequences that no copy of the log holds, as healing found."""
        for pending in self._pending:
            pending.delta.cover(log.name, first, last)
            pending.delta.healed[log.name] = self._healed[log.name]
            pending.wake.set()

    # To the store.

    async def _write(self, shard: int) -> None:
        """Send a shard's calls one after the other; several do that at once."""
        pending, pause_s = self._pending[shard], 0.05
        while True:
            call = await pending.take()
            self._room.set()
            try:
                self._step("taken")
                coverage = await self._store.merge(shard, call.delta)
                self._step("merged")
                self.hinting.take(call.delta.state, replaying=self.busy)
            except ViewsError as error:
                if isinstance(error, Superseded) and call in pending.in_flight:
                    self._drop()
                pending.give_back(call)
                self._lament(str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)
                continue
            known = pending.acknowledge(call)
            self._room.set()
            self._lament(None)
            pause_s = 0.05
            if known:
                self._mend(call, pending, coverage)
            self._step("acknowledged")

    def _hurry(self, _: bytes) -> None:
        """A token waits somewhere: tell untouched shards at once what was read."""
        until = asyncio.get_running_loop().time() + HURRY_S
        for pending in self._pending:
            pending.hurry(until)

    def _mend(self, call: Call, pending: Pending, coverage: Coverages) -> None:
        """Read again what a shard turns out to lack: it went back to an older state."""
        for log, reader in self.readers.items():
            if log.name not in coverage:
                continue
            there = pending.not_lacking(log.name, call)
            gaps = coverage[log.name].join(there).join(reader.holes).gaps
            if gaps and gaps[0][0] < reader.next:
                first, last = gaps[0]
                _logger.warning("%s: the views lack %d-%d: reading again", log.name, first, last)
                reader.rewind(first)

    async def _check(self) -> None:
        """Notice, while nothing is written, that a store went back or was emptied."""
        while True:
            await asyncio.sleep(self._pace.check_s)
            answered = True
            for shard in self._shards.all:
                # What is read and not yet acknowledged is no loss.
                expected = {
                    log: reader.next - 1
                    for log, reader in self.readers.items()
                    if not self._pending[shard].holds(log.name)
                }
                try:
                    held = await self._store.coverage(shard)
                    known = await self._store.healed(shard) if self._healed else {}
                except ViewsError as error:
                    self._lament(str(error))
                    answered = False
                    continue
                if any(known.get(log, "") < id for log, id in self._healed.items()):
                    # The store went back to before the log was healed.
                    self._drop()
                    break
                for log, last in expected.items():
                    if log not in self.readers:
                        continue  # It went to another replica meanwhile.
                    covered = held.get(log.name, Coverage()).join(self.readers[log].holes)
                    if covered.watermark < last:
                        _logger.warning(
                            "%s: the views end at %d of %d: reading again",
                            log.name,
                            covered.watermark,
                            last,
                        )
                        self.readers[log].rewind(covered.watermark + 1)
            # A call that fails keeps its delta. Without any, nothing else ends the trouble.
            if answered and not any(self._pending):
                self._lament(None)

    async def _until_up(self, call: Callable[[], object]) -> None:
        pause_s = 0.1
        while True:
            try:
                await call()  # type: ignore[misc]
                self._lament(None)
                return
            except (StoreUnavailable, LogError) as error:
                self._lament(str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)

    def _lament(self, trouble: str | None) -> None:
        if trouble and trouble != self.store_trouble:
            _logger.warning("%s: trying again until it passes", trouble)
        elif self.store_trouble and not trouble:
            _logger.info("the store answers again")
        self.store_trouble = trouble
