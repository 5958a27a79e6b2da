"""What a merge keeps beside what it merges: the total of a counter, and who stands in a best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crdt.lattices.best import Best
from crdt.lattices.counter import total_of
from crdt.records import Lattice, Slot
from crdt.states import State
from views.audit.facts import Facts

KEPT: Final = frozenset(("count", "stands", "offer"))
"""What facts of what is kept begin with."""


def kept(state: State) -> Iterator[tuple[Slot, str, Facts]]:
    """Of each record with such a field, the facts that follow from what is merged into it."""
    for slot, table in state.tables.items():
        if slot.lattice in (Lattice.AMOUNTS, Lattice.OFFERS):
            for record_id, held in table.items():
                yield slot, record_id, kept_of(slot, record_id, held)


def kept_of(slot: Slot, record_id: str, held: Mapping[str, Any]) -> Facts:
    """The same of one field of one record, of what it holds; of another kind of field, nothing."""
    if slot.lattice is Lattice.AMOUNTS:
        return {("count", slot.name, record_id): str(total_of(held))}
    if slot.lattice is not Lattice.OFFERS:
        return {}
    best: Best = vars(slot.record)[slot.field]
    facts: Facts = {("offer", slot.name, record_id, row): "stands" for row in best.rows(held)}
    for member, standing in best.standings(held).items():
        facts["stands", slot.name, record_id, member] = str(standing.value)
    return facts
