"""Entering: events from a file, checked, stamped, cleaned and published."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import IO

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from bandstand.domain import Domain
from bandstand.entry.keeping import Keeper
from bandstand.entry.lines import Entry, event_of, lines_of
from bandstand.errors import Failure
from bandstand.processes import production as processes
from bandstand.settings import Settings
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.clock import Clock
from eventlog.connection import Connection, connected
from eventlog.envelope import Event
from eventlog.errors import ClockError, EventRejected, LogError, Unfinished
from eventlog.publish.publishing import Publisher, Totals
from gateway.errors import ImportFailed
from projector.errors import Unprojectable
from projector.judgement import check_of
from views.errors import StoreUnavailable

_REFUSALS_SHOWN = 20


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
    async with connected(settings.nats()) as connection:
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
    made = processes.stores(settings, domain)

    async def look() -> dict[str, int]:
        heads = await streams.heads(connection)
        for store in made:
            store.heed(streams.healings(heads))
        return {log.name: head.last for log, head in heads.items()}

    ends = await look()
    for store in made:
        try:
            if lost := await store.lost_tail(await store.extents(), ends, look):
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
    """Publish one JSON event a line, as the lines come; 1 when a line was refused, or not stored.

    What is not stored is said by the numbers of its lines, and where to go on.
    """
    refusals, totals, before = _Refusals(), Totals(), 0
    stopped: Unfinished | None = None
    async with (
        publishing(settings) as (domain, connection, publisher, clock),
        AsyncExitStack() as on,
    ):
        numbers: list[int] = []
        stores = processes.stores(settings, domain)
        for store in stores:
            on.push_async_callback(store.close)
        keeper = Keeper(domain, connection, stores)
        entry = Entry(domain.codec, settings.region, domain.admit, check_of(domain.views))

        def read(lines: list[bytes]) -> Iterator[Event]:
            for number, line in enumerate(lines, before + 1):
                if not line.strip():
                    continue
                try:
                    event = event_of(line, entry, clock)
                except (EventRejected, ClockError, Unprojectable) as error:
                    refusals.add(f"line {number}: {error}")
                else:
                    numbers.append(number)
                    yield event

        async for lines in lines_of(file.fileno()):
            numbers.clear()
            events = list(read(lines))
            try:
                done = await publisher.publish_many(
                    await _kept(keeper, events),
                    refuse=lambda e: refusals.add(f"line {numbers[e.at]}: {e}"),
                )
            except Unfinished as error:
                stopped = error
                break
            totals.stored += done.stored
            totals.duplicates += done.duplicates
            before += len(lines)
    if stopped:
        totals.stored += stopped.stored
        totals.duplicates += stopped.duplicates
    click.echo(
        f"{totals.stored:,} stored, {totals.duplicates:,} stored before, {refusals.count:,} refused"
    )
    refusals.show()
    if stopped:
        raise Failure(_where_to_go_on(stopped, numbers))
    return 1 if refusals.count else 0


async def _kept(keeper: Keeper, events: list[Event]) -> list[Event]:
    """The events, their claims as old as they are.

    Raises:
        Unfinished: it is not known who has which name. None of them is stored.
    """
    try:
        return await keeper.keep(events)
    except ImportFailed as failure:
        raise Unfinished(0, LogError(str(failure))) from None


def _where_to_go_on(stopped: Unfinished, numbers: list[int]) -> str:
    """Which lines are not stored, and what to do about them.

    Args:
        numbers: of the lines that were being published.
    """
    first = numbers[stopped.at]
    later = Coverage.of((numbers[at], numbers[at]) for at in stopped.later)
    maybe = Coverage.of((numbers[at], numbers[at]) for at in stopped.open if at != stopped.at)
    but = f", but for lines {later}: leave those out" if later.ranges else ""
    told = [f"line {first}: {stopped.why}", f"what comes after it is not stored either{but}"]
    if maybe.ranges:
        told.append(f"of lines {maybe} it is not known")
    told.append(f"then go on from line {first}: tail -n +{first} FILE | bandstand publish -")
    return "; ".join(told)
