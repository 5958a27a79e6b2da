"""Least, greatest, tombstone, map, counter and best: laws, what they hold, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.errors import CRDTError, ValueNotCanonical
from crdt.lattices.best import Standing
from crdt.lattices.counter import AMOUNT_MAX, total_of
from crdt.lattices.map import KEY_LENGTH_MAX, values_in
from crdt.laws import Structure, check_projection, require
from crdt.order import later
from crdt.records import Merge
from crdt.registers import stamp_in, value_in
from crdt.stamps import MAX_STAMP, Stamp
from crdt.states import State
from tests.crdt.samples import T1, T2, T3, Contest, crowded_stamps, joined, numbers

Make = Callable[[int, Stamp, str], Merge]

MAKE: dict[str, Make] = {
    "least": lambda n, at, who: Contest.since.lower_to("c", n),
    "greatest": lambda n, at, who: Contest.top.raise_to("c", n),
    "tombstone": lambda n, at, who: Contest.closed.bury("c"),
    "map": lambda n, at, who: (
        Contest.rules.set("c", who, at, n) if n % 3 else Contest.rules.remove("c", who, at)
    ),
    "counter": lambda n, at, who: Contest.votes.set("c", who, at, n % 7 - 3),
    "best, least first": lambda n, at, who: (
        Contest.fastest.offer("c", f"o{n % 3}", at, member=who, value=n)
        if n % 4
        else Contest.fastest.withdraw("c", f"o{n % 3}", at)
    ),
    "best, greatest first": lambda n, at, who: (
        Contest.longest.offer("c", f"o{n % 3}", at, member=who, value=n, tie=n % 2)
        if n % 5
        else Contest.longest.bury("c", f"o{n % 3}")
    ),
}
"""By lattice, an operation of a number, a stamp and somebody."""

operations = st.tuples(numbers, crowded_stamps, st.sampled_from(["ada", "bob"]))
lattices = pytest.mark.parametrize("lattice", MAKE)


@lattices
@given(given_=st.lists(operations, min_size=1, max_size=5))
def test_each_is_a_semilattice(lattice: str, given_: list[tuple[int, Stamp, str]]) -> None:
    """Duplicates and disorder do not show."""
    samples = [State([MAKE[lattice](*one)]) for one in given_]
    require(Structure.SEMILATTICE, joined, samples)


@lattices
@given(given_=st.lists(operations, max_size=8), random=st.randoms(use_true_random=False))
def test_each_survives_any_delivery(
    lattice: str, given_: list[tuple[int, Stamp, str]], random: Random
) -> None:
    """Shuffled, repeated, and split into partial states that are joined in another order."""
    check_projection(lambda one: [MAKE[lattice](*one)], given_, random, rounds=3)


@given(st.lists(numbers, min_size=1))
def test_a_greatest_and_a_least_are_what_they_say(given_: list[int]) -> None:
    """As numbers, and not as texts: 9 is less than 10, and -10 less than -9."""
    state = State(Contest.top.raise_to("c", one) for one in given_)
    state.absorb(Contest.since.lower_to("c", one) for one in given_)
    held = {name: state.register(Contest.registers, "c", name) for name in ("top", "since")}
    assert value_in(held["top"] or "") == max(given_)
    assert value_in(held["since"] or "") == min(given_)


def test_what_has_no_stamp_is_in_the_canonical_form_without_one() -> None:
    """A digest is of stamps and values, and digits that order numbers are neither."""
    merges = [
        Contest.top.raise_to("c", 212),
        Contest.since.lower_to("c", -3),
        Contest.closed.bury("c"),
    ]
    assert sorted(State(merges).entries()) == [
        ("contest", "c", "closed", "", "true"),
        ("contest", "c", "since", "", "-3"),
        ("contest", "c", "top", "", "212"),
    ]


@pytest.mark.parametrize(
    "damaged", ["9000000000000d4213", "8000000000000d4212", "9000000000000d4x", "0" * 15 + "212"]
)
def test_digits_that_do_not_fit_their_value_show(damaged: str) -> None:
    """They decide every later merge: `verify` must not take them for right."""
    [entry] = State([(Contest.registers, "c", "top", damaged)]).entries()
    assert entry[3:] == (damaged[:15], damaged[15:])


def test_once_dead_dead() -> None:
    """No stamp is so late that it brings back what was buried."""
    buried = Contest.closed.bury("c")
    for late in (MAX_STAMP + "false", MAX_STAMP + "null"):
        assert later(late, str(buried[3])) == buried[3]


TIMES = [T1, T2, T3]


def test_two_keys_of_a_map_do_not_overwrite_each_other() -> None:
    """The one reason for a map: in one register the later write would be all that is left."""
    rules = Contest.rules
    state = State(
        [
            rules.set("c", "length", T2, 40),
            rules.set("c", "laps", T1, 3),
            rules.set("c", "length", T1, 39),
            rules.set("c", "helmet", T1, None),
            rules.set("c", "drafting", T3, True),
            rules.remove("c", "drafting", T2),
            rules.set("c", "music", T1, True),
            rules.remove("c", "music", T2),
        ]
    )
    assert values_in(state.contents(rules.slot, "c")) == {
        "drafting": True,
        "helmet": None,
        "laps": 3,
        "length": 40,
    }


@pytest.mark.parametrize("value", [None, True, False, 0, -1, "", "a", [], {}])
def test_setting_a_key_wins_a_tie_over_removing_it(value: Any) -> None:
    """As adding does in a set: whatever the value is."""
    rules = Contest.rules
    state = State([rules.set("c", "length", T1, value), rules.remove("c", "length", T1)])
    assert values_in(state.contents(rules.slot, "c")) == {"length": value}


def test_a_counter_is_the_sum_of_what_each_said_last() -> None:
    """Up and down, and whatever comes twice or late."""
    votes = Contest.votes
    merges = [
        votes.set("c", "ada", T1, 1),
        votes.set("c", "bob", T1, -1),
        votes.set("c", "ada", T3, -1),
        votes.set("c", "ada", T2, 1),
        votes.set("c", "cy", T1, 5),
        votes.set("c", "cy", T2, 0),
    ]
    state = State(merges + merges)
    assert total_of(state.contents(votes.slot, "c")) == -2


def standings(*merges: Merge) -> dict[str, Standing]:
    """Who stands where among the fastest of `c`."""
    return Contest.fastest.standings(State(merges).contents(Contest.fastest.slot, "c"))


def offer(offer: str, at: Stamp, member: str, value: int, tie: int = 0) -> Merge:
    """An effort."""
    return Contest.fastest.offer("c", offer, at, member=member, value=value, tie=tie)


def test_of_many_offers_the_best_of_each_member_stands() -> None:
    """Late and out of order, too: the stamp of an offer does not decide how good it is."""
    assert standings(
        offer("o1", T3, "ada", 61),
        offer("o2", T1, "ada", 59),
        offer("o3", T2, "ada", 60),
        offer("o4", T1, "bob", 70),
    ) == {"ada": Standing(59, 0, "o2"), "bob": Standing(70, 0, "o4")}


def test_ties_are_decided_by_the_tie_and_then_by_the_offer() -> None:
    """Alike in every replica: whatever arrives first."""
    assert (
        standings(offer("o1", T1, "ada", 60, 9), offer("o2", T2, "ada", 60, -8))["ada"].offer
        == "o2"
    )
    assert standings(offer("o2", T1, "ada", 60), offer("o10", T2, "ada", 60))["ada"].offer == "o10"


def test_the_greatest_stands_first_and_among_equals_the_least_tie() -> None:
    """Who did it first, whichever way the values go."""
    longest = Contest.longest
    merges = [
        longest.offer("c", "o1", T1, member="ada", value=90, tie=2),
        longest.offer("c", "o2", T1, member="ada", value=90, tie=1),
        longest.offer("c", "o3", T1, member="ada", value=-91, tie=0),
    ]
    held = State(merges).contents(longest.slot, "c")
    assert longest.standings(held) == {"ada": Standing(90, 1, "o2")}
    assert [row[-2:] for row in longest.rows(held)] == ["o2", "o1", "o3"]


def test_when_an_offer_leaves_the_next_best_stands_or_the_member_leaves() -> None:
    """A withdrawn effort: of which the second best must still be known."""
    first, second = offer("o1", T1, "ada", 59), offer("o2", T1, "ada", 60)
    gone = Contest.fastest.withdraw("c", "o1", T2)
    assert standings(first, second, gone) == {"ada": Standing(60, 0, "o2")}
    assert standings(first, gone) == {}
    assert standings(first, gone, offer("o1", T3, "ada", 58)) == {"ada": Standing(58, 0, "o1")}


def test_an_offer_that_is_changed_counts_as_it_was_last_and_may_change_hands() -> None:
    """What was measured wrong is put right, and whose it was, too."""
    assert standings(offer("o1", T2, "bob", 70), offer("o1", T1, "ada", 59)) == {
        "bob": Standing(70, 0, "o1")
    }


def test_what_is_buried_is_never_offered_again() -> None:
    """Once dead, dead: as the tombstone of the record that offered it."""
    late = offer("o1", MAX_STAMP, "ada", 1)
    assert standings(late, Contest.fastest.bury("c", "o1")) == {}


@pytest.mark.parametrize("number", [True, 1.0, 1.5, "1", None, 2**53, -(2**53), 10**30, [1]])
@pytest.mark.parametrize(
    "write",
    [
        lambda n: Contest.top.raise_to("c", n),
        lambda n: Contest.since.lower_to("c", n),
        lambda n: Contest.votes.set("c", "ada", T1, n),
        lambda n: Contest.fastest.offer("c", "o", T1, member="ada", value=n),
        lambda n: Contest.fastest.offer("c", "o", T1, member="ada", value=1, tie=n),
    ],
)
def test_only_whole_numbers_that_a_double_holds_are_taken(write: Any, number: Any) -> None:
    """Two stores would round others differently, and Lua cannot tell them apart."""
    with pytest.raises(ValueNotCanonical, match="give a whole number from"):
        write(number)


def test_an_amount_is_bounded_so_that_a_total_is_exact() -> None:
    """Four million of the greatest amounts are a number that a double holds."""
    Contest.votes.set("c", "ada", T1, -AMOUNT_MAX)
    with pytest.raises(ValueNotCanonical, match="votes: give a whole number from -2,147,483,647"):
        Contest.votes.set("c", "ada", T1, AMOUNT_MAX + 1)
    assert AMOUNT_MAX * 2**22 < 2**53


@pytest.mark.parametrize(
    "write",
    [
        lambda: Contest.votes.set("c", "", T1, 1),
        lambda: Contest.votes.set("c", "a b", T1, 1),
        lambda: offer("", T1, "ada", 1),
        lambda: offer("o", T1, "", 1),
        lambda: offer("o", T1, "a b", 1),
        lambda: offer("o 1", T1, "ada", 1),
        lambda: Contest.rules.set("c", "", T1, 1),
        lambda: Contest.rules.remove("c", "k" * (KEY_LENGTH_MAX + 1), T1),
    ],
)
def test_ids_and_keys_that_cannot_be_kept_are_refused(write: Any) -> None:
    """Where the event is judged, and not by the store."""
    with pytest.raises(CRDTError, match="give"):
        write()


def test_what_is_for_good_is_after_every_stamp() -> None:
    """Also after the last of 2089."""
    assert stamp_in(str(Contest.fastest.bury("c", "o")[3])) > MAX_STAMP
