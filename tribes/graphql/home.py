"""Who is signed in: their inbox, and their home feed, which is merged while it is read."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, TypeAlias

import strawberry

from gateway.declare.entities import entity
from gateway.declare.permissions import owner
from gateway.declare.relay import After, First, Node
from gateway.declare.sources import Identified, Merged, Ranked, source
from tribes import records
from tribes.graphql.inbox import Inbox
from tribes.graphql.types import Article, ArticleConnection, User
from views.derive.language import log10
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
}


def raised(deeds: int) -> int:
    """By how much what is hot is raised for who did so much in its tribe, or on its author."""
    return log10(1 + deeds, 1_000_000)


def home(
    viewer: str,
    order: HomeOrdered = HomeOrder.NEW,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
) -> Ranked:
    """A page of a viewer's home feed."""
    me = records.User
    if order is HomeOrder.FOR_YOU:
        own = Said(records.Comment, "origin", "author")
        lists: tuple[Lists, ...] = (
            Lists(records.Article.hot),
            *(
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
            ),
        )
    else:
        tribes, authors = FOLLOWED[order]
        lists = (Lists(tribes, me.tribes, viewer), Lists(authors, me.users, viewer))
    home = Merged(lambda: Article, lists, place=f"home.{order.name.lower()}")
    return Ranked(home, first, after)


@entity(records.User, shown=owner)
@strawberry.type(description="Who is signed in: you.")
class Viewer(Node):
    user: User | None = source(_me, doc="Yourself.")
    inbox: Inbox | None = source(_inbox, doc="What others did that concerns you.")
    feed: ArticleConnection | None = source(
        home,
        doc="What the tribes have, and the users wrote, that you follow, of each the "
        f"{LISTS_MAX:,} that you followed last. FOR_YOU is of everything.",
    )
