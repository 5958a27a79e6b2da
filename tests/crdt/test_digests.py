from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.digests import digest
from crdt.records import Merge
from crdt.states import Entry, State
from tests.crdt.samples import T1, T2, Song, some_merges, states

ENTRY: Entry = ("song", "s1", "title", T1, '"x"')


def test_the_digest_is_sha256_over_sorted_json_lines() -> None:
    """Other regions and later releases compare these digits: golden, made by another tool."""
    state = State([Song.title.set("s1", T1, "é"), Song.likes.remove("s1", "ada", T2)])
    # These two lines, through sha256sum:
    # ["song","s1","title","018bcfe56800000","\"é\""]
    # ["song.likes","s1","ada","018bcfe56800001","-"]
    assert digest(state.entries()) == (
        "e4dce25e8270f905927bc6a1d6681416ce05650823f2c5a985a200e8d45fc3d8"
    )
    assert digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(some_merges, st.randoms())
def test_equal_sets_of_merges_give_equal_digests(history: list[Merge], random: Random) -> None:
    """The promise of the whole project, in one line."""
    delivered = history + random.sample(history, len(history) // 2)
    random.shuffle(delivered)
    cut = random.randrange(len(delivered) + 1)
    split = State(delivered[:cut]).join(State(delivered[cut:]))
    assert digest(split.entries()) == digest(State(history).entries())


@given(states, states)
def test_digests_are_equal_exactly_when_states_are(one: State, other: State) -> None:
    """A digest that missed a difference would hide a divergence."""
    assert (digest(one.entries()) == digest(other.entries())) == (one == other)


@given(st.permutations([ENTRY, ("song", "s2", "title", T1, '"x"'), ("a", "b", "c", "d", "e")]))
def test_the_order_of_entries_does_not_show(entries: list[Entry]) -> None:
    """Stores hand them out shard by shard and key by key, in any order."""
    assert digest(entries) == digest(sorted(entries))
    assert digest(iter(entries)) == digest(entries)


@pytest.mark.parametrize("place", range(5))
def test_each_part_of_an_entry_shows(place: int) -> None:
    """Kind, id, member, stamp and value: a difference in any is a difference."""
    changed = list(ENTRY)
    changed[place] += "0"
    assert digest([(changed[0], changed[1], changed[2], changed[3], changed[4])]) != digest([ENTRY])


def test_text_does_not_move_between_parts_unseen() -> None:
    """Plain concatenation would give these pairs one digest."""
    assert digest([("a", "bc", "", "", "")]) != digest([("ab", "c", "", "", "")])
    assert digest([("a", 'b","c', "", "", "")]) != digest([("a", "b", "c", "", "")])
    assert digest([("a", "b\n", "", "", "")]) != digest([("a", "b", "\n", "", "")])


def test_a_removed_element_shows() -> None:
    """Two stores of which one forgot a removal will diverge later, so they differ now."""
    known = State([Song.likes.remove("s1", "ada", T1)])
    assert digest(known.entries()) != digest(State().entries())
