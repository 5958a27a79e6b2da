"""Places: to which question each post of a dump belongs. Pure; imports nothing of ours."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Final, NamedTuple

NO_QUESTION: Final = 0
"""The question of a post that is neither question nor answer, such as a tag's wiki page."""

UNKNOWN_QUESTION: Final = -1
"""The question of an answer that names none."""


class Place(NamedTuple):
    """Where a post belongs.

    question: the id of the question, the post's own when it is one. brought: the row itself is fit
    to become an event; an answer becomes one only if its question does too.
    """

    question: int
    brought: bool


class Places:
    """Post → place, in 16 bytes a post: a dict of the largest dump would need some 10 GB.

    Add all posts, `seal`, then look up. Ids and questions are below 2**61.
    """

    def __init__(self) -> None:
        self._posts = array("q")
        self._places = array("q")

    def __len__(self) -> int:
        return len(self._posts)

    def add(self, post: int, place: Place) -> None:
        """Note a post's place."""
        self._posts.append(post)
        self._places.append(place.question << 1 | place.brought)

    def seal(self) -> None:
        """Bring the posts into the order of their ids, which dumps mostly have already."""
        posts = self._posts
        if all(posts[n - 1] <= posts[n] for n in range(1, len(posts))):
            return
        order = sorted(range(len(posts)), key=posts.__getitem__)
        self._posts = array("q", (posts[n] for n in order))
        self._places = array("q", (self._places[n] for n in order))

    def find(self, post: int) -> Place | None:
        """The place of a post, None when the dump does not hold it; the first of equal ids."""
        n = self._position(post)
        return None if n is None else Place(self._places[n] >> 1, bool(self._places[n] & 1))

    def drop(self, post: int) -> None:
        """A post that seemed fit was not brought in after all."""
        n = self._position(post)
        if n is not None:
            self._places[n] &= ~1

    def _position(self, post: int) -> int | None:
        n = bisect_left(self._posts, post)
        return n if n < len(self._posts) and self._posts[n] == post else None
