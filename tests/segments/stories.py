"""Histories of segments: a season told by hand, and generated ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from bandstand.testing.generation import histories
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from examples.segments import views as e

START = datetime.fromtimestamp(START_MS / 1000, UTC)
ATHLETES, CHALLENGES, SEGMENTS = ("ada", "bo", "cleo"), ("june", "july"), ("stelvio", "ventoux")


def hours(number: int) -> datetime:
    """So many hours after the season has begun."""
    return START + timedelta(hours=number)


def told(number: int, challenge: str, first: int, last: int, segment: str = "stelvio") -> Event:
    """A challenge from an hour to another."""
    window = {"starts_at": hours(first), "ends_at": hours(last)}
    said = {"challenge": challenge, "name": challenge.title(), "segment": segment}
    return e.ChallengeSet(**envelope(number, "ada"), **said, **window)


def rode(number: int, effort: str, elapsed_s: int, hour: int, segment: str = "stelvio") -> Event:
    """An effort at an hour."""
    said: dict[str, Any] = {"segment": segment, "elapsed_s": elapsed_s, "ridden_at": hours(hour)}
    who = effort.partition("/")[0]
    return e.EffortRecorded(**envelope(number, who), effort=effort, metres=1_000, **said)


SEASON: tuple[Event, ...] = (
    rode(1, "ada/early", 3_000, 2),
    *(
        e.AthleteRegistered(**envelope(2 + n, who), athlete=who, name=who.title(), bib=str(7 + n))
        for n, who in enumerate(ATHLETES)
    ),
    told(10, "june", 0, 100),
    told(11, "july", 100, 200),
    *(
        e.ChallengeJoined(**envelope(20 + n, who), challenge=one)
        for n, (who, one) in enumerate((w, c) for w in ATHLETES for c in CHALLENGES)
    ),
    rode(31, "ada/1", 3_010, 50),
    rode(32, "bo/1", 3_000, 60),
    rode(33, "cleo/1", 2_900, 70, "ventoux"),
    rode(34, "cleo/2", 3_000, 1),
    rode(35, "bo/2", 2_950, 150),
    rode(36, "bo/car", 600, 80),
    e.EffortWithdrawn(**envelope(37, "bo"), effort="bo/car"),
)
"""On june's board: Cleo, then Ada, then Bo, with one time and by who was first. On july's: Bo."""

_times = st.integers(0, 6).map(hours)
_stamps = st.permutations(range(40)).map(lambda order: [envelope(n)["at"] for n in order])
_any_order = histories(
    e.AthleteRegistered,
    e.ChallengeSet,
    e.ChallengeJoined,
    e.ChallengeJoined,
    e.ChallengeLeft,
    e.EffortRecorded,
    e.EffortRecorded,
    e.EffortRecorded,
    e.EffortWithdrawn,
    ids={
        "actor": ATHLETES,
        "athlete": ATHLETES,
        "challenge": CHALLENGES,
        "effort": [f"{who}/{n}" for who in ATHLETES for n in (1, 2, 3)],
    },
    fields={
        e.AthleteRegistered: {"bib": st.sampled_from(["7", "8"])},
        e.ChallengeSet: {
            "segment": st.sampled_from(SEGMENTS),
            "starts_at": _times,
            "ends_at": _times,
        },
        e.EffortRecorded: {
            "segment": st.sampled_from(SEGMENTS),
            "ridden_at": _times,
            "elapsed_s": st.integers(1, 3),
            "metres": st.integers(0, 3),
        },
    },
    max_size=40,
)


def _at(both: tuple[list[Event], list[str]]) -> list[Event]:
    return [
        msgspec.structs.replace(event, at=at) for event, at in zip(both[0], both[1], strict=False)
    ]


seasons: st.SearchStrategy[list[Event]] = st.tuples(_any_order, _stamps).map(_at)
"""Events of all kinds, each with a stamp of its own, in any order."""
