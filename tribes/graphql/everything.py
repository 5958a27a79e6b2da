"""Everything: the lists that nobody holds, of all articles, cases, tribes and users."""

from __future__ import annotations

from gateway.declare.fields import Listed
from tribes import records
from tribes.graphql.enums import TribeOrder, UserOrder
from tribes.graphql.orders import feeds, queues
from tribes.graphql.types import Article, Case, Tribe, User
from tribes.moderation import records as moderation

FEEDS = feeds(records.Article, lambda: Article)
CASES = queues(moderation.Case, lambda: Case)
TRIBES = {
    TribeOrder.FOLLOWERS: Listed(records.Tribe.by_followers, lambda: Tribe),
    TribeOrder.ACTIVE: Listed(records.Tribe.by_activity, lambda: Tribe),
    TribeOrder.NAME: Listed(records.Tribe.by_name, lambda: Tribe, descending=False),
    TribeOrder.NEW: Listed(records.Tribe.by_age, lambda: Tribe),
}
USERS = {
    UserOrder.FOLLOWERS: Listed(records.User.by_followers, lambda: User),
    UserOrder.NEW: Listed(records.User.by_age, lambda: User),
}
