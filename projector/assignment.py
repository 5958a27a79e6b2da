"""Assignment: which logs a replica reads, of those that its server holds, and from where.

Replicas come and go, and so do logs; a log is healed, or a store does not answer. Each replica
decides for itself by the beats of the others. Two that disagree do the same work twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeAlias

from crdt.coverage import Coverage
from eventlog.copies.heartbeats import BEAT_S, Beat, Beats, Finding, Heartbeats
from eventlog.copies.peers import Peer
from eventlog.errors import LogMisconfigured, LogUnavailable
from eventlog.logs import Logs, Reading
from eventlog.streams import Head
from eventlog.subjects import Log
from projector.pacing import Pace
from projector.pending import Pending
from projector.sharing import part_of
from views.errors import StoreUnavailable, ViewsError
from views.merging import Coverages
from views.store import Store

_logger = logging.getLogger(__name__)

Look: TypeAlias = tuple[list[Finding], list[Peer], dict[str, str]]
"""What a heartbeat says of logs and regions, in its order."""


class Assignment:
    """The logs that are a replica's now.

    Args:
        pending: what is pending, for each shard.
        replica: its id. The replicas of a view share the logs; without one, it reads them all.
        read: what is done with a log that is begun, until it is another's.
        trouble: what stands in the replica's way, for its beat.
        look: what is wrong with logs, how other regions are seen, and which streams take nothing,
            for its beat.
    """

    def __init__(
        self,
        logs: Logs,
        store: Store,
        pending: Sequence[Pending],
        *,
        region: str,
        replica: str,
        pace: Pace,
        read: Callable[[Reading], Coroutine[Any, Any, None]],
        trouble: Callable[[], list[str]],
        look: Callable[[], Look],
    ) -> None:
        self._logs, self._store, self._pending = logs, store, pending
        self._pace, self._read, self._trouble, self._look = pace, read, trouble, look
        self._region, self._replica = region, replica
        self.group = f"{store.view.name} {store.view.version} in {store.shards.count}"
        """The replicas that fill the same keys."""
        beat = self._beat if replica else None
        self.heartbeats = Heartbeats(logs, Beats.PROJECTOR, region, say=beat)
        self.found: dict[Log, Head] = {}
        self.readers: dict[Log, Reading] = {}
        self.folded: dict[Log, int] = {}
        """Of each log the last sequence that was folded: a reader is a batch ahead of that."""
        self.healed: dict[str, str] = {}
        """The healing, by its id, after which each log is read that was healed."""
        self.opened = False
        """Whether the store was found fit. Before that, no log is this replica's."""
        self.opening: str | None = None
        """Why the store or the log cannot be begun with."""
        self._opening_since = 0.0
        self._tasks: dict[Log, asyncio.Task[None]] = {}

    @property
    def stuck(self) -> int:
        """Into how many shards it could merge nothing for seconds."""
        now = asyncio.get_running_loop().time()
        waited_s = now - self._opening_since if self.opening else 0.0
        if not self.opened or waited_s > self._pace.stuck_s:
            return len(self._pending)
        return sum(one.failed_for_s(now) > self._pace.stuck_s for one in self._pending)

    def note_opening(self, trouble: str | None) -> None:
        """Note whether store and log can be begun with; each trouble is said once."""
        if trouble and trouble != self.opening:
            _logger.warning("%s: trying again until it passes", trouble)
        if trouble and self.opening is None:
            self._opening_since = asyncio.get_running_loop().time()
        self.opening = trouble

    async def discover(self) -> None:
        """Look for logs that are new, for ever."""
        while True:
            try:
                self.found = await self._logs.heads()
            except (LogUnavailable, LogMisconfigured) as error:
                _logger.warning("looking for logs: %s: trying again", error)
            await asyncio.sleep(self._pace.discover_s if self.found else 0.2)

    async def share(self, tasks: asyncio.TaskGroup) -> None:
        """Read the logs that are this replica's, as replicas come and go, for ever."""
        if self._replica:
            await asyncio.sleep(BEAT_S / 2)  # Who is there answers the first beat.
        while True:
            mine = part_of(
                self._replica, self._able(), {log: it.sealed for log, it in self.found.items()}
            )
            for log in self.readers.keys() - mine:
                shared = log in self.found
                why = "another replica reads it" if shared else "there is no such log now"
                _logger.info("%s: %s", log.name, why)
                self.stop(log)
            if any(self._newly_healed(log) for log in self.readers):
                self.begin_again()
            self.note_opening(await self._begin(sorted(mine - self.readers.keys()), tasks))
            await asyncio.sleep(min(BEAT_S / 2, self._pace.discover_s))

    async def start(self, log: Log, held: Sequence[Coverages], tasks: asyncio.TaskGroup) -> None:
        """Begin to read a log. held: what the shards that answer hold of all logs.

        Raises:
            ViewsError: a shard cannot be told that the log was healed.
        """
        healed = self.found[log].healed
        if self._newly_healed(log) and any(it.holds(log.name) for it in self._pending):
            # It was this replica's before, and what was read of it then has not gone out.
            self.begin_again()
        if healed:
            for shard, pending in enumerate(self._pending):
                if not pending.abandoned:
                    await self._store.heal(
                        shard, log.name, id=healed.id, kept=healed.kept, held=healed.held
                    )
            held = await self.coverages()
        start = min(each.get(log.name, Coverage()).watermark for each in held) + 1
        reader = self._logs.reader(log, start)
        if healed:
            self.healed[log.name] = healed.id
        self.readers[log], self.folded[log] = reader, start - 1
        self._tasks[log] = tasks.create_task(self._read(reader))
        for pending in self._pending:
            self._cover_lost(log, pending)

    def stop(self, log: Log) -> None:
        """Read a log no more."""
        self._tasks.pop(log).cancel()
        del self.readers[log], self.folded[log]

    def begin_again(self) -> None:
        """Drop all that is pending, and begin as a new replica does.

        What was read of a log before it was healed may be in no log any more.
        """
        _logger.warning("a log was healed: beginning again from what the views hold")
        self.healed.clear()
        for log in list(self.readers):
            self.stop(log)
        for pending in self._pending:
            pending.drop()

    async def coverages(self) -> list[Coverages]:
        """What each shard holds, of those that answer. One that does not is abandoned until it
        does; those that were abandoned before are not waited for, unless all were.

        Raises:
            StoreUnavailable: none answers.
        """
        asked = [at for at, one in enumerate(self._pending) if not one.abandoned]
        asked = asked or [*range(len(self._pending))]
        answers = await asyncio.gather(
            *(self._store.coverage(shard) for shard in asked), return_exceptions=True
        )
        found, troubles = list[Coverages](), list[StoreUnavailable]()
        for answer in answers:
            if isinstance(answer, StoreUnavailable):
                troubles.append(answer)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                found.append(answer)
        if not found:
            raise troubles[0]
        for shard, answer in zip(asked, answers, strict=True):
            if isinstance(answer, StoreUnavailable):
                self._pending[shard].abandon()
        return found

    def _able(self) -> set[str]:
        """Those of the living replicas that can merge into the most shards: they share the logs.

        SUBTLE: the most, not all. A shard that nobody can merge into must not leave the logs
        without a reader, for the sake of the others.
        """
        beats = (beat for beat in self.heartbeats.alive() if beat.group == self.group)
        stuck = {beat.replica: beat.stuck for beat in beats} | {self._replica: self.stuck}
        least = min(stuck.values())
        return {replica for replica in stuck if stuck[replica] == least}

    async def _begin(self, logs: list[Log], tasks: asyncio.TaskGroup) -> str | None:
        """Begin to read logs; what stands in the way, for people.

        What once did stands in the way until the store answers, whether there is a log to be begun
        or others have taken them all.
        """
        if not logs and not self.opening:
            return None
        try:
            held = await self.coverages()
        except ViewsError as error:
            return str(error)
        for log in logs:
            try:
                await self.start(log, held, tasks)
            except ViewsError as error:
                return f"{log.name}: {error}"
        return None

    def _newly_healed(self, log: Log) -> bool:
        head = self.found.get(log)
        id = head.healed.id if head and head.healed else ""
        return id > self.healed.get(log.name, "")

    def regain(self, pending: Pending) -> None:
        """Gather for a shard again that was abandoned."""
        pending.regain()
        for log in self.readers:
            self._cover_lost(log, pending)

    def _cover_lost(self, log: Log, pending: Pending) -> None:
        """Cover sequences that no copy of the log holds, as healing found."""
        healed = self.found[log].healed if log in self.found else None
        if pending.abandoned or healed is None or self.healed.get(log.name) != healed.id:
            return
        for first, last in healed.lost.ranges:
            pending.delta.cover(log.name, first, last)
            pending.delta.healed[log.name] = healed.id
            pending.wake.set()

    def _beat(self) -> Beat:
        findings, peers, full = self._look()
        return Beat(
            self._replica,
            self.group,
            self._region,
            [log.name for log in self.readers],
            self._trouble(),
            findings,
            peers,
            full,
            stuck=self.stuck,
        )
