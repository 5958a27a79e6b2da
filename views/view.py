"""A view: a named group of records with its projections, its version and its own coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec

import crdt
import views
from crdt.meaning import lua_of, meaning, meaning_of_modules, modules_in
from crdt.records import Merge, Record
from crdt.states import State
from views import declared, library
from views.derive.program import Program
from views.placements import Derivation
from views.shards import Shards

_ROOMS = ("derive",)
"""The rooms of this package that decide what a view holds."""

_JUDGES = (
    "eventlog.checks.faults",
    "eventlog.checks.visible",
    "eventlog.declaring",
    "eventlog.envelope",
    "eventlog.judgement",
    "projector.judgement",
)
"""Modules that decide what is parked, and in which words. They are read here, and not imported."""

Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]


@dataclass(frozen=True)
class View:
    """What a domain declares.

    name: lower-case letters; it starts every key.
    records: what is kept. projections: for each event type, its function to merges.
    events: the event types that may stand in the logs; by default those that are projected. How
        they are read decides what is parked.
    libraries: the names and versions of what else decides what the view holds, and cannot be found
        by following names: tables of characters, say.
    """

    name: str
    records: tuple[type[Record], ...]
    projections: Mapping[type[Any], Project]
    events: tuple[type[Any], ...] = ()
    libraries: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        declared.check(self)

    @cached_property
    def version(self) -> str:
        """Eight hex digits of the digest of what all code means that writes the view.

        That is the algebra, this package with its Lua, the judgement of what is parked, and of the
        domain whatever records, projections, derivations and events lead to (`crdt.meaning`).
        """
        own = [*modules_in(crdt, "lattices"), *modules_in(views, *_ROOMS), *_JUDGES]
        events = frozenset({*self.projections, *self.events})
        parts = (
            lua_of(library.machinery()),
            lua_of(self.program.lua),
            meaning_of_modules(*own),
            meaning([self.records, self.projections, events]),
            *(msgspec.__version__, *self.libraries),
        )
        return sha256("\n\n".join(parts).encode()).hexdigest()[:8]

    @cached_property
    def library(self) -> str:
        """The text of the function library that merges and reads this version."""
        return library.assemble(self.name, self.version, self.program.lua)

    @cached_property
    def program(self) -> Program:
        """What is derived of the records, in both languages."""
        return Program(self.records)

    @property
    def derivations(self) -> Mapping[type[Record], Derivation]:
        """For each record that stands somewhere, where; each after those whose lists it reads."""
        return self.program.derivations

    def project(self, event: object) -> tuple[Merge, ...]:
        """The merges of an event; none when the view does not care for its type."""
        projection = self.projections.get(type(event))
        return projection(event) if projection else ()

    def function(self, verb: str) -> str:
        """The name of a function in the store: names are global in a server."""
        return f"{verb}_{self.name}_{self.version}"

    def base(self, shards: Shards, shard: int) -> str:
        """What every key of a shard starts with."""
        return f"{self.name}:{self.version}:{{{shards.tag(shard)}}}:"

    def split(self, merges: Sequence[Merge], shards: Shards, states: list[State]) -> list[int]:
        """Absorb merges into the states of their shards; how many went to each."""
        if shards.count == 1:
            states[0].absorb(merges)
            return [len(merges)]
        parts: list[list[Merge]] = [[] for _ in states]
        for merge in merges:
            record = merge[0].record
            if record.everywhere:
                for part in parts:
                    part.append(merge)
            else:
                parts[shards.of(record, merge[1])].append(merge)
        for state, part in zip(states, parts, strict=True):
            state.absorb(part)
        return [len(part) for part in parts]
