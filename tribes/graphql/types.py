"""The GraphQL types, declared over view records: which column, which lookup."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from gateway.declare.entities import (
    absent,
    card,
    claimed,
    column,
    entity,
    holds_viewer,
    list_card,
    listed,
    lookup,
    members,
    ordered,
    others,
    placed_time,
    stamp_time,
    standing,
    stored_count,
    total,
)
from gateway.declare.fields import Listed, Members, Written, as_int
from gateway.declare.relay import Connection, Node, RankedConnection
from tribes import records
from tribes.events import ArticleKind
from tribes.records import Window

__all__ = [
    "FEEDS",
    "Article",
    "ArticleKind",
    "Comment",
    "CommentOrder",
    "FeedOrder",
    "Inbox",
    "Media",
    "Notification",
    "NotificationKind",
    "SearchType",
    "Standing",
    "Tribe",
    "User",
    "Window",
]


def _described(enum: Any, **descriptions: str) -> None:
    """Say what each value of an enum is that the records have."""
    for value in enum.__strawberry_definition__.values:
        value.description = descriptions[value.name]


strawberry.enum(ArticleKind, description="What an article mainly is.")
_described(ArticleKind, IMAGE="Pictures.", VIDEO="A film.", ARTICLE="Words.")


@strawberry.enum(description="How a feed is ordered.")
class FeedOrder(Enum):
    NEW = strawberry.enum_value("NEW", description="By the time of publication, newest first.")
    HOT = strawberry.enum_value("HOT", description="Bumps and comments, and how lately.")
    TOP = strawberry.enum_value("TOP", description="By bumps, most first.")


@strawberry.enum(description="How comments and replies are ordered.")
class CommentOrder(Enum):
    OLD = strawberry.enum_value("OLD", description="Oldest first.")
    NEW = strawberry.enum_value("NEW", description="Newest first.")
    TOP = strawberry.enum_value("TOP", description="By bumps, most first.")


@strawberry.enum(description="What is searched for.")
class SearchType(Enum):
    ARTICLE = strawberry.enum_value("ARTICLE", description="By title, excerpt and body.")
    TRIBE = strawberry.enum_value("TRIBE", description="By name, slug and description.")
    USER = strawberry.enum_value("USER", description="By name, handle and bio.")


def _feeds(of: type[records.User | records.Tribe | records.Article]) -> dict[FeedOrder, Listed]:
    """The lists of a feed, by their order. of: who has one, or the article, for that of all."""
    lists = {FeedOrder.NEW: of.new, FeedOrder.HOT: of.hot, FeedOrder.TOP: of.top}
    return {order: Listed(one, lambda: Article) for order, one in lists.items()}


FEEDS = _feeds(records.Article)
"""The lists of all articles."""


def _feed(of: type[records.User | records.Tribe], doc: str) -> Any:
    """A feed in any order. of: who has one."""
    return ordered(_feeds(of), doc=doc)


@strawberry.type(description="A picture or a film of an article.")
class Media:
    url: str = strawberry.field(description="Where it is: an http or https address.")
    alt: str = strawberry.field(
        description="What is seen there, for who cannot see it; may be empty."
    )


def _media(values: list[dict[str, Any]]) -> list[Media]:
    return [Media(url=value["url"], alt=value["alt"]) for value in values]


@entity(records.User, exists=Written(), of_viewer=True)
@strawberry.type(
    description="A user. One that nobody described has an id and nothing else. For `node(id:)` and "
    "for inputs there is one once they did anything but see something, or were described or "
    "followed; who is signed in is there in any case. What exists stays."
)
class User(Node):
    handle: str | None = claimed(
        records.Handle.index,
        "claim",
        doc="As it was written. Unique in any case, Unicode form and script that looks the same: "
        "who claimed it here first holds it. Null for who claims none, or one that another holds.",
    )
    name: str | None = column("name", doc="What they are called. Plain text.")
    avatar_url: str | None = column("avatar_url", doc="The address of a picture of them.")
    bio: str | None = column("bio", doc="About them. Sanitised HTML.")
    article_count: int = list_card(records.User.new, doc="How many articles of theirs there are.")
    bumps_received: int = total(
        records.User.bumps_received, doc="The bumps on all articles of theirs that there are."
    )
    comment_count: int = list_card(
        records.User.comments, doc="How many comments they wrote and did not take down."
    )
    follower_count: int = card("followers", doc="How many users follow them.")
    followed_user_count: int = card("users", doc="How many users they follow.")
    followed_tribe_count: int = card("tribes", doc="How many tribes they follow.")
    viewer_is_following: bool = holds_viewer(
        "followers", doc="Whether you follow them; false for nobody."
    )
    followers: Connection[User] | None = members(
        "followers", lambda: User, doc="Who follows them, latest first."
    )
    followed_users: Connection[User] | None = members(
        "users", lambda: User, doc="Whom they follow, latest first."
    )
    followed_tribes: Connection[Tribe] | None = members(
        "tribes", lambda: Tribe, doc="Which tribes they follow, latest first."
    )
    feed: Connection[Article] | None = _feed(records.User, "Their articles.")


strawberry.enum(Window, description="Articles of which time.")
_described(
    Window,
    ALL="All.",
    DAY="Those that were published today, in UTC.",
    WEEK="This week, from Monday, in UTC.",
    MONTH="This month, in UTC.",
)
BOARDS = {window: Listed(records.Tribe.board, lambda: User, window=window) for window in Window}


@strawberry.type(description="Somebody's place on a leaderboard, and the bumps for it.")
class Standing:
    place: int = strawberry.field(description="From 1.")
    score: int = strawberry.field(description="How many bumps others gave.")


@entity(records.Tribe, exists=Written())
@strawberry.type(
    description="A tribe. One that nobody described has an id and nothing else. For `node(id:)` "
    "and for inputs there is one once somebody described or followed it, or something was "
    "published or reposted in it. What exists stays."
)
class Tribe(Node):
    slug: str | None = claimed(
        records.Slug.index, "claim", doc="Unique, held and shown as a user's handle."
    )
    name: str | None = column("name", doc="What it is called. Plain text.")
    description: str | None = column("description", doc="About it. Sanitised HTML.")
    article_count: int = list_card(
        records.Tribe.new, doc="How many articles stand in its feed, reposts too."
    )
    follower_count: int = card("followers", doc="How many users follow it.")
    viewer_is_following: bool = holds_viewer(
        "followers", doc="Whether you follow it; false for nobody."
    )
    followers: Connection[User] | None = members(
        "followers", lambda: User, doc="Who follows it, latest first."
    )
    feed: Connection[Article] | None = _feed(
        records.Tribe, "What was published in it, or reposted into it."
    )
    leaderboard: RankedConnection[User] | None = ordered(
        BOARDS,
        argument="window",
        doc="Authors by the bumps that others gave to their articles of the window; among equals, "
        "by id. A score is bumps. A cursor goes on in the board that it came from, though a new "
        "day, week or month has begun.",
    )
    viewer_standing: Standing | None = standing(
        BOARDS,
        lambda place, score: Standing(place=as_int(place), score=as_int(score)),
        argument="window",
        doc="Where you stand on the leaderboard; null when you do not.",
    )


@entity(records.Article, exists="alive")
@strawberry.type(
    description="An article in a tribe. It is there from when it is published until it "
    "is taken down."
)
class Article(Node):
    kind: ArticleKind = column(
        "publication", "kind", ArticleKind, doc="What it mainly is: pictures, a film, or words."
    )
    title: str = column("title", doc="Plain text.")
    excerpt: str = column("excerpt", doc="Plain text; may be empty.")
    body: str = column("body", doc="Sanitised HTML; may be empty.")
    media: list[Media] = column("media", convert=_media, doc="Its pictures and films.")
    published_at: datetime = stamp_time("publication", doc="When it was published.")
    author: User = lookup("publication", "author", lambda: User, doc="Who published it.")
    tribe: Tribe = lookup(
        "publication", "tribe", lambda: Tribe, doc="In which tribe it was published."
    )
    bump_count: int = card("bumps", doc="How many users bumped it.")
    comment_count: int = card("comments", doc="How many comments there are on it, replies too.")
    repost_count: int = total(
        records.Article.repost_count,
        doc="In how many other tribes it stands; 100 at most, the first.",
    )
    view_count: int = stored_count("views", doc="Distinct viewers, to within some 0.81 %.")
    viewer_has_bumped: bool = holds_viewer("bumps", doc="Whether you bumped it; false for nobody.")
    bumpers: Connection[User] | None = members(
        "bumps", lambda: User, doc="Who bumped it, latest first."
    )
    comments: Connection[Comment] | None = ordered(
        {
            CommentOrder.OLD: Members("comments", lambda: Comment, descending=False),
            CommentOrder.NEW: Members("comments", lambda: Comment),
            CommentOrder.TOP: Listed(records.Article.top_comments, lambda: Comment),
        },
        doc="All comments on it, replies too.",
    )


@entity(records.Comment, exists="alive")
@strawberry.type(
    description="A comment on an article, or a reply to one. It is there until it is taken "
    "down, or its article is."
)
class Comment(Node):
    body: str = column("body", doc="Sanitised HTML.")
    posted_at: datetime = stamp_time("origin", doc="When it was posted.")
    author: User = lookup("origin", "author", lambda: User, doc="Who wrote it.")
    parent: Comment | None = lookup(
        "origin",
        "parent",
        lambda: Comment,
        doc="What it replies to. Null at the top, or when it was taken down.",
    )
    bump_count: int = card("bumps", doc="How many users bumped it.")
    viewer_has_bumped: bool = holds_viewer("bumps", doc="Whether you bumped it; false for nobody.")
    bumpers: Connection[User] | None = members(
        "bumps", lambda: User, doc="Who bumped it, latest first."
    )
    reply_count: int = list_card(
        records.Comment.new_replies, doc="How many comments reply to this one."
    )
    replies: Connection[Comment] | None = ordered(
        {
            CommentOrder.OLD: Listed(
                records.Comment.new_replies, lambda: Comment, descending=False
            ),
            CommentOrder.NEW: Listed(records.Comment.new_replies, lambda: Comment),
            CommentOrder.TOP: Listed(records.Comment.top_replies, lambda: Comment),
        },
        doc="The comments that reply to this one.",
    )


@strawberry.enum(description="What a notification is about.")
class NotificationKind(Enum):
    ARTICLE_BUMPED = strawberry.enum_value(
        "ARTICLE_BUMPED", description="Bumps on your article: `actors`."
    )
    ARTICLE_COMMENTED = strawberry.enum_value(
        "ARTICLE_COMMENTED", description="Comments on your article: `comments`."
    )
    COMMENT_BUMPED = strawberry.enum_value(
        "COMMENT_BUMPED", description="Bumps on your comment: `actors`."
    )
    COMMENT_REPLIED = strawberry.enum_value(
        "COMMENT_REPLIED", description="Replies to your comment: `comments`."
    )
    FOLLOWED = strawberry.enum_value("FOLLOWED", description="They follow you: `actors`.")


@entity(records.Notice, exists="about")
@strawberry.type(
    description="What others did, together: Anna and 12 others bumped your article. What is taken "
    "back leaves it."
)
class Notification:
    id: strawberry.ID = strawberry.field(
        description="Which of yours it is; it is no `Node`, and cannot be fetched by that."
    )
    kind: NotificationKind = column("about", "kind", NotificationKind, doc="What they did.")
    at: datetime = placed_time(
        records.User.notices,
        doc="Of the latest of what is in it. What somebody does again is not later than it was.",
    )
    is_read: bool = absent(
        records.User.unread,
        doc="Whether all that is in it was shown to you; see `markNotificationsRead`.",
    )
    article: Article | None = lookup(
        "about", "article", lambda: Article, doc="Null of follows, or when it was taken down."
    )
    comment: Comment | None = lookup(
        "about", "comment", lambda: Comment, doc="Yours that was bumped or replied to."
    )
    actor_count: int = others("actors", doc="How many users bumped or followed.")
    actors: Connection[User] | None = members(
        "actors", lambda: User, others=True, doc="Who bumped or followed, latest first."
    )
    comment_count: int = list_card(
        records.Notice.told, doc="How many comments were written to you."
    )
    comments: Connection[Comment] | None = listed(
        records.Notice.told, lambda: Comment, doc="What was written to you, latest first."
    )


@entity(records.User)
@strawberry.type(description="What others did that concerns you.")
class Inbox:
    unread_count: int = list_card(
        records.User.unread, doc="Notifications in which something is new to you."
    )
    notifications: Connection[Notification] | None = listed(
        records.User.notices, lambda: Notification, doc="What you were told, latest first."
    )
