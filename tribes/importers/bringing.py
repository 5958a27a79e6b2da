"""Bringing in: a dump of a Stack Exchange site, so that it takes nothing from who is here.

First the dump is looked through, and the views are asked: whether another site is here under its
name, and who has the names that it would take. Only then is anything published.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Final

import msgspec

from crdt.records import Record
from crdt.stamps import Stamp
from eventlog.clock import SKEW_MS_MAX
from eventlog.envelope import iso_time
from gateway.writing.importing import Way, batched
from tribes.claims import since_of
from tribes.handles import Handle, Slug
from tribes.importers.dump import Dump
from tribes.importers.holders import Met, Namer
from tribes.importers.sites import default_site
from tribes.importers.stackexchange import VIEWS_MAX, Import
from tribes.importers.summary import Summary
from tribes.importers.survey import Survey, is_up_vote_on
from tribes.importers.writer import Writer
from views.store import Store

_ROWS_AT_ONCE: Final = 2_000
_VOTES_LOOKED_AT: Final = 100


async def bring_in(
    way: Way, dump: Path, site: str | None, views_most: int | None
) -> tuple[dict[str, Any], list[str]]:
    """Import a Stack Exchange dump; the report of it, and its lines for a person.

    Args:
        views_most: so many views of an article are brought in; None for all.

    Raises:
        ImportFailed: the dump cannot be read, another site is here under its name, or the views
            cannot be asked.
    """
    began, summary, read = time.monotonic(), Summary(), Dump(dump)
    name = site or default_site(read.folder)
    writer = Writer(name, way.region, summary, way.admit)
    store = way.store_of(Handle)  # The view that has names; the others are not asked.
    way.bar.total(read.total_bytes, f"reading {name}")
    await way.catch_up(store)
    survey = Survey(read, way.clock.now_ms() + SKEW_MS_MAX, way.bar.advance)
    here = await _look(survey, writer, store)
    if here > survey.as_of:
        summary.newer_here = iso_time(Stamp(here))
    way.bar.text(f"importing {name}")
    most = VIEWS_MAX if views_most is None else views_most
    await _bring_in(way, Import(survey, writer, way.bar.advance, most), store)
    report: dict[str, Any] = {
        "site": name,
        **msgspec.json.decode(summary.to_json()),
        "stored": way.totals.stored,
        "duplicates": way.totals.duplicates,
        "changed": way.refused,
        "seconds": round(time.monotonic() - began, 1),
    }
    return report, _lines(report, summary)


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


async def _bring_in(way: Way, work: Import, store: Store) -> None:
    """Publish all events, the names of users and tribes in the light of who has them."""
    profiles, as_of, site = work.profiles, work.survey.as_of, work.writer.site

    since = since_of(way.clock.now_ms())

    def namer(record: type[Record], index: str, taken: set[str] | None) -> Namer:
        return Namer(store, record, index, site, as_of, since, taken)

    # A handle ends with the user's number, and so no two of a site are one.
    handles, slugs = namer(Handle, "handle", None), namer(Slug, "slug", set())
    for rows in batched(work.rows("Users"), _ROWS_AT_ONCE):
        wanted = dict(filter(None, map(profiles.handle_of, rows)))
        await way.publish(profiles.users(rows, await handles.names_of(wanted)))
    for rows in batched(work.rows("Tags"), _ROWS_AT_ONCE):
        wanted = dict(filter(None, map(profiles.slug_of, rows)))
        await way.publish(profiles.tribes(rows, await slugs.names_of(wanted)))
    await way.publish(work.events())


def _lines(report: dict[str, Any], summary: Summary) -> list[str]:
    until = f", as it was at {summary.as_of}" if summary.as_of else ""
    return [
        f"imported {report['site']}{until}, in {report['seconds']} s",
        *summary.lines(),
        "events:",
        f"  {report['stored']:>10,}  stored now, {report['duplicates']:,} stored before",
    ]
