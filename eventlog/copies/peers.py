"""Peers: the other regions, as this one sees them; what it cannot see is unknown, and since when.

A mirror's lag says nothing of this: while the link is down it stays 0. Imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

import msgspec

SILENT_S_MAX = 4.0
"""A mirror whose origin was not heard for so long is cut off. An idle origin says something every
second."""

Ms: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_000)]
"""Unix ms until the end of the year 9999, after which there is no date."""


class Peer(msgspec.Struct, frozen=True):
    """Another region.

    up: whether it answers now. heard_ms: when something came from it last, in Unix ms; None for
    never. ends: log → its last sequence, as the region itself said at ends_ms.
    """

    region: str
    up: bool
    heard_ms: Ms | None = None
    ends: dict[str, int] = {}
    ends_ms: Ms | None = None

    @property
    def since_ms(self) -> int | None:
        """Since when it is unknown what the region has written; None when that was never known."""
        return self.heard_ms if self.ends_ms is None else self.ends_ms

    @property
    def unknown(self) -> str:
        """Since when, for people; empty while the region answers."""
        if self.up:
            return ""
        if self.since_ms is None:
            return f"unknown: region {self.region} was not reached yet"
        return f"unknown since {iso(self.since_ms)}: region {self.region} is not reached"

    def shown(self) -> dict[str, Any]:
        """For programs, and for people who look at what these say."""
        return {
            "link": "up" if self.up else "down",
            "lastContact": iso(self.heard_ms),
            "unknownSince": None if self.up else iso(self.since_ms) or "ever",
            "ends": self.ends,
            "endsAt": iso(self.ends_ms),
        }


def latest(peers: Iterable[Peer]) -> dict[str, Peer]:
    """Region → how it was seen last, of what several processes saw."""
    found: dict[str, Peer] = {}
    for peer in peers:
        before = found.get(peer.region, peer)
        found[peer.region] = max(before, peer, key=lambda one: (one.ends_ms or 0, one.up))
    return found


def heard(region: str, silent_s: float | None, now_ms: int) -> Peer:
    """A region of which nothing is known but how long ago its mirrors heard it; None for never."""
    if silent_s is None or silent_s > now_ms / 1000:
        return Peer(region, False)
    return Peer(region, silent_s <= SILENT_S_MAX, now_ms - round(silent_s * 1000))


def iso(ms: int | None) -> str | None:
    """A time for people, to the second: `2026-11-20T12:00:00Z`."""
    if ms is None:
        return None
    return datetime.fromtimestamp(ms // 1000, UTC).isoformat().replace("+00:00", "Z")
