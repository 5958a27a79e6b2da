"""What commands have in common: options, finding a stack, and running until done."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from bandstand.errors import BadSetting
from bandstand.processes import journal
from bandstand.settings import Settings
from bandstand.stack.folder import find, find_all


def named(ctx: click.Context | None, param: click.Parameter | None) -> str:
    """What a person gave a value by: an option, an argument, or a variable."""
    if ctx is None or param is None:
        return "a value"
    if ctx.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT:
        return str(param.envvar)
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()


class Whole(click.ParamType[int]):
    """A whole number within limits."""

    def __init__(self, low: int, high: int | None = None) -> None:
        self.low, self.high = low, high
        self.name = f"{low}-{high}" if high is not None else "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises:
            BadSetting: it is none, or not within the limits.
        """
        if isinstance(value, int):
            return value
        wanted = f"{self.low} or more, of at most 18 digits"
        if self.high is not None:
            wanted = f"{self.low} to {self.high:,}"
        text = str(value).strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            raise BadSetting(f"{named(ctx, param)} {value!r}: expected a whole number, {wanted}")
        number = int(text)
        if number < self.low or (self.high is not None and number > self.high):
            raise BadSetting(f"{named(ctx, param)} {number}: expected {wanted}")
        return number


class Folder(click.Path):
    """A folder whose name can be written down, in JSON and elsewhere."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder.

        Raises:
            BadSetting: its name is not UTF-8.
        """
        try:
            str(value).encode()
        except UnicodeEncodeError:
            shown = os.fsencode(str(value)).decode(errors="backslashreplace")
            raise BadSetting(
                f"{named(ctx, param)} {shown}: the name is not UTF-8; choose another folder"
            ) from None
        return super().convert(value, param, ctx)


DIR = click.option(
    "--dir",
    "folder",
    type=Folder(),
    default=Path(".bandstand"),
    show_default=True,
    help="Folder of the stack.",
)
REGION = click.option("--region", help="Region, if the stack has several.  [default: the first]")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


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
