"""The events, what each changes, the view that holds it, and what is searched."""

import sys
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from eventlog.envelope import Event, Id, OwnedId
from eventlog.times import Time, unix_s
from examples.segments.records import Athlete, Bib, Challenge, Effort, Window
from search.corpus import Corpus, Kind, Text
from views.projecting import Merges, projection, projections_in
from views.view import View

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Number = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,4}\Z", description="1 to 99999")]


class AthleteRegistered(Event, entity="athlete"):
    """Say how you are called, and claim a bib."""

    athlete: Id
    name: Name
    bib: Number | UnsetType = UNSET


@projection
def registered(event: AthleteRegistered) -> Merges:
    athlete, at, bib = event.athlete, event.stamp, event.bib
    name, claim = Athlete.name.set(athlete, at, event.name), {"key": bib, "name": bib}
    return (name,) if bib is UNSET else (name, Bib.claim.set(athlete, at, claim))


class ChallengeEvent(Event, entity="challenge", abstract=True):
    challenge: Id


class ChallengeJoined(ChallengeEvent):
    """Take part in a challenge. Of 100 at most; leave one to join another."""


class ChallengeLeft(ChallengeEvent):
    """Take part in a challenge no more."""


@projection
def took_part(event: ChallengeJoined | ChallengeLeft) -> Merges:
    challenge, who, at = event.challenge, event.actor, event.stamp
    sets = ((Challenge.athletes, challenge, who), (Athlete.challenges, who, challenge))
    joined = isinstance(event, ChallengeJoined)
    return tuple((held.add if joined else held.remove)(of, one, at) for held, of, one in sets)


class ChallengeSet(ChallengeEvent):
    """Say where and when a challenge of yours is ridden: from a time on, and before another."""

    name: Name
    segment: Id
    starts_at: Time
    ends_at: Time


@projection
def told(event: ChallengeSet) -> Merges:
    said: dict[str, object] = {"host": event.actor, "name": event.name, "segment": event.segment}
    said |= {f"{name}_s": unix_s(event, f"{name}_at") for name in ("starts", "ends")}
    return tuple(one.told.set(event.challenge, event.stamp, said) for one in (Challenge, Window))


class EffortRecorded(Event, entity="effort"):
    """Record what you rode. It may come late and twice: what is said of it last counts."""

    effort: OwnedId
    segment: Id
    elapsed_s: Annotated[int, Meta(ge=1, le=1_000_000)]
    ridden_at: Time
    metres: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


@projection
def recorded(event: EffortRecorded) -> Merges:
    ride = {name: getattr(event, name) for name in ("segment", "elapsed_s", "metres")}
    ride |= {"athlete": event.effort.partition("/")[0], "at_s": unix_s(event, "ridden_at")}
    return (Effort.ride.set(event.effort, event.stamp, ride),)


class EffortWithdrawn(Event, entity="effort"):
    """Withdraw an effort of yours, for good."""

    effort: OwnedId


@projection
def withdrawn(event: EffortWithdrawn) -> Merges:
    return (Effort.withdrawn.bury(event.effort),)


RECORDS = (Athlete, Bib, Challenge, Window, Effort)
CORPUS = Corpus((Kind(Athlete, (Text(Athlete.name),)),), {AthleteRegistered: registered})
VIEWS = (View("segments", RECORDS, projections_in(sys.modules[__name__])),)
