"""An import into a log that becomes full: how far it came is said, and it is done again."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from eventlog import streams
from eventlog.connection import connected
from eventlog.subjects import Log
from tests.bandstand.commands import Region
from tests.eventlog import full
from tests.tribes.importers.garage import garage, park
from tests.worlds import world

LOG = Log("main")


async def limit(url: str, most: int) -> int:
    """Give the log so many messages at most; how many it holds."""
    async with connected(url) as connection:
        await streams.ensure_log(connection, LOG)
        await full.limit(connection, LOG, max_msgs=most)
        return await full.end_of(connection, LOG)


async def project(region: Region) -> None:
    """Bring the views to where the log is."""
    async with world(region.nats.url, region.store.url, region="main") as it, it.projecting():
        await it.caught_up()


def test_an_import_that_a_full_log_stopped_is_done_again(tmp_path: Path) -> None:
    """Its ids come from the dump, so what is stored already is stored once."""
    region = Region(tmp_path / "servers")
    region.start()
    try:
        park(tmp_path / "dump", garage())
        command = ("import", "stackexchange", str(tmp_path / "dump"))
        asyncio.run(limit(region.nats.url, 5))
        told = region.give(*command)
        assert told.exit_code == 1
        assert (
            "bandstand: 5 events were stored, and then: events-main-0-1 takes nothing"
            in told.stderr
        )
        assert "fix that and import the same dump again" in told.stderr
        assert asyncio.run(limit(region.nats.url, -1)) == 5
        # Whose names are taken is asked of the views.
        asyncio.run(project(region))
        done = region.give(*command, "--json")
        assert done.exit_code == 0, done.stderr
        again = json.loads(done.stdout)
        assert again["duplicates"] == 5
        assert asyncio.run(limit(region.nats.url, -1)) == 5 + again["stored"]
    finally:
        region.kill()
