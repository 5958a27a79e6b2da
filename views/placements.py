"""Placements: where a record stands in derived lists, and what it adds to derived sums.

A derivation is a pure function from merged records, and from what others of the shard were placed
in, to a record's placement. The script in the store keeps the last placement of every record and
writes the difference; `verify` recomputes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter, total_of
from crdt.lattices.map import Map
from crdt.order import Standing
from crdt.records import ElementSet, Field, Record, ToldSet
from crdt.registers import stamp_in, value_in
from crdt.stamps import score_of
from crdt.states import State

Lists: TypeAlias = dict[str, dict[str, int]]
"""Derived lists by name: member → score."""


BEST: Final = "^"
"""What keys of parts of boards of bests begin with."""


class Part(NamedTuple):
    """What a record gives a member of a board.

    key: `<board>:<holder> <member>`. amount: an integer. lists: the names of the lists in which the
    member stands with its total.

    Of a board of bests there is one for each list, with the key `^<list> <member>`, and the member
    stands in it with the greatest amount.
    """

    key: str
    amount: int
    lists: tuple[str, ...]

    @property
    def best_in(self) -> str:
        """The list in which the greatest counts; nothing of a total."""
        return self.key[len(BEST) :].rpartition(" ")[0] if self.key.startswith(BEST) else ""

    @property
    def member(self) -> str:
        """Who is given it."""
        return self.key.rpartition(" ")[2]


@dataclass
class Placement:
    """Where a record stands.

    entered: names of lists, and scores. added: names of sums, and contributions. given: its parts
    of boards. reads: `<kind> <id>` of the other records that say so. failed: why the derivation
    gave nothing. Each in the order in which a derivation says it.
    """

    entered: list[tuple[str, int]] = field(default_factory=list)
    added: list[tuple[str, int]] = field(default_factory=list)
    given: list[Part] = field(default_factory=list)
    reads: Iterable[str] = ()
    failed: str | None = None

    @property
    def lists(self) -> dict[str, int]:
        """Scores by list name."""
        return dict(self.entered)

    @property
    def sums(self) -> dict[str, int]:
        """Contributions by sum name."""
        return dict(self.added)

    @property
    def parts(self) -> dict[str, Part]:
        """Parts of boards by their keys."""
        return {part.key: part for part in self.given}

    @property
    def stored(self) -> str:
        """What a shard keeps of it: its places, without scores; nothing where there are none."""
        parts = (
            "\n".join(name for name, _ in self.entered),
            "\n".join(name for name, _ in self.added),
            "\n".join(part.key for part in self.given),
            "\n".join(self.reads),
            "!" if self.failed else "",
        )
        return "\0".join(parts) if any(parts) else ""


class Reader:
    """What a derivation may read: merged records of one shard, and the lists that were derived of
    others. The twin of `views/lua/records.lua`.
    """

    __slots__ = ("_state", "lists")

    def __init__(self, state: State, lists: Lists | None = None) -> None:
        self._state: State = state
        self.lists: Lists = defaultdict(dict) if lists is None else lists

    def ids(self, record: type[Record]) -> set[str]:
        """The ids of all records of a kind."""
        return self._state.ids(record)

    def value(self, record: type[Record], record_id: str, register: str) -> Any:
        """A register's value; None when nothing was written."""
        held = self._state.register(record.registers, record_id, register)
        return None if held is None else value_in(held)

    def score(self, record: type[Record], record_id: str, register: str) -> int | None:
        """The score of a register's stamp; None when nothing was written."""
        held = self._state.register(record.registers, record_id, register)
        if held is not None and register in record.unstamped:
            raise ValueError(f"{record.kind}.{register} has no stamp")
        return None if held is None else score_of(stamp_in(held))

    def entry(self, of: Map, record_id: str, key: str) -> Any:
        """What a map has under a key; None when there is nothing."""
        held = self._state.register(of.slot, record_id, key)
        return None if held is None else value_in(held)

    def total(self, of: Counter, record_id: str) -> int:
        """What all who count come to."""
        return total_of(self._state.contents(of.slot, record_id))

    def amount(self, of: Counter, record_id: str, who: str) -> int:
        """What one who counts contributes; 0 where that is nothing."""
        held = self._state.register(of.slot, record_id, who)
        amount = 0 if held is None else value_in(held)
        return amount if isinstance(amount, int) else 0

    def standings(self, of: Best, record_id: str) -> dict[str, int]:
        """The best value of each member."""
        held = self._state.contents(of.slot, record_id)
        return {member: one.value for member, one in of.standings(held).items()}

    def entered(self, of: Field, record_id: str) -> dict[str, int]:
        """What is in a set, and the score with which it stands there."""
        assert isinstance(of, (ElementSet, ToldSet))  # noqa: S101
        standings: dict[str, Standing] = self._state.elements(of.slot, record_id)
        if isinstance(of, ElementSet):
            return {element: score for element, (score, live) in standings.items() if live}
        firsts = self._state.firsts(of.firsts, record_id)
        return {
            element: firsts.get(element, score)
            for element, (score, live) in standings.items()
            if live
        }

    def seen(self, of: ToldSet, record_id: str) -> set[str]:
        """What is in a told set and was shown."""
        shown = self._state.seen(of.seen, record_id)
        return {element for element in self.entered(of, record_id) if element in shown}


Derivation: TypeAlias = Callable[[Reader, str], Placement]
"""Where a record of this id stands. It never raises: what fails says so in its placement."""
