"""A view: a named group of records with its projections, its version and its own coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import msgspec

import crdt
import views
from crdt.records import Merge, Record
from crdt.states import State
from views import library
from views.derive.program import Program
from views.placements import Derivation
from views.shards import Shards

Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]


@dataclass(frozen=True)
class View:
    """What a domain declares.

    name: lower-case letters; it starts every key.
    records: what is kept. projections: for each event type, its function to merges.
    code: the modules outside `crdt` and `views` whose text decides what the view holds, the
        envelope and the judgement among them; a change gives a new version, which is filled by a
        replay beside the old one.
    libraries: the names and versions of what else decides it: tables of characters, say.
    """

    name: str
    records: tuple[type[Record], ...]
    projections: Mapping[type[Any], Project]
    code: tuple[ModuleType, ...]
    libraries: tuple[str, ...] = ()

    @cached_property
    def version(self) -> str:
        """Eight hex digits of the digest of all code that writes the view.

        That is the algebra, this package with its Lua, what the view names as its own, and the
        decoder, whose words stand in the reasons of parked events.
        """
        digest = sha256(library.machinery().encode() + self.program.lua.encode())
        for version in (msgspec.__version__, *self.libraries):
            digest.update(version.encode())
        packages = (Path(package.__file__ or "").parent for package in (crdt, views))
        files = [path for package in packages for path in sorted(package.glob("*.py"))]
        files += sorted((Path(views.__file__).parent / "derive").glob("*.py"))
        for path in (*files, *(Path(module.__file__ or "") for module in self.code)):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:8]

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
