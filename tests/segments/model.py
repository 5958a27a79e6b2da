"""Segments, said again from nothing but the events: what boards, feeds, sums and bibs must show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventlog.envelope import Event
from examples.segments import views as e


@dataclass
class Ride:
    """An effort that counts."""

    athlete: str
    segment: str
    at_s: int
    elapsed_s: int
    metres: int


@dataclass
class Model:
    """What is so after some events, in whatever order they came."""

    windows: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    joined: set[tuple[str, str]] = field(default_factory=set)
    rides: dict[str, Ride] = field(default_factory=dict)
    bibs: dict[str, str] = field(default_factory=dict)

    def board(self, challenge: str) -> list[tuple[str, int]]:
        """The athletes of a board, best first, and their times. Of two equal ones, the greatest id
        is first, as in every list.
        """
        if challenge not in self.windows:
            return []
        segment, starts_s, ends_s = self.windows[challenge]
        best: dict[str, tuple[int, int]] = {}
        for ride in self.rides.values():
            there = ride.segment == segment and starts_s <= ride.at_s < ends_s
            if there and (challenge, ride.athlete) in self.joined:
                mine = (ride.elapsed_s, ride.at_s)
                best[ride.athlete] = min(best.get(ride.athlete, mine), mine)
        by_id = sorted(best, key=str.encode, reverse=True)
        return [(who, best[who][0]) for who in sorted(by_id, key=lambda who: best[who])]

    def of(self, athlete: str) -> tuple[int, int, int]:
        """How many efforts of an athlete count, how long they took, and how far they went."""
        mine = [ride for ride in self.rides.values() if ride.athlete == athlete]
        return len(mine), sum(r.elapsed_s for r in mine), sum(r.metres for r in mine)


def after(events: Iterable[Event]) -> Model:
    """What is so after some events: of what is said twice, the later stamp counts, and of equal
    stamps what the algebra prefers, so no test has two that differ.
    """
    model, withdrawn = Model(), set[str]()
    claims: dict[str, tuple[str, str]] = {}
    for event in sorted(events, key=lambda one: (one.at, isinstance(one, e.ChallengeJoined))):
        match event:
            case e.AthleteRegistered(athlete=who, bib=str(bib)):
                claims[who] = (event.at, bib)
            case e.ChallengeSet(challenge=challenge):
                span = int(event.starts_at.timestamp()), int(event.ends_at.timestamp())
                model.windows[challenge] = (event.segment, *span)
            case e.ChallengeJoined(challenge=challenge):
                model.joined.add((challenge, event.actor))
            case e.ChallengeLeft(challenge=challenge):
                model.joined.discard((challenge, event.actor))
            case e.EffortRecorded(effort=effort):
                at_s, who = int(event.ridden_at.timestamp()), effort.partition("/")[0]
                ride = Ride(who, event.segment, at_s, event.elapsed_s, event.metres)
                model.rides[effort] = ride
            case e.EffortWithdrawn(effort=effort):
                withdrawn.add(effort)
    for effort in withdrawn:
        model.rides.pop(effort, None)
    for who, (_, bib) in sorted(claims.items(), key=lambda one: (one[1][0], one[0].encode())):
        model.bibs.setdefault(bib, who)
    return model
