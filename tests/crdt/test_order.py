from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.errors import StampError
from crdt.laws import Structure, require
from crdt.order import (
    ELEMENT_CASES,
    REGISTER_CASES,
    UNSTAMPED_CASES,
    Contents,
    Standing,
    later,
    number_of,
    sortable,
    stronger,
)
from crdt.records import Merge
from crdt.registers import contents, stamp_in, value_in
from crdt.stamps import MAX_STAMP, STAMP_LENGTH, Stamp, parse_stamp, score_of
from crdt.states import State
from tests.crdt.samples import Song, crowded_stamps, register_contents, stamps, standings


@pytest.mark.parametrize(("why", "one", "other", "winner"), [*REGISTER_CASES, *UNSTAMPED_CASES])
def test_registers_merge_by_the_truth_table(
    why: str, one: Contents, other: Contents, winner: Contents
) -> None:
    """The table is the one statement of the rule; arrival order must not show."""
    assert later(one, other) == winner, why
    assert later(other, one) == winner, why


@pytest.mark.parametrize(("why", "one", "other", "winner"), ELEMENT_CASES)
def test_elements_merge_by_the_truth_table(
    why: str, one: Standing, other: Standing, winner: Standing
) -> None:
    """The table is the one statement of the rule; arrival order must not show."""
    assert stronger(one, other) == winner, why
    assert stronger(other, one) == winner, why


@pytest.mark.parametrize(("why", "one", "other", "winner"), [*REGISTER_CASES, *UNSTAMPED_CASES])
def test_states_merge_registers_by_the_truth_table(
    why: str, one: Contents, other: Contents, winner: Contents
) -> None:
    """`State.absorb` compares by itself, for speed: it must not become a second rule."""
    place = (Song.registers, "s1", "title")
    for a, b in ((one, other), (other, one)):
        merges: list[Merge] = [(*place, a), (*place, b)]
        assert State(merges).register(*place) == winner, why
        assert State(merges[:1]).join(State(merges[1:])).register(*place) == winner, why


@pytest.mark.parametrize(("why", "one", "other", "winner"), ELEMENT_CASES)
def test_states_merge_elements_by_the_truth_table(
    why: str, one: Standing, other: Standing, winner: Standing
) -> None:
    """`State.absorb` compares by itself, for speed: it must not become a second rule."""
    place = (Song.likes.slot, "s1", "ada")
    for a, b in ((one, other), (other, one)):
        merges: list[Merge] = [(*place, a), (*place, b)]
        assert State(merges).elements(*place[:2]) == {"ada": winner}, why
        assert State(merges[:1]).join(State(merges[1:])).elements(*place[:2]) == {"ada": winner}


@pytest.mark.parametrize("case", REGISTER_CASES, ids=lambda case: case[0])
def test_the_truth_table_holds_real_contents(
    case: tuple[str, Contents, Contents, Contents],
) -> None:
    """Stamps in the table were once a digit short, and so in the year 2831: Lua would refuse."""
    for held in case[1:]:
        assert parse_stamp(stamp_in(held)) == stamp_in(held)
        assert contents(stamp_in(held), value_in(held)) == held


@pytest.mark.parametrize("case", ELEMENT_CASES, ids=lambda case: case[0])
def test_the_truth_table_holds_real_standings(
    case: tuple[str, Standing, Standing, Standing],
) -> None:
    """The table is run against a store too, whose scores are doubles."""
    for score, _ in case[1:]:
        assert float(score) == score
        assert abs(score) <= score_of(MAX_STAMP)


@given(st.lists(register_contents, min_size=1, max_size=6))
def test_registers_are_a_semilattice(samples: list[Contents]) -> None:
    """Duplicates and disorder do not show in a register."""
    require(Structure.SEMILATTICE, later, samples)


@given(st.lists(standings, min_size=1, max_size=6))
def test_elements_are_a_semilattice(samples: list[Standing]) -> None:
    """Duplicates and disorder do not show in a set."""
    require(Structure.SEMILATTICE, stronger, samples)


_numbers = st.integers(1 - 2**53, 2**53 - 1)


@given(_numbers, _numbers)
def test_the_digits_of_numbers_compare_as_the_numbers(one: int, other: int) -> None:
    """A least, a greatest and the offers of a best are compared by them, in Python and in Lua."""
    assert (sortable(one) < sortable(other)) == (one < other)
    assert len(sortable(one)) == STAMP_LENGTH
    assert number_of(sortable(one)) == one


@given(_numbers, stamps)
def test_the_digits_of_a_number_are_no_stamp(number: int, at: Stamp) -> None:
    """Whoever reads a stamp of contents can see that there is none."""
    assert sortable(number) > at
    with pytest.raises(StampError):
        parse_stamp(sortable(number))


def test_the_table_itself_is_a_semilattice() -> None:
    """All its contents against each other, ties and prefixes included."""
    require(
        Structure.SEMILATTICE, later, sorted({held for _, *rest in REGISTER_CASES for held in rest})
    )
    require(
        Structure.SEMILATTICE, stronger, sorted({s for _, *rest in ELEMENT_CASES for s in rest})
    )


@given(st.lists(register_contents | standings, min_size=2, max_size=8), st.randoms())
def test_the_winner_is_the_same_in_any_order(samples: list[object], random: Random) -> None:
    """A fold over any arrival order ends with the same winner, and that is one of the inputs."""
    one_kind = [sample for sample in samples if type(sample) is type(samples[0])]
    merge = later if isinstance(one_kind[0], str) else stronger
    shuffled = list(one_kind)
    random.shuffle(shuffled)
    found = []
    for order in (one_kind, shuffled, one_kind + shuffled):
        held = order[0]
        for sample in order[1:]:
            held = merge(held, sample)  # type: ignore[arg-type]
        found.append(held)
    assert found[0] == found[1] == found[2]
    assert found[0] in one_kind


@given(st.text(), st.text())
def test_texts_compare_as_their_utf8_bytes(a: str, b: str) -> None:
    """Python compares code points and the store bytes: UTF-8 was made so that they agree."""
    assert (a < b) == (a.encode() < b.encode())
    assert (a == b) == (a.encode() == b.encode())


@given(register_contents, register_contents)
def test_contents_compare_as_their_utf8_bytes(a: Contents, b: Contents) -> None:
    """The fold in Python and the script in the store choose the same winner."""
    assert later(a, b).encode() == max(a.encode(), b.encode())


def test_utf16_would_order_otherwise() -> None:
    """The counterexample that rules out comparing as JavaScript or Java do."""
    low, high = "\uffff", "\U0001f3ce"
    assert low < high
    assert low.encode() < high.encode()
    assert low.encode("utf-16-be") > high.encode("utf-16-be")


@given(crowded_stamps, crowded_stamps, st.text(max_size=3), st.text(max_size=3))
def test_comparing_contents_compares_stamps_and_then_values(
    one: Stamp, other: Stamp, a: str, b: str
) -> None:
    """Stamps have one length, so that one comparison of the whole text is enough."""
    pair = max((one, msgspec.json.encode(a)), (other, msgspec.json.encode(b)))
    winner = later(contents(one, a), contents(other, b))
    assert (stamp_in(winner), winner[15:].encode()) == pair
