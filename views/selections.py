"""Selections: which columns, counts and pages a query wants of records, and what came back.

A `Select` is a tree that one call a shard answers. Records that live elsewhere are *targets*: a
shard that is alone follows to them in the same call, else they are asked for in the next wave.
What several shards answer is merged here: sums and cards are partial sums, and a list is the
merge of partial lists by (score, id bytes).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import msgspec

from crdt.records import ElementSet, Record, Slot
from crdt.registers import stamp_in, value_in
from crdt.stamps import STAMP_LENGTH, Stamp

Held: TypeAlias = str | bool
"""A register's contents as the store holds them; False where nothing was written."""


class Cursor(NamedTuple):
    """The place after which a page starts: a score, and an id among equal scores."""

    score: int
    id: str


class Lookup(NamedTuple):
    """A reference: the id that a register holds, or holds under a key.

    register: its position among the select's. target: which of the request's targets the id is
    of; None when nothing is read of it.
    """

    register: int
    key: str | None
    target: int | None


LISTS_MAX = 1_000
"""So many lists, those of the latest, a page merges for each set that names them."""


class Said(NamedTuple):
    """What a register of a record says under a key, as long as the record lives (`alive`)."""

    record: type[Record]
    register: str
    key: str


class Lists(NamedTuple):
    """Lists that a page merges: those named with a prefix and each of the ids in a record's set.

    field: the set, as in `User.tribes`; without one it is the list of the prefix alone. by: the
    lists are of what the elements' owners say, in place of their ids, and what stands in a list is
    then raised by 1e6 × log10(1 + how many elements' owners say it). own: who wrote an element
    that is owned, `<owner>/<rest>`, which must be the id. most: so many elements, the latest, are
    looked at.
    """

    prefix: str
    field: ElementSet | None = None
    id: str = ""
    by: Said | None = None
    own: Said | None = None
    most: int = LISTS_MAX

    @property
    def set(self) -> str:
        """The name of the set in the store; nothing where there is none."""
        return self.field.slot.name if self.field else ""

    @property
    def cost(self) -> int:
        """How many lists there may be."""
        return self.most if self.field else 1

    @property
    def request(self) -> tuple[object, ...]:
        """As the script reads it."""
        return self.prefix, self.set, self.id, self.most, self.said

    @property
    def said(self) -> tuple[tuple[str, str, str], ...] | None:
        """What is asked of the elements' owners, and of those that are owned."""
        if self.by is None:
            return None
        both = (self.by, self.own or self.by)
        return tuple((one.record.kind, one.register, one.key) for one in both)


class Standing(NamedTuple):
    """Where a member stands in the derived list of this prefix and a record's id, greatest first.

    The member may have a part of the score in every shard.
    """

    prefix: str
    member: str


class Claim(NamedTuple):
    """A unique name that a record claims: a register of the record of another kind, of the same id
    and kept everywhere, and the prefix of the lists of those who claim each.

    The register is an object with a `key`. It is answered where the record holds that: where it is
    the first in the list of the prefix and the key.
    """

    kind: str
    register: str
    prefix: str


@dataclass(frozen=True)
class Page:
    """A page of an element set (`name` is its field) or, where it is derived, of a list (`name` is
    its prefix).

    select: what to read of the items where they live beside the list. target: where they do not.
    union: the lists that it merges, in place of the one that it names; kind: of its items. but: an
    id that is passed over. totals: whether an item may stand in several shards, with a part of its
    score in each.
    """

    name: str
    first: int
    after: Cursor | None = None
    descending: bool = True
    select: Select | None = None
    target: int | None = None
    derived: bool = False
    union: tuple[Lists, ...] = ()
    kind: str = ""
    but: str = ""
    totals: bool = False

    @cached_property
    def weight(self) -> int:
        """About how many commands it takes of the store."""
        each = self.select.weight if self.select else 1
        return sum(lists.cost for lists in self.union) + self.first * each

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it."""
        asked: dict[str, object] = {
            "list" if self.derived else "set": self.name,
            "first": self.first,
            "descending": self.descending,
        }
        if self.union:
            asked["union"] = [lists.request for lists in self.union]
            asked["kind"] = self.kind
        if self.after is not None:
            asked["after"] = (str(self.after.score), self.after.id)
        if self.but:
            asked["but"] = self.but
        if self.select is not None:
            asked["select"] = self.select.request
        if self.target is not None:
            asked["target"] = self.target + 1
        return asked


@dataclass(frozen=True)
class Select:
    """What to read of each record of a kind.

    registers: names of registers and stored counts. cards: sets to count, and derived lists and
    sums in its own shard, as `list:` or `sum:` and their prefix. holds: (set, element) pairs to
    look up. pages: of its sets, and of derived lists in its own shard. lists: of derived lists, in
    every shard. places: of itself in lists, by their names. standings: in derived lists. claims: of
    unique names, those that it holds. list_cards and sums: of derived lists and sums, by prefix, in
    every shard. lookups: references that its registers hold.
    """

    record: type[Record]
    registers: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    holds: tuple[tuple[str, str], ...] = ()
    pages: tuple[Page, ...] = ()
    lists: tuple[Page, ...] = ()
    list_cards: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    places: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
    claims: tuple[Claim, ...] = ()

    @cached_property
    def weight(self) -> int:
        """About how many commands it takes of the store to read one record."""
        return 1 + sum(page.weight for page in (*self.pages, *self.lists))

    @property
    def scattered(self) -> bool:
        """Whether every shard has a part of the answer."""
        return bool(self.lists or self.list_cards or self.sums or self.standings)

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it: what is not asked for is left out."""
        asked: dict[str, object] = {"kind": self.record.kind}
        owner = self.record.owner
        if owner is not None and owner.mortal:
            asked["owner"] = owner.kind
        for name in ("registers", "cards", "holds", "list_cards", "sums", "places", "claims"):
            if wanted := getattr(self, name):
                asked[name] = wanted
        if self.standings:
            asked["standings"] = [(one.prefix, one.member) for one in self.standings]
        if self.pages:
            asked["pages"] = [page.request for page in self.pages]
        if self.lists:
            asked["lists"] = [page.request for page in self.lists]
        if self.lookups:
            asked["lookups"] = [
                (at + 1, key or "", 0 if target is None else target + 1)
                for at, key, target in self.lookups
            ]
        return asked

    def value(self, answer: Answer, register: str) -> Any:
        """A register's value in an answer to this; None when nothing was written."""
        return answer.value(self.registers.index(register))


class Answer(msgspec.Struct, array_like=True, gc=False):
    """What came of one record. Positions are those of its `Select`; `owner` is its owner's `alive`,
    or True when it has none that could be dead. lookups: the ids, False where there is none.
    places: the score as a text, False where it does not stand. standings: likewise, and how many
    stand before. claims: the contents of the register, False where another holds the name.
    """

    id: str
    registers: tuple[Held, ...] = ()
    cards: tuple[int, ...] = ()
    lookups: tuple[Held, ...] = ()
    owner: Held = True
    holds: tuple[bool, ...] = ()
    pages: tuple[Rows, ...] = ()
    lists: tuple[Rows, ...] = ()
    list_cards: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    places: tuple[Held, ...] = ()
    standings: tuple[tuple[Held, int], ...] = ()
    claims: tuple[Held, ...] = ()

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
    whether there are more. ended: the place that it got to, where it ended before it was full.
    """

    ids: tuple[str, ...]
    scores: tuple[int, ...]
    records: tuple[Answer, ...]
    more: bool
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


def merge_answers(select: Select, parts: Sequence[Answer]) -> Answer:
    """One record from what every shard has of it."""
    if len(parts) == 1:
        return parts[0]
    return Answer(
        id=parts[0].id,
        registers=tuple(_written(one) for one in _across(part.registers for part in parts)),
        cards=tuple(sum(one) for one in _across(part.cards for part in parts)),
        holds=tuple(any(one) for one in _across(part.holds for part in parts)),
        pages=_merge_pages(select.pages, [part.pages for part in parts]),
        lists=_merge_pages(select.lists, [part.lists for part in parts]),
        list_cards=tuple(sum(one) for one in _across(part.list_cards for part in parts)),
        sums=tuple(sum(one) for one in _across(part.sums for part in parts)),
        places=tuple(_written(one) for one in _across(part.places for part in parts)),
        standings=tuple(_stood(one) for one in _across(part.standings for part in parts)),
        owner=_written(tuple(part.owner for part in parts)),
        lookups=tuple(_written(one) for one in _across(part.lookups for part in parts)),
        claims=tuple(_written(one) for one in _across(part.claims for part in parts)),
    )


def _across(parts: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    return zip(*parts, strict=True)


def _stood(parts: Sequence[tuple[Held, int]]) -> tuple[Held, int]:
    """How one stands in all shards together; `views.totals` says how many are before."""
    scores = [int(score) for score, _ in parts if score]
    return (str(sum(scores)) if scores else False), 0


def _written(held: tuple[Held, ...]) -> Held:
    """What the one shard that has it says."""
    return next((one for one in held if one is not False), False)


def _merge_pages(pages: tuple[Page, ...], parts: list[tuple[Rows, ...]]) -> tuple[Rows, ...]:
    return tuple(_merge_rows(page, rows) for page, rows in zip(pages, _across(parts), strict=True))


def _merge_rows(page: Page, parts: tuple[Rows, ...]) -> Rows:
    rows = sorted(
        (
            (score, record_id.encode(), part, at)
            for part in parts
            for at, (record_id, score) in enumerate(zip(part.ids, part.scores, strict=True))
        ),
        key=lambda row: row[:2],
        reverse=page.descending,
    )
    more = any(part.more for part in parts) or len(rows) > page.first
    # Behind the place that one part got to, it may have what comes before what others have.
    ends = [(part.ended.score, part.ended.id.encode()) for part in parts if part.ended]
    ended = (max if page.descending else min)(ends, default=None)
    if ended is not None:
        rows = [row for row in rows if (row[:2] >= ended if page.descending else row[:2] <= ended)]
    if len(rows) >= page.first:
        ended = None
    kept = [(part, at) for _, _, part, at in rows[: page.first]]
    return Rows(
        ids=tuple(part.ids[at] for part, at in kept),
        scores=tuple(part.scores[at] for part, at in kept),
        records=tuple(part.records[at] for part, at in kept if part.records),
        more=more,
        ended=Cursor(ended[0], ended[1].decode()) if ended else None,
    )


@dataclass(frozen=True)
class Records:
    """A request for records by id. Ids may repeat; answers come in the same order."""

    select: Select
    ids: tuple[str, ...]
    targets: tuple[Select, ...] = ()

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it."""
        return _request(self, get="records", ids=self.ids)


@dataclass(frozen=True)
class Index:
    """A request for the record with the least (score, id) in a list: a unique handle.

    last: for the one with the greatest.
    """

    select: Select
    list: str
    targets: tuple[Select, ...] = ()
    last: bool = False

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it."""
        return _request(self, get="index", list=self.list, last=self.last)


def _request(of: Records | Index, **more: object) -> dict[str, object]:
    asked = {"select": of.select.request, **more}
    if of.targets:
        asked["targets"] = [target.request for target in of.targets]
    return asked


@dataclass(frozen=True)
class Unseen:
    """A request for what was not shown yet of the records in a list, in every shard.

    list: their list. until: the greatest score in it that matters; None for all. sets: what sorted
    sets begin with, before the record's id: all that is told, and what of it was shown, and whether
    the record's `reader` says to whom. reader: that register of the record's kind. but: who is
    told; themselves they are not told of. first: so many records at most. most: so many members.
    ids, start: to go on with some records from an offset.
    """

    list: str
    until: int | None
    sets: tuple[tuple[str, str, bool], ...]
    reader: tuple[type[Record], str]
    but: str
    first: int
    most: int
    ids: tuple[str, ...] = ()
    start: int | None = 0

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it."""
        asked: dict[str, object] = {
            "get": "unseen",
            "list": self.list,
            "until": "+inf" if self.until is None else str(self.until),
            "sets": self.sets,
            "reader": (self.reader[0].kind, self.reader[1]),
            "but": self.but,
            "first": self.first,
            "most": self.most,
            "from": self.start,
        }
        return asked | ({"ids": self.ids} if self.ids else {})


class Missing(msgspec.Struct, array_like=True):
    """What was not shown of a record. set: which of the request's, from 1. rest: where to go on."""

    id: str
    set: int
    members: tuple[str, ...]
    rest: int | None = None


Place: TypeAlias = tuple[Slot, str, str]
"""Slot, record id, and a register's name or an element: where a merge goes."""


@dataclass(frozen=True)
class Stamps:
    """A request for the greatest stamp that stands at some places, for who will overwrite them.

    Distinct counts have none, and are passed over.
    """

    places: tuple[Place, ...]
