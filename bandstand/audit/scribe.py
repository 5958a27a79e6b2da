"""The scribe: what is read of a shard, written down in the range of its owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bandstand.audit.partition import Partition
from views.audit.facts import Fact, home_of, owner_of
from views.audit.held import TOTALLED, Contents, Totals, raw, text

MERGED, PARKED, FOUND, SAID, OWN, EXPECTED = range(6)
"""What a row is: merges of an event, or why it is parked; what is under a key, what is to be said
of a key, and what a view's own parts of a sum or tally come to; what the logs say."""

_FAILING_MAX: Final = 1_000


class Scribe:
    """Writes down what is read of a shard.

    Args:
        wants: whether an owner is compared in this run. failing: here goes which derivations fail,
            and why.
    """

    def __init__(
        self, partition: Partition, shard: int, wants: Callable[[str], bool], failing: list[str]
    ) -> None:
        self._partition, self._shard, self._failing = partition, shard, failing
        self._wants = wants

    def wants(self, key: str) -> bool:
        """Whether a key is read: what has a single owner is not, where they are not compared."""
        # SUBTLE: what is said of a key itself is of the same owner, or it would never be said.
        return key.partition(":")[0] in _SHARED or self._wants(home_of(("unknown", key)))

    def take(self, key: str, member: str, contents: Contents) -> None:
        """What is under a key; of a hash or a sorted set, of one member."""
        if key == "work":
            return
        if key == "failed" and len(self._failing) < _FAILING_MAX:
            self._failing.append(f"shard {self._shard}: {member}: {text(contents)}")
        row = (FOUND, self._shard, raw(key), raw(member), contents)
        self._put(_owner_at(key, member), row)

    def put(self, fact: Fact, told: str) -> None:
        """A fact that is of a key itself."""
        self._put(home_of(fact), (SAID, self._shard, [raw(one) for one in fact], told))

    def sum_up(self, totals: Totals) -> None:
        """All parts of a sum or tally were read."""
        for fact, told in totals.facts().items():
            row = (OWN, self._shard, [raw(one) for one in fact], told, raw(totals.key))
            self._put(home_of(fact), row)

    def _put(self, owner: str, row: tuple[object, ...]) -> None:
        if self._wants(owner):
            self._partition.put(self._partition.of(owner), row)


_SHARED: Final = frozenset((*TOTALLED, "list", "readers", "failed", "parked"))
"""What keys begin with of whose members each belongs to an owner of its own."""


def _owner_at(key: str, member: str) -> str:
    kind, _, record_id = key.partition(":")
    if kind == "list" or kind in TOTALLED:
        return home_of((kind, record_id, member))
    if key == "failed" or kind == "readers":
        return owner_of(member.partition(" ")[2])
    return owner_of(member if key == "parked" else record_id)
