"""Running a stack: start, fill, say when it is ready, and end it at Ctrl-C."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click
import httpx

from bandstand.console.guard import Guard
from bandstand.console.lookout import Lookout
from bandstand.console.serving import HOST, serve, writings
from bandstand.console.trying import Trying
from bandstand.domain import Domain
from bandstand.errors import Failure
from bandstand.processes import production as processes
from bandstand.processes.supervisor import Supervisor
from bandstand.settings import Settings
from bandstand.stack.people import People
from eventlog import streams
from eventlog.connection import connected

STILL_S_MAX = 120.0
"""How long nothing may move before all is ready. To replay a long log may take longer."""

NOTE_S = 10.0
"""How often the progress of a start is said."""

DEMO_SEED = 1967


def run_stack(
    folder: Path,
    regions: list[Settings],
    *,
    replicas: int,
    masters: int,
    console_port: int,
    demo: bool,
    people: bool,
    given: dict[str, str],
) -> None:
    """Run a stack until Ctrl-C or SIGTERM.

    Args:
        demo: whether an empty one is filled. people: whether those of the demo go on meanwhile.

    Raises:
        Failure: it does not come up.
    """
    supervisor = Supervisor(folder, regions, replicas, given, masters, console_port)
    processes.run(_run(supervisor, demo=demo, people=demo and people))


async def _run(supervisor: Supervisor, *, demo: bool, people: bool) -> None:
    living = People(supervisor.folder, DEMO_SEED)
    try:
        await supervisor.start_servers()
        listening = supervisor.listen_for_console()
        console = f"http://{HOST}:{listening.getsockname()[1]}/console/"
        supervisor.regions = [replace(one, console=console) for one in supervisor.regions]
        if demo:
            await _fill(supervisor.regions[0], living)
        supervisor.start_processes()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervisor.watch())
            tasks.create_task(supervisor.follow_links())
            tasks.create_task(supervisor.nurse())
            await _until_ready(supervisor.ready_urls)
            supervisor.ready = True
            tasks.create_task(_show(supervisor, listening))
            for settings in supervisor.regions if people else []:
                tasks.create_task(living.live(settings))
            _tell(supervisor, console)
    finally:
        await supervisor.stop()


def _tell(supervisor: Supervisor, console: str) -> None:
    """Say that all is ready, and where. What people open comes last and stands alone."""
    first, others = supervisor.regions[0], list(supervisor.urls.items())[1:]
    url = supervisor.urls[first.region]
    if first.believes_anybody:
        told = "for development: the header X-Viewer is trusted from anybody"
        if "*" in first.origins:
            told += ", and any page that is open in a browser here can write as anybody"
        click.echo(told, err=True)
    click.echo("Ctrl-C ends it", err=True)
    lines = [f"region {region} {address}" for region, address in others]
    lines += [f"console {console}", f"ready {url}"]
    if first.web:
        lines += ["", f"open {url.removesuffix('graphql')}"]
    click.echo("\n".join(lines))


async def _show(supervisor: Supervisor, listening: socket.socket) -> None:
    """Serve the console, for ever."""
    regions = {settings.region: settings for settings in supervisor.regions}
    trying = Trying(
        supervisor.folder,
        lambda: supervisor.passages,
        supervisor.urls,
        writings(supervisor.regions[0].domain),
    )
    lookout = Lookout(
        regions,
        processes.now_ms,
        links=lambda: supervisor.passages,
        processes=lambda: supervisor.running,
    )
    await serve(lookout, regions, Guard(), listening, trying)


async def _until_ready(own: list[tuple[str, str]]) -> None:
    """Wait until projectors and gateway are ready, on views that hold all that the log holds.

    Args:
        own: the name of each process, and where it says whether it is ready.

    Raises:
        Failure: nothing moves for `STILL_S_MAX`.
    """
    loop = asyncio.get_running_loop()
    said, moved_at, noted_at = "", loop.time(), loop.time()
    async with httpx.AsyncClient(timeout=2) as client:
        while True:
            troubles = {name: await _trouble(client, url) for name, url in own}
            if not any(troubles.values()):
                return
            now = loop.time()
            if progress(troubles) != said:
                said, moved_at = progress(troubles), now
            if now - moved_at > STILL_S_MAX:
                raise Failure(
                    f"not ready, and no progress for {STILL_S_MAX:.0f} s: {said}; see the logs "
                    "in the stack's folder"
                )
            if now - noted_at > NOTE_S:
                noted_at = now
                click.echo(said, err=True)
            await asyncio.sleep(0.05)


def progress(troubles: Mapping[str, str]) -> str:
    """How far a start has come, for people: it is no fault that a process is not up yet.

    Args:
        troubles: by the name of a process what it still waits for; empty when it is ready.
    """
    waiting = {name: trouble for name, trouble in troubles.items() if trouble}
    ready = f"starting: {len(troubles) - len(waiting)} of {len(troubles)} processes are ready"
    return "; ".join([ready, *(f"{name} {trouble}" for name, trouble in waiting.items())])


async def _trouble(client: httpx.AsyncClient, url: str) -> str:
    """Why a process is not ready; nothing when it is."""
    with suppress(httpx.HTTPError, ValueError):
        answer = await client.get(url)
        trouble = answer.json()["trouble"]
        told = "; ".join(trouble.values() if isinstance(trouble, dict) else trouble)
        return told and f"waits: {told}"
    return "is not up yet"


async def _fill(settings: Settings, people: People) -> None:
    """Publish the demo, if the logs are empty."""
    domain = Domain(settings.domain)
    async with connected(settings.nats()) as connection:
        publisher = await processes.publisher(settings, domain, connection).open()
        heads = await streams.heads(connection)
        if any(head.last for head in heads.values()):
            return
        events = domain.demo_lately(settings.region, DEMO_SEED, int(time.time() * 1_000))
        totals = await publisher.publish_many(domain.admit(event) for event in events)
        people.settle()
        click.echo(f"filled with {totals.stored} events of a small community")
