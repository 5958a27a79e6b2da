"""The command line. Each command is thin: it reads settings, and calls what does the work."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from bandstand.cli.checking import check
from bandstand.cli.console import console
from bandstand.cli.importing import import_
from bandstand.cli.making import new
from bandstand.cli.options import (
    DIR,
    JSON,
    REGION,
    Whole,
    all_settings,
    finish,
    settings_of,
)
from bandstand.cli.permitting import permissions
from bandstand.cli.revoking import revoke
from bandstand.cli.running import link, up
from bandstand.cli.verifying import verify
from bandstand.errors import BadSetting, Failure
from bandstand.processes import journal, telemetry
from bandstand.settings import Settings, described
from crdt.errors import CRDTError
from eventlog.errors import LogError
from gateway.errors import ImportFailed
from views.errors import ViewsError

_SHOWN = (Failure, ImportFailed, LogError, ViewsError, CRDTError)


class _Commands(click.Group):
    """Shows a failure as one message, without a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        hide = journal.hider(os.environ)
        journal.hide_in_traces(hide)
        try:
            return super().invoke(ctx)
        except* _SHOWN as failures:
            first: BaseException = failures
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            # What a person gave may not be UTF-8.
            told = f"bandstand: {first}".encode(errors="backslashreplace").decode()
            click.echo(hide(told), err=True)
            code = getattr(first, "exit_code", 1)
        sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bandstand")
def main() -> None:
    """Bandstand serves social feeds through GraphQL, from views that converge without consensus.

    Start with `bandstand up --demo` and open the address that it prints. Create a domain of your
    own with `bandstand new`.

    Exit codes: 0 success; 1 failure, or a problem was found; 2 an option or a setting is not valid.
    """


@main.command()
@DIR
@JSON
@click.option("--log", "name", help="Repair only this log, such as events-eu-0-1.  [default: all]")
@click.option(
    "--without",
    multiple=True,
    metavar="REGION",
    help="A region that is lost for good. May be repeated.",
)
def heal(
    folder: Path,
    *,
    as_json: bool,
    name: str | None,
    without: tuple[str, ...],
) -> None:
    """Repair logs whose copies differ.

    `bandstand status` shows DIVERGED when a log or a mirror has lost events or was restored from
    an older backup. This command compares all copies, message by message, and checks which events
    the views have merged.

    A mirror that is wrong is deleted and copied again. A log that is wrong is sealed, and its next
    epoch is opened: events that only other copies have are published there, mirrors are copied
    again, and the views drop or rebuild what came from the old log. All regions must be reachable.

    If a log and its mirrors were all restored from a backup and have grown past their old length,
    they agree, and the loss shows only in `bandstand status` or `bandstand verify`. Then name the
    log with --log.

    With NATS_URL and REDIS_URL instead of a stack, it repairs the logs of BANDSTAND_REGION only:
    run it in every region.

    \b
    bandstand heal
    bandstand heal --log events-eu-0-1
    """
    from bandstand.operate.reporting import heal_logs

    finish(heal_logs(all_settings(folder), name, frozenset(without), as_json=as_json))


@main.command()
@DIR
@REGION
def setup(folder: Path, region: str | None) -> None:
    """Create what a region needs before its processes start.

    That is one stream in NATS for each partition (BANDSTAND_PARTITIONS), and this version's
    functions in Redis. Nothing that exists is changed, so it is safe to run again.

    Projectors create both themselves. Use this if they are not allowed to, or to load a new version
    of the domain before it runs. Gateways create nothing; they wait.

    With BANDSTAND_MAKES_STREAMS=0 it also creates the mirrors of other regions' logs: run it again
    when those logs exist, and after each `bandstand heal`.

    \b
    NATS_URL=nats://nats:4222 REDIS_URL=redis://redis:6379/0 bandstand setup
    """
    from bandstand.operate.setup import set_up

    finish(set_up(settings_of(folder, region)))


@main.command(epilog="\b\nEnvironment:\n" + described())
def projector() -> None:
    """Run one projector, for production.

    It reads the logs and merges their events into the views. Run any number, on any machine: there
    is no leader, and events that two projectors merge count once. It waits for servers that are not
    up yet.
    """
    from bandstand.processes import production as processes

    settings = Settings.load(os.environ)
    journal.start(settings, "projector")
    telemetry.start(settings, "projector", os.environ)
    processes.run(processes.project(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
def indexer() -> None:
    """Run one search indexer beside a gateway, for production.

    It reads the logs and keeps the search index in BANDSTAND_SEARCH_DIR. Run one for each gateway
    that offers search, with the same folder; all processes of that gateway share it. The index is
    disposable: if it is missing, damaged or of another version, it is rebuilt from the logs.
    """
    from bandstand.processes import indexing
    from bandstand.processes import production as processes

    settings = Settings.load(os.environ)
    journal.start(settings, "indexer")
    telemetry.start(settings, "indexer", os.environ)
    processes.run(indexing.index(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
@click.option(
    "--worker", type=int, hidden=True, help="Number of this process, of several on one port."
)
def gateway(worker: int | None) -> None:
    """Run one gateway, for production.

    It serves /graphql, /healthz and /readyz. BANDSTAND_HEALTH_PORT, which clients should not reach,
    also serves /metrics, and a /readyz that says why the gateway is not ready. Run any number, each
    with one process per core (BANDSTAND_WORKERS). Unless authentication is configured, everybody
    may read and nobody may write.
    """
    from bandstand.processes import production as processes
    from bandstand.processes import workers

    settings = Settings.load(os.environ)
    journal.start(settings, f"gateway-{worker}" if worker else "gateway")
    if settings.workers > 1 and worker is None:
        processes.run(workers.run(settings))
    else:
        telemetry.start(settings, "gateway", os.environ)
        processes.run(processes.serve(settings, shared=worker is not None))


@main.command("explain-query")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--variables", default="{}", show_default=True, help="Values of the query's variables, as JSON."
)
@click.option("--operation", help="Name of the operation, if FILE has several.")
@click.option("--viewer", help="Id of the viewer.  [default: not signed in]")
def explain_query(file: Any, variables: str, operation: str | None, viewer: str | None) -> None:
    """Explain how the gateway would answer a query.

    It shows whether the query is compiled, or else which part of it needs graphql-core. Then it
    lists what the query reads from the views: fields, counts, pages, and referenced records. It
    connects to no server.

    \b
    echo '{ feed { edges { node { title author { name } } } } }' | bandstand explain-query -
    """
    from bandstand.cli import queries

    settings = Settings.load(os.environ)
    try:
        text = file.read().decode()
    except UnicodeDecodeError:
        raise BadSetting(f"{file.name}: it is not UTF-8: save the query as UTF-8") from None
    queries.explain_query(settings, text, variables=variables, operation=operation, viewer=viewer)


@main.command()
@DIR
@REGION
@click.argument("file", type=click.File("rb"))
def publish(folder: Path, region: str | None, file: Any) -> None:
    """Publish events, one JSON object per line.

    FILE is a path, or - for standard input. A line needs `type`, `actor` and the fields of its
    type. If `id`, `at` (15 hexadecimal digits), `v` or `region` is missing, it is added. Blank
    lines are ignored. A line that is not a valid event is reported and skipped; the others are
    published, and the exit code is 1.

    A line with its own `id` and `at` can be published again: it is stored once. A unique name is
    claimed when its line is published, whatever its `at`: the first one keeps it.

    \b
    echo '{"type":"article_bumped","actor":"enzo","article":"a1"}' | bandstand publish -
    """
    from bandstand.entry.entering import publish_lines

    finish(publish_lines(settings_of(folder, region), file))


@main.command()
@DIR
@JSON
@click.option("--watch", is_flag=True, help="Redraw every second until Ctrl-C.")
def status(folder: Path, *, as_json: bool, watch: bool) -> None:
    """Show how far the views of each region are behind its logs.

    There is one row for each region, view and log: the last sequence of the log in that region, the
    watermark up to which the view has merged everything, the lag behind the end of the log in its
    own region, and the number of parked events. The states are:

    \b
    current, behind   the view has merged all of the log, or is catching up
    unknown since …   the region that writes the log cannot be reached
    FULL: …           the log cannot store more events, and why
    DIVERGED: …       the log lost events, or its copies differ: see `bandstand heal --help`
    FAILED: …         a derivation fails: its records are in no list until the code is fixed
    STUCK: …          a projector cannot merge into the store; other projectors take over its logs
    unreachable: …    the servers of this region, one of several, do not answer

    With --watch the table is redrawn every second, with rates, events on their way between regions,
    and a block-by-block comparison of the regions' views. `bandstand console` shows the same in a
    browser.

    The exit code is 1 if anything is unknown, full, diverged, failed or stuck.
    """
    if watch and as_json:
        raise BadSetting("--watch has no JSON: leave out --watch or --json")
    if watch:
        from bandstand.console.terminal import watch as draw

        finish(draw(all_settings(folder)))
        return
    from bandstand.operate.status import show_status

    finish(show_status(all_settings(folder), as_json=as_json))


@main.group()
def parked() -> None:
    """Look at parked events: those that could not be projected.

    Parked events (dead letters) stay in the log and block nothing. A record whose derivation fails
    is listed here too: it is merged, but is in no list. New code tries both again.
    """


@parked.command("list")
@DIR
@REGION
@JSON
def parked_list(folder: Path, region: str | None, as_json: bool) -> None:
    """List parked events, with the reasons."""
    from bandstand.operate.reporting import list_parked

    finish(list_parked(settings_of(folder, region), as_json=as_json))


@parked.command("show")
@DIR
@REGION
@click.argument("log")
@click.argument("sequence", type=Whole(1))
def parked_show(folder: Path, region: str | None, log: str, sequence: int) -> None:
    """Show why an event is parked, and its bytes.

    \b
    bandstand parked show events-main-0-1 7
    """
    from bandstand.operate.reporting import show_parked

    finish(show_parked(settings_of(folder, region), log, sequence))


@main.command()
@DIR
@REGION
@click.argument("node_id", metavar="NODE_ID")
@click.argument("field", required=False)
@click.option("--member", help="Only this element of a set, or this member of a count.")
@JSON
def explain(
    folder: Path,
    node_id: str,
    field: str | None,
    *,
    region: str | None,
    member: str | None,
    as_json: bool,
) -> None:
    """Explain which events made a record what it is.

    For each register, set and count it shows who wrote it, the winning event first: stamp and time,
    event type and id, actor, log, sequence and value, and why the other events lost. It also shows
    what the view holds, and where that differs from the logs.

    For derived values (lists, sums, leaderboards, and the record's own places in them) it shows
    which records contribute, and every place that differs from what `bandstand verify` computes. Of
    leaderboards by date it shows the newest three, and those that differ.

    NODE_ID is a global id, as GraphQL returns it, or kind:id. FIELD is the name of a GraphQL field,
    or of a register, set or count; without it, everything is shown.

    It reads all logs. The exit code is 1 if no event writes to the record.

    \b
    bandstand explain article:a1 title
    bandstand explain QXJ0aWNsZTphMQ== bumpCount --member ada
    bandstand explain tribe:garage leaderboard
    """
    from bandstand.explain.narration import show_explanation

    finish(show_explanation(settings_of(folder, region), node_id, field, member, as_json=as_json))


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonschema", "asyncapi"]),
    default="table",
    show_default=True,
    help="Output format.",
)
def events(form: str) -> None:
    """List every event of the domain, with its fields.

    The formats are a table for people, one JSON Schema for all events that a log may hold, and an
    AsyncAPI 3 document that includes the subjects they are published to.

    \b
    bandstand events
    bandstand events --format asyncapi > asyncapi.json
    """
    from bandstand.domain import Domain
    from bandstand.operate import events as told

    settings = Settings.load(os.environ)
    types = Domain(settings.domain).codec.types
    if form == "table":
        click.echo("\n".join(told.table(types)))
    else:
        made = told.json_schema(types) if form == "jsonschema" else None
        click.echo(json.dumps(made or told.asyncapi(types, settings.domain), indent=2))


@main.command()
@click.option("--federation", is_flag=True, help="Print it as a subgraph of a federation.")
def schema(federation: bool) -> None:
    """Print the GraphQL schema.

    With --federation it prints the schema of a subgraph, as a gateway with BANDSTAND_FEDERATION=1
    answers `_service`, so that it can be composed without a running gateway:

    \b
    bandstand schema --federation > feeds.graphql
    rover subgraph check GRAPH --name feeds --schema feeds.graphql
    """
    from bandstand.domain import Domain

    domain = Domain(Settings.load(os.environ).domain)
    domain.check()
    click.echo(domain.schema.sdl.rstrip() if federation else domain.schema.as_str())


main.add_command(check)
main.add_command(console)
main.add_command(import_)
main.add_command(up)
main.add_command(link)
main.add_command(new)
main.add_command(permissions)
main.add_command(revoke)
main.add_command(verify)
