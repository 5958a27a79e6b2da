"""Orders: the lists of which a client chooses one."""

from __future__ import annotations

from gateway.declare.fields import Listed, Target
from tribes import records
from tribes.graphql.enums import CaseQueue, FeedOrder
from tribes.moderation import records as moderation

COMMENTS = records.Article.new_comments
"""All comments on an article, by when they were posted."""


def feeds(
    of: type[records.User | records.Tribe | records.Article], article: Target
) -> dict[FeedOrder, Listed]:
    """The lists of a feed, by their order. of: who has one, or the article, for that of all."""
    lists = {FeedOrder.NEW: of.new, FeedOrder.HOT: of.hot, FeedOrder.TOP: of.top}
    return {order: Listed(one, article) for order, one in lists.items()}


def queues(of: type[records.Tribe | moderation.Case], case: Target) -> dict[CaseQueue, Listed]:
    """The queues of cases: of a tribe, or of all, users too."""
    lists = {
        CaseQueue.LATEST: of.open_cases,
        CaseQueue.MOST_REPORTED: of.cases_by_reports,
        CaseQueue.DECIDED: of.decided_cases,
    }
    return {queue: Listed(one, case) for queue, one in lists.items()}
