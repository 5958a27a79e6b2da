"""Auditing: the indexes of search that lie on this machine, each beside the logs of its region.

An index is disposable. One that is not what the logs say is told to its indexer, as by whoever
searches it and finds it damaged, and is filled anew.
"""

from __future__ import annotations

from functools import partial

import click
import msgspec

from bandstand.domain import Domain
from bandstand.entry.entering import progress
from bandstand.errors import Failure
from bandstand.processes.production import index_path
from bandstand.settings import Settings
from eventlog import streams
from eventlog.connection import connected
from eventlog.logs import ServerLogs
from search.audit import Report, audit
from search.errors import NotComparable
from search.fulltext import FullText

_DIFFERENCES_SHOWN = 50


async def audit_indexes(regions: dict[str, Settings], *, as_json: bool) -> bool:
    """Audit the index of each region that has one here, and show what came of it; whether all are
    as the logs say.

    Raises:
        Failure: an index does not come to where the logs are.
    """
    whole = True
    for region, settings in regions.items():
        domain = Domain(settings.domain)
        corpus = domain.corpus
        if corpus is None or not settings.search_dir:
            continue
        path = index_path(settings, corpus)
        async with connected(settings.nats()) as connection:
            with progress() as bars:
                total = sum(head.last for head in (await streams.heads(connection)).values())
                bar = bars.add_task(f"folding {region} for search", total=total, note="")
                try:
                    report = await audit(
                        ServerLogs(connection),
                        path,
                        corpus,
                        domain.codec,
                        advance=partial(bars.advance, bar),
                    )
                except NotComparable as error:
                    raise Failure(f"{corpus.name} in {region}: {error}") from None
        renewed = bool(report.differences) and FullText(path, corpus).doubt()
        _show(corpus.name, region, report, renewed=renewed, as_json=as_json)
        whole = whole and not report.differences
    return whole


def _show(name: str, region: str, report: Report, *, renewed: bool, as_json: bool) -> None:
    if as_json:
        shown = {"index": name, "region": region, **msgspec.to_builtins(report), "renewed": renewed}
        click.echo(msgspec.json.encode(shown).decode())
        return
    word = "differs from" if report.differences else "agrees with"
    click.echo(
        f"{name} {word} its logs in {region}: {report.events:,} events, "
        f"{report.documents:,} documents"
    )
    for difference in report.differences[:_DIFFERENCES_SHOWN]:
        click.echo(str(difference))
    if len(report.differences) > _DIFFERENCES_SHOWN:
        click.echo(f"and {len(report.differences) - _DIFFERENCES_SHOWN:,} more differences")
    if renewed:
        click.echo("the indexer is told, and fills it anew")
    elif report.differences:
        click.echo("the indexer could not be told: delete the index, and start it again")
