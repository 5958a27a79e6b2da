"""Explaining: the account of a record's places, read from the logs, beside what a view holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bandstand.audit.claims import claim_in, claimants, in_order, name_held
from bandstand.audit.comparison import Key
from bandstand.audit.folding import Apart, Fold, meet
from bandstand.audit.laying import NOTHING, Beside, Held, Part, Place
from bandstand.explain.addresses import Address, Asked, Derived, Merged, Places
from bandstand.explain.contributions import (
    DATES_SHOWN,
    SHOWN,
    Contributions,
    Members,
    added,
    contributions,
    hold,
    homes,
    number,
)
from bandstand.explain.winners import Accounts, Contender, Parked
from crdt.records import Record
from crdt.states import State
from eventlog.connection import Connection
from eventlog.envelope import Codec
from eventlog.reading import Batch
from views import audit
from views.audit import KEPT, Facts
from views.store import Store
from views.view import View

PATIENCE_S = 5.0
CONDENSE_EVENTS = 50_000
Account: TypeAlias = dict[Key, list[Contender]]
"""Who wrote each place, the winner first."""


@dataclass(frozen=True)
class Explanation:
    """All that was asked of one record in one view.

    apart: why the view could not be read at the moment of the logs; empty when it was. unseen:
    region that is not reached → since when it is unknown what it has written.
    """

    view: str
    kind: str
    id: str
    parts: list[Part]
    parked: list[Parked]
    apart: str = ""
    unseen: dict[str, str] = field(default_factory=dict)


async def explain(
    connection: Connection,
    store: Store,
    codec: Codec,
    address: Address,
    parts: list[Asked],
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
    needs_whole = len(derived) > 0 or any(
        isinstance(part, Places) or (isinstance(part, Merged) and part.index) for part in parts
    )
    whole, since = State(), 0

    def take(log: str, batch: Batch) -> None:
        nonlocal since
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            merges = accounts.take(log, sequence, body)
            if needs_whole:
                whole.absorb(merges)
        since += len(batch.sequences)
        if since >= CONDENSE_EVENTS:
            whole.condense()
            since = 0

    fold, apart = Fold(connection, take, advance), ""

    dated = [part for part in derived if part.dated is not None]

    def say(parts: Iterable[Derived]) -> Contributions:
        return contributions(store.view, store.shards, whole, parts)

    async def look() -> Held:
        dates = say(dated).dates(dated)
        other = [*dates, *(p for p in derived if p not in dated)]
        return await _hold(store, address, records, other)

    try:
        held = await meet(fold, store, look, patience_s=PATIENCE_S)
    except Apart as failure:
        held, apart = await look(), str(failure)
    finally:
        await fold.close()
    written = {
        key: entry
        for record in records
        for key, entry in accounts.entries(record, address.id).items()
    }
    parked = accounts.parked(address.id)
    said = say(derived)
    if not (written or parked or held.entries or any(map(added, map(said.of, derived)))):
        return None
    beside = Beside(address.id, accounts, audit.texts(written), held)

    claims = [part for part in parts if isinstance(part, Merged) and part.index]
    laid = {part: await _claimed(store, say, beside, part) for part in claims}

    def lay(part: Asked) -> list[Part]:
        match part:
            case Merged(index=""):
                return [beside.lay(part)]
            case Merged():
                return [laid[part]]
            case Places():
                return [_places(_placed(store, whole, address), held.placed)]
            case _ if part not in dated:
                return [_derived(part, said, held.derived[part])]
        made = [_derived(one, said, held.derived[one]) for one in said.dates([part])]
        return [one for at, one in enumerate(made) if at < DATES_SHOWN or one.differs]

    return Explanation(
        view=store.view.name,
        kind=address.record.kind,
        id=address.id,
        parts=[one for part in parts for one in lay(part)],
        parked=parked,
        apart=apart,
    )


def _records(address: Address, parts: Iterable[Asked]) -> list[type[Record]]:
    """The kinds of records that are read: the record's own, and those that keep its claims."""
    keepers = (part.slot.record for part in parts if isinstance(part, Merged))
    return list(dict.fromkeys((address.record, *keepers)))


async def _hold(
    store: Store,
    address: Address,
    records: Iterable[type[Record]],
    derived: Iterable[Derived],
) -> Held:
    entries, kept, placed = dict[Key, str](), Facts(), NOTHING
    for record in records:
        names = [*audit.keys_of(record, address.id), f"placed.{record.kind}:{address.id}"]
        holdings = [
            await audit.hold_some(store, shard, names)
            for shard in homes(store.shards, record, address.id)
        ]
        tables = [audit.texts(holding.entries) for holding in holdings]
        entries |= {key: _joined([table.get(key) for table in tables]) for key in _keys(tables)}
        beside = {f for one in holdings for f in one.derived if f[0] in KEPT}
        kept |= {fact: _joined([one.derived.get(fact) for one in holdings]) for fact in beside}
        if record is address.record:
            fact = ("placed", record.kind, address.id)
            placed = _joined([one.derived.get(fact) for one in holdings])
    return Held(
        entries=entries,
        kept=kept,
        derived={part: await hold(store, part) for part in derived},
        placed=placed,
    )


def _keys(tables: list[dict[Key, str]]) -> list[Key]:
    return sorted({key for table in tables for key in table})


def _joined(texts: list[str | None]) -> str:
    """What all shards hold of an entry; when they disagree, each."""
    different = dict.fromkeys(NOTHING if text is None else text for text in texts)
    return " in one shard, and in another ".join(different)


async def _claimed(
    store: Store, say: Callable[[Iterable[Derived]], Contributions], beside: Beside, part: Merged
) -> Part:
    """The claim of a unique name, as both sides have it, and who claims the same."""
    laid = beside.lay(part)
    entry = (part.slot.name, beside.id, part.member or "")
    say_it, has_it = (claim_in(side.get(entry)) for side in (beside.logs, beside.held.entries))
    source = claimants(part, say_it)
    # Every shard has all who claim it.
    given = say([source]).of(source)
    stand = await hold(store, claimants(part, has_it))
    first = in_order(given[0])
    return replace(
        laid,
        what="claim of a unique name",
        logs_say=name_held(say_it, given[0], beside.id, nothing=NOTHING),
        view_has=name_held(has_it, stand[0], beside.id, nothing=NOTHING),
        differs=laid.differs or stand != given,
        derived_from=f"list {source.source}" if first else "",
        contributors=[(score, part.slot.record.kind, one) for score, one in first[:SHOWN]],
        records=len(first),
    )


def _derived(part: Derived, said: Contributions, held: Sequence[Members]) -> Part:
    """A list or sum as both sides have it, shard by shard as `verify` compares them."""
    given = said.of(part)
    wrong = {
        one: (say.get(one), has.get(one))
        for say, has in zip(given, held, strict=True)
        for one in sorted(say.keys() | has.keys())
        if say.get(one) != has.get(one)
    }
    return Part(
        name=part.name,
        what="derived sum" if part.is_sum else "derived list",
        logs_say=_told(part, given),
        view_has=_told(part, held),
        differs=bool(wrong),
        places=[
            Place("in all" if one == audit.TOTAL else one, say, has, True, [])
            for one, (say, has) in wrong.items()
        ],
        derived_from=f"{'sum' if part.is_sum else 'list'} {part.source}",
        contributors=said.first(given),
        records=len(added(given)),
    )


def _told(part: Derived, shards: Sequence[Members]) -> str:
    count = len(added(shards))
    records = f"{count:,} record{'' if count == 1 else 's'}"
    if not part.is_sum:
        return records
    total = sum(number(shard.get(audit.TOTAL, "0")) for shard in shards)
    return f"{total:,} from {records}"


def _placed(store: Store, whole: State, address: Address) -> str:
    """Where the logs say that a record stands, in the shards that have it."""
    found = [
        audit.placed_text(placement.stored)
        for _, record, record_id, placement in audit.placements(store.view, store.shards, whole)
        if (record, record_id) == (address.record, address.id) and placement.stored
    ]
    return _joined([*found] or [None])


def _places(say: str, has: str) -> Part:
    return Part("placement", "where it stands, derived", say, has, say != has)


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
