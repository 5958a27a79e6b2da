"""Moderation: what is reported, what becomes of that, and what is hidden."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from eventlog.envelope import Id
from tribes.events.entities import ArticleEvent, CommentEvent, UserEvent
from tribes.events.texts import Note, Reason


class ArticleHidden(ArticleEvent):
    """An article was hidden by who moderates its tribe."""

    reason: Reason
    note: Note = ""


class ArticleUnhidden(ArticleEvent):
    """A hidden article is shown again."""


class CommentHidden(CommentEvent):
    """A comment was hidden. as_author: whether by the author of what it is on, and not by who
    moderates the tribe. tribe and author are the article's: they still see it by its id. quiet:
    whether who wrote it is not told, as of somebody whom they muted and who does not moderate.
    """

    reason: Reason
    note: Note = ""
    as_author: bool | UnsetType = UNSET
    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    quiet: bool | UnsetType = UNSET


class CommentUnhidden(CommentEvent):
    """A hidden comment is shown again. as_author: whether that takes back alone what the author of
    the article did.
    """

    as_author: bool | UnsetType = UNSET


class ArticleReported(ArticleEvent):
    """The actor reported an article. What they reported of it before is replaced."""

    reason: Reason
    note: Note = ""


class CommentReported(CommentEvent):
    """The actor reported a comment."""

    reason: Reason
    note: Note = ""


class UserReported(UserEvent):
    """The actor reported a user."""

    reason: Reason
    note: Note = ""


class ArticleReportsDismissed(ArticleEvent):
    """What was reported of an article until then needs nothing more."""

    note: Note = ""


class CommentReportsDismissed(CommentEvent):
    """What was reported of a comment until then needs nothing more."""

    note: Note = ""


class UserReportsDismissed(UserEvent):
    """What was reported of a user until then needs nothing more."""

    note: Note = ""
