"""Selections: which columns, counts and pages a query wants of records.

A `Select` is a tree that one call a shard answers. Records that live elsewhere are *targets*: a
shard that is alone follows to them in the same call, else they are asked for in the next wave.
What comes back is in `views.reading.answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeAlias

from crdt.records import ElementSet, Record, Slot
from views.derive.places import GlobalList, List
from views.reading.answers import Answer, Cursor, Span

OWNER = -1
"""In place of a register: a lookup of the owner, whom the record's own id names."""

REST = -2
"""In place of a register: a lookup of what comes behind the owner in the record's own id."""


class Lookup(NamedTuple):
    """A reference: the id that a register holds, or holds under a key.

    register: its position among the select's, or `OWNER` or `REST`. target: which of the request's
    targets the id is of; None when nothing is read of it.
    """

    register: int
    key: str | None
    target: int | None


IDS_TO_A_RECORD = 10
"""So many ids are read, or lists looked at, in the time that a record takes."""

LISTS_MAX = 1_000
"""So many lists, those of the latest, a page merges for each set that names them."""


class Said(NamedTuple):
    """What a register of a record says under a key, as long as the record lives (`alive`)."""

    record: type[Record]
    register: str
    key: str


class Lists(NamedTuple):
    """Lists that a page merges: those that the records hold whose ids are in a record's set.

    field: the set, as in `User.tribes`, and id: of which record; without a set it is one list,
    which no record holds. by: the lists are of what the elements' owners say, in place of their
    ids, and what stands in a list is then `raised`, of how many elements' owners say it, from 1: as
    it is, where that is left out.
    own: who wrote an element that is owned, `<owner>/<rest>`, which must be the id. most: so many
    elements, the latest, are looked at.
    """

    place: List | GlobalList
    field: ElementSet | None = None
    id: str = ""
    by: Said | None = None
    raised: Callable[[int], int] | None = None
    own: Said | None = None
    most: int = LISTS_MAX

    @property
    def prefix(self) -> str:
        """What the lists' names begin with, before an id."""
        return self.place.name if isinstance(self.place, GlobalList) else f"{self.place.name}:"

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
        asked = (self.prefix, self.set, self.id, self.most)
        if self.by is None:
            return asked
        return *asked, self.said, _raises(self.raised, self.most)

    @property
    def said(self) -> tuple[tuple[str, str, str], ...] | None:
        """What is asked of the elements' owners, and of those that are owned."""
        if self.by is None:
            return None
        both = (self.by, self.own or self.by)
        return tuple((one.record.kind, one.register, one.key) for one in both)


@cache
def _raises(raised: Callable[[int], int] | None, most: int) -> tuple[int, ...]:
    """By how much what one, two and more elements' owners say is raised."""
    return tuple(raised(number) if raised else 0 for number in range(1, most + 1))


class Standing(NamedTuple):
    """Where a member stands in the derived list of this prefix and a record's id, greatest first.

    ascending: of a best, which is a field of the record and is named in place of a prefix, whether
    the least stands first; None of a list. parts: whether the member may have a part of the score
    in every shard; else it stands in one of them.
    """

    prefix: str
    member: str
    ascending: bool | None = None
    parts: bool = True

    @property
    def request(self) -> tuple[object, ...]:
        """As the script reads it."""
        return self[:2] if self.ascending is None else self[:3]


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
    id that is passed over. counted: whether it is asked how many there are in all, where that is
    known: neither of lists that are merged nor of one of totals. totals: whether an item may stand
    in several shards, with a part of its score in each. beside: what to read of the record
    `<item>/<holder>` of each item and of who holds the list. span: outside of which nothing is
    there, nor counted.
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
    counted: bool = False
    beside: Select | None = None
    span: Span | None = None

    @property
    def cost(self) -> int:
        """How many records may be read in the time that the page itself takes, without its items:
        an id, or a list that is merged, is a small part of one.
        """
        return 1 + (self.first + sum(lists.cost for lists in self.union)) // IDS_TO_A_RECORD

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
        if self.span is not None:
            least, beyond = self.span
            asked["span"] = (
                "-inf" if least is None else str(least),
                "+inf" if beyond is None else str(beyond),
            )
        if self.but:
            asked["but"] = self.but
        if self.counted and not self.union and not self.totals:
            asked["counted"] = True
        if self.select is not None:
            asked["select"] = self.select.request
        if self.target is not None:
            asked["target"] = self.target + 1
        if self.beside is not None:
            asked["beside"] = self.beside.request
        return asked


@dataclass(frozen=True)
class Select:
    """What to read of each record of a kind.

    registers: names of registers and stored counts. cards: sets to count, derived lists and sums in
    its own shard, as `list:` or `sum:` and their prefix, counters, as `total:` and their name, and
    how much a map or counter was written to, as `keys:`.
    entries: (map or counter, key) pairs to look up. maps: to be read whole. holds: (set, element)
    pairs to look up. pages: of its sets, and of derived lists in its own shard. lists: of derived
    lists, in every shard. places: of itself in lists, by their names. standings: in derived lists
    and bests. claims: of unique names, those that it holds. list_cards and sums: of derived lists
    and sums, by prefix, in every shard. lookups: references that its registers hold.
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
    entries: tuple[tuple[str, str], ...] = ()
    maps: tuple[str, ...] = ()

    @property
    def scattered(self) -> bool:
        """Whether every shard has a part of the answer."""
        far = any(one.ascending is None for one in self.standings)
        return bool(self.lists or self.list_cards or self.sums or far)

    @cached_property
    def request(self) -> dict[str, object]:
        """As the script reads it: what is not asked for is left out."""
        asked: dict[str, object] = {"kind": self.record.kind}
        owner = self.record.owner
        if owner is not None and owner.mortal:
            asked["owner"] = owner.kind
        near = ("registers", "cards", "holds", "places", "claims", "entries", "maps")
        for name in (*near, "list_cards", "sums"):
            if wanted := getattr(self, name):
                asked[name] = wanted
        if self.standings:
            asked["standings"] = [one.request for one in self.standings]
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

    def cost(self, targets: Sequence[Select], within: frozenset[int] = frozenset()) -> int:
        """How many records may be read for one, with those that it refers to.

        targets: none, where what it refers to does not come along. within: the targets that refer
        to it, of which each comes once.
        """

        def of(target: int | None) -> int:
            if target is None or target in within or not targets:
                return 0
            return targets[target].cost(targets, within | {target})

        total = 1 + sum(of(lookup.target) for lookup in self.lookups)
        for page in (*self.pages, *self.lists):
            item = page.select.cost(targets, within) if page.select else of(page.target)
            item += page.beside.cost(targets, within) if page.beside else 0
            total += page.cost + page.first * item
        return total

    def value(self, answer: Answer, register: str) -> Any:
        """A register's value in an answer to this; None when nothing was written."""
        return answer.value(self.registers.index(register))


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

    @property
    def cost(self) -> int:
        """How many records may be read."""
        return len(self.ids) * self.cost_of_each

    @cached_property
    def cost_of_each(self) -> int:
        """How many records may be read for one of the ids."""
        return self.select.cost(self.targets)


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

    @cached_property
    def cost(self) -> int:
        """How many records may be read."""
        return self.select.cost(self.targets)


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
    looks: so many members are looked at by one call.
    ids, start, set: to go on with some records, from an offset of one of their sets; 0 is of all.
    """

    list: str
    until: int | None
    sets: tuple[tuple[str, str, bool], ...]
    reader: tuple[type[Record], str]
    but: str
    first: int
    most: int
    looks: int
    ids: tuple[str, ...] = ()
    start: int | None = 0
    set: int = 0

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
            "looks": self.looks,
            "from": self.start,
        }
        if self.ids:
            asked["ids"] = self.ids
        if self.set:
            asked["set"] = self.set
        return asked

    @property
    def cost(self) -> int:
        """As many ids as that are read."""
        return self.looks // IDS_TO_A_RECORD


Place: TypeAlias = tuple[Slot, str, str]
"""Slot, record id, and a register's name or an element: where a merge goes."""


@dataclass(frozen=True)
class Stamps:
    """A request for the greatest stamp that stands at some places, for who will overwrite them.

    Distinct counts have none, and are passed over.
    """

    places: tuple[Place, ...]

    @property
    def cost(self) -> int:
        """As many places as that are looked at."""
        return len(self.places) // IDS_TO_A_RECORD
