"""What is expected: the merged state of records, and what the Python twins derive of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crdt.distinct import estimate
from crdt.records import Lattice, Record, Slot
from crdt.states import State
from views.audit.facts import FAILED, TOTAL, Facts, Holding
from views.audit.kept import kept
from views.placements import BEST, Lists, Placement, Reader
from views.shards import Shards
from views.view import View


def expect(view: View, shards: Shards, state: State, *, totals: bool = True) -> list[Holding]:
    """What each shard should hold when it holds this state.

    Args:
        totals: with the totals of sums and tallies. Of a part of all records there are none.
    """
    holdings = [Holding() for _ in shards.all]

    def places(slot: Slot, record_id: str) -> list[Holding]:
        if slot.record.everywhere:
            return holdings
        return [holdings[shards.of(slot.record, record_id)]]

    slots = {slot.name: slot for record in view.records for slot in record.slots}
    for entry in state.entries():
        slot = slots[entry[0]]
        for holding in places(slot, entry[1]):
            holding.add(entry)
            if slot.lattice is Lattice.DISTINCT:
                seen = estimate(state.sketch(slot, entry[1]))
                holding.derived["count", entry[0], entry[1]] = str(seen)
    for slot, record_id, facts in kept(state):
        for holding in places(slot, record_id):
            holding.derived |= facts
    for shard, record, record_id, placement in placements(view, shards, state):
        derived = holdings[shard].derived
        _place_parts(derived, record_id, placement)
        if totals:
            _add_totals(derived, placement)
        for read in placement.reads:
            derived["reader", read, f"{record.kind} {record_id}"] = "0"
        if placement.stored:
            derived["placed", record.kind, record_id] = placed_text(placement.stored)
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
                placement = derive(Reader(state, lists[shard]), record_id)
                for name, score in placement.lists.items():
                    lists[shard][name][record_id] = score
                yield shard, record, record_id, placement


def place_in(derived: Facts, record_id: str, placement: Placement) -> None:
    """Add what a record's placement says to what is derived in its shard."""
    _place_parts(derived, record_id, placement)
    _add_totals(derived, placement)


def _place_parts(derived: Facts, record_id: str, placement: Placement) -> None:
    for name, score in placement.lists.items():
        derived["list", name, record_id] = str(score)
    for key, part in placement.parts.items():
        if part.best_in:
            derived["best", key[len(BEST) :], record_id] = str(part.amount)
        elif part.amount:
            derived["tally", key, record_id] = f"{part.amount} in {' '.join(part.lists)}"
    for name, value in placement.sums.items():
        if value:
            derived["sum", name, record_id] = str(value)


def _add_totals(derived: Facts, placement: Placement) -> None:
    for part in placement.parts.values():
        if part.best_in:
            fact = "list", part.best_in, part.member
            derived[fact] = str(max(part.amount, int(derived.get(fact, part.amount))))
        elif part.amount:
            for name in part.lists:
                fact = "list", name, part.member
                total = int(derived.pop(fact, "0")) + part.amount
                if total:  # Who comes to nothing stands nowhere.
                    derived[fact] = str(total)
    for name, value in placement.sums.items():
        if value:
            total = int(derived.get(("sum", name, TOTAL), "0"))
            derived["sum", name, TOTAL] = str(total + value)


def placed_text(stored: str) -> str:
    """What a shard keeps of a placement, as it is compared and shown."""
    names = ("lists", "sums", "boards", "reads", "fails")
    parts = stored.split("\0")
    if len(parts) != len(names):
        return "no placement"
    both = zip(names, parts, strict=True)
    return "; ".join(f"{name} {' '.join(part.split())}" for name, part in both if part)
