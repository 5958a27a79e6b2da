"""Who is signed in: their inbox, and their home feed, which is merged while it is read."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, TypeAlias

import strawberry

from gateway.declare.choices import pages_of
from gateway.declare.entities import entity
from gateway.declare.permissions import owner
from gateway.declare.relay import Node
from gateway.declare.sources import Identified, Merged, source
from gateway.declare.spans import by_stamp
from tribes import records
from tribes.graphql.enums import FeedContent
from tribes.graphql.inbox import Inbox
from tribes.graphql.types import Article, ArticleConnection, User
from views.derive.language import log10
from views.derive.places import List
from views.reading.selections import LISTS_MAX, Lists, Said

DEEDS_MAX = 500
"""So many of somebody's bumps and comments, the latest, say what is for them."""


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


FOLLOWED = {
    HomeOrder.NEW: (records.Tribe.new, records.User.new),
    HomeOrder.HOT: (records.Tribe.hot, records.User.hot),
    HomeOrder.TOP: (records.Tribe.top, records.User.top),
    (HomeOrder.NEW, FeedContent.PUBLISHED): (records.Tribe.published, records.User.new),
    (HomeOrder.NEW, FeedContent.REPOSTED): (records.Tribe.reposted, None),
}
"""By order, and the newest also by what they hold: of the tribes, and of the authors."""


def raised(deeds: int) -> int:
    """By how much what is hot is raised for who did so much in its tribe, or on its author."""
    return log10(1 + deeds, 1_000_000)


def homes(viewer: str) -> dict[Any, Merged]:
    """A viewer's home feed, by its order, and the newest also by what it holds."""
    return {
        **{key: _followed(viewer, key, *lists) for key, lists in FOLLOWED.items()},
        HomeOrder.FOR_YOU: _for_you(viewer),
    }


def _followed(viewer: str, key: Any, tribes: List, authors: List | None) -> Merged:
    """What the tribes and users have that a viewer follows."""
    me, by_time = records.User, key is HomeOrder.NEW or isinstance(key, tuple)
    lists = [Lists(tribes, me.tribes, viewer)]
    lists += [Lists(authors, me.users, viewer)] if authors else []
    names = [one.name.lower() for one in (key if isinstance(key, tuple) else (key,))]
    return Merged(
        lambda: Article,
        (*lists,),
        place=f"home.{'.'.join(names)}",
        times=by_stamp if by_time else None,
    )


def _for_you(viewer: str) -> Merged:
    me, own = records.User, Said(records.Comment, "origin", "author")
    raised_by = (
        Lists(
            place,
            me.deeds,
            viewer,
            by=Said(records.Article, "publication", key),
            raised=raised,
            own=own,
            most=DEEDS_MAX,
        )
        for place, key in ((records.Tribe.hot, "tribe"), (me.hot, "author"))
    )
    return Merged(lambda: Article, (Lists(records.Article.hot), *raised_by), place="home.for_you")


@entity(records.User, shown=owner)
@strawberry.type(description="Who is signed in: you.")
class Viewer(Node):
    user: User | None = source(_me, doc="Yourself.")
    inbox: Inbox | None = source(_inbox, doc="What others did that concerns you.")
    feed: ArticleConnection | None = source(
        pages_of(homes, narrowed="content"),
        doc="What the tribes have, and the users wrote, that you follow, of each the "
        f"{LISTS_MAX:,} that you followed last. FOR_YOU is of everything.",
    )
