"""Placements: where a record stands in derived lists, and what it adds to derived sums.

A derivation is a pure function from merged records, and from what others of the shard were placed
in, to a record's placement. The script in the store keeps the last placement of every record and
writes the difference; `verify` recomputes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from crdt.order import Standing
from crdt.records import ElementSet, Field, Record, ToldSet
from crdt.registers import stamp_in, value_in
from crdt.stamps import score_of
from crdt.states import State

Lists: TypeAlias = dict[str, dict[str, int]]
"""Derived lists by name: member → score."""


@dataclass(frozen=True)
class Tally:
    """What a record adds to a member's totals, over all records of a group in the shard.

    group, member: texts without white space. amount: an integer, not 0. lists: the names of the
    lists in which the member stands with its total.
    """

    group: str
    member: str
    amount: int
    lists: tuple[str, ...]


@dataclass(frozen=True)
class Placement:
    """Scores by list name, and contributions (integers) by sum name.

    key: what others that depend on the record look at, if there are any: when it is another, they
    are placed again. failed: why the derivation gave nothing.
    """

    lists: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    tally: Tally | None = None
    key: str | None = None
    failed: str | None = None

    def __bool__(self) -> bool:
        return bool(self.lists or self.sums or self.tally or self.key or self.failed)


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

    def score(self, record: type[Record], record_id: str, register: str) -> int:
        """The score of a register's stamp; 0 when nothing was written."""
        held = self._state.register(record.registers, record_id, register)
        return 0 if held is None else score_of(stamp_in(held))

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

    def first_of(self, name: str, most: int) -> list[tuple[str, int]]:
        """The first members of a list, and their scores; so many at most."""
        found = self.lists.get(name, {}).items()
        ordered = sorted(found, key=lambda one: (one[1], one[0].encode()))
        return ordered[:most]

    def card(self, name: str) -> int:
        """How many stand in a list."""
        return len(self.lists.get(name, {}))

    def last_of(self, name: str) -> int | None:
        """The greatest score in a list; None when nothing stands there."""
        return max(self.lists.get(name, {}).values(), default=None)


Derivation: TypeAlias = Callable[[Reader, str], Placement]


def placed(derive: Derivation, reader: Reader, record_id: str) -> Placement:
    """Where a record stands. Of a derivation that fails, or gives a score that is no whole number,
    that is nowhere, and the placement says why.
    """
    try:
        found = derive(reader, record_id)
        numbers = (*found.lists.values(), *found.sums.values())
        for number in (*numbers, found.tally.amount if found.tally else 0):
            if type(number) is not int or not -(2**53) < number < 2**53:
                raise ValueError(f"{number!r} is no whole number below 2**53")
        tally = found.tally
        names = (tally.group, tally.member, *tally.lists) if tally else ()
        for name in (*found.lists, *found.sums, *names, found.key or ""):
            if type(name) is not str:
                raise ValueError(f"{name!r} is no text")
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001
        # Whatever the domain's code makes of this record, it makes of it every time.
        return Placement(failed=f"{type(error).__name__}: {error}")
    return found
