"""Entering: events from a file or a dump, checked, stamped, cleaned and published."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import click
import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from bandstand import processes
from bandstand.domain import Domain
from bandstand.importers.stackexchange import Dump, Summary, default_site, events
from bandstand.importers.summary import REASONS
from bandstand.settings import Settings
from crdt.stamps import Stamp
from eventlog.clock import Clock
from eventlog.connection import connected
from eventlog.envelope import Event, event_id
from eventlog.errors import ClockError, EventRejected
from eventlog.publishing import Publisher

_ERRORS_SHOWN = 20


@asynccontextmanager
async def _publishing(settings: Settings) -> AsyncIterator[tuple[Domain, Publisher]]:
    domain = Domain(settings.domain)
    async with connected(settings.nats_url) as connection:
        yield domain, await processes.publisher(settings, domain, connection).open()


def progress() -> Progress:
    """A progress bar on standard error."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


async def publish_lines(settings: Settings, file: IO[bytes]) -> int:
    """Publish one JSON event a line; 1 when a line was refused."""
    refused: list[str] = []
    async with _publishing(settings) as (domain, publisher):
        clock = Clock(processes.now_ms)

        def read() -> Iterator[Event]:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    yield domain.admit(_complete(domain, clock, settings.region, line))
                except (EventRejected, ClockError) as error:
                    refused.append(f"line {number}: {error}")

        totals = await publisher.publish_many(read(), refuse=lambda e: refused.append(str(e)))
    click.echo(f"{totals.stored} stored, {totals.duplicates} stored before, {len(refused)} refused")
    for reason in refused[:_ERRORS_SHOWN]:
        click.echo(f"bandstand: {reason}", err=True)
    if len(refused) > _ERRORS_SHOWN:
        click.echo(f"bandstand: and {len(refused) - _ERRORS_SHOWN} more", err=True)
    return 1 if refused else 0


def _complete(domain: Domain, clock: Clock, region: str, line: bytes) -> Event:
    """The event of a line, with what an entry adds."""
    try:
        fields = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return domain.codec.decode(line)  # which says what is wrong with it
    if isinstance(fields, dict) and not {"id", "at", "region"} <= fields.keys():
        stamp = clock.next()
        added = {
            "id": event_id(clock.now_ms(), os.urandom(10)),
            "at": stamp,
            "region": region,
        }
        line = msgspec.json.encode({**added, **fields})
    event = domain.codec.decode(line.strip())
    clock.receive(Stamp(event.at))
    return event


async def import_dump(settings: Settings, folder: Path, site: str | None, *, as_json: bool) -> int:
    """Import a Stack Exchange dump, with a progress bar and a summary."""
    began = time.monotonic()
    dump = Dump(folder)
    name = site or default_site(dump.folder)
    summary = Summary()
    refused: list[str] = []
    async with _publishing(settings) as (domain, publisher):
        with progress() as bars:
            bar = bars.add_task(f"importing {name}", total=dump.total_bytes, note="")
            read = events(
                dump,
                site=name,
                region=settings.region,
                summary=summary,
                advance=lambda size: bars.advance(bar, size),
                admit=domain.admit,
            )
            sent = 0

            def published(count: int) -> None:
                nonlocal sent
                sent += count
                bars.update(bar, note=f"{sent:,} events")

            totals = await publisher.publish_many(
                read, published, refuse=lambda error: refused.append(str(error))
            )
    report: dict[str, Any] = {
        "site": name,
        **msgspec.json.decode(summary.to_json()),
        "stored": totals.stored,
        "duplicates": totals.duplicates,
        "changed": refused,
        "seconds": round(time.monotonic() - began, 1),
    }
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        _show_summary(report)
    return 0


def _show_summary(report: dict[str, Any]) -> None:
    click.echo(f"imported {report['site']} in {report['seconds']} s")
    for kind, count in sorted(report["events"].items()):
        click.echo(f"  {count:>10,}  {kind}")
    click.echo(f"  {report['stored']:>10,}  stored now, {report['duplicates']:,} stored before")
    if report["skipped"]:
        click.echo("not brought in:")
        for reason, count in sorted(report["skipped"].items()):
            click.echo(f"  {count:>10,}  {REASONS.get(reason, reason)}")
    for changed in report["changed"][:_ERRORS_SHOWN]:
        click.echo(f"  changed since it was imported: {changed}", err=True)
