"""What is expected: the merged state of records, and what the Python twins derive of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from crdt.distinct import estimate
from crdt.records import Lattice, Record, Slot
from crdt.states import State
from views.audit.facts import FAILED, TOTAL, Facts, Holding
from views.placements import Lists, Placement, Reader, placed
from views.shards import Shards
from views.view import View

_encode = msgspec.json.Encoder(order="sorted").encode


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
    for shard, record, record_id, placement in placements(view, shards, state):
        derived = holdings[shard].derived
        _place_parts(derived, record_id, placement)
        if totals:
            _add_totals(derived, placement)
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
    _place_parts(derived, record_id, placement)
    _add_totals(derived, placement)


def _place_parts(derived: Facts, record_id: str, placement: Placement) -> None:
    for name, score in placement.lists.items():
        derived["list", name, record_id] = str(score)
    if tally := placement.tally:
        key = f"{tally.group} {tally.member}"
        derived["tally", key, record_id] = f"{tally.amount} in {' '.join(tally.lists)}"
    for name, value in placement.sums.items():
        if value:
            derived["sum", name, record_id] = str(value)


def _add_totals(derived: Facts, placement: Placement) -> None:
    if tally := placement.tally:
        key = f"{tally.group} {tally.member}"
        for name in tally.lists:
            total = int(derived.get(("list", name, tally.member), "0")) + tally.amount
            derived["list", name, tally.member] = str(total)
            derived["tally", key, f"{TOTAL}{name}"] = str(total)
    for name, value in placement.sums.items():
        if value:
            total = int(derived.get(("sum", name, TOTAL), "0"))
            derived["sum", name, TOTAL] = str(total + value)


def placed_text(placement: Placement) -> str:
    """A placement as it is compared and shown. Why it failed, each language says its own way."""
    shown = replace(placement, failed=FAILED) if placement.failed else placement
    return _encode(shown).decode()
