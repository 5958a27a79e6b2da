"""The audit: what a store holds of a view, beside what a plain Python fold says it should.

Merged state is compared entry by entry, and what is derived with its recomputation by the Python
twins. A difference names the key, what was expected and what was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import msgspec

from crdt.distinct import decode, estimate
from crdt.records import Lattice, Record, Slot
from crdt.states import (
    Entry,
    State,
    element_entry,
    first_entry,
    register_entry,
    seen_entry,
    sketch_entry,
)
from views.placements import Lists, Placement, Reader, Tally, placed
from views.shards import Shards
from views.store import Store
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode
_encode = msgspec.json.Encoder(order="sorted").encode

Facts: TypeAlias = dict[tuple[str, ...], str]
"""What a shard holds: (kind, id, field or element) → its stamp and value, and what is derived."""

TOTAL = " "
"""The field of a sum's hash that holds the total."""

FAILED = "its derivation failed"


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
    for shard, record, record_id, placement in placements(view, shards, state):
        derived = holdings[shard].derived
        place_in(derived, record_id, placement)
        if placement:
            derived["placed", record.kind, record_id] = placed_text(placement)
        if placement.failed:
            derived["failed", record.kind, record_id] = FAILED
    return holdings


def placements(
    view: View, shards: Shards, state: State
) -> Iterator[tuple[int, type[Record], str, Placement]]:
    """Where each record of a state stands, in each shard that has it."""
    lists: list[Lists] = [defaultdict(dict) for _ in shards.all]
    # In the order of the declaration: later ones look at what earlier ones were placed in.
    for record, derive in view.derivations.items():
        for record_id in state.ids(record):
            for shard in shards.all if record.everywhere else [shards.of(record, record_id)]:
                placement = placed(derive, Reader(state, lists[shard]), record_id)
                for name, score in placement.lists.items():
                    lists[shard][name][record_id] = score
                yield shard, record, record_id, placement


def place_in(derived: Facts, record_id: str, placement: Placement) -> None:
    """Add what a record's placement says to what is derived in its shard."""
    for name, score in placement.lists.items():
        derived["list", name, record_id] = str(score)
    if tally := placement.tally:
        key = f"{tally.group} {tally.member}"
        derived["tally", key, record_id] = f"{tally.amount} in {' '.join(tally.lists)}"
        for name in tally.lists:
            total = int(derived.get(("list", name, tally.member), "0")) + tally.amount
            derived["list", name, tally.member] = str(total)
            derived["tally", key, f" {name}"] = str(total)
    for name, value in placement.sums.items():
        if value:
            derived["sum", name, record_id] = str(value)
            total = int(derived.get(("sum", name, TOTAL), "0"))
            derived["sum", name, TOTAL] = str(total + value)


def placed_text(placement: Placement) -> str:
    """A placement as it is compared and shown. Why it failed, each language says its own way."""
    shown = replace(placement, failed=FAILED) if placement.failed else placement
    return _encode(shown).decode()


async def hold(store: Store, advance: Callable[[int], None] = lambda _: None) -> list[Holding]:
    """What each shard of a store holds now."""
    holdings = []
    for shard in store.shards.all:
        holding, told = Holding(), _Told(store.view)
        async for keys in store.keys(shard):
            await _read(store, shard, sorted(set(keys)), holding, told)
            advance(len(keys))
        told.take_into(holding)
        holdings.append(holding)
    return holdings


async def hold_some(store: Store, shard: int, keys: list[str]) -> Holding:
    """What a shard holds now under some keys, those that are not there left out."""
    holding = Holding()
    there = await store.dump(shard, keys, ("EXISTS",))
    present = [key for key, count in zip(keys, there, strict=True) if count]
    told = _Told(store.view)
    await _read(store, shard, present, holding, told)
    told.take_into(holding)
    return holding


_SIGNS = {Lattice.ELEMENTS: "+-", Lattice.TOLD: "+-=~", Lattice.FIRSTS: "", Lattice.SEEN: ""}
"""By lattice, what a slot's keys end with before the id; a told set's three slots share keys."""


def keys_of(record: type[Record], record_id: str) -> list[str]:
    """The keys under which a shard holds the merged state of one record."""
    return [
        f"{slot.name}{sign}:{record_id}"
        for slot in record.slots
        for sign in _SIGNS.get(slot.lattice, ("",))
    ]


_COMMANDS: dict[str, tuple[str, ...]] = {
    "+": ("ZRANGE", "0", "-1", "WITHSCORES"),
    "-": ("ZRANGE", "0", "-1", "WITHSCORES"),
    "=": ("ZRANGE", "0", "-1", "WITHSCORES"),
    "~": ("HGETALL",),
    "list": ("ZRANGE", "0", "-1", "WITHSCORES"),
    "placed": ("GET",),
}


def _command(slots: dict[str, Slot], kind: str) -> tuple[str, ...]:
    """How a key of a kind is read whole."""
    if kind in slots and slots[kind].lattice is Lattice.DISTINCT:
        return ("GET",)
    return _COMMANDS.get(kind[-1]) or _COMMANDS.get(kind.partition(".")[0], ("HGETALL",))


async def _read(store: Store, shard: int, keys: list[str], holding: Holding, told: _Told) -> None:
    slots = {slot.name: slot for record in store.view.records for slot in record.slots}
    known = {"list", "sum", "tally"} | {f"placed.{one.kind}" for one in store.view.derivations}
    for name, slot in slots.items():
        known |= {f"{name}{sign}" for sign in _SIGNS.get(slot.lattice, ("",))}
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        kind, _, record_id = key.partition(":")
        if kind in known:
            by_kind.setdefault(kind, []).append((key, record_id))
        elif key in ("failed", "work"):
            [held] = await store.dump(shard, [key], ("HGETALL",))
            for item in held:
                _, _, named = item.decode().partition(" ")
                fact = ("failed", item.decode().split(" ")[0], named)
                holding.derived[fact if key == "failed" else ("work", item.decode())] = (
                    FAILED if key == "failed" else "work that was left"
                )
        elif key not in ("coverage", "parked"):
            holding.derived["unknown", key] = "a key that no merge writes"
    for kind, found in by_kind.items():
        names = [key for key, _ in found]
        values = await store.dump(shard, names, _command(slots, kind))
        for (_, record_id), value in zip(found, values, strict=True):
            of = slots.get(kind[:-1])
            if of is not None and of.lattice is Lattice.TOLD:
                told.parts.setdefault((of.name, record_id), {})[kind[-1]] = value
            else:
                _take(holding, slots, kind, record_id, value)


def _take(holding: Holding, slots: dict[str, Slot], kind: str, record_id: str, value: Any) -> None:
    if kind in ("list", "sum", "tally"):
        _take_derived(holding, kind, record_id, value)
    elif kind.startswith("placed."):
        text = placed_text(_placement(_unpack(value)))
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


def _take_derived(holding: Holding, kind: str, record_id: str, value: Any) -> None:
    if kind == "list":
        for member, score in _pairs(value):
            holding.derived["list", record_id, member] = score
    elif kind == "sum":
        for name, number in value.items():
            holding.derived["sum", record_id, name.decode()] = number.decode()
    else:
        for name, held in value.items():
            text = held.decode() if name[:1] == b" " else _tallied(held)
            holding.derived["tally", record_id, name.decode()] = text


def _placement(stored: dict[str, Any]) -> Placement:
    tally = stored.get("tally")
    return Placement(
        lists=dict(stored.get("lists", ())),
        sums=dict(stored.get("sums", ())),
        tally=tally and Tally(**{**tally, "lists": tuple(tally["lists"])}),
        key=stored.get("key"),
        failed=stored.get("failed"),
    )


def _tallied(packed: bytes) -> str:
    amount, *lists = _unpack(packed)
    return f"{amount} in {' '.join(lists)}"


class _Told:
    """The told sets of a shard, whose keys say together what is known of an element."""

    def __init__(self, view: View) -> None:
        self._slots = {slot.name: slot for record in view.records for slot in record.slots}
        self.parts: dict[tuple[str, str], dict[str, Any]] = {}
        """By slot and id: what is under each key, by the sign that it ends with before the id."""

    def take_into(self, holding: Holding) -> None:
        """Add what they say, and where an element does not stand as it should."""
        for (name, record_id), parts in self.parts.items():
            live, gone, shown = (dict(_pairs(parts.get(sign, []))) for sign in "+-=")
            odd = {m.decode(): held.decode().split(" ") for m, held in parts.get("~", {}).items()}
            for element in sorted({*live, *gone, *shown, *odd}):
                score, is_in, first, seen = odd.get(element) or (
                    (live[element], "1", live[element], "")
                    if element in live
                    else (gone.get(element, ""), "", "", "")
                )
                self._take(holding, name, record_id, element, (score, is_in, first, seen))
                place = (first or score) if is_in else None
                stands = live.get(element), gone.get(element), shown.get(element)
                wanted = place, score or None if not is_in else None, place if seen else None
                if stands != wanted:
                    where = f"stands at {stands}, not {wanted}"
                    holding.derived["told", name, record_id, element] = where

    def _take(
        self,
        holding: Holding,
        name: str,
        record_id: str,
        element: str,
        known: tuple[str, str, str, str],
    ) -> None:
        score, is_in, first, seen = known
        firsts, shown = self._slots[f"{name}.firsts"], self._slots[f"{name}.seen"]
        if score:
            sign = "+" if is_in else "-"
            holding.add(_element(self._slots[name], record_id, element, score, sign))
        if first:
            holding.add(first_entry(firsts, record_id, element, -int(first)))
        if seen:
            holding.add(seen_entry(shown, record_id, element))


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
