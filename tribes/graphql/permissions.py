"""Permissions: who may do and see what. Each rule stands here once, for fields and mutations alike.

Administrators have the role `administrator` from whoever signs them in. All else is said by
records: who wrote something, who owns and moderates its tribe, who blocked or muted whom.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from gateway.declare.permissions import among, of_owner, owner, role, says, through, whose


def _type(name: str) -> Any:
    """A type that is declared by these rules; it is looked up when the schema is made."""

    def target() -> Any:
        return getattr(import_module("tribes.graphql.types"), name)

    return target


_user, _tribe, _article, _comment = map(_type, ("User", "Tribe", "Article", "Comment"))

ADMINISTRATORS: Final = role("administrator")

# Of a tribe.
OWNERS: Final = among("owners", told="who owns it")
MODERATORS: Final = among("moderators", told="who moderates it")
RUN_TRIBE: Final = OWNERS | ADMINISTRATORS
MODERATE_TRIBE: Final = OWNERS | MODERATORS | ADMINISTRATORS

# Of a user.
MUTED: Final = among("muted", told="whom they muted")
BLOCKED: Final = among("blocked", told="whom they blocked")
UNWANTED: Final = among("muted_by", told="who muted them") | among(
    "blocked_by", told="who blocked them"
)
WELCOME_WITH_USER: Final = ~(BLOCKED | among("blocked_by", told="who blocked them"))

# Of an article.
AUTHOR: Final = whose("publication", "author", told="who wrote it")
_STAFF: Final = through(
    "publication", "tribe", _tribe, OWNERS | MODERATORS, told="who owns or moderates its tribe"
)
MODERATE_ARTICLE: Final = _STAFF | ADMINISTRATORS
SEE_ARTICLE: Final = ~says("hiding", told="it is hidden") | AUTHOR | MODERATE_ARTICLE
WANT_ARTICLE: Final = ~through(
    "publication", "author", _user, UNWANTED, told="who muted or blocked its author"
)
WELCOME_ON_ARTICLE: Final = ~through(
    "publication", "author", _user, BLOCKED, told="whom its author blocked"
)
UNHEARD_BY_AUTHOR: Final = through(
    "publication", "author", _user, MUTED | BLOCKED, told="whom its author muted or blocked"
)

# Of a comment.
COMMENT_AUTHOR: Final = whose("origin", "author", told="who wrote it")
_ARTICLE_AUTHOR: Final = of_owner(_article, AUTHOR, told="who wrote its article")
MODERATE_COMMENT: Final = (
    of_owner(_article, _STAFF, told="who owns or moderates its tribe") | ADMINISTRATORS
)
HIDE_COMMENT: Final = (_ARTICLE_AUTHOR | MODERATE_COMMENT) & ~COMMENT_AUTHOR
SHOW_COMMENT: Final = (
    ((_ARTICLE_AUTHOR & ~says("hiding", told="a moderator hid it")) | MODERATE_COMMENT)
    & ~COMMENT_AUTHOR
    & (says("hiding", told="it is hidden") | says("hiding_by_author", told="it is hidden"))
)
_IS_SHOWN: Final = ~says("hiding", told="a moderator hid it") & ~says(
    "hiding_by_author", told="the author of its article hid it"
)
# SUBTLE: what hides it says whose article it is on, and in which tribe. Asked of the article, that
# would be one more wave for all comments, those that are not hidden too.
_HIDERS: Final = whose("hiding", "author", told="who wrote its article") | whose(
    "hiding_by_author", "by", told="who hid it"
)
_STAFF_WHERE_HIDDEN: Final = through(
    *("hiding", "tribe", _tribe, OWNERS | MODERATORS), told="who owns or moderates its tribe"
) | through(
    *("hiding_by_author", "tribe", _tribe, OWNERS | MODERATORS), told="that of its author's hiding"
)
SEE_COMMENT: Final = _IS_SHOWN | COMMENT_AUTHOR | _HIDERS | _STAFF_WHERE_HIDDEN | ADMINISTRATORS
WANT_COMMENT: Final = ~through(
    "origin", "author", _user, UNWANTED, told="who muted or blocked its author"
)
WELCOME_ON_COMMENT: Final = ~(
    through("origin", "author", _user, BLOCKED, told="whom its author blocked")
    | of_owner(_article, ~WELCOME_ON_ARTICLE, told="whom the author of its article blocked")
)
UNHEARD_BY_WRITER: Final = through(
    "origin", "author", _user, MUTED | BLOCKED, told="whom its author muted or blocked"
)
UNHEARD_ON_REPLY: Final = UNHEARD_BY_WRITER | (
    # Of a reply to oneself the article's author is told.
    COMMENT_AUTHOR & of_owner(_article, UNHEARD_BY_AUTHOR)
)
WELCOME_UNDER_COMMENT: Final = ~through(
    *("origin", "parent", _comment),
    through("origin", "author", _user, BLOCKED, told="whom its author blocked"),
    told="those whom the author of its parent blocked",
)
WELCOME_UNDER_ARTICLE: Final = of_owner(
    _article, WELCOME_ON_ARTICLE, told="anybody but whom the author of its article blocked"
)

# Of what was reported, hidden and shown again: who decides on it is not whom it is about.
DECIDE_ON_ARTICLE: Final = MODERATE_ARTICLE & ~AUTHOR
SHOW_ARTICLE: Final = DECIDE_ON_ARTICLE & says("hiding", told="it is hidden")
DECIDE_ON_COMMENT: Final = MODERATE_COMMENT & ~COMMENT_AUTHOR
DECIDE_ON_USER: Final = ADMINISTRATORS & ~owner
DECIDE: Final = (
    through(
        *("subject", "article", _article, DECIDE_ON_ARTICLE),
        told="who moderates the article, and did not write it",
    )
    | through(
        *("subject", "comment", _comment, DECIDE_ON_COMMENT),
        told="who moderates the comment, and did not write it",
    )
    | through(
        *("subject", "user", _user, DECIDE_ON_USER),
        told="of a user any other administrator",
    )
)
