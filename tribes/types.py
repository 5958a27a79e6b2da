"""The GraphQL types, declared over view records: which column, which lookup."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, TypeAlias

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
from gateway.declare.relay import After, Connection, First, Node, RankedConnection
from gateway.declare.sources import Identified, Merged, Ranked, source
from tribes import records
from tribes.events import ArticleKind
from views.reading.selections import LISTS_MAX, Lists, Said

DEEDS_MAX = 500
"""So many of somebody's bumps and comments, the latest, say what is for them."""

__all__ = [
    "Article",
    "ArticleKind",
    "Comment",
    "CommentOrder",
    "FeedOrder",
    "HomeOrder",
    "HomeOrdered",
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
_KINDS = {"IMAGE": "Pictures.", "VIDEO": "A film.", "ARTICLE": "Words."}
for _value in ArticleKind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    _value.description = _KINDS[_value.name]


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


def _feed(of: str, doc: str) -> Any:
    """A feed in any order. of: what the names of the lists end with, before the id."""
    lists = {order: Listed(f"{order.name.lower()}.{of}", lambda: Article) for order in FeedOrder}
    return ordered(lists, doc=doc)


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
        records.Handle,
        "claim",
        "handle:",
        doc="As it was written. Unique in any case, Unicode form and script that looks the same: "
        "who claimed it here first holds it. Null for who claims none, or one that another holds.",
    )
    name: str | None = column("name", doc="What they are called. Plain text.")
    avatar_url: str | None = column("avatar_url", doc="The address of a picture of them.")
    bio: str | None = column("bio", doc="About them. Sanitised HTML.")
    article_count: int = list_card("new.author:", doc="How many articles of theirs there are.")
    bumps_received: int = total(
        "bumps.author:", doc="The bumps on all articles of theirs that there are."
    )
    comment_count: int = list_card(
        "comments.author:", doc="How many comments they wrote and did not take down."
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
    feed: Connection[Article] | None = _feed("author:", "Their articles.")


@strawberry.enum(description="Articles of which time.")
class Window(Enum):
    ALL = strawberry.enum_value("ALL", description="All.")
    DAY = strawberry.enum_value("DAY", description="Those that were published today, in UTC.")
    WEEK = strawberry.enum_value("WEEK", description="This week, from Monday, in UTC.")
    MONTH = strawberry.enum_value("MONTH", description="This month, in UTC.")


def _board(window: Window) -> Listed:
    name = window.name.lower()
    if window is Window.ALL:
        return Listed("board.all:", lambda: User, totals=True)
    of = records.WINDOWS[name]
    dated = lambda now_ms: str(of(now_ms))  # noqa: E731
    return Listed(f"board.{name}.", lambda: User, totals=True, dated=dated)


BOARDS = {window: _board(window) for window in Window}


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
        records.Slug, "claim", "slug:", doc="Unique, held and shown as a user's handle."
    )
    name: str | None = column("name", doc="What it is called. Plain text.")
    description: str | None = column("description", doc="About it. Sanitised HTML.")
    article_count: int = list_card(
        "new.tribe:", doc="How many articles stand in its feed, reposts too."
    )
    follower_count: int = card("followers", doc="How many users follow it.")
    viewer_is_following: bool = holds_viewer(
        "followers", doc="Whether you follow it; false for nobody."
    )
    followers: Connection[User] | None = members(
        "followers", lambda: User, doc="Who follows it, latest first."
    )
    feed: Connection[Article] | None = _feed(
        "tribe:", "What was published in it, or reposted into it."
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
        "reposts:", near=True, doc="In how many other tribes it stands; 100 at most, the first."
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
            CommentOrder.TOP: Listed("top.comments:", lambda: Comment, near=True),
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
        "new.replies:", near=True, doc="How many comments reply to this one."
    )
    replies: Connection[Comment] | None = ordered(
        {
            CommentOrder.OLD: Listed("new.replies:", lambda: Comment, descending=False, near=True),
            CommentOrder.NEW: Listed("new.replies:", lambda: Comment, near=True),
            CommentOrder.TOP: Listed("top.replies:", lambda: Comment, near=True),
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
    actor_count: int = others("actors", doc="How many users bumped or followed.")
    actors: Connection[User] | None = members(
        "actors", lambda: User, others=True, doc="Who bumped or followed, latest first."
    )
    comment_count: int = list_card("told:", near=True, doc="How many comments were written to you.")
    comments: Connection[Comment] | None = listed(
        "told:", lambda: Comment, near=True, doc="What was written to you, latest first."
    )


@entity(records.User)
@strawberry.type(description="What others did that concerns you.")
class Inbox:
    unread_count: int = list_card("unread:", doc="Notifications in which something is new to you.")
    notifications: Connection[Notification] | None = listed(
        "notices:", lambda: Notification, doc="What you were told, latest first."
    )


def _inbox(viewer: str) -> Identified:
    return Identified(Inbox, viewer)


def _me(viewer: str) -> Identified:
    # Who is signed in is there, even when they did nothing yet.
    return Identified(User, viewer, stub=True)


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


HomeOrdered: TypeAlias = Annotated[
    HomeOrder, strawberry.argument(description="Which list; NEW where it is left out.")
]


def home(
    viewer: str,
    order: HomeOrdered = HomeOrder.NEW,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
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


@strawberry.type(description="Who is signed in: you.")
class Viewer:
    user: User | None = source(_me, doc="Yourself.")
    inbox: Inbox | None = source(_inbox, doc="What others did that concerns you.")
    feed: Connection[Article] | None = source(
        home,
        doc="What the tribes have, and the users wrote, that you follow, of each the "
        f"{LISTS_MAX:,} that you followed last. FOR_YOU is of everything.",
    )
