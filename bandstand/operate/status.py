"""Status: how far the views of each region are behind its logs, and these behind where they are
written; what a region cannot see, and what takes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
import msgspec
from rich import box
from rich.console import Console
from rich.table import Table

from bandstand.audit.regions import Opened, opened
from bandstand.domain import Domain
from bandstand.operate import outlook
from bandstand.operate.outlook import Outlook
from bandstand.processes.production import index_path
from bandstand.settings import Settings
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.copies.heartbeats import Fault
from eventlog.copies.peers import Peer, iso
from eventlog.errors import LogUnavailable
from eventlog.streams import Head
from eventlog.subjects import Log
from search.errors import SearchError
from search.fulltext import FullText
from search.index import Standing
from views.errors import StoreUnavailable
from views.merging import Extent
from views.store import Store

_PIPE_WIDTH = 160
_COLUMNS = ("region", "view", "log", "last", "watermark", "lag", "parked", "state")
_NUMBERS = ("last", "watermark", "lag", "parked")
_WRONG = ("DIVERGED", "FAILED", "FULL", "STUCK", "unknown", "unreachable")
"""What a state begins with that is more than a lag."""

_NO_LOG = Head(1, 0, 0)


async def show_status(regions: dict[str, Settings], *, as_json: bool) -> int:
    """Show how far every view has come in every log; 1 when something is wrong, or not seen."""
    if len(regions) == 1:
        [rows] = [await _status(settings) for settings in regions.values()]
    else:
        # One that does not answer hides none of the others.
        some = await asyncio.gather(*(_status_if_reached(*region) for region in regions.items()))
        rows = [row for found in some for row in found]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
    else:
        console = Console()
        if not console.is_terminal:
            console.width = _PIPE_WIDTH
        table = Table(box=box.SIMPLE, pad_edge=False)
        for name in _COLUMNS:
            justify = "right" if name in _NUMBERS else "left"
            table.add_column(name, justify=justify, no_wrap=name != "state")  # type: ignore[arg-type]
        for row in rows:
            table.add_row(*(_cell(row[name]) for name in _COLUMNS))
        console.print(table)
    return 1 if any(row["state"].startswith(_WRONG) for row in rows) else 0


def _cell(value: int | str | None) -> str:
    if value is None:
        return "?"
    return f"{value:,}" if isinstance(value, int) else value


async def _status_if_reached(region: str, settings: Settings) -> list[dict[str, Any]]:
    try:
        return await _status(settings)
    except (LogUnavailable, StoreUnavailable) as error:
        return [{"region": region, **_row("", "", f"unreachable: {error}"), "lag": None}]


async def _status(settings: Settings) -> list[dict[str, Any]]:
    async with opened(settings) as it:
        heads = await streams.heads(it.connection)
        seen = await outlook.look(it.connection, settings, heads)
        return (await look_at_views(it, settings, seen)).rows


@dataclass(frozen=True)
class Viewed:
    """What the views of a region were found to be.

    rows: how far each is in each log. parked, failed: by view, of events and of records, why.
    """

    rows: list[dict[str, Any]]
    parked: dict[str, dict[tuple[str, int], str]]
    failed: dict[str, dict[tuple[str, str], str]]


async def look_at_views(it: Opened, settings: Settings, seen: Outlook) -> Viewed:
    """Look how far the views of a region are, beside what it sees of itself and of others.

    Raises:
        LogUnavailable, StoreUnavailable: a server does not answer.
    """
    region = settings.region
    # SUBTLE: after the other regions were asked, what arrives meanwhile is no lag.
    heads = await streams.heads(it.connection)
    for store in it.stores:
        store.heed(streams.healings(heads))
    views = [await _look(store) for store in it.stores]
    index = _look_at_index(settings, it.domain)
    # SUBTLE: and these may hold by now what was written since: no log lost it.
    after = await streams.heads(it.connection)
    logs = _Logs(region, heads, after, seen, makes=settings.makes_streams)
    rows = [row for view in views for row in _rows(view, logs)]
    rows += _index_rows(index, logs) if index else ()
    if why := seen.full.get(streams.keys_of(region)):
        rows.append(_row("idempotency keys", streams.keys_of(region), f"FULL: {why}"))
    return Viewed(
        rows=[{"region": region, **row} for row in rows],
        parked={view.store.view.name: view.parked for view in views},
        failed={view.store.view.name: view.failed for view in views},
    )


@dataclass(frozen=True)
class _Logs:
    """The logs of a region, as it sees them.

    before, after: where they ended before the views were asked, and after. makes: whether
    projectors make the mirrors that are not there.
    """

    region: str
    before: dict[Log, Head]
    after: dict[Log, Head]
    seen: Outlook
    makes: bool

    @property
    def names(self) -> set[str]:
        """Those that are here, and those that another region has."""
        named = {log.name for log in self.before}
        for peer in self.seen.peers.values():
            named |= peer.ends.keys()
            if not any(Log.parse(name).region == peer.region for name in named):
                named.add(Log(peer.region).name)
        return named

    def head(self, name: str) -> Head:
        """Where a log ends here, now that the views were asked."""
        return self.after.get(Log.parse(name), _NO_LOG)

    def last(self, name: str, watermark: int) -> int:
        """Where a log ended here when the views were asked: they may hold what came meanwhile."""
        before = self.before.get(Log.parse(name), _NO_LOG).last
        return max(before, min(watermark, self.head(name).last))

    def peer(self, name: str) -> Peer | None:
        """The region in which a log is written, as this one sees it; None for its own, and for one
        that was retired.
        """
        return self.seen.peers.get(Log.parse(name).region)

    def row(self, view: str, name: str, watermark: int, parked: int, state: str) -> dict[str, Any]:
        """A row, with what else is to be said of its log."""
        last, peer = self.last(name, watermark), self.peer(name)
        end = last if peer is None else max(peer.ends.get(name, 0), last)
        lag: int | None = max(end - watermark, 0)
        if state == "current" and lag:
            state = "behind"
        why = self.seen.full.get(name)
        if not state.startswith("DIVERGED"):
            if why:
                state = f"FULL: {why}"
            elif peer is not None and not peer.up:
                known = f"; it ended at {end:,} then" if peer.ends_ms is not None else ""
                state, lag = peer.unknown + known, None
        row = _row(view, name, state, last=last, watermark=watermark, parked=parked)
        row["lag"] = lag
        if peer is None:
            return {**row, "origin": None}
        origin = {
            "link": "up" if peer.up else "down",
            "lastContact": iso(peer.heard_ms),
            "last": peer.ends.get(name),
            "at": iso(peer.ends_ms),
        }
        return {**row, "origin": origin}

    def why_short(self, name: str) -> str:
        """Why a mirror ends before the views: one that is made anew does so for a while."""
        region, peer = Log.parse(name).region, self.peer(name)
        if peer is None:
            return (
                f"DIVERGED: the mirror ends before the view, and nothing fills it: {region} is not"
                " in BANDSTAND_PEERS; name it there again or, if it was retired, restore the mirror"
            )
        if peer.up and name not in peer.ends:
            return (
                f"DIVERGED: region {region} has no such log any more, and the mirror does not hold"
                f" what the view does; see `bandstand heal --help`, in region {region}"
            )
        if not self.makes and Log.parse(name) not in self.after:
            return (
                "DIVERGED: the mirror is not there, and projectors make none"
                " (BANDSTAND_MAKES_STREAMS=0): give `bandstand setup`"
            )
        return "behind: a mirror fills"

    def why_behind(self, view: str) -> str:
        """What stands in the way of a view's projectors here, as they say; empty for nothing."""
        told = (
            trouble
            for beat in self.seen.beats
            if beat.region == self.region and beat.group.startswith(f"{view} ")
            for trouble in beat.trouble
        )
        return next((f"behind: {trouble}" for trouble in told), "")

    def stuck(self, view: str) -> Iterator[dict[str, Any]]:
        """A row for each replica here that can merge nothing into a view, or into a part of it."""
        for beat in self.seen.beats:
            # One that only just begins is stuck without any trouble.
            if beat.region == self.region and beat.group.startswith(f"{view} ") and beat.stuck:
                for trouble in beat.trouble[:1]:
                    yield _row(view, f"replica {beat.replica}", f"STUCK: {trouble}")

    def found(self) -> dict[str, str]:
        """Log → why its copies differ, as the projectors say now."""
        found: dict[str, str] = {}
        said = [finding for beat in self.seen.beats for finding in beat.findings]
        # What a log's own region says of it comes last, and stands.
        for finding in sorted(said, key=lambda one: one.is_own):
            origin = finding.fault is Fault.ORIGIN
            where = "the log" if origin else f"the mirror in {finding.region}"
            where += "" if finding.is_own else f", as region {finding.region} says"
            found[finding.log] = f"DIVERGED: {where}: {finding.why}; see `bandstand heal --help`"
        return found


def _row(
    view: str, log: str, state: str, *, last: int = 0, watermark: int = 0, parked: int = 0
) -> dict[str, Any]:
    return {
        "view": view,
        "log": log,
        "last": last,
        "watermark": watermark,
        "lag": 0,
        "parked": parked,
        "state": state,
        "origin": None,
    }


@dataclass(frozen=True)
class _View:
    """What a view's store says.

    extents: of each shard. parked: (log, sequence) → why. failed: (kind, id) of a record → why.
    """

    store: Store
    extents: list[Extent]
    parked: dict[tuple[str, int], str]
    failed: dict[tuple[str, str], str]


async def _look(store: Store) -> _View:
    return _View(store, await store.extents(), await store.parked(), await store.failed())


def _rows(view: _View, logs: _Logs) -> list[dict[str, Any]]:
    store, extents, found = view.store, view.extents, logs.found()
    rows = []
    for name in sorted(logs.names | {log for each in extents for log in each.coverage}):
        held = [each.coverage.get(name, Coverage()) for each in extents]
        watermark = min(coverage.watermark for coverage in held)
        head = logs.head(name)
        state = "current" if watermark == logs.last(name, watermark) else "behind"
        mirrored = Log.parse(name).region != logs.region
        if max(each.reached.get(name, 0) for each in extents) > head.last:
            state = logs.why_short(name) if mirrored else "DIVERGED: the log ends before the view"
        elif head.lacking:
            state = f"DIVERGED: the log lacks {head.lacking} sequences"
        elif any(store.forgot(name, each.healed) for each in extents) and not mirrored:
            state = "DIVERGED: the log was restored to a state before it was healed"
        count = sum(where == name for where, _ in view.parked)
        if state == "behind":
            state = logs.why_behind(store.view.name) or state
        rows.append(logs.row(store.view.name, name, watermark, count, found.get(name, state)))
    for (kind, record_id), reason in sorted(view.failed.items())[:1]:
        more = f"; {len(view.failed):,} records in all" if len(view.failed) > 1 else ""
        rows.append(_row(store.view.name, "", f"FAILED: {kind} {record_id}: {reason}{more}"))
    return [*rows, *logs.stuck(store.view.name)]


@dataclass(frozen=True)
class _Index:
    """How far an index of this machine is, and what stands in its way."""

    name: str
    standing: Standing
    trouble: str


def _look_at_index(settings: Settings, domain: Domain) -> _Index | None:
    corpus = domain.corpus
    if corpus is None or not settings.search_dir:
        return None
    index = FullText(index_path(settings, corpus), corpus)
    try:
        standing = index.standing()
        return _Index(corpus.name, standing, "" if standing.filled else "filling")
    except SearchError as error:
        return _Index(corpus.name, Standing(), str(error))
    finally:
        index.close()


def _index_rows(index: _Index, logs: _Logs) -> Iterator[dict[str, Any]]:
    for name in sorted(logs.names):
        watermark = index.standing.coverage.get(name, Coverage()).watermark
        state = "current" if watermark == logs.last(name, watermark) else "behind"
        yield logs.row(index.name, name, watermark, 0, index.trouble or state)
