"""Records: a record of lattices is a lattice. Declare the fields, and the merge follows.

    class Article(Record, kind="article"):
        title = Register()
        alive = Register()
        bumps = ElementSet()
        views = DistinctCount()

Other fields have modules of their own: `Least`, `Greatest`, `Tombstone`, `Map`, `Counter`, `Best`.

A field makes *merges*: `(slot, id, member, value)`, a value to be raised to the maximum at one
place. They are plain tuples, because one is made for every event that is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import (
    TYPE_CHECKING,
    ClassVar,
    Final,
    NoReturn,
    Self,
    TypeAlias,
    TypeGuard,
    overload,
)

from crdt.errors import CRDTError
from crdt.order import Contents, Value
from crdt.readings import Counted, Held, Members, Told
from crdt.registers import JSON, contents, value_in
from crdt.stamps import STAMP_LENGTH, Stamp, parse_stamp, score_of

OWNER_SEPARATOR = "/"
"""Between an owner's id and the rest of the id of what it owns: a comment is `article/rest`."""


class Lattice(StrEnum):
    """Which lattice a slot holds."""

    REGISTERS = "registers"
    ELEMENTS = "elements"
    DISTINCT = "distinct"
    TOLD = "told"
    FIRSTS = "firsts"
    SEEN = "seen"
    MAP = "map"
    AMOUNTS = "amounts"
    OFFERS = "offers"


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One place in a record that is merged and stored by itself.

    All registers of a record share one slot, and the member is the register's name. Every element
    set and every distinct count is a slot of its own, and the member is the element; so is every
    map, counter and best, and the member is the key, who counts, or the offer. A told set has
    three: who is in it, since when each is known, and which were seen.
    """

    record: type[Record]
    lattice: Lattice
    field: str = ""

    @property
    def name(self) -> str:
        """`article` for the registers of an article, `article.bumps` for its bumps."""
        name = f"{self.record.kind}.{self.field}" if self.field else self.record.kind
        told = self.lattice in (Lattice.FIRSTS, Lattice.SEEN)
        return f"{name}.{self.lattice.value}" if told else name


Merge: TypeAlias = tuple[Slot, str, str, Value]
"""Slot, id, member (a register's name or an element), value."""


has_control: Final = re.compile("[\x00-\x1f\x7f]").search
"""Whether a text has control characters: names of lists are made of ids and elements."""

checked_stamp: Final = lru_cache(4_096)(parse_stamp)
# SUBTLE: all merges of an event have its stamp; to parse it for each takes as long as all else.


def is_id(text: object) -> TypeGuard[str]:
    """Whether a text is an id: not empty, and without spaces and control characters."""
    return type(text) is str and text != "" and " " not in text and not has_control(text)


class Field:
    """What a record is made of. What makes a merge of it raises `CRDTError` for an id, element or
    stamp that is none, and for an owned id that does not contain its owner's: the event is parked.
    """

    name: str
    slot: Slot
    lattice: ClassVar[Lattice]
    nothing: ClassVar[JSON] = None
    """As what it is read where nothing was written."""
    _owned: bool

    def __set_name__(self, record: type[Record], name: str) -> None:
        self.name = name

    def _check(self, record_id: str, element: str = "-") -> None:
        """Look whether they are an id of the record and an element.

        Raises:
            CRDTError: as of `_refuse`.
        """
        # SUBTLE: `is_id` written out, for this is done for every merge.
        if not (
            type(record_id) is str
            and type(element) is str
            and record_id
            and element
            and " " not in record_id
            and (record_id.isprintable() or not has_control(record_id))
            and (element.isprintable() or not has_control(element))
            and (not self._owned or 0 < record_id.find(OWNER_SEPARATOR) < len(record_id) - 1)
        ):
            self._refuse(record_id, element)

    def _refuse(self, record_id: object, element: object = "") -> NoReturn:
        """Say why an id or element is none.

        Raises:
            CRDTError: no store can keep it, or an owned id does not contain its owner's.
        """
        record = self.slot.record
        if is_id(record_id):
            record.owner_id(record_id)
            raise CRDTError(
                f"{record.kind}.{self.name} element {repr(element)[:60]}: give a text that is not "
                "empty and has no control characters"
            )
        raise CRDTError(
            f"{record.kind} id {repr(record_id)[:60]}: give a text without spaces or control "
            "characters, and not an empty one"
        )


class Register(Field):
    """A last-writer-wins register, for one group of fields that change together."""

    lattice = Lattice.REGISTERS

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Held: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def set(self, record_id: str, at: Stamp, value: object) -> Merge:
        """Write a value (anything canonical JSON holds) at a stamp."""
        self._check(record_id)
        return (self.slot, record_id, self.name, contents(checked_stamp(at), value))


class Unstamped(Field):
    """A register without a stamp: what its contents begin with orders the values themselves.

    It stands among the registers, and merges as they do: the greater contents win. Where those have
    a stamp, these have 15 hex digits that no stamp begins with (`crdt.order.sortable`).
    """

    lattice = Lattice.REGISTERS
    lesser: ClassVar[str]
    """What a value is that lost to another, for people."""

    def contents(self, value: JSON) -> Contents:
        """What holds a value.

        Raises:
            ValueNotCanonical: it is not of the kind that can be held.
        """
        raise NotImplementedError

    def _merge(self, record_id: str, value: JSON) -> Merge:
        self._check(record_id)
        return (self.slot, record_id, self.name, self.contents(value))

    def entry(self, held: Contents) -> tuple[str, str]:
        """The stamp and the value of its canonical entry: none, unless the digits are wrong."""
        digits, value = held[:STAMP_LENGTH], held[STAMP_LENGTH:]
        try:
            sound = self.contents(value_in(held)) == held
        except ValueError:
            sound = False
        return "" if sound else digits, value


class ElementSet(Field):
    """A set of ids in which the later of adding and removing wins, and adding wins a tie."""

    lattice = Lattice.ELEMENTS

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Members: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def add(self, record_id: str, element: str, at: Stamp) -> Merge:
        """Put an element into the set at a stamp."""
        self._check(record_id, element)
        return (self.slot, record_id, element, (score_of(checked_stamp(at)), True))

    def remove(self, record_id: str, element: str, at: Stamp) -> Merge:
        """Take an element out of the set at a stamp."""
        self._check(record_id, element)
        return (self.slot, record_id, element, (score_of(checked_stamp(at)), False))


class ToldSet(Field):
    """A set of ids that somebody is told of: when each entered first, and which were seen.

    Who is in it is decided as in an element set. `firsts` keeps the least stamp at which an element
    was ever added: what is added again, or comes back, is no news. `seen` keeps the elements that
    were shown to whom the set is for, and only grows. So *unseen* is what is in the set and was
    never shown, whatever its stamp, and whenever it arrives.
    """

    lattice = Lattice.TOLD
    firsts: Slot
    seen: Slot

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Told: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def add(self, record_id: str, element: str, at: Stamp) -> tuple[Merge, Merge]:
        """Put an element into the set at a stamp."""
        self._check(record_id, element)
        score = score_of(checked_stamp(at))
        return (
            (self.slot, record_id, element, (score, True)),
            # The greatest of them is the least stamp.
            (self.firsts, record_id, element, -score),
        )

    def remove(self, record_id: str, element: str, at: Stamp) -> Merge:
        """Take an element out of the set at a stamp."""
        self._check(record_id, element)
        return (self.slot, record_id, element, (score_of(checked_stamp(at)), False))

    def see(self, record_id: str, element: str) -> Merge:
        """Say that an element was shown."""
        self._check(record_id, element)
        return (self.seen, record_id, element, True)


class DistinctCount(Field):
    """How many distinct elements were seen: a HyperLogLog."""

    lattice = Lattice.DISTINCT

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Counted: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def see(self, record_id: str, element: str) -> Merge:
        """Count an element, once however often it comes."""
        self._check(record_id)
        # No list is named by it, so it may be any text.
        if type(element) is not str or not element:
            self._refuse(record_id, element)
        return (self.slot, record_id, element, True)


_WORDS: Final = frozenset(
    {"id", "kind", "owner", "owned_by", "rest", "everywhere", "mortal", "registers", "slots"}
    | {"owner_id"}
)
"""What a record's class and a record say of themselves."""


class Record:
    """The base of declared records: `class Article(Record, kind="article")`.

    Args of the class statement:
        kind: the record's name in keys and digests.
        owner: the record whose shard it lives in; its ids are `<owner id>/<rest>`.
        everywhere: kept in every shard, for small records that a query needs before it knows
            which shard to ask (unique handles).

    One with a register `alive` is mortal: while that is not true, what it owns is not there.

    To a derivation, which reads one record, `self.id` is its id, `self.owned_by` what stands in
    that before the first `/` (all of it, where there is none), and `self.rest` what stands behind.
    """

    if TYPE_CHECKING:  # Of one record, as a derivation reads it.
        id: str

        @property
        def owned_by(self) -> str: ...
        @property
        def rest(self) -> str: ...

    kind: ClassVar[str]
    owner: ClassVar[type[Record] | None]
    everywhere: ClassVar[bool]
    mortal: ClassVar[bool]
    registers: ClassVar[Slot]
    unstamped: ClassVar[Mapping[str, Unstamped]]
    slots: ClassVar[tuple[Slot, ...]]

    def __init_subclass__(
        cls, *, kind: str = "", owner: type[Record] | None = None, everywhere: bool = False
    ) -> None:
        if not (owner is None or (isinstance(owner, type) and issubclass(owner, Record))):
            raise CRDTError(f"{cls.__name__}: its owner is {owner!r:.60}: give the record's class")
        for name in _WORDS:
            if isinstance(vars(cls).get(name), Field):
                raise CRDTError(f"{cls.__name__}: a field cannot be named {name}; choose another")
        cls.kind, cls.owner, cls.everywhere = kind, owner, everywhere
        cls.mortal = isinstance(vars(cls).get("alive"), Register)
        cls.registers = Slot(cls, Lattice.REGISTERS)
        fields = [field for field in vars(cls).values() if isinstance(field, Field)]
        cls.unstamped = {field.name: field for field in fields if isinstance(field, Unstamped)}
        slots = [cls.registers]
        for field in fields:
            field._owned = owner is not None
            if field.lattice is Lattice.REGISTERS:
                field.slot = cls.registers
            else:
                field.slot = Slot(cls, field.lattice, field.name)
                slots.append(field.slot)
                if isinstance(field, ToldSet):
                    field.firsts = Slot(cls, Lattice.FIRSTS, field.name)
                    field.seen = Slot(cls, Lattice.SEEN, field.name)
                    slots += (field.firsts, field.seen)
        cls.slots = tuple(slots)

    @classmethod
    def owner_id(cls, record_id: str) -> str:
        """The id of the record whose shard this one lives in.

        Raises:
            CRDTError: the record is owned, and the id does not contain its owner's.
        """
        if cls.owner is None:
            return record_id
        owner, separator, rest = record_id.partition(OWNER_SEPARATOR)
        if not (owner and separator and rest):
            raise CRDTError(f"{cls.kind} id {record_id!r}: expected <{cls.owner.kind} id>/<rest>")
        return owner
