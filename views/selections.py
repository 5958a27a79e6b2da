"""Selections: which columns, counts and pages a query wants of records, and what came back.

A `Select` is a tree that one call a shard answers. Records that live in another shard are a
request of their own, in the next wave. What several shards answer is merged here: sums and cards
are partial sums, and a list is the merge of partial lists by (score, id bytes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from crdt.records import Record, Slot
from crdt.registers import stamp_in, value_in
from crdt.stamps import Stamp


class Cursor(NamedTuple):
    """The place after which a page starts: a score, and an id among equal scores."""

    score: int
    id: str


@dataclass(frozen=True)
class Page:
    """A page of an element set (`name` is its field) or of a list (`name` is its prefix)."""

    name: str
    first: int
    after: Cursor | None = None
    descending: bool = True
    select: Select | None = None

    def request(self, key: str) -> dict[str, object]:
        """As the script reads it."""
        asked: dict[str, object] = {
            key: self.name,
            "first": self.first,
            "descending": self.descending,
        }
        if self.after is not None:
            asked["after"] = (str(self.after.score), self.after.id)
        if self.select is not None:
            asked["select"] = self.select.request
        return asked


@dataclass(frozen=True)
class Select:
    """What to read of each record of a kind.

    registers: names of registers and stored counts. cards: sets to count. holds: (set, element)
    pairs to look up. pages: of its sets. lists: of derived lists, by prefix, in every shard.
    list_cards and sums: of derived lists and sums, by prefix, in every shard.
    """

    record: type[Record]
    registers: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    holds: tuple[tuple[str, str], ...] = ()
    pages: tuple[Page, ...] = ()
    lists: tuple[Page, ...] = ()
    list_cards: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()

    @property
    def scattered(self) -> bool:
        """Whether every shard has a part of the answer."""
        return bool(self.lists or self.list_cards or self.sums)

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it."""
        asked: dict[str, object] = {
            "kind": self.record.kind,
            "registers": self.registers,
            "cards": self.cards,
            "holds": self.holds,
            "pages": [page.request("set") for page in self.pages],
            "lists": [page.request("list") for page in self.lists],
            "list_cards": self.list_cards,
            "sums": self.sums,
        }
        if self.record.owner is not None:
            asked["owner"] = self.record.owner.kind
        return asked


@dataclass(frozen=True)
class Row:
    """An element of a page: its id, its score, and its record when that was selected."""

    id: str
    score: int
    record: Answer | None


@dataclass(frozen=True)
class Rows:
    """A page as it came: rows in order, and whether there are more."""

    rows: list[Row]
    more: bool


@dataclass(frozen=True)
class Answer:
    """What came of one record. Positions are those of its `Select`."""

    id: str
    held: dict[str, str]
    cards: list[int]
    holds: list[bool]
    pages: list[Rows] = field(default_factory=list)
    lists: list[Rows] = field(default_factory=list)
    list_cards: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    owner_alive: bool = True

    def value(self, register: str) -> Any:
        """A register's value; None when nothing was written."""
        held = self.held.get(register)
        return None if held is None else value_in(held)

    def stamp(self, register: str) -> Stamp | None:
        """A register's stamp; None when nothing was written."""
        held = self.held.get(register)
        return None if held is None else stamp_in(held)


def parse_answer(select: Select, raw: list[Any]) -> Answer:
    """Read one record of a script's answer."""
    record_id, registers, cards, holds, pages, lists, list_cards, sums, owner = raw
    return Answer(
        id=record_id,
        held={name: held for name, held in zip(select.registers, registers, strict=False) if held},
        cards=cards,
        holds=holds,
        pages=[_rows(page, rows) for page, rows in zip(select.pages, pages, strict=True)],
        lists=[_rows(page, rows) for page, rows in zip(select.lists, lists, strict=True)],
        list_cards=list_cards,
        sums=[int(total) for total in sums],
        owner_alive=select.record.owner is None or (bool(owner) and value_in(owner) is True),
    )


def _rows(page: Page, raw: list[Any]) -> Rows:
    rows, more = raw
    select = page.select
    return Rows(
        [
            Row(row[0], int(row[1]), parse_answer(select, row[2]) if select else None)
            for row in rows
        ],
        bool(more),
    )


def merge_answers(select: Select, parts: list[Answer]) -> Answer:
    """One record from what every shard has of it."""
    if len(parts) == 1:
        return parts[0]
    held: dict[str, str] = {}
    for part in parts:
        held |= part.held
    columns = zip(*(part.lists for part in parts), strict=True)
    pages = zip(*(part.pages for part in parts), strict=True)
    return Answer(
        id=parts[0].id,
        held=held,
        cards=[sum(cards) for cards in zip(*(part.cards for part in parts), strict=True)],
        holds=[any(holds) for holds in zip(*(part.holds for part in parts), strict=True)],
        pages=[_merge_rows(p, rows) for p, rows in zip(select.pages, pages, strict=False)],
        lists=[_merge_rows(p, rows) for p, rows in zip(select.lists, columns, strict=False)],
        list_cards=[sum(n) for n in zip(*(part.list_cards for part in parts), strict=True)],
        sums=[sum(n) for n in zip(*(part.sums for part in parts), strict=True)],
        owner_alive=any(part.owner_alive for part in parts),
    )


def _merge_rows(page: Page, parts: tuple[Rows, ...]) -> Rows:
    rows = sorted(
        (row for part in parts for row in part.rows),
        key=lambda row: (row.score, row.id.encode()),
        reverse=page.descending,
    )
    more = any(part.more for part in parts) or len(rows) > page.first
    return Rows(rows[: page.first], more)


@dataclass(frozen=True)
class Records:
    """A request for records by id. Ids may repeat; answers come in the same order."""

    select: Select
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """A request for the record with the least (score, id) in a list: a unique handle."""

    select: Select
    list: str


Place: TypeAlias = tuple[Slot, str, str]
"""Slot, record id, and a register's name or an element: where a merge goes."""


@dataclass(frozen=True)
class Stamps:
    """A request for the greatest stamp that stands at some places, for who will overwrite them.

    Distinct counts have none, and are passed over.
    """

    places: tuple[Place, ...]
