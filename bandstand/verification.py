"""Verification: the logs folded in plain Python, beside what the views hold."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from bandstand.errors import Failure
from crdt.coverage import Coverage
from crdt.digests import digest
from crdt.states import State
from eventlog import streams
from eventlog.connection import Connection
from eventlog.envelope import Codec
from eventlog.reading import Batch, Reader
from eventlog.subjects import Log
from projector.errors import Unprojectable
from projector.judgement import judge_of
from views import audit
from views.store import Store

ATTEMPTS = 20
CATCH_UP_S_MAX = 60.0
CONDENSE_EVENTS = 50_000


@dataclass
class Verdict:
    """What verifying one view came to."""

    view: str
    events: int
    digest_of_logs: str
    digest_of_views: str
    differences: list[audit.Difference]


@dataclass
class _Fold:
    """One log, folded as far as it was read."""

    reader: Reader
    batches: AsyncGenerator[Batch, None]
    last: int = 0


@dataclass
class Verification:
    """Folds the logs into one view's state, and compares.

    Args:
        advance: called with a number of events as they are folded.
    """

    connection: Connection
    store: Store
    codec: Codec
    advance: Callable[[int], None] = lambda _: None
    _state: State = field(default_factory=State)
    _parked: dict[tuple[str, int], bool] = field(default_factory=dict)
    _folds: dict[Log, _Fold] = field(default_factory=dict)

    async def run(self) -> Verdict:
        """Compare at a moment when the views hold exactly what was folded.

        Raises:
            Failure: the views do not catch up, or never stand still.
        """
        for _ in range(ATTEMPTS):
            before = await self._caught_up()
            found = await audit.hold(self.store)
            parked = await self.store.parked()
            if await self._covered() == before:
                return self._compare(found, set(parked))
        raise Failure(
            "the views moved on while they were read, "
            f"{ATTEMPTS} times: verify again while less is written"
        )

    async def _covered(self) -> dict[str, int]:
        """Log → the watermark that all shards share; those that differ are not caught up."""
        coverages = [await self.store.coverage(shard) for shard in self.store.shards.all]
        logs = {log for coverage in coverages for log in coverage}
        return {
            log: min(coverage.get(log, Coverage()).last for coverage in coverages)
            if len({str(coverage.get(log, "")) for coverage in coverages}) == 1
            else -1
            for log in logs
        }

    async def _caught_up(self) -> dict[str, int]:
        """Fold to the logs' ends, and wait until every shard covers just that."""
        deadline = asyncio.get_running_loop().time() + CATCH_UP_S_MAX
        while True:
            for log, head in (await streams.heads(self.connection)).items():
                await self._fold(log, head.last)
            folded = {log.name: fold.last for log, fold in self._folds.items() if fold.last}
            covered = {log: last for log, last in (await self._covered()).items() if last}
            if covered == folded:
                return await self._covered()
            if asyncio.get_running_loop().time() > deadline:
                raise Failure(
                    f"the views cover {covered}, the logs hold {folded}: they do not meet within "
                    f"{CATCH_UP_S_MAX:.0f} s; is a projector running? See `bandstand status`"
                )
            await asyncio.sleep(0.1)

    async def _fold(self, log: Log, last: int) -> None:
        fold = self._folds.get(log)
        if fold is None:
            reader = Reader(self.connection, log, 1)
            fold = self._folds[log] = _Fold(reader, reader.batches())
        since, judge = 0, judge_of(self.codec, self.store.view)
        while fold.last < last:
            try:
                async with asyncio.timeout(CATCH_UP_S_MAX):
                    batch = await anext(fold.batches)
            except TimeoutError:
                trouble = fold.reader.trouble or f"it ends at {last}"
                raise Failure(
                    f"{log.name}: nothing came after {fold.last} for {CATCH_UP_S_MAX:.0f} s; "
                    f"{trouble}"
                ) from None
            for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
                try:
                    self._state.absorb(judge(body))
                except Unprojectable:
                    self._parked[log.name, sequence] = True
            fold.last = batch.sequences[-1]
            since += len(batch.sequences)
            self.advance(len(batch.sequences))
            if since >= CONDENSE_EVENTS:
                self._state.condense()
                since = 0

    def _compare(self, found: list[audit.Holding], parked: set[tuple[str, int]]) -> Verdict:
        expected = audit.expect(self.store.view, self.store.shards, self._state)
        differences = list(audit.compare(expected, found))
        for log, sequence in sorted(parked ^ self._parked.keys()):
            here = (log, sequence) in parked
            differences.append(
                audit.Difference(
                    0,
                    f"parked {log} {sequence}",
                    None if here else "parked",
                    "parked" if here else None,
                )
            )
        entries = {entry for holding in found for entry in holding.entries.values()}
        return Verdict(
            view=self.store.view.name,
            events=sum(fold.last for fold in self._folds.values()),
            digest_of_logs=digest(self._state.entries()),
            digest_of_views=digest(entries),
            differences=differences,
        )

    async def close(self) -> None:
        """Stop reading."""
        for fold in self._folds.values():
            async with aclosing(fold.batches):
                pass
