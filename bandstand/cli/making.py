"""The command that makes a new domain."""

from __future__ import annotations

from pathlib import Path

import click

from bandstand.cli.options import Folder
from bandstand.making.folder import make


@click.command()
@click.argument("name")
@click.option(
    "--at",
    "folder",
    type=Folder(),
    help="Folder to create; it may exist if it is empty.  [default: NAME]",
)
def new(name: str, folder: Path | None) -> None:
    """Create a folder with a domain of your own.

    It runs at once, and takes ten minutes to understand.

    NAME is the name of its Python module: lower-case letters, digits and _. The folder contains the
    domain, with one record, one event, one list, one GraphQL type and one mutation; a test; a
    README; and a pyproject.toml that tells `bandstand` which domain to run there.

    \b
    bandstand new segments
    cd segments
    bandstand up --demo
    """
    folder = folder or Path(name)
    for path in make(name, folder):
        click.echo(path)
    click.echo(f"next: cd {folder} && bandstand up --demo")
