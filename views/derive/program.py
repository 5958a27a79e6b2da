"""The program: all derivations of a view together, as Lua and as Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from crdt.meaning import place_of
from crdt.records import Field, Record
from crdt.states import State
from views.derive.compiler import Compiled, compiled
from views.derive.evaluation import evaluation
from views.derive.expressions import quoted
from views.derive.places import (
    DERIVED,
    Declared,
    Index,
    Place,
    Ranking,
    Sum,
    _Listed,
    declared_of,
    places_of,
)
from views.errors import Misdeclared
from views.placements import Derivation, Reader

Table = dict[str, dict[str, str]]

BY_HAND = "local enter, add, give, offer = enter_checked, add_checked, give_checked, offer_checked"
"""Of Lua that somebody wrote nothing is known: whatever it says is looked at."""


class Taken(NamedTuple):
    """What stands in a place: records of a kind. near: whether each stands in its own shard."""

    record: type[Record]
    near: bool


_TAKEN: dict[Place, Taken] = {}


def taken_by(place: Place) -> Taken | None:
    """What stands in a place; None where no derivation in this process says that anything does."""
    if place not in _TAKEN:
        for record in DERIVED:
            if "kind" not in vars(record):
                continue  # It was refused while it was made.
            with suppress(Misdeclared):  # It is refused by the view that keeps it.
                near = _places(record).get(place)
                if near is not None:
                    _TAKEN[place] = Taken(record, near)
    return _TAKEN.get(place)


def _places(record: type[Record]) -> Mapping[Place, bool]:
    """Where a record may stand, and whether that is sure to lie in its own shard."""
    declared = declared_of(record)
    if declared is None:
        return {}
    if declared.lua:  # Of what is written by hand, nothing is known.
        return dict.fromkeys(declared.places, False)
    return compiled(record, declared).places  # type: ignore[arg-type]


@dataclass(frozen=True)
class Program:
    """What is derived of some records."""

    records: tuple[type[Record], ...]

    @cached_property
    def _compiled(self) -> dict[type[Record], tuple[Declared, Compiled | None]]:
        found = {}
        for record in self.records:
            if declared := declared_of(record):
                made = None if declared.lua else compiled(record, declared)  # type: ignore[arg-type]
                found[record] = (declared, made)
        return found

    @cached_property
    def places(self) -> Mapping[Place, tuple[type[Record], bool]]:
        """Where records stand: of which kind they are, and whether each stands in its own shard.

        Raises:
            Misdeclared: records of two kinds stand in one place, or an index is not everywhere.
        """
        self._refuse_twins()
        found: dict[Place, tuple[type[Record], bool]] = {}
        for record in self._compiled:
            for place, near in _places(record).items():
                other, _ = found.get(place, (record, near))
                if other is not record:
                    raise Misdeclared(
                        f"{place!r} takes {other.__name__} and {record.__name__} records: give "
                        "each kind a place of its own"
                    )
                if record.everywhere and not isinstance(place, Index):
                    raise Misdeclared(
                        f"{place!r} takes {record.__name__} records, which are kept everywhere: "
                        "each shard would have all of them there, and who reads it each so many "
                        "times; only an Index takes such, so let another record stand there"
                    )
                if isinstance(place, Index) and not record.everywhere:
                    raise Misdeclared(
                        f"{place_of(record)}: {place!r} is an index, and {record.__name__} is kept "
                        f"in one shard: say class {record.__name__}(Record, …, everywhere=True)"
                    )
                found[place] = (record, near)
        return found

    def _refuse_twins(self) -> None:
        """Look whether two places would have the same keys."""
        names: dict[str, Place] = {}
        for record in self.records:
            for attribute, place in places_of(record).items():
                said = _names(place)
                if len(said) != len(set(said)):
                    raise Misdeclared(
                        f"{place_of(record, attribute)}: two windows of {place!r} have one name in "
                        "lower case: call one otherwise"
                    )
                for name in said:
                    first = names.setdefault(name, place)
                    if first is not place:
                        raise Misdeclared(
                            f"{place_of(record, attribute)}: {place!r} has the name {name!r}, as "
                            f"has {first!r}: what stands in one would stand in both; give it "
                            "another"
                        )

    @cached_property
    def order(self) -> Sequence[type[Record]]:
        """The records that stand somewhere, each after those in whose lists it looks.

        Raises:
            Misdeclared: records look in each other's lists.
        """
        sorter: TopologicalSorter[type[Record]] = TopologicalSorter()
        for record, (_, made) in self._compiled.items():
            looks = self._lists(record, made)
            sorter.add(record, *(one for place, (one, _) in self.places.items() if place in looks))
        try:
            return tuple(sorter.static_order())
        except CycleError as error:
            records = sorted({*error.args[1]}, key=lambda one: one.__name__)
            names = " and ".join(one.__name__ for one in records)
            told = "look in lists in which the others stand"
            if len(records) == 1:
                told = "looks in a list that it stands in"
            raise Misdeclared(
                f"{place_of(records[0])}: {names} {told}, so none could be placed before: read the "
                "records instead"
            ) from None

    @staticmethod
    def _lists(record: type[Record], made: Compiled | None) -> set[Place]:
        return {vars(record)[name] for name in made.lists} if made else set()

    @cached_property
    def derivations(self) -> Mapping[type[Record], Derivation]:
        """For each record, where it stands, in Python; in `order`."""
        found = {one: self._compiled[one][0] for one in self.order}
        return {
            one: evaluation(declared.function, one, plain=declared.lua is not None)
            for one, declared in found.items()
        }

    @cached_property
    def lua(self) -> str:
        """For each record, where it stands, in Lua; and what is to be placed when."""
        parts = [self._text(record) for record in self.records if record in self._compiled]
        return "\n".join((*parts, *self._tables()))

    def _text(self, record: type[Record]) -> str:
        declared, made = self._compiled[record]
        kind = record.kind
        if made is None:
            return f'derivations["{kind}"] = function(id)\n{BY_HAND}\n{declared.lua}\nend'
        functions = [f"local function {name}{text}" for name, text in made.needed()]
        lines = ["do", *functions, f'derivations["{kind}"] = function(id)', made.body, "end"]
        if made.light:
            lines += [f'lights["{kind}"] = function(id)', made.light, "end"]
        return "\n".join((*lines, "end"))

    def _stands_unwritten(self, record: type[Record]) -> bool:
        """Whether a record may stand somewhere of which nothing was written that decides where.

        It is tried out. Texts that the derivation has may be such that it looks for in an id.
        """
        declared, derive = self._compiled[record][0], self.derivations[record]
        texts = [one for one in declared.function.__code__.co_consts if isinstance(one, str)]
        ids = ["a", *texts] if record.owner is None else ["a/b", *(f"a/{one}" for one in texts)]
        return any(derive(Reader(State()), one).stored for one in ids)

    def _tables(self) -> list[str]:
        needs: Table = defaultdict(dict)
        exposed: Table = defaultdict(dict)
        watched: Table = defaultdict(dict)
        hinted: Table = defaultdict(dict)
        for record, (_, made) in self._compiled.items():
            if made is None:  # What Lua by hand reads is not known: all that the record has.
                needs[record.kind] = dict.fromkeys(sorted(_fields(record)), "FULL")
                continue
            needs[record.kind] = {
                name: "FULL" if name in made.structural else "LIGHT" for name in sorted(made.fields)
            }
            if made.by_id or self._stands_unwritten(record):
                # Whatever is written of it first, it stands somewhere then.
                needs[record.kind] |= dict.fromkeys(sorted(_fields(record) - made.fields), "LIGHT")
            for other, name in sorted(made.exposed, key=lambda one: (one[0].kind, one[1])):
                exposed[other.kind][name] = "true"
        for place, (record, _) in self.places.items():
            if not isinstance(place, _Listed) or isinstance(place, Index):
                continue
            holder = self._compiled.get(place.holder)
            if holder and holder[1] and place in self._lists(place.holder, holder[1]):
                watched[record.kind][place.name] = quoted(place.holder.kind)
            if place.hints:
                hinted[record.kind][place.name] = quoted(place.holder.kind)
        told = {
            start: record.kind
            for record in self.records
            for place in places_of(record).values()
            if isinstance(place, Ranking) and place.hints
            for start in map(place.start, place.windows or [None])
        }
        named = {"needs": needs, "exposed": exposed, "watched": watched, "hinted": hinted}
        return [
            *(["boards_tell = true"] if told else []),
            *(f"boards_hinted[{quoted(one)}] = {quoted(kind)}" for one, kind in told.items()),
            *(
                f"{name}[{quoted(kind)}] = {{ "
                + ", ".join(f"[{quoted(key)}] = {value}" for key, value in row.items())
                + " }"
                for name, table in named.items()
                for kind, row in table.items()
            ),
        ]


def _names(place: Place) -> list[str]:
    """What the keys of a place begin with, of lists as they are; sums have keys of their own."""
    if isinstance(place, Ranking):
        return [f"board {place.name}", *(place.start(one) for one in place.windows or [None])]
    return [f"sum {place.name}" if isinstance(place, Sum) else place.name]


def _fields(record: type[Record]) -> set[str]:
    return {name for name, one in vars(record).items() if isinstance(one, Field)}
