"""The real servers, for tests: started on loopback, stopped by pid, killed and brought back."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import redis

from bandstand.errors import Failure
from bandstand.stack import servers as embedded

START_S_MAX = 15.0


class Server:
    """A server process that can be ended in every way, and started again on the same port."""

    start_s_max = START_S_MAX

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, embedded.free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        """What to run."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Where it answers."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            Failure: it ends at once, or does not answer.
        """
        output = self.folder / "output.log"
        with output.open("ab") as written:
            self.process = embedded.start(self.command(), written, os.environ)
        deadline = time.monotonic() + self.start_s_max
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                said = output.read_text(encoding="utf-8", errors="replace")
                raise Failure(f"{self.command()[0]} does not come up; it says:\n{said}")
            time.sleep(0.01)

    def answers(self) -> bool:
        """Whether it takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex((embedded.HOST, self.port)) == 0

    def signal(self, number: int) -> None:
        """Send a signal to the process, which was started."""
        if self.process is None:
            raise Failure(f"the server in {self.folder} was not started")
        os.kill(self.process.pid, number)
        if number == signal.SIGSTOP:
            # It is not stopped at once: until its last thread is, it may still answer.
            os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)

    def kill(self) -> None:
        """End it as a crash does."""
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGTERM)
            self.process.wait(timeout=15)


class NatsServer(Server):
    """nats-server with JetStream."""

    def command(self) -> list[str]:
        """What to run."""
        return embedded.nats_command(self.folder, "test", self.port)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"nats://{embedded.HOST}:{self.port}"


class StoreServer(Server):
    """Valkey, or another store that is to be served, such as the redis-server of a distribution.

    Args:
        binary: the server's path; that of the embedded Valkey where it is left out.
    """

    def __init__(self, folder: Path, binary: str = "") -> None:
        super().__init__(folder)
        self.binary = binary or embedded.valkey_binary()

    def command(self) -> list[str]:
        """What to run."""
        command = embedded.valkey_command(self.folder, self.port)
        return [self.binary, *command[1:], "--save", ""]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"redis://{embedded.HOST}:{self.port}/0"

    @property
    def dump(self) -> Path:
        """Where it dumps to when told."""
        return self.folder / "dump.rdb"

    def empty(self) -> str:
        """Forget all that it holds; where it answers."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()
            client.function_flush()
            client.config_set("maxmemory-policy", "noeviction")
        return self.url

    def restore(self, dump: Path | None) -> None:
        """Crash, and come back with an older dump, or with nothing."""
        self.kill()
        self.dump.unlink(missing_ok=True)
        if dump is not None:
            shutil.copy(dump, self.dump)
        self.start()
