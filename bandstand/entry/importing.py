"""Importing: a community from elsewhere, brought in so that it takes nothing from who is here.

First the dump is looked through, and the views are asked: whether another site is here under its
name, and who has the names that it would take. Only then is anything published.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
import msgspec
from rich.progress import Progress, TaskID

from bandstand.entry.entering import progress, publishing
from bandstand.entry.holders import Met, Namer, batched, caught_up
from bandstand.entry.importers.dump import Dump
from bandstand.entry.importers.sites import default_site
from bandstand.entry.importers.stackexchange import VIEWS_MAX, Import
from bandstand.entry.importers.summary import Summary
from bandstand.entry.importers.survey import Survey, is_up_vote_on
from bandstand.entry.importers.writer import Writer
from bandstand.errors import Failure
from bandstand.processes import production as processes
from bandstand.settings import Settings
from crdt.records import Record
from crdt.stamps import Stamp
from eventlog.clock import SKEW_MS_MAX, Clock
from eventlog.connection import Connection
from eventlog.envelope import Event, iso_time
from eventlog.errors import Unfinished
from eventlog.publish.publishing import Publisher, Totals
from projector.errors import Unprojectable
from projector.judgement import check_of
from tribes.records import Handle, Slug
from views.store import Store

_REFUSALS_SHOWN: Final = 20
_ROWS_AT_ONCE: Final = 2_000
_VOTES_LOOKED_AT: Final = 100
_TELL_S: Final = 2.0


@dataclass
class _Bar:
    """How far an import is, for people."""

    bars: Progress
    bar: TaskID
    sent: int = 0

    def advance(self, size: int) -> None:
        self.bars.advance(self.bar, size)

    def published(self, count: int) -> None:
        self.sent += count
        self.bars.update(self.bar, note=f"{self.sent:,} events")


@dataclass
class _Way:
    """The way of an import into the log: each event is stamped as it enters."""

    publisher: Publisher
    clock: Clock
    bar: _Bar
    check: Callable[[Event], None]
    totals: Totals = field(default_factory=Totals)
    refused: list[str] = field(default_factory=list)

    async def publish(self, events: Iterable[Event]) -> None:
        """Publish them all.

        Raises:
            Failure: the log takes no more.
        """
        try:
            done = await self.publisher.publish_many(
                self._entered(events),
                self.bar.published,
                refuse=lambda error: self.refused.append(str(error)),
            )
        except Unfinished as error:
            stored = self.totals.stored + error.stored
            raise Failure(
                f"{stored:,} events were stored, and then: {error.why}; import the same dump again "
                "when that is mended: what is stored already is stored once"
            ) from None
        self.totals.stored += done.stored
        self.totals.duplicates += done.duplicates

    def _entered(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            try:
                self.check(event)
            except Unprojectable as error:
                self.refused.append(str(error))
            else:
                yield event.entered(self.clock.next()) if event.entry_stamps else event


async def import_dump(
    settings: Settings, folder: Path, site: str | None, *, views_most: int | None, as_json: bool
) -> int:
    """Import a Stack Exchange dump, with a progress bar and a summary.

    Args:
        views_most: so many views of an article are brought in; None for all.

    Raises:
        Failure: the dump cannot be read, another site is here under its name, or the views cannot
            be asked.
    """
    began, summary = time.monotonic(), Summary()
    dump = Dump(folder)
    name = site or default_site(dump.folder)
    async with publishing(settings) as (domain, connection, publisher, clock):
        writer = Writer(name, settings.region, summary, domain.admit)
        store = _names_in(processes.stores(settings, domain))
        try:
            with progress() as bars:
                bar = _Bar(bars, bars.add_task(f"reading {name}", total=dump.total_bytes, note=""))
                await _catch_up(connection, store)
                survey = Survey(dump, clock.now_ms() + SKEW_MS_MAX, bar.advance)
                here = await _look(survey, writer, store)
                if here > survey.as_of:
                    summary.newer_here = iso_time(Stamp(here))
                bars.update(bar.bar, description=f"importing {name}")
                way = _Way(publisher, clock, bar, check_of(domain.views))
                most = VIEWS_MAX if views_most is None else views_most
                work = Import(survey, writer, bar.advance, most)
                await _bring_in(way, work, store)
        finally:
            await store.close()
    report: dict[str, Any] = {
        "site": name,
        **msgspec.json.decode(summary.to_json()),
        "stored": way.totals.stored,
        "duplicates": way.totals.duplicates,
        "changed": way.refused,
        "seconds": round(time.monotonic() - began, 1),
    }
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        _show(report, summary)
    return 0


def _names_in(stores: Iterable[Store]) -> Store:
    """The store of the view that has names; the others are not asked."""
    return next(store for store in stores if Handle in store.view.records)


async def _catch_up(connection: Connection, store: Store) -> None:
    """Wait for the views, and say so when it takes a while."""
    told_at = time.monotonic()

    def tell(held: int, whole: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > _TELL_S:
            told_at = time.monotonic()
            click.echo(f"waiting for the views: {held:,} of {whole:,} events", err=True)

    await caught_up(connection, store, tell)


async def _look(survey: Survey, writer: Writer, store: Store) -> str:
    """Look through the dump, and refuse what must not be brought in.

    Returns the as-of of what is here of the site, as a stamp; empty where nothing is.
    """
    met, known = Met(store, writer.site), set[int]()
    for questions in batched(survey.questions()):
        found = await met.meet(questions, writer.id_of)
        if len(known) < _VOTES_LOOKED_AT:
            known.update(found)
    met.refuse_other_site()
    votes = list[tuple[int, int]]()
    for rows in batched(survey.rows(), _ROWS_AT_ONCE):
        for table, row in rows:
            if table == "Votes" and len(votes) < _VOTES_LOOKED_AT:
                vote = is_up_vote_on(row, survey.places)
                if vote and vote[1] in known:
                    votes.append(vote)
        # The connection to the log has its turn.
        await asyncio.sleep(0)
    await met.refuse_old_voters(votes, writer.id_of)
    return met.as_of


async def _bring_in(way: _Way, work: Import, store: Store) -> None:
    """Publish all events, the names of users and tribes in the light of who has them."""
    profiles, as_of, site = work.profiles, work.survey.as_of, work.writer.site

    def namer(record: type[Record], index: str, taken: set[str] | None) -> Namer:
        return Namer(store, record, index, site, as_of, taken)

    # A handle ends with the user's number, and so no two of a site are one.
    handles, slugs = namer(Handle, "handle", None), namer(Slug, "slug", set())
    for rows in batched(work.rows("Users"), _ROWS_AT_ONCE):
        wanted = dict(filter(None, map(profiles.handle_of, rows)))
        await way.publish(profiles.users(rows, await handles.names_of(wanted)))
    for rows in batched(work.rows("Tags"), _ROWS_AT_ONCE):
        wanted = dict(filter(None, map(profiles.slug_of, rows)))
        await way.publish(profiles.tribes(rows, await slugs.names_of(wanted)))
    await way.publish(work.events())


def _show(report: dict[str, Any], summary: Summary) -> None:
    until = f", as it was at {summary.as_of}" if summary.as_of else ""
    click.echo(f"imported {report['site']}{until}, in {report['seconds']} s")
    for line in summary.lines():
        click.echo(line)
    click.echo("events:")
    click.echo(f"  {report['stored']:>10,}  stored now, {report['duplicates']:,} stored before")
    for changed in report["changed"][:_REFUSALS_SHOWN]:
        click.echo(f"  not taken by the log: {changed}", err=True)
