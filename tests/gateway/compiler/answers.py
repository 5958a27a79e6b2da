"""Answers: what the oracle says of each field of the schema, from what stands in the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from crdt.stamps import Stamp, ms_of, stamp_at
from tests.gateway.compiler import rules
from tests.gateway.compiler.boards import leaderboard, standing

if TYPE_CHECKING:
    from tests.gateway.compiler.oracle import Oracle


def _claimed(kind: str) -> Callable[..., Any]:
    def name(it: Oracle, key: str) -> Any:
        claim = it.value(kind, key, "claim")
        claims = isinstance(claim, dict) and isinstance(claim.get("key"), str)
        holder = it.first(f"{kind}:{claim['key']}") if claims else None
        return claim.get("name") if holder == key else None

    return name


def _column(kind: str, name: str) -> Callable[..., Any]:
    return lambda it, key: it.value(kind, key, name)


def _time(kind: str, name: str) -> Callable[..., Any]:
    def time(it: Oracle, key: str) -> Any:
        ms = it.value(kind, key, name)
        return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC).isoformat()

    return time


def _media(it: Oracle, key: str) -> Any:
    value = it.value("article", key, "media")
    names = {"type": "type", "width": "width", "height": "height", "blurHash": "blur_hash"}
    return value and [
        {"url": one["url"], "alt": one["alt"]}
        | {name: one.get(said) for name, said in names.items()}
        for one in value
    ]


def _one_of(kind: str, register: str, key: str, *names: str) -> Callable[..., Any]:
    """What a register holds under a key, which is one of some names."""

    def value(it: Oracle, record_id: str) -> Any:
        found = it.under(kind, record_id, register, key)
        if found is not None and found not in names:
            raise GraphQLError(f"{found} is none of {names}")
        return found

    return value


REASONS = ("SPAM", "ABUSE", "OFF_TOPIC", "ILLEGAL", "OTHER")


def _hidden(kind: str, register: str) -> Callable[..., Any]:
    """Why something is hidden; an error where its register says something else."""

    def value(it: Oracle, record_id: str) -> Any:
        held = it.value(kind, record_id, register)
        if held is None:
            return None
        if not (isinstance(held, dict) and held.get("reason") in REASONS):
            raise GraphQLError(f"{held} is no hiding")
        at = datetime.fromtimestamp(ms_of(Stamp(held["at"])) / 1000, UTC)
        return {"reason": held["reason"], "note": held["note"], "at": at.isoformat()}

    return value


def _decision(it: Oracle, key: str) -> Any:
    held = it.value("case", key, "decision")
    if held is None:
        return None
    if not (isinstance(held, dict) and held.get("how") in ("HIDDEN", "UNHIDDEN", "DISMISSED")):
        raise GraphQLError(f"{held} is no decision")
    return {"kind": held["how"], "reason": held.get("reason"), "note": held.get("note", "")}


def _parts(it: Oracle, key: str) -> Any:
    parts = it.under("edit", key, "made", "parts")
    if parts is not None and not {*parts} <= {"TITLE", "EXCERPT", "BODY", "MEDIA"}:
        raise GraphQLError(f"{parts} are no parts")
    return parts


def _only(may: Callable[..., bool], answer: Callable[..., Any]) -> Callable[..., Any]:
    """A field that is for some alone."""

    def value(it: Oracle, key: str = "", **given: Any) -> Any:
        if not may(it, key):
            raise GraphQLError("this is for others")
        return answer(it, key, **given) if key else answer(it, **given)

    return value


def _refer(type_name: str, kind: str, register: str, key: str) -> Callable[..., Any]:
    return lambda it, record_id: it.refer(type_name, it.under(kind, record_id, register, key))


def _listed(place: str, type_name: str, *, timed: bool = False) -> Callable[..., Any]:
    return lambda it, key, **given: it.page(
        place, it.list_of(f"{place}{key}"), type_name, timed=timed, **given
    )


def _notices(it: Oracle, key: str, kind: str | None = None, **given: Any) -> Any:
    place = f"notices.{kind.lower()}:" if kind else "notices:"
    return it.page(place, it.list_of(place + key), "Notification", timed=True, **given)


def _queue(start: str, queue: str) -> str:
    named = {"LATEST": "open", "MOST_REPORTED": "reports", "DECIDED": "decided"}
    return f"{start}.{named[queue]}"


def _cases(it: Oracle, key: str, queue: str = "LATEST", **given: Any) -> Any:
    place = f"{_queue('cases', queue)}:"
    return it.page(place, it.list_of(f"{place}{key}"), "Case", **given)


def _count(it: Oracle, key: str) -> int:
    return int(it._data.registers.get(("article", key), {}).get("views", "0"))


def _told_at(it: Oracle, key: str) -> str | None:
    at = it.list_of(f"notices:{it.viewer}").get(key)
    return (
        None if at is None else datetime.fromtimestamp(ms_of(stamp_at(at)) / 1000, UTC).isoformat()
    )


def _others(it: Oracle, key: str) -> dict[str, int]:
    actors = it.members("notice", key, "actors").items()
    return {one: at for one, at in actors if one != it.viewer}


def _feed(of: str) -> Callable[..., Any]:
    def feed(
        it: Oracle, key: str, order: str = "NEW", content: str | None = None, **given: Any
    ) -> Any:
        if content and order != "NEW":
            raise GraphQLError("there is no such list")
        prefix = f"{order.lower()}.{f'{content.lower()}:' if content else of}"
        given["timed"] = order == "NEW"
        tribe = key if of == "tribe:" else ""
        return it.page(prefix, it.list_of(prefix + key), "Article", beside=tribe, **given)

    return feed


def _members(kind: str, name: str, type_name: str) -> Callable[..., Any]:
    return lambda it, key, **given: it.page(
        f"{kind}.{name}", it.members(kind, key, name), type_name, **given
    )


def _card(kind: str, name: str) -> Callable[..., Any]:
    return lambda it, key: len(it.members(kind, key, name))


WORDS = ("title", "excerpt", "body", "media")

FIELDS: dict[str, dict[str, Callable[..., Any]]] = {
    "Query": {
        "viewer": lambda it: it.me(),
        "node": lambda it, id: it.by_id(id),
        "nodes": lambda it, ids: it.by_ids(ids),
        "_entities": lambda it, representations: it.by_representations(representations),
        "rateLimits": lambda it: None,
        "user": lambda it, handle: it.named("User", f"handle:{handle}"),
        "tribe": lambda it, slug: it.named("Tribe", f"slug:{slug}"),
        "usersByHandle": lambda it, handles: [it.named("User", f"handle:{h}") for h in handles],
        "tribesBySlug": lambda it, slugs: [it.named("Tribe", f"slug:{s}") for s in slugs],
        "article": lambda it, id: it.by_id(id, "Article"),
        "community": lambda it: it.community(),
        "search": lambda it, **given: it.search(**given),
        "feed": lambda it, order="NEW", **given: it.page(
            order.lower(), it.list_of(order.lower()), "Article", timed=order == "NEW", **given
        ),
        "tribes": lambda it, order="FOLLOWERS", **given: it.page(
            f"tribes.{order.lower()}",
            it.list_of(f"tribes.{order.lower()}"),
            "Tribe",
            descending=order != "NAME",
            **given,
        ),
        "users": lambda it, order="FOLLOWERS", **given: it.page(
            f"users.{order.lower()}", it.list_of(f"users.{order.lower()}"), "User", **given
        ),
        "cases": _only(
            lambda it, key: it.viewer == rules.ADMINISTRATOR,
            lambda it, queue="LATEST", **given: it.page(
                _queue("cases.all", queue), it.list_of(_queue("cases.all", queue)), "Case", **given
            ),
        ),
    },
    "User": {
        "handle": _claimed("handle"),
        "name": _column("user", "name"),
        "avatarUrl": _column("user", "avatar_url"),
        "bio": _column("user", "bio"),
        "createdAt": _time("user", "created"),
        "articleCount": lambda it, key: len(it.list_of(f"new.author:{key}")),
        "commentCount": lambda it, key: len(it.list_of(f"comments.author:{key}")),
        "comments": _listed("comments.author:", "Comment", timed=True),
        "bumpsReceived": lambda it, key: it.total(f"bumps.author:{key}"),
        "feed": _feed("author:"),
        "followerCount": _card("user", "followers"),
        "followedUserCount": _card("user", "users"),
        "followedTribeCount": _card("user", "tribes"),
        "viewerIsFollowing": lambda it, key: it.holds("user", key, "followers"),
        "followers": _members("user", "followers", "User"),
        "followedUsers": _members("user", "users", "User"),
        "followedTribes": _members("user", "tribes", "Tribe"),
        "ownedTribes": _members("user", "owned", "Tribe"),
        "moderatedTribes": _members("user", "moderated", "Tribe"),
        "viewerIsMuting": lambda it, key: it.holds("user", key, "muted_by"),
        "viewerIsBlocking": lambda it, key: it.holds("user", key, "blocked_by"),
        "savedArticles": _only(rules.is_viewer, _members("user", "saved", "Article")),
        "mutedUsers": _only(rules.is_viewer, _members("user", "muted", "User")),
        "blockedUsers": _only(rules.is_viewer, _members("user", "blocked", "User")),
    },
    "Viewer": {
        **{name: lambda it, key, name=name: it.me()[name] for name in ("user", "inbox")},
        "feed": lambda it, key, **given: it.me()["feed"](**given),
    },
    "Inbox": {
        "unreadCount": lambda it, key: len(it.list_of(f"unread:{key}")),
        "notifications": _notices,
    },
    "Notification": {
        "kind": _one_of("notice", "about", "kind", "ARTICLE_BUMPED", "COMMENT_REPLIED"),
        "at": _told_at,
        "isRead": lambda it, key: key not in it.list_of(f"unread:{it.viewer}"),
        "article": lambda it, key: it.refer("Article", it.under("notice", key, "about", "article")),
        "comment": lambda it, key: it.refer("Comment", it.under("notice", key, "about", "comment")),
        "actorCount": lambda it, key: len(_others(it, key)),
        "actors": lambda it, key, **given: it.page(
            "notice.actors", _others(it, key), "User", **given
        ),
        "commentCount": lambda it, key: len(it.list_of(f"told:{key}")),
        "comments": lambda it, key, **given: it.page(
            "told:", it.list_of(f"told:{key}"), "Comment", **given
        ),
    },
    "Tribe": {
        "slug": _claimed("slug"),
        "name": _column("tribe", "name"),
        "description": _column("tribe", "description"),
        "createdAt": _time("tribe", "created"),
        "activeAt": _time("tribe", "active"),
        "articleCount": lambda it, key: len(it.list_of(f"new.tribe:{key}")),
        "feed": _feed("tribe:"),
        "followerCount": _card("tribe", "followers"),
        "viewerIsFollowing": lambda it, key: it.holds("tribe", key, "followers"),
        "leaderboard": leaderboard,
        "viewerStanding": standing,
        "followers": _members("tribe", "followers", "User"),
        "owners": _members("tribe", "owners", "User"),
        "moderators": _members("tribe", "moderators", "User"),
        "viewerIsOwner": lambda it, key: it.holds("tribe", key, "owners"),
        "viewerIsModerator": lambda it, key: it.holds("tribe", key, "moderators"),
        "viewerCanEdit": lambda it, key: it.holds("tribe", key, "owners"),
        "viewerCanModerate": rules.is_staff,
        "cases": _only(rules.is_staff, _cases),
    },
    "Article": {
        "kind": _one_of("article", "publication", "kind", "ARTICLE", "IMAGE", "VIDEO"),
        "title": _column("article", "title"),
        "excerpt": _column("article", "excerpt"),
        "body": _column("article", "body"),
        "media": _media,
        "updatedAt": lambda it, key: max(
            filter(None, (it.time("article", key, one) for one in WORDS)), default=None
        ),
        "publishedAt": lambda it, key: it.time("article", key, "publication"),
        "author": lambda it, key: it.refer(
            "User", it.under("article", key, "publication", "author")
        ),
        "tribe": lambda it, key: it.refer(
            "Tribe", it.under("article", key, "publication", "tribe")
        ),
        "bumpCount": _card("article", "bumps"),
        "commentCount": lambda it, key: len(it.list_of(f"new.comments:{key}")),
        "repostCount": lambda it, key: it.total(f"reposts:{key}"),
        "reposts": _listed("reposts:", "Repost"),
        "viewCount": _count,
        "viewerHasBumped": lambda it, key: it.holds("article", key, "bumps"),
        "viewerHasSaved": lambda it, key: it.holds("article", key, "saves"),
        "bumpers": _members("article", "bumps", "User"),
        "comments": lambda it, key, order="OLD", **given: it.comments(
            key, order, "new.comments:", it.list_of(f"new.comments:{key}"), **given
        ),
        "hidden": _hidden("article", "hiding"),
        "hiddenBy": _refer("User", "article", "hiding", "by"),
        "editCount": lambda it, key: len(it.list_of(f"edits:{key}")),
        "edits": _only(
            lambda it, key: rules.wrote(it, "article", key) or rules.moderates(it, key),
            _listed("edits:", "Edit", timed=True),
        ),
        "hiddenComments": _only(
            lambda it, key: rules.wrote(it, "article", key) or rules.moderates(it, key),
            _listed("hidden.comments:", "Comment"),
        ),
        "viewerCanEdit": lambda it, key: rules.wrote(it, "article", key),
        "viewerCanRemove": lambda it, key: rules.wrote(it, "article", key),
        "viewerCanHide": rules.decides_on,
        "viewerCanComment": lambda it, key: it.viewer is not None and rules.is_welcome(it, key),
    },
    "Comment": {
        "body": _column("comment", "body"),
        "updatedAt": lambda it, key: it.time("comment", key, "body"),
        "postedAt": lambda it, key: it.time("comment", key, "origin"),
        "author": lambda it, key: it.refer("User", it.under("comment", key, "origin", "author")),
        "article": lambda it, key: it.refer("Article", key.partition("/")[0]),
        "parent": lambda it, key: it.refer("Comment", it.under("comment", key, "origin", "parent")),
        "bumpCount": _card("comment", "bumps"),
        "viewerHasBumped": lambda it, key: it.holds("comment", key, "bumps"),
        "bumpers": _members("comment", "bumps", "User"),
        "replyCount": lambda it, key: len(it.list_of(f"new.replies:{key}")),
        "replies": lambda it, key, order="OLD", **given: it.comments(
            key, order, "new.replies:", it.list_of(f"new.replies:{key}"), **given
        ),
        "hidden": _hidden("comment", "hiding"),
        "hiddenBy": _refer("User", "comment", "hiding", "by"),
        "hiddenByAuthor": _hidden("comment", "hiding_by_author"),
        "viewerCanEdit": lambda it, key: rules.wrote(it, "comment", key),
        "viewerCanRemove": lambda it, key: rules.wrote(it, "comment", key),
        "viewerCanHide": rules.may_hide,
        "viewerCanReply": lambda it, key: it.viewer is not None and rules.may_reply(it, key),
    },
    "Community": {"leaderboard": leaderboard, "viewerStanding": standing},
    "Edit": {
        "user": _refer("User", "edit", "made", "by"),
        "at": lambda it, key: it.time("edit", key, "made"),
        "parts": _parts,
        "title": lambda it, key: it.under("edit", key, "made", "title"),
    },
    "Repost": {
        "tribe": lambda it, key: it.refer("Tribe", key.partition("/")[2]),
        "users": lambda it, key, **given: it.page(
            "repost.by", it.members("repost", key, "by"), "User", descending=False, **given
        ),
        "userCount": _card("repost", "by"),
        "viewerHasReposted": lambda it, key: it.holds("repost", key, "by"),
    },
    "Case": {
        "kind": _one_of("case", "subject", "kind", "ARTICLE", "COMMENT", "USER"),
        "article": _refer("Article", "case", "subject", "article"),
        "comment": _refer("Comment", "case", "subject", "comment"),
        "user": _refer("User", "case", "subject", "user"),
        "reportCount": lambda it, key: len(it.list_of(f"reports:{key}")),
        **{
            f"{name}Count": lambda it, key, of=of: it.total(f"reports.{of}:{key}")
            for name, of in (
                *(("spam", "spam"), ("abuse", "abuse"), ("offTopic", "off_topic")),
                *(("illegal", "illegal"), ("other", "other")),
            )
        },
        "reports": _listed("reports:", "Report"),
        "decision": _decision,
        "decidedBy": _refer("User", "case", "decision", "by"),
        "decidedAt": lambda it, key: it.time("case", key, "decision"),
    },
    "Report": {
        "reporter": _refer("User", "report", "filing", "by"),
        "reason": _one_of("report", "filing", "reason", *REASONS),
        "note": lambda it, key: it.under("report", key, "filing", "note"),
        "at": lambda it, key: it.time("report", key, "filing"),
    },
}
