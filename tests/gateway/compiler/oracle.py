"""The oracle: the schema's SDL, executed by graphql-core over plain dictionaries, field by field.

It shares nothing with the gateway but the forms of ids and cursors. What it takes for granted is
what stands in the store; that this is right, the tests of the projector say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from graphql import GraphQLError, GraphQLResolveInfo, build_schema, execute_sync, parse

from crdt.stamps import STAMP_LENGTH, Stamp, ms_of, stamp_at
from gateway.declare.relay import cursor, global_id, parse_cursor, parse_global_id
from gateway.errors import BadInput
from search.errors import BadQuery
from tests.gateway.compiler import found
from tests.gateway.compiler.boards import as_int, leaderboard, standing
from tests.gateway.compiler.stored import Data

SCHEMA = build_schema((Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8"))
KINDS = {"User": "user", "Tribe": "tribe", "Article": "article", "Comment": "comment"}


class Refused(Exception):
    """What the gateway would refuse."""


@dataclass(frozen=True)
class Node:
    """A record."""

    type: str
    id: str


class Oracle:
    """Answers queries about some data, for a viewer."""

    def __init__(self, data: Data, viewer: str | None) -> None:
        self._data, self.viewer = data, viewer

    def ask(self, query: str, variables: dict[str, Any]) -> tuple[Any, set[tuple[Any, ...]]]:
        """The data of a query, and the paths of its errors."""
        result = execute_sync(
            SCHEMA,
            parse(query),
            variable_values=variables,
            field_resolver=self._resolve,
            type_resolver=lambda value, *_: value.type,
        )
        for error in result.errors or ():
            if isinstance(error.original_error, (AttributeError, NameError, KeyError)):
                raise error.original_error  # A slip of the oracle's is nothing that is refused.
        return result.data, {tuple(error.path or ()) for error in result.errors or ()}

    def _resolve(self, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        name = info.field_name
        if isinstance(source, dict):
            value = source[name]
            return value(**given) if callable(value) else value
        if isinstance(source, Node):
            if name == "id":
                return global_id(source.type, source.id)
            return _FIELDS[source.type][name](self, source.id, **given)
        return _FIELDS["Query"][name](self, **given)

    # What records hold.

    def value(self, kind: str, record_id: str, name: str) -> Any:
        held = self._data.registers.get((kind, record_id), {}).get(name)
        return None if held is None else msgspec.json.decode(held[STAMP_LENGTH:])

    def under(self, kind: str, record_id: str, name: str, key: str) -> Any:
        value = self.value(kind, record_id, name)
        return value.get(key) if isinstance(value, dict) else None

    def time(self, kind: str, record_id: str, name: str) -> str | None:
        held = self._data.registers.get((kind, record_id), {}).get(name)
        if held is None:
            return None
        at = ms_of(Stamp(held[:STAMP_LENGTH]))
        return datetime.fromtimestamp(at / 1000, UTC).isoformat()

    def refer(self, type_name: str, record_id: Any) -> Node | None:
        return self.there(type_name, record_id) if isinstance(record_id, str) else None

    def there(self, type_name: str, record_id: str) -> Node | None:
        if type_name == "Notification" and not self.holds_something("notice", record_id, "about"):
            return None
        if type_name in ("Article", "Comment"):
            if not self.holds_something(KINDS[type_name], record_id, "alive"):
                return None
            owner = record_id.partition("/")[0]
            if type_name == "Comment" and self.value("article", owner, "alive") is not True:
                return None
        return Node(type_name, record_id)

    def holds_something(self, kind: str, record_id: str, name: str) -> bool:
        value = self.value(kind, record_id, name)
        return value is not None and value is not False

    def members(self, kind: str, record_id: str, name: str) -> dict[str, int]:
        return self._data.sets.get((kind, record_id, name), {})

    def list_of(self, name: str) -> dict[str, int]:
        return self._data.lists.get(name, {})

    def page(
        self,
        place: str,
        members: dict[str, int],
        type_name: str,
        *,
        descending: bool = True,
        first: int | None = None,
        after: str | None = None,
    ) -> dict[str, Any]:
        first = 20 if first is None else first
        if not 1 <= first <= 100:
            raise Refused("first")
        rows = sorted(
            ((score, member.encode()) for member, score in members.items()), reverse=descending
        )
        cursors = {row: cursor(place, row[0], row[1].decode()) for row in rows}
        if after:
            place_after = parse_cursor(after, place)
            start = (place_after.score, place_after.id.encode())
            rows = [row for row in rows if (row < start if descending else row > start)]
        shown = rows[:first]
        edges = [
            {"cursor": cursors[row], "node": node, "score": as_int(row[0])}
            for row in shown
            if (node := self.there(type_name, row[1].decode()))
        ]
        return {
            "edges": edges,
            "pageInfo": {
                "hasNextPage": len(rows) > first,
                "hasPreviousPage": bool(after),
                "startCursor": cursors[shown[0]] if shown else None,
                "endCursor": cursors[shown[-1]] if shown else None,
            },
        }

    def search(self, **given: Any) -> dict[str, Any]:
        try:
            return found.page(self._data.index, self.by_itself, **given)
        except BadQuery as error:
            raise Refused("query") from error

    def named(self, type_name: str, index: str) -> Node | None:
        holder = self.first(index)
        return None if holder is None else self.by_itself(type_name, holder)

    def first(self, index: str) -> str | None:
        rows = sorted((score, key.encode()) for key, score in self.list_of(index).items())
        return rows[0][1].decode() if rows else None

    def by_id(self, text: str, *types: str) -> Node | None:
        type_name, record_id = parse_global_id(text)
        if type_name not in (types or KINDS) or (type_name == "Comment") != ("/" in record_id):
            raise Refused(text)
        if (type_name, record_id) == ("User", self.viewer):
            return Node(type_name, record_id)
        return self.by_itself(type_name, record_id)

    def by_itself(self, type_name: str, record_id: str) -> Node | None:
        """A record that nobody refers to: a user or tribe is there when anything was written."""
        if type_name in ("User", "Tribe"):
            key = (KINDS[type_name], record_id)
            sets = any(held for name, held in self._data.sets.items() if name[:2] == key)
            if not (self._data.registers.get(key) or sets):
                return None
        return self.there(type_name, record_id)

    def by_ids(self, texts: list[str]) -> list[Any]:
        def item(text: str) -> Any:
            try:
                return self.by_id(text)
            except (Refused, BadInput) as error:
                return error

        return [item(text) for text in texts]

    def total(self, name: str) -> int:
        return as_int(self._data.sums.get(name, 0))

    def me(self) -> dict[str, Any] | None:
        if self.viewer is None:
            return None
        return {
            "user": Node("User", self.viewer),
            "inbox": Node("Inbox", self.viewer),
            "feed": self.home,
        }

    def deeds(self, viewer: str, key: str) -> Iterator[str]:
        for deed in self.members("user", viewer, "deeds"):
            article, comment, _ = deed.partition("/")
            if self.value("article", article, "alive") is not True:
                continue
            mine = self.value("comment", deed, "alive") is True
            mine = mine and self.under("comment", deed, "origin", "author") == viewer
            said = self.under("article", article, "publication", key)
            if isinstance(said, str) and (mine or not comment):
                yield said

    def for_you(self, viewer: str) -> dict[str, int]:
        lists = {"hot": 0}
        for of in ("tribe", "author"):
            for one, times in Counter(self.deeds(viewer, of)).items():
                lists[f"hot.{of}:{one}"] = round(1e6 * math.log10(1 + times))
        found: dict[str, int] = {}
        for name, raised in lists.items():
            for key, score in self.list_of(name).items():
                found[key] = max(found.get(key, score), score + raised)
        return found

    def comments(
        self, key: str, order: str, place: str, members: dict[str, int], **given: Any
    ) -> Any:
        if order == "TOP":
            place = "top.comments:" if place == "article.comments" else "top.replies:"
            members = self.list_of(f"{place}{key}")
        return self.page(place, members, "Comment", descending=order != "OLD", **given)

    def home(self, order: str = "NEW", **given: Any) -> Any:
        viewer, name = self.viewer or "", order.lower()
        if order == "FOR_YOU":
            return self.page("home.for_you", self.for_you(viewer), "Article", **given)
        lists = [f"{name}.tribe:{one}" for one in self.members("user", viewer, "tribes")]
        lists += [f"{name}.author:{one}" for one in self.members("user", viewer, "users")]
        merged = {key: score for one in lists for key, score in self.list_of(one).items()}
        return self.page(f"home.{name}", merged, "Article", **given)

    def holds(self, kind: str, record_id: str, name: str) -> bool:
        return self.viewer in self.members(kind, record_id, name)


def _claimed(kind: str) -> Callable[..., Any]:
    def name(it: Oracle, key: str) -> Any:
        claim = it.value(kind, key, "claim")
        claims = isinstance(claim, dict) and isinstance(claim.get("key"), str)
        holder = it.first(f"{kind}:{claim['key']}") if claims else None
        return claim.get("name") if holder == key else None

    return name


def _column(kind: str, name: str) -> Callable[..., Any]:
    return lambda it, key: it.value(kind, key, name)


def _media(it: Oracle, key: str) -> Any:
    value = it.value("article", key, "media")
    return None if value is None else [{"url": one["url"], "alt": one["alt"]} for one in value]


def _kind(it: Oracle, key: str) -> Any:
    value = it.under("article", key, "publication", "kind")
    if value is not None and value not in ("ARTICLE", "IMAGE", "VIDEO"):
        raise GraphQLError(f"{value} is no kind")
    return value


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


def _told_kind(it: Oracle, key: str) -> Any:
    value = it.under("notice", key, "about", "kind")
    if value is not None and value not in ("ARTICLE_BUMPED", "COMMENT_REPLIED"):
        raise GraphQLError(f"{value} is no kind")
    return value


def _feed(of: str) -> Callable[..., Any]:
    def feed(it: Oracle, key: str, order: str = "NEW", **given: Any) -> Any:
        prefix = f"{order.lower()}.{of}"
        return it.page(prefix, it.list_of(prefix + key), "Article", **given)

    return feed


def _members(kind: str, name: str, type_name: str) -> Callable[..., Any]:
    return lambda it, key, **given: it.page(
        f"{kind}.{name}", it.members(kind, key, name), type_name, **given
    )


def _card(kind: str, name: str) -> Callable[..., Any]:
    return lambda it, key: len(it.members(kind, key, name))


_FIELDS: dict[str, dict[str, Callable[..., Any]]] = {
    "Query": {
        "viewer": lambda it: it.me(),
        "node": lambda it, id: it.by_id(id),
        "nodes": lambda it, ids: it.by_ids(ids),
        "user": lambda it, handle: it.named("User", f"handle:{handle}"),
        "tribe": lambda it, slug: it.named("Tribe", f"slug:{slug}"),
        "article": lambda it, id: it.by_id(id, "Article"),
        "search": lambda it, **given: it.search(**given),
        "feed": lambda it, order="NEW", **given: it.page(
            order.lower(), it.list_of(order.lower()), "Article", **given
        ),
    },
    "User": {
        "handle": _claimed("handle"),
        "name": _column("user", "name"),
        "avatarUrl": _column("user", "avatar_url"),
        "bio": _column("user", "bio"),
        "articleCount": lambda it, key: len(it.list_of(f"new.author:{key}")),
        "commentCount": lambda it, key: len(it.list_of(f"comments.author:{key}")),
        "bumpsReceived": lambda it, key: it.total(f"bumps.author:{key}"),
        "feed": _feed("author:"),
        "followerCount": _card("user", "followers"),
        "followedUserCount": _card("user", "users"),
        "followedTribeCount": _card("user", "tribes"),
        "viewerIsFollowing": lambda it, key: it.holds("user", key, "followers"),
        "followers": _members("user", "followers", "User"),
        "followedUsers": _members("user", "users", "User"),
        "followedTribes": _members("user", "tribes", "Tribe"),
    },
    "Inbox": {
        "unreadCount": lambda it, key: len(it.list_of(f"unread:{key}")),
        "notifications": lambda it, key, **given: it.page(
            "notices:", it.list_of(f"notices:{key}"), "Notification", **given
        ),
    },
    "Notification": {
        "kind": _told_kind,
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
        "articleCount": lambda it, key: len(it.list_of(f"new.tribe:{key}")),
        "feed": _feed("tribe:"),
        "followerCount": _card("tribe", "followers"),
        "viewerIsFollowing": lambda it, key: it.holds("tribe", key, "followers"),
        "leaderboard": leaderboard,
        "viewerStanding": standing,
        "followers": _members("tribe", "followers", "User"),
    },
    "Article": {
        "kind": _kind,
        "title": _column("article", "title"),
        "excerpt": _column("article", "excerpt"),
        "body": _column("article", "body"),
        "media": _media,
        "publishedAt": lambda it, key: it.time("article", key, "publication"),
        "author": lambda it, key: it.refer(
            "User", it.under("article", key, "publication", "author")
        ),
        "tribe": lambda it, key: it.refer(
            "Tribe", it.under("article", key, "publication", "tribe")
        ),
        "bumpCount": _card("article", "bumps"),
        "commentCount": _card("article", "comments"),
        "repostCount": lambda it, key: it.total(f"reposts:{key}"),
        "viewCount": _count,
        "viewerHasBumped": lambda it, key: it.holds("article", key, "bumps"),
        "bumpers": _members("article", "bumps", "User"),
        "comments": lambda it, key, order="OLD", **given: it.comments(
            key, order, "article.comments", it.members("article", key, "comments"), **given
        ),
    },
    "Comment": {
        "body": _column("comment", "body"),
        "postedAt": lambda it, key: it.time("comment", key, "origin"),
        "author": lambda it, key: it.refer("User", it.under("comment", key, "origin", "author")),
        "parent": lambda it, key: it.refer("Comment", it.under("comment", key, "origin", "parent")),
        "bumpCount": _card("comment", "bumps"),
        "viewerHasBumped": lambda it, key: it.holds("comment", key, "bumps"),
        "bumpers": _members("comment", "bumps", "User"),
        "replyCount": lambda it, key: len(it.list_of(f"new.replies:{key}")),
        "replies": lambda it, key, order="OLD", **given: it.comments(
            key, order, "new.replies:", it.list_of(f"new.replies:{key}"), **given
        ),
    },
}
