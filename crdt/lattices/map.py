"""A map: for each key the last writer wins, and removing is a write, too.

    settings = Map()              # settings.set(id, "theme", at, "dark")

Source: Shapiro et al., "A comprehensive study of CRDTs", 2011, section 3.2.1, once for each key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, overload

from crdt.errors import CRDTError
from crdt.order import Contents
from crdt.readings import Mapped
from crdt.records import Field, Lattice, Merge, Record, checked_stamp
from crdt.registers import JSON, REMOVED, contents, value_in
from crdt.stamps import STAMP_LENGTH, Stamp

KEY_LENGTH_MAX = 256


class Map(Field):
    """By key, texts, a register: what belongs together, as a list of tracks, is one value.

    Of setting and removing a key the later wins, and setting wins a tie. Two writers of two keys
    never lose anything to each other, as they do who write one register.
    """

    lattice = Lattice.MAP

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Mapped: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> object: ...

    def set(self, record_id: str, key: str, at: Stamp, value: object) -> Merge:
        """Write a key's value, anything that canonical JSON holds, at a stamp.

        Raises:
            ValueNotCanonical: JSON does not hold it, or it is a float.
            CRDTError: the key is empty, or too long.
        """
        self._check(record_id)
        return (self.slot, record_id, self._checked(key), contents(checked_stamp(at), value))

    def remove(self, record_id: str, key: str, at: Stamp) -> Merge:
        """Take a key out of the map at a stamp."""
        self._check(record_id)
        return (self.slot, record_id, self._checked(key), checked_stamp(at) + REMOVED)

    def _checked(self, key: str) -> str:
        if not 0 < len(key) <= KEY_LENGTH_MAX:
            raise CRDTError(
                f"{self.name}: a key has {len(key):,} characters; give 1 to {KEY_LENGTH_MAX}"
            )
        return key


def is_removed(held: Contents) -> bool:
    """Whether contents say that there is no value any more."""
    return held[STAMP_LENGTH:] == REMOVED


def values_in(held: Mapping[str, Contents]) -> dict[str, JSON]:
    """What a map holds, by key, without what was removed."""
    return {key: value_in(one) for key, one in sorted(held.items()) if not is_removed(one)}
