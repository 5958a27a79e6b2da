"""Stories of a board of bests, in a domain that is this module."""

from __future__ import annotations

import sys
from typing import Annotated

from msgspec import Meta

from bandstand.testing import agree, event, given
from crdt.records import Record, Register
from eventlog.envelope import Event, Id, OwnedId
from views.derive.places import BestBoard, Places, derived
from views.projecting import Merges, projection, projections_in
from views.view import View


class LapDriven(Event, entity="driver"):
    """A lap on a track."""

    driver: Id
    lap: OwnedId
    track: Id
    elapsed_s: Annotated[int, Meta(ge=1, le=9_999)]


class Driver(Record, kind="driver"):
    """Has a board of tracks, by their best laps there."""

    tracks = BestBoard(least=True, ties=100)


class Lap(Record, kind="lap", owner=Driver):
    """Is one of those."""

    driving = Register()

    @derived
    def places(self) -> Places:
        """Among its driver's, with the second in which it was driven as a tie."""
        driven = self.driving.value
        if driven is not None:
            yield Driver.tracks.offer(
                self.owned_by, driven["track"], driven["s"], tie=driven["tie"]
            )


@projection
def driven(event: LapDriven) -> Merges:
    """Keep a lap; its tie is said by its name, for want of a field."""
    held = {"track": event.track, "s": event.elapsed_s, "tie": len(event.lap)}
    return (Lap.driving.set(event.lap, event.stamp, held),)


VIEWS = (View("laps", (Driver, Lap), projections_in(sys.modules[__name__])),)
_LAPS = [
    event(LapDriven, driver="ada", lap=f"ada/{lap}", track=track, elapsed_s=elapsed_s)
    for lap, track, elapsed_s in (
        ("late", "hill", 61),
        ("1", "ring", 61),
        ("slow", "ring", 90),
        ("fast", "oval", 30),
    )
]


def test_the_best_of_each_member_stands_in_the_order_of_ties() -> None:
    """The values are those that were offered, and not the scores that they are kept as."""
    given(*_LAPS).then(Driver, "ada", tracks=[("oval", 30), ("ring", 61), ("hill", 61)])


def test_the_store_agrees(store_url: str) -> None:
    """However the laps come."""
    agree(VIEWS[0], _LAPS, store_url, shards=3)
