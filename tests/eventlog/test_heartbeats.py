"""Heartbeats: who is believed what, and how much room anybody has to say it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from msgspec import structs
from nats.js.api import AckPolicy, ConsumerConfig, StreamConfig

from bandstand.processes.leaving import Leaving
from bandstand.testing.servers import NatsServer
from eventlog.connection import Connection, connected
from eventlog.copies.heartbeats import (
    BEAT_BYTES_MAX,
    HEARD_BYTES_MAX,
    REPLICAS_MAX,
    TEXT_LENGTH_MAX,
    Beat,
    Beats,
    Fault,
    Finding,
    Heartbeats,
    say,
)
from eventlog.copies.peers import Peer
from eventlog.logs import ServerLogs

ORIGIN = {"log": "events-eu-0-1", "region": "us", "fault": "origin", "why": "it ends at 1"}


def told(replica: str, region: str, **more: Any) -> bytes:
    """A beat, as anybody can write it."""
    return json.dumps({"replica": replica, "group": "g", "region": region, **more}).encode()


def hearing(
    nats: NatsServer, scenario: Callable[[Connection, Heartbeats], Awaitable[None]]
) -> None:
    """Give a scenario a connection, and what hears the projectors of two regions by it."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            heard = Heartbeats(ServerLogs(connection), Beats.PROJECTOR, "eu", "us")
            await heard.open()
            await begin(connection, heard)
            await scenario(connection, heard)

    asyncio.run(main())


REGIONS = ["eu", "us"]


async def begin(connection: Connection, heard: Heartbeats) -> None:
    """Have somebody in each region who can leave."""
    for region in REGIONS:
        await connection.shout(Beats.PROJECTOR.subject(region), told("last", region))
    async with asyncio.timeout(5):
        while sorted(b.region for b in heard.alive() if b.replica == "last") != REGIONS:
            await asyncio.sleep(0.01)


async def after(connection: Connection, heard: Heartbeats) -> list[str]:
    """The replicas that are heard, once what was said before is: who leaves does so behind it."""
    for region in REGIONS:
        await connection.shout(Beats.PROJECTOR.subject(region), told("last", region, leaves=True))
    async with asyncio.timeout(5):
        while "last" in (found := [beat.replica for beat in heard.alive()]):
            await asyncio.sleep(0.01)
    return found


def test_a_beat_is_of_the_role_and_region_of_its_subject(nats: NatsServer) -> None:
    """A gateway was as many projectors as it said, and a region spoke in another's name."""

    async def scenario(connection: Connection, heard: Heartbeats) -> None:
        theirs = {**ORIGIN, "region": "eu"}
        for subject, data in (
            ("replicas.eu.gateway", told("a gateway", "eu")),
            ("replicas.eu", told("an older process", "eu")),
            ("replicas.us.projector", told("of us", "eu")),
            ("replicas.us.projector", told("in its name", "us", findings=[theirs])),
            ("replicas.ap.projector", told("of nobody's", "ap")),
            ("replicas.us.projector", told("us", "us")),
        ):
            await connection.shout(subject, data)
        assert await after(connection, heard) == ["us"]

    hearing(nats, scenario)


@pytest.mark.parametrize(
    ("fault", "log", "is_own"),
    [
        (Fault.ORIGIN, "events-us-0-1", True),
        (Fault.MIRROR, "events-eu-0-1", True),
        (Fault.ORIGIN, "events-eu-0-1", False),
        (Fault.ORIGIN, "events-us", False),
    ],
)
def test_a_region_is_believed_of_its_own_logs_and_mirrors(
    fault: Fault, log: str, is_own: bool
) -> None:
    """What it says of another's log had that region refuse every mutation."""
    assert Finding(log, "us", fault, "it differs").is_own is is_own


def test_no_text_of_a_beat_moves_a_terminal_or_begins_a_line(nats: NatsServer) -> None:
    """It stands in logs, in `status` and in /readyz."""
    evil = "one\ntwo\x1b[31m\u202e" + "x" * 2_000

    async def scenario(connection: Connection, heard: Heartbeats) -> None:
        finding = {**ORIGIN, "why": evil, "log": evil}
        peer = {"region": evil, "up": False, "ends": {evil: 1}}
        said = {"findings": [finding], "peers": [peer], "full": {evil: evil}, "trouble": [evil]}
        await connection.shout("replicas.us.projector", told(evil, "us", **said))
        await after(connection, heard)
        [beat] = heard.alive()
        [found], [seen] = beat.findings, beat.peers
        texts = [beat.replica, found.why, found.log, seen.region, *seen.ends, *beat.trouble]
        for text in (*texts, *beat.full, *beat.full.values()):
            assert text.isprintable()
            assert text.startswith("one\N{REPLACEMENT CHARACTER}two")
            assert len(text) == TEXT_LENGTH_MAX + 1

    hearing(nats, scenario)


def test_what_a_region_says_has_little_room(
    nats: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    """120 beats of 0.95 MB took 240 MB. Another region has room all the same."""

    async def scenario(connection: Connection, heard: Heartbeats) -> None:
        async def flood(count: int, length: int) -> int:
            heard._heard["us"].clear()
            await begin(connection, heard)
            for at in range(count):
                data = told(f"{length} {at}", "us", trouble=["y" * length])
                await connection.shout("replicas.us.projector", data)
            return len(await after(connection, heard))

        assert await flood(20, 950_000) == 0
        assert await flood(REPLICAS_MAX + 50, 1) == REPLICAS_MAX - 1
        fitting = BEAT_BYTES_MAX - 100
        assert await flood(60, fitting) == HEARD_BYTES_MAX // BEAT_BYTES_MAX
        await begin(connection, heard)
        for data in (b"[" * 60_000, b'{"replica":' + b"[" * 60_000, b"\xff"):
            await connection.shout("replicas.us.projector", data)
        assert await after(connection, heard)

    with caplog.at_level(logging.WARNING):
        hearing(nats, scenario)
    assert len(caplog.records) == 1, "what comes twice a second is said once"


def test_what_a_process_has_to_say_fits(nats: NatsServer) -> None:
    """Who has 64 partitions and ten regions would be taken for dead."""

    async def scenario(connection: Connection, heard: Heartbeats) -> None:
        logs = [f"events-eu-{at}-1" for at in range(6_000)]
        own = Finding("events-eu-1-1", "eu", Fault.ORIGIN, "it lacks 7 sequences")
        beat = Beat(
            *("one", "g", "eu", logs, ["cannot " * 90] * 90),
            [Finding(log, "eu", Fault.MIRROR, "it stands still") for log in logs] + [own],
            [Peer("us", True, 1, dict.fromkeys(logs, 7), 1)],
            dict.fromkeys(logs, "no room"),
            stuck=3,
        )
        await say(ServerLogs(connection), Beats.PROJECTOR, beat)
        assert await after(connection, heard) == ["one"]
        [found] = heard.alive()
        assert (found.stuck, found.peers) == (3, [Peer("us", True, 1)])
        assert own in found.findings

    hearing(nats, scenario)


def test_what_jetstream_delivers_is_no_beat(nats: NatsServer) -> None:
    """Who may make consumers has it deliver anywhere, also where they may not publish."""

    async def scenario(connection: Connection, heard: Heartbeats) -> None:
        stream = connection.stream
        await stream.add_stream(StreamConfig(name="told", subjects=["told"]))
        await stream.publish("told", told("forged", "eu"))
        arrived = list[bytes]()

        async def note(message: Any) -> None:
            arrived.append(message.data)

        subject = Beats.PROJECTOR.subject("eu")
        await connection.client.subscribe(subject, cb=note)
        for policy in (AckPolicy.NONE, AckPolicy.EXPLICIT):
            config = ConsumerConfig(deliver_subject=subject, ack_policy=policy)
            await stream.add_consumer("told", config)
        async with asyncio.timeout(5):
            while len(arrived) < 2:
                await asyncio.sleep(0.01)
        assert await after(connection, heard) == []

    hearing(nats, scenario)


@pytest.mark.parametrize("beats", [Beats.GATEWAY, Beats.OLDER])
def test_a_projector_that_leaves_hears_gateways_of_this_version_and_of_the_last(
    nats: NatsServer, beats: Beats
) -> None:
    """At an upgrade, or at the way back, old gateways show what nobody else would fill."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            logs = ServerLogs(connection)
            leaving = Leaving(logs, "eu", ["community 1"], 60)
            task = asyncio.create_task(leaving.run())
            shown = Beat("a", "gateway", "eu", shows=["community 1", "other 2"])
            async with asyncio.timeout(5):
                while leaving._shown() != {"community 1"}:
                    await say(logs, beats, shown)
                    await asyncio.sleep(0.05)
            # Another gateway may say that one leaves; it is gone when it is silent.
            await say(logs, beats, structs.replace(shown, leaves=True))
            await asyncio.sleep(0.3)
            assert leaving._shown() == {"community 1"}
            task.cancel()

    asyncio.run(main())
