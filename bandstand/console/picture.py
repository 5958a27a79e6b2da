"""The picture: all that was looked at, as one JSON value. Imports nothing that does I/O.

Whatever a part does not say now is told as *unknown since*, and nothing that depends on it is told
as current, nor as the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from bandstand.console.blocks import Blocks
from bandstand.console.looks import Look, Region
from bandstand.console.trail import Followed
from eventlog.copies.heartbeats import Beat
from eventlog.copies.peers import iso
from eventlog.streams import Head
from eventlog.subjects import Log

Picture: TypeAlias = dict[str, Any]

REASONS_MAX: Final = 50
"""So many reasons of a kind are told, and the others counted."""

DIGEST_LENGTH: Final = 8
"""So many digits of a digest are shown: what is the same is decided by all of them."""


@dataclass(frozen=True)
class Scene:
    """What there is to draw, at one moment.

    links: name → what it lets through, where they are ours to cut. processes: those that a
    supervisor runs. before: the regions some seconds ago, for rates.
    """

    now_ms: int
    regions: Mapping[str, Region]
    before: Mapping[str, Region] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    processes: Sequence[Mapping[str, Any]] = ()
    trail: Sequence[Followed] = ()


def picture(scene: Scene) -> Picture:
    """The scene for programs and pages."""
    views = sorted({view for region in scene.regions.values() for view in region.blocks})
    regions = [_region(scene, one) for one in scene.regions.values()]
    return {
        "at": iso(scene.now_ms),
        "regions": regions,
        "links": [
            {"name": name, "regions": name.split("-", 1), "passage": passage}
            for name, passage in scene.links.items()
        ],
        "agreements": [_agreement(view, scene) for view in views],
        "wrong": [wrong for one in regions for wrong in one["wrong"]],
        "trail": [_followed(one) for one in scene.trail],
    }


def _region(scene: Scene, region: Region) -> Picture:
    now_ms = scene.now_ms
    log, views = region.log.unknown(now_ms), region.views.unknown(now_ms)
    rows = [_row(row, scene, region, views) for row in _rows(region)]
    parked, more_parked = _reasons(region, "parked")
    failed, more_failed = _reasons(region, "failed")
    sight = region.log.seen
    return {
        "region": region.name,
        "unknown": log or views,
        "log": {
            "unknown": log,
            "logs": [
                _log(name, head, scene, region)
                for name, head in (sight.heads.items() if sight else ())
            ],
            "peers": [
                {"region": peer.region, **peer.shown(), "unknown": peer.unknown}
                for peer in (sight.seen.peers.values() if sight else ())
            ],
        },
        "projectors": [
            _process(beat)
            for beat in (sight.seen.beats if sight else ())
            if beat.region == region.name
        ],
        "gateways": [_process(beat) for beat in (sight.seen.gateways if sight else ())],
        "processes": [one for one in scene.processes if one["region"] == region.name],
        "views": {
            "unknown": views,
            "rows": rows,
            "parked": parked,
            "parkedMore": more_parked,
            "failed": failed,
            "failedMore": more_failed,
        },
        "blocks": {view: _blocks(look, now_ms) for view, look in region.blocks.items()},
        "wrong": _wrong(region.name, log, views, rows),
    }


def _rows(region: Region) -> list[dict[str, Any]]:
    return region.views.seen.rows if region.views.seen else []


def _row(row: dict[str, Any], scene: Scene, region: Region, unknown: str) -> Picture:
    """How far a view is in a log; of a store that says nothing now, how far it was."""
    told = {**row, "rate": None if unknown else _rate(row, scene, region)}
    return {**told, "state": unknown, "lag": None} if unknown else told


def _rate(row: dict[str, Any], scene: Scene, region: Region) -> float | None:
    """Events a second that a view takes in of a log."""
    before = scene.before.get(region.name)
    if before is None:
        return None
    was = {(one["view"], one["log"]): one["watermark"] for one in _rows(before)}
    mark = was.get((row["view"], row["log"]))
    return None if mark is None else _per_s(mark, row["watermark"], before.views, region.views)


def _per_s(was: int, now: int, before: Look[Any], after: Look[Any]) -> float | None:
    """By how much something grew a second; None where no time passed."""
    passed_ms = (after.at_ms or 0) - (before.at_ms or 0)
    if before.at_ms is None or passed_ms <= 0:
        return None
    return round(max(now - was, 0) * 1000 / passed_ms, 1)


def _log(name: str, head: Head, scene: Scene, region: Region) -> Picture:
    before = scene.before.get(region.name)
    was = before.log.seen.heads.get(name) if before and before.log.seen else None
    rate = _per_s(was.last, head.last, before.log, region.log) if before and was else None
    sight = region.log.seen
    return {
        "log": name,
        "mirror": Log.parse(name).region != region.name,
        "last": head.last,
        "bytes": head.size_bytes,
        "sealed": head.sealed,
        "full": sight.seen.full.get(name, "") if sight else "",
        "rate": None if region.log.unknown(scene.now_ms) else rate,
    }


def _process(beat: Beat) -> Picture:
    """A process, as it says itself."""
    return {
        "replica": beat.replica,
        "group": beat.group,
        "reads": beat.reads,
        "stuck": beat.stuck,
        "trouble": beat.trouble[:REASONS_MAX],
        "findings": [{"log": one.log, "why": one.why} for one in beat.findings[:REASONS_MAX]],
    }


def _reasons(region: Region, what: str) -> tuple[list[Picture], int]:
    """What is parked, or stands nowhere, and why; and how many more there are."""
    found: list[Picture] = []
    by_view: Mapping[str, Mapping[Any, str]] = (
        getattr(region.views.seen, what) if region.views.seen else {}
    )
    for view, reasons in sorted(by_view.items()):
        found += ({"view": view, "where": list(at), "why": why} for at, why in reasons.items())
    return found[:REASONS_MAX], max(len(found) - REASONS_MAX, 0)


def _blocks(look: Look[Blocks], now_ms: int) -> Picture:
    seen = look.seen
    return {
        "unknown": _unknown_blocks(look),
        "at": iso(look.at_ms),
        "ranges": [digest[:DIGEST_LENGTH] for digest in seen.ranges] if seen else [],
        "entries": seen.entries if seen else 0,
        "vector": dict(seen.vector) if seen else {},
        "tookS": round(seen.took_s, 3) if seen else None,
    }


TOO_LARGE: Final = "unknown: the view is too large to be read while one watches; `bandstand verify`"


def _unknown_blocks(look: Look[Blocks]) -> str:
    """SUBTLE: a view in which nothing moved is not read again, so that blocks do not grow stale:
    whoever looks says so when the store does not answer.
    """
    unknown = look.unknown(look.at_ms or 0)
    return unknown or (TOO_LARGE if look.seen and not look.seen.is_whole else "")


def _agreement(view: str, scene: Scene) -> Picture:
    """Whether the regions hold the same of a view, block by block.

    state: `one`, all hold the same; `apart`, some hold more than others, as while a link is cut;
    `DIVERGED`, they hold the same of all logs, and yet not the same; or `unknown`.
    """
    looks = {name: region.blocks.get(view, Look()) for name, region in scene.regions.items()}
    unknown = {
        name: told
        for name, look in looks.items()
        if (told := _unknown_blocks(look) or scene.regions[name].views.unknown(scene.now_ms))
    }
    seen = [look.seen for name, look in looks.items() if name not in unknown and look.seen]
    differ = differing(seen)
    state, why = "one", ""
    if unknown:
        state, why = "unknown", "; ".join(f"{name}: {told}" for name, told in unknown.items())
    elif len(seen) < 2:
        state = "alone"
    elif differ:
        vectors = {tuple(sorted(one.vector.items())) for one in seen}
        alike = all(one.still for one in seen) and len(vectors) == 1
        state = "DIVERGED" if alike else "apart"
        why = (
            "they hold the same of all logs, and not the same of it: `bandstand verify` says where"
            if alike
            else "some hold events that others do not hold yet"
        )
    elif any(_unseen(region) for region in scene.regions.values()):
        why = "as far as they have heard of one another: a region is not reached by another"
    return {
        "view": view,
        "state": state,
        "why": why,
        "differ": differ,
        "of": len(seen[0].ranges) if seen else 0,
    }


def differing(blocks: Iterable[Blocks]) -> list[int]:
    """The ranges in which regions do not hold the same."""
    columns = zip(*(one.ranges for one in blocks), strict=True)
    return [at for at, digests in enumerate(columns) if len(set(digests)) > 1]


def _unseen(region: Region) -> bool:
    """Whether a region does not see another."""
    return region.log.seen is not None and bool(region.log.seen.seen.unseen)


_WRONG: Final = ("DIVERGED", "FAILED", "FULL", "STUCK", "unknown")


def _wrong(name: str, log: str, views: str, rows: Iterable[Picture]) -> list[Picture]:
    """What of a region is more than a lag, once each."""
    if log or views:
        return [{"region": name, "what": log or views}]
    told = dict.fromkeys(row["state"] for row in rows if row["state"].startswith(_WRONG))
    return [{"region": name, "what": state} for state in told]


def _followed(event: Followed) -> Picture:
    return {
        "log": event.log,
        "sequence": event.sequence,
        "id": event.id,
        "type": event.type,
        "actor": event.actor,
        "stampedMs": event.stamped_ms,
        "regions": [
            {
                "region": name,
                "storedMs": one.stored_ms,
                "mergedMs": one.merged_ms,
                "unknown": one.unknown,
            }
            for name, one in event.by.items()
        ],
    }
