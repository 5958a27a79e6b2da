"""Merging: a batch's delta for one shard, as the arguments of one call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from crdt.coverage import Coverage, Range
from crdt.errors import CoverageError
from crdt.lattices.best import Best
from crdt.records import Lattice, Slot
from crdt.states import State
from views.errors import ScriptFailed

_pack = msgspec.msgpack.Encoder().encode

_ITEM_MAX: Final = 1_000
"""So many registers or keys one item of a call names."""

Coverages: TypeAlias = dict[str, Coverage]
"""By log name."""


class Extent(NamedTuple):
    """How far a shard is in the logs, by log.

    coverage: what it holds. reached: the last sequence of which it may hold anything, with what was
    merged and is not covered yet. healed: the id of the last healing that it knows of.
    """

    coverage: Coverages
    reached: dict[str, int]
    healed: dict[str, str]


@dataclass(frozen=True)
class Merged:
    """What a call of a shard came to.

    coverage: of the delta's logs; nothing while something is left. left: how much is still to be
    placed, by this delta's next call. steps: what the call cost, some microseconds each. told: kind
    and id of those who look at what it changed, as a domain declares.
    """

    coverage: Coverages
    left: int = 0
    steps: int = 0
    told: tuple[tuple[str, str], ...] = ()


@dataclass
class Delta:
    """What was read for one shard, and goes with one call.

    state: the merges. ranges: by log, the sequences read, whether they touched the shard or not.
    healed: by log, the id of its last healing, if it had one, when it was read.
    parked: by `"<log> <sequence>"`, the reason. id: of the call that carries it, should it take
    several. merged: whether that call has merged it, and only what is left is asked for. events:
    how many events it stands for. merges: how many merges these came to. size_bytes: how long the
    bodies of these events are.
    """

    state: State = field(default_factory=State)
    ranges: dict[str, list[Range]] = field(default_factory=dict)
    healed: dict[str, str] = field(default_factory=dict)
    parked: dict[str, str] = field(default_factory=dict)
    id: str = ""
    merged: bool = False
    events: int = 0
    merges: int = 0
    size_bytes: int = 0

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def cover(self, log: str, first: int, last: int) -> None:
        """Say that the sequences from `first` to `last` of a log are in this delta."""
        ranges = self.ranges.setdefault(log, [])
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))

    def cover_as(self, other: Delta) -> None:
        """Say that what is in another delta is in this one."""
        for log, ranges in other.ranges.items():
            for first, last in ranges:
                self.cover(log, first, last)

    def rest(self) -> Delta:
        """What is to be sent of it once it was merged, until it is placed."""
        return Delta(ranges=self.ranges, healed=self.healed, id=self.id, merged=True)

    def join(self, other: Delta) -> Delta:
        """Take another delta in, when the call that carried this one failed; return this one."""
        self.state.join(other.state)
        self.cover_as(other)
        self.healed |= other.healed
        self.parked |= other.parked
        self.events += other.events
        self.merges += other.merges
        self.size_bytes += other.size_bytes
        return self

    def call(self, base: str) -> tuple[list[str], bytes]:
        """The keys and the payload of the call."""
        flat = _Flat(base)
        for slot, table in self.state.tables.items():
            flat.take(slot, table)
        coverage = [
            (
                log,
                [edge for r in Coverage.of(ranges).ranges for edge in r],
                self.healed.get(log, ""),
            )
            for log, ranges in self.ranges.items()
        ]
        said = {"parked": self.parked, "coverage": coverage, "id": self.id, "merged": self.merged}
        payload = {**flat.parts(), **said}
        return flat.keys, _pack(payload)


class _Flat:
    """Merges as the script reads them: flat lists, as views/lua/merge.lua says."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.keys = [f"{base}coverage"]
        self._registers: list[Any] = [0]
        self._sets: list[Any] = [0]
        self._counts: list[Any] = [0]
        self._amounts: list[Any] = [0]
        self._offers: list[Any] = [0]
        # By kind and field, by id: of each element [score, is in, first, seen].
        self._told: dict[tuple[str, str], dict[str, dict[str, list[Any]]]] = {}

    def take(self, slot: Slot, table: Mapping[str, Mapping[str, Any]]) -> None:
        """Take in all merges into a slot."""
        keys, kind, prefix = self.keys, slot.record.kind, f"{self._base}{slot.name}"
        match slot.lattice:
            case Lattice.REGISTERS | Lattice.MAP | Lattice.AMOUNTS:
                amounts = slot.lattice is Lattice.AMOUNTS
                registers = self._amounts if amounts else self._registers
                for record_id, held in table.items():
                    keys.append(f"{prefix}:{record_id}")
                    for pairs in _in_chunks(held):
                        registers += (len(keys), kind, record_id, len(pairs))
                        for pair in pairs.items():
                            registers += pair
            case Lattice.OFFERS:
                self._offer(slot, table)
            case Lattice.ELEMENTS:
                sets = self._sets
                for record_id, elements in table.items():
                    keys += (f"{prefix}+:{record_id}", f"{prefix}-:{record_id}")
                    at = (len(keys) - 1, len(keys), kind, slot.field, record_id)
                    sets += (*at, len(elements), *elements)
                    for standing in elements.values():
                        sets += standing
            case Lattice.DISTINCT:
                for record_id, seen in table.items():
                    keys += (f"{prefix}:{record_id}", f"{self._base}{kind}:{record_id}")
                    head = (len(keys) - 1, len(keys), slot.field, len(seen))
                    self._counts += (*head, *seen)
            case _:
                self._tell(slot, table)

    def _offer(self, slot: Slot, table: Mapping[str, Mapping[str, Any]]) -> None:
        best: Best = vars(slot.record)[slot.field]
        for record_id, held in table.items():
            head = (slot.name, slot.record.kind, record_id, best.least, len(held))
            self._offers += head
            for pair in held.items():
                self._offers += pair

    def _tell(self, slot: Slot, table: Mapping[str, Mapping[str, Any]]) -> None:
        """Take in what one slot of a told set says of its elements."""
        records = self._told.setdefault((slot.record.kind, slot.field), {})
        for record_id, elements in table.items():
            rows = records.setdefault(record_id, {})
            for element, value in elements.items():
                row = rows.get(element)
                if row is None:
                    row = rows[element] = [False, False, False, False]
                if slot.lattice is Lattice.TOLD:
                    row[:2] = value
                elif slot.lattice is Lattice.FIRSTS:
                    row[2] = -value
                else:
                    row[3] = True

    def parts(self) -> dict[str, list[Any]]:
        """The lists, by name; the first value of each is its length."""
        told: list[Any] = [0]
        for (kind, name), records in self._told.items():
            for record_id, rows in records.items():
                told += (f"{kind}.{name}", kind, record_id, len(rows), *rows)
                for row in rows.values():
                    if row[1] and row[2] == row[0]:
                        row[2] = True
                    told += row
        parts = {
            "registers": self._registers,
            "sets": self._sets,
            "told": told,
            "counts": self._counts,
            "amounts": self._amounts,
            "offers": self._offers,
        }
        for part in parts.values():
            part[0] = len(part)
        return parts


def _in_chunks(held: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """A map may have more keys than one item names."""
    if len(held) <= _ITEM_MAX:
        return (held,)
    pairs = list(held.items())
    return [dict(pairs[at : at + _ITEM_MAX]) for at in range(0, len(pairs), _ITEM_MAX)]


def texts_in(flat: list[Any]) -> dict[str, str]:
    """The fields of a coverage's hash that are about logs; the others are not all texts."""
    texts = {
        _text(field): contents
        for field, contents in zip(flat[::2], flat[1::2], strict=True)
        if field not in (b"touched", b"rebuilding", b"merged", b"breaks")
    }
    return {field: _text(contents) for field, contents in texts.items()}


def _text(part: Any) -> str:
    return part.decode() if isinstance(part, bytes) else str(part)


_coverage = lru_cache(maxsize=4096)(Coverage.parse)
"""Between two writes all readers are told the same."""


def coverages_in(texts: dict[str, str]) -> Coverages:
    """What these texts say, by log.

    Raises:
        ScriptFailed: one is no coverage.
    """
    try:
        return {log: _coverage(text) for log, text in texts.items()}
    except CoverageError as error:
        raise ScriptFailed(f"a shard's coverage is not readable: {error}") from None
