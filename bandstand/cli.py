"""The command line. Each command is thin: it reads settings, and calls what does the work."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bandstand import journal
from bandstand.errors import BadSetting, Failure, NoStack
from bandstand.links import Passage
from bandstand.settings import Settings, described
from bandstand.stack import find, find_all
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
_REGION = click.option(
    "--region", help="The region of a stack that has several.  [default: the first]"
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

    Exit codes: 0 done; 1 it failed, or found something wrong; 2 an option or a setting does not
    fit.
    """


@main.command()
@_DIR
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    envvar="BANDSTAND_PORT",
    show_envvar=True,
    help="Where the gateway listens; 0: any.",
)
@click.option(
    "--replicas", type=click.IntRange(1, 16), default=1, show_default=True, help="Projectors."
)
@click.option(
    "--shards",
    type=click.IntRange(1, 1024),
    default=1,
    show_default=True,
    envvar="BANDSTAND_SHARDS",
    show_envvar=True,
    help="Shards of the views. Another number than before replays the log.",
)
@click.option(
    "--partitions",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    envvar="BANDSTAND_PARTITIONS",
    show_envvar=True,
    help="Logs of each region, which its projectors share.",
)
@click.option(
    "--regions",
    default="",
    metavar="EU,US[,AP]",
    help="Regions to run, the hub first.  [default: one]",
)
@click.option(
    "--redis-cluster",
    "masters",
    type=click.IntRange(3, 16),
    metavar="MASTERS",
    help="A cluster of stores in each region, of so many masters.  [default: one server]",
)
@click.option("--demo", is_flag=True, help="Fill an empty stack with a small community.")
def up(
    folder: Path,
    *,
    port: int,
    replicas: int,
    shards: int,
    partitions: int,
    regions: str,
    masters: int | None,
    demo: bool,
) -> None:
    """Run everything on this machine until Ctrl-C.

    Starts a NATS and a Valkey server, projectors and a gateway, and prints `ready` and the
    address. What ends is started again. Data stays in the folder, and is found again the next
    time; what the processes say is in its logs/.

    With --regions each region has servers, projectors and a gateway of its own, and mirrors of the
    others' logs. The gateways listen on --port and the ports after it. `bandstand link` cuts and
    heals the links between the regions.

    With NATS_URL or REDIS_URL set, those servers are used instead of embedded ones. The variables
    that `bandstand gateway --help` lists hold here too.

    \b
    bandstand up --demo
    bandstand up --dir second --port 8001
    bandstand up --regions eu,us --replicas 2 --partitions 4
    bandstand up --redis-cluster 3 --shards 16
    """
    from bandstand.running import run_stack

    environment = dict(os.environ)
    base = Settings.load(environment)
    settings = replace(base, port=port, shards=shards, partitions=partitions, development=True)
    journal.start(replace(settings, log_level="WARNING"), "up")
    given = {key: environment[key] for key in ("NATS_URL", "REDIS_URL") if environment.get(key)}
    if masters and "REDIS_URL" in given:
        raise BadSetting("--redis-cluster starts stores of its own; unset REDIS_URL")
    run_stack(
        folder,
        _regions(settings, regions, given),
        replicas=replicas,
        masters=masters or 0,
        demo=demo,
        given=given,
    )


def _regions(settings: Settings, named: str, given: dict[str, str]) -> list[Settings]:
    """The settings of every region that was named, each with the others as peers."""
    names = [name.strip() for name in named.split(",")] if named else []
    if not names:
        return [settings]
    if given:
        raise BadSetting(
            f"--regions starts servers of its own for each region; unset {', '.join(given)}"
        )
    if len(set(names)) < len(names):
        raise BadSetting(f"--regions {named}: a region is named twice")
    if settings.port and settings.port + len(names) > 65536:
        raise BadSetting(
            f"--port {settings.port}: {len(names)} regions need as many ports after it"
        )
    for name in names:
        Settings.load({"BANDSTAND_REGION": name})
    return [
        replace(
            settings,
            region=name,
            peers=tuple(other for other in names if other != name),
            port=settings.port and settings.port + at,
        )
        for at, name in enumerate(names)
    ]


@main.command()
@_DIR
@_JSON
@click.option("--log", "name", help="One log, such as events-eu-0-1.  [default: all]")
@click.option("--without", multiple=True, metavar="REGION", help="A region that is gone for good.")
def heal(
    folder: Path,
    *,
    as_json: bool,
    name: str | None,
    without: tuple[str, ...],
) -> None:
    """Heal logs whose copies are not the same log any more.

    `bandstand status` says DIVERGED when a log or a mirror was restored to an older state, or
    lacks sequences. This compares all copies, message by message. A mirror that is wrong is made
    anew. A log that is wrong is sealed; the next epoch is opened, what any copy holds and the log
    does not is published there again, its mirrors are made anew, and the views forget or rebuild
    what they hold of it. All regions must be reached.

    With NATS_URL and REDIS_URL instead of a stack it heals the logs of BANDSTAND_REGION: give it in
    every region.

    \b
    bandstand heal
    bandstand heal --log events-eu-0-1
    """
    from bandstand.reporting import heal_logs

    _run(heal_logs(_all_settings(folder), name, frozenset(without), as_json=as_json))


@main.group()
def link() -> None:
    """Cut and heal the links between the regions of a stack."""


@link.command("down")
@_DIR
@click.argument("one")
@click.argument("other")
@click.option(
    "--one-way", is_flag=True, help="What ONE sends is held back; what OTHER sends passes."
)
def link_down(folder: Path, one: str, other: str, one_way: bool) -> None:
    """Cut the link between two regions.

    Both go on taking writes. The link stays cut until `bandstand link up`, or until the stack
    ends.

    \b
    bandstand link down eu us
    """
    from bandstand import links

    _let(folder, one, other, links.one_way if one_way else links.down)


@link.command("up")
@_DIR
@click.argument("one")
@click.argument("other")
def link_up(folder: Path, one: str, other: str) -> None:
    """Heal the link between two regions.

    \b
    bandstand link up eu us
    """
    from bandstand import links

    _let(folder, one, other, links.up)


def _let(folder: Path, one: str, other: str, passage: Callable[[str, str], Passage]) -> None:
    from bandstand import links, stack

    running = stack.running(folder)
    if running is None:
        raise NoStack(f"no stack runs in {folder}; start one with `bandstand up --regions eu,us`")
    name = links.name_of(one, other, list(running.regions))
    wanted = passage(one, name)
    links.write(folder, {**links.read(folder), name: wanted})
    deadline = time.monotonic() + links.FOLLOW_S_MAX
    while running is None or running.links.get(name) is not wanted:
        if time.monotonic() > deadline:
            raise Failure(f"the stack does not follow {folder / 'links.json'}; does it still run?")
        time.sleep(links.LOOK_S)
        running = stack.running(folder)
    click.echo(f"{name} is {wanted}")


@main.command(epilog="\b\nEnvironment:\n" + described())
def projector() -> None:
    """Run one projector, for production.

    It reads the logs and fills the views. Run as many as you like, where you like: none owns
    anything, and what two do twice shows once. It waits for servers that are not up.
    """
    from bandstand import processes

    settings = Settings.load(os.environ)
    journal.start(settings, "projector")
    processes.run(processes.project(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
def gateway() -> None:
    """Run one gateway, for production.

    It answers at /graphql, /healthz and /readyz. Run as many as you like. Without
    BANDSTAND_AUTHENTICATION everybody may read and nobody may write.
    """
    from bandstand import processes

    settings = Settings.load(os.environ)
    journal.start(settings, "gateway")
    processes.run(processes.serve(settings))


@main.command()
@_DIR
@_REGION
@click.argument("file", type=click.File("rb"))
def publish(folder: Path, region: str | None, file: Any) -> None:
    """Publish events, one JSON object a line.

    FILE is a path, or - for standard input. A line needs `type`, `actor` and the fields of its
    type; `id`, `at` (15 hex digits), `v` and `region` are added where they lack. Blank lines are
    passed over. A line that is not an event is named and skipped, the others are published, and
    the exit code is 1.

    A line with an `id` and an `at` of its own can be published again: it is stored once.

    \b
    echo '{"type":"article_bumped","actor":"enzo","article":"a1"}' | bandstand publish -
    """
    from bandstand.entering import publish_lines

    _run(publish_lines(_settings(folder, region), file))


@main.command()
@_DIR
@_JSON
def status(folder: Path, as_json: bool) -> None:
    """Show how far the views of each region are behind its logs.

    A row for each region, view and log: the log's last sequence, the watermark up to which the
    view holds all of it, the lag between them, and how many events are parked. Exit
    code 1 where a log ends before the view, or lacks sequences.
    """
    from bandstand.reporting import show_status

    _run(show_status(_all_settings(folder), as_json=as_json))


@main.group()
def parked() -> None:
    """Look at events that could not be projected.

    They block nothing, and stay in the log. A new version of the code decides anew.
    """


@parked.command("list")
@_DIR
@_REGION
@_JSON
def parked_list(folder: Path, region: str | None, as_json: bool) -> None:
    """List what is parked, and why."""
    from bandstand.reporting import list_parked

    _run(list_parked(_settings(folder, region), as_json=as_json))


@parked.command("show")
@_DIR
@_REGION
@click.argument("log")
@click.argument("sequence", type=click.IntRange(1, 2**63 - 1))
def parked_show(folder: Path, region: str | None, log: str, sequence: int) -> None:
    """Show the reason and the bytes of one.

    \b
    bandstand parked show events-main-0-1 7
    """
    from bandstand.reporting import show_parked

    _run(show_parked(_settings(folder, region), log, sequence))


@main.command()
@_DIR
@_JSON
def verify(folder: Path, as_json: bool) -> None:
    """Check that the views are what the logs say.

    Folds the logs in plain Python and compares the result with the views, entry by entry, and
    what is derived with its recomputation. Exit code 1 where they differ.
    """
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
@_REGION
@click.argument("dump", type=click.Path(path_type=Path))
@click.option("--site", help="Starts every id.  [default: from the folder's name]")
@_JSON
def import_stackexchange(
    folder: Path, region: str | None, dump: Path, site: str | None, as_json: bool
) -> None:
    """Bring in a public Stack Exchange dump.

    DUMP is a folder with Users, Tags, Posts, Comments and Votes, each as .xml or .xml.gz. Users
    come in, tags as tribes, questions as articles, answers and comments as comments, up-votes on
    questions as bumps, views as views. Importing twice changes no view.

    \b
    bandstand import stackexchange quantumcomputing.stackexchange.com/
    """
    from bandstand.entering import import_dump

    _run(import_dump(_settings(folder, region), dump, site, as_json=as_json))


def _settings(folder: Path, region: str | None = None) -> Settings:
    settings = find(folder, os.environ, region)
    journal.start(replace(settings, log_level="ERROR"), "bandstand")
    return settings


def _all_settings(folder: Path) -> dict[str, Settings]:
    _settings(folder)
    return find_all(folder, os.environ)


def _run(work: Coroutine[Any, Any, int]) -> None:
    """Run a command's work; its result is the exit code. Ctrl-C ends it with 130."""
    try:
        code = asyncio.run(work)
    except KeyboardInterrupt:
        click.echo("bandstand: interrupted", err=True)
        code = 130
    if code:
        sys.exit(code)
