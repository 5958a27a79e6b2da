"""Stories: histories that are told, with what they must come to however they arrive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bandstand.testing.stores import START_MS
from eventlog.envelope import Event
from tests.tribes.histories import envelope, score
from tribes import events as e
from tribes.projections import notice_id
from tribes.records import REPOSTS_MAX
from views.audit import Facts
from views.derive.language import day


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
