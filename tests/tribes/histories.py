"""Histories of the domain, generated: of every event, in every order."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec import UNSET

from bandstand.testing.generation import events, numbered
from bandstand.testing.stores import START_MS
from crdt.stamps import score_of, stamp_of
from eventlog.envelope import Event, event_id
from tribes import events as e
from tribes.projections import notice_id

USERS = ("ada", "bob", "zoé:{x}")
ARTICLES = ("a1", "a2", "~+:{é}")
TRIBES = ("x", "y")
HANDLES = ("drake", "vi")
COMMENTS = tuple(f"{article}/{rest}" for article in ARTICLES[:2] for rest in ("c1", "c2"))


def envelope(when: int, actor: str) -> dict[str, Any]:
    """An envelope at one of few stamps. `numbered` gives it an id of its own."""
    at = stamp_of(START_MS + when // 2, when % 2)
    return {"id": event_id(START_MS, bytes(10)), "at": at, "region": "test", "actor": actor}


def score(when: int) -> int:
    """The score of the stamp that an envelope at this point has."""
    return score_of(stamp_of(START_MS + when // 2, when % 2))


_articles, _comments = st.sampled_from(ARTICLES), st.sampled_from(COMMENTS)
_notices = st.sampled_from(
    [
        notice_id("bumped", "a1"),
        notice_id("bumped", "a2"),
        notice_id("bumped", "a1/c1"),
        notice_id("followed", "ada"),
        notice_id("followed", "bob"),
    ]
)
_handles = st.sampled_from(HANDLES)
_stamps = st.integers(0, 7).map(lambda when: envelope(when, "ada")["at"])
_media = st.lists(
    st.builds(
        e.Media,
        url=st.sampled_from(["https://cars.example/p.jpg", "/media/1/p.jpg"]),
        alt=st.sampled_from(["A", "é"]),
        width=st.sampled_from([UNSET, 640]),
    ),
    max_size=2,
)
_IDS = {
    "article": ARTICLES,
    "tribe": TRIBES,
    "comment": COMMENTS,
    "parent": COMMENTS,
} | dict.fromkeys(("actor", "user", "author", "to"), USERS)
_FIELDS: dict[type[Event], dict[str, st.SearchStrategy[Any]]] = {
    e.UserProfileSet: {
        "handle": _handles,
        "avatar_url": st.none() | st.just("https://cars.example/e.png"),
    },
    e.TribeProfileSet: {"slug": _handles},
    e.NotificationsRead: {
        "actors": st.dictionaries(
            _notices, st.lists(st.sampled_from(USERS), max_size=2), max_size=2
        )
    },
    e.ArticlePublished: {"media": _media},
    e.ArticleEdited: {"media": _media},
}
"""What follows from no type: notices that there are, addresses, and names that two may claim."""


def _events(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Events of a type, at few stamps."""
    if kind is e.CommentPosted:
        return _comments.flatmap(_comment)
    return events(kind, ids=_IDS, at=_stamps, **_FIELDS.get(kind, {}))


def _comment(comment: str) -> st.SearchStrategy[Event]:
    """Of a comment, whose parent is of the same article."""
    near = [one for one in COMMENTS if one.startswith(comment.split("/", maxsplit=1)[0])]
    return events(
        e.CommentPosted,
        ids=_IDS,
        at=_stamps,
        comment=st.just(comment),
        parent=st.none() | st.sampled_from(near),
    )


_EACH: dict[type[Event], st.SearchStrategy[Event]] = {
    kind: _events(kind) for kind in e.EVENTS.types.values()
}

histories: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(*_EACH.values()), min_size=1, max_size=30
).map(numbered)
"""Histories of all event types, with few ids and stamps that collide."""

threads: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(*(_EACH[kind] for kind in _EACH if kind.entity == "article")),
    min_size=40,
    max_size=90,
).map(numbered)
"""Histories of articles and what hangs on them."""

claims: st.SearchStrategy[list[Event]] = st.lists(
    _EACH[e.UserProfileSet], min_size=2, max_size=9
).map(numbered)
"""Users who describe themselves, and take each other's handles."""

long_histories: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(*_EACH.values()), min_size=60, max_size=120
).map(numbered)
