"""The servers and processes of one benchmark: started on loopback, ended by their ids."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from bandstand.settings import Settings
from bandstand.stack import servers as embedded

REGION = "bench"
START_S_MAX = 20.0
STOP_S_MAX = 15.0
_SETTINGS = Settings(region=REGION, log_level="WARNING", share=100, budget_reads=0, budget_writes=0)
"""One client asks for all that is measured."""
_REPOSITORY = Path(__file__).parents[2]


class BenchFailed(Exception):
    """A benchmark cannot go on: a process did not come up, did not end, or answered wrongly."""


@dataclass
class Servers:
    """A log, a store, and what else a benchmark starts, with all data in one folder."""

    folder: Path
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    settings: Settings = field(default_factory=lambda: _SETTINGS)

    def log_and_store(self) -> None:
        """Start nats-server and Valkey. Valkey saves nothing: a dump would fork in mid-run."""
        nats, valkey = embedded.free_port(), embedded.free_port()
        self.start("nats", embedded.nats_command(self.folder / "nats", REGION, nats))
        self.start(
            "valkey", [*embedded.valkey_command(self.folder / "valkey", valkey), "--save", ""]
        )
        for name, port in (("nats", nats), ("valkey", valkey)):
            self.until(name, lambda port=port: _takes_connections(port))
        self.settings = replace(
            self.settings,
            nats_url=f"nats://{embedded.HOST}:{nats}",
            redis_url=f"redis://{embedded.HOST}:{valkey}/0",
        )

    def start(
        self, name: str, command: list[str], more: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a process under a name, which also names its log file."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("BANDSTAND_")}
        environment = {
            **inherited,
            **self.settings.environment(),
            "PYTHONPATH": str(_REPOSITORY),
            **(more or {}),
        }
        with self._log(name).open("wb") as output:
            self.started[name] = embedded.start(command, output, environment)
        return self.started[name]

    def projector(self) -> subprocess.Popen[bytes]:
        """Start `bandstand projector`."""
        return self.start("projector", embedded.own_command("projector"))

    def gateway(
        self, name: str = "gateway", workers: int = 1, more: dict[str, str] | None = None
    ) -> int:
        """Start `bandstand gateway` and wait until it answers; its port."""
        port = embedded.free_port()
        told = {"BANDSTAND_PORT": str(port), "BANDSTAND_WORKERS": str(workers), **(more or {})}
        self.start(name, embedded.own_command("gateway"), told)
        self.until(name, lambda: _takes_connections(port))
        return port

    def served(self, name: str, module: str, command: list[str] | None = None) -> int:
        """Start a peer that serves HTTP and wait until it answers; its port.

        Args:
            command: what to start in the module's stead; the port is added.
        """
        port = embedded.free_port()
        self.start(name, [*(command or [sys.executable, "-m", module]), str(port)])
        self.until(name, lambda: _takes_connections(port))
        return port

    def begin(self, name: str, module: str, *arguments: object) -> None:
        """Start a program of ours that ends by itself."""
        self.start(name, [sys.executable, "-m", module, *map(str, arguments)])

    def result(self, name: str, *, timeout_s: float) -> dict[str, Any]:
        """Wait until a program has ended; the JSON object that it printed last.

        Raises:
            BenchFailed: it failed, or takes too long.
        """
        try:
            code = self.started[name].wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise BenchFailed(f"{name} took over {timeout_s:.0f} s; {self._tail(name)}") from None
        finally:
            self.stop(name)
        if code:
            raise BenchFailed(f"{name} ended with {code}; {self._tail(name)}")
        found: dict[str, Any] = msgspec.json.decode(self._log(name).read_bytes().splitlines()[-1])
        return found

    def call(self, name: str, module: str, *arguments: object, timeout_s: float) -> dict[str, Any]:
        """Run a program of ours to its end; the JSON object that it prints last.

        Raises:
            BenchFailed: it fails, or takes too long.
        """
        self.begin(name, module, *arguments)
        return self.result(name, timeout_s=timeout_s)

    def until(self, name: str, true: Callable[[], bool], timeout_s: float = START_S_MAX) -> None:
        """Wait until something is true of a process that runs.

        Raises:
            BenchFailed: the process ends, or it takes too long.
        """
        deadline = time.monotonic() + timeout_s
        while not true():
            self.check(name)
            if time.monotonic() > deadline:
                raise BenchFailed(f"{name} is not ready in {timeout_s:.0f} s; {self._tail(name)}")
            time.sleep(0.02)

    def check(self, name: str) -> None:
        """Check that a process still runs.

        Raises:
            BenchFailed: it ended.
        """
        code = self.started[name].poll()
        if code is not None:
            raise BenchFailed(f"{name} ended with {code}; {self._tail(name)}")

    def pids(self, *names: str) -> dict[str, int]:
        """The ids of processes, by name."""
        return {name: self.started[name].pid for name in names}

    def stop(self, name: str) -> None:
        """End a process as an operator does; one that does not end is killed."""
        process = self.started.pop(name)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_S_MAX)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _tail(self, name: str) -> str:
        lines = self._log(name).read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        return "its last words:\n" + "\n".join(lines)


@contextmanager
def servers() -> Iterator[Servers]:
    """A log and a store for the time of a block, in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="bandstand-bench-"))
    made = Servers(folder)
    try:
        made.log_and_store()
        yield made
    finally:
        for name in reversed(list(made.started)):
            made.stop(name)
        shutil.rmtree(folder, ignore_errors=True)


def _takes_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((embedded.HOST, port)) == 0
