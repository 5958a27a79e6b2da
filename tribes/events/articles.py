"""The events: what happened, in the past tense, with every id that their merges need."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, ClassVar, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

from crdt.stamps import MAX_STAMP, Stamp
from eventlog.envelope import HTML, ID_LENGTH_MAX, Codec, Event, Id, OwnedId, StampText

UniqueName = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=ID_LENGTH_MAX,
        description="a name without white space and invisible characters",
    ),
]
"""A handle or slug. What else it may not be, `tribes.names` says at the entry."""

Title = Annotated[str, Meta(min_length=1, max_length=300)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Excerpt = Annotated[str, Meta(max_length=1_000)]
Html = Annotated[str, Meta(max_length=60_000, extra=HTML)]
CommentHtml = Annotated[str, Meta(min_length=1, max_length=40_000, extra=HTML)]
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


def _refuse_late(stamp: str | UnsetType) -> None:
    """Refuse a stamp that no clock gives, in every reader of the logs alike.

    Raises:
        ValueError: it is after 2089.
    """
    if isinstance(stamp, str) and stamp > MAX_STAMP:
        raise ValueError(f"stamp {stamp} is after {MAX_STAMP} (the year 2089)")


def _claimed(name: object, at: str, entered: Stamp) -> str | UnsetType:
    return UNSET if name is UNSET or entered == at else entered


def _stamps(*stamps: str | UnsetType) -> tuple[Stamp, ...]:
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


class UserProfileSet(UserEvent):
    """A user described themself. What is absent stays as it is; what is null is taken back.

    claimed: when the handle was claimed here, where that is not `at`.
    """

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    handle: UniqueName | UnsetType = UNSET
    claimed: StampText | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    avatar_url: Url | UnsetType | None = UNSET
    bio: Html | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        _refuse_late(self.claimed)

    def entered(self, at: Stamp) -> Self:
        return msgspec.structs.replace(self, claimed=_claimed(self.handle, self.at, at))


class UserFollowed(UserEvent):
    """The actor follows a user."""


class UserUnfollowed(UserEvent):
    """The actor follows a user no more."""


SHOWN_MAX = 2_000
"""So many notifications, actors or comments at most are named as shown by one event."""


class NotificationsRead(UserEvent):
    """A user was shown what they are told. actors: by the id of a notification, who bumped or
    followed. comments: what was written to them. What was shown is named one by one: what was on
    its way is not among it, whatever its stamp. until: events of before 0.5 have that alone; it
    says nothing.
    """

    actors: Annotated[
        dict[OwnedId, Annotated[list[Id], Meta(max_length=SHOWN_MAX)]], Meta(max_length=SHOWN_MAX)
    ] = {}
    comments: Annotated[list[OwnedId], Meta(max_length=SHOWN_MAX)] = []
    until: StampText | UnsetType = UNSET


class TribeProfileSet(TribeEvent):
    """A tribe was described. What is absent stays as it is; what is null is taken back.

    claimed: when the slug was claimed here, where that is not `at`.
    """

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    slug: UniqueName | UnsetType = UNSET
    claimed: StampText | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    description: Html | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        _refuse_late(self.claimed)

    def entered(self, at: Stamp) -> Self:
        return msgspec.structs.replace(self, claimed=_claimed(self.slug, self.at, at))


class TribeFollowed(TribeEvent):
    """The actor follows a tribe."""


class TribeUnfollowed(TribeEvent):
    """The actor follows a tribe no more."""


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
        _refuse_late(self.as_of)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        return _stamps(self.at, self.as_of)


class ArticleEdited(ArticleEvent):
    """The words or media of an article changed. What is absent stays as it is."""

    title: Title | UnsetType = UNSET
    excerpt: Excerpt | UnsetType = UNSET
    body: Html | UnsetType = UNSET
    media: MediaList | UnsetType = UNSET


class ArticleRemoved(ArticleEvent):
    """An article was taken down."""


class ArticleBumped(ArticleEvent):
    """The actor bumped an article, which is an author's in a tribe."""

    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET


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


class ArticleViewed(ArticleEvent):
    """The actor saw an article."""


class CommentPosted(CommentEvent):
    """The actor commented on an article, or replied to a comment on it.

    tribe and author are the article's; to: who wrote the parent. as_of: as of an article.
    """

    body: CommentHtml
    parent: OwnedId | None = None
    tribe: Id | UnsetType = UNSET
    author: Id | UnsetType = UNSET
    to: Id | UnsetType = UNSET
    as_of: StampText | UnsetType = UNSET

    def __post_init__(self) -> None:
        _refuse_late(self.as_of)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        return _stamps(self.at, self.as_of)


class CommentEdited(CommentEvent):
    """The words of a comment changed."""

    body: CommentHtml


class CommentBumped(CommentEvent):
    """The actor bumped a comment, which is an author's."""

    author: Id | UnsetType = UNSET


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


def words_at(event: ArticlePublished | ArticleEdited | CommentPosted) -> Stamp:
    """From when the words of something count."""
    return max(event.stamps)


EVENTS = Codec.of(sys.modules[__name__])
