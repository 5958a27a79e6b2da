"""Explaining: the account of a record's places, read from the logs, beside what a view holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import msgspec

from bandstand.addresses import Address, Derived, Merged
from bandstand.comparison import Key
from bandstand.explanation import (
    CONTRIBUTORS_SHOWN,
    Accounts,
    Contender,
    Contributions,
    Parked,
    contributions,
)
from bandstand.folding import Apart, Fold, meet
from crdt.distinct import estimate
from crdt.records import Lattice, Record
from crdt.registers import value_in
from crdt.states import State
from eventlog.connection import Connection
from eventlog.envelope import Codec
from eventlog.reading import Batch
from views import audit
from views.store import Store
from views.view import View

PATIENCE_S = 5.0
CONDENSE_EVENTS = 50_000
Account: TypeAlias = dict[Key, list[Contender]]
"""Who wrote each place, the winner first."""


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
    """One register, set, count, list or sum.

    derived_from: the list or sum that a field shows. contributors: (score or part, kind, id), the
    greatest of so many `records`.
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
class Explanation:
    """All that was asked of one record in one view.

    apart: why the view could not be read at the moment of the logs; empty when it was.
    """

    view: str
    kind: str
    id: str
    parts: list[Part]
    parked: list[Parked]
    apart: str = ""


@dataclass(frozen=True)
class _Held:
    """What a view holds of one record and of what is derived for it, over its shards."""

    entries: dict[Key, str]
    counts: dict[str, str]
    derived: dict[Derived, dict[str, int]]


async def explain(
    connection: Connection,
    store: Store,
    codec: Codec,
    address: Address,
    parts: list[Merged | Derived],
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> Explanation | None:
    """Explain parts of a record; None when nothing was ever written to it.

    Raises:
        Failure: a log does not yield what it holds.
    """
    records = _records(address, parts)
    accounts = Accounts(codec, store.view, [(record.kind, address.id) for record in records])
    derived = [part for part in parts if isinstance(part, Derived)]
    claims = [part for part in parts if isinstance(part, Merged) and part.index]
    whole, since = State(), 0

    def take(log: str, batch: Batch) -> None:
        nonlocal since
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            merges = accounts.take(log, sequence, body)
            if derived or claims:
                whole.absorb(merges)
        since += len(batch.sequences)
        if since >= CONDENSE_EVENTS:
            whole.condense()
            since = 0

    fold, apart = Fold(connection, take, advance), ""

    async def look() -> _Held:
        return await _hold(store, records, address.id, derived)

    try:
        held = await meet(fold, store, look, patience_s=PATIENCE_S)
    except Apart as failure:
        held, apart = await look(), str(failure)
    finally:
        await fold.close()
    given = {part: contributions(store.view, whole, part) for part in derived}
    written = {
        key: entry
        for record in records
        for key, entry in accounts.entries(record, address.id).items()
    }
    parked = accounts.parked(address.id)
    if not (written or parked or held.entries or any(one.count for one in given.values())):
        return None
    beside = _Beside(address.id, accounts, audit.texts(written), held)
    laid = {part: await _claimed(store, whole, beside, part) for part in claims}
    return Explanation(
        view=store.view.name,
        kind=address.record.kind,
        id=address.id,
        parts=[
            _derived(part, given[part], held.derived[part])
            if isinstance(part, Derived)
            else laid.get(part) or beside.lay(part)
            for part in parts
        ],
        parked=parked,
        apart=apart,
    )


def _records(address: Address, parts: Iterable[Merged | Derived]) -> list[type[Record]]:
    """The kinds of records that are read: the record's own, and those that keep its claims."""
    keepers = (part.slot.record for part in parts if isinstance(part, Merged))
    return list(dict.fromkeys((address.record, *keepers)))


async def _hold(
    store: Store, records: Iterable[type[Record]], record_id: str, derived: Iterable[Derived]
) -> _Held:
    shards = store.shards
    entries, counts = dict[Key, str](), dict[str, str]()
    for record in records:
        homes = shards.all if record.everywhere else [shards.of(record, record_id)]
        names = audit.keys_of(record, record_id)
        holdings = [await audit.hold_some(store, shard, names) for shard in homes]
        tables = [audit.texts(holding.entries) for holding in holdings]
        entries |= {key: _joined([table.get(key) for table in tables]) for key in _keys(tables)}
        counts |= {
            fact[1]: text
            for holding in holdings
            for fact, text in holding.derived.items()
            if fact[0] == "count"
        }
    return _Held(
        entries=entries,
        counts=counts,
        derived={part: await _hold_derived(store, part) for part in derived},
    )


def _keys(tables: list[dict[Key, str]]) -> list[Key]:
    return sorted({key for table in tables for key in table})


def _joined(texts: list[str | None]) -> str:
    """What all shards hold of an entry; when they disagree, each."""
    different = dict.fromkeys("nothing" if text is None else text for text in texts)
    return " in one shard, and in another ".join(different)


async def _hold_derived(store: Store, part: Derived) -> dict[str, int]:
    """Id → score or part in a list or sum, and the total of a sum, over all shards."""
    found: dict[str, int] = {}
    kind = "sum" if part.is_sum else "list"
    for shard in store.shards.all:
        holding = await audit.hold_some(store, shard, [f"{kind}:{part.source}"])
        for fact, text in holding.derived.items():
            found[fact[2]] = found.get(fact[2], 0) + int(float(text))
    return found


@dataclass(frozen=True)
class _Beside:
    """One record as the logs say, beside what a view holds of it."""

    id: str
    accounts: Accounts
    logs: dict[Key, str]
    held: _Held

    def lay(self, part: Merged) -> Part:
        """A part, as both sides have it."""
        lattice = part.slot.lattice
        if lattice is Lattice.REGISTERS:
            return self._register(part)
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

    def _count(self, part: Merged) -> Part:
        key = (part.slot.name, self.id, "")
        members = self.accounts.members(part.slot, self.id)
        guess = estimate(self.accounts.state.sketch(part.slot, self.id))
        stored = self.held.counts.get(part.slot.name)
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


async def _claimed(store: Store, whole: State, beside: _Beside, part: Merged) -> Part:
    """The claim of a unique name, as both sides have it, and who claims the same."""
    laid = beside.lay(part)
    entry = (part.slot.name, beside.id, part.member or "")
    claims = [_claim(side.get(entry)) for side in (beside.logs, beside.held.entries)]
    source = f"{part.index}{claims[0].get('key', '')}"
    given = contributions(store.view, whole, Derived(part.name, source, is_sum=False))
    # Every shard has all who claim it.
    holding = await audit.hold_some(store, 0, [f"list:{part.index}{claims[1].get('key', '')}"])
    stand = {fact[2]: int(text) for fact, text in holding.derived.items()}
    first = sorted((score, record_id) for record_id, score in given.parts.items())
    return replace(
        laid,
        what="claim of a unique name",
        logs_say=_held_name(claims[0], given.parts, beside.id),
        view_has=_held_name(claims[1], stand, beside.id),
        differs=laid.differs or stand != given.parts,
        derived_from=f"list {source}" if first else "",
        contributors=[
            (score, part.slot.record.kind, record_id)
            for score, record_id in first[:CONTRIBUTORS_SHOWN]
        ],
        records=given.count,
    )


def _claim(text: str | None) -> dict[str, Any]:
    """The claim in an entry's text; empty where there is none that counts."""
    with suppress(msgspec.DecodeError):
        found = value_in("".join((text or "").partition(" ")[::2]))
        if isinstance(found, dict) and "key" in found:
            return found
    return {}


def _held_name(claim: dict[str, Any], claimants: Mapping[str, int], record_id: str) -> str:
    """What a record shows of its claim: the name, where it is the first who claims it."""
    if not claim or not claimants:
        return "nothing"
    holder = min(claimants, key=lambda one: (claimants[one], one.encode()))
    name = msgspec.json.encode(claim["name"]).decode()
    return name if holder == record_id else f"nothing: {holder} holds {name}"


def _value(text: str | None, key: str | None) -> str:
    """The value of an entry's text, or the part of it that a field shows, as JSON."""
    if text is None:
        return "nothing"
    stamp, _, value = text.partition(" ")
    with suppress(msgspec.DecodeError):
        found = value_in(stamp + value)
        if key is not None and isinstance(found, dict):
            return msgspec.json.encode(found.get(key)).decode()
    return value


def _standing(slot: str, texts: Mapping[Key, str]) -> str:
    signs = [text[-1] for key, text in texts.items() if key[0] == slot]
    return f"{signs.count('+'):,} live, {signs.count('-'):,} removed"


def _derived(part: Derived, given: Contributions, held: dict[str, int]) -> Part:
    found = {one: value for one, value in held.items() if not (part.is_sum and one == audit.TOTAL)}
    total = held.get(audit.TOTAL, 0) if part.is_sum else None
    return Part(
        name=part.name,
        what="derived sum" if part.is_sum else "derived list",
        logs_say=_contributing(given.count, given.total),
        view_has=_contributing(len(found), total),
        differs=found != given.parts or total != given.total,
        derived_from=f"{'sum' if part.is_sum else 'list'} {part.source}",
        contributors=given.first,
        records=given.count,
    )


def _contributing(count: int, total: int | None) -> str:
    records = f"{count:,} record{'' if count == 1 else 's'}"
    return records if total is None else f"{total:,} from {records}"


async def account_for(
    connection: Connection,
    codec: Codec,
    view: View,
    keys: Iterable[Key],
    vector: Mapping[str, int],
) -> Account:
    """Who wrote some entries, (kind, id, field or element), in the logs as far as the vector.

    Raises:
        Failure: a log does not yield what it holds.
    """
    slots = {slot.name: slot for record in view.records for slot in record.slots}
    asked = [key for key in keys if key[0] in slots]
    if not asked:
        return {}
    accounts = Accounts(codec, view, [(slots[key[0]].record.kind, key[1]) for key in asked])

    def take(log: str, batch: Batch) -> None:
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            if sequence <= vector.get(log, 0):
                accounts.take(log, sequence, body)

    fold = Fold(connection, take)
    try:
        await fold.to_ends()
    finally:
        await fold.close()
    return {key: accounts.contenders(slots[key[0]], key[1], key[2]) for key in asked}
