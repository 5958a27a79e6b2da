"""Readings: what a record that is there says of each of its fields.

`Article.bumps` is a field, of which merges are made; `self.bumps`, of one article, is what was
merged: how many, who, and when. Here are their types; where they come from is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class Held(Protocol):
    """A register. value: what it holds, None where nothing was written. at: the score of its
    stamp, likewise.
    """

    @property
    def value(self) -> Any: ...
    @property
    def at(self) -> int | None: ...


class Ranked(Protocol):
    """Members by score. count: how many. first_at, last_at: the least and the greatest score, None
    where there is no member.
    """

    @property
    def count(self) -> int: ...
    @property
    def first_at(self) -> int | None: ...
    @property
    def last_at(self) -> int | None: ...
    def first(self, most: int, /) -> Sequence[tuple[str, int]]:
        """The first so many members and their scores: least first, equals by their bytes."""

    def latest(self, most: int, /) -> Sequence[tuple[str, int]]:
        """The last so many members and their scores: greatest first."""


class Members(Ranked, Protocol):
    """An element set: who is in it, by the score of the stamp with which they entered."""

    def at(self, element: str, /) -> int | None:
        """With what score an element is in it; None where it is not."""

    def __contains__(self, element: str, /) -> bool: ...


class Shown(Protocol):
    """Those of a told set who are in it and were shown."""

    @property
    def count(self) -> int: ...
    def __contains__(self, element: str, /) -> bool: ...


class Told(Members, Protocol):
    """A told set: who is in it, by when they entered first."""

    @property
    def seen(self) -> Shown: ...


class Numbered(Protocol):
    """A least or a greatest. value: the number; None where none was given."""

    @property
    def value(self) -> int | None: ...


class Buried(Protocol):
    """A tombstone. value: whether it is dead."""

    @property
    def value(self) -> bool: ...


class Mapped(Protocol):
    """A map."""

    def __getitem__(self, key: str, /) -> Any:
        """What it has under a key; None where it has nothing."""

    def __contains__(self, key: str, /) -> bool:
        """Whether it has something under a key that is not null."""


class Totalled(Protocol):
    """A counter. total: what all amounts come to."""

    @property
    def total(self) -> int: ...
    def amount_of(self, who: str, /) -> int:
        """How much somebody contributes; 0 where that is nothing."""


class Bests(Protocol):
    """A best: its members, each with its best value. count: how many."""

    @property
    def count(self) -> int: ...
    def value_of(self, member: str, /) -> int | None:
        """The best value of a member; None where it does not stand there."""

    def __contains__(self, member: str, /) -> bool: ...
    def first(self, most: int, /) -> Sequence[tuple[str, int]]:
        """The first so many members and their values, the best first."""


class Counted(Protocol):
    """A distinct count: how many, to within its error."""

    @property
    def count(self) -> int: ...
