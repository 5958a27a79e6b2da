"""Comparison: what regions hold of one view at an equal vector, range by range of keys.

A range is all keys whose SHA-256 begins with the same byte. Equal vectors and logs give equal
digests in every range; where one differs, only its keys are compared. Imports nothing that does
I/O.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, islice
from typing import TypeAlias

from crdt.states import Entry

Key: TypeAlias = tuple[str, str, str]
"""(kind, id, field or element): the place of an entry."""

RANGES = 256
ENTRIES_SHOWN = 20


@dataclass(frozen=True)
class Side:
    """What one region brings: its vector, the digests of its ranges and of its logs' blocks.

    vector: log → last covered sequence. entries: sorted; None when only a report of it is at hand.
    wrong: the entries that are not as the region's own logs say: what these say, and what it holds.
    """

    region: str
    vector: Mapping[str, int]
    ranges: list[str]
    blocks: Mapping[str, list[str]] = field(default_factory=dict)
    entries: Iterable[Entry] | None = None
    wrong: Mapping[Key, tuple[str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Unequal:
    """One log in which two regions stand apart; 0 where a region has nothing of it."""

    log: str
    lasts: dict[str, int]

    def __str__(self) -> str:
        return f"{self.log} is at " + ", ".join(
            f"{last:,} in {region}" for region, last in self.lasts.items()
        )


@dataclass(frozen=True)
class Unlike:
    """One entry that is not the same everywhere: by region what it holds, None for nothing."""

    range: int
    kind: str
    id: str
    member: str
    held: dict[str, str | None]

    def __str__(self) -> str:
        lines = [f"range {self.range:02x}: {' '.join((self.kind, self.id, self.member)).rstrip()}"]
        for region, text in self.held.items():
            lines.append(f"    {region} has  {'nothing' if text is None else text[:200]}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Copies:
    """A log whose copies differ: the block where they first do, and the sequence once known."""

    log: str
    block: int
    sequence: int | None = None


@dataclass(frozen=True)
class Comparison:
    """What comparing came to.

    ranges: those whose digests differ. more: entries not shown. partly: a region compared a part of
    its view, so that the logs are compared here, and each view with its own alone.
    """

    view: str
    regions: list[str]
    unequal: list[Unequal] = field(default_factory=list)
    ranges: list[int] = field(default_factory=list)
    entries: list[Unlike] = field(default_factory=list)
    more: int = 0
    copies: list[Copies] = field(default_factory=list)
    partly: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the regions were comparable, and hold the same."""
        return not (self.unequal or self.ranges or self.copies)


def range_of(kind: str, record_id: str) -> int:
    """The range of a key: the first byte of the SHA-256 of `kind id`."""
    return sha256(f"{kind} {record_id}".encode()).digest()[0]


def unequal(sides: Iterable[Side]) -> list[Unequal]:
    """The logs in which regions stand apart: until there is none, nothing else is comparable."""
    given = list(sides)
    logs = sorted({log for side in given for log in side.vector})
    found = (Unequal(log, {side.region: side.vector.get(log, 0) for side in given}) for log in logs)
    return [one for one in found if len(set(one.lasts.values())) > 1]


def compare(view: str, sides: Iterable[Side], *, shown: int = ENTRIES_SHOWN) -> Comparison:
    """Compare regions; when their vectors differ, only that is said."""
    given = list(sides)
    regions = [side.region for side in given]
    if apart := unequal(given):
        return Comparison(view, regions, apart)
    partly = not all(side.ranges for side in given)
    ranges = [] if partly else [at for at in range(RANGES) if _differ(given, at)]
    whole = all(side.entries is not None for side in given)
    entries = (_unlike if whole else _unlike_reported)(given, set(ranges))
    return Comparison(
        view=view,
        regions=regions,
        ranges=ranges,
        entries=list(islice(entries, shown)),
        more=sum(1 for _ in entries),
        copies=_copies(given),
        partly=partly,
    )


def _differ(sides: list[Side], at: int) -> bool:
    return len({side.ranges[at] for side in sides}) > 1


def _unlike(sides: list[Side], ranges: set[int]) -> Iterator[Unlike]:
    """The entries of these ranges that differ, in the order of their keys."""
    if not ranges:
        return
    rows = heapq.merge(*(_entries_in(side, ranges) for side in sides))
    for key, group in groupby(rows, key=_key):
        held: dict[str, str | None] = {one.region: None for one in sides}
        for entry, region in group:
            text, before = " ".join(part for part in entry[3:] if part), held[region]
            # Shards that should hold the same of a record can themselves disagree.
            held[region] = text if before is None else f"{before} and {text}"
        if len(set(held.values())) > 1:
            yield Unlike(range_of(key[0], key[1]), *key, held=held)


def _key(row: tuple[Entry, str]) -> Key:
    return row[0][:3]


def _entries_in(side: Side, ranges: set[int]) -> Iterator[tuple[Entry, str]]:
    for entry in side.entries or ():
        if range_of(entry[0], entry[1]) in ranges:
            yield entry, side.region


def _unlike_reported(sides: list[Side], ranges: set[int]) -> Iterator[Unlike]:
    """The same, from reports: what is not wrong in a region is there as the logs say."""
    for key in sorted({key for side in sides for key in side.wrong}):
        if range_of(key[0], key[1]) in ranges:
            said = next(side.wrong[key][0] for side in sides if key in side.wrong)
            held = {side.region: side.wrong.get(key, (said, said))[1] for side in sides}
            if len(set(held.values())) > 1:
                yield Unlike(range_of(key[0], key[1]), *key, held)


def _copies(sides: list[Side]) -> list[Copies]:
    """The logs whose copies differ, each with the first block that does."""
    found = []
    for log in sorted(set.intersection(*(set(side.blocks) for side in sides))):
        columns = zip(*(side.blocks[log] for side in sides), strict=True)
        first = next((at for at, digests in enumerate(columns) if len(set(digests)) > 1), None)
        if first is not None:
            found.append(Copies(log, first))
    return found
