"""Placements: where a record stands in derived lists, and what it adds to derived sums.

A derivation is a pure function from a merged record to its placement. The script in the store
keeps the last placement of every record and writes the difference; `verify` recomputes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from crdt.states import RecordState


@dataclass(frozen=True)
class Placement:
    """Scores by list name, and contributions (integers) by sum name.

    tallies: amounts by list name, for a member: he stands in that list with the sum of what all
        records in the shard have for him, unless that is 0. member: an id, without white space, as
        the names are. among: the list in which all stand that have an amount for him.
    """

    lists: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    tallies: dict[str, int] = field(default_factory=dict)
    member: str = ""
    among: str = ""

    def __bool__(self) -> bool:
        return bool(self.lists or self.sums or self.tallies)


Derivation: TypeAlias = Callable[[RecordState], Placement]
