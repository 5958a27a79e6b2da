"""Importing: an importer of the domain is given its way into the log."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final

import click
import msgspec
from rich.progress import Progress, TaskID

from bandstand.entry.entering import progress, publishing
from bandstand.processes import production as processes
from bandstand.settings import Settings
from gateway.writing.importing import Importer, Way
from projector.errors import Unprojectable
from projector.judgement import check_of

_REFUSALS_SHOWN: Final = 20


@dataclass
class _Bar:
    """How far an import is, on standard error."""

    bars: Progress
    bar: TaskID
    sent: int = 0

    def total(self, size: int, text: str) -> None:
        self.bars.update(self.bar, total=size, description=text)

    def text(self, text: str) -> None:
        self.bars.update(self.bar, description=text)

    def advance(self, size: int) -> None:
        self.bars.advance(self.bar, size)

    def published(self, count: int) -> None:
        self.sent += count
        self.bars.update(self.bar, note=f"{self.sent:,} events")


async def bring_in(
    settings: Settings, importer: Importer, given: dict[str, Any], *, as_json: bool
) -> int:
    """Run an importer, with a progress bar, and show its report.

    Args:
        given: the values of its own parameters.

    Raises:
        ImportFailed: nothing more is brought in.
    """
    async with (
        publishing(settings) as (domain, connection, publisher, clock),
        AsyncExitStack() as on,
    ):
        stores = processes.stores(settings, domain)
        for store in stores:
            on.push_async_callback(store.close)
        bars = on.enter_context(progress())
        way = Way(
            region=settings.region,
            connection=connection,
            publisher=publisher,
            clock=clock,
            stores=stores,
            admit=domain.admit,
            check=check_of(domain.views),
            refusals=(Unprojectable,),
            bar=_Bar(bars, bars.add_task(importer.name, total=None, note="")),
        )
        report, lines = await importer.bring_in(way, **given)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
        return 0
    for line in lines:
        click.echo(line)
    for reason in way.refused[:_REFUSALS_SHOWN]:
        click.echo(f"  not taken by the log: {reason}", err=True)
    return 0
