"""The demo: some days of hill climbs, the same from the same seed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from eventlog.envelope import Event
from eventlog.samples import envelopes
from examples.segments import views as e

START = datetime(2026, 1, 1, tzinfo=UTC)
ATHLETES, SEGMENTS = ("ada", "bo", "cleo", "dov", "eva", "flo"), ("stelvio", "ventoux", "galibier")


def events(region: str, seed: int) -> Iterator[Event]:
    random = Random(seed)  # noqa: S311
    said, choose, hours = envelopes(region, random), random.choice, timedelta(hours=1)
    for bib, who in enumerate(ATHLETES, 1):
        yield e.AthleteRegistered(**said(who), athlete=who, name=who.title(), bib=str(bib))
    for one in SEGMENTS:
        told = said("ada") | {"starts_at": START, "ends_at": START + 150 * hours}
        yield e.ChallengeSet(**told, challenge=one, name=f"{one.title()} climb", segment=one)
        yield from (e.ChallengeJoined(**said(w), challenge=one) for w in random.sample(ATHLETES, 4))
    for number in range(60):
        who, ridden_at = choose(ATHLETES), START + random.randint(0, 200) * hours
        told = said(who) | {"elapsed_s": random.randint(3_000, 3_060), "ridden_at": ridden_at}
        yield e.EffortRecorded(**told, effort=f"{who}/{number}", segment=choose(SEGMENTS))
