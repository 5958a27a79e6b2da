"""Answers: what came back of what was selected of records."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import msgspec

from crdt.registers import stamp_in, value_in
from crdt.stamps import STAMP_LENGTH, Stamp

Held: TypeAlias = str | bool
"""A register's contents as the store holds them; False where nothing was written."""


class Cursor(NamedTuple):
    """The place after which a page starts: a score, and an id among equal scores."""

    score: int
    id: str


class Span(NamedTuple):
    """The scores from `least` on and below `beyond`; None is without an end."""

    least: int | None
    beyond: int | None


class Answer(msgspec.Struct, array_like=True, gc=False):
    """What came of one record. Positions are those of its `Select`; `owner` is its owner's `alive`,
    or True when it has none that could be dead. lookups: the ids, False where there is none.
    places: the score as a text, False where it does not stand. standings: likewise, and how many
    stand before. claims: the contents of the register, False where another holds the name. entries:
    of a map or a counter, the contents. maps: keys and contents in turn, False where there are too
    many to be read at once.
    """

    id: str
    registers: tuple[Held, ...] = ()
    cards: tuple[int, ...] = ()
    lookups: tuple[Held, ...] = ()
    claims: tuple[Held, ...] = ()
    owner: Held = True
    holds: tuple[bool, ...] = ()
    pages: tuple[Rows, ...] = ()
    lists: tuple[Rows, ...] = ()
    list_cards: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    places: tuple[Held, ...] = ()
    standings: tuple[tuple[Held, int], ...] = ()
    entries: tuple[Held, ...] = ()
    maps: tuple[tuple[str, ...] | bool, ...] = ()

    def value(self, at: int) -> Any:
        """A register's value; None when nothing was written."""
        held = self.registers[at]
        return value_in(held) if isinstance(held, str) else None

    def stamp(self, at: int) -> Stamp | None:
        """A register's stamp; None when nothing was written."""
        held = self.registers[at]
        return stamp_in(held) if isinstance(held, str) else None

    @property
    def owner_alive(self) -> bool:
        """Whether the owner is there, or there is none."""
        owner = self.owner
        return owner is True or (isinstance(owner, str) and owner[STAMP_LENGTH:] == "true")


class Rows(msgspec.Struct, array_like=True, gc=False):
    """A page as it came: ids and scores in order, their records where the page selects them, and
    whether there are more. before: how many stand before it; 0 of a page of many lists. total: how
    many there are in all; -1 where that was not asked. beside: what stands between each item and
    who holds the list, where the page asks for it. looked: how often the store was looked into for
    lists that it merges. ended: the place that it got to, where it ended before it was full.
    """

    ids: tuple[str, ...]
    scores: tuple[int, ...]
    records: tuple[Answer, ...]
    more: bool
    before: int = 0
    total: int = -1
    beside: tuple[Answer, ...] = ()
    looked: int = 0
    ended: Cursor | None = None


class Answers(msgspec.Struct, array_like=True, gc=False):
    """What came of one request: its records in order, and those of each target that were followed
    to; of an index also the score, where there is one.
    """

    records: tuple[Answer | None, ...]
    followed: tuple[tuple[Answer, ...], ...] = ()
    score: int | None = None


_decode = msgspec.msgpack.Decoder(Answers, strict=False).decode


def parse_answers(raw: bytes) -> Answers:
    """Read what a script answered to one request. Numbers may come as texts."""
    return _decode(raw)


class Missing(msgspec.Struct, array_like=True):
    """What was not shown of a record. set: which of the request's, from 1; 0 of a record that the
    call did not come to. rest: where to go on.
    """

    id: str
    set: int
    members: tuple[str, ...]
    rest: int | None = None
