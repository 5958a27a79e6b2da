"""The twin of the script: one shard, and what a call does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from crdt import order
from crdt.coverage import Coverage
from crdt.distinct import Sketch, estimate, observe
from crdt.order import Contents, Standing, Value
from crdt.records import Lattice, Merge, Record, Slot, ToldSet
from crdt.states import (
    CONTENTS,
    State,
    element_entry,
    first_entry,
    register_entry,
    seen_entry,
    sketch_entry,
)
from views.audit import Facts, Holding, place_in, placed_text
from views.audit.facts import owner_of
from views.audit.kept import kept_of
from views.errors import ScriptFailed
from views.merging import Coverages, Merged
from views.placements import Placement, Reader
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode


@dataclass
class Shard:
    """One shard's keys."""

    registers: dict[tuple[Slot, str], dict[str, Contents]] = field(default_factory=dict)
    elements: dict[tuple[Slot, str], dict[str, Standing]] = field(default_factory=dict)
    grown: dict[tuple[Slot, str], dict[str, Value]] = field(default_factory=dict)
    """What of told sets only grows: first entries, and what was seen."""
    sketches: dict[tuple[Slot, str], Sketch] = field(default_factory=dict)
    counts: dict[tuple[Slot, str], int] = field(default_factory=dict)
    placed: dict[tuple[type[Record], str], Placement] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    """Owners, and records that are kept everywhere, of which something is to be placed."""
    parked: dict[str, str] = field(default_factory=dict)
    coverage: Coverages = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    """The last calls whose merging is here, whole."""

    def copy(self) -> Shard:
        """A shard of its own, with the same keys."""
        return Shard(
            {place: dict(held) for place, held in self.registers.items()},
            {place: dict(held) for place, held in self.elements.items()},
            {place: dict(held) for place, held in self.grown.items()},
            {place: dict(held) for place, held in self.sketches.items()},
            dict(self.counts),
            dict(self.placed),
            set(self.touched),
            dict(self.parked),
            dict(self.coverage),
            self.merged,
        )

    def state(self, owner: str) -> State:
        """All merged records of an owner, as derivations read them."""
        return State(
            (slot, record_id, member, value)
            for table in (self.registers, self.elements, self.grown)
            for (slot, record_id), held in table.items()
            if owner_of(record_id) == owner
            for member, value in held.items()  # type: ignore[attr-defined]
        )

    def holds(self, merge: Merge) -> bool:
        """Whether a merge would change nothing."""
        slot, record_id, member, value = merge
        if slot.lattice is Lattice.DISTINCT:
            index, rank = observe(member)
            return self.sketches.get((slot, record_id), {}).get(index, 0) >= rank
        table: Any = self.table_of(slot)
        held = table.get((slot, record_id), {}).get(member)
        return held is not None and bool(held >= value)

    def table_of(self, slot: Slot) -> Any:
        """Where a slot's values are."""
        if slot.lattice in CONTENTS:
            return self.registers
        return self.grown if slot.lattice in _GROWN else self.elements

    def holding(self) -> Holding:  # noqa: PLR0912 (one loop a table)
        """What it holds, in the form of an audit."""
        made = Holding()
        derived: Facts = made.derived
        for (slot, record_id), held in self.registers.items():
            for name, contents in held.items():
                made.add(register_entry(slot, record_id, name, contents))
            derived.update(kept_of(slot, record_id, held))
        for (slot, record_id), standings in self.elements.items():
            for element, standing in standings.items():
                made.add(element_entry(slot, record_id, element, standing))
        for (slot, record_id), grown in self.grown.items():
            for element, value in grown.items():
                if slot.lattice is Lattice.FIRSTS:
                    made.add(first_entry(slot, record_id, element, int(value)))
                else:
                    made.add(seen_entry(slot, record_id, element))
        for (slot, record_id), sketch in self.sketches.items():
            made.add(sketch_entry(slot, record_id, sketch))
        for (slot, record_id), count in self.counts.items():
            derived["count", slot.name, record_id] = str(count)
        for (record, record_id), placement in self.placed.items():
            place_in(derived, record_id, placement)
            for read in placement.reads:
                derived["reader", read, f"{record.kind} {record_id}"] = "0"
            if placement.stored:
                derived["placed", record.kind, record_id] = placed_text(placement.stored)
        return made


_GROWN = (Lattice.FIRSTS, Lattice.SEEN)


class Script:
    """The twin of `merge.lua`: one call, as steps that may break off between any two."""

    def __init__(self, view: View, shard: Shard) -> None:
        self._view, self._shard = view, shard
        self._slots = {slot.name: slot for record in view.records for slot in record.slots}
        self._records = {record.kind: record for record in view.records}

    def run(
        self,
        keys: list[str],
        payload: bytes,
        base: str,
        *,
        break_at: float | None = None,
        leave: bool = False,
    ) -> Merged:
        """Merge; break off after such a part of the steps, from 0 to 1.

        leave: leave what is to be placed to the next call.
        """
        shard, sent = self._shard, unfolded(_unpack(payload))
        if sent["merged"] and sent["id"] not in shard.merged:
            return Merged({})
        changed: dict[tuple[type[Record], str], None] = {}
        steps = [self._mend, lambda: self._touch(sent), *self._merges(sent, keys, base, changed)]
        steps.append(lambda: shard.parked.update(sent["parked"]))
        if not leave:
            steps.append(lambda: self._place({owner_of(one) for _, one in changed}))
        if break_at is not None:
            steps = steps[: int(break_at * (len(steps) + 1))]
        for step in steps:
            step()
        if break_at is not None:
            raise ScriptFailed("the script broke half-way")
        if leave and shard.touched:
            shard.merged = (sent["id"], *shard.merged)[:8]
            return Merged({}, left=len(shard.touched))
        shard.touched = set()
        for log, edges, _ in sent["coverage"]:
            ranges = tuple(zip(edges[::2], edges[1::2], strict=True))
            held = shard.coverage.get(log, Coverage())
            shard.coverage[log] = held.join(Coverage.of(ranges))
        return Merged({log: shard.coverage[log] for log, _, _ in sent["coverage"]})

    def _mend(self) -> None:
        self._place(self._shard.touched)
        self._shard.touched = set()

    def _touch(self, sent: dict[str, Any]) -> None:
        named = [record_id for _, _, record_id, _ in sent["registers"] + sent["sets"]]
        named += [record_id for _, _, record_id, _ in sent["told"] + sent["amounts"]]
        named += [record_id for _, _, record_id, _, _ in sent["offers"]]
        self._shard.touched = {owner_of(record_id) for record_id in named}

    def _merges(
        self,
        sent: dict[str, Any],
        keys: list[str],
        base: str,
        changed: dict[tuple[type[Record], str], None],
    ) -> Iterable[Callable[[], None]]:
        def slot_at(number: int, sign: str = "") -> tuple[Slot, str]:
            # The keys are numbered from 1, as in Lua.
            kind, _, record_id = keys[number - 1].removeprefix(base).partition(":")
            return self._slots[kind.removesuffix(sign)], record_id

        shard = self._shard
        for key, _, _, held in sent["registers"] + sent["amounts"]:
            yield partial(merge_registers, shard, slot_at(key), held, changed)
        for name, _, record_id, _, held in sent["offers"]:
            yield partial(merge_registers, shard, (self._slots[name], record_id), held, changed)
        for key, _, _, standings in sent["sets"]:
            yield partial(merge_elements, shard, slot_at(key, "+"), standings, changed)
        for name, _, record_id, rows in sent["told"]:
            yield partial(merge_told, shard, (self._slots[name], record_id), rows, changed)
        for key, seen in sent["counts"]:
            yield partial(merge_distinct, shard, slot_at(key), seen)
            yield partial(count, shard, slot_at(key))

    def _place(self, owners: Iterable[str]) -> None:
        for owner in owners:
            reader = Reader(self._shard.state(owner))
            for record, derive in self._view.derivations.items():
                for record_id in reader.ids(record):
                    found = derive(reader, record_id)
                    self._shard.placed[record, record_id] = found
                    for name, score in found.lists.items():
                        reader.lists[name][record_id] = score


def unfolded(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload, with the flat lists that merge.lua describes as items: (key, kind, id, contents by
    name), (key of the live, kind, id, standings by element), (slot, kind, id, rows by element), and
    (key, elements).
    """

    def items(flat: list[Any], before: int, each: int) -> Iterator[tuple[list[Any], list[Any]]]:
        at = 1
        while at < flat[0]:
            head, n = flat[at : at + before], flat[at + before]
            at += before + 1 + n * each
            yield head, flat[at - n * each : at]

    def standings(values: list[Any]) -> dict[str, Standing]:
        n = len(values) // 3
        return dict(
            zip(values[:n], zip(values[n::2], values[n + 1 :: 2], strict=True), strict=True)
        )

    def contents(name: str, before: int) -> list[tuple[Any, ...]]:
        return [
            (*head, dict(zip(values[::2], values[1::2], strict=True)))
            for head, values in items(payload[name], before, 2)
        ]

    return payload | {
        "registers": contents("registers", 3),
        "amounts": contents("amounts", 3),
        "offers": contents("offers", 4),
        "sets": [
            (head[0], head[2], head[4], standings(values))
            for head, values in items(payload["sets"], 5, 3)
        ],
        "told": [
            (*head, {one: values[n + 4 * at : n + 4 * at + 4] for at, one in enumerate(values[:n])})
            for head, values in items(payload["told"], 3, 5)
            for n in (len(values) // 5,)
        ],
        "counts": [(head[0], values) for head, values in items(payload["counts"], 3, 1)],
    }


def merge_registers(
    shard: Shard, place: tuple[Slot, str], sent: dict[str, Contents], changed: dict[Any, None]
) -> None:
    """Raise some registers of a record."""
    held = shard.registers.setdefault(place, {})
    for name, contents in sent.items():
        wins = order.later(held.get(name, ""), contents)
        if wins != held.get(name):
            held[name] = wins
            changed[place[0].record, place[1]] = None


def merge_elements(
    shard: Shard, place: tuple[Slot, str], sent: dict[str, Standing], changed: dict[Any, None]
) -> None:
    """Raise some elements of a set."""
    held = shard.elements.setdefault(place, {})
    for element, standing in sent.items():
        wins = order.stronger(held[element], standing) if element in held else standing
        if wins != held.get(element):
            held[element] = wins
            changed[place[0].record, place[1]] = None


def merge_told(
    shard: Shard, place: tuple[Slot, str], rows: dict[str, list[Any]], changed: dict[Any, None]
) -> None:
    """Raise what is known of some elements of a told set."""
    slot, record_id = place
    of: ToldSet = vars(slot.record)[slot.field]
    standings = {one: (row[0], row[1]) for one, row in rows.items() if row[0] is not False}
    merge_elements(shard, place, standings, changed)
    grown: list[tuple[Slot, str, Value]] = []
    for element, (score, _, first, seen) in rows.items():
        if first is not False:
            grown.append((of.firsts, element, -(score if first is True else first)))
        if seen:
            grown.append((of.seen, element, True))
    for one, element, value in grown:
        held = shard.grown.setdefault((one, record_id), {})
        if element not in held or held[element] < value:  # type: ignore[operator]
            held[element] = value
            changed[slot.record, record_id] = None


def merge_distinct(shard: Shard, place: tuple[Slot, str], seen: list[str]) -> None:
    """Show some elements to a distinct count."""
    sketch = shard.sketches.setdefault(place, {})
    for element in seen:
        index, rank = observe(element)
        sketch[index] = max(sketch.get(index, 0), rank)


def count(shard: Shard, place: tuple[Slot, str]) -> None:
    """Store what a distinct count comes to."""
    shard.counts[place] = estimate(shard.sketches[place])
