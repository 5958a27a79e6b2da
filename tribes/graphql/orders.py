"""Orders: the lists of which a client chooses one."""

from __future__ import annotations

from typing import Any

from gateway.declare.fields import Listed, Target
from gateway.declare.spans import by_stamp
from tribes import records
from tribes.graphql.enums import CaseQueue, FeedContent, FeedOrder, NotificationKind
from tribes.moderation import records as moderation

COMMENTS = records.Article.new_comments
"""All comments on an article, by when they were posted."""


def feeds(
    of: type[records.User | records.Tribe | records.Article], article: Target
) -> dict[FeedOrder, Listed]:
    """The lists of a feed, by their order. of: who has one, or the article, for that of all."""
    return {
        FeedOrder.NEW: Listed(of.new, article, times=by_stamp),
        FeedOrder.HOT: Listed(of.hot, article),
        FeedOrder.TOP: Listed(of.top, article),
    }


def tribe_feeds(article: Target) -> dict[Any, Listed]:
    """The lists of a tribe's feed: by their order, and the newest also by what they hold."""
    tribe = records.Tribe
    held = {FeedContent.PUBLISHED: tribe.published, FeedContent.REPOSTED: tribe.reposted}
    return {
        **feeds(tribe, article),
        **{
            (FeedOrder.NEW, content): Listed(one, article, times=by_stamp)
            for content, one in held.items()
        },
    }


def notices(notification: Target) -> dict[NotificationKind | None, Listed]:
    """What somebody is told: all of it, and by kind."""
    user = records.User
    lists = {
        None: user.notices,
        NotificationKind.ARTICLE_BUMPED: user.article_bumped,
        NotificationKind.ARTICLE_COMMENTED: user.article_commented,
        NotificationKind.COMMENT_BUMPED: user.comment_bumped,
        NotificationKind.COMMENT_REPLIED: user.comment_replied,
        NotificationKind.FOLLOWED: user.followed,
        NotificationKind.ARTICLE_HIDDEN: user.article_hidden,
        NotificationKind.COMMENT_HIDDEN: user.comment_hidden,
    }
    return {kind: Listed(one, notification, times=by_stamp) for kind, one in lists.items()}


def queues(of: type[records.Tribe | moderation.Case], case: Target) -> dict[CaseQueue, Listed]:
    """The queues of cases: of a tribe, or of all, users too."""
    lists = {
        CaseQueue.LATEST: of.open_cases,
        CaseQueue.MOST_REPORTED: of.cases_by_reports,
        CaseQueue.DECIDED: of.decided_cases,
    }
    return {queue: Listed(one, case) for queue, one in lists.items()}
