"""States: everything merged so far, as a map from (slot, id, member) to a maximum.

The same type serves as a batch's delta in the projector and as the plain Python fold of whole
logs that views are verified against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Final, TypeAlias

from crdt.distinct import Sketch, observe
from crdt.order import Contents, Standing, Value
from crdt.records import Lattice, Merge, Record, Slot
from crdt.stamps import STAMP_LENGTH, stamp_at

Entry: TypeAlias = tuple[str, str, str, str, str]
"""(kind, id, field or element, stamp, value): one line of the canonical form."""


class State:
    """A join-semilattice: `absorb` and `join` raise places to a maximum, in place.

    SUBTLE: it is changed in place because a batch absorbs 100,000 merges a second; whoever hands
    a state on gives it away.
    """

    __slots__ = ("_sketches", "tables")

    def __init__(self, merges: Iterable[Merge] = ()) -> None:
        self.tables: dict[Slot, dict[str, dict[str, Value]]] = {}
        self._sketches: dict[Slot, dict[str, Sketch]] = {}
        self.absorb(merges)

    def absorb(self, merges: Iterable[Merge]) -> None:
        """Raise every place that the merges name to at least their value."""
        tables = self.tables
        for slot, record_id, member, value in merges:
            table = tables.get(slot)
            if table is None:
                table = tables[slot] = {}
            places = table.get(record_id)
            if places is None:
                table[record_id] = {member: value}
            else:
                held = places.get(member)
                if held is None or held < value:  # type: ignore[operator]
                    places[member] = value

    def join(self, other: State) -> State:
        """Merge another state into this one, and return it."""
        self.absorb(other.merges())
        for slot, sketches in other._sketches.items():
            for record_id, sketch in sketches.items():
                _raise(self._sketches.setdefault(slot, {}).setdefault(record_id, {}), sketch)
        return self

    def merges(self) -> Iterator[Merge]:
        """What this state is made of, as merges, without what is condensed into sketches."""
        for slot, table in self.tables.items():
            for record_id, places in table.items():
                for member, value in places.items():
                    yield slot, record_id, member, value

    def part(self, wanted: Callable[[str], bool]) -> State:
        """What of it is of records whose ids are wanted, as a state of its own."""
        self.condense()
        made = State()
        for slot, table in self.tables.items():
            found = {one: dict(places) for one, places in table.items() if wanted(one)}
            if found:
                made.tables[slot] = found
        for slot, sketches in self._sketches.items():
            seen = {one: dict(sketch) for one, sketch in sketches.items() if wanted(one)}
            if seen:
                made._sketches[slot] = seen
        return made

    def condense(self) -> None:
        """Turn the elements that distinct counts have seen into sketches, to bound memory."""
        for slot in [slot for slot in self.tables if slot.lattice is Lattice.DISTINCT]:
            sketches = self._sketches.setdefault(slot, {})
            for record_id, elements in self.tables.pop(slot).items():
                sketch = sketches.setdefault(record_id, {})
                for element in elements:
                    index, rank = observe(element)
                    if sketch.get(index, 0) < rank:
                        sketch[index] = rank

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return sorted(self.entries()) == sorted(other.entries())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"State({sorted(self.entries())!r})"

    # Reading one record.

    def ids(self, record: type[Record]) -> set[str]:
        """The ids of all records of a kind that anything was merged into."""
        self.condense()
        found: set[str] = set()
        for slot in record.slots:
            found |= self.tables.get(slot, {}).keys() | self._sketches.get(slot, {}).keys()
        return found

    def register(self, slot: Slot, record_id: str, name: str) -> str | None:
        """A register's contents, or None when nothing was written."""
        held = self.tables.get(slot, {}).get(record_id, {}).get(name)
        return held if isinstance(held, str) else None

    def contents(self, slot: Slot, record_id: str) -> dict[str, Contents]:
        """All that a map, a counter or a best holds, by its key."""
        return self.tables.get(slot, {}).get(record_id, {})  # type: ignore[return-value]

    def elements(self, slot: Slot, record_id: str) -> dict[str, Standing]:
        """The standing of each element of a set, removed ones included."""
        return self.tables.get(slot, {}).get(record_id, {})  # type: ignore[return-value]

    def firsts(self, slot: Slot, record_id: str) -> dict[str, int]:
        """The score of each element's first entry into a told set."""
        return {
            element: -earliest  # type: ignore[operator]
            for element, earliest in self.tables.get(slot, {}).get(record_id, {}).items()
        }

    def seen(self, slot: Slot, record_id: str) -> Set[str]:
        """The elements of a told set that were shown."""
        return self.tables.get(slot, {}).get(record_id, {}).keys()

    def sketch(self, slot: Slot, record_id: str) -> Sketch:
        """The sketch of a distinct count."""
        self.condense()
        return self._sketches.get(slot, {}).get(record_id, {})

    def entries(self) -> Iterator[Entry]:
        """The canonical form, unsorted: what digests are made of and views are compared by."""
        self.condense()
        for slot, table in self.tables.items():
            for record_id, places in table.items():
                for member, value in places.items():
                    match slot.lattice:
                        case _ if slot.lattice in CONTENTS:
                            yield register_entry(slot, record_id, member, str(value))
                        case Lattice.FIRSTS:
                            yield first_entry(slot, record_id, member, value)  # type: ignore[arg-type]
                        case Lattice.SEEN:
                            yield seen_entry(slot, record_id, member)
                        case _:
                            yield element_entry(slot, record_id, member, value)  # type: ignore[arg-type]
        for slot, sketches in self._sketches.items():
            for record_id, sketch in sketches.items():
                yield sketch_entry(slot, record_id, sketch)


CONTENTS: Final = frozenset((Lattice.REGISTERS, Lattice.MAP, Lattice.AMOUNTS, Lattice.OFFERS))
"""What holds contents: a stamp, or what orders it, and a value."""


def register_entry(slot: Slot, record_id: str, name: str, held: str) -> Entry:
    """The canonical entry of a register, or of a key that is merged as one."""
    if slot.lattice is Lattice.REGISTERS and name in slot.record.unstamped:
        return (slot.name, record_id, name, *slot.record.unstamped[name].entry(held))
    return (slot.name, record_id, name, held[:STAMP_LENGTH], held[STAMP_LENGTH:])


def element_entry(slot: Slot, record_id: str, element: str, standing: Standing) -> Entry:
    """The canonical entry of an element, live (`+`) or removed (`-`)."""
    score, live = standing
    return (slot.name, record_id, element, stamp_at(score), "+" if live else "-")


def first_entry(slot: Slot, record_id: str, element: str, earliest: int) -> Entry:
    """The canonical entry of when an element entered first.

    Args:
        earliest: the negative score of the stamp, as states hold it.
    """
    return (slot.name, record_id, element, stamp_at(-earliest), "first")


def seen_entry(slot: Slot, record_id: str, element: str) -> Entry:
    """The canonical entry of an element that was shown."""
    return (slot.name, record_id, element, "", "seen")


def sketch_entry(slot: Slot, record_id: str, sketch: Sketch) -> Entry:
    """The canonical entry of a distinct count: its non-zero registers."""
    text = " ".join(f"{index}:{rank}" for index, rank in sorted(sketch.items()))
    return (slot.name, record_id, "", "", text)


def _raise(sketch: Sketch, other: Sketch) -> None:
    for index, rank in other.items():
        if sketch.get(index, 0) < rank:
            sketch[index] = rank
