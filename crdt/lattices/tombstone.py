"""A tombstone: once dead, dead, whatever comes later and whatever its stamp.

withdrawn = Tombstone()       # withdrawn.bury(id)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

from crdt.errors import ValueNotCanonical
from crdt.order import NEVER_LATER, Contents
from crdt.readings import Buried
from crdt.records import Merge, Record, Unstamped
from crdt.registers import JSON


class Tombstone(Unstamped):
    """False until somebody buries it, and true for good from then on."""

    nothing = False
    lesser = "dead already"

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Buried: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def contents(self, value: JSON) -> Contents:
        if value is not True:
            raise ValueNotCanonical(f"{self.name}: a tombstone is true, not {value!r:.60}")
        return f"{NEVER_LATER}true"

    def bury(self, record_id: str) -> Merge:
        """Say that it is dead."""
        return self._merge(record_id, True)
