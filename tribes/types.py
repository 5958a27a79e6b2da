"""The GraphQL types, declared over view records: which column, which lookup."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from gateway.declared import Listed, Members
from gateway.entities import (
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
from gateway.relay import Connection, Node, RankedConnection
from gateway.sources import Identified, Merged, Ranked, source
from tribes import derivations, records
from tribes.events import ArticleKind
from views.selections import LISTS_MAX, Lists, Said

DEEDS_MAX = 500
"""So many of somebody's bumps and comments, the latest, say what is for him."""

__all__ = [
    "Article",
    "ArticleKind",
    "Comment",
    "CommentOrder",
    "FeedOrder",
    "HomeOrder",
    "Inbox",
    "Media",
    "Notification",
    "NotificationKind",
    "SearchType",
    "Standing",
    "Tribe",
    "User",
    "Viewer",
    "Window",
    "home",
]

strawberry.enum(ArticleKind, description="What an article mainly is.")


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
    ARTICLE = "ARTICLE"
    TRIBE = "TRIBE"
    USER = "USER"


def _feed(of: str) -> Any:
    """A feed in any order. of: what the names of the lists end with, before the id."""
    lists = {order: Listed(f"{order.name.lower()}.{of}", lambda: Article) for order in FeedOrder}
    return ordered(lists, doc="By default newest first.")


@strawberry.type(description="A picture or a film of an article.")
class Media:
    url: str
    alt: str


def _media(values: list[dict[str, Any]]) -> list[Media]:
    return [Media(url=value["url"], alt=value["alt"]) for value in values]


@entity(records.User)
@strawberry.type(description="A user. One that nobody described has an id and nothing else.")
class User(Node):
    handle: str | None = claimed(
        records.Handle,
        "claim",
        "handle:",
        doc="As it was written. Unique in any case, Unicode form and script that looks the same: "
        "who claimed it here first holds it. Null for who claims none, or one that another holds.",
    )
    name: str | None = column("name")
    avatar_url: str | None = column("avatar_url")
    bio: str | None = column("bio", doc="Sanitised HTML.")
    article_count: int = list_card("new.author:")
    bumps_received: int = total("bumps.author:", doc="Over all live articles.")
    comment_count: int = list_card("comments.author:", doc="Those that he did not take down.")
    follower_count: int = card("followers")
    followed_user_count: int = card("users")
    followed_tribe_count: int = card("tribes")
    viewer_is_following: bool = holds_viewer("followers")
    followers: Connection[User] = members("followers", lambda: User, doc="Latest first.")
    followed_users: Connection[User] = members("users", lambda: User, doc="Latest first.")
    followed_tribes: Connection[Tribe] = members("tribes", lambda: Tribe, doc="Latest first.")
    feed: Connection[Article] = _feed("author:")


@strawberry.enum(description="Articles of which time.")
class Window(Enum):
    ALL = strawberry.enum_value("ALL", description="All.")
    DAY = strawberry.enum_value("DAY", description="Those that were published today, in UTC.")
    WEEK = strawberry.enum_value("WEEK", description="This week, from Monday.")
    MONTH = strawberry.enum_value("MONTH", description="This month.")


def _board(window: Window) -> Listed:
    name = window.name.lower()
    if window is Window.ALL:
        return Listed("board.all:", lambda: User, totals=True)
    of = derivations.WINDOWS[name]
    dated = lambda now_ms: str(of(now_ms))  # noqa: E731
    return Listed(f"board.{name}.", lambda: User, totals=True, dated=dated)


BOARDS = {window: _board(window) for window in Window}


@strawberry.type(description="Somebody's place on a leaderboard, from 1, and the bumps for it.")
class Standing:
    place: int
    score: int


@entity(records.Tribe)
@strawberry.type(description="A tribe. One that nobody described has an id and nothing else.")
class Tribe(Node):
    slug: str | None = claimed(
        records.Slug, "claim", "slug:", doc="Unique, held and shown as a user's handle."
    )
    name: str | None = column("name")
    description: str | None = column("description", doc="Sanitised HTML.")
    article_count: int = list_card("new.tribe:")
    follower_count: int = card("followers")
    viewer_is_following: bool = holds_viewer("followers")
    followers: Connection[User] = members("followers", lambda: User, doc="Latest first.")
    feed: Connection[Article] = _feed("tribe:")
    leaderboard: RankedConnection[User] = ordered(
        BOARDS,
        argument="window",
        doc="Authors by the bumps that others gave to their articles of the window; among equals, "
        "by id. A score is bumps.",
    )
    viewer_standing: Standing | None = standing(
        BOARDS,
        lambda place, score: Standing(place=place, score=score),
        argument="window",
        doc="Where you stand on the leaderboard; null when you do not.",
    )


@entity(records.Article, exists="alive")
@strawberry.type(description="An article in a tribe.")
class Article(Node):
    kind: ArticleKind = column("publication", "kind", ArticleKind)
    title: str = column("title", doc="Plain text.")
    excerpt: str = column("excerpt", doc="Plain text.")
    body: str = column("body", doc="Sanitised HTML.")
    media: list[Media] = column("media", convert=_media)
    published_at: datetime = stamp_time("publication")
    author: User = lookup("publication", "author", lambda: User)
    tribe: Tribe = lookup("publication", "tribe", lambda: Tribe)
    bump_count: int = card("bumps")
    comment_count: int = card("comments")
    repost_count: int = total("reposts:", near=True, doc="Into other tribes, by anybody.")
    view_count: int = stored_count("views", doc="Distinct viewers, to within some 0.81 %.")
    viewer_has_bumped: bool = holds_viewer("bumps")
    bumpers: Connection[User] = members("bumps", lambda: User, doc="Latest first.")
    comments: Connection[Comment] = ordered(
        {
            CommentOrder.OLD: Members("comments", lambda: Comment, descending=False),
            CommentOrder.NEW: Members("comments", lambda: Comment),
            CommentOrder.TOP: Listed("top.comments:", lambda: Comment, near=True),
        },
        doc="All, replies too; by default oldest first.",
    )


@entity(records.Comment, exists="alive")
@strawberry.type(description="A comment on an article, or a reply to one.")
class Comment(Node):
    body: str = column("body", doc="Sanitised HTML.")
    posted_at: datetime = stamp_time("origin")
    author: User = lookup("origin", "author", lambda: User)
    parent: Comment | None = lookup(
        "origin", "parent", lambda: Comment, doc="Null at the top, or when it was removed."
    )
    bump_count: int = card("bumps")
    viewer_has_bumped: bool = holds_viewer("bumps")
    bumpers: Connection[User] = members("bumps", lambda: User, doc="Latest first.")
    reply_count: int = list_card("new.replies:", near=True)
    replies: Connection[Comment] = ordered(
        {
            CommentOrder.OLD: Listed("new.replies:", lambda: Comment, descending=False, near=True),
            CommentOrder.NEW: Listed("new.replies:", lambda: Comment, near=True),
            CommentOrder.TOP: Listed("top.replies:", lambda: Comment, near=True),
        },
        doc="By default oldest first.",
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
    id: strawberry.ID
    kind: NotificationKind = column("about", "kind", NotificationKind)
    at: datetime = placed_time(
        "notices:",
        doc="Of the latest of what is in it. What somebody does again is not later than it was.",
    )
    is_read: bool = absent(
        "unread:", doc="Whether all that is in it was shown to you; see `markNotificationsRead`."
    )
    article: Article | None = lookup(
        "about", "article", lambda: Article, doc="Null of follows, or when it was taken down."
    )
    comment: Comment | None = lookup(
        "about", "comment", lambda: Comment, doc="Yours that was bumped or replied to."
    )
    actor_count: int = others("actors")
    actors: Connection[User] = members(
        "actors", lambda: User, others=True, doc="Who bumped or followed, latest first."
    )
    comment_count: int = list_card("told:", near=True)
    comments: Connection[Comment] = listed(
        "told:", lambda: Comment, near=True, doc="What was written to you, latest first."
    )


@entity(records.User)
@strawberry.type(description="What others did that concerns you.")
class Inbox:
    unread_count: int = list_card("unread:", doc="Notifications in which something is new to you.")
    notifications: Connection[Notification] = listed(
        "notices:", lambda: Notification, doc="Latest first."
    )


def _inbox(viewer: str) -> Identified:
    return Identified(Inbox, viewer)


def _me(viewer: str) -> Identified:
    # A user is a stub at least, so he is always there.
    return Identified(User, viewer)


@strawberry.enum(description="How a home feed is ordered.")
class HomeOrder(Enum):
    NEW = strawberry.enum_value("NEW", description="By the time of publication, newest first.")
    HOT = strawberry.enum_value("HOT", description="Bumps and comments, and how lately.")
    TOP = strawberry.enum_value("TOP", description="By bumps, most first.")
    FOR_YOU = strawberry.enum_value(
        "FOR_YOU",
        description="All that is hot, raised by 1e6 × log10(1 + n), where n is how many of your "
        f"latest {DEEDS_MAX} bumps and comments are in its tribe or on its author, the greater.",
    )


def home(
    viewer: str,
    order: HomeOrder = HomeOrder.NEW,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
) -> Ranked:
    """A page of a viewer's home feed."""
    name, me = order.name.lower(), records.User
    if order is HomeOrder.FOR_YOU:
        own = Said(records.Comment, "origin", "author")
        lists: tuple[Lists, ...] = (
            Lists("hot"),
            *(
                Lists(
                    f"hot.{key}:",
                    me.deeds,
                    viewer,
                    by=Said(records.Article, "publication", key),
                    own=own,
                    most=DEEDS_MAX,
                )
                for key in ("tribe", "author")
            ),
        )
    else:
        lists = (
            Lists(f"{name}.tribe:", me.tribes, viewer),
            Lists(f"{name}.author:", me.users, viewer),
        )
    home = Merged(f"home.{name}", lambda: Article, lists)
    return Ranked(home, first, after)


@strawberry.type(description="Who is signed in.")
class Viewer:
    user: User = source(_me)
    inbox: Inbox = source(_inbox)
    feed: Connection[Article] = source(
        home,
        doc="What the tribes have, and the users wrote, that you follow, of each the "
        f"{LISTS_MAX:,} that you followed last. FOR_YOU is of everything.",
    )
