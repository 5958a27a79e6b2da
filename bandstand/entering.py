"""Entering: events from a file, checked, stamped, cleaned and published."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import IO

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
from bandstand.errors import Failure
from bandstand.settings import Settings
from eventlog import streams
from eventlog.clock import Clock
from eventlog.connection import Connection, connected
from eventlog.envelope import EVENT_BYTES_MAX, Event, event_id, screen
from eventlog.errors import ClockError, EventRejected
from eventlog.publishing import Publisher, Totals
from views.errors import StoreUnavailable

_REFUSALS_SHOWN = 20
_LINE_BYTES_MAX = EVENT_BYTES_MAX + 1024
_CHUNK_BYTES = 1 << 20


@asynccontextmanager
async def publishing(
    settings: Settings,
) -> AsyncIterator[tuple[Domain, Connection, Publisher, Clock]]:
    """The domain, the log's server, a way into its logs, and a clock that knows the store's.

    Raises:
        Failure: a log lost its tail.
        ClockError: this clock is over a minute away from the store's.
    """
    domain, clock = Domain(settings.domain), Clock(processes.now_ms)
    async with connected(settings.nats_url) as connection:
        publisher = await processes.publisher(settings, domain, connection).open()
        await _look(settings, domain, connection, clock)
        clock.next()  # Refuses a clock that is far from the store's, before anything is read.
        yield domain, connection, publisher, clock


async def _look(settings: Settings, domain: Domain, connection: Connection, clock: Clock) -> None:
    """Publish nothing to a log that ends before what a view holds of it, and learn the store's
    time: by a clock that is slow, names would be claimed before those who hold them claimed them.

    Raises:
        Failure: one does. A store that does not answer now is not waited for.
    """
    heads = await streams.ends(connection)
    for store in processes.stores(settings, domain):
        try:
            if lost := await store.lost_tail(heads, partial(streams.ends, connection)):
                raise Failure(lost)
            clock.observe_store(await store.time_ms())
        except StoreUnavailable:
            continue
        finally:
            await store.close()


def progress() -> Progress:
    """A progress bar on standard error; nothing where that is no terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@dataclass
class _Refusals:
    """What was refused: all of it counted, the first of it kept."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, reason: str) -> None:
        self.count += 1
        if len(self.first) < _REFUSALS_SHOWN:
            self.first.append(reason)

    def show(self) -> None:
        for reason in self.first:
            click.echo(f"bandstand: {reason}", err=True)
        if self.count > len(self.first):
            click.echo(f"bandstand: and {self.count - len(self.first):,} more", err=True)


async def publish_lines(settings: Settings, file: IO[bytes]) -> int:
    """Publish one JSON event a line, as the lines come; 1 when a line was refused."""
    refusals, totals, before = _Refusals(), Totals(), 0
    async with publishing(settings) as (domain, _, publisher, clock):

        def read(lines: list[bytes]) -> Iterator[Event]:
            for number, line in enumerate(lines, before + 1):
                if not line.strip():
                    continue
                try:
                    event = domain.admit(_complete(domain, clock, settings.region, line))
                    # SUBTLE: cleaning can lengthen a text, or leave nothing of it.
                    publisher.check(event)
                except (EventRejected, ClockError) as error:
                    refusals.add(f"line {number}: {error}")
                else:
                    yield event

        async for lines in _lines(file.fileno()):
            done = await publisher.publish_many(read(lines), refuse=lambda e: refusals.add(str(e)))
            totals.stored += done.stored
            totals.duplicates += done.duplicates
            before += len(lines)
    click.echo(
        f"{totals.stored:,} stored, {totals.duplicates:,} stored before, {refusals.count:,} refused"
    )
    refusals.show()
    return 1 if refusals.count else 0


async def _lines(descriptor: int) -> AsyncIterator[list[bytes]]:
    """The lines of a file or pipe, as many as there are now; of one too long, its beginning."""
    rest = b""
    while chunk := await _chunk(descriptor):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LINE_BYTES_MAX]
        yield lines
    yield [rest]


async def _chunk(descriptor: int) -> bytes:
    """What can be read now; at least something, but at the end."""
    loop, there = asyncio.get_running_loop(), asyncio.Event()
    # SUBTLE: a pipe is waited for without blocking, or the connection would starve and the first
    # Ctrl-C go unheard. A regular file never blocks, and cannot be waited for.
    with suppress(PermissionError):
        loop.add_reader(descriptor, there.set)
        try:
            await there.wait()
        finally:
            loop.remove_reader(descriptor)
    return os.read(descriptor, _CHUNK_BYTES)


def _complete(domain: Domain, clock: Clock, region: str, line: bytes) -> Event:
    """The event of a line, with what an entry adds."""
    line, now = line.strip(), clock.next()
    if len(line) > EVENT_BYTES_MAX:
        raise EventRejected(f"over {EVENT_BYTES_MAX:,} bytes: an event is no longer than that")
    screen(line)
    try:
        fields = msgspec.json.decode(line)
        if isinstance(fields, dict) and not {"id", "at", "region"} <= fields.keys():
            added = {
                "id": event_id(clock.now_ms(), os.urandom(10)),
                "at": now,
                "region": region,
            }
            line = msgspec.json.encode({**added, **fields})
    except (msgspec.MsgspecError, ValueError, OverflowError):
        pass  # The codec says what is wrong with the line.
    event = domain.codec.decode(line)
    for stamp in event.stamps:
        clock.receive(stamp)
    return event.entered(now)
