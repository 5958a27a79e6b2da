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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import msgspec

from bandstand import embedded
from bandstand.errors import Failure, NoStack
from bandstand.settings import Settings

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
    _lock: IO[str] | None = None

    @property
    def url(self) -> str:
        """Where the gateway answers."""
        return f"http://{self.settings.host}:{self.settings.port}/graphql"

    async def start(self) -> None:
        """Start the servers, then the processes of ours.

        Raises:
            Failure: another stack runs in the folder, or a server does not come up.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_folder()
        (self.folder / "logs").mkdir(exist_ok=True)
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
        for number in range(self.replicas):
            self._spawn(self._own("projector", f"replica {number + 1}", {}))
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
                _logger.warning(
                    "%s ended with %s: starting it again", child.role, child.process.returncode
                )
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
        with suppress(FileNotFoundError):
            (self.folder / "stack.json").unlink()
        if self._lock:
            self._lock.close()

    def _take_folder(self) -> None:
        self._lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(
                f"another stack runs in {self.folder}; end it, or choose another --dir"
            ) from None

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
            child.process = embedded.start(child.command, output, child.environment)
        child.started_at = asyncio.get_running_loop().time()
        if child not in self.children:
            self.children.append(child)

    def _tail(self, role: str) -> str:
        path = self.folder / "logs" / f"{role}.log"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
        return f"the end of {path}:\n" + "\n".join(lines)

    def _write(self) -> None:
        processes = [
            Process(child.role, self.settings.region, child.process.pid, child.address)
            for child in self.children
            if child.process
        ]
        stack = Stack(processes, self.settings.environment())
        draft = self.folder / "stack.json.new"
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(stack)))
        draft.replace(self.folder / "stack.json")


def find(folder: Path, environment: dict[str, str]) -> Settings:
    """The settings of the stack that runs in a folder, or of servers that the environment names.

    Raises:
        NoStack: neither is there.
    """
    try:
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


async def until(call: Callable[[], Any], what: str, timeout_s: float) -> None:
    """Wait until a call gives something true.

    Raises:
        Failure: it does not in time.
    """
    try:
        async with asyncio.timeout(timeout_s):
            while not await call():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise Failure(f"{what} took over {timeout_s:.0f} s; see the logs in the stack's folder") from None  # fmt: skip  # noqa: E501
