"""The projections of moderation: roles, muting and blocking, reports, hiding."""

from __future__ import annotations

from typing import TypeAlias

from crdt.records import OWNER_SEPARATOR
from tribes import events as e
from tribes.moderation.records import Case, Report
from tribes.projections import known, known_in, notice_id
from tribes.records import Article, Comment, Notice, Tribe, User
from views.projecting import Merges, projection

ROLES = {
    e.Role.OWNER: (Tribe.owners, User.owned),
    e.Role.MODERATOR: (Tribe.moderators, User.moderated),
}
"""Who has a role in a tribe, and the tribes in which a user has it."""

Hidden: TypeAlias = e.ArticleHidden | e.CommentHidden
Unhidden: TypeAlias = e.ArticleUnhidden | e.CommentUnhidden
Reported: TypeAlias = e.ArticleReported | e.CommentReported | e.UserReported
Dismissed: TypeAlias = (
    e.ArticleReportsDismissed | e.CommentReportsDismissed | e.UserReportsDismissed
)


def case_of(event: Hidden | Unhidden | Reported | Dismissed) -> tuple[str, dict[str, str]]:
    """The id of the case that an event is of, and what that is about."""
    comment = getattr(event, "comment", None)
    if isinstance(comment, str):
        article, _, rest = comment.partition(OWNER_SEPARATOR)
        subject = {"comment": comment, "kind": "COMMENT"}
        return f"{article}{OWNER_SEPARATOR}comment.{rest}", subject
    kind = event.entity
    subject_id = str(getattr(event, kind))
    return f"{subject_id}{OWNER_SEPARATOR}{kind}", {kind: subject_id, "kind": kind.upper()}


@projection
def tribe_role_given(event: e.TribeRoleGiven) -> Merges:
    """Put the user among those who have the role, and the tribe among those where they have it."""
    tribe, user, at = event.tribe, event.user, event.stamp
    holders, tribes = ROLES[event.role]
    return holders.add(tribe, user, at), tribes.add(user, tribe, at), *known(event.actor)


@projection
def tribe_role_taken(event: e.TribeRoleTaken) -> Merges:
    """Take each out of the other's set."""
    tribe, user, at = event.tribe, event.user, event.stamp
    holders, tribes = ROLES[event.role]
    return (
        holders.remove(tribe, user, at),
        tribes.remove(user, tribe, at),
        *known_in(tribe, user),
        *known(event.actor),
    )


@projection
def user_muted(event: e.UserMuted) -> Merges:
    """Put each into a set of the other's."""
    at, user, actor = event.stamp, event.user, event.actor
    return User.muted.add(actor, user, at), User.muted_by.add(user, actor, at)


@projection
def user_unmuted(event: e.UserUnmuted) -> Merges:
    """Take each out of the other's set."""
    at, user, actor = event.stamp, event.user, event.actor
    return (
        User.muted.remove(actor, user, at),
        User.muted_by.remove(user, actor, at),
        *known(user, actor),
    )


@projection
def user_blocked(event: e.UserBlocked) -> Merges:
    """Put each into a set of the other's, and let neither follow the other."""
    at, user, actor = event.stamp, event.user, event.actor
    return (
        User.blocked.add(actor, user, at),
        User.blocked_by.add(user, actor, at),
        User.followers.remove(user, actor, at),
        User.users.remove(actor, user, at),
        User.followers.remove(actor, user, at),
        User.users.remove(user, actor, at),
        Notice.actors.remove(notice_id("followed", user), actor, at),
        Notice.actors.remove(notice_id("followed", actor), user, at),
    )


@projection
def user_unblocked(event: e.UserUnblocked) -> Merges:
    """Take each out of the other's set."""
    at, user, actor = event.stamp, event.user, event.actor
    return (
        User.blocked.remove(actor, user, at),
        User.blocked_by.remove(user, actor, at),
        *known(user, actor),
    )


def _hidden(event: Hidden) -> dict[str, str]:
    """By whom, when and why something is hidden, and by which event: so that each tells once."""
    return {
        "at": event.at,
        "by": event.actor,
        "event": event.id,
        "note": event.note,
        "reason": event.reason.value,
    }


def _decided(event: Hidden | Unhidden | Dismissed, how: str, **more: str) -> Merges:
    """What was decided of a case."""
    case, subject = case_of(event)
    return (
        Case.subject.set(case, event.stamp, subject),
        Case.decision.set(case, event.stamp, {"by": event.actor, "how": how, **more}),
    )


def _told(event: Hidden, rest: str, about: dict[str, str]) -> Merges:
    """That somebody is told that something of theirs was hidden."""
    notice = f"{event.article}{OWNER_SEPARATOR}hidden.{event.id}{rest}"
    return (
        Notice.about.set(notice, event.stamp, about),
        *Notice.actors.add(notice, event.actor, event.stamp),
    )


@projection
def article_hidden(event: e.ArticleHidden) -> Merges:
    """Hide the article, which decides its case; its author is told."""
    hidden = _hidden(event)
    return (
        Article.hiding.set(event.article, event.stamp, hidden),
        *_decided(event, "HIDDEN", note=event.note, reason=hidden["reason"]),
        *_told(event, "", {"article": event.article, "kind": "ARTICLE_HIDDEN"}),
        *known(event.actor),
    )


@projection
def article_unhidden(event: e.ArticleUnhidden) -> Merges:
    """Show the article, where it was; that decides its case."""
    shown = Article.hiding.set(event.article, event.stamp, None)
    return shown, *_decided(event, "UNHIDDEN"), *known(event.actor)


@projection
def comment_hidden(event: e.CommentHidden) -> Merges:
    """Hide the comment; who wrote it is told. Who moderates the tribe decides its case by that."""
    at, comment, hidden = event.stamp, event.comment, _hidden(event)
    rest = comment.partition(OWNER_SEPARATOR)[2]
    of = {"author": event.author, "tribe": event.tribe}
    hidden |= {name: one for name, one in of.items() if isinstance(one, str)}
    about = {"article": event.article, "comment": comment, "kind": "COMMENT_HIDDEN"}
    told = () if event.quiet is True else _told(event, f".{rest}", about)
    told += known(event.actor)
    if event.as_author is True:
        return Comment.hiding_by_author.set(comment, at, hidden), *told
    return (
        Comment.hiding.set(comment, at, hidden),
        *_decided(event, "HIDDEN", note=event.note, reason=hidden["reason"]),
        *told,
    )


@projection
def comment_unhidden(event: e.CommentUnhidden) -> Merges:
    """Show the comment, where it was. Who moderates the tribe takes back what the article's author
    did, too, and decides its case; the author takes back that alone.
    """
    at, comment = event.stamp, event.comment
    by_author = Comment.hiding_by_author.set(comment, at, None)
    if event.as_author is True:
        return by_author, *known(event.actor)
    shown = Comment.hiding.set(comment, at, None)
    return by_author, shown, *_decided(event, "UNHIDDEN"), *known(event.actor)


@projection
def reported(event: e.ArticleReported | e.CommentReported | e.UserReported) -> Merges:
    """Keep what somebody reports, beside the case."""
    case, subject = case_of(event)
    filing = {"by": event.actor, "note": event.note, "reason": event.reason.value}
    user = subject.get("user", event.actor)
    return (
        Case.subject.set(case, event.stamp, subject),
        Report.filing.set(f"{case}{OWNER_SEPARATOR}{event.actor}", event.stamp, filing),
        *known(event.actor, user),
    )


@projection
def reports_dismissed(
    event: e.ArticleReportsDismissed | e.CommentReportsDismissed | e.UserReportsDismissed,
) -> Merges:
    """Decide the case: what was reported until then is no reason to do anything."""
    user = case_of(event)[1].get("user", event.actor)
    return *_decided(event, "DISMISSED", note=event.note), *known(event.actor, user)
