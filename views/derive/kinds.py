"""Kinds: what is known of a value before any record is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from crdt.records import Field, Record
from views.derive.places import Place

WHOLE: Final = 2**53
"""Whole numbers lie between this and its negative, both excluded: doubles hold these exactly."""


@dataclass(frozen=True)
class Kind:
    """A kind of value.

    what: int, text, bool, json (whatever a register holds), none, pairs (members and scores),
    record, or a part of a record: register, number (a least or greatest), tombstone, map, counter,
    best, set, told, seen, list; or either of two of these, which cannot be read.
    least, most: of an int. none: whether it may be absent. record: of a record and its parts. near:
    of a text, whether it is sure to begin with the owner of the record that is placed.
    """

    what: str
    least: int = 1 - WHOLE
    most: int = WHOLE - 1
    none: bool = False
    record: type[Record] | None = None
    part: Field | Place | None = None
    near: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether a number is sure to be whole, and below 2^53."""
        return self.what == "int" and self.least > -WHOLE and self.most < WHOLE

    def join(self, other: Kind) -> Kind:
        """What is known of a value that is of one of two kinds."""
        none = self.none or other.none
        if self.what == "none":
            return replace(other, none=True)
        if other.what == "none":
            return replace(self, none=True)
        kinds = [(one.what, one.record, one.part) for one in (self, other)]
        if kinds[0] != kinds[1]:
            return replace(JSON, none=none) if {self.what, other.what} <= _PLAIN else EITHER
        least, most = min(self.least, other.least), max(self.most, other.most)
        near = self.near and other.near
        return replace(self, least=least, most=most, none=none, near=near)


INT: Final = Kind("int")
TEXT: Final = Kind("text")
EITHER: Final = Kind("either")
_PLAIN: Final = {"int", "text", "bool", "json"}
"""What Lua holds as it is: of all else it must be known which it is."""
BOOL: Final = Kind("bool")
JSON: Final = Kind("json", none=True)
NONE: Final = Kind("none", none=True)
PAIRS: Final = Kind("pairs")
TOTAL: Final = Kind("int", least=-(2**62), most=2**62)
"""What a counter comes to, which may be more than is exact."""

COUNT: Final = Kind("int", least=0, most=2**40)
"""How many there can be of anything."""
AT: Final = Kind("int", none=True)
"""A stamp's score."""


def number(least: int, most: int) -> Kind:
    """An int between these, which may lie beyond what is exact."""
    return Kind("int", least=least, most=most)
