"""Generated queries over the whole schema, and generated data with what can be wrong in it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)
from hypothesis import strategies as st

from bandstand.testing.stores import START_MS
from crdt.stamps import score_of, stamp_of
from gateway.declare.relay import cursor, global_id
from gateway.reading.hits import place_of
from tests.gateway.compiler.boards import WINDOWS
from tests.gateway.compiler.oracle import SCHEMA
from tests.gateway.compiler.stored import Data

USERS, TRIBES, ARTICLES = ("u0", "u1", "é"), ("t0", "t1"), ("a0", "a1", "a2")
COMMENTS = tuple(f"{article}/{rest}" for article in ARTICLES for rest in ("c0", "c1"))
NOTICES = ("a0/bumped", "a1/bumped", "a0/replied.c0", "a1/commented", "u0/followed")
DEEDS = (*ARTICLES, "ghost", *COMMENTS)
DEPTH_MAX = 7
_NOW_MS = time.time_ns() // 1_000_000
Draw = Any

_stamps = st.integers(0, 5).map(lambda ms: stamp_of(START_MS + ms))
_DOCUMENTS = [
    (kind, record_id)
    for kind, ids in (("user", USERS), ("tribe", TRIBES), ("article", (*ARTICLES, "ghost")))
    for record_id in ids
]
_findable = st.sampled_from(["fuel", "pump", "Fuel pump", "fuel fuel", "pùmp of fuel"])
_scores = st.integers(0, 5).map(lambda ms: score_of(stamp_of(START_MS + ms)))
_texts: st.SearchStrategy[Any] = st.sampled_from(
    ["", "A", 'q"\\', "é\n<b>", "100 %s %", "\U0001f3ce"]
)
_wrong: st.SearchStrategy[Any] = st.sampled_from([None, 5, True, ["x"], {"a": "b"}])


def _mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 11).flatmap(lambda at: rare if at == 0 else usual)


def _registers(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, str]]:
    """The registers of a record; seldom one is absent, null or of another type."""

    @st.composite
    def made(draw: Draw) -> dict[str, str]:
        held = {}
        for name, value in values.items():
            if draw(st.integers(0, 14)):
                text = json.dumps(draw(_mostly(value, _wrong)), ensure_ascii=False, sort_keys=True)
                held[name] = draw(_stamps) + text
        return held

    return made()


_claim = _registers(
    claim=st.fixed_dictionaries(
        {"key": _mostly(st.sampled_from(["h", "s", "other"]), _wrong)}, optional={"name": _texts}
    )
)
_user = _registers(name=_texts, avatar_url=_texts, bio=_texts)
_notice = _registers(
    about=st.fixed_dictionaries(
        {"kind": _mostly(st.sampled_from(["ARTICLE_BUMPED", "COMMENT_REPLIED"]), st.just("NOPE"))},
        optional={
            "article": _mostly(st.sampled_from(ARTICLES), _wrong),
            "comment": _mostly(st.sampled_from(COMMENTS), _wrong),
        },
    )
)
_tribe = _registers(name=_texts, description=_texts)
_alive = _mostly(st.just(True), st.just(False))
_article = _registers(
    publication=st.fixed_dictionaries(
        {
            "author": _mostly(st.sampled_from(USERS), _wrong),
            "tribe": _mostly(st.sampled_from(TRIBES), _wrong),
            "kind": _mostly(st.sampled_from(["ARTICLE", "VIDEO"]), st.just("NOPE")),
        }
    ),
    alive=_alive,
    title=_texts,
    excerpt=_texts,
    body=_texts,
    media=st.lists(
        st.fixed_dictionaries({"url": _texts, "alt": _mostly(_texts, st.none())}), max_size=2
    ),
)
_comment = _registers(
    origin=st.fixed_dictionaries(
        {
            "author": st.sampled_from(USERS),
            "parent": st.sampled_from([None, *COMMENTS]),
        }
    ),
    alive=_alive,
    body=_texts,
)


_tallies = st.dictionaries(
    st.sampled_from(USERS), _mostly(st.integers(1, 4), st.just(3_000_000_000)), max_size=3
)


def _members(ids: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(ids), _scores, max_size=4)


def _draw_user(draw: Draw, data: Data, user: str) -> None:
    data.sets["user", user, "followers"] = draw(_members(USERS))
    data.sets["user", user, "users"] = draw(_members(USERS))
    data.sets["user", user, "tribes"] = draw(_members(TRIBES))
    data.sets["user", user, "deeds"] = draw(_members(DEEDS))
    data.lists[f"comments.author:{user}"] = draw(_members(COMMENTS))
    for name in ("notices", "unread"):
        data.lists[f"{name}:{user}"] = draw(_members(NOTICES))


def _draw_notice(draw: Draw, data: Data, notice: str) -> None:
    data.sets["notice", notice, "actors"] = draw(_members(USERS))
    mine = tuple(one for one in COMMENTS if one.startswith(f"{notice[:3]}"))
    data.lists[f"told:{notice}"] = draw(_members(mine)) if mine else {}


def _draw_tribe(draw: Draw, data: Data, tribe: str) -> None:
    now_ms = time.time_ns() // 1_000_000
    dated = [f"{name}.{of(now_ms) - back}" for name, of in WINDOWS.items() for back in (0, 1)]
    for window in ("all", *dated):
        data.lists[f"board.{window}:{tribe}"] = draw(_tallies)
    data.sets["tribe", tribe, "followers"] = draw(_members(USERS))


def _draw_article(draw: Draw, data: Data, article: str) -> None:
    held = data.registers.get(("article", article), {})
    if held and draw(st.booleans()):
        held["views"] = str(draw(st.integers(0, 99)))
    mine = tuple(one for one in COMMENTS if one.startswith(article))
    data.sets["article", article, "bumps"] = draw(_members(USERS))
    data.sets["article", article, "comments"] = draw(_members(mine))
    data.sums[f"reposts:{article}"] = draw(_mostly(st.integers(0, 9), st.just(3_000_000_000)))
    data.lists[f"top.comments:{article}"] = draw(_members(mine))
    for comment in mine:
        data.sets["comment", comment, "bumps"] = draw(_members(USERS))
        data.lists[f"new.replies:{comment}"] = draw(_members(mine))
        data.lists[f"top.replies:{comment}"] = draw(_members(mine))


@st.composite
def datas(draw: Draw) -> Data:
    """What stands in the views: whole or not, and lists of what may not be there."""
    data = Data()
    for kind, ids, registers in (
        ("user", USERS, _user),
        ("tribe", TRIBES, _tribe),
        ("handle", USERS, _claim),
        ("slug", TRIBES, _claim),
        ("article", ARTICLES, _article),
        ("comment", COMMENTS, _comment),
        ("notice", NOTICES, _notice),
    ):
        for record_id in ids:
            if draw(st.integers(0, 9)):
                data.registers[kind, record_id] = draw(registers)
    for article in ARTICLES:
        _draw_article(draw, data, article)
    for notice in NOTICES:
        _draw_notice(draw, data, notice)
    for user in USERS:
        _draw_user(draw, data, user)
    for tribe in TRIBES:
        _draw_tribe(draw, data, tribe)
    for order in ("new", "hot", "top"):
        scores = {one: draw(_scores) for one in (*ARTICLES, "ghost")}
        for name in (
            order,
            *(f"{order}.author:{one}" for one in USERS),
            *(f"{order}.tribe:{one}" for one in TRIBES),
        ):
            held = draw(st.lists(st.sampled_from([*scores]), unique=True))
            data.lists[name] = {one: scores[one] for one in held}
    for handle, ids in (("handle:h", USERS), ("slug:s", TRIBES)):
        data.lists[handle] = draw(_members(ids))
    data.texts = {key: draw(_findable) for key in _DOCUMENTS if draw(st.booleans())}
    for user in USERS:
        data.sums[f"bumps.author:{user}"] = draw(_mostly(st.integers(0, 9), st.just(3_000_000_000)))
    return data


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
        assert isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType))
        fields = {
            name: one
            for name, one in parent.fields.items()
            if depth < DEPTH_MAX or not is_composite_type(get_named_type(one.type))
        }
        # Else a field of the root comes once in ten queries, and mostly with an error.
        often = ["search"] * 4 if "search" in fields else []
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
        # Under one name, two fields of different arguments would be no valid query.
        alias = (
            f"{self._name('a')}: " if definition.args or not self._draw(st.integers(0, 3)) else ""
        )
        inner = get_named_type(definition.type)
        below = f" {self._selection(inner, depth + 1)}" if is_composite_type(inner) else ""
        return f"{alias}{name}{arguments}{self._directive()}{below}"

    def _argument(self, parent: str, name: str, argument: str) -> str | None:
        value = self._draw(_arguments(parent, name, argument))
        if value is _ABSENT:
            return None
        kind, chosen = _order(parent, name), argument in ("order", "window")
        if chosen and value is None:
            # It may not be null, and a variable that may stands for it: there is a default.
            variable = self._name("v")
            self._declared.append(f"${variable}: {kind}")
            self.values[variable] = None
            return f"${variable}"
        is_enum = chosen or (argument == "type" and value is not None)
        literal = str(value) if is_enum else json.dumps(value, ensure_ascii=False)
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
]
_CURSORS = [
    cursor(place, score_of(stamp_of(START_MS + ms)), record_id)
    for place, record_id in (
        ("new", "a1"),
        ("hot", "a1"),
        ("home.new", "a1"),
        ("home.top", "a0"),
        ("new.author:", "a0"),
        ("top.author:", "a0"),
        ("new.tribe:", "a2"),
        ("article.bumps", "u1"),
        ("user.tribes", "t0"),
        ("article.comments", "a0/c0"),
        ("new.replies:", "a0/c0"),
        ("top.replies:", "a1/c1"),
        ("notices:", "a0/bumped"),
        ("told:", "a0/c0"),
        ("notice.actors", "u1"),
        ("board.all:", "u1"),
        ("board.week.", "u1"),
        *(
            (f"board.{name}.{of(_NOW_MS) - back}:", "u1")
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


def _order(parent: str, field: str) -> str:
    """The type of a field's argument that says which list."""
    if field in ("leaderboard", "viewerStanding"):
        return "Window"
    if parent == "Viewer":
        return "HomeOrder"
    return "CommentOrder" if field in ("comments", "replies") else "FeedOrder"


def _arguments(parent: str, name: str, argument: str) -> st.SearchStrategy[Any]:
    ids = _mostly(st.sampled_from(_IDS), st.sampled_from(["bad", global_id("Car", "x")]))
    found: dict[str, st.SearchStrategy[Any]] = {
        "ids": st.lists(ids, max_size=4),
        "id": _mostly(st.sampled_from(_IDS), st.just("bad")),
        "handle": st.sampled_from(["h", "none"]),
        "query": _mostly(
            st.sampled_from(["fuel", "pump", "PUMP fu", "nothing"]),
            st.sampled_from(["", '"-*:^', "x" * 201, "fuel AND NOT NEAR(", "é " * 17]),
        ),
        "type": st.sampled_from([_ABSENT, None, "ARTICLE", "TRIBE", "USER"]),
        "slug": st.sampled_from(["s", "none"]),
        "order": st.nothing()
        if argument != "order"
        else _mostly(
            st.sampled_from([_ABSENT, *SCHEMA.type_map[_order(parent, name)].values]),  # type: ignore[union-attr]
            st.just(None),
        ),
        "window": _mostly(
            st.sampled_from([_ABSENT, *SCHEMA.type_map["Window"].values]),  # type: ignore[union-attr]
            st.just(None),
        ),
        "first": _mostly(st.sampled_from([_ABSENT, 1, 2, 3, None]), st.sampled_from([0, 101])),
        "after": _mostly(st.sampled_from([_ABSENT, _ABSENT, None, *_CURSORS]), st.just("bogus")),
    }
    if (name, argument) == ("search", "after"):
        # A cursor of another search is an error, and all else of the query with it.
        return st.sampled_from([*[_ABSENT] * 20, *_SEARCH_CURSORS])
    return found[argument]


@st.composite
def queries(draw: Draw) -> Query:
    """A query that is valid."""
    return _Writer(draw).query()
