"""A survey: what an import must know of a whole dump before its first event.

Where each post belongs, for an answer may stand before its question; and the dump's *as-of*, the
latest moment that any of its rows names: up to then it tells of the site. It comes from the rows
alone, so that the newer of two dumps is the newer whoever imports it, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from crdt.stamps import Stamp, stamp_of
from tribes.importers import columns
from tribes.importers.columns import number, post_number, unix_ms
from tribes.importers.dump import Advance, Dump, Row, unheard
from tribes.importers.places import Places
from tribes.importers.prose import cut_text

TITLE_LENGTH_MAX: Final = 300


class Question(NamedTuple):
    """A question that is fit to become an article: the numbers of its post and its owner, when it
    was asked, and its title, cut to fit.
    """

    post: int
    owner: int
    ms: int
    title: str


class Survey:
    """A survey of one dump. Take all `questions`, and then all `rows`.

    Args:
        latest_ms: how late a date may be, in Unix ms; what is later is not of this world.
        advance: told of progress.
    """

    def __init__(self, dump: Dump, latest_ms: int, advance: Advance = unheard) -> None:
        self.dump, self.latest_ms = dump, latest_ms
        self.places = Places()
        self.as_of_ms: int | None = None
        """None as long as nothing has a date."""
        self.knows_pictures = False
        """Whether the dump says of users which picture they have: not all do."""
        self._advance = advance
        self._latest = ""

    @property
    def as_of(self) -> Stamp:
        """The dump's as-of, as a stamp. Whoever asks has seen a date."""
        return stamp_of(self.as_of_ms or 0)

    def questions(self) -> Iterator[Question]:
        """Read the posts, and say which of them are fit to become articles."""
        for row in self.dump.rows("Posts", self._advance):
            self._date(row)
            post = post_number(row.get("Id"))
            if post is None:
                continue
            place = columns.place_of(post, row, self.latest_ms)
            self.places.add(post, place)
            ms = unix_ms(row.get("CreationDate"))
            if place.brought and place.question == post and ms is not None:
                yield Question(post, place.owner, ms, cut_text(row["Title"], TITLE_LENGTH_MAX))
        self.places.seal()

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Read the other tables that have dates: each row, and which table it is of."""
        for table in ("Comments", "Votes", "Users"):
            for row in self.dump.rows(table, self._advance):
                self._date(row)
                if table == "Users" and "ProfileImageUrl" in row:
                    self.knows_pictures = True
                yield table, row

    def _date(self, row: Row) -> None:
        for name, text in row.items():
            # Dates in the form of dumps are in the order of their texts.
            if name.endswith("Date") and text > self._latest:
                ms = unix_ms(text)
                if ms is not None and ms <= self.latest_ms:
                    self._latest, self.as_of_ms = text, max(ms, self.as_of_ms or 0)


def is_up_vote_on(row: Row, places: Places) -> tuple[int, int] | None:
    """The numbers of an up-vote and of the question that it is on; None for another vote."""
    vote, post = number(row.get("Id")), post_number(row.get("PostId"))
    if row.get("VoteTypeId") != columns.UP_VOTE or vote is None or post is None:
        return None
    place = places.find(post)
    return (vote, post) if place and place.brought and place.question == post else None
