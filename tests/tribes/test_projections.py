"""The projections are lawful: whatever the order, the duplicates and the cuts, one state."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdt.digests import digest
from crdt.errors import CRDTError, LawBroken
from crdt.laws import check_projection
from crdt.records import Merge
from crdt.states import State
from eventlog.envelope import Event
from tests.tribes.histories import envelope, histories, long_histories
from tests.tribes.stories import STORIES, commented, published, removed
from tests.worlds import folded
from tribes import events as e
from tribes.records import Article, Comment, User
from tribes.views import COMMUNITY
from views.audit import expect
from views.placements import Reader
from views.shards import Shards


@settings(max_examples=40, deadline=None)
@given(histories, st.integers(0, 99))
def test_the_law_kit_finds_no_counterexample(events: list[Event], seed: int) -> None:
    """Shuffled, repeated, split and joined in another order: what a log's readers do to them."""
    check_projection(COMMUNITY.project, events, Random(seed), rounds=4)


@settings(max_examples=5, deadline=None)
@given(long_histories)
def test_the_law_kit_finds_none_in_long_histories_either(events: list[Event]) -> None:
    """More events on the same few ids: every place is written many times."""
    check_projection(COMMUNITY.project, events, Random(1), rounds=4)


def test_the_law_kit_would_find_one() -> None:
    """A projection that remembers is caught: the kit is not blind to this domain."""
    seen: list[str] = []

    def remembers(event: Event) -> Iterable[Merge]:
        seen.append(event.id)
        number = len(seen)
        return (Article.title.set("a1", event.stamp, f"{number}"),)

    with pytest.raises(LawBroken):
        check_projection(remembers, [published(1), removed(2)], Random(1))


@given(histories)
@settings(max_examples=30, deadline=None)
def test_what_is_projected_survives_the_codec(events: list[Event]) -> None:
    """An event is projected from the log's bytes: those must say all that its merges need."""
    for event in events:
        assert COMMUNITY.project(e.EVENTS.decode(e.EVENTS.encode(event))) == COMMUNITY.project(
            event
        )


def test_every_event_has_its_projection() -> None:
    """A type without one would be covered, and lost to the view in silence."""
    assert COMMUNITY.projections.keys() == set(e.EVENTS.types.values())


@pytest.mark.parametrize("name", STORIES)
def test_a_story_ends_the_same_in_every_order(name: str) -> None:
    """All orders of the named cases: merged state and what is derived of it, by the twins."""
    story = STORIES[name]
    digests, facts = set(), []
    for order in permutations(story.events):
        state = folded(order)
        digests.add(digest(state.entries()))
        [holding] = expect(COMMUNITY, Shards(1), state)
        assert not story.untrue(holding.derived), order
        facts.append(holding.derived)
    assert len(digests) == 1
    assert all(found == facts[0] for found in facts)


def test_an_edit_never_lets_an_article_live() -> None:
    """`alive` is a register of its own: an edit that comes late does not undo the removal."""
    edit = e.ArticleEdited(**envelope(9, "ada"), article="a1", title="Better")
    of = Reader(folded([published(1), edit, removed(2)]))
    assert of.value(Article, "a1", "title") == "Better"
    assert of.value(Article, "a1", "alive") is False


def test_what_an_edit_does_not_name_stays() -> None:
    """A body that was not sent is not emptied."""
    before = published(1)
    for field in ("title", "excerpt", "body", "media"):
        value = [] if field == "media" else "New"
        edit = e.ArticleEdited(**envelope(5, "ada"), article="a1", **{field: value})
        state = folded([before, edit])
        stamps = {
            name: held[:15]
            for name, held in state.tables[Article.registers]["a1"].items()
            if isinstance(held, str)
        }
        assert [name for name, stamp in stamps.items() if stamp == edit.at] == [field]


def test_absent_is_not_null() -> None:
    """A profile may say that there is no picture; that is not the same as saying nothing."""
    picture = e.UserProfileSet(
        **envelope(1, "ada"), user="ada", avatar_url="https://cars.example/a.png"
    )
    silent = e.UserProfileSet(**envelope(2, "ada"), user="ada", name="Ada")
    none = e.UserProfileSet(**envelope(3, "ada"), user="ada", avatar_url=None)
    assert Reader(folded([picture, silent])).value(User, "ada", "avatar_url")
    state = folded([picture, silent, none])
    assert Reader(state).value(User, "ada", "avatar_url") is None
    assert state.register(User.registers, "ada", "avatar_url") == none.at + "null"


def test_a_parent_on_another_article_is_refused() -> None:
    """The reply would live in another shard than its parent; such an event is parked."""
    with pytest.raises(CRDTError, match="parent a2/c1 is not a comment on article a1"):
        COMMUNITY.project(commented(1, "a1/c9", "a2/c1"))


def test_replies_to_a_removed_comment_stay_and_count() -> None:
    """A removal takes one remark away, not the conversation that it started."""
    for order in permutations(STORIES["a reply to a comment that was removed"].events):
        state = folded(order)
        standings = state.elements(Article.comments.slot, "a1")
        assert {c for c, (_, live) in standings.items() if live} == {"a1/c2", "a1/c3"}
        of = Reader(state)
        assert of.value(Comment, "a1/c2", "alive") is True
        assert of.value(Comment, "a1/c2", "origin") == {"author": "bob", "parent": "a1/c1"}


@pytest.mark.parametrize("record", COMMUNITY.derivations)
def test_a_derivation_takes_nothing_for_granted(record: type) -> None:
    """A script that broke names records of which nothing was merged yet, and derives them."""
    found = COMMUNITY.derivations[record](Reader(State()), "nobody/x")
    assert not found.lists
    assert not found.sums
