from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdt.laws import Structure, require
from crdt.records import Merge
from crdt.stamps import score_of
from crdt.states import State
from tests.crdt.samples import (
    COLLIDING,
    T1,
    T2,
    T3,
    Song,
    Verse,
    joined,
    merges,
    some_merges,
    states,
)


@settings(max_examples=50)
@given(st.lists(states, min_size=1, max_size=4))
def test_states_are_a_semilattice(samples: list[State]) -> None:
    """A record of lattices is a lattice, and so is a map of records: the root of all the rest."""
    require(Structure.SEMILATTICE, joined, samples)


@given(some_merges, st.randoms())
def test_a_state_is_a_function_of_the_set_of_its_merges(history: list[Merge], r: Random) -> None:
    """Order and duplicates do not show."""
    delivered = history + [merge for merge in history if r.random() < 0.5]
    r.shuffle(delivered)
    assert State(delivered) == State(history)


@given(some_merges, some_merges)
def test_joining_two_states_is_absorbing_the_merges_of_both(
    one: list[Merge], other: list[Merge]
) -> None:
    """Replicas' partial states join to what one reader of everything would have."""
    assert State(one).join(State(other)) == State(one + other)
    assert State(one).join(State(State(other).merges())) == State(one + other)


@given(st.lists(st.tuples(merges, st.booleans(), st.booleans()), max_size=20))
def test_condensing_at_any_moment_does_not_show(steps: list[tuple[Merge, bool, bool]]) -> None:
    """It bounds memory: it may happen before, between and after merges and joins."""
    parts = {False: State(), True: State()}
    for merge, part, condense_now in steps:
        parts[part].absorb([merge])
        if condense_now:
            parts[part].condense()
    assert parts[False].join(parts[True]) == State(merge for merge, _, _ in steps)


@given(states)
def test_a_state_joined_with_itself_stays_as_it_is(state: State) -> None:
    """The very same object too: it is changed while it is read."""
    before = sorted(state.entries())
    assert sorted(state.join(state).entries()) == before


@given(states, states)
def test_a_part_is_what_the_merges_of_its_records_come_to(one: State, other: State) -> None:
    """A range of records is taken on to a later place of the logs by itself, and shares nothing."""

    def wanted(record_id: str) -> bool:
        return record_id.endswith("1")

    before = sorted(one.entries())
    part = one.part(wanted)
    assert sorted(part.entries()) == [entry for entry in before if wanted(entry[1])]
    part.join(other)
    assert sorted(one.entries()) == before


@given(states, merges)
def test_joining_shares_nothing(state: State, merge: Merge) -> None:
    """A delta that goes on to absorb must not change the state it was joined into."""
    whole = State().join(state)
    before = sorted(whole.entries())
    state.absorb([merge, Song.listeners.see("s1", "someone new")])
    state.condense()
    assert sorted(whole.entries()) == before


@given(states)
def test_merges_only_ever_raise(state: State) -> None:
    """Inflation: absorbing what a state already holds, or less, changes nothing."""
    before = sorted(state.entries())
    state.absorb(list(state.merges()))
    state.join(State(list(state.merges())[:3]))
    assert sorted(state.entries()) == before


def test_a_removed_element_stays_known() -> None:
    """A remove that arrives before its add must still win: there are no forgotten tombstones."""
    remove, add = Song.likes.remove("s1", "ada", T2), Song.likes.add("s1", "ada", T1)
    for order in ([remove, add], [add, remove]):
        state = State(order)
        assert state.elements(Song.likes.slot, "s1") == {"ada": (score_of(T2), False)}


def test_an_edit_does_not_revive_a_dead_record() -> None:
    """Alive is a register of its own, and the later edit touches another."""
    state = State(
        [
            Song.alive.set("s1", T1, True),
            Song.alive.set("s1", T2, False),
            Song.title.set("s1", T3, "new"),
        ]
    )
    held = {name: state.register(Song.registers, "s1", name) for name in ("alive", "title")}
    assert held == {"alive": T2 + "false", "title": T3 + '"new"'}


def test_the_canonical_form_by_example() -> None:
    """Digests are made of these lines and stores are compared by them: golden."""
    state = State(
        [
            Song.title.set("s1", T1, "x"),
            Song.likes.add("s1", "ada", T1),
            Song.likes.remove("s1", "bob", T2),
            Song.listeners.see("s1", "a"),
            Song.listeners.see("s1", "foobar"),
            Verse.words.set("s1/v1", T3, None),
        ]
    )
    entries = [
        ("song", "s1", "title", "018bcfe56800000", '"x"'),
        ("song.likes", "s1", "ada", "018bcfe56800000", "+"),
        ("song.likes", "s1", "bob", "018bcfe56800001", "-"),
        ("song.listeners", "s1", "", "", "1910:4 12711:2"),
        ("verse", "s1/v1", "words", "018bcfe56801000", "null"),
    ]
    assert sorted(state.entries()) == entries
    assert repr(state) == f"State({entries!r})"


def test_a_record_reads_its_values_scores_and_counts() -> None:
    """Derivations in Python see what their twins in Lua see."""
    state = State(
        [
            Song.title.set("s1", T2, {"a": [1]}),
            Song.likes.add("s1", "ada", T1),
            Song.likes.add("s1", "bob", T1),
            Song.likes.remove("s1", "cy", T1),
        ]
    )
    assert state.register(Song.registers, "s1", "title") == T2 + '{"a":[1]}'
    live = [one for one, (_, live) in state.elements(Song.likes.slot, "s1").items() if live]
    assert len(live) == 2


def test_what_was_never_written_reads_as_nothing() -> None:
    """An unknown record is a stub, never an error."""
    assert State().register(Song.registers, "s1", "title") is None
    assert State().elements(Song.likes.slot, "s1") == {}
    assert State().sketch(Song.listeners.slot, "s1") == {}
    assert State().ids(Song) == set()
    assert list(State().entries()) == []


def test_null_is_a_value_and_absence_is_none() -> None:
    """A field set to null has a stamp, and wins over what was there before."""
    state = State([Song.title.set("s1", T1, "x"), Song.title.set("s1", T2, None)])
    assert state.register(Song.registers, "s1", "title") == T2 + "null"


@pytest.mark.parametrize("condensed", [False, True])
def test_ids_are_those_that_anything_was_merged_into(condensed: bool) -> None:
    """A record of which only views are known exists, and so does one of removed elements."""
    state = State(
        [
            Song.listeners.see("seen", "ada"),
            Song.likes.remove("unliked", "ada", T1),
            Song.title.set("titled", T1, "x"),
            Verse.words.set("other/kind", T1, "x"),
        ]
    )
    if condensed:
        state.condense()
    assert state.ids(Song) == {"seen", "unliked", "titled"}
    assert state.ids(Verse) == {"other/kind"}


def test_condensed_counts_travel_by_join_alone() -> None:
    """`merges` cannot carry a sketch, so a delta that was read must be joined, not absorbed."""
    state = State([Song.listeners.see("s1", "ada")])
    assert list(state.merges()) == [Song.listeners.see("s1", "ada")]
    state.condense()
    assert list(state.merges()) == []
    assert State().join(state) == State([Song.listeners.see("s1", "ada")])


@pytest.mark.parametrize("elements", [COLLIDING, COLLIDING[::-1]])
def test_a_sketch_keeps_the_greater_rank_however_it_came(elements: tuple[str, str]) -> None:
    """Two elements that touch one register: the last must not overwrite the greater."""
    whole = State(Song.listeners.see("s1", element) for element in elements)
    parts = [State([Song.listeners.see("s1", element)]) for element in elements]
    for part in parts:
        part.condense()
    for state in (whole, parts[0].join(parts[1])):
        assert state.sketch(Song.listeners.slot, "s1") == {14251: 3}


def test_states_equal_only_states_and_are_not_hashable() -> None:
    """They change in place: as a key of a dict one would get lost."""
    assert State() != {}
    with pytest.raises(TypeError, match="unhashable"):
        hash(State())
