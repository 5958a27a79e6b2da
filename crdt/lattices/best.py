"""Best: of each member the best of many offers, and all members in that order.

    ride = Best(least=True)       # ride.offer(id, "effort-7", at, member="ada", value=3_599)

An offer is what another record contributes, by its id: an effort, a bid, a lap. It can be changed
and withdrawn, and then the next best of its member stands, or the member leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Self, overload

from crdt.errors import CRDTError
from crdt.order import NEVER_LATER, Contents, sortable
from crdt.readings import Bests
from crdt.records import Field, Lattice, Merge, Record, checked_stamp, is_id
from crdt.registers import REMOVED, contents, value_in, whole
from crdt.stamps import Stamp


class Standing(NamedTuple):
    """With what a member stands where it does. tie: of what was offered with it."""

    value: int
    tie: int
    offer: str


class Best(Field):
    """For each member, the offer with the least value, or with the greatest.

    Among equal values the offer with the least tie stands, such as when it was made; and then that
    with the least id, byte by byte. Members with equal values stand by their ids: where the tie is
    to order them too, put it into the value, `value * 2**32 + seconds`, and divide where it is
    shown.
    """

    lattice = Lattice.OFFERS

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Bests: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def __init__(self, *, least: bool) -> None:
        self.least = least

    def offer(
        self, record_id: str, offer: str, at: Stamp, *, member: str, value: int, tie: int = 0
    ) -> Merge:
        """Offer a value for a member, or change what was offered under this id before.

        Args:
            value, tie: whole numbers below 2**53 on either side of 0.

        Raises:
            ValueNotCanonical: the value or the tie is no whole number, or too great.
            CRDTError: an id is empty, or has a space in it.
        """
        self._check(record_id)
        for one in (offer, member):
            if not is_id(one):
                raise CRDTError(
                    f"{self.name}: {one!r:.60} is no id; give one without spaces or control "
                    "characters"
                )
        whole(value, f"{self.name}, value")
        whole(tie, f"{self.name}, tie")
        return (self.slot, record_id, offer, contents(checked_stamp(at), [member, value, tie]))

    def withdraw(self, record_id: str, offer: str, at: Stamp) -> Merge:
        """Take an offer back at a stamp: the later of both wins, and offering wins a tie."""
        self._check(record_id, offer)
        return (self.slot, record_id, offer, checked_stamp(at) + REMOVED)

    def bury(self, record_id: str, offer: str) -> Merge:
        """Take an offer back for good, whatever comes later and whatever its stamp."""
        self._check(record_id, offer)
        return (self.slot, record_id, offer, NEVER_LATER + REMOVED)

    def standings(self, held: Mapping[str, Contents]) -> dict[str, Standing]:
        """With what each member stands, of all offers by their ids."""
        best: dict[str, tuple[str, Standing]] = {}
        for member, row, standing in self._rows(held):
            if member not in best or row < best[member][0]:
                best[member] = row, standing
        return {member: standing for member, (_, standing) in best.items()}

    def rows(self, held: Mapping[str, Contents]) -> list[str]:
        """The offers that stand, as a store keeps them in order, the best of each member first."""
        return sorted(row for _, row, _ in self._rows(held))

    def _rows(self, held: Mapping[str, Contents]) -> Iterator[tuple[str, str, Standing]]:
        for offer, one in held.items():
            match value_in(one):
                case [str(member), int(value), int(tie)]:
                    rank = sortable(value if self.least else -value)
                    row = f"{member} {rank}{sortable(tie)}{offer}"
                    yield member, row, Standing(value, tie, offer)
