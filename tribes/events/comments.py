"""Comments: they are posted on articles, edited and bumped, and some are removed."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from crdt.stamps import Stamp
from eventlog.envelope import Id, OwnedId, StampText
from tribes.events.entities import CommentEvent, refuse_late, stamps_of
from tribes.events.texts import CommentHtml


class CommentPosted(CommentEvent):
    """The actor commented on an article, or replied to a comment on it.

    tribe and author are the article's; to: who wrote the parent. as_of: as of an article. quiet:
    whether it is told to nobody, as of somebody whom they muted who would be told.
    """

    body: CommentHtml
    parent: OwnedId | None = None
    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    to: Id | UnsetType = UNSET
    as_of: StampText | UnsetType = UNSET
    quiet: bool | UnsetType = UNSET

    def __post_init__(self) -> None:
        refuse_late(self.as_of)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        return stamps_of(self.at, self.as_of)


class CommentEdited(CommentEvent):
    """The words of a comment changed."""

    body: CommentHtml


class CommentBumped(CommentEvent):
    """The actor bumped a comment, which is an author's. quiet: as of a bump on an article."""

    author: Id | UnsetType = UNSET
    quiet: bool | UnsetType = UNSET


class CommentUnbumped(CommentEvent):
    """The actor took a bump of a comment back."""

    author: Id | UnsetType = UNSET


class CommentRemoved(CommentEvent):
    """A comment was taken down; replies to it stay. Its article's tribe and author, its parent and
    who wrote that are as they were when it was posted.
    """

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    parent: OwnedId | UnsetType | None = UNSET
    to: Id | UnsetType = UNSET
