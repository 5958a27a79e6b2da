"""The events: what happened, in the past tense, with every id that their merges need."""

from __future__ import annotations

from crdt.stamps import Stamp
from eventlog.envelope import Codec
from tribes.events import articles, comments, moderation, tribes, users
from tribes.events.articles import (
    ArticleBumped,
    ArticleEdited,
    ArticlePublished,
    ArticleRemoved,
    ArticleReposted,
    ArticleSaved,
    ArticleUnbumped,
    ArticleUnreposted,
    ArticleUnsaved,
    ArticleViewed,
)
from tribes.events.comments import (
    CommentBumped,
    CommentEdited,
    CommentPosted,
    CommentRemoved,
    CommentUnbumped,
)
from tribes.events.entities import ArticleEvent, CommentEvent, TribeEvent, UserEvent
from tribes.events.moderation import (
    ArticleHidden,
    ArticleReported,
    ArticleReportsDismissed,
    ArticleUnhidden,
    CommentHidden,
    CommentReported,
    CommentReportsDismissed,
    CommentUnhidden,
    UserReported,
    UserReportsDismissed,
)
from tribes.events.texts import (
    ArticleKind,
    Media,
    MediaList,
    Note,
    Reason,
    Role,
    Url,
)
from tribes.events.tribes import (
    TribeFollowed,
    TribeProfileSet,
    TribeRoleGiven,
    TribeRoleTaken,
    TribeUnfollowed,
)
from tribes.events.users import (
    SHOWN_MAX,
    NotificationsRead,
    UserBlocked,
    UserFollowed,
    UserMuted,
    UserProfileSet,
    UserUnblocked,
    UserUnfollowed,
    UserUnmuted,
)

__all__ = [
    "EVENTS",
    "SHOWN_MAX",
    "ArticleBumped",
    "ArticleEdited",
    "ArticleEvent",
    "ArticleHidden",
    "ArticleKind",
    "ArticlePublished",
    "ArticleRemoved",
    "ArticleReported",
    "ArticleReportsDismissed",
    "ArticleReposted",
    "ArticleSaved",
    "ArticleUnbumped",
    "ArticleUnhidden",
    "ArticleUnreposted",
    "ArticleUnsaved",
    "ArticleViewed",
    "CommentBumped",
    "CommentEdited",
    "CommentEvent",
    "CommentHidden",
    "CommentPosted",
    "CommentRemoved",
    "CommentReported",
    "CommentReportsDismissed",
    "CommentUnbumped",
    "CommentUnhidden",
    "Media",
    "MediaList",
    "Note",
    "NotificationsRead",
    "Reason",
    "Role",
    "TribeEvent",
    "TribeFollowed",
    "TribeProfileSet",
    "TribeRoleGiven",
    "TribeRoleTaken",
    "TribeUnfollowed",
    "Url",
    "UserBlocked",
    "UserEvent",
    "UserFollowed",
    "UserMuted",
    "UserProfileSet",
    "UserReported",
    "UserReportsDismissed",
    "UserUnblocked",
    "UserUnfollowed",
    "UserUnmuted",
    "words_at",
]


def words_at(event: ArticlePublished | ArticleEdited | CommentPosted) -> Stamp:
    """From when the words of something count."""
    return max(event.stamps)


EVENTS = Codec.of(users, tribes, articles, comments, moderation)
