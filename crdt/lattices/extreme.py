"""What the greatest and the least of whole numbers have in common: a number that goes one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, overload

from crdt.order import Contents, sortable
from crdt.readings import Numbered
from crdt.records import Record, Unstamped
from crdt.registers import JSON, whole


class Extreme(Unstamped):
    """The whole number, below 2**53 on either side of 0, that was the farthest of all given.

    SUBTLE: the greater contents win. So where the least counts, the digits are of its negative.
    """

    sign: ClassVar[int]
    """1 where the greatest counts, and -1 where the least does."""

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
        return f"{sortable(self.sign * number)}{number}"
