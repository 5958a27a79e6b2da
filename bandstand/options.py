"""What commands have in common: options, finding a stack, and running until done."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bandstand import journal
from bandstand.settings import Settings
from bandstand.stack import find, find_all

DIR = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".bandstand"),
    show_default=True,
    help="The folder of the stack.",
)
REGION = click.option(
    "--region", help="The region of a stack that has several.  [default: the first]"
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def views_most(context: click.Context, option: click.Parameter, text: str) -> int | None:
    """How many views `--views` lets in of each article; None for all."""
    if text == "all":
        return None
    if text == "none":
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise click.BadParameter(f"{text!r}: expected all, none or a whole number")
    return int(text)


def settings_of(folder: Path, region: str | None = None) -> Settings:
    """The settings of one region of a stack; the first, when none is named."""
    settings = find(folder, os.environ, region)
    journal.start(replace(settings, log_level="ERROR"), "bandstand")
    return settings


def all_settings(folder: Path) -> dict[str, Settings]:
    """The settings of every region of a stack."""
    settings_of(folder)
    return find_all(folder, os.environ)


def finish(work: Coroutine[Any, Any, int]) -> None:
    """Run a command's work; its result is the exit code. Ctrl-C ends it with 130."""

    async def heeding() -> int:
        # SUBTLE: asyncio.run's own handler is not heard when the signal comes just before the loop
        # begins to wait: the handler of a loop wakes it up.
        task = asyncio.current_task()
        if task:
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)
        return await work

    try:
        code = asyncio.run(heeding())
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("bandstand: interrupted", err=True)
        code = 130
    if code:
        sys.exit(code)
