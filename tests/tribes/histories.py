"""Histories of the domain: generated ones of every event, and told ones with what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec
from hypothesis import strategies as st

from crdt.stamps import score_of, stamp_of
from eventlog.envelope import Event, event_id
from tests.worlds import START_MS
from tribes import events as e
from tribes.derivations import REPOSTS_MAX, day
from tribes.projections import notice_id
from views.audit import Facts

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


@dataclass(frozen=True)
class Story:
    """Some events, and facts that must be derived however they arrive; None for what must not."""

    events: list[Event]
    facts: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def untrue(self, derived: Facts) -> dict[tuple[str, ...], str | None]:
        """The facts that do not hold."""
        return {
            key: derived.get(key) for key, want in self.facts.items() if derived.get(key) != want
        }


def published(when: int, article: str = "a1", author: str = "ada", tribe: str = "x") -> Event:
    """An article."""
    return e.ArticlePublished(
        **envelope(when, author), article=article, tribe=tribe, kind=e.ArticleKind.IMAGE, title="T"
    )


def bumped(when: int, actor: str = "bob", article: str = "a1") -> Event:
    """A bump."""
    return e.ArticleBumped(**envelope(when, actor), article=article)


def unbumped(when: int, actor: str = "bob", article: str = "a1") -> Event:
    """A bump taken back."""
    return e.ArticleUnbumped(**envelope(when, actor), article=article)


def reposted(when: int, actor: str, tribe: str, article: str = "a1") -> Event:
    """A repost."""
    return e.ArticleReposted(**envelope(when, actor), article=article, tribe=tribe)


def unreposted(when: int, actor: str, tribe: str) -> Event:
    """A repost taken back."""
    return e.ArticleUnreposted(**envelope(when, actor), article="a1", tribe=tribe)


def removed(when: int, article: str = "a1", actor: str = "ada") -> Event:
    """An article taken down."""
    return e.ArticleRemoved(**envelope(when, actor), article=article)


def commented(when: int, comment: str, parent: str | None = None, actor: str = "bob") -> Event:
    """A comment."""
    return e.CommentPosted(**envelope(when, actor), comment=comment, parent=parent, body="Hm")


def uncommented(when: int, comment: str, actor: str = "bob") -> Event:
    """A comment taken down."""
    return e.CommentRemoved(**envelope(when, actor), comment=comment)


def read(when: int, user: str, *comments: str, **actors: list[str]) -> Event:
    """What somebody was shown: comments, and who bumped an article."""
    told = {notice_id("bumped", article): them for article, them in actors.items()}
    return e.NotificationsRead(
        **envelope(when, user), user=user, actors=told, comments=list(comments)
    )


def joined(when: int, actor: str = "bob", tribe: str = "x") -> Event:
    """A tribe followed."""
    return e.TribeFollowed(**envelope(when, actor), tribe=tribe)


def left(when: int, actor: str = "bob", tribe: str = "x") -> Event:
    """A tribe followed no more."""
    return e.TribeUnfollowed(**envelope(when, actor), tribe=tribe)


def admired(when: int, actor: str = "bob", user: str = "ada") -> Event:
    """A user followed."""
    return e.UserFollowed(**envelope(when, actor), user=user)


def disowned(when: int, actor: str = "bob", user: str = "ada") -> Event:
    """A user followed no more."""
    return e.UserUnfollowed(**envelope(when, actor), user=user)


def claimed(when: int, user: str, handle: str = "drake") -> Event:
    """A handle chosen."""
    return e.UserProfileSet(**envelope(when, user), user=user, handle=handle)


def _listed(article: str, author: str, tribe: str, when: int | None) -> dict[Any, str | None]:
    """That an article stands in its three NEW timelines at a point, or nowhere."""
    place = None if when is None else str(score(when))
    names = ("new", f"new.tribe:{tribe}", f"new.author:{author}")
    return {("list", name, article): place for name in names}


def _bumps(author: str, number: int | None) -> dict[Any, str | None]:
    return {("sum", f"bumps.author:{author}", " "): None if number is None else str(number)}


def _told(user: str, what: str, when: int | None, *, unread: bool = True) -> dict[Any, str | None]:
    """That somebody is told of something since a point, or is not, and whether it is unread."""
    place = None if when is None else str(score(when))
    return {
        ("list", f"notices:{user}", what): place,
        ("list", f"unread:{user}", what): place if unread else None,
    }


def _board(user: str, amount: int | None, tribe: str = "x") -> dict[Any, str | None]:
    """With how many bumps somebody stands on a tribe's boards, of all time and of the day."""
    total = None if amount is None else str(amount)
    boards = ("all", f"day.{day(START_MS)}")
    return {("list", f"board.{window}:{tribe}", user): total for window in boards}


_EDIT = e.ArticleEdited(**envelope(6, "ada"), article="a1", title="Better")

STORIES = {
    "a bump before its article": Story(
        [bumped(1), published(2)], _listed("a1", "ada", "x", 2) | _bumps("ada", 1)
    ),
    "a bump on an article that is not known": Story(
        [bumped(1)], _listed("a1", "ada", "x", None) | _bumps("ada", None)
    ),
    "a bump on a dead article": Story(
        [published(1), removed(2), bumped(3)], _listed("a1", "ada", "x", None) | _bumps("ada", None)
    ),
    "an article that lives again with the bumps it got while dead": Story(
        [published(1), removed(2), bumped(3), published(4)],
        _listed("a1", "ada", "x", 4) | _bumps("ada", 1),
    ),
    "an edit after the removal": Story(
        [published(1), removed(2), _EDIT], _listed("a1", "ada", "x", None)
    ),
    "an edit of an article that is not known": Story([_EDIT], _listed("a1", "ada", "x", None)),
    "a removal before the publication": Story(
        [removed(5), published(2)], _listed("a1", "ada", "x", None)
    ),
    "a publication at the moment of the removal": Story(
        [removed(2), published(2)], _listed("a1", "ada", "x", 2)
    ),
    "a bump taken back at its own moment": Story(
        [published(1), bumped(3), unbumped(3)], _bumps("ada", 1)
    ),
    "a bump taken back": Story([published(1), bumped(3), unbumped(4)], _bumps("ada", None)),
    "a bump taken back before it came": Story(
        [published(1), unbumped(4), bumped(3), bumped(3, "ada")], _bumps("ada", 1)
    ),
    "an article that moves to another author and tribe": Story(
        [published(1), bumped(2), published(3, author="bob", tribe="y"), bumped(4, "ada")],
        _listed("a1", "bob", "y", 3)
        | {("list", "new.author:ada", "a1"): None, ("list", "new.tribe:x", "a1"): None}
        | _bumps("ada", None)
        | _bumps("bob", 2),
    ),
    "one of two articles that moves": Story(
        [
            published(1),
            published(2, "a2"),
            bumped(3),
            bumped(3, article="a2"),
            published(4, author="bob"),
        ],
        _bumps("ada", 1) | _bumps("bob", 1),
    ),
    "two publications at one moment": Story(
        [published(1, author="ada"), published(1, author="bob"), bumped(2)],
        _listed("a1", "bob", "x", 1) | _bumps("bob", 1) | _bumps("ada", None),
    ),
    "a repost into its own tribe": Story(
        [published(4), reposted(3, "bob", "x")], _listed("a1", "ada", "x", 4)
    ),
    "a repost after that of another": Story(
        [reposted(5, "ada", "y"), published(1), reposted(3, "bob", "y")],
        _listed("a1", "ada", "x", 1) | {("list", "new.tribe:y", "a1"): str(score(3))},
    ),
    "a repost taken back": Story(
        [published(1), reposted(3, "bob", "y"), reposted(5, "ada", "y"), unreposted(6, "bob", "y")],
        {("list", "new.tribe:y", "a1"): str(score(5))},
    ),
    "a handle that two claim": Story(
        [claimed(2, "bob"), claimed(1, "ada")],
        {
            ("list", "handle:drake", "ada"): str(score(1)),
            ("list", "handle:drake", "bob"): str(score(2)),
        },
    ),
    "a handle that two claim at one moment": Story(
        [claimed(1, "bob"), claimed(1, "ada")],
        {
            ("list", "handle:drake", "ada"): str(score(1)),
            ("list", "handle:drake", "bob"): str(score(1)),
        },
    ),
    "a handle that its owner left": Story(
        [claimed(1, "ada"), claimed(2, "bob"), claimed(3, "ada", "vi")],
        {
            ("list", "handle:drake", "ada"): None,
            ("list", "handle:drake", "bob"): str(score(2)),
            ("list", "handle:vi", "ada"): str(score(3)),
        },
    ),
    "a tribe that is left before it is joined": Story([left(4), joined(3), left(3, "ada")]),
    "a user who is followed and left at one moment": Story([admired(3), disowned(3)]),
    "a reply before its parent": Story(
        [commented(3, "a1/c2", "a1/c1"), commented(2, "a1/c1"), published(1)],
    ),
    "a reply to a comment that was removed": Story(
        [
            published(1),
            commented(2, "a1/c1"),
            uncommented(4, "a1/c1"),
            commented(3, "a1/c2", "a1/c1"),
            commented(5, "a1/c3", "a1/c1"),
        ],
    ),
    # What somebody is told, and boards.
    "a bump tells the author, and counts": Story(
        [published(1), bumped(2)], _told("ada", "a1/bumped", 2) | _board("ada", 1)
    ),
    "a bump of one's own tells nobody, and counts nowhere": Story(
        [published(1), bumped(2, "ada")], _told("ada", "a1/bumped", None) | _board("ada", None)
    ),
    "a bump that comes again is no news": Story(
        [published(1), bumped(2), read(3, "ada", a1=["bob"]), bumped(4)],
        _told("ada", "a1/bumped", 2, unread=False) | _board("ada", 1),
    ),
    "a bump that is taken back and comes again is no news": Story(
        [published(1), bumped(2), read(3, "ada", a1=["bob"]), unbumped(4), bumped(5)],
        _told("ada", "a1/bumped", 2, unread=False),
    ),
    "a bump that is older than what was read, and was not there": Story(
        [published(1), bumped(3, "zoé:{x}"), read(4, "ada", a1=["zoé:{x}"]), bumped(2)],
        _told("ada", "a1/bumped", 3) | _board("ada", 2),
    ),
    "a bump that is read and taken back leaves no trace": Story(
        [published(1), bumped(2), read(3, "ada", a1=["bob"]), unbumped(4)],
        _told("ada", "a1/bumped", None) | _board("ada", None),
    ),
    "a bump that was read before it came": Story(
        [published(1), read(3, "ada", a1=["bob"]), bumped(2)],
        _told("ada", "a1/bumped", 2, unread=False),
    ),
    "an article that becomes another author's, with its bumps": Story(
        [published(1), bumped(2), published(3, author="zoé:{x}")],
        _told("ada", "a1/bumped", None)
        | _told("zoé:{x}", "a1/bumped", 2)
        | _board("ada", None)
        | _board("zoé:{x}", 1),
    ),
    "what one author has seen, another has not": Story(
        [published(1), bumped(2), read(3, "ada", a1=["bob"]), published(4, author="zoé:{x}")],
        _told("zoé:{x}", "a1/bumped", 2),
    ),
    "an article that somebody else takes down leaves inbox and board": Story(
        [published(1), bumped(2), commented(3, "a1/c1"), removed(4, actor="zoé:{x}")],
        _told("ada", "a1/bumped", None) | _told("ada", "a1/commented", None) | _board("ada", None),
    ),
    "an article that moves takes its bumps to another board": Story(
        [published(1), bumped(2), published(3, tribe="y")],
        _board("ada", None) | _board("ada", 1, "y"),
    ),
    "two publications of one moment have one board": Story(
        [published(1, tribe="x"), published(1, tribe="y"), bumped(2)],
        _board("ada", None) | _board("ada", 1, "y"),
    ),
    "a comment tells the author": Story(
        [published(1), commented(2, "a1/c1")], _told("ada", "a1/commented", 2)
    ),
    "a comment of one's own tells nobody": Story(
        [published(1), commented(2, "a1/c1", actor="ada")], _told("ada", "a1/commented", None)
    ),
    "a comment that somebody else takes down is told no more": Story(
        [published(1), commented(2, "a1/c1"), uncommented(3, "a1/c1", "zoé:{x}")],
        _told("ada", "a1/commented", None),
    ),
    "a comment that was read": Story(
        [published(1), commented(2, "a1/c1"), read(3, "ada", "a1/c1")],
        _told("ada", "a1/commented", 2, unread=False),
    ),
    "a comment that is older than what was read": Story(
        [published(1), commented(3, "a1/c1"), read(4, "ada", "a1/c1"), commented(2, "a1/c2")],
        _told("ada", "a1/commented", 3),
    ),
    "a reply tells who wrote its parent, and not the article's author": Story(
        [published(1), commented(2, "a1/c1"), commented(3, "a1/c2", "a1/c1", actor="zoé:{x}")],
        _told("bob", "a1/replied.c1", 3) | _told("ada", "a1/commented", 2),
    ),
    "a reply to oneself tells the article's author": Story(
        [published(1), commented(2, "a1/c1"), commented(3, "a1/c2", "a1/c1")],
        _told("bob", "a1/replied.c1", None) | _told("ada", "a1/commented", 3),
    ),
    "what hangs on an article that is taken down is told to nobody": Story(
        [
            published(1),
            commented(2, "a1/c1"),
            commented(3, "a1/c2", "a1/c1", actor="zoé:{x}"),
            removed(4, actor="zoé:{x}"),
        ],
        _told("bob", "a1/replied.c1", None) | _told("ada", "a1/commented", None),
    ),
    "what hangs on an article that comes back is told again": Story(
        [
            published(1),
            commented(2, "a1/c1"),
            commented(3, "a1/c2", "a1/c1", actor="zoé:{x}"),
            removed(4),
            published(5),
        ],
        _told("bob", "a1/replied.c1", 3) | _told("ada", "a1/commented", 2),
    ),
    "a follower tells once": Story(
        [admired(2), disowned(3), admired(4)], _told("ada", "ada/followed", 2)
    ),
}
"""What the domain promises of disorder, by name."""

LONG_STORIES = {
    "reposts into too many tribes": Story(
        [
            published(1),
            *(reposted(3, "bob", f"t{number:03}") for number in range(REPOSTS_MAX + 7)),
            reposted(2, "bob", "zz"),
        ],
        {
            ("list", "new.tribe:zz", "a1"): str(score(2)),
            ("list", f"new.tribe:t{REPOSTS_MAX - 2:03}", "a1"): str(score(3)),
            ("list", f"new.tribe:t{REPOSTS_MAX - 1:03}", "a1"): None,
        },
    ),
    "many who repost into one tribe, and one into another": Story(
        [
            published(1),
            *(reposted(2, f"u{number}", "y") for number in range(REPOSTS_MAX + 7)),
            reposted(3, "bob", "zz"),
        ],
        {
            ("list", "new.tribe:y", "a1"): str(score(2)),
            ("list", "new.tribe:zz", "a1"): str(score(3)),
        },
    ),
}
"""The same, of more events than can be brought into all orders."""
