"""The demo: some days of hill climbs, the same from the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from eventlog.envelope import Event
from eventlog.samples import envelopes
from examples.segments import views as e

START = datetime(2026, 1, 1, tzinfo=UTC)
ATHLETES, SEGMENTS = ("ada", "bo", "cleo", "dov", "eva", "flo"), ("stelvio", "ventoux", "galibier")


def events(region: str, seed: int) -> Iterator[Event]:
    random = Random(seed)  # noqa: S311
    said = envelopes(region, random)
    for bib, who in enumerate(ATHLETES, 1):
        yield e.AthleteRegistered(**said(who), athlete=who, name=who.title(), bib=str(bib))
    for days, segment in enumerate(SEGMENTS, 5):
        name, ends_at = f"{segment.title()} climb", START + timedelta(days)
        where: dict[str, Any] = {"challenge": segment, "segment": segment, "name": name}
        yield e.ChallengeSet(**said("ada"), **where, starts_at=START, ends_at=ends_at)
        for who in random.sample(ATHLETES, 4):
            yield e.ChallengeJoined(**said(who), challenge=segment)
    for number in range(60):
        who = random.choice(ATHLETES)
        yield e.EffortRecorded(
            **said(who),
            effort=f"{who}/{number}",
            segment=random.choice(SEGMENTS),
            elapsed_s=random.randint(3_000, 3_060),
            ridden_at=START + timedelta(hours=random.randint(0, 200)),
            metres=21_500,
        )
