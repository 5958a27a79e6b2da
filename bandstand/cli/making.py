"""The command that makes a new domain."""

from __future__ import annotations

from pathlib import Path

import click

from bandstand.cli.options import Folder
from bandstand.making.folder import make


@click.command()
@click.argument("name")
@click.option(
    "--at", "folder", type=Folder(), help="Where; it may be there and empty.  [default: NAME]"
)
def new(name: str, folder: Path | None) -> None:
    """Make a folder with a domain of your own.

    It runs, and is understood in ten minutes.

    NAME is the name of its module: lower-case letters, digits and _. In the folder are the domain,
    with one record, one event, one list, one type of GraphQL and its mutation; a test of it; a
    README; and a pyproject.toml, by which `bandstand` knows there which domain it is to run.

    \b
    bandstand new segments
    cd segments
    bandstand up --demo
    """
    folder = folder or Path(name)
    for path in make(name, folder):
        click.echo(path)
    click.echo(f"next: cd {folder} && bandstand up --demo")
