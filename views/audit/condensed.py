"""What a state has condensed, read and taken in: as it is kept from one audit to the next.

SUBTLE: not in `crdt.states`, which writes views, so that a change of it replays them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from crdt.distinct import Sketch
from crdt.records import Slot
from crdt.states import State


def sketches(state: State) -> Iterator[tuple[Slot, str, Sketch]]:
    """What is condensed, which `State.merges` leaves out; after it nothing else is left out."""
    state.condense()
    for slot, held in state._sketches.items():
        for record_id, sketch in held.items():
            yield slot, record_id, sketch


def raise_sketch(state: State, slot: Slot, record_id: str, sketch: Sketch) -> None:
    """Take in what another state has condensed."""
    other = State()
    other._sketches[slot] = {record_id: sketch}
    state.join(other)
