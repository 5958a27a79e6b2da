"""Articles: they are published and edited, bumped and seen, and some are removed."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from crdt.stamps import Stamp
from eventlog.envelope import Id, StampText
from tribes.events.entities import ArticleEvent, refuse_late, stamps_of
from tribes.events.texts import ArticleKind, Excerpt, Html, MediaList, Title


class ArticlePublished(ArticleEvent):
    """The actor published an article in a tribe.

    as_of: of what was published elsewhere, up to when it is known. Its words count from then, so
    that who knows it longer knows better; published it was at `at`.
    """

    tribe: Id
    kind: ArticleKind
    title: Title
    excerpt: Excerpt = ""
    body: Html = ""
    media: MediaList = []
    as_of: StampText | UnsetType = UNSET

    def __post_init__(self) -> None:
        refuse_late(self.as_of)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        return stamps_of(self.at, self.as_of)


class ArticleEdited(ArticleEvent):
    """The words or media of an article changed. What is absent stays as it is."""

    title: Title | UnsetType = UNSET
    excerpt: Excerpt | UnsetType = UNSET
    body: Html | UnsetType = UNSET
    media: MediaList | UnsetType = UNSET


class ArticleRemoved(ArticleEvent):
    """An article was taken down."""


class ArticleBumped(ArticleEvent):
    """The actor bumped an article, which is an author's in a tribe.

    quiet: whether the author is not told, as of somebody whom they muted.
    """

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    quiet: bool | UnsetType = UNSET


class ArticleUnbumped(ArticleEvent):
    """The actor took a bump back."""

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET


class ArticleReposted(ArticleEvent):
    """The actor reposted an article into another tribe."""

    tribe: Id


class ArticleUnreposted(ArticleEvent):
    """The actor took their repost into a tribe back."""

    tribe: Id


class ArticleSaved(ArticleEvent):
    """The actor keeps an article for later. Nobody else is told."""


class ArticleUnsaved(ArticleEvent):
    """The actor keeps it no more."""


class ArticleViewed(ArticleEvent):
    """The actor saw an article."""
