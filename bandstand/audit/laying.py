"""Laying: parts of a record, as the logs say and as a view holds them, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

from bandstand.audit.comparison import Key
from bandstand.explain.addresses import Derived, Merged
from bandstand.explain.contributions import SHOWN, Members
from bandstand.explain.winners import Accounts, Contender
from crdt.distinct import estimate
from crdt.lattices.best import Best
from crdt.records import Lattice, Slot
from crdt.registers import REMOVED, value_in
from views import audit
from views.audit import Facts

NOTHING = "nothing"
"""What is not there."""

_KEYED: Final = {
    Lattice.MAP: "map",
    Lattice.AMOUNTS: "counter",
    Lattice.OFFERS: "best of offers",
}
MANY: Final = frozenset((*_KEYED.values(), "element set", "distinct count"))
"""What parts are called that have many places."""


@dataclass(frozen=True)
class Place:
    """One register or element: who wrote it, the winner first, and what both sides hold."""

    name: str
    logs_say: str | None
    view_has: str | None
    differs: bool
    contenders: list[Contender]


@dataclass(frozen=True)
class Part:
    """One register, set, count, list or sum; or where the record itself stands.

    places: of a list or sum, those in which both sides differ. derived_from: the list or sum that a
    field shows. contributors: (score or part, kind, id), the greatest of so many `records`.
    """

    name: str
    what: str
    logs_say: str
    view_has: str
    differs: bool
    places: list[Place] = field(default_factory=list)
    derived_from: str = ""
    contributors: list[tuple[int, str, str]] = field(default_factory=list)
    records: int = 0


@dataclass(frozen=True)
class Held:
    """What a view holds of one record and of what is derived for it, over its shards."""

    entries: dict[Key, str]
    kept: Facts
    derived: dict[Derived, list[Members]]
    placed: str = NOTHING


@dataclass(frozen=True)
class Beside:
    """One record as the logs say, beside what a view holds of it."""

    id: str
    accounts: Accounts
    logs: dict[Key, str]
    held: Held

    def lay(self, part: Merged) -> Part:
        """A part, as both sides have it."""
        lattice = part.slot.lattice
        if lattice is Lattice.REGISTERS:
            return self._register(part)
        if lattice in _KEYED:
            return self._keyed(part)
        return self._set(part) if lattice is Lattice.ELEMENTS else self._count(part)

    def _place(self, part: Merged, member: str) -> Place:
        key = (part.slot.name, self.id, member)
        say, has = self.logs.get(key), self.held.entries.get(key)
        contenders = self.accounts.contenders(part.slot, self.id, member)
        return Place(member, say, has, say != has, contenders)

    def _register(self, part: Merged) -> Part:
        place = self._place(part, part.member or "")
        return Part(
            name=part.name,
            what=f"{part.key} of register {part.member}" if part.key else "register",
            logs_say=_value(place.logs_say, part.key),
            view_has=_value(place.view_has, part.key),
            differs=place.differs,
            places=[place],
        )

    def _set(self, part: Merged) -> Part:
        slot = part.slot.name
        members = {key[2] for key in (*self.logs, *self.held.entries) if key[0] == slot}
        shown = [part.member] if part.member is not None else sorted(members)
        places = [self._place(part, member) for member in shown]
        # What differs stands first, and then what was written last.
        places.sort(key=lambda p: (p.differs, p.contenders[0].stamp if p.contenders else ""))
        return Part(
            name=part.name,
            what="element set",
            logs_say=_standing(slot, self.logs),
            view_has=_standing(slot, self.held.entries),
            differs=any(place.differs for place in places),
            places=places[::-1],
        )

    def _keyed(self, part: Merged) -> Part:
        """A map, a counter or a best, and what is kept beside it."""
        slot = part.slot
        say = audit.kept_of(slot, self.id, self.accounts.state.contents(slot, self.id))
        has = {fact: told for fact, told in self.held.kept.items() if fact[1] == slot.name}
        laid = self._set(part)
        standing = [
            (int(told), "", fact[3])
            for fact, told in say.items()
            if fact[0] == "stands" and told.lstrip("-").isdecimal()
        ]
        best = vars(slot.record)[slot.field]
        standing.sort(reverse=not (isinstance(best, Best) and best.least))
        return replace(
            laid,
            what=_KEYED[slot.lattice],
            logs_say=_summed(slot, self.logs, say),
            view_has=_summed(slot, self.held.entries, has),
            differs=laid.differs or say != has,
            derived_from="its offers" if standing else "",
            contributors=standing[:SHOWN],
            records=len(standing),
        )

    def _count(self, part: Merged) -> Part:
        key = (part.slot.name, self.id, "")
        members = self.accounts.members(part.slot, self.id)
        guess = estimate(self.accounts.state.sketch(part.slot, self.id))
        stored = self.held.kept.get(("count", part.slot.name, self.id))
        wrong = str(guess) != (stored or "0")
        shown = [part.member] if part.member is not None else members
        return Part(
            name=part.name,
            what="distinct count",
            logs_say=f"{guess:,} by estimate, {len(members):,} exactly",
            view_has="nothing" if stored is None else f"{stored} by estimate",
            differs=wrong or self.logs.get(key) != self.held.entries.get(key),
            places=[
                Place(one, None, None, False, self.accounts.contenders(part.slot, self.id, one))
                for one in shown
            ],
        )


def _summed(slot: Slot, texts: Mapping[Key, str], kept: Facts) -> str:
    """A map, a counter or a best in a few words."""
    mine = [text for key, text in texts.items() if key[0] == slot.name]
    gone = sum(text.endswith(REMOVED) for text in mine)
    if slot.lattice is Lattice.AMOUNTS:
        total = next((told for fact, told in kept.items() if fact[0] == "count"), NOTHING)
        return f"{total} from {len(mine):,} who count"
    if slot.lattice is Lattice.MAP:
        return f"{_many(len(mine) - gone, 'key')}, {gone:,} removed"
    members = sum(fact[0] == "stands" for fact in kept)
    offers = _many(len(mine) - gone, "offer")
    return f"{_many(members, 'member')} of {offers}, {gone:,} withdrawn"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _value(text: str | None, key: str | None) -> str:
    """The value of an entry's text, or the part of it that a field shows, as JSON."""
    if text is None:
        return NOTHING
    stamp, space, value = text.partition(" ")
    if not space:
        return text  # A register without a stamp is its value alone.
    with suppress(msgspec.DecodeError):
        found = value_in(stamp + value)
        if key is not None and isinstance(found, dict):
            return msgspec.json.encode(found.get(key)).decode()
    return value


def _standing(slot: str, texts: Mapping[Key, str]) -> str:
    signs = [text[-1] for key, text in texts.items() if key[0] == slot]
    return f"{signs.count('+'):,} live, {signs.count('-'):,} removed"
