"""Entities: what events are of, and the stamps that some bring along."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from crdt.stamps import MAX_STAMP, Stamp
from eventlog.envelope import Event, Id, OwnedId


def refuse_late(stamp: str | UnsetType) -> None:
    """Refuse a stamp that no clock gives, in every reader of the logs alike.

    Raises:
        ValueError: it is after 2089.
    """
    if isinstance(stamp, str) and stamp > MAX_STAMP:
        raise ValueError(f"stamp {stamp} is after {MAX_STAMP} (the year 2089)")


def claimed_at(name: object, at: str, entered: Stamp) -> str | UnsetType:
    """When a name is claimed that enters at a stamp, where that is not `at`."""
    return UNSET if name is UNSET or entered == at else entered


def stamps_of(*stamps: str | UnsetType) -> tuple[Stamp, ...]:
    """Those stamps that are there."""
    return tuple(Stamp(one) for one in stamps if isinstance(one, str))


class UserEvent(Event, entity="user", abstract=True):
    """An event of a user."""

    user: Id


class TribeEvent(Event, entity="tribe", abstract=True):
    """An event of a tribe."""

    tribe: Id


class ArticleEvent(Event, entity="article", abstract=True):
    """An event of an article."""

    article: Id


class CommentEvent(Event, entity="article", abstract=True):
    """An event of a comment, whose id contains its article's: `<article>/<rest>`."""

    comment: OwnedId

    @property
    def article(self) -> str:
        """The id of the article that the comment is on."""
        return self.comment.partition("/")[0]
