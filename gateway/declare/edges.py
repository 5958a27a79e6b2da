"""Edges: what an edge of a connection can have besides a cursor and a node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from crdt.records import Record
from gateway.declare.fields import Target


@dataclass(frozen=True)
class EdgeScore:
    """For what an item stands where it does, converted."""

    convert: Callable[[int], Any] | None = None

    def read(self, score: int, rank: int) -> Any:
        """The field's value of an item, of its score and its rank."""
        return self.convert(score) if self.convert else score


@dataclass(frozen=True)
class EdgeRank:
    """The rank of an item in its list, from 1."""

    def read(self, score: int, rank: int) -> Any:
        """The field's value of an item, of its score and its rank."""
        return rank


@dataclass(frozen=True)
class Beside:
    """The record `<item>/<holder>`, which the item owns: what there is between it and the one that
    holds the list. Null where nothing was written of it, and in lists that no `holder` holds.
    """

    target: Target
    holder: type[Record]

    def read(self, score: int, rank: int) -> None:
        """The field's value where no such record is read."""


Edged: TypeAlias = EdgeScore | EdgeRank | Beside
"""What a field of an edge can be declared as."""
