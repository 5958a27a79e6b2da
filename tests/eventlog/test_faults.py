"""What is wrong with an event's fields, in words that come of what the fields declare."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from eventlog.checks.faults import FAULTS_MAX, clearing, faults, limit
from eventlog.errors import EventRejected, Fault


class Colour(StrEnum):
    RED = "RED"
    BLUE = "BLUE"


class Part(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=5)]
    price: int = 0


class Car(msgspec.Struct, forbid_unknown_fields=True, tag_field="type", tag="car"):
    name: Annotated[str, Meta(min_length=1, max_length=3_000)]
    plate: Annotated[str, Meta(pattern="^[A-Z]+$", max_length=8, description="capital letters")]
    doors: Annotated[int, Meta(ge=2, le=5)]
    colour: Colour = Colour.RED
    sold: bool = False
    note: Annotated[str, Meta(max_length=9)] | UnsetType | None = UNSET
    story: Annotated[str, Meta(max_length=9)] = ""
    parts: Annotated[list[Part], Meta(max_length=2)] = []
    odd: Annotated[str, Meta(pattern="^x")] | UnsetType = UNSET
    any: Any = None


GOOD: dict[str, Any] = {"name": "n", "plate": "ABC", "doors": 4}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", "1 to 3,000 characters"),
        ("plate", "capital letters, at most 8 characters"),
        ("doors", "a whole number from 2 to 5"),
        ("colour", "one of RED, BLUE"),
        ("sold", "true or false"),
        ("note", "at most 9 characters"),
        ("parts", "at most 2 items"),
        ("odd", "a text of another form"),
        ("any", ""),
    ],
)
def test_a_limit_is_said_in_words(field: str, words: str) -> None:
    """A schema says it beforehand, and a refusal afterwards: it is declared once for both."""
    assert limit(Car, field) == words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"type": "car"}, []),
        ({"note": None, "any": [1], "parts": [{"name": "n", "price": 5}]}, []),
        ({"name": ""}, ["name: give 1 to 3,000 characters; this is empty"]),
        ({"name": "x" * 3_001}, ["name: give 1 to 3,000 characters; this has 3,001"]),
        ({"name": None}, ["name: give 1 to 3,000 characters; this is null"]),
        ({"name": 7}, ["name: give 1 to 3,000 characters; this is 7"]),
        ({"name": {}}, ["name: give 1 to 3,000 characters; this is an object"]),
        ({"name": "a\0"}, ["name: give 1 to 3,000 characters; this holds the character U+0000"
                           " (NUL), which cannot be stored"]),
        ({"name": "a\ud800"}, ["name: give 1 to 3,000 characters; this holds half of a character"
                               " (a lone surrogate), which cannot be stored"]),
        ({"plate": "é\x1b"}, ["plate: give capital letters, at most 8 characters; this is"
                              " 'é\ufffd'"]),
        ({"plate": ""}, ["plate: give capital letters, at most 8 characters; this is empty"]),
        ({"plate": "A" * 9}, ["plate: give capital letters, at most 8 characters; this has 9"]),
        ({"doors": 6}, ["doors: give a whole number from 2 to 5; this is 6"]),
        ({"doors": True}, ["doors: give a whole number from 2 to 5; this is true"]),
        ({"doors": 2.5}, ["doors: give a whole number from 2 to 5; this is 2.5"]),
        ({"doors": 10**400}, ["doors: give a whole number from 2 to 5; this is a number that is"
                              " out of range"]),
        ({"colour": "PINK"}, ["colour: give one of RED, BLUE; this is 'PINK'"]),
        ({"sold": "yes"}, ["sold: give true or false; this is 'yes'"]),
        ({"note": "x" * 10}, ["note: give at most 9 characters, or null for none; this has 10"]),
        ({"story": None}, ["story: give at most 9 characters, or leave it out; this is null"]),
        ({"parts": [{"name": "n"}] * 3}, ["parts: give at most 2 items; this has 3"]),
        ({"parts": {}}, ["parts: give at most 2 items; this is an object"]),
        ({"parts": [{"name": "n"}, {"name": "toolong", "x": 1}]},
         ["parts[1].name: give 1 to 5 characters; this has 7",
          "parts[1].x: there is no such field; there are name, price"]),
        ({"parts": [{}, 7]}, ["parts[0].name: give 1 to 5 characters; this is missing",
                              "parts[1]: give an object with name, price; this is 7"]),
        ({"odd": "y"}, ["odd: give a text of another form; this is 'y'"]),
        ({"x\n" * 99: 1}, ["x\ufffd" * 20 + "…: there is no such field; there are name, plate,"
                           " doors, colour, sold, note, story, parts, odd, any"]),
    ],
)  # fmt: skip
def test_each_fault_is_a_sentence_with_the_limit_in_it(given: Any, said: list[str]) -> None:
    """Whoever reads it knows what was wrong and what would be right, and no Python."""
    assert [str(fault) for fault in faults(Car, GOOD | given)] == said


def test_all_faults_are_named_at_once_and_not_without_end() -> None:
    """A form is corrected in one go; a hostile one gets no answer that is longer than it."""
    found = faults(Car, {"plate": "a", "doors": 0, "colour": "x"})
    assert [fault.path for fault in found] == [("name",), ("plate",), ("doors",), ("colour",)]
    many = faults(Car, GOOD | {f"x{number}": 1 for number in range(1_000)})
    assert len(many) == FAULTS_MAX


def test_what_may_be_empty_can_be_cleared() -> None:
    """By null where that is taken, else by what is empty."""
    assert clearing(Car, "note") is None
    assert clearing(Car, "story") == ""
    assert clearing(Car, "parts") == []
    for field in ("name", "plate", "doors"):
        with pytest.raises(LookupError, match=f"Car.{field} may not be empty"):
            clearing(Car, field)


def test_a_refusal_keeps_its_faults() -> None:
    """Whoever gave an input is told by field; whoever gave a line, in one text."""
    rejected = EventRejected(Fault(("parts", 1, "name"), "give more"), Fault(("sold",), "give it"))
    assert str(rejected) == "parts[1].name: give more; sold: give it"
    assert [fault.path[0] for fault in rejected.faults] == ["parts", "sold"]
