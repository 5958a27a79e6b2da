"""Setup: what a region needs before its processes run, for who lets these make nothing."""

from __future__ import annotations

import click

from bandstand.audit.regions import opened
from bandstand.processes import production as processes
from bandstand.settings import Settings
from eventlog import streams
from eventlog.connection import Connection
from eventlog.errors import LogError
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
        if not settings.makes_streams:
            await _mirror(settings, it.connection)
        for store in it.stores:
            await store.open()
            click.echo(f"the functions of {store.view.name} {store.view.version} are there")
    return 0


async def _mirror(settings: Settings, connection: Connection) -> None:
    """Make the mirrors of other regions' logs; of a region that is not reached, say so."""
    mirrors = processes.mirrors_of(settings, connection, makes=True)
    for peer in settings.peers:
        try:
            await mirrors.ensure(peer)
        except LogError as error:
            told = f"region {peer} is not reached ({error}): its logs are mirrored"
            click.echo(f"{told} when `bandstand setup` is given again")
            continue
        [names] = [one.ends for one in mirrors.peers if one.region == peer]
        for name in names:
            click.echo(f"mirror {name} is there")
