"""The twin of the store: shards that take the very calls that the Lua takes, with faults.

It stands behind the methods of `views.store.Store` that a projector and a gateway use. A call is
on its way on its own: whoever sent it may die, and it still arrives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

import msgspec

from crdt import order
from crdt.coverage import Coverage
from crdt.distinct import Sketch, estimate, observe
from crdt.order import Contents, Standing, Value
from crdt.records import Lattice, Merge, Record, Slot, ToldSet
from crdt.registers import stamp_in
from crdt.stamps import Stamp, stamp_at
from crdt.states import (
    State,
    element_entry,
    first_entry,
    register_entry,
    seen_entry,
    sketch_entry,
)
from views.audit import Facts, Holding, place_in, placed_text
from views.errors import ScriptFailed, StoreUnavailable
from views.merging import Coverages, Delta, Merged
from views.placements import Placement, Reader, placed
from views.shards import Shards
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode

FAULTS = ("refused", "unanswered", "torn", "left", "slow", "late")
"""refused: nothing is done. unanswered: done, and the reply is lost. torn: the script breaks. left:
what is to be placed is left to the next call. slow: done after a while. late: no reply in time, and
done after that."""

SLOW_S = 1.5
STORE_S = 0.001
"""How long a message to or from the store takes at most."""


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
        if slot.lattice is Lattice.REGISTERS:
            return self.registers
        return self.grown if slot.lattice in _GROWN else self.elements

    def holding(self) -> Holding:
        """What it holds, in the form of an audit."""
        made = Holding()
        for (slot, record_id), held in self.registers.items():
            for name, contents in held.items():
                made.add(register_entry(slot, record_id, name, contents))
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
        derived: Facts = made.derived
        for (slot, record_id), count in self.counts.items():
            derived["count", slot.name, record_id] = str(count)
        for (record, record_id), placement in self.placed.items():
            place_in(derived, record_id, placement)
            if placement:
                derived["placed", record.kind, record_id] = placed_text(placement)
        return made


_GROWN = (Lattice.FIRSTS, Lattice.SEEN)


def owner_of(record_id: str) -> str:
    """All that a derivation reads has one owner."""
    return record_id.partition("/")[0]


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
        named += [record_id for _, _, record_id, _ in sent["told"]]
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
        for key, _, _, held in sent["registers"]:
            yield partial(merge_registers, shard, slot_at(key), held, changed)
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
                    found = placed(derive, reader, record_id)
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

    return payload | {
        "registers": [
            (*head, dict(zip(values[::2], values[1::2], strict=True)))
            for head, values in items(payload["registers"], 3, 2)
        ],
        "sets": [
            (head[0], *head[2:], standings(values)) for head, values in items(payload["sets"], 4, 3)
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


class StoreServer:
    """The store of one region, and what is wrong with it."""

    def __init__(self, view: View, shards: Shards, random: Random) -> None:
        self.view, self.shards, self.random = view, shards, random
        self.held = [Shard() for _ in shards.all]
        self.up = True
        self.delay_s_min, self.delay_s_max = 0.0, STORE_S
        self.faults: list[str] = []
        """What happens to the next calls that merge, the last one first."""
        self.snapshots: list[list[Shard]] = []
        self.calls = 0

    def snapshot(self) -> None:
        """Keep what is held now, to go back to."""
        self.snapshots = [*self.snapshots[-3:], [shard.copy() for shard in self.held]]

    def roll_back(self, which: int, shards: Iterable[int]) -> None:
        """Let some shards go back to an older state, coverage and all."""
        if self.snapshots:
            old = self.snapshots[which % len(self.snapshots)]
            for shard in shards:
                self.held[shard] = old[shard].copy()

    def empty(self) -> None:
        """Lose everything."""
        self.held = [Shard() for _ in self.shards.all]

    async def merge(self, shard: int, keys: list[str], payload: bytes) -> Merged:
        """One call. It arrives though the caller may be gone by then."""
        self.calls += 1
        fault = self.faults.pop() if self.faults and self.up else ""
        loop, reply = asyncio.get_running_loop(), asyncio.Future[Merged]()
        base = self.view.base(self.shards, shard)
        break_at = self.random.random() if fault == "torn" else None

        def arrive() -> None:
            if not self.up or fault == "refused":
                answer(StoreUnavailable("down"))
                return
            try:
                found = Script(self.view, self.held[shard]).run(
                    keys, payload, base, break_at=break_at, leave=fault == "left"
                )
            except ScriptFailed as failure:
                answer(failure)
                return
            lost = StoreUnavailable("the reply was lost")
            answer(lost if fault == "unanswered" else found)

        def answer(result: Merged | Exception) -> None:
            loop.call_later(self._delay_s(), resolve, result)

        def resolve(result: Merged | Exception) -> None:
            if reply.done():
                return
            if isinstance(result, Exception):
                reply.set_exception(result)
            else:
                reply.set_result(result)

        late_s = self.random.random() * SLOW_S if fault in ("slow", "late") else 0.0
        loop.call_later(self._delay_s() + late_s, arrive)
        if fault == "late":
            loop.call_later(late_s / 2, resolve, StoreUnavailable("no reply in time"))
        return await reply

    async def coverage(self, shard: int) -> Coverages:
        """What a shard covers now."""
        await asyncio.sleep(self._delay_s())
        self.refuse()
        found = dict(self.held[shard].coverage)
        await asyncio.sleep(self._delay_s())
        return found

    def refuse(self) -> None:
        """Raise when the store is down."""
        if not self.up:
            raise StoreUnavailable("down")

    def stamp(self, merge: Merge) -> Stamp | None:
        """The stamp of what stands where a merge would write."""
        slot, record_id, member, _ = merge
        shards = self.shards.all if slot.record.everywhere else [self.shard_of(merge)]
        held = [self._stamp(self.held[shard], (slot, record_id), member) for shard in shards]
        return max((stamp for stamp in held if stamp is not None), default=None)

    def _stamp(self, shard: Shard, place: tuple[Slot, str], member: str) -> Stamp | None:
        if contents := shard.registers.get(place, {}).get(member):
            return stamp_in(contents)
        standing = shard.elements.get(place, {}).get(member)
        return None if standing is None else stamp_at(standing[0])

    def shard_of(self, merge: Merge) -> int:
        """The shard of a merge's record."""
        return self.shards.of(merge[0].record, merge[1])

    def _delay_s(self) -> float:
        return self.delay_s_min + self.random.random() * (self.delay_s_max - self.delay_s_min)


class StoreTwin:
    """One process's client of a store."""

    def __init__(self, server: StoreServer) -> None:
        self.server, self.view, self.shards = server, server.view, server.shards

    async def open(self) -> None:
        """Find the store there."""
        await asyncio.sleep(0)
        self.server.refuse()

    async def close(self) -> None:
        """Nothing is held."""

    async def merge(self, shard: int, delta: Delta, *, steps_max: int = 0) -> Merged:
        """As `views.store.Store.merge`."""
        keys, payload = delta.call(self.view.base(self.shards, shard))
        return await self.server.merge(shard, keys, payload)

    async def coverage(self, shard: int) -> Coverages:
        """As `views.store.Store.coverage`."""
        return await self.server.coverage(shard)

    async def parked(self) -> dict[tuple[str, int], str]:
        """As `views.store.Store.parked`."""
        found: dict[tuple[str, int], str] = {}
        for shard in self.server.held:
            for where, reason in shard.parked.items():
                log, _, sequence = where.rpartition(" ")
                found[log, int(sequence)] = reason
        return found

    async def hold(self) -> list[Holding]:
        """As `views.audit.hold`."""
        return [shard.holding() for shard in self.server.held]
