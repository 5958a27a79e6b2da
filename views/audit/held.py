"""What is held: the keys of a shard as facts, a member at a time, in any order.

points_of   where a fact stands, as keys and members
Held        what was read at such places, as facts
Totals      what the parts of one sum or tally come to
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

import msgspec

from crdt.distinct import decode
from crdt.errors import CRDTError
from crdt.records import Lattice, Record, Slot
from crdt.states import (
    CONTENTS,
    Entry,
    element_entry,
    first_entry,
    register_entry,
    seen_entry,
    sketch_entry,
)
from views.audit.expected import placed_text
from views.audit.facts import FAILED, MERGED, TOTAL, Fact, Facts, Holding
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode

Contents: TypeAlias = "bytes | float"
"""What is under a key, or of one member: a field's value, or a score."""


CONTROL: Final = frozenset(("coverage", "work", "parked", "failed"))
"""Hashes of a shard that are of no record."""


TOTALLED: Final = frozenset(("sum", "tally", "best"))
"""What keys begin with whose members come to a total, or to a best."""


class Point(NamedTuple):
    """A place in a shard: a key and a member or field of it; None for all that is under the key."""

    key: str
    member: str | None = None


_KEYS: Final[Mapping[Lattice, Mapping[str, str]]] = {
    Lattice.REGISTERS: {"": "hash"},
    Lattice.MAP: {"": "hash"},
    Lattice.AMOUNTS: {"": "hash"},
    Lattice.DISTINCT: {"": "string"},
    Lattice.ELEMENTS: {"+": "zset", "-": "zset"},
    Lattice.TOLD: {"+": "zset", "-": "zset", "=": "zset", "~": "hash"},
    Lattice.FIRSTS: {},
    Lattice.SEEN: {},
    Lattice.OFFERS: {"": "hash", "*": "zset", "+": "zset"},
}
"""By lattice, what a slot's keys end with before the id, and their type in the store; a told set's
three slots share keys."""


def keys_of(record: type[Record], record_id: str) -> list[str]:
    """The keys under which a shard holds the merged state of one record."""
    return [
        f"{slot.name}{sign}:{record_id}" for slot in record.slots for sign in _KEYS[slot.lattice]
    ]


def raw(text: str) -> bytes:
    """The bytes that a text was read from."""
    return text.encode("utf-8", "surrogateescape")


def text(contents: Contents) -> str:
    """What stands somewhere as a text, of a number its shortest form that loses nothing."""
    if isinstance(contents, bytes):
        return contents.decode("utf-8", "surrogateescape")
    return f"{contents:.17g}"


def anchor_at(key: str, member: str | None) -> str:
    """Where something stands, in one word. SUBTLE: without what the key begins with: a fact of a
    told set is made from several keys of the same id.
    """
    return f"{key.partition(':')[2]}\0{member or ''}"


@dataclass(frozen=True)
class Kinds:
    """What keys a view has: by what stands before the colon, their type in the store."""

    slots: Mapping[str, Slot]
    types: Mapping[str, str]

    @classmethod
    def of(cls, view: View) -> Kinds:
        """Those of a view."""
        slots = {slot.name: slot for record in view.records for slot in record.slots}
        types = {"list": "zset", "sum": "hash", "tally": "hash", "best": "zset"}
        types |= {f"placed.{record.kind}": "string" for record in view.derivations}
        types["readers"] = "zset"
        for name, slot in slots.items():
            types |= {f"{name}{sign}": of for sign, of in _KEYS[slot.lattice].items()}
        return cls(slots, types)

    def type_of(self, key: str) -> str | None:
        """What a key's type should be; None for one that no merge writes."""
        if key in CONTROL:
            return "hash"
        kind, colon, _ = key.partition(":")
        return self.types.get(kind) if colon else None

    def points_of(self, fact: Fact) -> list[Point]:
        """Where a fact stands. A total stands where all its parts do."""
        match fact:
            case ("merged", kind, record_id, member):
                return self._merged(self.slots[kind], record_id, member)
            case ("told", name, record_id, element):
                return self._merged(self.slots[name], record_id, element)
            case ("count", name, record_id):
                slot = self.slots[name]
                if slot.lattice is Lattice.AMOUNTS:
                    return [Point(f"{name}:{record_id}", TOTAL)]
                return [Point(f"{slot.record.kind}:{record_id}", slot.field)]
            case ("stands" | "offer" as what, name, record_id, member):
                return [Point(f"{name}{'+' if what == 'stands' else '*'}:{record_id}", member)]
            case ("list", name, member):
                return [Point(f"list:{name}", member)]
            case ("sum" | "tally" as what, name, member):
                whole = member.startswith(TOTAL)
                return [Point(f"{what}:{name}", None if whole else member)]
            case ("best", name, member):
                return [Point(f"best:{name}", None if member == TOTAL else member)]
            case ("placed", kind, record_id):
                return [Point(f"placed.{kind}:{record_id}")]
            case ("reader", item, reader):
                return [Point(f"readers:{item}", reader)]
            case ("failed", kind, record_id):
                return [Point("failed", f"{kind} {record_id}")]
            case ("parked", where):
                return [Point("parked", where)]
        return []

    def anchor(self, fact: Fact) -> str:
        """Where a fact stands, in one word, as `anchor_at` says of what it is read from."""
        match fact:
            case ("list" | "sum" | "tally" | "best", name, member):
                return f"{name}\0{member}"
        points = self.points_of(fact)
        return anchor_at(*points[0]) if points else " ".join(fact)

    def _merged(self, slot: Slot, record_id: str, member: str) -> list[Point]:
        match slot.lattice:
            case _ if slot.lattice in CONTENTS:
                return [Point(f"{slot.name}:{record_id}", member)]
            case Lattice.DISTINCT:
                return [Point(f"{slot.name}:{record_id}")]
            case Lattice.FIRSTS | Lattice.SEEN:
                slot = self.slots[slot.name.removesuffix(f".{slot.lattice.value}")]
        return [Point(f"{slot.name}{sign}:{record_id}", member) for sign in _KEYS[slot.lattice]]


@dataclass
class Totals:
    """What the parts of one sum or tally come to, as the store has them, or the best of what is
    offered for a member.
    """

    kind: str
    name: str
    _parts: dict[str, int | None] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Under which key they are."""
        return f"{self.kind}:{self.name}"

    def add(self, member: str, value: Contents) -> None:
        """Take a field of the hash, or a member of the sorted set, in."""
        if member.startswith(TOTAL):
            return
        amount, lists = text(value), [TOTAL]
        if self.kind == "tally" and isinstance(value, bytes):
            amount, lists = tally_part(value)
        for name in lists:
            before, number = self._parts.get(name, 0), _whole(amount)
            if before is None or number is None:
                self._parts[name] = None
            elif self.kind == "best":
                self._parts[name] = max(before, number) if name in self._parts else number
            else:
                self._parts[name] = before + number

    def facts(self) -> Facts:
        """What the totals should be, and where they should stand."""
        found = Facts()
        for name, total in self._parts.items():
            shown = "no number" if total is None else str(total)
            if self.kind == "sum":
                found["sum", self.name, TOTAL] = shown
            elif self.kind == "best":
                place, _, member = self.name.rpartition(" ")
                found["list", place, member] = shown
            elif total != 0:
                found["list", name, self.name.rpartition(" ")[2]] = shown
        return found


def _whole(amount: str) -> int | None:
    return int(amount) if amount.removeprefix("-").isdecimal() else None


def tally_part(packed: bytes) -> tuple[str, list[str]]:
    """A record's part of a tally: how much, and in which lists."""
    try:
        amount, *lists = _unpack(packed)
        return str(amount), [str(name) for name in lists]
    except (msgspec.MsgspecError, TypeError, ValueError):
        return text(packed), []


class Held:
    """The facts of a shard, of what was read of it so far."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds, self._holding = kinds, Holding()
        # By slot and id: what is under each key, by the sign that it ends with before the id.
        self._told: dict[tuple[str, str], dict[str, dict[str, Contents]]] = {}

    def put(self, fact: Fact, told: str) -> None:
        """Take a fact in that no record's keys hold."""
        self._holding.derived[fact] = told

    def take(self, key: str, member: str, contents: Contents) -> None:
        """Take in what is under a key; of a hash or a sorted set, of one member."""
        slots, derived = self._kinds.slots, self._holding.derived
        if key == "failed":
            kind, _, named = member.partition(" ")
            derived["failed", kind, named] = FAILED
        elif key == "parked":
            derived["parked", member] = text(contents)
        elif key == "work":
            derived["work", member] = "work that was left"
        if key in CONTROL:
            return
        kind, _, record_id = key.partition(":")
        sign = slots.get(kind[:-1]) if kind not in slots else None
        if kind == "tally":
            amount, lists = tally_part(contents if isinstance(contents, bytes) else b"")
            derived[kind, record_id, member] = f"{amount} in {' '.join(lists)}"
        elif kind in ("list", "sum", "best"):
            derived[kind, record_id, member] = text(contents)
        elif kind.startswith("placed."):
            stored = text(contents)
            derived["placed", kind.removeprefix("placed."), record_id] = placed_text(stored)
        elif kind == "readers":
            derived["reader", record_id, member] = text(contents)
        elif sign is not None and sign.lattice is Lattice.TOLD:
            parts = self._told.setdefault((sign.name, record_id), {})
            parts.setdefault(kind[-1], {})[member] = contents
        elif sign is not None and sign.lattice is Lattice.OFFERS:
            what, told = ("stands", text(contents)) if kind[-1] == "+" else ("offer", "stands")
            derived[what, sign.name, record_id, member] = told
        elif sign is not None:
            self._holding.add(_element(sign, record_id, member, text(contents), kind[-1]))
        else:
            self._take_own(slots[kind], record_id, member, contents)

    def _take_own(self, slot: Slot, record_id: str, member: str, contents: Contents) -> None:
        if slot.lattice is Lattice.DISTINCT:
            self._holding.add(_sketch(slot, record_id, contents))
        elif slot.lattice is Lattice.AMOUNTS and member == TOTAL:
            self._holding.derived["count", slot.name, record_id] = text(contents)
        elif slot.lattice is Lattice.REGISTERS and f"{slot.name}.{member}" in self._kinds.slots:
            self._holding.derived["count", f"{slot.name}.{member}", record_id] = text(contents)
        else:
            self._holding.add(register_entry(slot, record_id, member, text(contents)))

    def holding(self) -> Holding:
        """All of it."""
        for (name, record_id), parts in self._told.items():
            live, gone, shown = (_texts(parts.get(sign, {})) for sign in "+-=")
            odd = {m: held.split(" ") for m, held in _texts(parts.get("~", {})).items()}
            for element in sorted({*live, *gone, *shown, *odd}):
                known = odd.get(element) or (
                    [live[element], "1", live[element], ""]
                    if element in live
                    else [gone.get(element, ""), "", "", ""]
                )
                score, is_in, first, seen = known if len(known) == 4 else ["?", "", "", ""]
                self._tell(name, record_id, element, (score, is_in, first, seen))
                place = (first or score) if is_in else None
                stands = live.get(element), gone.get(element), shown.get(element)
                wanted = place, score or None if not is_in else None, place if seen else None
                if stands != wanted:
                    where = f"stands at {stands}, not {wanted}"
                    self._holding.derived["told", name, record_id, element] = where
        self._told.clear()
        return self._holding

    def _tell(
        self, name: str, record_id: str, element: str, known: tuple[str, str, str, str]
    ) -> None:
        """What is known of an element of a told set, whose keys say it together."""
        score, is_in, first, seen = known
        slots, add = self._kinds.slots, self._holding.add
        firsts, shown = slots[f"{name}.firsts"], slots[f"{name}.seen"]
        if score:
            add(_element(slots[name], record_id, element, score, "+" if is_in else "-"))
        if first:
            add(_first(firsts, record_id, element, first))
        if seen:
            add(seen_entry(shown, record_id, element))


def _texts(parts: Mapping[str, Contents]) -> dict[str, str]:
    return {member: text(contents) for member, contents in parts.items()}


def _element(slot: Slot, record_id: str, member: str, score: str, sign: str) -> Entry:
    """An element's entry; a score that no stamp has is shown as it is."""
    try:
        return element_entry(slot, record_id, member, (int(score), sign == "+"))
    except (ValueError, CRDTError):
        return (slot.name, record_id, member, score, sign)


def _first(slot: Slot, record_id: str, member: str, score: str) -> Entry:
    try:
        return first_entry(slot, record_id, member, -int(score))
    except (ValueError, CRDTError):
        return (slot.name, record_id, member, score, "first")


def _sketch(slot: Slot, record_id: str, contents: Contents) -> Entry:
    try:
        return sketch_entry(slot, record_id, decode(contents))  # type: ignore[arg-type]
    except (CRDTError, TypeError, IndexError):
        return (slot.name, record_id, "", "", "no HyperLogLog")


def merged_place(fact: Fact) -> tuple[str, str, str] | None:
    """The place of a merged fact; None of any other."""
    return (fact[1], fact[2], fact[3]) if fact[0] == MERGED else None
