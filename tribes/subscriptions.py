"""Subscriptions: what a front end is told whenever it changes."""

from __future__ import annotations

from typing import Any

import strawberry

from gateway.declare.fields import Listed
from gateway.declare.nodes import of_id
from gateway.declare.relay import Connection, First
from gateway.declare.sources import Named, Ranked, Topic, live
from gateway.errors import Unauthenticated
from tribes import records
from tribes.types import Article, HomeOrder, HomeOrdered, Notification, home

FEED_S = 1.0
"""A feed is read at most so often: any article may change it."""


def _feed(
    viewer: str | None,
    order: HomeOrdered = HomeOrder.NEW,
    first: First = strawberry.UNSET,
) -> Ranked:
    if viewer is not None:
        return home(viewer, order, first)
    plain = "hot" if order is HomeOrder.FOR_YOU else order.name.lower()
    return Ranked(Listed(plain, lambda: Article), first)


def _of_feed(viewer: str | None, **_: Any) -> list[Topic]:
    follows = [] if viewer is None else [Topic(records.User, viewer)]
    return [Topic(records.Article), *follows]


def _notification(viewer: str | None) -> Named:
    if viewer is None:
        raise Unauthenticated("sign in to be told of notifications")
    return Named(Notification, f"notices:{viewer}", last=True)


def _of_notification(viewer: str | None) -> list[Topic]:
    return [Topic(records.User, viewer)]


@strawberry.type(description="What is sent at once, and again whenever it has changed.")
class Subscription:
    article_updated: Article | None = live(
        of_id(Article),
        doc="An article; null when it is not there, or not any more.",
    )
    feed_updated: Connection[Article] | None = live(
        _feed,
        topics=_of_feed,
        every_s=FEED_S,
        doc="The first page of the viewer's home feed, at most once a second; for nobody, of "
        "everything, where FOR_YOU is HOT.",
    )
    notification_received: Notification | None = live(
        _notification,
        topics=_of_notification,
        doc="The newest of the viewer's notifications, null when there is none: when there is a "
        "newer one, and when that "
        "one has grown, was read or taken back.",
    )
