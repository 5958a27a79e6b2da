"""Data, generated: what may stand in the views, with what can be wrong in it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from bandstand.testing.stores import START_MS
from crdt.stamps import score_of, stamp_of
from tests.gateway.compiler.boards import WINDOWS
from tests.gateway.compiler.stored import Data

USERS, TRIBES, ARTICLES = ("u0", "u1", "é"), ("t0", "t1"), ("a0", "a1", "a2")
COMMENTS = tuple(f"{article}/{rest}" for article in ARTICLES for rest in ("c0", "c1"))
REPOSTS = tuple(f"{article}/{tribe}" for article in (*ARTICLES, "ghost") for tribe in TRIBES)
EDITS = tuple(f"{article}/{rest}" for article in ARTICLES for rest in ("e0", "e1"))
NOTICES = ("a0/bumped", "a1/bumped", "a0/replied.c0", "a1/commented", "u0/followed")
DEEDS = (*ARTICLES, "ghost", *COMMENTS)
CASES = ("a0/article", "a1/comment.c0", "u0/user")
REPORTS = tuple(f"{case}/{user}" for case in CASES for user in USERS[:2])
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
_times = st.integers(0, 5).map(lambda ms: START_MS + ms)
_wrong: st.SearchStrategy[Any] = st.sampled_from([None, 5, True, ["x"], {"a": "b"}])


def mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 11).flatmap(lambda at: rare if at == 0 else usual)


def _registers(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, str]]:
    """The registers of a record; seldom one is absent, null or of another type."""

    @st.composite
    def made(draw: Draw) -> dict[str, str]:
        held = {}
        for name, value in values.items():
            if draw(st.integers(0, 14)):
                text = json.dumps(draw(mostly(value, _wrong)), ensure_ascii=False, sort_keys=True)
                held[name] = draw(_stamps) + text
        return held

    return made()


_claim = _registers(
    claim=st.fixed_dictionaries(
        {"key": mostly(st.sampled_from(["h", "s", "other"]), _wrong)}, optional={"name": _texts}
    )
)
_user = _registers(name=_texts, avatar_url=_texts, bio=_texts, created=_times)
_notice = _registers(
    about=st.fixed_dictionaries(
        {"kind": mostly(st.sampled_from(["ARTICLE_BUMPED", "COMMENT_REPLIED"]), st.just("NOPE"))},
        optional={
            "article": mostly(st.sampled_from(ARTICLES), _wrong),
            "comment": mostly(st.sampled_from(COMMENTS), _wrong),
        },
    )
)
_tribe = _registers(name=_texts, description=_texts, created=_times, active=_times)
_alive = mostly(st.just(True), st.just(False))
_reasons = mostly(st.sampled_from(["SPAM", "OTHER"]), st.just("NOPE"))
_hiding = st.one_of(
    st.none(),
    st.none(),
    st.fixed_dictionaries(
        {"at": _stamps, "by": st.sampled_from(USERS), "note": _texts, "reason": _reasons},
        optional={"author": st.sampled_from(USERS), "tribe": st.sampled_from(TRIBES)},
    ),
)
_subjects = st.sampled_from(
    [
        {"article": "a0", "kind": "ARTICLE"},
        {"comment": "a1/c0", "kind": "COMMENT"},
        {"user": "u0", "kind": "USER"},
        {"article": 5, "comment": ["x"], "kind": "NOPE"},
    ]
)
_case = _registers(
    subject=_subjects,
    decision=st.fixed_dictionaries(
        {
            "by": st.sampled_from(USERS),
            "how": mostly(st.sampled_from(["DISMISSED", "UNHIDDEN"]), st.just("NOPE")),
        },
        optional={"note": _texts},
    ),
)
_edit = _registers(
    made=st.fixed_dictionaries(
        {
            "by": mostly(st.sampled_from(USERS), _wrong),
            "parts": mostly(st.sampled_from([["TITLE"], ["BODY", "MEDIA"]]), st.just(["NOPE"])),
        },
        optional={"title": _texts},
    )
)
_report = _registers(
    filing=st.fixed_dictionaries({"by": st.sampled_from(USERS), "note": _texts, "reason": _reasons})
)
_article = _registers(
    publication=st.fixed_dictionaries(
        {
            "author": mostly(st.sampled_from(USERS), _wrong),
            "tribe": mostly(st.sampled_from(TRIBES), _wrong),
            "kind": mostly(st.sampled_from(["ARTICLE", "VIDEO"]), st.just("NOPE")),
        }
    ),
    alive=_alive,
    hiding=_hiding,
    title=_texts,
    excerpt=_texts,
    body=_texts,
    media=st.lists(
        st.fixed_dictionaries(
            {"url": _texts, "alt": mostly(_texts, st.none())},
            optional={
                "type": _texts,
                "width": mostly(st.integers(1, 9), st.just(3_000_000_000)),
                "height": st.integers(1, 9),
                "blur_hash": _texts,
            },
        ),
        max_size=2,
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
    hiding=_hiding,
    hiding_by_author=_hiding,
    body=_texts,
)


_tallies = st.dictionaries(
    st.sampled_from(USERS), mostly(st.integers(1, 4), st.just(3_000_000_000)), max_size=3
)


def _members(ids: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(ids), _scores, max_size=4)


def _draw_user(draw: Draw, data: Data, user: str) -> None:
    data.sets["user", user, "followers"] = draw(_members(USERS))
    data.sets["user", user, "users"] = draw(_members(USERS))
    data.sets["user", user, "tribes"] = draw(_members(TRIBES))
    data.sets["user", user, "deeds"] = draw(_members(DEEDS))
    data.sets["user", user, "saved"] = draw(_members(ARTICLES))
    for name in ("owned", "moderated"):
        data.sets["user", user, name] = draw(_members(TRIBES))
    for name in ("muted", "muted_by", "blocked", "blocked_by"):
        data.sets["user", user, name] = draw(mostly(st.just({}), _members(USERS)))
    data.lists[f"comments.author:{user}"] = draw(_members(COMMENTS))
    for name in ("notices", "notices.followed", "notices.article_bumped", "unread"):
        data.lists[f"{name}:{user}"] = draw(_members(NOTICES))


def _draw_notice(draw: Draw, data: Data, notice: str) -> None:
    data.sets["notice", notice, "actors"] = draw(_members(USERS))
    mine = tuple(one for one in COMMENTS if one.startswith(f"{notice[:3]}"))
    data.lists[f"told:{notice}"] = draw(_members(mine)) if mine else {}


def _draw_boards(draw: Draw, data: Data, board: str, holder: str) -> None:
    now_ms = time.time_ns() // 1_000_000
    dated = [f"{name}.{of(now_ms) - back}" for name, of in WINDOWS.items() for back in (0, 1)]
    for window in ("all", *dated):
        data.lists[f"{board}.{window}:{holder}"] = draw(_tallies)


def _draw_tribe(draw: Draw, data: Data, tribe: str) -> None:
    _draw_boards(draw, data, "board", tribe)
    data.sets["tribe", tribe, "followers"] = draw(_members(USERS))
    for name in ("owners", "moderators"):
        data.sets["tribe", tribe, name] = draw(_members(USERS))
    for name in QUEUES:
        data.lists[f"cases.{name}:{tribe}"] = draw(_members(CASES))


QUEUES = ("open", "reports", "decided")


def _draw_case(draw: Draw, data: Data, case: str) -> None:
    mine = tuple(one for one in REPORTS if one.startswith(f"{case}/"))
    data.lists[f"reports:{case}"] = draw(_members(mine))
    for name in ("spam", "abuse", "off_topic", "illegal", "other"):
        data.sums[f"reports.{name}:{case}"] = draw(st.integers(0, 3))


def _draw_article(draw: Draw, data: Data, article: str) -> None:
    held = data.registers.get(("article", article), {})
    if held and draw(st.booleans()):
        held["views"] = str(draw(st.integers(0, 99)))
    mine = tuple(one for one in COMMENTS if one.startswith(article))
    for name in ("bumps", "saves"):
        data.sets["article", article, name] = draw(_members(USERS))
    for name in ("new", "hidden"):
        data.lists[f"{name}.comments:{article}"] = draw(_members(mine))
    data.sums[f"reposts:{article}"] = draw(mostly(st.integers(0, 9), st.just(3_000_000_000)))
    data.lists[f"top.comments:{article}"] = draw(_members(mine))
    reposts = tuple(one for one in REPOSTS if one.startswith(article))
    data.lists[f"reposts:{article}"] = draw(_members(reposts))
    edits = tuple(one for one in EDITS if one.startswith(article))
    data.lists[f"edits:{article}"] = draw(_members(edits))
    for comment in mine:
        data.sets["comment", comment, "bumps"] = draw(_members(USERS))
        data.lists[f"new.replies:{comment}"] = draw(_members(mine))
        data.lists[f"top.replies:{comment}"] = draw(_members(mine))


def _draw_repost(draw: Draw, data: Data, repost: str) -> None:
    data.sets["repost", repost, "by"] = draw(_members(USERS))


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
        ("case", CASES, _case),
        ("report", REPORTS, _report),
        ("edit", EDITS, _edit),
    ):
        for record_id in ids:
            if draw(st.integers(0, 9)):
                data.registers[kind, record_id] = draw(registers)
    draws: tuple[tuple[tuple[str, ...], Callable[[Draw, Data, str], None]], ...] = (
        (ARTICLES, _draw_article),
        (NOTICES, _draw_notice),
        (USERS, _draw_user),
        (TRIBES, _draw_tribe),
        (CASES, _draw_case),
        (REPOSTS, _draw_repost),
    )
    for ids, draw_one in draws:
        for record_id in ids:
            draw_one(draw, data, record_id)
    _draw_boards(draw, data, "board.community", "all")
    for name in QUEUES:
        data.lists[f"cases.all.{name}"] = draw(_members(CASES))
    for order in ("new", "hot", "top"):
        scores = {one: draw(_scores) for one in (*ARTICLES, "ghost")}
        for name in (
            order,
            *(f"{order}.author:{one}" for one in USERS),
            *(f"{order}.tribe:{one}" for one in TRIBES),
            *(f"{order}.{held}:{one}" for held in ("published", "reposted") for one in TRIBES),
        ):
            held = draw(st.lists(st.sampled_from([*scores]), unique=True))
            data.lists[name] = {one: scores[one] for one in held}
    for handle, ids in (("handle:h", USERS), ("slug:s", TRIBES)):
        data.lists[handle] = draw(_members(ids))
    for kind, ids in (("users", USERS), ("tribes", TRIBES)):
        for order in ("followers", "new", "active", "name"):
            data.lists[f"{kind}.{order}"] = draw(_members(ids))
    data.texts = {key: draw(_findable) for key in _DOCUMENTS if draw(st.booleans())}
    for user in USERS:
        data.sums[f"bumps.author:{user}"] = draw(mostly(st.integers(0, 9), st.just(3_000_000_000)))
    return data
