"""The entry that a domain has without asking: what is done to an event follows from its fields."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from bandstand.testing.worlds import envelope
from eventlog.envelope import HTML, Event, Id, OwnedId
from eventlog.errors import EventRejected
from gateway.writing.entry import Refused, entry

ZERO_WIDTH = "\u200b"
OVERRIDE = "\u202e"


class Lap(msgspec.Struct, frozen=True):
    """A part of an effort."""

    name: Annotated[str, Meta(min_length=1, max_length=20)]
    words: Annotated[str, Meta(max_length=20)] = ""


class EffortRecorded(Event, entity="athlete"):
    """One field of each kind that an entry knows."""

    athlete: Id
    effort: OwnedId = "a/1"
    title: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    words: Annotated[str, Meta(max_length=300)] | UnsetType | None = UNSET
    story: Annotated[str, Meta(min_length=1, max_length=300, extra=HTML)] | UnsetType = UNSET
    note: Annotated[str, Meta(max_length=300, extra=HTML)] | UnsetType = UNSET
    plate: Annotated[str, Meta(pattern="^[A-Z]*$")] | UnsetType = UNSET
    best: Lap | UnsetType = UNSET
    laps: Annotated[list[Lap], Meta(max_length=9)] = []
    seconds: int = 0


def effort(**fields: Any) -> EffortRecorded:
    return EffortRecorded(**envelope(1), **{"athlete": "a", **fields})


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"title": f"Up{OVERRIDE}"}, {"title": "Up"}),
        ({"words": ZERO_WIDTH}, {"words": ""}),
        ({"words": "\x1b[2J", "story": "<b>Up\x1b</b>"}, {"words": "[2J", "story": "<b>Up</b>"}),
        ({"words": None}, {"words": None}),
        ({"story": "<b>Up</b><script>x</script>"}, {"story": "<b>Up</b>"}),
        ({"note": "<p>&nbsp;</p>"}, {"note": ""}),
        ({"title": "a < b"}, {"title": "a < b"}),
        ({"laps": [Lap("one", ZERO_WIDTH)]}, {"laps": [Lap("one", "")]}),
        ({"best": Lap(f"one{OVERRIDE}")}, {"best": Lap("one")}),
        ({"plate": "", "seconds": 7}, {"plate": "", "seconds": 7}),
    ],
)
def test_a_field_is_stored_as_it_was_declared(given: Any, stored: Any) -> None:
    """An author says once what a text is: a line, HTML, an id. Nothing else names it."""
    admit = entry()
    once = admit(effort(**given))
    assert once == effort(**stored)
    assert admit(once) is once


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"title": ZERO_WIDTH}, ("title",)),
        ({"story": "<p></p>"}, ("story",)),
        ({"athlete": ZERO_WIDTH}, ("athlete",)),
        ({"effort": f"a/{ZERO_WIDTH}"}, ("effort",)),
        ({"actor": ZERO_WIDTH}, ("actor",)),
        ({"laps": [Lap("one"), Lap(ZERO_WIDTH)]}, ("laps", 1, "name")),
        ({"best": Lap(ZERO_WIDTH)}, ("best", "name")),
    ],
)
def test_what_shows_nothing_is_refused_in_its_place(given: Any, path: tuple[Any, ...]) -> None:
    """A list of names with an empty row in it is a page that looks broken."""
    event = msgspec.structs.replace(effort(), **given)
    with pytest.raises(EventRejected) as rejected:
        entry()(event)
    [fault] = rejected.value.faults
    assert fault.path == path
    assert fault.message.startswith("There is nothing to see in it: ")


DEEP = ("<ul><li>", "<div>", "<DL><dd>", "<ul><li></b></p>", "<table><td>")
FLAT = (
    "<p>",
    "<li>x",
    "<br>",
    "<b>x</b>",
    "<ul><li>x</ul>",
    "<p><b>x</b>",
    "<td>",
    "<a><b></a></b>",
)


@pytest.mark.parametrize("unit", DEEP)
def test_elements_that_stand_too_deep_are_refused(unit: str) -> None:
    """Looking through all that are open takes time that grows with the square: 1.7 s of 128 KB."""
    with pytest.raises(EventRejected) as rejected:
        entry()(effort(story=unit * 101 + "Up"))
    [fault] = rejected.value.faults
    assert fault.path == ("story",)
    assert fault.message.startswith("Its elements stand over 100 deep in each other")
    entry()(effort(story=unit * 25 + "Up"))


@pytest.mark.parametrize("unit", FLAT)
def test_elements_beside_each_other_are_as_many_as_there_are(unit: str) -> None:
    """Those that end themselves are not in each other."""
    entry()(effort(story=unit * 1_400 + "Up"))


def test_a_domain_says_what_is_done_to_a_name() -> None:
    """What only the domain knows is a function of the text, by the field's name, at any depth."""

    def loud(text: str) -> str:
        if text == "quiet":
            raise Refused("Say it louder.")
        return text.upper()

    admit = entry(name=loud)
    assert admit(effort(laps=[Lap("one")])).laps == [Lap("ONE")]  # type: ignore[attr-defined]
    with pytest.raises(EventRejected, match=r"^laps\[0\]\.name: Say it louder\.$"):
        admit(effort(laps=[Lap("quiet")]))
