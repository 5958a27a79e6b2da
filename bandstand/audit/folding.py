"""Folding: all logs read from their beginnings to their ends, beside the views that follow them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeAlias, TypeVar

from bandstand.errors import Failure
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection
from eventlog.reading import Batch, Reader
from eventlog.subjects import Log
from views.store import Store

T = TypeVar("T")
ATTEMPTS = 20
CATCH_UP_S_MAX = 60.0
BLOCK_EVENTS = 1_024
_BLOCK_DIGEST_BYTES = 8

Take: TypeAlias = Callable[[str, Batch], None]
"""What is done with a batch of the log of this name."""


class Apart(Failure):
    """The views do not come to where the logs are, or never stand still there."""


@dataclass
class _Course:
    """One log, and what was read of it."""

    reader: Reader
    batches: AsyncGenerator[Batch, None]
    read: Coverage = field(default_factory=Coverage)
    # No type of the standard library names what `blake2b` returns.
    blocks: dict[int, Any] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last sequence that was read; 0 before any."""
        return self.read.last


class Fold:
    """Reads each event once, in its log's order, and goes on from there when asked again.

    Args:
        take: called with what was read. advance: called with a number of events as they are. place:
            log → the last sequence that a digest of its blocks is of; of all that is read, if not
            given.
    """

    def __init__(
        self,
        connection: Connection,
        take: Take,
        advance: Callable[[int], None] = lambda _: None,
        place: Mapping[str, int] | None = None,
    ) -> None:
        self._connection, self._take, self._advance = connection, take, advance
        self._place = place
        self._courses: dict[Log, _Course] = {}
        self.healings: dict[str, tuple[str, int]] = {}
        """Log → the id of its last healing, and up to where it was kept, as last seen."""

    @property
    def coverage(self) -> dict[str, Coverage]:
        """Log → what was read of it; logs without events are not in it."""
        return {log.name: course.read for log, course in self._courses.items() if course.last}

    @property
    def vector(self) -> dict[str, int]:
        """Log → the last sequence that was read; logs without events are not in it."""
        return {log.name: course.last for log, course in self._courses.items() if course.last}

    @property
    def blocks(self) -> dict[str, list[str]]:
        """Log → a digest of each block of 1,024 sequences, so that copies can be compared."""
        return {
            log.name: [
                course.blocks[block].hexdigest() if block in course.blocks else ""
                for block in range((last - 1) // BLOCK_EVENTS + 1)
            ]
            for log, course in self._courses.items()
            if (last := self._digested(log, course.last))
        }

    def _digested(self, log: Log, last: int) -> int:
        return last if self._place is None else min(last, self._place.get(log.name, 0))

    async def to_ends(self) -> dict[str, int]:
        """Read to where the logs end now, and return the vector.

        Raises:
            Failure: a log does not yield what it holds.
        """
        heads = await streams.heads(self._connection)
        self.healings = streams.healings(heads)
        for log, head in heads.items():
            await self._read(log, head.last)
        return self.vector

    async def _read(self, log: Log, last: int) -> None:
        course = self._courses.get(log)
        if course is None:
            reader = Reader(self._connection, log, 1)
            course = self._courses[log] = _Course(reader, reader.batches())
        while course.last < last:
            try:
                async with asyncio.timeout(CATCH_UP_S_MAX):
                    batch = await anext(course.batches)
            except TimeoutError:
                trouble = course.reader.trouble or f"it ends at {last}"
                raise Failure(
                    f"{log.name}: nothing came after {course.last} for {CATCH_UP_S_MAX:.0f} s; "
                    f"{trouble}"
                ) from None
            for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
                if sequence > self._digested(log, sequence):
                    break
                block = (sequence - 1) // BLOCK_EVENTS
                if block not in course.blocks:
                    course.blocks[block] = blake2b(digest_size=_BLOCK_DIGEST_BYTES)
                course.blocks[block].update(b"%d %d " % (sequence, len(body)) + body)
            self._take(log.name, batch)
            course.read = course.read.join(Coverage(batch.runs))
            self._advance(len(batch.sequences))

    async def close(self) -> None:
        """Stop reading."""
        for course in self._courses.values():
            async with aclosing(course.batches):
                pass


async def meet(
    fold: Fold, store: Store, look: Callable[[], Awaitable[T]], *, patience_s: float
) -> T:
    """Look at a view at a moment when it covers exactly what was folded.

    Raises:
        Apart: the view does not catch up in `patience_s`, or moves on at every look.
    """
    for _ in range(ATTEMPTS):
        before = await _caught_up(fold, store, patience_s)
        seen = await look()
        if await _covered(store) == before:
            return seen
    raise Apart(
        f"the views moved on while they were read, {ATTEMPTS} times: "
        "try again while less is written"
    )


async def _caught_up(fold: Fold, store: Store, patience_s: float) -> dict[str, Coverage]:
    """Fold to the logs' ends, and wait until every shard covers all that, and nothing later."""
    deadline = asyncio.get_running_loop().time() + patience_s
    while True:
        await fold.to_ends()
        folded = fold.coverage
        store.heed(fold.healings)
        covered = await _covered(store)
        if covered is not None and _meet(covered, folded):
            return covered
        if asyncio.get_running_loop().time() > deadline:
            raise Apart(
                f"the views cover {told(covered)}, the logs hold {told(folded)}: they do not "
                f"meet within {patience_s:.0f} s; is a projector running? See `bandstand status`"
            )
        await asyncio.sleep(0.1)


def _meet(covered: dict[str, Coverage], folded: dict[str, Coverage]) -> bool:
    """Whether what is covered of each log is what was read. SUBTLE: its end alone says nothing, for
    calls arrive in any order. What no copy of a healed log holds is covered, and was not read.
    """
    return covered.keys() == folded.keys() and all(
        held.last == folded[log].last and held.join(folded[log]) == held
        for log, held in covered.items()
    )


def told(coverage: Mapping[str, Coverage] | None) -> str:
    """What is covered of each log, for people; None where shards differ."""
    if coverage is None:
        return "not the same in all shards, or are not healed yet"
    return "; ".join(f"{log} {held}" for log, held in sorted(coverage.items())) or "nothing"


async def _covered(store: Store) -> dict[str, Coverage] | None:
    """Log → what all shards cover; None while they differ, or one has not taken a healing over: it
    may hold what no log does. A log of which they cover nothing is not in it.
    """
    if any([store.unaware(await store.healed(shard)) for shard in store.shards.all]):
        return None
    first, *others = [
        {log: held for log, held in (await store.coverage(shard)).items() if held.ranges}
        for shard in store.shards.all
    ]
    return first if all(other == first for other in others) else None
