"""Facts: what a shard says at each place, and where it does not say what it should.

A fact of merged state is `("merged", kind, id, field or element)`, and one of what is derived
begins with what it is: `("list", name, member)`. Its text is a stamp and a value, or a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from crdt.records import OWNER_SEPARATOR
from crdt.states import Entry

Fact: TypeAlias = tuple[str, ...]
Facts: TypeAlias = dict[Fact, str]

MERGED: Final = "merged"
TOTAL: Final = " "
"""The field of a sum's hash that holds the total."""

FAILED: Final = "its derivation failed"


@dataclass
class Holding:
    """What one shard holds, or should hold."""

    entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    derived: Facts = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry in; an element that is both live and removed shows as both."""
        held = self.entries.get(entry[:3])
        if held is not None and {held[4], entry[4]} == {"+", "-"}:
            entry = (*entry[:3], f"{held[3]} {held[4]} {entry[3]}", entry[4])
        self.entries[entry[:3]] = entry

    def facts(self) -> Facts:
        """All that it says."""
        merged = {(MERGED, *place): text for place, text in texts(self.entries).items()}
        return merged | self.derived


@dataclass(frozen=True)
class Difference:
    """One place where a shard is not as the logs say.

    place: (kind, id, field or element) of a merged entry; None for what is derived or parked.
    """

    shard: int
    key: str
    expected: str | None
    found: str | None
    place: tuple[str, str, str] | None = None

    def __str__(self) -> str:
        return (
            f"shard {self.shard}: {self.key}\n"
            f"    the logs say  {_shown(self.expected)}\n"
            f"    the view has  {_shown(self.found)}"
        )


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value[:200]


def difference(shard: int, fact: Fact, expected: str | None, found: str | None) -> Difference:
    """How a fact that is not as it should be is told. What is no text is told as its bytes."""
    told = tuple(map(readable, fact))
    merged = fact[0] == MERGED
    return Difference(
        shard,
        " ".join(told[1:] if merged else told),
        expected,
        found if found is None else readable(found),
        place=(told[1], told[2], told[3]) if merged else None,
    )


def readable(text: str) -> str:
    """A text that can be written, whatever bytes it was read from."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def compare(expected: list[Holding], found: list[Holding]) -> Iterator[Difference]:
    """Every place where what is found is not what was expected."""
    for shard, (one, other) in enumerate(zip(expected, found, strict=True)):
        wanted, here = one.facts(), other.facts()
        for fact in unlike(wanted, here):
            yield difference(shard, fact, wanted.get(fact), here.get(fact))


def unlike(one: Facts, other: Facts) -> list[Fact]:
    """Where two sides say something else, in the order of their names: what is merged first."""
    places = [fact for fact in one.keys() | other.keys() if one.get(fact) != other.get(fact)]
    return sorted(places, key=lambda fact: (fact[0] != MERGED, fact))


def texts(entries: dict[tuple[str, str, str], Entry]) -> dict[tuple[str, str, str], str]:
    """Entries as they are compared and shown: the stamp and the value."""
    return {key: text_of(entry) for key, entry in entries.items()}


def text_of(entry: Entry) -> str:
    """An entry as it is compared and shown: the stamp and the value."""
    return " ".join(part for part in entry[3:] if part)


def owner_of(record_id: str) -> str:
    """Whose a record is, its own if nobody's. SUBTLE: not by its kind. Of who stands in a list the
    kind is not known, and what owns others has no separator in its id.
    """
    return record_id.partition(OWNER_SEPARATOR)[0]


def home_of(fact: Fact) -> str:
    """The owner of the record that a fact belongs to: all of one owner is compared together.

    In a list or sum that is who stands there; a total belongs to the sum, or to whose it is.
    """
    match fact:
        case ("merged", _, record_id, _):
            return owner_of(record_id)
        case ("sum", name, member):
            return owner_of(name if member == TOTAL else member)
        case ("tally" | "best", _, record_id):
            return owner_of(record_id)
        case ("list" | "placed" | "failed" | "count", _, record_id):
            return owner_of(record_id)
        case ("reader", _, reader):
            return owner_of(reader.partition(" ")[2])
        case ("told" | "stands" | "offer", _, record_id, _):
            return owner_of(record_id)
        case ("parked", where):
            return owner_of(where)
    return owner_of(fact[1].partition(":")[2] or fact[1])
