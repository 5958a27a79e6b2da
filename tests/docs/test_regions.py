"""docs/regions.md: nats-server takes its configurations, and settings what it names."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import nats.errors
import pytest
from nats.js.api import AckPolicy, ConsumerConfig

from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import run
from eventlog import streams
from eventlog.access import permissions
from eventlog.access.credentials import Access
from eventlog.access.permissions import Cut
from eventlog.connection import Connection
from eventlog.copies import mirrors as mirrors_of
from eventlog.copies.mirrors import Mirrors
from eventlog.errors import LogError
from eventlog.reading import Reader
from eventlog.subjects import Log
from tests.locked import Certificates, started

PAGE = Path(__file__).parents[2] / "docs" / "regions.md"
TEXT = PAGE.read_text(encoding="utf-8")
CONFIGURATIONS = re.findall(r"```\n(server_name: .*?)```", TEXT, re.S)


COMMANDS = re.findall(r"^(BANDSTAND_.*?) bandstand (permissions .*) > (\S+)$", TEXT, re.M)
APP = "{ user: app, password: $APP_PASSWORD }"
PASSWORDS = {f"{name}_PASSWORD": "secret" for name in ("SYS", "APP", "US")}


class Documented(NatsServer):
    """A server by a configuration of the page, but for places and ports."""

    def __init__(self, folder: Path, configuration: str, leaves: int, tls: Certificates) -> None:
        super().__init__(folder)
        for variables, command, name in COMMANDS:
            told = dict(one.split("=") for one in variables.split())
            (folder / name).write_text(run(*command.split(), **told).stdout, encoding="utf-8")
        self.words = {**PASSWORDS, "HUB_URL": f'"tls://us:secret@127.0.0.1:{leaves}"'}
        text = configuration.replace("0.0.0.0:7422", f"127.0.0.1:{leaves}")
        text = text.replace("/data", str(folder)).replace("/tls/", f"{tls.ca.parent}/")
        # Of the page's user of all there is each role a part, as the page on security has it.
        region, peer = folder.name, {"eu": "us", "us": "eu"}[folder.name]
        for role in ("projector", "operator"):
            granted = permissions.of(role, Cut(region, (peer,)))
            one = f"{{ user: {role}, password: secret, {granted} }}"
            text = text.replace(APP, f"{APP}\n{one}\n")
        self.text = f"listen: 127.0.0.1:{self.port}\n{text}"

    def command(self) -> list[str]:
        path = self.folder / "nats.conf"
        path.write_text(self.text, encoding="utf-8")
        return ["env", *(f"{key}={word}" for key, word in self.words.items()), *self.binary(path)]

    def binary(self, path: Path) -> list[str]:
        """The server alone."""
        return [embedded.nats_binary(), "-c", str(path)]

    def role(self, name: str) -> Connection:
        """A connection of a role."""
        url = self.url.replace("//", f"//{name}:secret@")
        inbox = f"_INBOX.{self.folder.name}.{name}"
        return Connection(Access(url, inbox_prefix=inbox), timeout_s=2)


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> list[Documented]:
    """The hub and the other region, as the page has them; not started."""
    leaves, folder = embedded.free_port(), tmp_path_factory.mktemp("regions")
    tls = Certificates(folder / "tls")
    names = ("eu", "us")
    return [
        Documented(folder / name, text, leaves, tls)
        for name, text in zip(names, CONFIGURATIONS, strict=True)
    ]


@pytest.mark.parametrize("number", [0, 1], ids=["hub", "other"])
def test_nats_takes_the_configuration(regions: list[Documented], number: int) -> None:
    """Whoever copies it has a server that starts; the certificates are the reader's own."""
    command = [*regions[number].command(), "-t"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


EU, US = Log("eu"), Log("us")
REFUSED = ("DELETE", "PURGE", "UPDATE", "CREATE", "MSG.DELETE", "SNAPSHOT", "LEADER.STEPDOWN")


def test_a_region_mirrors_the_logs_of_another_and_cannot_delete_them(
    regions: list[Documented],
) -> None:
    """By a link as the page has it. What a region wrote is its own; a mirror of it is, too."""
    hub, other = regions

    async def scenario() -> None:
        async with AsyncExitStack() as opened:
            eu, us, hub_operator, other_operator = [
                await opened.enter_async_context(held(server.role(role)))
                for role in ("projector", "operator")
                for server in (hub, other)
            ]
            for name, connection in (("eu", eu), ("us", us)):
                await streams.ensure_log(connection, Log(name))
                await connection.answer(f"chains.{name}.*", lambda *_: b"a digest")
            for name, connection, peer in (("eu", eu, "us"), ("us", us, "eu")):
                mirrors = Mirrors(
                    connection, name, [peer], name=lambda: os.urandom(4).hex(), now_ms=lambda: 0
                )
                async with asyncio.timeout(20):
                    while True:
                        with suppress(LogError):
                            await mirrors.ensure(peer)
                            break
                        await asyncio.sleep(0.1)
                assert await connection.request(f"chains.{peer}.any", b"") == b"a digest"
            for operator, name in ((hub_operator, "eu"), (other_operator, "us")):
                await operator.stream.publish(f"events.{name}.0.1.a.b", b"x")
            await mirrored(eu, us)
            await refused(hub_operator, other_operator)
            await mirrored(eu, us)
            await deaf(hub, other)
            await own_beats_alone(hub, other)
            await unforged(hub, other, hub_operator)
            # Its own mirror, elsewhere: that is healing.
            assert await streams.stored(hub_operator.at("us"), EU, 1) == b"x"
            await mirrors_of.unmake(hub_operator, EU, "us")
            assert EU not in await streams.heads(us)

    with started(hub, other):
        asyncio.run(scenario())


@asynccontextmanager
async def held(connection: Connection) -> AsyncIterator[Connection]:
    """A connection, for the time of a block."""
    yield await connection.open()
    await connection.close()


async def mirrored(*here: Connection) -> None:
    """Wait until both regions have both logs."""
    async with asyncio.timeout(20):
        for one in here:
            while {log: head.last for log, head in (await streams.heads(one)).items()} != {
                EU: 1,
                US: 1,
            }:
                await asyncio.sleep(0.1)


async def refused(eu: Connection, us: Connection) -> None:
    """Each asks for what it may not do with the other's log: nobody answers, and it is there."""

    async def ask(connection: Connection, subject: str) -> None:
        with pytest.raises((nats.errors.TimeoutError, nats.errors.NoRespondersError)):
            await connection.client.request(subject, b"{}", timeout=1)

    asked = [
        (connection, f"$JS.{log.region}.API.STREAM.{verb}.{log.name}")
        for connection, log in ((us, EU), (eu, US))
        for verb in REFUSED
    ]
    more = ("STREAM.DELETE.events-eu-0-2", "STREAM.DELETE.keys-eu", "META.LEADER.STEPDOWN")
    asked += [(us, f"$JS.eu.API.{one}") for one in more]
    await asyncio.gather(*(ask(*one) for one in asked))


async def unforged(hub: Documented, other: Documented, operator: Connection) -> None:
    """A region that was taken over is not told who reads a log of ours, and where. Even if it knew,
    what it sends there would not arrive, and what it has our JetStream send is passed over.
    """
    async with held(hub.role("projector")) as reading, held(other.role("app")) as thief:
        reader, bodies = Reader(reading, EU, 1), list[bytes]()

        async def read() -> None:
            async for batch in reader.batches():
                bodies.extend(batch.bodies)

        task = asyncio.create_task(read())
        async with asyncio.timeout(10):
            while bodies != [b"x"]:
                await asyncio.sleep(0.02)
        for verb in ("LIST", "NAMES"):
            asked = f"$JS.eu.API.CONSUMER.{verb}.{EU.name}"
            with pytest.raises((nats.errors.TimeoutError, nats.errors.NoRespondersError)):
                await thief.client.request(asked, b"{}", timeout=1)
        infos = await operator.stream.consumers_info(EU.name)
        (deliver,) = [
            info.config.deliver_subject or ""
            for info in infos
            if not (info.name or "").startswith("mirror-")
        ]
        begun = reader._delivery
        # The mirror's second message has the number that the reader expects next.
        await thief.stream.publish("events.us.0.1.a.b", b"forged")
        await ends(operator, US, 2)
        # A server delivers with replies as a reader expects them, which no client may: its own, and
        # ours, of the mirror of its log and of our log.
        forged = ConsumerConfig(deliver_subject=deliver, ack_policy=AckPolicy.NONE)
        await thief.stream.add_consumer(US.name, forged)
        for log in (US, EU):
            made = await thief.at("eu").stream.add_consumer(log.name, forged)
            async with asyncio.timeout(5):
                while not await delivered(operator, log, made.name):
                    await asyncio.sleep(0.02)
        # What comes behind it by the same link has passed it.
        assert await streams.heads(thief.at("eu"))
        await asyncio.sleep(0.5)
        assert (bodies, reader._delivery) == ([b"x"], begun)
        # It reads on.
        await operator.stream.publish("events.eu.0.1.a.b", b"y")
        async with asyncio.timeout(5):
            while bodies != [b"x", b"y"]:
                await asyncio.sleep(0.02)
        assert reader._delivery == begun
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def ends(connection: Connection, log: Log, last: int) -> None:
    """Wait until a log ends there."""
    async with asyncio.timeout(20):
        while (await streams.head(connection, log)).last != last:
            await asyncio.sleep(0.02)


async def delivered(connection: Connection, log: Log, consumer: str) -> bool:
    """Whether a consumer has delivered all that its log holds."""
    info = await connection.stream.consumer_info(log.name, consumer)
    return info.num_pending == 0


async def deaf(hub: Documented, other: Documented, *, by_hub: bool = False) -> None:
    """Neither hears the other's answers, events, keys or hints, nor what it asks of its JetStream
    and is told of it: there stands which consumers there are.
    """
    heard = list[str]()

    async def note(message: Any) -> None:
        heard.append(message.subject)

    async with held(hub.role("app")) as eu, held(other.role("app")) as us:
        for one, peer in ((eu, "us"), (us, "eu"))[: 1 if by_hub else 2]:
            log = Log(peer).name
            for subject in (
                *(f"{kind}.{peer}.>" for kind in ("_INBOX", "deliver", "events", "keys")),
                *("changed.>", f"$JS.{peer}.API.>", f"$JS.ACK.{log}.>"),
                *(f"$JS.API.CONSUMER.{one}" for one in (f"*.{log}", f"DELETE.{log}.*")),
                *(f"$JS.EVENT.ADVISORY.CONSUMER.*.{log}.*", f"$JS.SNAPSHOT.RESTORE.{log}.*"),
            ):
                await one.client.subscribe(subject, cb=note)
            await one.settle()
        await asyncio.sleep(0.3)  # For the link to carry who listens.
        for name, one in (("us", us), ("eu", eu))[: 1 if by_hub else 2]:
            await streams.heads(one)
            info = await one.stream.add_consumer(Log(name).name, ConsumerConfig())
            await one.client.request(f"$JS.{name}.API.STREAM.NAMES", b"")
            for subject in (
                *(f"events.{name}.9.1.a.b", f"keys.{name}.a"),
                f"$JS.ACK.{Log(name).name}.{info.name}.1.1.1.1.0",
                f"$JS.SNAPSHOT.RESTORE.{Log(name).name}.a",
            ):
                await one.client.publish(subject, b"x")
            await one.settle()
            await one.stream.delete_consumer(Log(name).name, info.name)
        await asyncio.sleep(0.3)
    assert heard == []


async def own_beats_alone(hub: Documented, other: Documented, *, by_hub: bool = False) -> None:
    """What a region's projectors say to others crosses. Nobody speaks to a region in its own name:
    gateways would refuse all mutations, and projectors read nothing.
    """
    roles = ("", ".gateway", ".projector", ".abroad")
    async with held(hub.role("app")) as eu, held(other.role("app")) as us:
        heard = dict[str, set[str]](eu=set(), us=set())
        pairs = (("eu", eu, "us"), ("us", us, "eu"))
        for name, one, _ in pairs:

            async def note(message: Any, of: str = name) -> None:
                heard[of].add(f"{message.subject} {message.data.decode()}")

            for of in ("eu", "us"):
                for role in roles:
                    await one.client.subscribe(f"replicas.{of}{role}", cb=note)
            await one.settle()
        crossed = {name: f"replicas.{peer}.abroad {peer}" for name, _, peer in pairs}
        async with asyncio.timeout(10):
            while any(crossed[name] not in heard[name] for name, _, _ in pairs):
                for name, one, _ in pairs:
                    for of in ("eu", "us"):
                        for role in roles:
                            await one.client.publish(f"replicas.{of}{role}", name.encode())
                    await one.settle()
                await asyncio.sleep(0.1)
        # A hub that allows all lets in all.
        for name, _, peer in pairs[by_hub:]:
            theirs = {text for text in heard[name] if text.endswith(f" {peer}")}
            assert theirs - {f"replicas.{name}.abroad {peer}"} == {crossed[name]}


def test_every_command_of_the_page_exists() -> None:
    """A page that names a command that is not there costs a night."""
    text = PAGE.read_text(encoding="utf-8")
    for command, subcommand in set(re.findall(r"bandstand (\w+)(?: (up|down) eu us)?", text)):
        if command != "bandstand":
            assert run(command, *filter(None, [subcommand]), "--help").returncode == 0


def test_the_settings_of_the_page_are_taken() -> None:
    """`BANDSTAND_PEERS` is a list with commas."""
    settings = Settings.load({"BANDSTAND_REGION": "us", "BANDSTAND_PEERS": "eu,ap"})
    assert (settings.region, settings.peers) == ("us", ("eu", "ap"))
    assert Settings.load(settings.environment()) == settings
