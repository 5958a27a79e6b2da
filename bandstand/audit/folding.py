"""Folding: all logs read to their ends, beside the views that follow them.

They are read from their beginnings, or from where another run was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from bandstand.errors import Failure
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies.chains import BLOCK, Chain, Kept
from eventlog.reading import Batch, Reader
from eventlog.subjects import Log
from views.store import Store

T = TypeVar("T")
ATTEMPTS = 20
CATCH_UP_S_MAX = 60.0
BLOCK_EVENTS = BLOCK

Take: TypeAlias = Callable[[str, Batch], None]
"""What is done with a batch of the log of this name."""


class Apart(Failure):
    """The views do not come to where the logs are, or never stand still there."""


@dataclass(frozen=True)
class Read:
    """What another run has read of a log: its sequences, and their chain."""

    coverage: Coverage
    chain: Kept


@dataclass
class _Course:
    """One log, and what was read of it."""

    reader: Reader
    batches: AsyncGenerator[Batch, None]
    read: Coverage = field(default_factory=Coverage)
    chain: Chain = field(default_factory=Chain)

    @property
    def last(self) -> int:
        """The last sequence that was read; 0 before any."""
        return self.read.last


class Fold:
    """Reads each event once, in its log's order, and goes on from there when asked again.

    Args:
        take: called with what was read. advance: called with a number of events as they are. place:
            log → the last sequence that its chain is of; no chains are made, if not given. since:
            log → what was read before; it is read on from there.
    """

    def __init__(
        self,
        connection: Connection,
        take: Take,
        advance: Callable[[int], None] = lambda _: None,
        place: Mapping[str, int] | None = None,
        since: Mapping[str, Read] | None = None,
    ) -> None:
        self._connection, self._take, self._advance = connection, take, advance
        self._place, self._since = place or {}, since or {}
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
    def chains(self) -> dict[str, Chain]:
        """Log → the digests of it up to the place, so that copies can be compared."""
        return {log.name: it.chain for log, it in self._courses.items() if it.chain.last}

    @property
    def blocks(self) -> dict[str, list[str]]:
        """Log → a digest of it up to the end of each block of 1,024 sequences, and to the place."""
        found = {}
        for log, chain in self.chains.items():
            ends = [*range(BLOCK, self._place[log], BLOCK), self._place[log]]
            found[log] = [(chain.at(min(end, chain.last)) or b"").hex() for end in ends]
        return found

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
            course = self._courses[log] = self._begin(log)
        goal = self._place.get(log.name, 0)
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
                if sequence > goal:
                    break
                course.chain.extend(sequence, body)
            self._take(log.name, batch)
            course.read = course.read.join(Coverage(batch.runs))
            self._advance(len(batch.sequences))

    def _begin(self, log: Log) -> _Course:
        since = self._since.get(log.name)
        reader = Reader(self._connection, log, since.coverage.last + 1 if since else 1)
        course = _Course(reader, reader.batches())
        if since:
            course.read = since.coverage
            course.chain.resume(since.chain)
        return course

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
