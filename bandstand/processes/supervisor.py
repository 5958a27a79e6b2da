"""The supervisor: servers, projectors and gateways of one or more regions, as children.

    region eu (hub)                          region us
    nats ◀──leaf── link eu-us ◀──leaf────────── nats
    redis, projectors, gateway               redis, projectors, gateway

A child that ends is started again, on the same port.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import httpx
import msgspec

from bandstand.domain import Domain
from bandstand.errors import BadSetting, Failure
from bandstand.processes import production as processes
from bandstand.processes.web import serving
from bandstand.settings import Settings
from bandstand.stack import folder as stack
from bandstand.stack import links, nursing
from bandstand.stack import servers as embedded
from bandstand.stack.folder import Process, Stack
from bandstand.stack.links import Link, Passage
from eventlog.connection import connected
from views.errors import StoreUnavailable
from views.servers import clusters
from views.servers.clusters import Member

_logger = logging.getLogger(__name__)

STOP_S_MAX = 10.0
RESTART_S_MAX = 5.0
_START_S_MAX = 15.0


@dataclass
class Child:
    """A process that is to run until the stack ends."""

    role: str
    region: str
    command: list[str]
    address: str
    environment: dict[str, str]
    health: str = ""
    """Where one of ours says how it is."""
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started_at: float = 0.0

    @property
    def name(self) -> str:
        """What its log file is called."""
        return f"{self.region}-{self.role}"


@dataclass
class Supervisor:
    """Starts, watches and ends the children of a stack.

    Args:
        regions: the settings of each region; the first is the hub.
        replicas: projectors of each region.
        given: environment variables that name servers which run already.
    """

    folder: Path
    regions: list[Settings]
    replicas: int
    given: dict[str, str]
    masters: int = 0
    """Masters of each region's cluster of stores; 0: one server, no cluster."""
    console_port: int = 0
    """Where the console listens; 0: where it did the last time."""
    children: list[Child] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ready: bool = False
    """Whether all has run once, so that what ends from now on is worth starting again."""
    _lock: IO[str] | None = None
    _leaves_port: int = 0
    _health: dict[str, str] = field(default_factory=dict)
    """Name of a child → where it says how it is."""

    @property
    def urls(self) -> dict[str, str]:
        """Where the gateway of each region answers queries."""
        return {
            settings.region: _url(settings, settings.port, "graphql") for settings in self.regions
        }

    @property
    def ready_urls(self) -> list[tuple[str, str]]:
        """The processes of ours, and where each says whether it is ready."""
        return [(child.name, child.health) for child in self.children if child.health]

    async def start_servers(self) -> None:
        """Take the folder, and start the servers that are not given.

        Raises:
            Failure: another stack runs in the folder, or it cannot be written; the port is taken;
                or a server does not come up, or does not answer where it is said to be.
        """
        try:
            await self._take_folder()
        except OSError as error:
            raise Failure(
                f"{self.folder} cannot be written ({error.strerror}): choose another --dir"
            ) from None
        # A port that is taken is said at once, before anything is started.
        for at, settings in enumerate(self.regions):
            with serving.listen(settings.host, settings.port, "--port or BANDSTAND_PORT") as probe:
                self.regions[at] = replace(settings, port=probe.getsockname()[1])
        links.write(self.folder, {})
        await self._look_at_given()
        for at in range(len(self.regions)):
            if "NATS_URL" not in self.given:
                self.regions[at] = await self._start_nats(self.regions[at])
            if "REDIS_URL" not in self.given:
                self.regions[at] = await self._start_redis(self.regions[at])

    async def _start_nats(self, settings: Settings) -> Settings:
        region, hub = settings.region, self.regions[0].region
        port, listen, remote = self._port(f"{region}-nats"), 0, 0
        if len(self.regions) > 1:
            # The hub takes leaf nodes; every other region is one, through a link that can be cut.
            if region == hub:
                self._leaves_port = listen = self._port(f"{hub}-leaves")
            else:
                remote = self._port(f"{region}-link")
                link = Link(f"{hub}-{region}", remote, self._leaves_port)
                await link.start()
                self.links.append(link)
        settings = replace(settings, nats_url=f"nats://{embedded.HOST}:{port}")
        health = self._port(f"{region}-nats-health")
        self._health[f"{region}-nats"] = f"http://{embedded.HOST}:{health}/healthz"
        command = embedded.nats_command(
            self.folder / region / "nats",
            region,
            port,
            leaves_port=listen,
            hub_port=remote,
            health_port=health,
            cut=settings.cut if len(self.regions) > 1 else None,
        )
        await self._start_server("nats", region, command, settings.nats_url, [port])
        return settings

    async def _start_redis(self, settings: Settings) -> Settings:
        if self.masters:
            return await self._start_cluster(settings)
        region = settings.region
        port = self._port(f"{region}-redis")
        settings = replace(settings, redis_url=f"redis://{embedded.HOST}:{port}/0")
        command = embedded.valkey_command(self.folder / region / "redis", port)
        await self._start_server("redis", region, command, settings.redis_url, [port])
        return settings

    async def _start_cluster(self, settings: Settings) -> Settings:
        region, members = settings.region, list[Member]()
        for number in range(self.masters):
            role = f"redis-{number}"
            port, bus = self._port(f"{region}-{role}"), self._port(f"{region}-{role}-bus")
            folder = self.folder / region / role
            command = embedded.valkey_cluster_command(folder, port, bus)
            address = f"redis://{embedded.HOST}:{port}/0"
            await self._start_server(role, region, command, address, [port])
            members.append(Member(port, bus))
        try:
            await clusters.join(members)
        except StoreUnavailable as error:
            raise Failure(str(error)) from None
        nodes = ",".join(f"{embedded.HOST}:{member.port}" for member in members)
        return replace(settings, redis_url=f"redis://{nodes}/0")

    def start_processes(self) -> None:
        """Start the processes of ours, and say in `stack.json` what runs."""
        self.regions = [self._searching(settings) for settings in self.regions]
        for settings in self.regions:
            indexers = ["indexer"] if settings.search_dir else []
            for role in [*["projector"] * self.replicas, *indexers]:
                self._spawn(self._own(role, settings))
            self._spawn(self._own("gateway", settings, self.urls[settings.region]))
        self._write()

    def _searching(self, settings: Settings) -> Settings:
        """The settings of a region, with a folder for its index, where the domain has one."""
        if Domain(settings.domain).corpus is None:
            return replace(settings, search_dir="")
        folder = Path(settings.search_dir or self.folder).absolute() / settings.region / "search"
        return replace(settings, search_dir=str(folder))

    def listen_for_console(self) -> socket.socket:
        """The socket of the console, on loopback.

        Raises:
            BadSetting: the port is taken.
        """
        port = self.console_port or self._port("console")
        return serving.listen(embedded.HOST, port, "--console-port")

    @property
    def passages(self) -> dict[str, str]:
        """What each link lets through now."""
        return {link.name: link.passage.value for link in self.links}

    @property
    def running(self) -> list[dict[str, str | int | bool]]:
        """The children, as pages show them."""
        return [
            {
                "region": child.region,
                "role": child.role,
                "runs": child.process is not None and child.process.poll() is None,
                "restarts": child.restarts,
            }
            for child in self.children
        ]

    async def follow_links(self) -> None:
        """Cut and heal links as `bandstand link` asks, for ever."""
        while True:
            wanted = links.read(self.folder)
            for link in self.links:
                passage = wanted.get(link.name, Passage.UP)
                if passage is not link.passage:
                    link.let(passage)
                    self._write()
            await asyncio.sleep(links.LOOK_S)

    async def watch(self) -> None:
        """Start again what ends, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(0.1)
            for child in self.children:
                if child.process is None or child.process.poll() is None:
                    continue
                if loop.time() - child.started_at > 60:
                    child.restarts = 0
                pause_s = min(0.1 * 2**child.restarts, RESTART_S_MAX)
                if loop.time() - child.started_at < pause_s:
                    continue
                code = child.process.returncode
                if code == BadSetting.exit_code and not self.ready:
                    raise BadSetting(f"the {child.role} cannot run: {self._tail(child.name, 1)}")
                _logger.warning("%s ended with %s: starting it again", child.name, code)
                child.restarts += 1
                self._spawn(child)
                self._write()

    async def nurse(self) -> None:
        """Let servers be started again that would write again, for ever."""
        async with httpx.AsyncClient(timeout=2) as client:
            while True:
                await asyncio.sleep(nursing.LOOK_S)
                for child in self.children:
                    url = self._health.get(child.name)
                    if url and await nursing.needs_restart(client, url, self.folder):
                        assert child.process  # noqa: S101
                        child.process.terminate()

    async def stop(self) -> None:
        """End the children in the reverse order: first who writes, last who stores."""
        order = ["nats", "redis", "projector", "indexer", "gateway"]
        self.children.sort(key=lambda child: order.index(child.role.partition("-")[0]))
        for child in reversed(self.children):
            process = child.process
            if process is None or process.poll() is not None:
                continue
            process.send_signal(signal.SIGTERM)
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_S_MAX):
                    while process.poll() is None:
                        await asyncio.sleep(0.02)
            if process.poll() is None:
                _logger.warning("%s did not end within %.0f s: killed", child.name, STOP_S_MAX)
                process.kill()
                process.wait()
        for link in self.links:
            link.close()
        if self._lock is None:
            return  # SUBTLE: the folder, and what lies in it, is another stack's.
        with suppress(FileNotFoundError):
            (self.folder / "stack.json").unlink()
        self._lock.close()

    async def _take_folder(self) -> None:
        # What people wrote lies in it, and what was taken down since.
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        lock = (self.folder / "lock").open("a+")
        deadline = asyncio.get_running_loop().time() + STOP_S_MAX
        while not stack.hold(lock):
            # SUBTLE: the children hold the lock too, so that after a crash no second server opens
            # the data before the first has let go of it.
            owner = stack.owner(lock)
            left = deadline - asyncio.get_running_loop().time()
            if left < 0 or (owner and stack.runs(owner)):
                lock.close()
                raise Failure(
                    f"another stack runs in {self.folder} (process {owner}); "
                    "end it, or choose another --dir"
                )
            await asyncio.sleep(0.05)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    async def _look_at_given(self) -> None:
        """Say at once what would keep given servers from being used."""
        if "NATS_URL" in self.given:
            async with connected(self.regions[0].nats()):
                pass
        if "REDIS_URL" in self.given:
            for store in processes.stores(self.regions[0], Domain(self.regions[0].domain)):
                try:
                    await store.open()
                finally:
                    await store.close()

    def _port(self, role: str) -> int:
        """The port that a server had the last time, if it is free; else a new one."""
        path = self.folder / "ports.json"
        ports: dict[str, int] = {}
        with suppress(OSError, UnicodeDecodeError, msgspec.DecodeError):
            ports = msgspec.json.decode(path.read_bytes(), type=dict[str, int])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                port = ports[role]
                probe.bind((embedded.HOST, port))
            except (KeyError, OSError, OverflowError):  # Or a number that is no port.
                port = embedded.free_port()
        path.write_bytes(msgspec.json.encode(ports | {role: port}))
        return port

    def _own(self, role: str, settings: Settings, address: str = "") -> Child:
        settings = replace(settings, health_port=embedded.free_port())
        health = _url(settings, settings.health_port, "readyz")
        environment = {**os.environ, **settings.environment()}
        command = embedded.own_command(role)
        return Child(role, settings.region, command, address or health, environment, health)

    async def _start_server(
        self, role: str, region: str, command: list[str], address: str, ports: list[int]
    ) -> None:
        child = Child(role, region, command, address, dict(os.environ))
        self._spawn(child)
        deadline = asyncio.get_running_loop().time() + _START_S_MAX
        while not all(_answers(port) for port in ports):
            ended = child.process is not None and child.process.poll() is not None
            if ended or asyncio.get_running_loop().time() > deadline:
                raise Failure(f"{child.name} does not come up; {self._tail(child.name)}")
            await asyncio.sleep(0.02)

    def _spawn(self, child: Child) -> None:
        with (self.folder / "logs" / f"{child.name}.log").open("ab") as output:
            keep = [self._lock.fileno()] if self._lock else []
            child.process = embedded.start(child.command, output, child.environment, keep)
        child.started_at = asyncio.get_running_loop().time()
        if child not in self.children:
            self.children.append(child)

    def _tail(self, name: str, count: int = 5) -> str:
        path = self.folder / "logs" / f"{name}.log"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return f"the end of {path}:\n" + "\n".join(lines)

    def _write(self) -> None:
        found = [
            Process(child.role, child.region, child.process.pid, child.address, child.health)
            for child in self.children
            if child.process
        ]
        regions = {settings.region: settings.environment() for settings in self.regions}
        passages = {link.name: link.passage for link in self.links}
        Stack(found, regions, passages).write(self.folder)


def _url(settings: Settings, port: int, path: str) -> str:
    # What listens everywhere is reached here.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{path}"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((embedded.HOST, port)) == 0
