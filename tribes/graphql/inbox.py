"""The inbox: what somebody is told."""

from __future__ import annotations

from datetime import datetime

import strawberry

from gateway.declare.entities import (
    absent,
    column,
    entity,
    list_card,
    listed,
    lookup,
    members,
    ordered,
    others,
    placed_time,
)
from gateway.declare.permissions import owner, stands_for
from gateway.declare.relay import Connection, Node
from tribes import records
from tribes.graphql.enums import NotificationKind
from tribes.graphql.orders import notices
from tribes.graphql.types import Article, Comment, User


@entity(
    records.Notice, exists="about", shown=stands_for(records.User.notices, told="whom it tells")
)
@strawberry.type(
    description="What others did, together: Anna and 12 others bumped your article. What is taken "
    "back leaves it."
)
class Notification(Node):
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


@entity(records.User, shown=owner)
@strawberry.type(description="What others did that concerns you.")
class Inbox(Node):
    unread_count: int = list_card(
        records.User.unread, doc="Notifications in which something is new to you."
    )
    notifications: Connection[Notification] | None = ordered(
        notices(lambda: Notification), argument="kind", doc="What you were told, latest first."
    )
