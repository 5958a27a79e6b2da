"""Generated histories: events that a log takes, of every type that a field can have."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st
from msgspec import UNSET, Meta, UnsetType

from bandstand.testing import event, events, histories
from bandstand.testing.generation import IDS, OWNED_IDS, written
from crdt.stamps import Stamp
from eventlog.envelope import Codec, Event, Id, OwnedId, StampText
from eventlog.errors import NoSample
from tribes import events as e
from tribes.events import EVENTS


class Fuel(Enum):
    PETROL = "PETROL"
    NONE = "NONE"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    number: Annotated[int, Meta(ge=1, le=9)]
    fuel: Fuel | UnsetType = UNSET


class CarBuilt(Event, entity="car"):
    """One field of each type."""

    car: Id
    of: OwnedId
    seen: StampText
    plate: Annotated[str, Meta(pattern=r"^[A-Z]{2}-[0-9]{1,4}\Z", max_length=7)]
    name: Annotated[str, Meta(min_length=3, max_length=4)]
    motto: Annotated[str, Meta(min_length=40, max_length=60)]
    blank: Annotated[str, Meta(max_length=0)] = ""
    even: Annotated[int, Meta(gt=-5, lt=99, multiple_of=2)]
    far: Annotated[int, Meta(ge=10**12, le=10**12 + 5)]
    below: Annotated[int, Meta(le=-7)]
    any: int
    fuel: Fuel
    gears: Literal[4, 5, "many"]
    is_new: bool
    built: datetime.datetime
    sold: datetime.date
    part: Part
    parts: Annotated[list[Part], Meta(min_length=1, max_length=2)]
    by_name: Annotated[dict[Annotated[str, Meta(max_length=3)], Id], Meta(max_length=2)]
    ends: tuple[int, bool]
    several: Annotated[tuple[Id, ...], Meta(max_length=3)]
    all_of: Annotated[frozenset[Literal[1, 2]], Meta(max_length=2)]
    number: UUID
    owner: Id | None
    colour: Annotated[str, Meta(max_length=9)] | UnsetType | None = UNSET


class CarSold(Event, entity="car"):
    car: Id
    price: Decimal


_CODEC = Codec((CarBuilt,))
_few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@_few
@given(events(CarBuilt))
def test_every_event_fits_what_its_class_declares(made: CarBuilt) -> None:
    """What a log would refuse proves nothing of what it takes."""
    assert _CODEC.decode(_CODEC.encode(made)) == made
    assert made.car in IDS
    assert made.of in OWNED_IDS


@_few
@given(histories(*EVENTS.types.values(), max_size=5))
def test_every_event_of_a_large_domain_is_taken_by_its_codec(history: list[Event]) -> None:
    """Whatever its fields are."""
    for one in history:
        EVENTS.encode(one)
    assert len({one.id for one in history}) == len(history)


def test_edges_come_up() -> None:
    """A limit is where code goes wrong."""
    edges: dict[str, Any] = {
        "the least": lambda made: made.even == -4,
        "the greatest": lambda made: made.even == 98,
        "the greatest of far ones": lambda made: made.far == 10**12 + 5,
        "one without a least": lambda made: made.below == -7,
        "what is left out": lambda made: made.colour is UNSET,
        "what is null": lambda made: made.colour is None and made.owner is None,
        "as many as can be": lambda made: len(made.parts) == 2,
        "what is left out within": lambda made: made.part.fuel is UNSET,
        "the last of a choice": lambda made: made.gears == "many",
        "what is no ASCII": lambda made: not made.name.isascii(),
        "who acts on themselves": lambda made: made.actor == made.car,
    }
    seen: set[str] = set()

    @settings(_few, max_examples=500, phases=[Phase.generate])
    @seed(7)
    @given(events(CarBuilt))
    def look(made: CarBuilt) -> None:
        seen.update(name for name, holds in edges.items() if holds(made))

    look()
    assert seen == edges.keys()


@pytest.mark.parametrize("same", ["at", "actor", "article"])
def test_what_happens_happens_to_the_same(same: str) -> None:
    """A history of strangers comes to nothing."""
    two = histories(e.ArticleBumped, min_size=2, max_size=2)
    found = find(two, lambda pair: getattr(pair[0], same) == getattr(pair[1], same))
    assert found
    assert find(two, lambda pair: getattr(pair[0], same) != getattr(pair[1], same))


def test_a_field_takes_what_it_is_given() -> None:
    """What follows from no type is said where the history is asked for."""
    some = events(
        CarBuilt, ids={"actor": ("ada",)}, plate=st.just("AA-1"), at=st.just(Stamp("0" * 15))
    )
    made = find(some, lambda _: True)
    assert (made.actor, made.plate, made.at) == ("ada", "AA-1", "0" * 15)


def test_what_cannot_be_generated_is_named_with_the_way_out() -> None:
    """And not by an error of the library that generates."""
    with pytest.raises(NoSample, match=r"CarSold\.price: .* say what to take, as `fields="):
        histories(CarSold)
    given_ = {CarSold: {"price": st.just(Decimal(1))}}
    assert find(histories(CarSold, fields=given_), lambda _: True)


@_few
@given(histories(CarBuilt, max_size=2))
def test_a_history_is_written_as_a_test_writes_it(history: list[Event]) -> None:
    """What `bandstand check` prints is pasted into a test, and says the same."""
    names = {"event": event, "CarBuilt": CarBuilt, "Part": Part, "Fuel": Fuel, "datetime": datetime}
    names["UUID"] = UUID
    for one, line in zip(history, written(history), strict=True):
        again = eval(line, names)
        assert msgspec.structs.replace(again, id=one.id, region=one.region) == one
