from __future__ import annotations

import pytest

from crdt.errors import CRDTError
from crdt.records import DistinctCount, ElementSet, Lattice, Record, Register, Slot
from crdt.registers import contents
from crdt.stamps import score_of
from tests.crdt.samples import T1, T2, Song, Verse


def test_a_record_has_a_slot_for_its_registers_and_one_for_each_other_field() -> None:
    """Slots are what the store keeps under one key, and their names stand in digests."""
    assert [(slot.name, slot.lattice) for slot in Song.slots] == [
        ("song", Lattice.REGISTERS),
        ("song.likes", Lattice.ELEMENTS),
        ("song.listeners", Lattice.DISTINCT),
    ]
    assert Song.title.slot is Song.alive.slot is Song.registers
    assert all(slot.record is Song for slot in Song.slots)


def test_records_declare_their_kind_owner_and_reach() -> None:
    """Keys, shards and digests are made of these."""

    class Handle(Record, kind="handle", everywhere=True):
        song = Register()

    assert (Song.kind, Song.owner, Song.everywhere) == ("song", None, False)
    assert (Verse.kind, Verse.owner, Verse.everywhere) == ("verse", Song, False)
    assert (Handle.kind, Handle.owner, Handle.everywhere) == ("handle", None, True)


def test_fields_of_one_name_in_two_records_do_not_meet() -> None:
    """A state maps slots to values: two records that shared one would merge into each other."""

    class One(Record, kind="one"):
        fans = ElementSet()
        seen = DistinctCount()

    class Two(Record, kind="two"):
        fans = ElementSet()
        seen = DistinctCount()

    slots = [*One.slots, *Two.slots]
    assert len(set(slots)) == len({slot.name for slot in slots}) == 6
    assert Slot(One, Lattice.ELEMENTS, "fans") != One.fans.slot, "a slot is equal to itself alone"


def test_a_register_merges_contents_under_its_name() -> None:
    """All registers of a record share a slot, so the member must tell them apart."""
    assert Song.title.set("s1", T1, "x") == (Song.registers, "s1", "title", contents(T1, "x"))
    assert Song.alive.set("s1", T1, False) == (Song.registers, "s1", "alive", T1 + "false")


def test_an_element_set_merges_standings_under_the_element() -> None:
    """The score is the stamp's, and adding is the greater of two at one stamp."""
    assert Song.likes.add("s1", "ada", T2) == (Song.likes.slot, "s1", "ada", (score_of(T2), True))
    assert Song.likes.remove("s1", "ada", T2)[3] == (score_of(T2), False)


def test_a_distinct_count_merges_the_element_itself() -> None:
    """Merges carry elements, so that a store may add them by its own command."""
    assert Song.listeners.see("s1", "ada") == (Song.listeners.slot, "s1", "ada", True)


@pytest.mark.parametrize("record_id", ["s1/v1", "s1/v/1", "s1//"])
def test_an_owned_record_lives_with_the_first_part_of_its_id(record_id: str) -> None:
    """A comment must land in its article's shard, whatever the rest of its id is."""
    assert Verse.owner_id(record_id) == "s1"


def test_a_record_without_owner_lives_by_itself() -> None:
    """Its id is not taken apart, even where it has a slash."""
    assert Song.owner_id("s1") == "s1"
    assert Song.owner_id("s1/x") == "s1/x"


@pytest.mark.parametrize("record_id", ["", "v1", "/", "/v1", "s1/"])
def test_an_owned_id_without_its_owner_s_is_refused(record_id: str) -> None:
    """Guessing a shard would split one entity over two."""
    with pytest.raises(CRDTError, match=r"verse id .*: expected <song id>/<rest>"):
        Verse.owner_id(record_id)


def test_a_field_cannot_take_the_name_of_what_a_record_is() -> None:
    """A field named `kind` would be overwritten in silence, and fail at its first use."""
    with pytest.raises(CRDTError, match="cannot be named kind"):

        class Wrong(Record, kind="wrong"):
            kind = Register()  # type: ignore[assignment]
