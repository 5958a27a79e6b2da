"""Subscriptions: what a front end is told whenever it changes."""

from __future__ import annotations

import strawberry

from gateway.declare.nodes import of_id
from gateway.declare.relay import First
from gateway.declare.sources import Latest, Ranked, live
from gateway.errors import Unauthenticated
from tribes import records
from tribes.graphql.enums import FeedOrder
from tribes.graphql.everything import FEEDS
from tribes.graphql.home import HomeOrder, HomeOrdered, homes
from tribes.graphql.inbox import Notification
from tribes.graphql.types import Article, ArticleConnection

FEED_S = 1.0
"""A feed is read at most so often: any article may change it."""


def _feed(
    viewer: str | None,
    order: HomeOrdered = HomeOrder.NEW,
    first: First = strawberry.UNSET,
) -> Ranked:
    if viewer is not None:
        return Ranked(homes(viewer)[order], first)
    plain = FeedOrder.HOT if order is HomeOrder.FOR_YOU else FeedOrder[order.name]
    return Ranked(FEEDS[plain], first)


def _notification(viewer: str | None) -> Latest:
    if viewer is None:
        raise Unauthenticated("sign in to be told of notifications")
    return Latest(Notification, records.User.notices, viewer)


@strawberry.type(description="What is sent at once, and again whenever it has changed.")
class Subscription:
    article_updated: Article | None = live(
        of_id(Article),
        doc="An article; null when it is not there, or not any more.",
    )
    feed_updated: ArticleConnection | None = live(
        _feed,
        every_s=FEED_S,
        doc="The first page of the viewer's home feed, at most once a second; for nobody, of "
        "everything, where FOR_YOU is HOT.",
    )
    notification_received: Notification | None = live(
        _notification,
        doc="The newest of the viewer's notifications, null when there is none: when there is a "
        "newer one, and when that "
        "one has grown, was read or taken back.",
    )
