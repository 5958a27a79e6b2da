"""Merging: a batch's delta for one shard, as the arguments of one call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from crdt.coverage import Coverage, Range
from crdt.records import Lattice
from crdt.states import State

_pack = msgspec.msgpack.Encoder().encode

Coverages: TypeAlias = dict[str, Coverage]
"""By log name."""


@dataclass
class Delta:
    """What was read for one shard, and goes with one call.

    state: the merges. ranges: by log, the sequences read, whether they touched the shard or not.
    healed: by log, the id of its last healing, if it had one, when it was read.
    parked: by `"<log> <sequence>"`, the reason. events: how many events it stands for.
    size_bytes: how long the bodies of these events are.
    """

    state: State = field(default_factory=State)
    ranges: dict[str, list[Range]] = field(default_factory=dict)
    healed: dict[str, str] = field(default_factory=dict)
    parked: dict[str, str] = field(default_factory=dict)
    events: int = 0
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

    def join(self, other: Delta) -> Delta:
        """Take another delta in, when the call that carried this one failed; return this one."""
        self.state.join(other.state)
        self.cover_as(other)
        self.healed |= other.healed
        self.parked |= other.parked
        self.events += other.events
        self.size_bytes += other.size_bytes
        return self

    def call(self, base: str) -> tuple[list[str], bytes]:
        """The keys and the payload of the call."""
        keys = [f"{base}coverage"]
        # Flat, as views/lua/merge.lua says.
        registers: list[Any] = [0]
        sets: list[Any] = [0]
        counts: list[Any] = [0]
        for slot, table in self.state.tables.items():
            kind = slot.record.kind
            prefix = f"{base}{slot.name}"
            if slot.lattice is Lattice.REGISTERS:
                for record_id, held in table.items():
                    keys.append(f"{prefix}:{record_id}")
                    registers += (len(keys), kind, record_id, len(held))
                    for pair in held.items():
                        registers += pair
            elif slot.lattice is Lattice.ELEMENTS:
                for record_id, elements in table.items():
                    keys += (f"{prefix}+:{record_id}", f"{prefix}-:{record_id}")
                    sets += (len(keys) - 1, len(keys), kind, record_id, len(elements), *elements)
                    for standing in elements.values():
                        sets += standing  # type: ignore[arg-type]
            else:
                for record_id, seen in table.items():
                    keys += (f"{prefix}:{record_id}", f"{base}{kind}:{record_id}")
                    counts += (len(keys) - 1, len(keys), slot.field, len(seen), *seen)
        for flat in (registers, sets, counts):
            flat[0] = len(flat)
        coverage = [
            (
                log,
                [edge for r in Coverage.of(ranges).ranges for edge in r],
                self.healed.get(log, ""),
            )
            for log, ranges in self.ranges.items()
        ]
        payload = {
            "registers": registers,
            "sets": sets,
            "counts": counts,
            "parked": self.parked,
            "coverage": coverage,
        }
        return keys, _pack(payload)
