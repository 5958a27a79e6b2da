"""The least of whole numbers: it only falls, and needs no stamp.

first_seen_ms = Least()       # first_seen_ms.lower_to(id, 1_767_225_600_000)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

from crdt.order import Contents, sortable
from crdt.readings import Numbered
from crdt.records import Merge, Record, Unstamped
from crdt.registers import JSON, whole


class Least(Unstamped):
    """The least whole number that was ever given, below 2**53 on either side of 0."""

    lesser = "a greater number: the least counts"

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
        # The greater contents win: the less the number, the greater are its digits.
        return f"{sortable(-number)}{number}"

    def lower_to(self, record_id: str, value: int) -> Merge:
        """Say that it is at most this.

        Raises:
            ValueNotCanonical: it is no whole number, or too great.
        """
        return self._merge(record_id, value)
