"""Places: to which question each post of a dump belongs, and whose it is. Pure; imports nothing of
ours.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Final, NamedTuple

NO_QUESTION: Final = 0
"""The question of a post that is neither question nor answer, such as a tag's wiki page."""

UNKNOWN_QUESTION: Final = -1
"""The question of an answer that names none."""


NOBODY: Final = -(2**62)
"""The owner of a post that has none; the ids of users may be negative."""


class Place(NamedTuple):
    """Where a post belongs.

    question: the id of the question, the post's own when it is one. brought: the row itself is fit
    to become an event; an answer becomes one only if its question does too. owner: who wrote it;
    NOBODY when that is not known. tag: the first of a question.
    """

    question: int
    brought: bool
    owner: int = NOBODY
    tag: str = ""


class Places:
    """Post → place, in 28 bytes a post: a dict of the largest dump would need some 10 GB.

    Add all posts, `seal`, then look up. Ids and questions are below 2**61.
    """

    def __init__(self) -> None:
        self._posts = array("q")
        self._places = array("q")
        self._owners = array("q")
        self._tags = array("i")
        self._tag_numbers: dict[str, int] = {}
        self._tag_names: list[str] = []

    def __len__(self) -> int:
        return len(self._posts)

    def add(self, post: int, place: Place) -> None:
        """Note a post's place."""
        self._posts.append(post)
        self._places.append(place.question << 1 | place.brought)
        self._owners.append(place.owner)
        number = self._tag_numbers.setdefault(place.tag, len(self._tag_numbers))
        if number == len(self._tag_names):
            self._tag_names.append(place.tag)
        self._tags.append(number)

    def seal(self) -> None:
        """Bring the posts into the order of their ids, which dumps mostly have already."""
        posts = self._posts
        if all(posts[n - 1] <= posts[n] for n in range(1, len(posts))):
            return
        order = sorted(range(len(posts)), key=posts.__getitem__)
        self._posts = array("q", (posts[n] for n in order))
        self._places = array("q", (self._places[n] for n in order))
        self._owners = array("q", (self._owners[n] for n in order))
        self._tags = array("i", (self._tags[n] for n in order))

    def find(self, post: int) -> Place | None:
        """The place of a post, None when the dump does not hold it; the first of equal ids."""
        n = self._position(post)
        if n is None:
            return None
        place, tag = self._places[n], self._tag_names[self._tags[n]]
        return Place(place >> 1, bool(place & 1), self._owners[n], tag)

    def drop(self, post: int) -> None:
        """A post that seemed fit was not brought in after all."""
        n = self._position(post)
        if n is not None:
            self._places[n] &= ~1

    def _position(self, post: int) -> int | None:
        n = bisect_left(self._posts, post)
        return n if n < len(self._posts) and self._posts[n] == post else None
