"""Samples: valid events of what the classes declare, the same from the same seed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from eventlog.envelope import Codec, Event, Id, OwnedId, StampText
from eventlog.errors import EventRejected, NoSample
from eventlog.samples import IDS, Samples


class Grade(StrEnum):
    """How hard."""

    EASY = "EASY"
    HARD = "HARD"


class Lap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of it."""

    seconds: Annotated[int, Meta(ge=60, le=90)]


class EffortDone(Event, entity="effort"):
    """A field of each kind."""

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    effort: Id
    athlete: Id
    note: OwnedId
    name: Annotated[str, Meta(min_length=30, max_length=40)]
    plate: Annotated[str, Meta(pattern="^[A-Z]{2,}$", max_length=8)]
    page: Annotated[str, Meta(pattern="^https?://", max_length=60)]
    grade: Grade
    weather: Literal["wet", "dry"]
    day: date
    starts: datetime
    ends: datetime
    steps: Annotated[int, Meta(gt=0, lt=50, multiple_of=7)]
    laps: Annotated[list[Lap], Meta(min_length=2, max_length=3)]
    told: dict[Id, bool]
    claimed: StampText | UnsetType = UNSET
    words: str | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise ValueError("it ends before it starts")


class EffortLost(Event, entity="effort"):
    """It says nothing but of what it is."""

    effort: Id


CODEC = Codec((EffortLost, EffortDone))


def check(event: Event) -> Event:
    CODEC.encode(event)
    return event


def samples(seed: int = 7, **more: Any) -> list[Event]:
    made = Samples(CODEC.types.values(), "eu", seed, check, owners={"note": "athlete"}, **more)
    return list(made.events(120))


def test_the_same_seed_gives_the_same_events() -> None:
    """A page of a README, a benchmark and a test look at the same community."""
    assert samples() == samples()
    assert samples() != samples(8)


def test_every_sample_is_one_that_the_log_takes() -> None:
    """Also where a class has a rule of its own over several fields: it is tried again."""
    made = samples(actors="athlete")
    assert len(made) == 120
    assert [CODEC.decode(CODEC.encode(one)) for one in made] == made
    assert all(early.at < late.at for early, late in pairwise(made))
    assert {one.actor for one in made} == {f"athlete-{at}" for at in range(1, IDS + 1)}
    done = [one for one in made if isinstance(one, EffortDone)]
    assert {one.note.split("/")[0] for one in done} <= {one.actor for one in made}
    assert all(one.claimed is UNSET for one in done)


def test_everything_is_there_before_anything_happens_to_it() -> None:
    """A demo in which most of what is acted upon was never made shows nothing."""
    first = samples()[:IDS]
    assert [(type(one), one.entity_id) for one in first] == [
        (EffortDone, f"effort-{at}") for at in range(1, IDS + 1)
    ]


def test_what_cannot_be_guessed_is_named_with_the_way_out() -> None:
    """Somebody's own form of a text needs somebody's own demo."""

    class Odd(EffortLost):
        code: Annotated[str, Meta(pattern="^x-[0-9a-f]{32}$")]

    with pytest.raises(NoSample, match=r"^Odd\.code: no sample fits '.*': write a demo of your"):
        list(Samples((Odd,), "eu", 1, check).events(3))


def test_a_rule_that_nothing_meets_is_named() -> None:
    """Instead of trying for ever."""

    def never(event: Event) -> Event:
        raise EventRejected("the moon is full")

    with pytest.raises(NoSample, match=r"^EffortLost: of 50 samples none was taken \(the moon"):
        list(Samples((EffortLost,), "eu", 1, never).events(3))
