"""Blocks: what a view holds, as a digest for each range of keys.

The ranges and their digests are those of `bandstand verify`, so that a block which differs here is
found there by its number. Only reading commands are used, in pages, beside whoever merges.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bandstand.audit.partition import Entries
from crdt.coverage import Coverage
from crdt.states import Entry
from views.audit.facts import Fact, readable
from views.audit.held import Contents, Held, Kinds, Totals
from views.audit.looking import scan
from views.merging import Extent
from views.store import Store

ENTRIES_MAX: Final = 100_000
"""A shard of more entries is not read whole while people watch: `bandstand verify` compares it."""


@dataclass(frozen=True)
class Blocks:
    """A view's blocks.

    vector: log → as far as every shard held all of it. still: nothing was merged while it was read,
    and nothing was half merged, so that what equal vectors hold must be equal. ranges: a digest for
    each range of keys; empty where the view is too large. entries: so many were digested. took_s:
    how long that took.
    """

    vector: Mapping[str, int]
    still: bool
    ranges: tuple[str, ...] = ()
    entries: int = 0
    took_s: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether all was read."""
        return bool(self.ranges)


class _TooMany(Exception):
    """More entries than are read."""


class _Entries(Held):
    """What is merged, and nothing of what is derived from it."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(kinds)
        self._count = 0

    def take(self, key: str, member: str, contents: Contents) -> None:
        if key.startswith(_DERIVED):
            return
        self._count += 1
        if self._count > ENTRIES_MAX:
            raise _TooMany
        super().take(key, member, contents)

    def put(self, fact: Fact, told: str) -> None:
        """Nothing: a key that should not be there is told by `verify`."""

    def sum_up(self, totals: Totals) -> None:
        """Nothing: totals are derived."""


_DERIVED: Final = ("list:", "sum:", "tally:", "best:", "placed.", "readers:", "parked")


def is_merged(key: str) -> bool:
    """Whether a key holds what is merged."""
    return not key.startswith(_DERIVED)


async def read_blocks(store: Store) -> Blocks:
    """Read a view, and digest it.

    Raises:
        StoreUnavailable: the store does not answer.
    """
    began_s = asyncio.get_running_loop().time()
    before = await store.extents()
    entries = set[Entry]()
    try:
        for shard in store.shards.all:
            held = _Entries(Kinds.of(store.view))
            await scan(store, shard, held, is_merged)
            # Some records are in every shard, and are one entry.
            entries.update(held.holding().entries.values())
            if len(entries) > ENTRIES_MAX:
                raise _TooMany
    except _TooMany:
        return Blocks(vector_of(before), still=False)
    after = await store.extents()
    return Blocks(
        vector=vector_of(after),
        still=before == after and all(map(is_settled, after)) and len({*vectors(after)}) == 1,
        ranges=tuple(await asyncio.to_thread(digests, entries)),
        entries=len(entries),
        took_s=asyncio.get_running_loop().time() - began_s,
    )


def digests(entries: Iterable[Entry]) -> list[str]:
    """A digest for each range of keys."""
    made = Entries(1)
    try:
        made.add(((*map(readable, one),), False, True) for one in entries)  # type: ignore[misc]
        return made.digests()[2]
    finally:
        made.close()


def vector_of(extents: Iterable[Extent]) -> dict[str, int]:
    """As far as all shards hold all of each log."""
    given = list(extents)
    logs = sorted({log for one in given for log in one.coverage})
    least = {log: min(one.coverage.get(log, Coverage()).watermark for one in given) for log in logs}
    return {log: last for log, last in least.items() if last}


def vectors(extents: Iterable[Extent]) -> Iterable[tuple[tuple[str, int], ...]]:
    """Of each shard, how far it is."""
    return (tuple(vector_of([one]).items()) for one in extents)


def is_settled(extent: Extent) -> bool:
    """Whether a shard holds nothing beyond what it covers from the beginning on."""
    held = extent.coverage
    return all(
        held.get(log, Coverage()).watermark == last for log, last in extent.reached.items() if last
    )
