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


class Counted(Protocol):
    """A distinct count: how many, to within its error."""

    @property
    def count(self) -> int: ...
