"""`bandstand import`: one command for each importer of the domain."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any

import click

from bandstand.cli.options import DIR, JSON, REGION, finish, settings_of
from bandstand.settings import Settings


class _Importers(click.Group):
    """What the domain's importers are is looked up when somebody asks: others start without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from bandstand.domain import Domain

        return sorted(one.name for one in Domain(Settings.load(os.environ).domain).importers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from bandstand.domain import Domain
        from bandstand.errors import BadSetting

        name = Settings.load(os.environ).domain
        importers = {one.name: one for one in Domain(name).importers}
        if cmd_name not in importers:
            there = f"there are {', '.join(sorted(importers))}" if importers else "it has none"
            raise BadSetting(f"BANDSTAND_DOMAIN={name!r} has no importer {cmd_name!r}: {there}")
        importer = importers[cmd_name]

        def bring_in(folder: Path, region: str | None, *, as_json: bool, **given: Any) -> None:
            from bandstand.entry.importing import bring_in

            settings = settings_of(folder, region)
            finish(bring_in(settings, importer, given, as_json=as_json))

        command = click.Command(
            cmd_name, params=list(importer.params), callback=bring_in, help=importer.doc
        )
        command.help = inspect.cleandoc(importer.doc)
        return DIR(REGION(JSON(command)))


@click.group("import", cls=_Importers)
def import_() -> None:
    """Import a community from another system."""
