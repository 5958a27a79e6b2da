"""Judgement: an entry refuses what no projector could project, in the words of what is parked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bandstand.testing.worlds import envelope
from crdt.errors import CRDTError
from crdt.records import Record, Register
from eventlog.envelope import Event
from projector.errors import Unprojectable
from projector.judgement import check_of, judge_of
from tribes import events as e
from tribes.records import Article, Comment
from tribes.views import COMMUNITY
from views.view import View


def fails(error: Exception) -> Callable[[Any], Any]:
    """A projection that fails."""

    def project(event: Any) -> Any:
        raise error

    return project


def without_owner(event: Any) -> Any:
    """A projection that names a comment without its article."""
    return (Comment.alive.set("c", event.stamp, True),)


def without_merges(event: Any) -> Any:
    """A projection without a `return`."""


def without_comma(event: Any) -> Any:
    """A projection that returns its one merge."""
    return Article.bumps.add(event.article, event.actor, event.stamp)


class Elsewhere(Record, kind="elsewhere"):
    """One that no view keeps."""

    name = Register()


def of_another(event: Any) -> Any:
    """A projection to a record of no view."""
    return (Elsewhere.name.set(event.article, event.stamp, 1),)


ITS = f"its projection {__name__}"
REPLY = e.CommentPosted(**envelope(1), comment="x/y", parent="z/w", body="b")
BUMP = e.ArticleBumped(**envelope(1), article="a")
CASES: dict[str, tuple[View, Event, str]] = {
    "a reply to a comment on another article": (
        COMMUNITY,
        REPLY,
        "parent z/w is not a comment on article x",
    ),
    "a refusal of the domain": (
        replace(COMMUNITY, projections={e.ArticleBumped: fails(CRDTError("no bumps today"))}),
        BUMP,
        "no bumps today",
    ),
    "a fault of the domain": (
        replace(COMMUNITY, projections={e.ArticleBumped: fails(KeyError("x"))}),
        BUMP,
        f"{ITS}.fails.<locals>.project fails, which is a fault of the code: KeyError('x')",
    ),
    "a projection that returns nothing": (
        replace(COMMUNITY, projections={e.ArticleBumped: without_merges}),
        BUMP,
        f"{ITS}.without_merges fails, which is a fault of the "
        "code: it returns nothing and no tuple: return its merges, as in `return "
        "(X.add(…),)`",
    ),
    "a projection that returns a merge": (
        replace(COMMUNITY, projections={e.ArticleBumped: without_comma}),
        BUMP,
        f"{ITS}.without_comma fails, which is a fault of the "
        "code: it returns a merge and no tuple: end it with a comma, as in `return "
        "(X.add(…),)`",
    ),
    "a record of another view": (
        replace(COMMUNITY, projections={e.ArticleBumped: of_another}),
        BUMP,
        f"{ITS}.of_another fails, which is a fault of the code: it writes Elsewhere, which its "
        "view does not keep: add Elsewhere to its records, or give each view a module of "
        "projections",
    ),
    "a record without its owner": (
        replace(COMMUNITY, projections={e.ArticleBumped: without_owner}),
        BUMP,
        "comment id 'c': expected <article id>/<rest>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_entry_refuses_what_a_projector_would_park(name: str) -> None:
    """Stored, and parked for ever, it would have been said to be taken."""
    view, event, said = CASES[name]
    for refuse in (
        lambda: check_of([view])(event),
        lambda: judge_of(e.EVENTS, view)(e.EVENTS.encode(event)),
    ):
        with pytest.raises(Unprojectable) as refused:
            refuse()
        assert str(refused.value) == said
