"""Explanation: which events wrote a place, which of them won, and why the others did not.

Made from the logs alone, event by event; what the view holds is laid beside it. Imports nothing
that does I/O.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import msgspec

from crdt.lattices.map import is_removed
from crdt.order import NEVER_LATER, Contents, Standing, Value
from crdt.records import Lattice, Merge, Record, Slot, Unstamped
from crdt.registers import stamp_in
from crdt.stamps import STAMP_LENGTH, Stamp, stamp_at
from crdt.states import CONTENTS, Entry, State
from eventlog.envelope import Codec, iso_time
from projector.errors import Unprojectable
from projector.judgement import judge_of
from views.view import View


class Claim(NamedTuple):
    """One event's write to one place, where it is stored, and what it wrote."""

    value: Value
    at: str
    event: str
    log: str
    sequence: int
    type: str
    actor: str


@dataclass(frozen=True)
class Contender:
    """A claim, judged.

    result: won; lost; equal, when another event wrote the very same; duplicate, when the same
    event is stored twice. why: what decided, for people. stamp: 15 hex digits. time: ISO 8601.
    """

    result: str
    why: str
    stamp: str
    time: str
    type: str
    event: str
    actor: str
    log: str
    sequence: int
    value: str


@dataclass(frozen=True)
class Parked:
    """A parked event that names a record; what it would have written is not known."""

    log: str
    sequence: int
    reason: str


@dataclass
class Accounts:
    """Takes the events of logs, and keeps who wrote what of some records.

    Args:
        wanted: (kind, id) of each record.
    """

    codec: Codec
    view: View
    wanted: Iterable[tuple[str, str]]
    state: State = field(default_factory=State)
    """The wanted records, merged."""
    _claims: dict[tuple[Slot, str], dict[str, list[Claim]]] = field(default_factory=dict)
    _parked: dict[str, list[Parked]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._judge = judge_of(self.codec, self.view)
        self._wanted = frozenset(self.wanted)
        self._needles = {record_id: _needles(record_id) for _, record_id in self._wanted}

    def take(self, log: str, sequence: int, body: bytes) -> tuple[Merge, ...]:
        """Note what an event writes to the wanted records; return all its merges."""
        try:
            merges = self._judge(body)
        except Unprojectable as refusal:
            for record_id, needles in self._needles.items():
                if any(needle in body for needle in needles):
                    parked = Parked(log, sequence, str(refusal))
                    self._parked.setdefault(record_id, []).append(parked)
            return ()
        for merge in merges:
            slot, record_id, member, value = merge
            if (slot.record.kind, record_id) in self._wanted:
                event = self.codec.decode(body)
                claim = Claim(value, event.at, event.id, log, sequence, event.type, event.actor)
                places = self._claims.setdefault((slot, record_id), {})
                places.setdefault(member, []).append(claim)
                self.state.absorb((merge,))
        return merges

    def members(self, slot: Slot, record_id: str) -> list[str]:
        """The registers or elements that any event wrote."""
        return sorted(self._claims.get((slot, record_id), {}))

    def contenders(self, slot: Slot, record_id: str, member: str) -> list[Contender]:
        """All claims to one place in the total order, the winner first."""
        return _judged(slot, member, self._claims.get((slot, record_id), {}).get(member, []))

    def parked(self, record_id: str) -> list[Parked]:
        """The parked events whose bytes name a record."""
        return self._parked.get(record_id, [])

    def entries(self, record: type[Record], record_id: str) -> dict[tuple[str, str, str], Entry]:
        """The canonical entries of a record, as the logs say."""
        names = {slot.name for slot in record.slots}
        return {
            entry[:3]: entry
            for entry in self.state.entries()
            if entry[0] in names and entry[1] == record_id
        }


def _needles(record_id: str) -> tuple[bytes, ...]:
    """How an id stands in JSON, as a whole text or as the owner in one.

    A parked event may be anything, so it is searched, not read.
    """
    spelled = {msgspec.json.encode(record_id)[1:-1], json.dumps(record_id).encode()[1:-1]}
    return tuple(b'"' + text + end for text in spelled for end in (b'"', b"/"))


def _judged(slot: Slot, member: str, claims: Sequence[Claim]) -> list[Contender]:
    """SUBTLE: two sorts. Values order by the one total order, greatest first; the equal ones among
    them by stamp, id and place, so that the same events give the same account in every region.
    """
    ordered = sorted(claims, key=lambda c: (c.at, c.event, c.log, c.sequence))
    ordered.sort(key=lambda c: c.value, reverse=True)
    seen: set[tuple[str, Value]] = set()
    judged = []
    for claim in ordered:
        result, why = "won", ""
        if (claim.event, claim.value) in seen:
            result, why = "duplicate", "the same event, stored again"
        elif claim is not ordered[0]:
            result, why = _loss(slot, member, claim.value, ordered[0].value)
        seen.add((claim.event, claim.value))
        stamp, value = _shown(slot, member, claim)
        judged.append(
            Contender(
                result=result,
                why=why,
                stamp=stamp,
                time=iso_time(stamp),
                type=claim.type,
                event=claim.event,
                actor=claim.actor,
                log=claim.log,
                sequence=claim.sequence,
                value=value,
            )
        )
    return judged


def _loss(slot: Slot, member: str, value: Value, winner: Value) -> tuple[str, str]:
    if slot.lattice is Lattice.DISTINCT:
        return "equal", "counted already"
    if slot.lattice is Lattice.SEEN:
        return "equal", "shown already"
    if value == winner:
        return "equal", "another event that wrote the same"
    if slot.lattice is Lattice.FIRSTS:
        return "lost", "a later stamp: the first counts"
    if slot.lattice in (Lattice.ELEMENTS, Lattice.TOLD):
        tie = cast(Standing, value)[0] == cast(Standing, winner)[0]
        return "lost", "a tie: adding wins" if tie else "an earlier stamp"
    return "lost", _of_contents(slot, member, str(value), str(winner))


def _of_contents(slot: Slot, member: str, held: Contents, winner: Contents) -> str:
    if unstamped := _unstamped(slot, member):
        return unstamped.lesser
    if winner.startswith(NEVER_LATER):
        return "it was taken back for good"
    if stamp_in(held) != stamp_in(winner):
        return "an earlier stamp"
    return "a tie: a value wins" if is_removed(held) else "a tie: the lesser bytes"


def _unstamped(slot: Slot, member: str) -> Unstamped | None:
    """The register without a stamp that a place is, if it is one."""
    registers = slot.lattice is Lattice.REGISTERS
    return slot.record.unstamped.get(member) if registers else None


def _shown(slot: Slot, member: str, claim: Claim) -> tuple[Stamp, str]:
    """The stamp that decided, and what was written, for people."""
    if slot.lattice in CONTENTS:
        held = str(claim.value)
        value = "removed" if is_removed(held) else held[STAMP_LENGTH:]
        if held.startswith(NEVER_LATER) or _unstamped(slot, member):
            return Stamp(claim.at), value
        return stamp_in(held), value
    if slot.lattice is Lattice.FIRSTS:
        return stamp_at(-cast(int, claim.value)), "first added"
    if slot.lattice in (Lattice.ELEMENTS, Lattice.TOLD):
        score, live = cast(Standing, claim.value)
        return stamp_at(score), "added" if live else "removed"
    return Stamp(claim.at), "seen"
