"""The mutations: one for each event, verb first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import strawberry

from crdt.errors import StampError
from crdt.stamps import COUNTER_MAX, Stamp, score_of, stamp_of
from eventlog.errors import Fault
from gateway.declare.permissions import whose
from gateway.writing.inputs import key_field
from gateway.writing.mutations import (
    NEW,
    VIEWER,
    Asked,
    Taken,
    mutation,
    new_in,
    struct_input,
)
from gateway.writing.needs import may, somebody_else
from tribes import events as e
from tribes import records
from tribes.claims import free
from tribes.graphql.needs import elsewhere, room_for_repost
from tribes.graphql.shown import SHOWN_AT_ONCE_MAX, shown_parts, unseen
from tribes.graphql.types import Article, ArticleKind, Comment, Inbox, Tribe, User

MY_ARTICLE: Final = may("article", whose("publication", "author", told="who wrote it"))
MY_COMMENT: Final = may("comment", whose("origin", "author", told="who wrote it"))
ARTICLE: Final = {"article": "Which article."}
COMMENT: Final = {"comment": "Which comment."}
TRIBE: Final = {"tribe": "Which tribe."}
USER: Final = {"user": "Which user."}

struct_input(
    e.Media,
    {"url": "Where it is.", "alt": "What is seen there, for who cannot see it."},
)


@strawberry.input(description="Up to when you have read your notifications.")
class MarkNotificationsReadInput:
    until: datetime | None = strawberry.field(
        default=None,
        description="All up to then, such as the `at` of one; null is now. From 1970 to 2089; "
        "without an offset it is taken as UTC.",
    )
    idempotency_key: str | None = key_field()


def _last_of(at: datetime) -> Stamp:
    """The last stamp of a millisecond.

    Raises:
        StampError: no stamp is that early or late.
    """
    return stamp_of(int(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000), COUNTER_MAX)


def _at_some_time(asked: Asked) -> Fault | None:
    if (until := asked.input.until) is None:
        return None
    try:
        _last_of(until)
    except StampError:
        told = f"give a time from 1970 to 2089; this is {until.isoformat()}"
        return Fault(("until",), told)
    return None


async def _shown(asked: Asked) -> Sequence[Mapping[str, Any]]:
    """What the viewer is told and was not shown, in the parts that an event holds."""
    until = asked.input.until
    sought = unseen(asked.viewer, None if until is None else score_of(_last_of(until)))
    found = shown_parts(await asked.session.unseen(records.Notice, sought))
    return [{"actors": actors, "comments": comments} for actors, comments in found]


def _on_one_article(asked: Asked) -> Fault | None:
    parent = asked.ids.get("parent")
    if parent is None or records.Comment.owner_id(parent) == asked.ids["article"]:
        return None
    told = "this comment is on another article; reply to one on the article named here"
    return Fault(("parent_id",), told)


@strawberry.type(
    description="What can be changed, one thing after the other. What goes wrong with one takes "
    "nothing from the others."
)
class Mutation:
    remove_article = mutation(
        e.ArticleRemoved,
        Article,
        fields=ARTICLE,
        needs=(MY_ARTICLE,),
        asks="Which article of yours to take down.",
        doc="Take an article of yours down.",
    )
    bump_article = mutation(
        e.ArticleBumped,
        Article,
        fields=ARTICLE,
        asks="Which article to bump.",
        doc="Bump an article. Bumping twice is bumping once.",
    )
    unbump_article = mutation(
        e.ArticleUnbumped,
        Article,
        fields=ARTICLE,
        asks="Of which article to take your bump back.",
        doc="Take your bump back.",
    )
    repost_article = mutation(
        e.ArticleReposted,
        Article,
        fields=ARTICLE
        | {"tribe": "Into which tribe: one that exists, and not the one that it was published in."},
        needs=(elsewhere, room_for_repost),
        asks="Which article to repost, and where.",
        doc="Repost an article into another tribe than the one that it was published in.",
    )
    unrepost_article = mutation(
        e.ArticleUnreposted,
        Article,
        fields={"article": "Of which article.", "tribe": "Out of which tribe."},
        asks="Which repost of yours to take back.",
        doc="Take your repost of an article into a tribe back.",
    )
    view_article = mutation(
        e.ArticleViewed,
        Article,
        fields=ARTICLE,
        asks="Which article you saw.",
        doc="Say that you saw an article.",
    )
    follow_tribe = mutation(
        e.TribeFollowed,
        Tribe,
        fields={"tribe": "Which tribe, which must exist."},
        asks="Which tribe to follow.",
        doc="Follow a tribe: its articles are in your feed.",
    )
    unfollow_tribe = mutation(
        e.TribeUnfollowed,
        Tribe,
        fields=TRIBE,
        asks="Which tribe to follow no more.",
        doc="Follow a tribe no more.",
    )
    follow_user = mutation(
        e.UserFollowed,
        User,
        fields={"user": "Which user, who must exist, and not be you."},
        needs=(somebody_else("user", "you cannot follow yourself; choose somebody else"),),
        asks="Which user to follow.",
        doc="Follow a user: what they write is in your feed.",
    )
    unfollow_user = mutation(
        e.UserUnfollowed,
        User,
        fields=USER,
        asks="Which user to follow no more.",
        doc="Follow a user no more.",
    )
    bump_comment = mutation(
        e.CommentBumped,
        Comment,
        fields=COMMENT,
        asks="Which comment to bump.",
        doc="Bump a comment. Bumping twice is bumping once.",
    )
    unbump_comment = mutation(
        e.CommentUnbumped,
        Comment,
        fields=COMMENT,
        asks="Of which comment to take your bump back.",
        doc="Take your bump of a comment back.",
    )
    remove_comment = mutation(
        e.CommentRemoved,
        Comment,
        fields=COMMENT,
        needs=(MY_COMMENT,),
        asks="Which comment of yours to take down.",
        doc="Take a comment of yours down. Replies to it stay.",
    )
    set_user_profile = mutation(
        e.UserProfileSet,
        User,
        fields={
            "handle": "By which `user(handle:)` finds you: the first to claim it has it.",
            "name": "What you are called.",
            "avatar_url": "The address of a picture of you.",
            "bio": "About you, in HTML: it is sanitised, and then counted.",
        },
        given={"user": VIEWER},
        needs=(free(records.Handle, "handle"),),
        asks="What you say of yourself. What is left out stays as it is.",
        doc="Describe yourself. A handle goes to who claims it first.",
    )
    set_tribe_profile = mutation(
        e.TribeProfileSet,
        Tribe,
        fields={
            "tribe": "Which tribe; without one, a new tribe is founded.",
            "slug": "By which `tribe(slug:)` finds it: the first to claim it has it.",
            "name": "What it is called.",
            "description": "About it, in HTML: it is sanitised, and then counted.",
        },
        given={"tribe": NEW},
        needs=(free(records.Slug, "slug"),),
        asks="What is said of a tribe. What is left out stays as it is.",
        doc="Describe a tribe, or found one.",
    )
    mark_notifications_read = mutation(
        e.NotificationsRead,
        Inbox,
        input=MarkNotificationsReadInput,
        given={"user": VIEWER},
        checks=(_at_some_time,),
        parts=_shown,
        doc="Say that you were shown your notifications, as they are now: what comes later is "
        f"unread, whatever its time. So many as {SHOWN_AT_ONCE_MAX:,} bumps, follows and comments "
        "are marked at once, the latest; should `unreadCount` not be 0 then, do it again.",
    )
    publish_article = mutation(
        e.ArticlePublished,
        Article,
        fields={
            "tribe": "The tribe to publish it in, which must exist.",
            "title": "Plain text.",
            "kind": Taken("What it mainly is.", default=ArticleKind.ARTICLE),
            "excerpt": "Plain text.",
            "body": "",
            "media": "Its pictures and films.",
        },
        given={"article": NEW},
        asks="A new article.",
        doc="Publish an article in a tribe.",
    )
    edit_article = mutation(
        e.ArticleEdited,
        Article,
        fields=ARTICLE
        | {
            "title": "Plain text.",
            "excerpt": "Plain text.",
            "body": "",
            "media": "Its pictures and films, all of them.",
        },
        needs=(MY_ARTICLE,),
        asks="Changes of an article of yours. What is left out stays as it is.",
        doc="Change the words or media of an article of yours.",
    )
    post_comment = mutation(
        e.CommentPosted,
        Comment,
        fields={
            "article": "The article to comment on.",
            "body": "",
            "parent": Taken("The comment on that article to reply to; null for none.", of=Comment),
        },
        given={"comment": new_in("article")},
        checks=(_on_one_article,),
        asks="A new comment, or a reply to one.",
        doc="Comment on an article, or reply to a comment on it.",
    )
    edit_comment = mutation(
        e.CommentEdited,
        Comment,
        fields=COMMENT | {"body": ""},
        needs=(MY_COMMENT,),
        asks="New words for a comment of yours.",
        doc="Change the words of a comment of yours.",
    )
