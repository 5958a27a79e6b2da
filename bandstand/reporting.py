"""Reporting: what logs and views hold, how far apart they are, and whether they agree."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import msgspec
from rich import box
from rich.console import Console
from rich.table import Table

from bandstand import processes
from bandstand.domain import Domain
from bandstand.entering import progress
from bandstand.errors import Failure
from bandstand.healing import Healing, Treatment
from bandstand.settings import Settings
from bandstand.verification import Verdict, Verification
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.heartbeats import BEAT_S, EVERYWHERE, Fault, Heartbeats
from eventlog.logs import ServerLogs
from eventlog.subjects import Log
from views.store import Store

_DIFFERENCES_SHOWN = 50
_PIPE_WIDTH = 160


@asynccontextmanager
async def _open(
    settings: Settings,
) -> AsyncIterator[tuple[Domain, Connection, tuple[Store, ...]]]:
    domain = Domain(settings.domain)
    made = processes.stores(settings, domain)
    async with connected(settings.nats_url) as connection:
        try:
            yield domain, connection, made
        finally:
            for store in made:
                await store.close()


async def show_status(regions: dict[str, Settings], *, as_json: bool) -> int:
    """Show how far every view has come in every log; 1 when a log is shorter than a view."""
    rows: list[dict[str, Any]] = []
    for region, settings in regions.items():
        async with _open(settings) as (_, connection, made):
            heads = await streams.heads(connection)
            found = await _found(connection)
            for store in made:
                for row in await _rows(region, store, heads):
                    rows.append(
                        {"region": region, **row, "state": found.get(row["log"], row["state"])}
                    )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
    else:
        console = Console()
        if not console.is_terminal:
            console.width = _PIPE_WIDTH
        table = Table(box=box.SIMPLE, pad_edge=False)
        numbers = ("last", "watermark", "lag", "parked")
        for name in ("region", "view", "log", *numbers, "state"):
            table.add_column(
                name, justify="right" if name in numbers else "left", no_wrap=name != "state"
            )
        for row in rows:
            table.add_row(*(f"{v:,}" if isinstance(v, int) else v for v in row.values()))
        console.print(table)
    return 1 if any(row["state"].startswith("DIVERGED") for row in rows) else 0


async def heal_logs(
    regions: dict[str, Settings], name: str | None, without: frozenset[str], *, as_json: bool
) -> int:
    """Heal one log, or all of some regions; 0 also when there was nothing to heal."""
    only, treatments = Log.parse(name) if name else None, list[Treatment]()
    if only and only.region not in regions:
        raise Failure(f"{name}: heal it in region {only.region}, where it is written")
    for region, settings in regions.items():
        if (region not in without and only is None) or (only and only.region == region):
            treatments += await _heal(settings, only, without)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(treatments)).decode())
        return 0
    for one in treatments:
        if one.epoch:
            lost = f"; no copy holds {one.lost}" if one.lost else ""
            click.echo(
                f"{one.log}: sealed, whole up to {one.kept}; {one.republished:,} events "
                f"published again in epoch {one.epoch}{lost}"
            )
        for region in one.remade:
            click.echo(f"{one.log}: its mirror in {region} is made anew")
    if not treatments:
        click.echo("the copies of all logs agree: nothing to heal")
    return 0


async def _heal(settings: Settings, only: Log | None, without: frozenset[str]) -> list[Treatment]:
    regions = [region for region in (settings.region, *settings.peers) if region not in without]
    domain = Domain(settings.domain)
    async with connected(settings.nats_url) as connection:
        with progress() as bars:
            bar = bars.add_task("comparing", total=None, note="")
            healing = Healing(
                connection,
                settings.region,
                regions,
                domain.codec,
                replicas=settings.replicas,
                advance=lambda count: bars.advance(bar, count),
                say=lambda what: bars.update(bar, description=what),
            )
            return await healing.run(only)


async def _found(connection: Connection) -> dict[str, str]:
    """Log → why its copies differ, as the projectors say now."""
    heartbeats = Heartbeats(ServerLogs(connection), EVERYWHERE)
    await heartbeats.open()
    await asyncio.sleep(2 * BEAT_S)
    found: dict[str, str] = {}
    for beat in heartbeats.alive():
        for finding in beat.findings:
            where = (
                "the log" if finding.fault is Fault.ORIGIN else f"the mirror in {finding.region}"
            )
            found[finding.log] = f"DIVERGED: {where}: {finding.why}; see `bandstand heal --help`"
    return found


async def _rows(region: str, store: Store, heads: dict[Log, streams.Head]) -> list[dict[str, Any]]:
    coverages = [await store.coverage(shard) for shard in store.shards.all]
    parked = await store.parked()
    rows = []
    names = {log.name for log in heads} | {log for coverage in coverages for log in coverage}
    last_of = {log.name: head for log, head in heads.items()}
    for log in sorted(names):
        held = [coverage.get(log, Coverage()) for coverage in coverages]
        watermark = min(coverage.watermark for coverage in held)
        head = last_of.get(log, streams.Head(1, 0, 0))
        state = "current" if watermark == head.last else "behind"
        if max(coverage.last for coverage in held) > head.last:
            # A mirror that is made anew ends before its views for a while.
            mirrored = Log.parse(log).region != region
            state = (
                "behind: a mirror fills" if mirrored else "DIVERGED: the log ends before the view"
            )
        elif head.lacking:
            state = f"DIVERGED: the log lacks {head.lacking} sequences"
        rows.append(
            {
                "view": store.view.name,
                "log": log,
                "last": head.last,
                "watermark": watermark,
                "lag": max(head.last - watermark, 0),
                "parked": sum(where == log for where, _ in parked),
                "state": state,
            }
        )
    return rows


async def list_parked(settings: Settings, *, as_json: bool) -> int:
    """List what is parked."""
    async with _open(settings) as (_, _connection, made):
        found = [
            {"view": store.view.name, "log": log, "sequence": sequence, "reason": reason}
            for store in made
            for (log, sequence), reason in sorted((await store.parked()).items())
        ]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return 0
    for one in found:
        click.echo(f"{one['log']} {one['sequence']}  {one['reason']}")
    if not found:
        click.echo("nothing is parked")
    return 0


async def show_parked(settings: Settings, log: str, sequence: int) -> int:
    """Show one parked event."""
    async with _open(settings) as (_, connection, made):
        reasons = {
            store.view.name: reason
            for store in made
            if (reason := (await store.parked()).get((log, sequence)))
        }
        body = await streams.stored(connection, Log.parse(log), sequence)
    if not reasons:
        raise Failure(f"{log} {sequence} is not parked; `bandstand parked list` shows what is")
    for view, reason in reasons.items():
        click.echo(f"{view}: {reason}")
    click.echo("nothing is stored there" if body is None else repr(body)[2:-1])
    return 0


async def show_verdicts(settings: Settings, *, as_json: bool) -> int:
    """Verify every view; 1 when one differs from its logs."""
    verdicts: list[Verdict] = []
    async with _open(settings) as (domain, connection, made):
        total = sum(head.last for head in (await streams.heads(connection)).values())
        for store in made:
            with progress() as bars:
                bar = bars.add_task(f"folding {store.view.name}", total=total, note="")
                work = Verification(
                    connection,
                    store,
                    domain.codec,
                    lambda n, b=bars, at=bar: b.advance(at, n),  # type: ignore[misc]
                )
                try:
                    verdicts.append(await work.run())
                finally:
                    await work.close()
    for verdict in verdicts:
        _show(verdict, as_json=as_json)
    return 1 if any(verdict.differences for verdict in verdicts) else 0


def _show(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(verdict).decode())
        return
    word = "differs from" if verdict.differences else "agrees with"
    click.echo(f"{verdict.view} {word} its logs: {verdict.events:,} events")
    click.echo(f"  digest of the logs   {verdict.digest_of_logs}")
    click.echo(f"  digest of the views  {verdict.digest_of_views}")
    for difference in verdict.differences[:_DIFFERENCES_SHOWN]:
        click.echo(str(difference))
    if len(verdict.differences) > _DIFFERENCES_SHOWN:
        click.echo(f"and {len(verdict.differences) - _DIFFERENCES_SHOWN:,} more differences")
