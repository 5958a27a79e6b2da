"""What was published elsewhere: who knows it longer knows better, and what happens here stands."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

import pytest

from bandstand.testing.generation import numbered
from bandstand.testing.stores import START_MS
from crdt.laws import check_projection
from crdt.stamps import Stamp, stamp_of
from eventlog.envelope import Event
from tests.tribes.histories import envelope
from tests.worlds import folded
from tribes import events as e
from tribes import searching
from tribes.records import Article, Comment, Notice
from tribes.views import COMMUNITY


def at(when: int) -> Stamp:
    """A stamp of a time here. At 0 everything was published, elsewhere."""
    return stamp_of(START_MS + when)


def article(as_of: int | None, **words: Any) -> Event:
    """An article, as it was known up to a time."""
    known = {} if as_of is None else {"as_of": at(as_of)}
    fields = {"tribe": "x", "title": "A", "body": "a", "kind": e.ArticleKind.ARTICLE}
    return e.ArticlePublished(**envelope(0, "ada"), article="a1", **fields | words | known)


def comment(as_of: int | None, **words: Any) -> Event:
    """A comment, likewise."""
    known = {} if as_of is None else {"as_of": at(as_of)}
    return e.CommentPosted(
        **envelope(0, "bob"), comment="a1/c1", **{"body": "A", "author": "ada"} | words | known
    )


def edited(when: int, **words: str) -> Event:
    """An article edited here."""
    return e.ArticleEdited(**envelope(0, "ada") | {"at": at(when)}, article="a1", **words)


OLD, NEW = article(5), article(9, tribe="w", title="B", body="", excerpt="b")
"""The newer has the lesser bytes in some fields and the greater in others."""

STORIES: dict[str, tuple[list[Event], dict[str, Any]]] = {
    "the newer wins whole": (
        [OLD, NEW],
        {"title": "B", "body": "", "excerpt": "b", "publication.tribe": "w"},
    ),
    "and over what says not up to when": (
        [article(None, title="Z"), NEW],
        {"title": "B", "body": ""},
    ),
    "an edit here, after both": (
        [OLD, NEW, edited(11, title="Mine")],
        {"title": "Mine", "body": "", "publication.tribe": "w"},
    ),
    "an edit here, between them": ([OLD, NEW, edited(7, title="Mine")], {"title": "B"}),
    "an edit here, when only the older was there": (
        [OLD, edited(7, title="Mine")],
        {"title": "Mine", "body": "a"},
    ),
    "a removal here stays": (
        [OLD, e.ArticleRemoved(**envelope(0, "ada") | {"at": at(7)}, article="a1"), NEW],
        {"alive": False},
    ),
    "another author": (
        [OLD, e.ArticlePublished(**envelope(0, "aa"), article="a1", tribe="x", title="A",
                                 kind=e.ArticleKind.ARTICLE, as_of=at(9))],
        {"publication.author": "aa"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_the_newer_wins_whole_in_every_order(story: str) -> None:
    """Field by field, whatever its bytes are, and not a mixture of both."""
    events, expected = STORIES[story]
    for order in permutations(numbered(events)):
        state = folded(order)
        for name, wanted in expected.items():
            register, _, key = name.partition(".")
            held = state.register(Article.registers, "a1", register)
            assert held is not None
            value: Any = e.EVENTS._any(b'{"is":%b}' % held[15:].encode())["is"]
            assert (value[key] if key else value) == wanted, (name, [one.id for one in order])
    check_projection(COMMUNITY.project, numbered(events), Random(1), rounds=8)


def test_when_it_was_published_stays() -> None:
    """What is known longer is not younger: NEW and the order of comments go by when it was."""
    state = folded(numbered([OLD, NEW, comment(5), comment(9, body="B")]))
    for record, record_id, register in (
        (Article, "a1", "publication"),
        (Article, "a1", "alive"),
        (Comment, "a1/c1", "origin"),
        (Notice, "a1/bumped", "about"),
    ):
        held = state.register(record.registers, record_id, register)
        assert held is not None
        assert held[:15] == OLD.at, register
    assert (
        state.elements(Article.comments.slot, "a1")["a1/c1"][0]
        == Article.comments.add("a1", "x", OLD.stamp)[3][0]
    )  # type: ignore[index]
    publication = state.register(Article.registers, "a1", "publication")
    assert publication is not None
    assert '"tribe":"w"' in publication, "a board counts it where it is"


def test_a_comment_s_newer_words_win_and_its_edit_here_after_them() -> None:
    """As an article's."""
    mine = e.CommentEdited(**envelope(0, "bob") | {"at": at(11)}, comment="a1/c1", body="Mine")
    for events, wanted in (
        ([comment(5, body="Z"), comment(9)], '"A"'),
        ([comment(5, body="Z"), comment(9), mine], '"Mine"'),
    ):
        for order in permutations(numbered(events)):
            held = folded(order).register(Comment.registers, "a1/c1", "body")
            assert held is not None
            assert held[15:] == wanted


def test_what_is_searched_goes_by_the_same_stamps() -> None:
    """A search finds the words that the views show."""
    project = searching.CORPUS.projections[e.ArticlePublished]
    texts = {member: str(value) for _, _, member, value in project(NEW)}
    assert texts["title"] == at(9) + '"B"'
    assert texts["alive"] == OLD.at + "true"
