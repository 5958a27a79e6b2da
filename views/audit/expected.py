"""What is expected: the merged state of records, and what the Python twins derive of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from crdt.distinct import estimate
from crdt.records import Record, Slot
from crdt.states import Entry, State
from views.audit.condensed import sketches
from views.audit.facts import FAILED, MERGED, TOTAL, Fact, Facts, Holding, text_of
from views.audit.kept import kept
from views.placements import BEST, Lists, Placement, Reader
from views.shards import Shards
from views.view import View


def expect(view: View, shards: Shards, state: State) -> list[Holding]:
    """What each shard should hold when it holds this state."""
    holdings = [Holding() for _ in shards.all]
    for shard, entry in _entries(view, shards, state):
        holdings[shard].add(entry)
    for shard, facts in _kept(view, shards, state):
        holdings[shard].derived |= facts
    for shard, record, record_id, placement in placements(view, shards, state):
        derived = holdings[shard].derived
        derived |= _placed(record, record_id, placement)
        _add_totals(derived, placement)
    return holdings


def expected_facts(view: View, shards: Shards, state: State) -> Iterator[tuple[int, Fact, str]]:
    """The same of a part of all records, shard by shard and one by one: they need not be in memory.

    Without the totals of sums and tallies, of which a part of all records says nothing.
    """
    for shard, entry in _entries(view, shards, state):
        yield shard, (MERGED, *entry[:3]), text_of(entry)
    for shard, facts in _kept(view, shards, state):
        for fact, told in facts.items():
            yield shard, fact, told
    for shard, record, record_id, placement in placements(view, shards, state):
        for fact, told in _placed(record, record_id, placement).items():
            yield shard, fact, told


def _places(shards: Shards, slot: Slot, record_id: str) -> Iterable[int]:
    """The shards in which what is merged into a record stands."""
    return shards.all if slot.record.everywhere else (shards.of(slot.record, record_id),)


def _entries(view: View, shards: Shards, state: State) -> Iterator[tuple[int, Entry]]:
    slots = {slot.name: slot for record in view.records for slot in record.slots}
    for entry in state.entries():
        for shard in _places(shards, slots[entry[0]], entry[1]):
            yield shard, entry


def _kept(view: View, shards: Shards, state: State) -> Iterator[tuple[int, Facts]]:
    """What a merge keeps beside what it merges."""
    for slot, record_id, sketch in sketches(state):
        for shard in _places(shards, slot, record_id):
            yield shard, {("count", slot.name, record_id): str(estimate(sketch))}
    for slot, record_id, facts in kept(state):
        for shard in _places(shards, slot, record_id):
            yield shard, facts


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


def _placed(record: type[Record], record_id: str, placement: Placement) -> Facts:
    """What a shard says of one record's placement."""
    derived = Facts()
    _place_parts(derived, record_id, placement)
    for read in placement.reads:
        derived["reader", read, f"{record.kind} {record_id}"] = "0"
    if placement.stored:
        derived["placed", record.kind, record_id] = placed_text(placement.stored)
    if placement.failed:
        derived["failed", record.kind, record_id] = FAILED
    return derived


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
