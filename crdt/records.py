"""Records: a record of lattices is a lattice. Declare the fields, and the merge follows.

    class Article(Record, kind="article"):
        title = Register()
        alive = Register()
        bumps = ElementSet()
        views = DistinctCount()

A field makes *merges*: `(slot, id, member, value)`, a value to be raised to the maximum at one
place. They are plain tuples, because one is made for every event that is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self, TypeAlias, overload

from crdt.errors import CRDTError
from crdt.order import Value
from crdt.readings import Counted, Held, Members, Told
from crdt.registers import contents
from crdt.stamps import Stamp, score_of

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


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One place in a record that is merged and stored by itself.

    All registers of a record share one slot, and the member is the register's name. Every element
    set and every distinct count is a slot of its own, and the member is the element. A told set has
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


class Field:
    """What a record is made of."""

    name: str
    slot: Slot

    def __set_name__(self, record: type[Record], name: str) -> None:
        self.name = name


class Register(Field):
    """A last-writer-wins register, for one group of fields that change together."""

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
        return (self.slot, record_id, self.name, contents(at, value))


class ElementSet(Field):
    """A set of ids in which the later of adding and removing wins, and adding wins a tie."""

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
        return (self.slot, record_id, element, (score_of(at), True))

    def remove(self, record_id: str, element: str, at: Stamp) -> Merge:
        """Take an element out of the set at a stamp."""
        return (self.slot, record_id, element, (score_of(at), False))


class ToldSet(Field):
    """A set of ids that somebody is told of: when each entered first, and which were seen.

    Who is in it is decided as in an element set. `firsts` keeps the least stamp at which an element
    was ever added: what is added again, or comes back, is no news. `seen` keeps the elements that
    were shown to whom the set is for, and only grows. So *unseen* is what is in the set and was
    never shown, whatever its stamp, and whenever it arrives.
    """

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
        score = score_of(at)
        return (
            (self.slot, record_id, element, (score, True)),
            # The greatest of them is the least stamp.
            (self.firsts, record_id, element, -score),
        )

    def remove(self, record_id: str, element: str, at: Stamp) -> Merge:
        """Take an element out of the set at a stamp."""
        return (self.slot, record_id, element, (score_of(at), False))

    def see(self, record_id: str, element: str) -> Merge:
        """Say that an element was shown."""
        return (self.seen, record_id, element, True)


class DistinctCount(Field):
    """How many distinct elements were seen: a HyperLogLog."""

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
        return (self.slot, record_id, element, True)


_LATTICES: Final[dict[type[Field], Lattice]] = {
    ElementSet: Lattice.ELEMENTS,
    ToldSet: Lattice.TOLD,
    DistinctCount: Lattice.DISTINCT,
}


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
    slots: ClassVar[tuple[Slot, ...]]

    def __init_subclass__(
        cls, *, kind: str, owner: type[Record] | None = None, everywhere: bool = False
    ) -> None:
        for name in _WORDS:
            if isinstance(vars(cls).get(name), Field):
                raise CRDTError(f"{cls.__name__}: a field cannot be named {name}; choose another")
        cls.kind, cls.owner, cls.everywhere = kind, owner, everywhere
        cls.mortal = isinstance(vars(cls).get("alive"), Register)
        cls.registers = Slot(cls, Lattice.REGISTERS)
        slots = [cls.registers]
        for field in vars(cls).values():
            if isinstance(field, Register):
                field.slot = cls.registers
            elif isinstance(field, Field):
                field.slot = Slot(cls, _LATTICES[type(field)], field.name)
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
