from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from crdt.errors import CRDTError
from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.records import DistinctCount, ElementSet, Lattice, Record, Register, Slot, ToldSet
from crdt.registers import contents
from crdt.stamps import Stamp, score_of
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


WRONG_MERGES = {
    "an id of no text": (lambda: Song.title.set(7, T1, "x"), "song id 7: give a text"),  # type: ignore[arg-type]
    "an empty id": (lambda: Song.likes.add("", "ada", T1), "song id '': give a text"),
    "an id with a space": (lambda: Song.listeners.see("s 1", "ada"), "a text without"),
    "an owned id without its owner": (lambda: Verse.words.set("v1", T1, "x"), "<song id>/<rest>"),
    "an owned id of nothing": (lambda: Verse.words.set("/v1", T1, "x"), "<song id>/<rest>"),
    "an owner without a rest": (lambda: Verse.words.set("s1/", T1, "x"), "<song id>/<rest>"),
    "an element of no text": (lambda: Song.likes.remove("s1", None, T1), "song.likes element None"),  # type: ignore[arg-type]
    "an empty element": (lambda: Song.listeners.see("s1", ""), "song.listeners element ''"),
    "a time": (lambda: Song.title.set("s1", Stamp("2026-11-20"), "x"), "is not 15 lower-case hex"),
    "a stamp that is none": (lambda: Song.likes.add("s1", "a", Stamp("+" * 15)), "is not 15"),
    "a stamp of after 2089": (
        lambda: Song.title.set("s1", Stamp("f" * 15), "x"),
        "(the year 2089)",
    ),
}


@pytest.mark.parametrize(("make", "said"), WRONG_MERGES.values(), ids=WRONG_MERGES)
def test_no_merge_is_made_of_what_no_store_can_keep(make: Callable[[], object], said: str) -> None:
    """A projection that makes one is told where it stands, and its event is parked everywhere."""
    with pytest.raises(CRDTError, match=re.escape(said)):
        make()


class Album(Record, kind="album"):
    title = Register()
    fans = ElementSet()
    news = ToldSet()
    plays = DistinctCount()
    top = Greatest()
    since = Least()
    gone = Tombstone()
    says = Map()
    votes = Counter()
    best = Best(least=True)


class Track(Record, kind="track", owner=Album):
    title = Register()
    fans = ElementSet()
    news = ToldSet()
    plays = DistinctCount()
    top = Greatest()
    since = Least()
    gone = Tombstone()
    says = Map()
    votes = Counter()
    best = Best(least=True)


def makers(record: type[Album | Track]) -> dict[str, Callable[[Any, Any, Any], object]]:
    """All that makes a merge, from an id, an element and a stamp."""
    return {
        "set": lambda one, _, at: record.title.set(one, at, "x"),
        "add": record.fans.add,
        "remove": record.fans.remove,
        "tell": record.news.add,
        "untell": record.news.remove,
        "show": lambda one, element, _: record.news.see(one, element),
        "count": lambda one, element, _: record.plays.see(one, element),
        "raise": lambda one, _, at: record.top.raise_to(one, 1),
        "lower": lambda one, _, at: record.since.lower_to(one, 1),
        "bury": lambda one, _, at: record.gone.bury(one),
        "say": lambda one, _, at: record.says.set(one, "k", at, 1),
        "unsay": lambda one, _, at: record.says.remove(one, "k", at),
        "vote": lambda one, element, at: record.votes.set(one, element, at, 1),
        "offer": lambda one, element, at: record.best.offer(one, element, at, member="m", value=1),
        "offer for": lambda one, element, at: record.best.offer(
            one, "o", at, member=element, value=1
        ),
        "withdraw": record.best.withdraw,
        "bury an offer": lambda one, element, _: record.best.bury(one, element),
    }


STAMPED = ("set", "add", "remove", "tell", "untell", "say", "unsay", "vote", "offer", "withdraw")
NAMELESS = ("set", "raise", "lower", "bury", "say", "unsay")
"""What makes a merge of no element."""

WHATEVER_MAKES_IT = [
    *(
        (Album, name, (wrong, "a", T1))
        for name in makers(Album)
        for wrong in ("", " a", "a\n", b"a", 7)
    ),
    *((Track, name, (wrong, "a", T1)) for name in makers(Track) for wrong in ("a", "/a", "a/")),
    *(
        (Album, name, ("a", wrong, T1))
        for name in makers(Album)
        for wrong in ("", b"a", None)
        if name not in NAMELESS
    ),
    *((Album, name, ("a", "a", wrong)) for name in STAMPED for wrong in ("+" * 15, "f" * 15)),
]


@pytest.mark.parametrize(("record", "name", "wrong"), WHATEVER_MAKES_IT)
def test_whatever_makes_a_merge_refuses_the_same(
    record: type[Album | Track], name: str, wrong: tuple[Any, Any, Any]
) -> None:
    """Also those of lattices that came later: an id that no shard has would end a projector."""
    make = makers(record)[name]
    make("a/a", "a", T1)
    with pytest.raises(CRDTError):
        make(*wrong)
