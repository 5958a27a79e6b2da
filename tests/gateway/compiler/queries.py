"""Generated queries over the whole schema."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)
from hypothesis import strategies as st

from bandstand.testing.stores import START_MS
from crdt.stamps import score_of, stamp_of
from gateway.declare.relay import cursor, global_id, parse_global_id
from gateway.reading.hits import place_of
from tests.gateway.compiler.boards import WINDOWS
from tests.gateway.compiler.datas import (
    ARTICLES,
    CASES,
    COMMENTS,
    NOTICES,
    TRIBES,
    USERS,
    Draw,
    mostly,
)
from tests.gateway.compiler.oracle import SCHEMA

DEPTH_MAX = 7
_NOW_MS = time.time_ns() // 1_000_000


def _of_several_types() -> frozenset[str]:
    """The names of fields that are of one type here, and of another there."""
    found = defaultdict[str, set[str]](set)
    for one in SCHEMA.type_map.values():
        for name, each in getattr(one, "fields", {}).items():
            found[name].add(str(each.type))
    return frozenset(name for name, types in found.items() if len(types) > 1)


_OF_SEVERAL_TYPES = _of_several_types()


@dataclass
class Query:
    """A query, and the values of its variables."""

    text: str = ""
    variables: dict[str, Any] = field(default_factory=dict)


class _Writer:
    """Writes one query."""

    def __init__(self, draw: Draw) -> None:
        self._draw, self._count = draw, 0
        self._declared: list[str] = []
        self._fragments: list[str] = []
        self.values: dict[str, Any] = {}

    def query(self) -> Query:
        query_type = SCHEMA.query_type
        assert query_type
        selection = self._selection(query_type, 1)
        head = f"query Q({', '.join(self._declared)})" if self._declared else "query Q"
        return Query("\n".join([f"{head} {selection}", *self._fragments]), self.values)

    def _name(self, start: str) -> str:
        self._count += 1
        return f"{start}{self._count}"

    def _selection(self, parent: Any, depth: int) -> str:
        """The selection of a type: fields, and fragments on it or on what it is one of."""
        parts = [
            self._part(parent, depth)
            for _ in range(self._draw(st.integers(1, 3 if depth > 2 else 4)))
        ]
        return "{ " + " ".join(parts) + " }"

    def _part(self, parent: Any, depth: int) -> str:
        kind = self._draw(st.integers(0, 9)) if depth < DEPTH_MAX else 9
        if kind == 0:
            return self._maybe(f"... on {self._condition(parent)}", parent, depth)
        if kind == 1:
            name = self._name("F")
            on = self._condition(parent)
            inner = self._selection(SCHEMA.type_map[on], depth + 1)
            self._fragments.append(f"fragment {name} on {on} {inner}")
            return f"...{name}{self._directive()}"
        return self._field(parent, depth)

    def _maybe(self, start: str, parent: Any, depth: int) -> str:
        on = SCHEMA.type_map[start.rpartition(" ")[2]]
        return f"{start}{self._directive()} {self._selection(on, depth + 1)}"

    def _condition(self, parent: Any) -> str:
        """A type that a selection on `parent` may be narrowed to, or widened."""
        names = [parent.name]
        if is_abstract_type(parent):
            names += [one.name for one in SCHEMA.get_possible_types(parent)]
        elif isinstance(parent, GraphQLObjectType):
            names += [one.name for one in parent.interfaces]
        return str(self._draw(st.sampled_from(names)))

    def _field(self, parent: Any, depth: int) -> str:
        assert isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType))
        fields = {
            name: one
            for name, one in getattr(parent, "fields", {}).items()
            # What a schema says of itself is a text, and no data.
            if name != "_service"
            if depth < DEPTH_MAX or not is_composite_type(get_named_type(one.type))
        }
        # Else a field of the root comes once in ten queries, and mostly with an error.
        often = ["_entities", *["search"] * 12] if "search" in fields else []
        name = self._draw(st.sampled_from(["__typename", *fields, *often]))
        if name == "__typename":
            return name if self._draw(st.booleans()) else f"{self._name('t')}: {name}"
        definition = fields[name]
        given = [
            f"{argument}: {value}"
            for argument in definition.args
            if (value := self._argument(parent.name, name, argument)) is not None
        ]
        arguments = f"({', '.join(given)})" if given else ""
        # Under one name, fields of different arguments or types would be no valid query.
        differ = bool(definition.args) or name in _OF_SEVERAL_TYPES
        alias = f"{self._name('a')}: " if differ or not self._draw(st.integers(0, 3)) else ""
        inner = get_named_type(definition.type)
        below = f" {self._selection(inner, depth + 1)}" if is_composite_type(inner) else ""
        return f"{alias}{name}{arguments}{self._directive()}{below}"

    def _argument(self, parent: str, name: str, argument: str) -> str | None:
        value = self._draw(_arguments(parent, name, argument))
        if value is _ABSENT:
            return None
        kind, chosen = _order(parent, name), argument in ("order", "window", "queue")
        if chosen and value is None:
            # It may not be null, and a variable that may stands for it: there is a default.
            variable = self._name("v")
            self._declared.append(f"${variable}: {kind}")
            self.values[variable] = None
            return f"${variable}"
        is_enum = chosen or (argument in ("type", "kind", "content") and value is not None)
        literal = str(value) if is_enum else _literal(value)
        if self._draw(st.integers(0, 2)):
            return literal
        graphql_type = SCHEMA.type_map[parent].fields[name].args[argument].type  # type: ignore[union-attr]
        variable = self._name("v")
        default = "" if self._draw(st.booleans()) else f" = {literal}"
        self._declared.append(f"${variable}: {graphql_type}{default}")
        if not default or self._draw(st.booleans()):
            self.values[variable] = value
        return f"${variable}"

    def _directive(self) -> str:
        kind = self._draw(st.integers(0, 15))
        if kind > 3:
            return ""
        directive, wanted = ("skip", "include")[kind % 2], self._draw(st.booleans())
        if kind > 1:
            return f" @{directive}(if: {json.dumps(wanted)})"
        variable = self._name("v")
        self._declared.append(f"${variable}: Boolean!")
        self.values[variable] = wanted
        return f" @{directive}(if: ${variable})"


_ABSENT = object()
_IDS = [
    *(global_id("User", one) for one in (*USERS, "nobody")),
    *(global_id("Tribe", one) for one in TRIBES),
    *(global_id("Article", one) for one in (*ARTICLES, "ghost")),
    *(global_id("Comment", one) for one in COMMENTS),
    *(global_id("Case", one) for one in CASES),
    *(global_id("Notification", one) for one in NOTICES),
    *(global_id(kind, one) for kind in ("Inbox", "Viewer") for one in USERS[:2]),
]
_CURSORS = [
    cursor(place, score_of(stamp_of(START_MS + ms)), record_id)
    for place, record_id in (
        ("new", "a1"),
        ("tribes.name", "t0"),
        ("users.new", "u0"),
        ("hot", "a1"),
        ("home.new", "a1"),
        ("home.top", "a0"),
        ("new.author:", "a0"),
        ("top.author:", "a0"),
        ("new.tribe:", "a2"),
        ("new.published:", "a1"),
        ("home.new.reposted", "a1"),
        ("article.bumps", "u1"),
        ("user.tribes", "t0"),
        ("user.saved", "a1"),
        ("comments.author:", "a0/c0"),
        ("new.comments:", "a0/c0"),
        ("hidden.comments:", "a0/c0"),
        ("cases.open:", "a0/article"),
        ("cases.all.open", "a0/article"),
        ("reports:", "a0/article/u0"),
        ("reposts:", "a0/t0"),
        ("edits:", "a0/e0"),
        ("repost.by", "u1"),
        ("new.replies:", "a0/c0"),
        ("top.replies:", "a1/c1"),
        ("notices:", "a0/bumped"),
        ("notices.followed:", "u0/followed"),
        ("told:", "a0/c0"),
        ("notice.actors", "u1"),
        ("board.all:", "u1"),
        ("board.week.", "u1"),
        ("board.community.all:", "u1"),
        *(
            (f"{board}.{name}.{of(_NOW_MS) - back}:", "u1")
            for board in ("board", "board.community")
            for name, of in WINDOWS.items()
            for back in (0, 1)
        ),
    )
    for ms in (1, 3)
]
_SEARCH_CURSORS = [
    cursor(place_of(word, kinds), 10**9 * score, record_id)
    for word in ("fuel", "pump")
    for kinds in (("article",), ("article", "tribe", "user"))
    for score in (-1, 1)
    for record_id in ("article/a0", "article/gone")
]
_CURSORS += _SEARCH_CURSORS


_TIMES = [
    datetime.fromtimestamp((START_MS + ms) / 1000, UTC).isoformat() for ms in (-9, 0, 1, 2.5, 4)
]


def _literal(value: Any) -> str:
    """A value as GraphQL writes it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_literal(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _representation(text: str) -> dict[str, str]:
    """What has an id, as a federation gateway names it."""
    return {"__typename": parse_global_id(text)[0], "id": text}


_WRONG = [
    {"__typename": "User"},
    {"id": _IDS[0]},
    {"__typename": "Tribe", "id": _IDS[0]},
    {"__typename": "User", "id": "bad"},
    {"__typename": "Car", "id": global_id("Car", "x")},
]


def _order(parent: str, field: str) -> str:
    """The type of a field's argument that says which list."""
    if field in ("leaderboard", "viewerStanding"):
        return "Window"
    if field == "cases":
        return "CaseQueue"
    if parent == "Viewer":
        return "HomeOrder"
    if parent == "Query" and field in ("tribes", "users"):
        return "TribeOrder" if field == "tribes" else "UserOrder"
    return "CommentOrder" if field in ("comments", "replies") else "FeedOrder"


def _arguments(parent: str, name: str, argument: str) -> st.SearchStrategy[Any]:
    ids = mostly(st.sampled_from(_IDS), st.sampled_from(["bad", global_id("Car", "x")]))
    found: dict[str, st.SearchStrategy[Any]] = {
        "ids": st.lists(ids, max_size=4),
        "representations": st.lists(
            mostly(st.sampled_from(_IDS).map(_representation), st.sampled_from(_WRONG)), max_size=4
        ),
        "id": mostly(st.sampled_from(_IDS), st.just("bad")),
        "handle": st.sampled_from(["h", "none"]),
        "query": mostly(
            st.sampled_from(["fuel", "pump", "PUMP fu", "nothing"]),
            st.sampled_from(["", '"-*:^', "x" * 201, "fuel AND NOT NEAR(", "é " * 17]),
        ),
        "type": st.sampled_from([_ABSENT, None, "ARTICLE", "TRIBE", "USER"]),
        "slug": st.sampled_from(["s", "none"]),
        "handles": st.lists(st.sampled_from(["h", "none"]), max_size=3),
        "slugs": st.lists(st.sampled_from(["s", "none"]), max_size=3),
        "order": st.nothing()
        if argument != "order"
        else mostly(
            st.sampled_from([_ABSENT, *SCHEMA.type_map[_order(parent, name)].values]),  # type: ignore[union-attr]
            st.just(None),
        ),
        "window": mostly(
            st.sampled_from([_ABSENT, *SCHEMA.type_map["Window"].values]),  # type: ignore[union-attr]
            st.just(None),
        ),
        "queue": mostly(
            st.sampled_from([_ABSENT, *SCHEMA.type_map["CaseQueue"].values]),  # type: ignore[union-attr]
            st.just(None),
        ),
        "kind": st.sampled_from([*[_ABSENT] * 3, None, "FOLLOWED", "ARTICLE_BUMPED"]),
        "content": st.sampled_from([*[_ABSENT] * 5, None, "PUBLISHED", "REPOSTED"]),
        "since": st.sampled_from([*[_ABSENT] * 9, None, *_TIMES]),
        "until": st.sampled_from([*[_ABSENT] * 9, None, *_TIMES]),
        "first": mostly(st.sampled_from([_ABSENT, 1, 2, 3, None]), st.sampled_from([0, 101])),
        "after": mostly(st.sampled_from([_ABSENT, _ABSENT, None, *_CURSORS]), st.just("bogus")),
        "last": st.sampled_from([*[_ABSENT] * 8, None, 1, 2, 101]),
        "before": st.sampled_from([*[_ABSENT] * 3 * len(_CURSORS), None, *_CURSORS, "bogus"]),
    }
    if (name, argument) == ("search", "after"):
        # A cursor of another search is an error, and all else of the query with it.
        return st.sampled_from([*[_ABSENT] * 20, *_SEARCH_CURSORS])
    return found[argument]


@st.composite
def queries(draw: Draw) -> Query:
    """A query that is valid."""
    return _Writer(draw).query()
