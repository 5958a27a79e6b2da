"""The command that shows a live picture of regions in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bandstand.cli.options import DIR, Whole, all_settings
from bandstand.settings import Settings


@click.command()
@DIR
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=8010,
    show_default=True,
    help="Port to listen on; 0: any free port.",
)
@click.option(
    "--role", default="", help="Role that a viewer needs, if authentication is configured."
)
def console(folder: Path, *, host: str, port: int, role: str) -> None:
    """Serve a live view of the regions to a browser.

    It shows what each region has merged, its lag, which regions it cannot see and since when,
    parked events, a block-by-block comparison of the regions' views, and which events made a
    record what it is. It is read-only; the console of `bandstand up` can also cut links and write.

    It reads the stack in --dir or, with NATS_URL and REDIS_URL, the region BANDSTAND_REGION. Your
    credentials need the same permissions as for `bandstand status` and `bandstand explain`. Unless
    authentication is configured it listens on loopback only; otherwise only viewers with --role
    may use it.

    \b
    bandstand console
    NATS_URL=nats://nats:4222 REDIS_URL=redis://redis/0 bandstand console --port 8010
    """
    from bandstand.console import serving
    from bandstand.processes import production as processes
    from bandstand.processes.web.serving import listen

    regions = all_settings(folder)
    guard = serving.guard_of(Settings.load(os.environ), host, role)
    listening = listen(host, port, "--port")
    click.echo(f"console http://{host}:{listening.getsockname()[1]}/console/")
    click.echo("Ctrl-C ends it", err=True)
    processes.run(serving.run(regions, listening, guard))
