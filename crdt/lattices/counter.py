"""A counter that goes up and down: everybody who counts has an amount of their own.

    votes = Counter()             # votes.set(id, "ada", at, -1)

The total is the sum of the amounts. An amount is set and never added to, so what comes twice counts
once, and whoever changes their mind counts as they said last.

Source: Shapiro et al., "A comprehensive study of CRDTs", 2011, section 3.1.3 (PN-Counter); here
with a last-writer-wins register in place of two growing numbers for each who counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Self, overload

from crdt.errors import CRDTError
from crdt.order import Contents
from crdt.readings import Totalled
from crdt.records import Field, Lattice, Merge, Record, checked_stamp, is_id
from crdt.registers import contents, value_in, whole
from crdt.stamps import Stamp

AMOUNT_MAX: Final = 2**31 - 1
"""So far from 0 an amount can be. The total is exact while less than four million have so much."""


class Counter(Field):
    """A sum of whole amounts, one for each who counts, of which the last written counts."""

    lattice = Lattice.AMOUNTS
    nothing = 0

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Totalled: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def set(self, record_id: str, who: str, at: Stamp, amount: int) -> Merge:
        """Say how much somebody contributes; 0 takes it back.

        Raises:
            ValueNotCanonical: the amount is no whole number, or too great.
            CRDTError: who counts has no id, or one with a space in it.
        """
        self._check(record_id)
        if not is_id(who):
            raise CRDTError(f"{self.name}: {who!r:.60} counts; give an id without spaces")
        whole(amount, self.name, AMOUNT_MAX)
        return (self.slot, record_id, who, contents(checked_stamp(at), amount))


def total_of(held: Mapping[str, Contents]) -> int:
    """The sum of all amounts."""
    return sum(value for value in map(value_in, held.values()) if isinstance(value, int))
