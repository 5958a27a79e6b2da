"""Commands that run a stack of one or more regions, and cut and heal its links."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from bandstand.cli.options import DIR, Whole, named
from bandstand.errors import BadSetting, Failure, NoStack
from bandstand.processes import journal
from bandstand.settings import REGION_IS, Settings, is_region
from bandstand.stack.links import Passage


@click.command()
@DIR
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=8000,
    show_default=True,
    envvar="BANDSTAND_PORT",
    show_envvar=True,
    help="Port of the gateway; 0: any free port.",
)
@click.option(
    "--replicas", type=Whole(1, 16), default=1, show_default=True, help="Projectors in each region."
)
@click.option(
    "--shards",
    type=Whole(1, 1024),
    default=1,
    show_default=True,
    envvar="BANDSTAND_SHARDS",
    show_envvar=True,
    help="Shards of the views. Changing it replays the logs.",
)
@click.option(
    "--partitions",
    type=Whole(1, 64),
    default=1,
    show_default=True,
    envvar="BANDSTAND_PARTITIONS",
    show_envvar=True,
    help="Partitions of each region's log, shared by its projectors.",
)
@click.option(
    "--regions",
    default="",
    metavar="EU,US[,AP]",
    help="Names of the regions to run, the hub first.  [default: one region]",
)
@click.option(
    "--redis-cluster",
    "masters",
    type=Whole(3, 16),
    help="Run a cluster with this many masters in each region.  [default: one server]",
)
@click.option(
    "--console-port",
    type=Whole(0, 65535),
    default=0,
    show_default=True,
    help="Port of the console; 0: any free port, the same after a restart.",
)
@click.option("--demo", is_flag=True, help="Fill an empty stack with a small demo community.")
@click.option(
    "--no-people",
    "people",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Stop the activity of the people of the demo.",
)
def up(
    folder: Path,
    *,
    port: int,
    replicas: int,
    shards: int,
    partitions: int,
    regions: str,
    masters: int | None,
    console_port: int,
    demo: bool,
    people: bool,
) -> None:
    """Run everything on this machine until Ctrl-C.

    It starts a NATS and a Valkey server, projectors and a gateway, then prints `ready` and the
    address. A process that ends is restarted. Data stays in the folder for the next start; log
    files are in its logs/.

    With --regions each region has its own servers, projectors and gateway, and mirrors of the other
    regions' logs. The gateways listen on --port and the ports after it. `bandstand link` cuts and
    heals the links between regions.

    With --demo the people of the demo stay active for some hours: every few seconds one of them
    reads, bumps, answers, follows or writes, less and less often. They resume after a restart.
    --no-people stops them.

    It also prints the address of the console, a live view of all this. Cut a link there, write on
    both sides, and watch the regions diverge and converge. It listens on this machine only.

    With NATS_URL or REDIS_URL, those servers are used instead of embedded ones. The variables in
    `bandstand gateway --help` apply here too; BANDSTAND_DEVELOPMENT is 1 unless it is set. A page
    that comes with the domain is served at /, unless BANDSTAND_WEB is set.

    \b
    bandstand up --demo
    bandstand up --dir second --port 8001
    bandstand up --regions eu,us --replicas 2 --partitions 4
    bandstand up --redis-cluster 3 --shards 16
    """
    from bandstand.domain import Domain
    from bandstand.stack.running import run_stack

    environment = dict(os.environ)
    base = Settings.load(environment)
    Domain(base.domain).check()  # Else each process would find it by itself, again and again.
    development = base.development if "BANDSTAND_DEVELOPMENT" in environment else True
    web = base.web if "BANDSTAND_WEB" in environment else _page(base.domain)
    # One for all regions: they are on one machine.
    media = base.media_dir or ("" if base.media_bucket else str((folder / "media").absolute()))
    settings = replace(
        base,
        port=port,
        shards=shards,
        partitions=partitions,
        development=development,
        web=web,
        media_dir=media,
    )
    settings.check_exposed()
    journal.start(replace(settings, log_level="WARNING"), "up")
    given = {key: environment[key] for key in ("NATS_URL", "REDIS_URL") if environment.get(key)}
    if masters and "REDIS_URL" in given:
        raise BadSetting("--redis-cluster starts its own servers; unset REDIS_URL")
    run_stack(
        folder,
        _regions(settings, regions, given),
        replicas=replicas,
        masters=masters or 0,
        console_port=console_port,
        demo=demo,
        people=people,
        given=given,
    )


def _page(domain: str) -> str:
    """The folder of the domain's own page, where it has one here."""
    from bandstand.domain import Domain

    folder = Domain(domain).web
    return str(folder) if folder and folder.is_dir() else ""


def _regions(settings: Settings, regions: str, given: dict[str, str]) -> list[Settings]:
    """The settings of every region that was named, each with the others as peers."""
    names = [name.strip() for name in regions.split(",")] if regions else []
    if not names:
        return [settings]
    for name in names:
        if not is_region(name):
            raise BadSetting(f"--regions {regions!r}: {name!r} is not a valid name: {REGION_IS}")
    if given:
        raise BadSetting(
            f"--regions starts its own servers for each region; unset {', '.join(given)}"
        )
    if len(set(names)) < len(names):
        raise BadSetting(f"--regions {regions!r}: a region is named twice")
    if settings.port and settings.port + len(names) > 65536:
        ctx = click.get_current_context()
        [option] = [one for one in ctx.command.params if one.name == "port"]
        raise BadSetting(
            f"{named(ctx, option)} {settings.port}: {len(names)} regions need one port each, "
            "from this one on, and 65535 is the last; choose a lower port"
        )
    return [
        replace(
            settings,
            region=name,
            peers=tuple(other for other in names if other != name),
            port=settings.port and settings.port + at,
        )
        for at, name in enumerate(names)
    ]


@click.group()
def link() -> None:
    """Cut and heal the links between the regions of a stack."""


@link.command("down")
@DIR
@click.argument("one")
@click.argument("other")
@click.option(
    "--one-way", is_flag=True, help="Hold back only what ONE sends; what OTHER sends passes."
)
def link_down(folder: Path, one: str, other: str, one_way: bool) -> None:
    """Cut the link between two regions.

    Both still accept writes. The link stays cut until `bandstand link up`, or until the stack ends.

    \b
    bandstand link down eu us
    """
    from bandstand.stack import links

    _let(folder, one, other, links.one_way if one_way else links.down)


@link.command("up")
@DIR
@click.argument("one")
@click.argument("other")
def link_up(folder: Path, one: str, other: str) -> None:
    """Heal the link between two regions.

    \b
    bandstand link up eu us
    """
    from bandstand.stack import links

    _let(folder, one, other, links.up)


def _let(folder: Path, one: str, other: str, passage: Callable[[str, str], Passage]) -> None:
    from bandstand.stack import folder as stack
    from bandstand.stack import links

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
