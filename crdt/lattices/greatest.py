"""The greatest of whole numbers: it only rises, and needs no stamp.

    top_speed = Greatest()        # top_speed.raise_to(id, 212)

Source: Shapiro et al., "A comprehensive study of CRDTs", 2011: a join-semilattice of the numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

from crdt.order import Contents, sortable
from crdt.readings import Numbered
from crdt.records import Merge, Record, Unstamped
from crdt.registers import JSON, whole


class Greatest(Unstamped):
    """The greatest whole number that was ever given, below 2**53 on either side of 0."""

    lesser = "a lesser number: the greatest counts"

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Numbered: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def contents(self, value: JSON) -> Contents:
        number = whole(value, self.name)
        return f"{sortable(number)}{number}"

    def raise_to(self, record_id: str, value: int) -> Merge:
        """Say that it is at least this.

        Raises:
            ValueNotCanonical: it is no whole number, or too great.
        """
        return self._merge(record_id, value)
