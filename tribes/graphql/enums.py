"""Enums: what front ends choose from, and what they are told."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from tribes.events import ArticleKind, Reason, Role
from tribes.ranking import Window

__all__ = [
    "ArticleKind",
    "ArticlePart",
    "CaseKind",
    "CaseQueue",
    "CommentOrder",
    "DecisionKind",
    "FeedContent",
    "FeedOrder",
    "NotificationKind",
    "Reason",
    "Role",
    "SearchType",
    "Window",
]


def _described(enum: Any, **descriptions: str) -> None:
    """Say what each value of an enum is that the records have."""
    for value in enum.__strawberry_definition__.values:
        value.description = descriptions[value.name]


strawberry.enum(ArticleKind, description="What an article mainly is.")
_described(ArticleKind, IMAGE="Pictures.", VIDEO="A film.", ARTICLE="Words.")


@strawberry.enum(description="What of an article can be edited.")
class ArticlePart(Enum):
    TITLE = strawberry.enum_value("TITLE", description="Its title.")
    EXCERPT = strawberry.enum_value("EXCERPT", description="Its excerpt.")
    BODY = strawberry.enum_value("BODY", description="Its body.")
    MEDIA = strawberry.enum_value("MEDIA", description="Its pictures and films.")


@strawberry.enum(description="How a feed is ordered.")
class FeedOrder(Enum):
    NEW = strawberry.enum_value("NEW", description="By the time of publication, newest first.")
    HOT = strawberry.enum_value("HOT", description="Bumps and comments, and how lately.")
    TOP = strawberry.enum_value("TOP", description="By bumps, most first.")


@strawberry.enum(description="What of a tribe's feed.")
class FeedContent(Enum):
    PUBLISHED = strawberry.enum_value("PUBLISHED", description="What was published there.")
    REPOSTED = strawberry.enum_value("REPOSTED", description="What was reposted into it.")


@strawberry.enum(description="How all tribes are ordered that have a name.")
class TribeOrder(Enum):
    FOLLOWERS = strawberry.enum_value("FOLLOWERS", description="By followers, most first.")
    ACTIVE = strawberry.enum_value(
        "ACTIVE", description="By when something was last published in it, the latest first."
    )
    NAME = strawberry.enum_value(
        "NAME",
        description="By the first ten letters and digits of the name, A to Z; names in other "
        "scripts come behind, by their first two characters.",
    )
    NEW = strawberry.enum_value("NEW", description="By when it was founded, the newest first.")


@strawberry.enum(description="How all users are ordered that have a name.")
class UserOrder(Enum):
    FOLLOWERS = strawberry.enum_value("FOLLOWERS", description="By followers, most first.")
    NEW = strawberry.enum_value("NEW", description="By when they came, the newest first.")


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


strawberry.enum(Window, description="Articles of which time.")
_described(
    Window,
    ALL="All.",
    DAY="Those that were published today, in UTC.",
    WEEK="This week, from Monday, in UTC.",
    MONTH="This month, in UTC.",
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
    ARTICLE_HIDDEN = strawberry.enum_value(
        "ARTICLE_HIDDEN", description="Your article was hidden: `article { hidden { reason } }`."
    )
    COMMENT_HIDDEN = strawberry.enum_value(
        "COMMENT_HIDDEN", description="Your comment was hidden: `comment` says why."
    )


strawberry.enum(Role, name="TribeRole", description="What somebody is in a tribe.")
_described(
    Role,
    OWNER="They describe the tribe, give and take roles, and moderate.",
    MODERATOR="They hide what does not belong there, and decide on what is reported.",
)
strawberry.enum(Reason, description="Why something is reported or hidden.")
_described(
    Reason,
    SPAM="It sells something, or is there over and over.",
    ABUSE="It insults or threatens somebody.",
    OFF_TOPIC="It does not belong there.",
    ILLEGAL="The law forbids it.",
    OTHER="Something else, which the note says.",
)


@strawberry.enum(description="What was reported.")
class CaseKind(Enum):
    ARTICLE = strawberry.enum_value("ARTICLE", description="An article: `article`.")
    COMMENT = strawberry.enum_value("COMMENT", description="A comment: `comment`.")
    USER = strawberry.enum_value("USER", description="A user: `user`.")


@strawberry.enum(description="What was decided of what was reported.")
class DecisionKind(Enum):
    HIDDEN = strawberry.enum_value("HIDDEN", description="It was hidden.")
    UNHIDDEN = strawberry.enum_value("UNHIDDEN", description="It was shown again.")
    DISMISSED = strawberry.enum_value("DISMISSED", description="The reports were dismissed.")


@strawberry.enum(description="Which cases, and in which order.")
class CaseQueue(Enum):
    LATEST = strawberry.enum_value("LATEST", description="Open ones, reported last first.")
    MOST_REPORTED = strawberry.enum_value("MOST_REPORTED", description="Open ones, by reports.")
    DECIDED = strawberry.enum_value("DECIDED", description="Decided ones, the latest first.")
