"""What a region sees of another: by asking it, by its mirrors, by what several processes saw."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from math import inf
from pathlib import Path

import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import run
from eventlog import streams
from eventlog.access.credentials import Access
from eventlog.access.permissions import Cut
from eventlog.connection import Connection, connected
from eventlog.copies import witness
from eventlog.copies.mirrors import Mirrors
from eventlog.copies.peers import Peer, heard, latest
from eventlog.copies.witness import Witness
from eventlog.errors import LogError
from eventlog.subjects import Log
from tests.eventlog import full
from tests.eventlog.full import TightServer
from tests.worlds import world

NOW_MS = 1_800_000_000_000
TIME = "2027-01-15T08:00:00Z"
EU = Log("eu")

SEEN: dict[str, tuple[Peer, str]] = {
    "it answers": (Peer("us", True, NOW_MS, {"l": 7}, NOW_MS), ""),
    "it answered": (
        Peer("us", False, NOW_MS + 5_000, {"l": 7}, NOW_MS),
        f"unknown since {TIME}: region us is not reached",
    ),
    "its mirrors hear it": (heard("us", 1.5, NOW_MS), ""),
    "its mirrors heard it": (
        heard("us", 60, NOW_MS + 60_000),
        f"unknown since {TIME}: region us is not reached",
    ),
    "its mirrors never heard it": (
        heard("us", inf, NOW_MS),
        "unknown: region us was not reached yet",
    ),
    "it has no mirrors": (heard("us", None, NOW_MS), "unknown: region us was not reached yet"),
}


@pytest.mark.parametrize("how", SEEN)
def test_what_is_not_seen_is_unknown_and_since_when(how: str) -> None:
    """Whoever reads it must know how old the last thing is that is known."""
    peer, said = SEEN[how]
    assert peer.unknown == said
    shown = peer.shown()
    assert shown["link"] == ("down" if said else "up")
    assert bool(shown["unknownSince"]) is bool(said)


def test_of_several_who_saw_a_region_the_latest_counts() -> None:
    """One replica may be cut off, and another not: what any knows is known."""
    old, new = Peer("us", False, 5, {"l": 1}, 5), Peer("us", True, 9, {"l": 2}, 9)
    ap = Peer("ap", False)
    assert latest([old, ap, new]) == latest([new, old, ap]) == {"us": new, "ap": ap}


class Pair:
    """A hub, and a region whose store is small."""

    def __init__(self, folder: Path) -> None:
        leaves = embedded.free_port()
        self.hub = _Hub(folder / "eu")
        self.hub.leaves_port = leaves
        self.region = TightServer(folder / "us")
        self.region.template = (
            'server_name: "us-1"\nlisten: 127.0.0.1:{port}\n'
            'jetstream { store_dir: "{folder}", domain: "us", max_file_store: {limit} }\n'
            'leafnodes { reconnect: "1s", remotes: [ '
            f'{{ url: "nats-leaf://us:us@127.0.0.1:{leaves}" ,'
            ' deny_imports: ["events.>"], deny_exports: ["events.>"] } ] }\n'
        )


class _Hub(NatsServer):
    leaves_port = 0

    def command(self) -> list[str]:
        cut = Cut("eu", ("us",))
        return embedded.nats_command(
            self.folder, "eu", self.port, leaves_port=self.leaves_port, cut=cut
        )


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Both, running."""
    made = Pair(tmp_path)
    try:
        made.hub.start()
        made.region.start()
        yield made
    finally:
        made.region.kill()
        made.hub.kill()


async def write(connection: Connection, count: int) -> None:
    """Write so many events of a kilobyte into the hub's log."""
    for number in range(count):
        await connection.stream.publish(EU.subject("article", f"a{number}"), b"x" * 1_000)


def test_a_mirror_without_room_is_full_and_not_diverged(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands still while its origin goes on, as one does that nobody feeds; but to make it anew
    would not help, and it goes on by itself when there is room.
    """
    monkeypatch.setattr(witness, "STUCK_S", 1.0)
    monkeypatch.setattr(witness, "LOOK_S", 0.2)

    async def main() -> None:
        here_at = Access(pair.region.url, inbox_prefix="_INBOX.us.projector")
        async with connected(pair.hub.url) as hub, connected(here_at) as here:
            await streams.ensure_log(hub, EU)
            await streams.ensure_keys(here, "us")
            mirrors = Mirrors(
                here, "us", ["eu"], name=lambda: os.urandom(4).hex(), now_ms=lambda: NOW_MS
            )
            async with asyncio.timeout(30):
                while True:
                    with suppress(LogError):
                        await mirrors.ensure("eu")
                        break
                    await asyncio.sleep(0.1)
            assert mirrors.peers == [Peer("eu", True, NOW_MS, {EU.name: 0}, NOW_MS)]
            watching = asyncio.create_task(
                (found := Witness(here, "us", ["eu"], lambda: [EU])).run()
            )
            await write(hub, 400)
            async with asyncio.timeout(30):
                while EU.name not in found.full:
                    assert not found.findings
                    await asyncio.sleep(0.1)
            assert "max_file_store" in found.full[EU.name]
            assert (await streams.head(here, EU)).last < 400
            pair.region.allow(20 * full.LIMIT_BYTES)
            async with asyncio.timeout(30):
                while (await streams.head(here, EU)).last < 400 or found.full:
                    await asyncio.sleep(0.1)
            assert not found.findings
            watching.cancel()

    asyncio.run(main())


def test_who_is_to_make_no_mirrors_says_so_and_setup_makes_them(
    pair: Pair, store_url: str, tmp_path: Path
) -> None:
    """And whoever sets a region up before another is reached is told to do it once more."""
    given = {"NATS_URL": pair.region.url, "REDIS_URL": store_url, "BANDSTAND_REGION": "us"}
    given |= {"BANDSTAND_PEERS": "eu", "BANDSTAND_MAKES_STREAMS": "0"}

    async def main() -> None:
        here_at = Access(pair.region.url, inbox_prefix="_INBOX.us.projector")
        async with connected(pair.hub.url) as hub, connected(here_at) as here:
            await streams.ensure_log(hub, EU)
            mirrors = Mirrors(here, "us", ["eu"], name=str, now_ms=lambda: NOW_MS, makes=False)
            told = ""
            async with asyncio.timeout(30):
                while "run `bandstand setup`" not in told:
                    try:
                        await mirrors.ensure("eu")
                    except LogError as error:
                        told = str(error)
                    await asyncio.sleep(0.1)
            said = await asyncio.to_thread(run, "setup", "--dir", tmp_path, **given)
            assert f"mirror {EU.name} is there" in said.stdout, said
            await mirrors.ensure("eu")
            assert EU in await streams.heads(here)

    asyncio.run(main())


def test_a_mirror_that_nobody_is_to_make_is_told_and_the_way_out(
    pair: Pair, store_url: str, tmp_path: Path
) -> None:
    """`status` said for good that it fills, and ended with 0, where projectors make none."""
    given = {"NATS_URL": pair.region.url, "REDIS_URL": store_url, "BANDSTAND_REGION": "us"}
    given |= {"BANDSTAND_PEERS": "eu", "BANDSTAND_MAKES_STREAMS": "0"}

    async def state(expected: str) -> int:
        async with asyncio.timeout(60):
            while True:
                done = await asyncio.to_thread(run, "status", "--json", "--dir", tmp_path, **given)
                rows = {row["log"]: row for row in json.loads(done.stdout)}
                if rows[EU.name]["watermark"] == 3 and rows[EU.name]["state"].startswith(expected):
                    return done.returncode

    async def set_up() -> None:
        async with asyncio.timeout(60):
            said = ""
            while f"mirror {EU.name} is there" not in said:  # The link may not be up yet.
                said = (await asyncio.to_thread(run, "setup", "--dir", tmp_path, **given)).stdout

    async def main() -> None:
        async with connected(pair.hub.url) as hub, world(pair.region.url, store_url) as it:
            await streams.ensure_log(hub, EU)
            await write(hub, 3)
            await set_up()
            async with it.projecting():
                assert await state("current") == 0
            await it.connection.stream.delete_stream(EU.name)
            assert await state("DIVERGED: the mirror is not there, and projectors make none") == 1
            await set_up()
            assert await state("current") == 0

    asyncio.run(main())
