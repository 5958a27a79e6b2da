"""A corpus: what a domain declares of its documents, and which of their texts are found.

    class Car(Record, kind="car"):
        name = Register()
        sold = Register()

    CORPUS = Corpus(
        kinds=(Kind(Car, texts=(Text(Car.name, weight=8),)),),
        projections={CarNamed: lambda event: (Car.name.set(event.car, event.stamp, event.name),)},
    )

What is indexed are the registers that `kinds` name, whatever else a record has and a projection
writes. So records and projections may be those of a view, or the index's own: then each can change
without the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec

import crdt
import search
from crdt.meaning import meaning, meaning_of_modules, modules_in
from crdt.order import Value
from crdt.records import Merge, Record, Register
from crdt.registers import value_in
from eventlog import declaring, envelope, judgement
from eventlog.checks import faults
from search.folding import UNICODE, folded
from search.words import plain

Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]
Registers: TypeAlias = Mapping[str, Value]
"""By name, the contents of a document's registers."""


@dataclass(frozen=True)
class Text:
    """A register that holds text. weight: how much a word in it counts. html: whether it is HTML,
    whose tags are not searched.
    """

    register: Register
    weight: float = 1.0
    html: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of documents. exists: the register that must be true for a document to be found;
    without one, whatever has a text is. hidden: the register that must not hold anything for it,
    but null or false.
    """

    record: type[Record]
    texts: tuple[Text, ...]
    exists: Register | None = None
    hidden: Register | None = None

    @property
    def name(self) -> str:
        """What it is called in the index: the kind of its records."""
        return self.record.kind


@dataclass(frozen=True)
class Corpus:
    """All that a domain has indexed.

    projections: for each event type, its function to merges, into the kinds' registers among
        others. What they lead to decides what the index holds; a change gives a new version, which
        is filled from the log while views stay as they are.
    """

    kinds: tuple[Kind, ...]
    projections: Mapping[type[Any], Project]
    name: str = "search"

    @cached_property
    def indexed(self) -> Mapping[type[Any], Project]:
        """The projections, to merges into the kinds' registers and nothing else."""
        wanted = {
            (kind.record.registers, one.name)
            for kind in self.kinds
            for one in (*(text.register for text in kind.texts), kind.exists, kind.hidden)
            if one is not None
        }

        def only(project: Project) -> Project:
            return lambda event: tuple(one for one in project(event) if (one[0], one[2]) in wanted)

        return {event: only(project) for event, project in self.projections.items()}

    @cached_property
    def version(self) -> str:
        """Eight hex digits of the digest of what all code means that writes the index, and of
        Unicode's.
        """
        own = [*modules_in(crdt, "lattices"), *modules_in(search)]
        own += [module.__name__ for module in (declaring, envelope, faults, judgement)]
        parts = (
            f"{msgspec.__version__} {UNICODE}",
            meaning_of_modules(*own),
            meaning([self.kinds, self.projections]),
        )
        return sha256("\n\n".join(parts).encode()).hexdigest()[:8]

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weights that occur, greatest first: each has a column of its own."""
        return tuple(sorted({t.weight for kind in self.kinds for t in kind.texts}, reverse=True))

    def texts(self, kind: str, registers: Registers) -> tuple[str, ...] | None:
        """What is searched of a document, folded, by weight; None when it is not to be found."""
        declared = self._kinds.get(kind)
        if declared is None:
            return None
        if declared.exists and _value(registers, declared.exists) is not True:
            return None
        if declared.hidden and _value(registers, declared.hidden) not in (None, False):
            return None
        columns: dict[float, list[str]] = {weight: [] for weight in self.weights}
        for text in declared.texts:
            value = _value(registers, text.register)
            if isinstance(value, str) and value:
                columns[text.weight].append(plain(value) if text.html else value)
        # A line between two texts, so that no word is made of both.
        found = tuple(folded("\n".join(column)) for column in columns.values())
        return found if any(found) else None

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.kinds}


def _value(registers: Registers, register: Register) -> object:
    held = registers.get(register.name)
    return value_in(held) if isinstance(held, str) else None
