"""The least of whole numbers: it only falls, and needs no stamp.

first_seen_ms = Least()       # first_seen_ms.lower_to(id, 1_767_225_600_000)
"""

from __future__ import annotations

from crdt.lattices.extreme import Extreme
from crdt.records import Merge


class Least(Extreme):
    """The least whole number that was ever given, below 2**53 on either side of 0."""

    lesser = "a greater number: the least counts"
    sign = -1

    def lower_to(self, record_id: str, value: int) -> Merge:
        """Say that it is at most this.

        Raises:
            ValueNotCanonical: it is no whole number, or too great.
        """
        return self._merge(record_id, value)
