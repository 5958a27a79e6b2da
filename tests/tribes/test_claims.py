"""Claims: who holds a name holds it, whatever comes in from elsewhere, and in whichever order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.generation import numbered
from bandstand.testing.stores import START_MS
from crdt.laws import check_projection
from crdt.stamps import MAX_STAMP, Stamp, inverse, score_of, stamp_of
from eventlog.envelope import Event
from eventlog.errors import EventRejected
from tests.tribes.histories import envelope
from tests.worlds import folded
from tribes import events as e
from tribes.views import COMMUNITY
from views.audit import expect
from views.shards import Shards

LONG_AGO = stamp_of(1_262_304_000_000)
"""2010: before anything here."""


def at(when: int) -> Stamp:
    """A stamp of a time here."""
    return stamp_of(START_MS + when)


def live(when: int, user: str, handle: str = "drake") -> Event:
    """A handle chosen here."""
    return e.UserProfileSet(**envelope(0, user) | {"at": at(when)}, user=user, handle=handle)


def again(when: int, user: str, handle: str, *, claimed: int) -> Event:
    """A handle of one's own, written otherwise."""
    stamped = envelope(0, user) | {"at": at(when)}
    return e.UserProfileSet(**stamped, user=user, handle=handle, claimed=at(claimed))


def from_elsewhere(
    claimed: int, user: str, handle: str = "drake", profile: Stamp = LONG_AGO
) -> Event:
    """A profile that came in at a time here, and was written elsewhere long ago."""
    return e.UserProfileSet(
        **envelope(0, user) | {"at": profile}, user=user, handle=handle, claimed=at(claimed)
    )


def holders(events: Iterable[Event]) -> dict[str, str]:
    """Who holds each handle, by key."""
    [holding] = expect(COMMUNITY, Shards(1), folded(events))
    standing: dict[str, list[tuple[int, str]]] = {}
    for fact, score in holding.derived.items():
        if fact[0] == "list" and fact[1].startswith("handle:"):
            standing.setdefault(fact[1].partition(":")[2], []).append((int(score), fact[2]))
    return {key: min(found)[1] for key, found in standing.items()}


STORIES: dict[str, tuple[list[Event], dict[str, str]]] = {
    "an import of an older account": ([live(5, "ada"), from_elsewhere(9, "bob")], {"drake": "ada"}),
    "an import that came first": ([from_elsewhere(3, "bob"), live(5, "ada")], {"drake": "bob"}),
    "an account that is older than the holder's": (
        [from_elsewhere(3, "ada"), from_elsewhere(4, "bob", profile=stamp_of(1))],
        {"drake": "ada"},
    ),
    "an old log, which says nothing of claims": (
        [live(5, "ada"), live(4, "bob")],
        {"drake": "bob"},
    ),
    "the same profile, brought in again": (
        [from_elsewhere(3, "ada"), live(5, "bob"), from_elsewhere(9, "ada")],
        {"drake": "ada"},
    ),
    "brought in again after the name was given up": (
        [from_elsewhere(3, "ada"), live(5, "ada", "vi"), live(6, "bob"), from_elsewhere(9, "ada")],
        {"drake": "bob", "vi": "ada"},
    ),
    "two names at one stamp: the earlier claim": (
        [from_elsewhere(3, "ada", "vi"), from_elsewhere(4, "ada", "drake")],
        {"vi": "ada"},
    ),
    "the holder leaves, and the next has it": (
        [live(2, "ada"), from_elsewhere(3, "bob"), live(4, "cy"), live(5, "ada", "vi")],
        {"drake": "bob", "vi": "ada"},
    ),
    "in another case": ([live(2, "ada", "Drake"), live(3, "bob", "DRAKE")], {"drake": "ada"}),
    "in another form": (
        [live(2, "ada", "cafe\u0301"), live(3, "bob", "caf\u00e9")],
        {"caf\u00e9": "ada"},
    ),
    "all in another script": (
        [live(2, "ada", "coco"), live(3, "bob", "\u0441\u043e\u0441\u043e")],
        {"coco": "ada"},
    ),
    "two at one moment": ([live(2, "bob"), live(2, "ada")], {"drake": "ada"}),
}
"""By what happens: events, and who holds what then."""


@pytest.mark.parametrize("story", STORIES)
def test_who_holds_a_name_does_not_depend_on_the_order(story: str) -> None:
    """Every order, as regions and replays bring them."""
    events, expected = STORIES[story]
    for order in permutations(numbered(events)):
        assert holders(order) == expected, [event.actor for event in order]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([live(2, "ada"), live(4, "ada", "otto")], {("drake", "ada/drake"): at(4)}),
        ([live(2, "ada"), live(4, "ada", "otto"), live(6, "ada")], {("otto", "ada/otto"): at(6)}),
        ([live(2, "ada"), live(4, "ada", "DRAKE")], {}),
        (
            [live(2, "ada"), live(4, "ada", "otto"), live(6, "ada", "emil")],
            {("drake", "ada/drake"): at(4), ("otto", "ada/otto"): at(6)},
        ),
        (
            [live(2, "ada"), live(4, "ada", "otto"), again(9, "ada", "Otto", claimed=4)],
            {("drake", "ada/drake"): at(4)},
        ),
    ],
)
def test_what_was_given_up_stands_by_when_it_was(
    events: list[Event], expected: dict[tuple[str, str], Stamp]
) -> None:
    """From then on it is kept from others, and not for longer because of what comes after; and it
    is given up no more once it is taken back.
    """
    for order in permutations(numbered(events)):
        [holding] = expect(COMMUNITY, Shards(1), folded(order))
        found = {
            (fact[1].partition(":")[2], fact[2]): int(score)
            for fact, score in holding.derived.items()
            if fact[1].startswith("handle.former:")
        }
        assert found == {name: score_of(stamp) for name, stamp in expected.items()}


_users, _handles = st.sampled_from(["ada", "bob", "cy"]), st.sampled_from(["drake", "Drake", "vi"])
_claims = st.lists(
    st.one_of(
        st.builds(live, st.integers(0, 4), _users, _handles),
        st.builds(
            from_elsewhere,
            st.integers(0, 4),
            _users,
            _handles,
            st.sampled_from([LONG_AGO, at(0), at(3)]),
        ),
    ),
    min_size=1,
    max_size=8,
).map(numbered)


@settings(max_examples=60, deadline=None)
@given(_claims, st.integers(0, 99))
def test_claims_keep_the_laws(events: list[Event], seed: int) -> None:
    """Shuffled, repeated, split and joined: one state, and so one holder."""
    check_projection(COMMUNITY.project, events, Random(seed), rounds=4)


@settings(max_examples=60, deadline=None)
@given(_claims)
def test_what_comes_in_later_takes_no_name_from_who_holds_it(events: list[Event]) -> None:
    """Whatever was claimed before, by whom: an import of now leaves everybody what they hold."""
    before = holders(events)
    late = [
        from_elsewhere(50, "new", handle, profile)
        for handle in ("drake", "vi")
        for profile in (LONG_AGO, at(2))
    ]
    for one in numbered(late):
        after = holders([*events, one])
        assert {key: after[key] for key in before} == before


@given(st.integers(0, 2**41 - 1), st.integers(0, 4095), st.integers(0, 2**41 - 1))
def test_the_inverse_of_a_stamp_turns_the_order_round(ms: int, counter: int, other: int) -> None:
    """So that a register, in which the greater wins, keeps the earlier."""
    stamp, later = stamp_of(ms, counter), stamp_of(other)
    assert inverse(inverse(stamp)) == stamp
    assert (inverse(stamp) < inverse(later)) == (stamp > later)


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (e.UserProfileSet(**envelope(1, "ada"), user="ada", handle="h"), "claimed"),
        (e.TribeProfileSet(**envelope(1, "ada"), tribe="t", slug="s"), "claimed"),
        (e.CommentPosted(**envelope(1, "ada"), comment="a/1", body="b"), "as_of"),
        (
            e.ArticlePublished(
                **envelope(1, "ada"), article="a", tribe="t", kind=e.ArticleKind.IMAGE, title="T"
            ),
            "as_of",
        ),
    ],
    ids=lambda one: getattr(one, "type", one),
)
def test_a_stamp_beyond_the_end_of_time_is_no_event(event: Event, field: str) -> None:
    """A verdict on the bytes, as of `at` itself: the views and the index park alike."""
    fields = msgspec.json.decode(e.EVENTS.encode(event))
    for stamp, taken in ((MAX_STAMP, True), (Stamp("f" * 15), False)):
        body = msgspec.json.encode(fields | {field: stamp})
        if taken:
            assert COMMUNITY.project(e.EVENTS.decode(body))
            continue
        with pytest.raises(EventRejected, match="2089"):
            e.EVENTS.decode(body)


def test_an_entry_stamps_a_claim_and_nothing_else() -> None:
    """Whatever a line says of it; and where it is the event's own stamp, nothing need be said."""
    now = at(7)
    told = from_elsewhere(3, "ada")
    assert told.entered(now) == from_elsewhere(7, "ada")
    assert live(7, "ada").entered(now) == live(7, "ada")
    silent = e.UserProfileSet(**envelope(1, "ada"), user="ada", name="Ada", claimed=now)
    assert silent.entered(now) == e.UserProfileSet(**envelope(1, "ada"), user="ada", name="Ada")
    bump = e.ArticleBumped(**envelope(1, "ada"), article="a")
    assert bump.entered(now) is bump


def test_an_event_sent_again_is_the_same_whenever_it_entered() -> None:
    """What an entry stamps is no other event; what a person changed is."""
    encode = e.EVENTS.encode
    [one, again, other] = numbered(
        [from_elsewhere(3, "ada"), from_elsewhere(9, "ada"), from_elsewhere(3, "ada", "vi")]
    )
    again = type(again)(**{f: getattr(again, f) for f in again.__struct_fields__} | {"id": one.id})
    other = type(other)(**{f: getattr(other, f) for f in other.__struct_fields__} | {"id": one.id})
    assert encode(one) != encode(again)
    assert e.EVENTS.are_same(encode(one), encode(again))
    assert not e.EVENTS.are_same(encode(one), encode(other))
    assert not e.EVENTS.are_same(encode(one), b"nothing")
