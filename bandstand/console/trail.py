"""The trail: events on their way from where they were taken to every region.

An event is stored in a region once its copy of the log goes as far, and merged once all views there
hold the log so far. When a region was seen to come there is noted. Imports nothing that does I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bandstand.console.looks import Region

EVENTS_MAX: Final = 40
"""So many events are followed, those that came last."""


@dataclass(frozen=True)
class Reached:
    """How far an event came in a region: when it was first seen to be stored, and to be merged, in
    Unix ms; None for not yet. unknown: since when it is not known.
    """

    stored_ms: int | None = None
    merged_ms: int | None = None
    unknown: str = ""


@dataclass(frozen=True)
class Followed:
    """An event that is followed.

    stamped_ms: when the entry stamped it, in Unix ms; None where the stamp is not readable. by:
    region → how far it came there.
    """

    log: str
    sequence: int
    id: str
    type: str
    actor: str
    stamped_ms: int | None
    by: Mapping[str, Reached] = field(default_factory=dict)


def follow(
    before: Iterable[Followed],
    new: Iterable[Followed],
    regions: Mapping[str, Region],
    now_ms: int,
) -> tuple[Followed, ...]:
    """The events that are followed, after all regions were looked at again, the last first."""
    known = {(one.log, one.sequence): one for one in new}
    known |= {(one.log, one.sequence): one for one in before}
    last = sorted(known.values(), key=lambda one: (one.stamped_ms or 0, one.log, one.sequence))
    return tuple(
        replace(one, by={name: _step(one, region, now_ms) for name, region in regions.items()})
        for one in reversed(last[-EVENTS_MAX:])
    )


def _step(event: Followed, region: Region, now_ms: int) -> Reached:
    """How far an event came in a region by now."""
    before = event.by.get(region.name, Reached())
    unknown = region.log.unknown(now_ms) or region.views.unknown(now_ms)
    stored, merged = before.stored_ms, before.merged_ms
    if stored is None and not region.log.unknown(now_ms):
        head = region.log.seen and region.log.seen.heads.get(event.log)
        stored = region.log.at_ms if head and head.last >= event.sequence else None
    if merged is None and not region.views.unknown(now_ms) and region.views.seen:
        marks = [row["watermark"] for row in region.views.seen.rows if row["log"] == event.log]
        come = bool(marks) and min(marks) >= event.sequence
        merged = region.views.at_ms if come else None
    # What was seen once stays seen: a log loses nothing that it has acknowledged.
    return Reached(stored, merged, unknown if merged is None else "")
