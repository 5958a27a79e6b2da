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

    Start with `bandstand up --demo`, and open the address that it prints. A domain of your own
    begins with `bandstand new`.

    Exit codes: 0 done; 1 it failed, or found something wrong; 2 an option or a setting does not
    fit.
    """


@main.command()
@DIR
@JSON
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
    lacks sequences. This compares all copies, message by message, and looks what the views hold of
    them. A mirror that is wrong is made anew. A log that is wrong is sealed; the next epoch is
    opened, what any copy holds and the log does not is published there again, its mirrors are made
    anew, and the views forget or rebuild what they hold of it. All regions must be reached.

    One that was restored and went on past its old length agrees with its copies, if these were
    restored with it: `bandstand status` says so, or else `bandstand verify`, and --log names it.

    With NATS_URL and REDIS_URL instead of a stack it heals the logs of BANDSTAND_REGION: give it in
    every region.

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
    """Make what a region needs before its processes run.

    Its streams in NATS, as many as BANDSTAND_PARTITIONS says, and the functions of this version in
    Redis. What is there stays as it is, so it may be given again at any time. Projectors make both,
    too; it is for those who do not let them, and for a new version of a domain that is to be loaded
    before it runs. Gateways make nothing: they wait. With BANDSTAND_MAKES_STREAMS=0 it makes the
    mirrors of other regions' logs, too: give it again once these are there, and after each `heal`.

    \b
    NATS_URL=nats://nats:4222 REDIS_URL=redis://redis:6379/0 bandstand setup
    """
    from bandstand.operate.setup import set_up

    finish(set_up(settings_of(folder, region)))


@main.command(epilog="\b\nEnvironment:\n" + described())
def projector() -> None:
    """Run one projector, for production.

    It reads the logs and fills the views. Run as many as you like, where you like: none owns
    anything, and what two do twice shows once. It waits for servers that are not up.
    """
    from bandstand.processes import production as processes

    settings = Settings.load(os.environ)
    journal.start(settings, "projector")
    telemetry.start(settings, "projector", os.environ)
    processes.run(processes.project(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
def indexer() -> None:
    """Run the indexer that stands beside a gateway, for production.

    It reads the logs, and keeps the index that is searched in BANDSTAND_SEARCH_DIR. Run one beside
    each gateway that offers search, however many processes that has, with the same folder. The
    index is disposable: what is not there, damaged, or of another version is filled from the log.
    """
    from bandstand.processes import indexing
    from bandstand.processes import production as processes

    settings = Settings.load(os.environ)
    journal.start(settings, "indexer")
    telemetry.start(settings, "indexer", os.environ)
    processes.run(indexing.index(settings))


@main.command(epilog="\b\nEnvironment:\n" + described())
@click.option("--worker", type=int, hidden=True, help="One of several processes on a port.")
def gateway(worker: int | None) -> None:
    """Run one gateway, for production.

    It answers at /graphql, /healthz and /readyz; on BANDSTAND_HEALTH_PORT, which no client should
    reach, at /metrics too, and /readyz says there what stands in the way. Run as many as you like,
    each of as many processes as it has cores (BANDSTAND_WORKERS). Without BANDSTAND_AUTHENTICATION
    everybody may read and nobody may write.
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
@click.option("--variables", default="{}", show_default=True, help="Their values, in JSON.")
@click.option("--operation", help="Which one, of a file with several.")
@click.option("--viewer", help="The id of who asks.  [default: nobody]")
def explain_query(file: Any, variables: str, operation: str | None, viewer: str | None) -> None:
    """Explain how the gateway would answer a query.

    It says whether the query is compiled, and if not, what in it graphql-core must do; then what is
    read of the views: columns, counts, pages, and the records that others refer to. Nothing is
    asked of any server.

    \b
    echo '{ feed { edges { node { title author { name } } } } }' | bandstand explain-query -
    """
    from bandstand.cli import queries

    settings = Settings.load(os.environ)
    try:
        text = file.read().decode()
    except UnicodeDecodeError:
        raise BadSetting(f"{file.name}: a query is UTF-8, and this is not") from None
    queries.explain_query(settings, text, variables=variables, operation=operation, viewer=viewer)


@main.command()
@DIR
@REGION
@click.argument("file", type=click.File("rb"))
def publish(folder: Path, region: str | None, file: Any) -> None:
    """Publish events, one JSON object a line.

    FILE is a path, or - for standard input. A line needs `type`, `actor` and the fields of its
    type; `id`, `at` (15 hex digits), `v` and `region` are added where they lack. Blank lines are
    passed over. A line that is not an event is named and skipped, the others are published, and
    the exit code is 1.

    A line with an `id` and an `at` of its own can be published again: it is stored once. A unique
    name is claimed when its line comes in, whatever `at` that has: who holds it keeps it.

    \b
    echo '{"type":"article_bumped","actor":"enzo","article":"a1"}' | bandstand publish -
    """
    from bandstand.entry.entering import publish_lines

    finish(publish_lines(settings_of(folder, region), file))


@main.command()
@DIR
@JSON
@click.option("--watch", is_flag=True, help="Draw it again each second, until Ctrl-C.")
def status(folder: Path, *, as_json: bool, watch: bool) -> None:
    """Show how far the views of each region are behind its logs.

    A row for each region, view and log: the log's last sequence there, the watermark up to which
    the view holds all of it, the lag behind where the log ends in its own region, and how many
    events are parked. The state says what else is to be said:

    \b
    current, behind   the view holds all of the log, or will
    unknown since …   the region that writes the log is not reached: what it wrote is not known
    FULL: …           nothing more is stored in the log, and why
    DIVERGED: …       the log lost something, or its copies differ: see `bandstand heal --help`
    FAILED: …         a derivation raises an error: its records stand in no list, until new code
    STUCK: …          a projector cannot merge into the store; others read its logs meanwhile
    unreachable: …    of several regions, this one's servers do not answer

    With --watch it is drawn again each second, with rates, whether the regions hold the same, block
    by block of their views, and events on their way from region to region. `bandstand console`
    shows that in a browser.

    Exit code 1 where something is unknown, full, diverged, failed or stuck.
    """
    if watch and as_json:
        raise BadSetting("--watch draws for people: leave out --json, or ask again and again")
    if watch:
        from bandstand.console.terminal import watch as draw

        finish(draw(all_settings(folder)))
        return
    from bandstand.operate.status import show_status

    finish(show_status(all_settings(folder), as_json=as_json))


@main.group()
def parked() -> None:
    """Look at events that could not be projected.

    They block nothing, and stay in the log. So do records whose derivation fails: they are merged,
    and stand in no list. A new version of the code decides anew.
    """


@parked.command("list")
@DIR
@REGION
@JSON
def parked_list(folder: Path, region: str | None, as_json: bool) -> None:
    """List what is parked, and why."""
    from bandstand.operate.reporting import list_parked

    finish(list_parked(settings_of(folder, region), as_json=as_json))


@parked.command("show")
@DIR
@REGION
@click.argument("log")
@click.argument("sequence", type=Whole(1))
def parked_show(folder: Path, region: str | None, log: str, sequence: int) -> None:
    """Show the reason and the bytes of one.

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
@click.option("--member", help="One element of a set, or one who was counted.")
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

    For each register, set and count it shows who wrote it, the winner first: stamp and time,
    event type and id, actor, log, sequence and value, and why the others lost. It shows what the
    view holds too, and says where that differs from what the logs say.

    Of what is derived (lists, sums, leaderboards, where the record itself stands) it shows which
    records contribute, and each place that is not as `verify` computes it; of leaderboards by date
    the newest three, and those that differ.

    NODE_ID is a global id, as GraphQL gives it, or kind:id. FIELD is a field as GraphQL names it,
    or the name of a register, set or count; without it, everything is shown.

    It reads all logs. Exit code 1 where no event writes to the record.

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
    help="How to print them.",
)
def events(form: str) -> None:
    """List every event of the domain, with its fields.

    A table for people; one JSON Schema of all that a log may hold; or an AsyncAPI 3 document, with
    the subjects that they are published to.

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
@click.option("--federation", is_flag=True, help="As a subgraph of a federation tells it.")
def schema(federation: bool) -> None:
    """Print the GraphQL schema.

    With --federation it is what a gateway with BANDSTAND_FEDERATION=1 answers to `_service`, for
    composition where none runs:

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
