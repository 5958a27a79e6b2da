"""The command that shows a live picture of regions in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bandstand.cli.options import DIR, Whole, all_settings
from bandstand.settings import Settings


@click.command()
@DIR
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens.")
@click.option(
    "--port", type=Whole(0, 65535), default=8010, show_default=True, help="The same; 0: any."
)
@click.option("--role", default="", help="Who may look, where an authenticator is configured.")
def console(folder: Path, *, host: str, port: int, role: str) -> None:
    """Show a live picture of regions in a browser.

    What each region holds, how far it is, what it cannot see and since when; parked events; whether
    views are the same everywhere, block by block; what made a record what it is. `bandstand up`
    serves one that can cut links and write, too; this one only reads.

    It looks at the stack in the folder or, with NATS_URL and REDIS_URL, at the region
    BANDSTAND_REGION with your credentials, which need no more than `bandstand status` and
    `bandstand explain` do. Without BANDSTAND_AUTHENTICATION or keys for tokens it stays on
    loopback; with them it is for who has the role, and for nobody else.

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
