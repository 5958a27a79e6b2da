"""A view whose derivations in Lua are others than its own, and their twins likewise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from crdt.records import Record
from tribes.views import COMMUNITY
from views.derive.program import Program
from views.placements import Derivation
from views.view import View


@dataclass(frozen=True)
class _Altered(Program):
    more: str = ""
    twins: Mapping[type[Record], Derivation] = field(default_factory=dict)

    @cached_property
    def lua(self) -> str:
        return f"{Program(self.records).lua}\n{self.more}"

    @cached_property
    def derivations(self) -> Mapping[type[Record], Derivation]:
        return {**Program(self.records).derivations, **self.twins}


@dataclass(frozen=True)
class _AlteredView(View):
    more: str = ""
    twins: Mapping[type[Record], Derivation] = field(default_factory=dict)

    @cached_property
    def program(self) -> Program:
        return _Altered(self.records, self.more, self.twins)


def altered(lua: str, twins: Mapping[type[Record], Derivation] = {}) -> View:
    """The community, with more Lua after that of its derivations, and other twins."""
    whole: dict[str, Any] = {one.name: getattr(COMMUNITY, one.name) for one in fields(COMMUNITY)}
    return _AlteredView(**whole, more=lua, twins=twins)
