"""The audit: what a store holds of a view, beside what a plain Python fold says it should.

Merged state is compared entry by entry, and what is derived with its recomputation by the Python
twins. A difference names the key, what was expected and what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from crdt.distinct import decode, estimate
from crdt.records import Lattice, Record, Slot
from crdt.states import (
    Entry,
    RecordState,
    State,
    element_entry,
    register_entry,
    sketch_entry,
)
from views.placements import Placement
from views.shards import Shards
from views.store import Store
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode
_encode = msgspec.json.Encoder(order="sorted").encode

Facts: TypeAlias = dict[tuple[str, ...], str]
"""What a shard holds: (kind, id, field or element) → its stamp and value, and what is derived."""

TOTAL = " "
"""The field of a sum's hash that holds the total."""


@dataclass
class Holding:
    """What one shard holds, or should hold."""

    entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    derived: Facts = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry in; an element that is both live and removed shows as both."""
        held = self.entries.get(entry[:3])
        if held is not None and {held[4], entry[4]} == {"+", "-"}:
            entry = (*entry[:3], f"{held[3]} {held[4]} {entry[3]}", entry[4])
        self.entries[entry[:3]] = entry


@dataclass(frozen=True)
class Difference:
    """One place where a shard is not as the logs say.

    place: (kind, id, field or element) of a merged entry; None for what is derived or parked.
    """

    shard: int
    key: str
    expected: str | None
    found: str | None
    place: tuple[str, str, str] | None = None

    def __str__(self) -> str:
        return (
            f"shard {self.shard}: {self.key}\n"
            f"    the logs say  {_shown(self.expected)}\n"
            f"    the view has  {_shown(self.found)}"
        )


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value[:200]


def expect(view: View, shards: Shards, state: State) -> list[Holding]:
    """What each shard should hold when it holds this state."""
    holdings = [Holding() for _ in shards.all]
    slots = {slot.name: slot for record in view.records for slot in record.slots}

    def places(slot: Slot, record_id: str) -> list[Holding]:
        if slot.record.everywhere:
            return holdings
        return [holdings[shards.of(slot.record, record_id)]]

    for entry in state.entries():
        slot = slots[entry[0]]
        for holding in places(slot, entry[1]):
            holding.add(entry)
            if slot.lattice is Lattice.DISTINCT:
                seen = estimate(state.sketch(slot, entry[1]))
                holding.derived["count", entry[0], entry[1]] = str(seen)
    for record, derive in view.derivations.items():
        for record_id in state.ids(record):
            placement = derive(RecordState(state, record, record_id))
            for holding in places(record.registers, record_id):
                place_in(holding.derived, record_id, placement)
                if placement:
                    holding.derived["placed", record.kind, record_id] = placed_text(placement)
    return holdings


def place_in(derived: Facts, record_id: str, placement: Placement) -> None:
    """Add what a record's placement says to what is derived in its shard."""
    for name, score in placement.lists.items():
        derived["list", name, record_id] = str(score)
    for name, amount in placement.tallies.items():
        total = int(derived.get(("list", name, placement.member), "0")) + amount
        derived["list", name, placement.member] = str(total)
    for name, value in placement.sums.items():
        if value:
            derived["sum", name, record_id] = str(value)
            total = int(derived.get(("sum", name, TOTAL), "0"))
            derived["sum", name, TOTAL] = str(total + value)


def placed_text(placement: Placement) -> str:
    """A placement as it is compared and shown."""
    return _encode(placement).decode()


async def hold(store: Store, advance: Callable[[int], None] = lambda _: None) -> list[Holding]:
    """What each shard of a store holds now."""
    holdings = []
    for shard in store.shards.all:
        holding = Holding()
        async for keys in store.keys(shard):
            await _read(store, shard, sorted(set(keys)), holding)
            advance(len(keys))
        holdings.append(holding)
    return holdings


async def hold_some(store: Store, shard: int, keys: list[str]) -> Holding:
    """What a shard holds now under some keys, those that are not there left out."""
    holding = Holding()
    there = await store.dump(shard, keys, ("EXISTS",))
    present = [key for key, count in zip(keys, there, strict=True) if count]
    await _read(store, shard, present, holding)
    return holding


def keys_of(record: type[Record], record_id: str) -> list[str]:
    """The keys under which a shard holds the merged state of one record."""
    return [
        f"{slot.name}{sign}:{record_id}"
        for slot in record.slots
        for sign in (("+", "-") if slot.lattice is Lattice.ELEMENTS else ("",))
    ]


async def _read(store: Store, shard: int, keys: list[str], holding: Holding) -> None:
    slots = {slot.name: slot for record in store.view.records for slot in record.slots}
    known = {"list", "sum"} | {f"placed.{record.kind}" for record in store.view.derivations}
    for name, slot in slots.items():
        known |= {f"{name}+", f"{name}-"} if slot.lattice is Lattice.ELEMENTS else {name}
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        kind, _, record_id = key.partition(":")
        if kind in known:
            by_kind.setdefault(kind, []).append((key, record_id))
        elif key not in ("coverage", "parked"):
            holding.derived["unknown", key] = "a key that no merge writes"
    for kind, found in by_kind.items():
        names = [key for key, _ in found]
        if kind == "list" or kind[-1] in "+-":
            command: tuple[str, ...] = ("ZRANGE", "0", "-1", "WITHSCORES")
        elif kind.startswith("placed.") or (
            kind in slots and slots[kind].lattice is Lattice.DISTINCT
        ):
            command = ("GET",)
        else:
            command = ("HGETALL",)
        for (_, record_id), value in zip(
            found, await store.dump(shard, names, command), strict=True
        ):
            _take(holding, slots, kind, record_id, value)


def _take(holding: Holding, slots: dict[str, Slot], kind: str, record_id: str, value: Any) -> None:
    if kind == "list":
        for member, score in _pairs(value):
            holding.derived["list", record_id, member] = score
    elif kind == "sum":
        for name, number in value.items():
            holding.derived["sum", record_id, name.decode()] = number.decode()
    elif kind.startswith("placed."):
        placed = _unpack(value)
        lists, sums, tallies = (dict(placed.get(part, ())) for part in ("lists", "sums", "tallies"))
        member, among = placed.get("member", ""), placed.get("among", "")
        found = Placement(lists, sums, tallies, member, among)
        text = placed_text(found)
        holding.derived["placed", kind.removeprefix("placed."), record_id] = text
    elif kind[-1] in "+-":
        for member, score in _pairs(value):
            holding.add(_element(slots[kind[:-1]], record_id, member, score, kind[-1]))
    elif slots[kind].lattice is Lattice.DISTINCT:
        holding.add(sketch_entry(slots[kind], record_id, decode(value)))
    else:
        counts = {slot.field for slot in slots[kind].record.slots if slot.field}
        for name, held in value.items():
            text = name.decode()
            if text in counts:
                holding.derived["count", f"{kind}.{text}", record_id] = held.decode()
            else:
                holding.add(register_entry(slots[kind], record_id, text, held.decode()))


def _element(slot: Slot, record_id: str, member: str, score: str, sign: str) -> Entry:
    """An element's entry; a score that no stamp has is shown as it is."""
    try:
        return element_entry(slot, record_id, member, (int(score), sign == "+"))
    except ValueError:
        return (slot.name, record_id, member, score, sign)


def _pairs(flat: list[Any]) -> Iterator[tuple[str, str]]:
    for pair in flat if flat and isinstance(flat[0], (list, tuple)) else _twos(flat):
        member, score = pair
        yield member.decode(), score.decode() if isinstance(score, bytes) else f"{score:.17g}"


def _twos(flat: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(flat[::2], flat[1::2], strict=True)


def compare(expected: list[Holding], found: list[Holding]) -> Iterator[Difference]:
    """Every place where what is found is not what was expected."""
    for shard, (one, other) in enumerate(zip(expected, found, strict=True)):
        merged, merged_here = texts(one.entries), texts(other.entries)
        for key in sorted(merged.keys() | merged_here.keys()):
            if merged.get(key) != merged_here.get(key):
                yield Difference(
                    shard, " ".join(key), merged.get(key), merged_here.get(key), place=key
                )
        for fact in sorted(one.derived.keys() | other.derived.keys()):
            if one.derived.get(fact) != other.derived.get(fact):
                yield Difference(
                    shard, " ".join(fact), one.derived.get(fact), other.derived.get(fact)
                )


def texts(entries: dict[tuple[str, str, str], Entry]) -> dict[tuple[str, str, str], str]:
    """Entries as they are compared and shown: the stamp and the value."""
    return {key: " ".join(part for part in entry[3:] if part) for key, entry in entries.items()}
