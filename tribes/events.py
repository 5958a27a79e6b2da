"""The events: what happened, in the past tense, with every id that their merges need."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from eventlog.envelope import Codec, Event, Id, OwnedId, StampText, snake_case

Title = Annotated[str, Meta(min_length=1, max_length=300)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Excerpt = Annotated[str, Meta(max_length=1_000)]
Html = Annotated[str, Meta(max_length=60_000)]
CommentHtml = Annotated[str, Meta(min_length=1, max_length=40_000)]
Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s\x00-\x1f\x7f]+\Z",
        max_length=2_008,
        description="an address that begins with http:// or https:// and has no white space",
    ),
]


class ArticleKind(StrEnum):
    """What an article mainly is."""

    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    ARTICLE = "ARTICLE"


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture or a film of an article."""

    url: Url
    alt: Annotated[str, Meta(max_length=300)] = ""


MediaList = Annotated[list[Media], Meta(max_length=20)]


class UserEvent(Event, frozen=True, kw_only=True, tag=snake_case):
    """An event of a user."""

    entity: ClassVar[str] = "user"
    user: Id

    @property
    def entity_id(self) -> str:
        return self.user


class TribeEvent(Event, frozen=True, kw_only=True, tag=snake_case):
    """An event of a tribe."""

    entity: ClassVar[str] = "tribe"
    tribe: Id

    @property
    def entity_id(self) -> str:
        return self.tribe


class ArticleEvent(Event, frozen=True, kw_only=True, tag=snake_case):
    """An event of an article."""

    entity: ClassVar[str] = "article"
    article: Id

    @property
    def entity_id(self) -> str:
        return self.article


class CommentEvent(Event, frozen=True, kw_only=True, tag=snake_case):
    """An event of a comment, whose id contains its article's: `<article>/<rest>`."""

    entity: ClassVar[str] = "article"
    comment: OwnedId

    @property
    def entity_id(self) -> str:
        return self.article

    @property
    def article(self) -> str:
        """The id of the article that the comment is on."""
        return self.comment.partition("/")[0]


class UserProfileSet(UserEvent, frozen=True, kw_only=True):
    """A user described themself. What is absent stays as it is; what is null is taken back."""

    handle: Id | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    avatar_url: Url | UnsetType | None = UNSET
    bio: Html | UnsetType | None = UNSET


class UserFollowed(UserEvent, frozen=True, kw_only=True):
    """The actor follows a user."""


class UserUnfollowed(UserEvent, frozen=True, kw_only=True):
    """The actor follows a user no more."""


class NotificationsRead(UserEvent, frozen=True, kw_only=True):
    """A user has read his notifications up to a stamp; up to now, where none is given."""

    until: StampText | UnsetType = UNSET


class TribeProfileSet(TribeEvent, frozen=True, kw_only=True):
    """A tribe was described. What is absent stays as it is; what is null is taken back."""

    slug: Id | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    description: Html | UnsetType | None = UNSET


class TribeFollowed(TribeEvent, frozen=True, kw_only=True):
    """The actor follows a tribe."""


class TribeUnfollowed(TribeEvent, frozen=True, kw_only=True):
    """The actor follows a tribe no more."""


class ArticlePublished(ArticleEvent, frozen=True, kw_only=True):
    """The actor published an article in a tribe."""

    tribe: Id
    kind: ArticleKind
    title: Title
    excerpt: Excerpt = ""
    body: Html = ""
    media: MediaList = []


class ArticleEdited(ArticleEvent, frozen=True, kw_only=True):
    """The words or media of an article changed. What is absent stays as it is."""

    title: Title | UnsetType = UNSET
    excerpt: Excerpt | UnsetType = UNSET
    body: Html | UnsetType = UNSET
    media: MediaList | UnsetType = UNSET


class ArticleRemoved(ArticleEvent, frozen=True, kw_only=True):
    """An article was taken down."""


class ArticleBumped(ArticleEvent, frozen=True, kw_only=True):
    """The actor bumped an article, which is an author's in a tribe."""

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET


class ArticleUnbumped(ArticleEvent, frozen=True, kw_only=True):
    """The actor took a bump back."""

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET


class ArticleReposted(ArticleEvent, frozen=True, kw_only=True):
    """The actor reposted an article into another tribe."""

    tribe: Id


class ArticleUnreposted(ArticleEvent, frozen=True, kw_only=True):
    """The actor took his repost into a tribe back."""

    tribe: Id


class ArticleViewed(ArticleEvent, frozen=True, kw_only=True):
    """The actor saw an article."""


class CommentPosted(CommentEvent, frozen=True, kw_only=True):
    """The actor commented on an article, or replied to a comment on it.

    tribe and author are the article's; to: who wrote the parent.
    """

    body: CommentHtml
    parent: OwnedId | None = None
    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    to: Id | UnsetType = UNSET


class CommentEdited(CommentEvent, frozen=True, kw_only=True):
    """The words of a comment changed."""

    body: CommentHtml


class CommentBumped(CommentEvent, frozen=True, kw_only=True):
    """The actor bumped a comment, which is an author's."""

    author: Id | UnsetType = UNSET


class CommentUnbumped(CommentEvent, frozen=True, kw_only=True):
    """The actor took a bump of a comment back."""

    author: Id | UnsetType = UNSET


class CommentRemoved(CommentEvent, frozen=True, kw_only=True):
    """A comment was taken down; replies to it stay. Its article's tribe and author, its parent and
    who wrote that are as they were when it was posted.
    """

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    parent: OwnedId | UnsetType | None = UNSET
    to: Id | UnsetType = UNSET


EVENTS = Codec(
    (
        UserProfileSet,
        UserFollowed,
        UserUnfollowed,
        NotificationsRead,
        TribeProfileSet,
        TribeFollowed,
        TribeUnfollowed,
        ArticlePublished,
        ArticleEdited,
        ArticleRemoved,
        ArticleBumped,
        ArticleUnbumped,
        ArticleReposted,
        ArticleUnreposted,
        ArticleViewed,
        CommentPosted,
        CommentEdited,
        CommentBumped,
        CommentUnbumped,
        CommentRemoved,
    )
)
