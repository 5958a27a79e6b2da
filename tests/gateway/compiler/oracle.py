"""The oracle: the schema's SDL, executed by graphql-core over plain dictionaries, field by field.

It shares nothing with the gateway but the forms of ids and cursors. What it takes for granted is
what stands in the store; that this is right, the tests of the projector say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from graphql import (
    GraphQLResolveInfo,
    build_schema,
    execute_sync,
    parse,
    specified_directives,
)

from crdt.stamps import STAMP_LENGTH, Stamp, ms_of, stamp_at
from gateway.declare.relay import cursor, global_id, parse_cursor, parse_global_id
from gateway.errors import BadInput
from search.errors import BadQuery
from tests.gateway.compiler import found, rules
from tests.gateway.compiler.answers import FIELDS
from tests.gateway.compiler.boards import as_int
from tests.gateway.compiler.stored import Data
from tribes.schema import SCHEMA as DOMAIN_SCHEMA

SERVED = DOMAIN_SCHEMA.federated
"""With all that can be asked, as a subgraph."""

SCHEMA = build_schema(SERVED.as_str())
# It would refuse to execute anything beside `@defer`.
SCHEMA.directives = specified_directives
KINDS = {
    "User": "user",
    "Tribe": "tribe",
    "Article": "article",
    "Comment": "comment",
    "Case": "case",
    "Notification": "notice",
    "Inbox": "user",
    "Viewer": "user",
}
OWNED = ("Comment", "Case", "Notification")


EXISTS = {
    "Notification": ("notice", "about"),
    "Article": ("article", "alive"),
    "Comment": ("comment", "alive"),
    "Case": ("case", "subject"),
    "Report": ("report", "filing"),
    "Edit": ("edit", "made"),
}
"""By type, which register of a kind must say something."""


def _time_of(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def _read_time(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() * 1000


def _came(score: int) -> int:
    """When what has a score came, in Unix ms."""
    return ms_of(stamp_at(score))


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
            return FIELDS[source.type][name](self, source.id, **given)
        return FIELDS["Query"][name](self, **given)

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
        return _time_of(ms_of(Stamp(held[:STAMP_LENGTH])))

    def refer(self, type_name: str, record_id: Any) -> Node | None:
        return self.there(type_name, record_id) if isinstance(record_id, str) else None

    def there(self, type_name: str, record_id: str) -> Node | None:
        kind, register = EXISTS.get(type_name, ("", ""))
        if kind and not self.holds_something(kind, record_id, register):
            return None
        owner = record_id.partition("/")[0]
        if type_name == "Comment" and self.value("article", owner, "alive") is not True:
            return None
        return Node(type_name, record_id) if rules.sees(self, type_name, record_id) else None

    def stands(self, type_name: str, record_id: str) -> Node | None:
        """A record in a page: it is there, and the viewer wants it."""
        node = self.there(type_name, record_id)
        return node if node and rules.wants(self, type_name, record_id) else None

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
        last: int | None = None,
        before: str | None = None,
        counted: bool = True,
        beside: str = "",
        timed: bool = False,
        since: str | None = None,
        until: str | None = None,
    ) -> dict[str, Any]:
        backward = last is not None or bool(before)
        if backward and (first is not None or after):
            raise Refused("both directions")
        after, first = (before, last) if backward else (after, first)
        if (since or until) and not timed:
            raise Refused("not by time")
        spanned = {
            member: score
            for member, score in members.items()
            if (not since or _came(score) >= _read_time(since))
            and (not until or _came(score) < _read_time(until))
        }
        first = 20 if first is None else first
        if not 1 <= first <= 100:
            raise Refused("first")
        descending = descending is not backward
        rows = sorted(
            ((score, member.encode()) for member, score in spanned.items()), reverse=descending
        )
        cursors = {row: cursor(place, row[0], row[1].decode()) for row in rows}
        if after:
            place_after = parse_cursor(after, place)
            start = (place_after.score, place_after.id.encode())
            rows = [row for row in rows if (row < start if descending else row > start)]
            came = _came(start[0])
            if descending and until and came >= _read_time(until):
                after = None
            if not descending and since and came < _read_time(since):
                after = None
        shown, more = rows[:first], len(rows) > first
        shown = shown[::-1] if backward else shown
        edges = [
            {
                "cursor": cursors[row],
                "node": node,
                "score": as_int(row[0]),
                "repostedAt": _time_of(ms_of(stamp_at(row[0]))) if type_name == "User" else None,
                "repost": self.repost(node.id, beside),
            }
            for row in shown
            if (node := self.stands(type_name, row[1].decode()))
        ]
        start, end = rules.ends(
            [cursors[row] for row in shown],
            [edge["cursor"] for edge in edges],
            more=more,
            backward=backward,
            ruled=type_name in rules.RULED,
        )
        return {
            "edges": edges,
            "nodes": [edge["node"] for edge in edges],
            "totalCount": len(spanned) if counted else None,
            "pageInfo": {
                "hasNextPage": bool(after) if backward else more,
                "hasPreviousPage": more if backward else bool(after),
                "startCursor": start,
                "endCursor": end,
            },
        }

    def repost(self, article: str, tribe: str) -> Node | None:
        repost = f"{article}/{tribe}"
        return Node("Repost", repost) if tribe and self.members("repost", repost, "by") else None

    def search(self, **given: Any) -> dict[str, Any]:
        try:
            return found.page(self._data.index, self.hit, **given)
        except BadQuery as error:
            raise Refused("query") from error

    def hit(self, type_name: str, record_id: str) -> Node | None:
        node = self.by_itself(type_name, record_id)
        return node if node and rules.wants(self, type_name, record_id) else None

    def named(self, type_name: str, index: str) -> Node | None:
        holder = self.first(index)
        return None if holder is None else self.by_itself(type_name, holder)

    def first(self, index: str) -> str | None:
        rows = sorted((score, key.encode()) for key, score in self.list_of(index).items())
        return rows[0][1].decode() if rows else None

    def by_id(self, text: str, *types: str) -> Node | None:
        type_name, record_id = parse_global_id(text)
        if type_name not in (types or KINDS) or (type_name in OWNED) != ("/" in record_id):
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

    def by_representations(self, given: list[Any]) -> list[Any]:
        """What a federation gateway names by type and id: null, with an error, unless both fit."""

        def item(one: dict[str, str]) -> Any:
            try:
                return self.by_id(one["id"], one["__typename"])
            except (Refused, BadInput, KeyError) as error:
                return Refused(one) if isinstance(error, KeyError) else error

        return [item(one) for one in given]

    def total(self, name: str) -> int:
        return as_int(self._data.sums.get(name, 0))

    def community(self) -> Node:
        return Node("Community", "all")

    def me(self) -> dict[str, Any] | None:
        if self.viewer is None:
            return None
        return {
            "id": global_id("Viewer", self.viewer),
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
            place = place.replace("new.", "top.")
            members = self.list_of(f"{place}{key}")
        timed = order != "TOP" and "comments" in place
        given |= {"descending": order != "OLD", "timed": timed}
        return self.page(place, members, "Comment", **given)

    def home(self, order: str = "NEW", content: str | None = None, **given: Any) -> Any:
        viewer, name = self.viewer or "", order.lower()
        if content and order != "NEW":
            raise Refused("content")
        given["timed"] = order == "NEW"
        if order == "FOR_YOU":
            return self.page(
                "home.for_you", self.for_you(viewer), "Article", counted=False, **given
            )
        of = content.lower() if content else "tribe"
        lists = [f"{name}.{of}:{one}" for one in self.members("user", viewer, "tribes")]
        if content != "REPOSTED":
            lists += [f"{name}.author:{one}" for one in self.members("user", viewer, "users")]
        place = f"home.{name}" + (f".{of}" if content else "")
        merged = {key: score for one in lists for key, score in self.list_of(one).items()}
        return self.page(place, merged, "Article", counted=False, **given)

    def holds(self, kind: str, record_id: str, name: str) -> bool:
        return self.viewer in self.members(kind, record_id, name)
