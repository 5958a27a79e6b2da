"""Histories of the domain, generated: of every event, in every order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import msgspec
from hypothesis import strategies as st

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


class Make(Protocol):
    """An event's class: it makes an event of its fields."""

    def __call__(self, **fields: Any) -> Event: ...


def envelope(when: int, actor: str) -> dict[str, Any]:
    """An envelope at one of few stamps. Its id is made its own by `numbered`."""
    at = stamp_of(START_MS + when // 2, when % 2)
    return {"id": event_id(START_MS, bytes(10)), "at": at, "region": "test", "actor": actor}


def score(when: int) -> int:
    """The score of the stamp that an envelope at this point has."""
    return score_of(stamp_of(START_MS + when // 2, when % 2))


def numbered(events: Iterable[Event]) -> list[Event]:
    """The events, each with an id of its own."""
    return [
        msgspec.structs.replace(event, id=event_id(START_MS, number.to_bytes(10, "big")))
        for number, event in enumerate(events, 1)
    ]


_envelopes = st.builds(envelope, st.integers(0, 7), st.sampled_from(USERS))
_users, _tribes = st.sampled_from(USERS), st.sampled_from(TRIBES)
_articles, _comments = st.sampled_from(ARTICLES), st.sampled_from(COMMENTS)
_handles = st.sampled_from(HANDLES)
_notices = st.sampled_from(
    [
        notice_id("bumped", "a1"),
        notice_id("bumped", "a2"),
        notice_id("bumped", "a1/c1"),
        notice_id("followed", "ada"),
        notice_id("followed", "bob"),
    ]
)
_stamps = st.integers(0, 7).map(lambda when: envelope(when, "ada")["at"])
_texts = st.sampled_from(["A", "a", "é", "\uffff", "\U0001f3ce"])
_media = st.lists(
    st.builds(e.Media, url=st.just("https://cars.example/p.jpg"), alt=_texts), max_size=2
)


def _events(make: Make, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    """Events of a type. Fields whose names end with `_` may be absent."""
    needed = {name: of for name, of in fields.items() if not name.endswith("_")}
    absent = {name[:-1]: of for name, of in fields.items() if name.endswith("_")}
    return st.builds(
        lambda envelope, fields: make(**envelope, **fields),
        _envelopes,
        st.fixed_dictionaries(needed, optional=absent),
    )


_EACH: dict[type[Event], st.SearchStrategy[Event]] = {
    e.UserProfileSet: _events(
        e.UserProfileSet,
        user=_users,
        handle_=_handles,
        claimed_=_stamps,
        name_=st.none() | _texts,
        avatar_url_=st.none() | st.just("https://cars.example/e.png"),
        bio_=st.none() | _texts,
    ),
    e.UserFollowed: _events(e.UserFollowed, user=_users),
    e.UserUnfollowed: _events(e.UserUnfollowed, user=_users),
    e.NotificationsRead: _events(
        e.NotificationsRead,
        user=_users,
        actors_=st.dictionaries(_notices, st.lists(_users, max_size=2), max_size=2),
        comments_=st.lists(_comments, max_size=2),
        until_=_stamps,
    ),
    e.TribeFollowed: _events(e.TribeFollowed, tribe=_tribes),
    e.TribeUnfollowed: _events(e.TribeUnfollowed, tribe=_tribes),
    e.TribeProfileSet: _events(
        e.TribeProfileSet,
        tribe=_tribes,
        slug_=_handles,
        claimed_=_stamps,
        name_=st.none() | _texts,
        description_=st.none() | _texts,
    ),
    e.ArticlePublished: _events(
        e.ArticlePublished,
        article=_articles,
        tribe=_tribes,
        kind=st.sampled_from(list(e.ArticleKind)),
        title=_texts,
        excerpt_=_texts,
        body_=_texts,
        media_=_media,
        as_of_=_stamps,
    ),
    e.ArticleEdited: _events(
        e.ArticleEdited,
        article=_articles,
        title_=_texts,
        excerpt_=_texts,
        body_=_texts,
        media_=_media,
    ),
    e.ArticleRemoved: _events(e.ArticleRemoved, article=_articles),
    e.ArticleBumped: _events(e.ArticleBumped, article=_articles, tribe_=_tribes, author_=_users),
    e.ArticleUnbumped: _events(
        e.ArticleUnbumped, article=_articles, tribe_=_tribes, author_=_users
    ),
    e.ArticleReposted: _events(e.ArticleReposted, article=_articles, tribe=_tribes),
    e.ArticleUnreposted: _events(e.ArticleUnreposted, article=_articles, tribe=_tribes),
    e.ArticleViewed: _events(e.ArticleViewed, article=_articles),
    e.CommentPosted: _comments.flatmap(
        lambda comment: _events(
            e.CommentPosted,
            comment=st.just(comment),
            body=_texts,
            parent_=st.none()
            | st.sampled_from([c for c in COMMENTS if c.startswith(comment.split("/")[0])]),
            tribe_=_tribes,
            author_=_users,
            to_=_users,
            as_of_=_stamps,
        )
    ),
    e.CommentEdited: _events(e.CommentEdited, comment=_comments, body=_texts),
    e.CommentBumped: _events(e.CommentBumped, comment=_comments, author_=_users),
    e.CommentUnbumped: _events(e.CommentUnbumped, comment=_comments, author_=_users),
    e.CommentRemoved: _events(
        e.CommentRemoved,
        comment=_comments,
        tribe_=_tribes,
        author_=_users,
        to_=_users,
        parent_=st.none() | _comments,
    ),
}
assert _EACH.keys() == set(e.EVENTS.types.values()), "every type is generated"

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
