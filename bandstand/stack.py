"""The stack: servers, projectors and a gateway as children on loopback, supervised.

A child that ends is started again, on the same port. `stack.json` says what runs where:
`{"processes": [{"role", "region", "pid", "address"}], "settings": {…}}`.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import signal
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import msgspec

from bandstand import embedded, processes
from bandstand.domain import Domain
from bandstand.errors import BadSetting, Failure, NoStack
from bandstand.settings import Settings
from eventlog.connection import connected

_logger = logging.getLogger(__name__)

STOP_S_MAX = 10.0
RESTART_S_MAX = 5.0
_START_S_MAX = 15.0


class Process(msgspec.Struct):
    """One line of `stack.json`."""

    role: str
    region: str
    pid: int
    address: str


class Stack(msgspec.Struct):
    """What `stack.json` says."""

    processes: list[Process]
    settings: dict[str, str]


@dataclass
class Child:
    """A process that is to run until the stack ends."""

    role: str
    command: list[str]
    address: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started_at: float = 0.0
    port: int = 0


@dataclass
class Supervisor:
    """Starts, watches and ends the children of a stack.

    Args:
        given: environment variables that name servers which run already.
    """

    folder: Path
    settings: Settings
    replicas: int
    given: dict[str, str]
    children: list[Child] = field(default_factory=list)
    ready: bool = False
    """Whether all has run once, so that what ends from now on is worth starting again."""
    _lock: IO[str] | None = None

    @property
    def url(self) -> str:
        """Where the gateway answers queries."""
        return self._url(self.settings.port, "graphql")

    @property
    def ready_urls(self) -> list[str]:
        """Where the processes of ours say whether they are ready."""
        own = [child.address for child in self.children if child.role == "projector"]
        return [*own, self._url(self.settings.port, "readyz")]

    def _url(self, port: int, path: str) -> str:
        host = self.settings.host
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/{path}"

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
        with processes.listen(self.settings.host, self.settings.port, "--port") as probe:
            self.settings = replace(self.settings, port=probe.getsockname()[1])
        await self._look_at_given()
        region = self.settings.region
        if "NATS_URL" not in self.given:
            port = self._port("nats")
            self.settings = replace(self.settings, nats_url=f"nats://{embedded.HOST}:{port}")
            command = embedded.nats_command(self.folder / region / "nats", region, port)
            await self._start_server("nats", command, self.settings.nats_url, port)
        if "REDIS_URL" not in self.given:
            port = self._port("redis")
            self.settings = replace(self.settings, redis_url=f"redis://{embedded.HOST}:{port}/0")
            command = embedded.valkey_command(self.folder / region / "redis", port)
            await self._start_server("redis", command, self.settings.redis_url, port)

    def start_processes(self) -> None:
        """Start the processes of ours, and say in `stack.json` what runs."""
        for _ in range(self.replicas):
            port = embedded.free_port()
            more = {"BANDSTAND_HEALTH_PORT": str(port)}
            self._spawn(self._own("projector", self._url(port, "readyz"), more))
        self._spawn(self._own("gateway", self.url, {"BANDSTAND_DEVELOPMENT": "1"}))
        self._write()

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
                    raise Failure(f"the {child.role} cannot run: {self._tail(child.role, 1)}")
                _logger.warning("%s ended with %s: starting it again", child.role, code)
                child.restarts += 1
                self._spawn(child)
                self._write()

    async def stop(self) -> None:
        """End the children in the reverse order: first who writes, last who stores."""
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
                _logger.warning("%s did not end within %.0f s: killed", child.role, STOP_S_MAX)
                process.kill()
                process.wait()
        if self._lock is None:
            return  # SUBTLE: the folder, and what lies in it, is another stack's.
        with suppress(FileNotFoundError):
            (self.folder / "stack.json").unlink()
        self._lock.close()

    async def _take_folder(self) -> None:
        (self.folder / "logs").mkdir(parents=True, exist_ok=True)
        lock = (self.folder / "lock").open("a+")
        deadline = asyncio.get_running_loop().time() + STOP_S_MAX
        while not _locked(lock):
            # SUBTLE: the children hold the lock too, so that after a crash no second server opens
            # the data before the first has let go of it.
            owner = _owner(lock)
            left = deadline - asyncio.get_running_loop().time()
            if left < 0 or (owner and _runs(owner)):
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
            async with connected(self.settings.nats_url):
                pass
        if "REDIS_URL" in self.given:
            for store in processes.stores(self.settings, Domain(self.settings.domain)):
                try:
                    await store.open()
                finally:
                    await store.close()

    def _port(self, role: str) -> int:
        """The port that a server had the last time, if it is free; else a new one."""
        path = self.folder / "ports.json"
        ports: dict[str, int] = {}
        with suppress(OSError, msgspec.DecodeError):
            ports = msgspec.json.decode(path.read_bytes(), type=dict[str, int])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((embedded.HOST, ports.get(role, 0)))
                port = int(probe.getsockname()[1])
            except OSError:
                port = embedded.free_port()
        path.write_bytes(msgspec.json.encode(ports | {role: port}))
        return port

    def _own(self, role: str, address: str, more: dict[str, str]) -> Child:
        environment = {**os.environ, **self.settings.environment(), **more}
        return Child(role, embedded.own_command(role), address, environment)

    async def _start_server(self, role: str, command: list[str], address: str, port: int) -> None:
        child = Child(role, command, address, dict(os.environ), port=port)
        self._spawn(child)
        deadline = asyncio.get_running_loop().time() + _START_S_MAX
        while not _answers(port):
            ended = child.process is not None and child.process.poll() is not None
            if ended or asyncio.get_running_loop().time() > deadline:
                raise Failure(f"{role} does not come up; {self._tail(role)}")
            await asyncio.sleep(0.02)

    def _spawn(self, child: Child) -> None:
        with (self.folder / "logs" / f"{child.role}.log").open("ab") as output:
            keep = [self._lock.fileno()] if self._lock else []
            child.process = embedded.start(child.command, output, child.environment, keep)
        child.started_at = asyncio.get_running_loop().time()
        if child not in self.children:
            self.children.append(child)

    def _tail(self, role: str, count: int = 5) -> str:
        path = self.folder / "logs" / f"{role}.log"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return f"the end of {path}:\n" + "\n".join(lines)

    def _write(self) -> None:
        processes = [
            Process(child.role, self.settings.region, child.process.pid, child.address)
            for child in self.children
            if child.process
        ]
        stack = Stack(processes, self.settings.environment())
        draft = self.folder / "stack.json.new"
        draft.touch(mode=0o600)  # An address can hold a password.
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(stack)))
        draft.replace(self.folder / "stack.json")


def find(folder: Path, environment: dict[str, str]) -> Settings:
    """The settings of the stack that runs in a folder, or of servers that the environment names.

    Raises:
        NoStack: neither is there.
    """
    try:
        if not _taken(folder):
            raise FileNotFoundError
        stack = msgspec.json.decode((folder / "stack.json").read_bytes(), type=Stack)
    except FileNotFoundError:
        if "NATS_URL" in environment and "REDIS_URL" in environment:
            return Settings.load(environment)
        raise NoStack(
            f"no stack runs in {folder}; start one with `bandstand up`, name another with --dir, "
            "or set NATS_URL and REDIS_URL"
        ) from None
    except (OSError, msgspec.DecodeError) as error:
        raise NoStack(f"{folder / 'stack.json'} is not readable: {error}") from None
    return Settings.load({**stack.settings, **_named(environment)})


def _named(environment: dict[str, str]) -> dict[str, str]:
    return {key: environment[key] for key in ("NATS_URL", "REDIS_URL") if key in environment}


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((embedded.HOST, port)) == 0


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _taken(folder: Path) -> bool:
    """Whether a stack runs in the folder: one that crashed leaves its files, but no lock."""
    with (folder / "lock").open("r") as lock:
        return not _locked(lock)


def _owner(lock: IO[str]) -> int:
    lock.seek(0)
    text = lock.read(20)
    return int(text) if text.isdecimal() else 0


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
