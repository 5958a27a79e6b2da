"""The events, what each changes, and the view that holds it."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from eventlog.envelope import Event, Id, OwnedId
from examples.segments.records import Athlete, Bib, Challenge, Effort, Window
from views.projecting import Merges, projection, projections_in
from views.view import View

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Number = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,4}\Z", description="1 to 99999")]
Time = Annotated[datetime, Meta(tz=True)]


class AthleteRegistered(Event, entity="athlete"):
    """Say how you are called, and claim a bib."""

    athlete: Id
    name: Name | UnsetType = UNSET
    bib: Number | UnsetType = UNSET


@projection
def registered(event: AthleteRegistered) -> Merges:
    athlete, at, bib = event.athlete, event.stamp, event.bib
    name = () if event.name is UNSET else (Athlete.name.set(athlete, at, event.name),)
    claim = Bib.claim.set(athlete, at, {"key": bib, "name": bib}) if bib is not UNSET else None
    return (*name, claim, Athlete.bib.set(athlete, at, bib)) if claim else name


class ChallengeEvent(Event, entity="challenge", abstract=True):
    challenge: Id


class ChallengeJoined(ChallengeEvent):
    """Take part in a challenge."""


@projection
def joined(event: ChallengeJoined) -> Merges:
    return (
        Challenge.athletes.add(event.challenge, event.actor, event.stamp),
        Athlete.challenges.add(event.actor, event.challenge, event.stamp),
    )


class ChallengeLeft(ChallengeEvent):
    """Take part in a challenge no more."""


@projection
def left(event: ChallengeLeft) -> Merges:
    return (
        Challenge.athletes.remove(event.challenge, event.actor, event.stamp),
        Athlete.challenges.remove(event.actor, event.challenge, event.stamp),
    )


class ChallengeMoved(ChallengeEvent):
    """Give a challenge of yours another window: from a time on, and before another."""

    starts_at: Time
    ends_at: Time


@projection
def moved(event: ChallengeMoved) -> Merges:
    challenge, at = event.challenge, event.stamp
    starts_s, ends_s = int(event.starts_at.timestamp()), int(event.ends_at.timestamp())
    span = {"starts_s": starts_s, "ends_s": ends_s}
    return (Challenge.window.set(challenge, at, span), Window.span.set(challenge, at, span))


class ChallengeHosted(ChallengeMoved):
    """Host a challenge on a segment, within a window."""

    name: Name
    segment: Id


@projection
def hosted(event: ChallengeHosted) -> Merges:
    challenge, at, segment = event.challenge, event.stamp, event.segment
    hosting = {"host": event.actor, "segment": segment}
    return (
        Challenge.name.set(challenge, at, event.name),
        Challenge.hosting.set(challenge, at, hosting),
        Window.segment.set(challenge, at, segment),
        *moved(event),
    )


class EffortEvent(Event, entity="effort", abstract=True):
    effort: OwnedId


class EffortRecorded(EffortEvent):
    """Record what you rode. It may come late and twice: what is said of it last counts."""

    segment: Id
    elapsed_s: Annotated[int, Meta(ge=1, le=1_000_000)]
    ridden_at: Time
    metres: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


@projection
def recorded(event: EffortRecorded) -> Merges:
    ride = {name: getattr(event, name) for name in ("segment", "elapsed_s", "metres")}
    ride |= {"athlete": event.effort.partition("/")[0], "at_s": int(event.ridden_at.timestamp())}
    return (Effort.ride.set(event.effort, event.stamp, ride),)


class EffortWithdrawn(EffortEvent):
    """Withdraw an effort of yours, for good."""


@projection
def withdrawn(event: EffortWithdrawn) -> Merges:
    return (Effort.withdrawn.bury(event.effort),)


RECORDS = (Athlete, Bib, Challenge, Window, Effort)
VIEWS = (View("segments", RECORDS, projections_in(sys.modules[__name__])),)
