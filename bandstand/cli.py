"""The command line. Each command is thin: it reads settings, and calls what does the work."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bandstand import journal
from bandstand.errors import Failure
from bandstand.settings import Settings, described
from bandstand.stack import find
from crdt.errors import CRDTError
from eventlog.errors import LogError
from views.errors import ViewsError

_DIR = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".bandstand"),
    show_default=True,
    help="The folder of the stack.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


class _Commands(click.Group):
    """Shows a failure as one message, without a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except* (Failure, LogError, ViewsError, CRDTError) as failures:
            first: BaseException = failures
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            click.echo(f"bandstand: {first}", err=True)
            code = first.exit_code if isinstance(first, Failure) else 1
        sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bandstand")
def main() -> None:
    """Bandstand serves social feeds through GraphQL, from views that converge without consensus.

    Start with `bandstand up --demo`, and open the address that it prints.
    """


@main.command()
@_DIR
@click.option("--port", default=8000, show_default=True, help="Where the gateway listens; 0: any.")
@click.option(
    "--replicas", type=click.IntRange(1, 16), default=1, show_default=True, help="Projectors."
)
@click.option(
    "--shards",
    type=click.IntRange(1, 1024),
    default=1,
    show_default=True,
    help="Shards of the views. Another number than before replays the log.",
)
@click.option("--demo", is_flag=True, help="Fill an empty stack with a small community.")
def up(folder: Path, port: int, replicas: int, shards: int, demo: bool) -> None:
    """Run everything on this machine until Ctrl-C: servers, projectors, gateway.

    Data stays in the folder, and is found again the next time. With NATS_URL or REDIS_URL set,
    those servers are used instead of embedded ones.
    """
    from bandstand.running import run_stack

    environment = dict(os.environ)
    base = Settings.load(environment)
    settings = replace(base, port=port, shards=shards, development=True)
    journal.start(replace(settings, log_level="WARNING"), "up")
    given = {key: environment[key] for key in ("NATS_URL", "REDIS_URL") if environment.get(key)}
    run_stack(folder, settings, replicas=replicas, demo=demo, given=given)


@main.command(epilog="\b\nEnvironment:\n" + described())
def projector() -> None:
    """Run one projector, for production. Run as many as you like, where you like."""
    from bandstand import processes

    settings = Settings.load(os.environ)
    journal.start(settings, "projector")
    processes.run(processes.project(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
def gateway() -> None:
    """Run one gateway, for production: GraphQL at /graphql, /healthz and /readyz."""
    from bandstand import processes

    settings = Settings.load(os.environ)
    journal.start(settings, "gateway")
    processes.run(processes.serve(settings))


@main.command()
@_DIR
@click.argument("file", type=click.File("rb"))
def publish(folder: Path, file: Any) -> None:
    """Publish events from FILE (- for standard input), one JSON event a line.

    A line needs `type`, `actor` and the fields of its type; `id`, `at` (15 hex digits), `v` and
    `region` are added where they lack. A line that is not an event is named and skipped, the
    others are published, and the exit code is 1.

    \b
    {"type":"article_bumped","actor":"enzo","article":"a1"}
    """
    from bandstand.entering import publish_lines

    _run(publish_lines(_settings(folder), file))


@main.command()
@_DIR
@_JSON
def status(folder: Path, as_json: bool) -> None:
    """Show each log's last sequence, the views' watermark, the lag, and what is parked."""
    from bandstand.reporting import show_status

    _run(show_status(_settings(folder), as_json=as_json))


@main.group()
def parked() -> None:
    """Look at events that could not be projected. They block nothing, and stay in the log."""


@parked.command("list")
@_DIR
@_JSON
def parked_list(folder: Path, as_json: bool) -> None:
    """List what is parked, and why."""
    from bandstand.reporting import list_parked

    _run(list_parked(_settings(folder), as_json=as_json))


@parked.command("show")
@_DIR
@click.argument("log")
@click.argument("sequence", type=click.IntRange(1))
def parked_show(folder: Path, log: str, sequence: int) -> None:
    """Show one parked event's reason and bytes, as the log LOG holds them at SEQUENCE."""
    from bandstand.reporting import show_parked

    _run(show_parked(_settings(folder), log, sequence))


@main.command()
@_DIR
@_JSON
def verify(folder: Path, as_json: bool) -> None:
    """Fold the logs in plain Python and compare with the views; exit 1 where they differ."""
    from bandstand.reporting import show_verdicts

    _run(show_verdicts(_settings(folder), as_json=as_json))


@main.command()
def schema() -> None:
    """Print the GraphQL schema."""
    from bandstand.domain import Domain

    domain = Domain(Settings.load(os.environ).domain)
    click.echo(domain.schema.as_str())


@main.group("import")
def import_() -> None:
    """Bring a community in from elsewhere."""


@import_.command("stackexchange")
@_DIR
@click.argument("dump", type=click.Path(path_type=Path))
@click.option("--site", help="The site's name, which starts every id. [of the folder's name]")
@_JSON
def import_stackexchange(folder: Path, dump: Path, site: str | None, as_json: bool) -> None:
    """Bring in a public Stack Exchange dump: DUMP holds Posts.xml, or Posts.xml.gz, and so on.

    Users, tags as tribes, questions as articles, answers and comments as comments, up-votes on
    questions as bumps, views as views. Importing twice changes nothing.
    """
    from bandstand.entering import import_dump

    _run(import_dump(_settings(folder), dump, site, as_json=as_json))


def _settings(folder: Path) -> Settings:
    settings = find(folder, dict(os.environ))
    journal.start(replace(settings, log_level="ERROR"), "bandstand")
    return settings


def _run(work: Coroutine[Any, Any, int]) -> None:
    """Run a command's work; its result is the exit code. Ctrl-C ends it with 130."""
    try:
        code = asyncio.run(work)
    except KeyboardInterrupt:
        click.echo("bandstand: interrupted", err=True)
        code = 130
    if code:
        sys.exit(code)
