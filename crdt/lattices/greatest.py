"""The greatest of whole numbers: it only rises, and needs no stamp.

    top_speed = Greatest()        # top_speed.raise_to(id, 212)

Source: Shapiro et al., "A comprehensive study of CRDTs", 2011: a join-semilattice of the numbers.
"""

from __future__ import annotations

from crdt.lattices.extreme import Extreme
from crdt.records import Merge


class Greatest(Extreme):
    """The greatest whole number that was ever given, below 2**53 on either side of 0."""

    lesser = "a lesser number: the greatest counts"
    sign = 1

    def raise_to(self, record_id: str, value: int) -> Merge:
        """Say that it is at least this.

        Raises:
            ValueNotCanonical: it is no whole number, or too great.
        """
        return self._merge(record_id, value)
