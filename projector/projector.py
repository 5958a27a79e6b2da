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
from eventlog.waiting import until_set
from projector.errors import Unprojectable
from projector.hinting import Hinting
from projector.judgement import judge_of
from projector.pacing import USUAL, Pace
from projector.pending import IN_FLIGHT_MAX, Call, Pending
from projector.sharing import part_of
from views.errors import StoreUnavailable, Superseded, ViewsError
from views.merging import Coverages, Delta
from views.store import Store

_logger = logging.getLogger(__name__)

HURRY_S = 0.5
BUSY_EVENTS = 10_000
FOLDED_AT_ONCE = 250
"""So many events are folded before it is looked whether a call has enough."""

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
        self._folded: dict[Log, int] = {}
        """Of each log the last sequence that was folded: a reader is a batch ahead of that."""
        self._opening: str | None = None
        """Why the store or the log cannot be begun with."""

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
    def store_trouble(self) -> str | None:
        """Why a shard of the store, or all of it, cannot be merged into; None when all can."""
        if self._opening:
            return self._opening
        return next((one.trouble for one in self._pending if one.trouble), None)

    @property
    def stuck(self) -> bool:
        """Whether it holds what it read, and could merge none of it for seconds."""
        if not any(self._pending) or any(one.trouble is None for one in self._pending):
            return False
        now = asyncio.get_running_loop().time()
        return all(one.failed_for_s(now) > self._pace.stuck_s for one in self._pending)

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
            beats = [beat for beat in self.heartbeats.alive() if beat.group == self.group]
            alive = {one.replica for one in beats if not one.stuck and one.replica != self.replica}
            if not (self.stuck and alive):
                alive.add(self.replica)
            mine = part_of(self.replica, alive, {log: it.sealed for log, it in self._found.items()})
            for log in self.readers.keys() - mine:
                _logger.info("%s: another replica reads it", log.name)
                self._stop(log)
            if any(self._newly_healed(log) for log in self.readers):
                self._drop()
            troubles = list[str]()
            for log in sorted(mine - self.readers.keys()):
                try:
                    await self._start(log, tasks)
                except ViewsError as error:
                    troubles.append(f"{log.name}: {error}")
                    break
            self._note_opening(next(iter(troubles), None))
            await asyncio.sleep(min(BEAT_S / 2, self._pace.discover_s))

    async def _start(self, log: Log, tasks: asyncio.TaskGroup) -> None:
        healed = self._found[log].healed
        start = await self._start_of(log)
        if self._newly_healed(log) and any(it.holds(log.name) for it in self._pending):
            # It was this replica's before, and what was read of it then has not gone out.
            self._drop()
        if healed:
            for shard, pending in enumerate(self._pending):
                if not pending.abandoned:
                    await self._store.heal(
                        shard, log.name, id=healed.id, kept=healed.kept, held=healed.held
                    )
            start = await self._start_of(log)
        reader = self._logs.reader(log, start)
        if healed:
            self._healed[log.name] = healed.id
        self.readers[log], self._folded[log] = reader, start - 1
        self._tasks[log] = tasks.create_task(self._read(reader))
        for first, last in healed.lost.ranges if healed else ():
            self._cover(log, first, last)

    def _stop(self, log: Log) -> None:
        self._tasks.pop(log).cancel()
        del self.readers[log], self._folded[log]

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
        findings, peers, full = self._look()
        return Beat(
            self.replica,
            self.group,
            self._region,
            reads,
            self.trouble,
            findings,
            peers,
            full,
            stuck=self.stuck,
        )

    async def _start_of(self, log: Log) -> int:
        """The first sequence that some shard lacks, of those that answer.

        Raises:
            StoreUnavailable: none does.
        """
        found = list[int]()
        for pending, coverage in zip(self._pending, await self._coverages(), strict=True):
            if isinstance(coverage, StoreUnavailable):
                pending.abandon()
            else:
                found.append(coverage.get(log.name, Coverage()).watermark)
        return min(found) + 1

    async def _coverages(self) -> list[Coverages | StoreUnavailable]:
        """What each shard holds, or why it does not say.

        Raises:
            StoreUnavailable: none does.
        """
        asked = (self._store.coverage(shard) for shard in self._shards.all)
        found = list[Coverages | StoreUnavailable]()
        for one in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(one, BaseException) and not isinstance(one, StoreUnavailable):
                raise one
            found.append(one)
        troubles = [one for one in found if isinstance(one, StoreUnavailable)]
        if len(troubles) == len(found):
            raise troubles[0]
        return found

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
                _logger.warning("parked %s %d: %s", log.name, sequence, verdict)
        healed = self._healed.get(log.name)
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
            pending.wake.set()
        self.events += len(batch.sequences)
        self._folded[log] = batch.sequences[-1]

    def _cover(self, log: Log, first: int, last: int) -> None:
        """Cover sequences that no copy of the log holds, as healing found."""
        for pending in self._pending:
            if pending.abandoned:
                continue
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
                coverage = await self._merge(shard, call)
                self._step("merged")
            except ViewsError as error:
                if isinstance(error, Superseded) and call in pending.in_flight:
                    self._drop()
                pending.give_back(call)
                self._lament(pending, str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)
                continue
            known = pending.acknowledge(call)
            self._room.set()
            self._lament(pending, None)
            pause_s = 0.05
            if known:
                self._mend(call, pending, coverage)
            self._step("acknowledged")

    async def _merge(self, shard: int, call: Call) -> Coverages:
        """Send a call, and again while the store has left something of it to be placed."""
        pending, loop = self._pending[shard], asyncio.get_running_loop()
        while True:
            began, state = loop.time(), call.delta.state
            merged = await self._store.merge(shard, call.delta, steps_max=pending.steps_max)
            pending.note(call.delta.merges, merged.steps, began, loop.time())
            self.hinting.take(state, told=merged.told, replaying=self.busy)
            if not merged.left or call not in pending.in_flight:
                return merged.coverage
            self._step("left")

    async def _regain(self, shard: int) -> None:
        """Look whether an abandoned shard answers again, and read again what it lacks."""
        pending = self._pending[shard]
        held = await self._store.coverage(shard)
        pending.regain()
        self._lament(pending, None)
        for log, reader in self.readers.items():
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
            for shard, pending in enumerate(self._pending):
                if pending.abandoned:
                    try:
                        await self._regain(shard)
                    except ViewsError as error:
                        self._lament(pending, str(error))
                    continue
                # What is read and not yet acknowledged is no loss.
                expected = {
                    log: min(reader.next - 1, self._folded[log])
                    for log, reader in self.readers.items()
                    if not pending.holds(log.name)
                }
                try:
                    held = await self._store.coverage(shard)
                    known = await self._store.healed(shard) if self._healed else {}
                except ViewsError as error:
                    self._lament(pending, str(error))
                    continue
                if not pending:
                    # A call that fails keeps its delta. Without any, nothing else ends the trouble.
                    self._lament(pending, None)
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

    async def _until_up(self, call: Callable[[], object]) -> None:
        pause_s = 0.1
        while True:
            try:
                await call()  # type: ignore[misc]
                self._note_opening(None)
                return
            except (StoreUnavailable, LogError) as error:
                self._note_opening(str(error))
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, 2.0)

    def _note_opening(self, trouble: str | None) -> None:
        """Note whether store and log can be begun with; each trouble is said once."""
        if trouble and trouble != self._opening:
            _logger.warning("%s: trying again until it passes", trouble)
        self._opening = trouble

    def _lament(self, pending: Pending, trouble: str | None) -> None:
        """Note whether a shard can be merged into; what all have to say is said once."""
        before, told = pending.trouble, self.store_trouble
        if trouble:
            pending.fail(trouble, asyncio.get_running_loop().time())
            if before is None and told is None:
                _logger.warning("%s: trying again until it passes", trouble)
        elif before:
            pending.recover()
            if self.store_trouble is None:
                _logger.info("the store answers again")
