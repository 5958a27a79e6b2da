"""Commands: what `--help` of each says, and of those within them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bandstand.cli.commands import main

WIDTH = 84

_HEAD = """# Commands

What `--help` of each says. Those that run a process read [settings](settings.md), too.
"""


def commands() -> Iterator[tuple[str, str]]:
    """(its name with those that it stands in, its help) of every command, `bandstand` first."""
    yield from _under(main, click.Context(main, info_name="bandstand", max_content_width=WIDTH))


def _under(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    told = click.HelpFormatter(width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    command.format_usage(context, told)
    command.format_help_text(context, told)
    command.format_options(context, told)
    yield context.command_path, told.getvalue().rstrip()
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found and not found.hidden:
                yield from _under(found, click.Context(found, context, name))


def pages() -> dict[str, str]:
    """The page."""
    parts = [_HEAD]
    for name, told in commands():
        depth = min(len(name.split()), 3)
        parts.append(f"{'#' * max(depth, 2)} {name}\n\n```text\n{told}\n```\n")
    return {"reference/commands.md": "\n".join(parts)}
