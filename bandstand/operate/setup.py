"""Setup: what a region needs before its processes run, for who lets these make nothing."""

from __future__ import annotations

import click

from bandstand.audit.regions import opened
from bandstand.processes import production as processes
from bandstand.settings import Settings
from eventlog import streams
from eventlog.revocations import revocations_of


async def set_up(settings: Settings) -> int:
    """Make the streams of a region, and load the functions of every view. It may be done again."""
    async with opened(settings) as it:
        publisher = await processes.publisher(settings, it.domain, it.connection).open()
        # Those that an older version made.
        for name in (streams.keys_of(settings.region), revocations_of(settings.region)):
            await streams.protect(it.connection, name)
        for name in (*(log.name for log in publisher.logs), streams.keys_of(settings.region)):
            click.echo(f"stream {name} is there")
        for store in it.stores:
            await store.open()
            click.echo(f"the functions of {store.view.name} {store.view.version} are there")
    return 0
