"""Running a stack: start, fill, say when it is ready, and end it at Ctrl-C."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click
import httpx

from bandstand import processes
from bandstand.domain import Domain
from bandstand.settings import Settings
from bandstand.stack import Supervisor, until
from eventlog import streams
from eventlog.connection import connected

READY_S_MAX = 120.0
DEMO_SEED = 1967
_QUERY = {"query": "{ feed(first: 1) { edges { node { id } } } }"}


def run_stack(
    folder: Path, settings: Settings, *, replicas: int, demo: bool, given: dict[str, str]
) -> None:
    """Run a stack until Ctrl-C or SIGTERM.

    Raises:
        Failure: it does not come up.
    """
    # A port that is taken is said at once, before anything is started.
    with processes.listen(settings.host, settings.port) as probe:
        settings = replace(settings, port=probe.getsockname()[1])
    processes.run(_run(Supervisor(folder, settings, replicas, given), demo=demo))


async def _run(supervisor: Supervisor, *, demo: bool) -> None:
    try:
        await supervisor.start()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervisor.watch())
            if demo:
                await _fill(supervisor.settings)
            await until(lambda: _answers(supervisor.url), "the first query", READY_S_MAX)
            click.echo(f"ready {supervisor.url}")
    finally:
        await supervisor.stop()


async def _answers(url: str) -> bool:
    """Whether a query works, on views that hold all that the log holds."""
    with suppress(httpx.HTTPError, ValueError):
        async with httpx.AsyncClient(timeout=2) as client:
            answer = (await client.post(url, json=_QUERY)).json()
            status = answer.get("extensions", {}).get("consistency", {}).get("status")
            return "errors" not in answer and status == "CURRENT"
    return False


async def _fill(settings: Settings) -> None:
    """Publish the demo, if the logs are empty."""
    domain = Domain(settings.domain)
    async with connected(settings.nats_url) as connection:
        publisher = await processes.publisher(settings, domain, connection).open()
        heads = await streams.heads(connection)
        if any(head.last for head in heads.values()):
            return
        events = domain.demo(settings.region, DEMO_SEED)
        totals = await publisher.publish_many(domain.admit(event) for event in events)
        click.echo(f"filled with {totals.stored} events of a small community")
