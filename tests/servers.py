"""The real servers, for tests: started on loopback, stopped by pid, killed and brought back."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from bandstand.stack import servers as embedded
from views.servers.clusters import Member, join


class Server:
    """A server process that can be ended in every way, and started again on the same port."""

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
        """Start it, and wait until it answers."""
        with (self.folder / "output.log").open("ab") as output:
            self.process = embedded.start(self.command(), output, os.environ)
        deadline = time.monotonic() + 15
        while not self.answers():
            assert self.process.poll() is None, (self.folder / "output.log").read_text()
            assert time.monotonic() < deadline, "the server does not come up"
            time.sleep(0.01)

    def answers(self) -> bool:
        """Whether it takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex((embedded.HOST, self.port)) == 0

    def signal(self, number: int) -> None:
        """Send a signal to the process."""
        assert self.process is not None
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
        return embedded.nats_command(self.folder, "test", self.port)

    @property
    def url(self) -> str:
        return f"nats://{embedded.HOST}:{self.port}"


class StoreServer(Server):
    """Valkey, or the redis-server of Debian: one that is to be served too.

    Args:
        binary: the server's path.
    """

    def __init__(self, folder: Path, binary: str) -> None:
        super().__init__(folder)
        self.binary = binary

    def command(self) -> list[str]:
        command = embedded.valkey_command(self.folder, self.port)
        return [self.binary, *command[1:], "--save", ""]

    @property
    def url(self) -> str:
        return f"redis://{embedded.HOST}:{self.port}/0"

    @property
    def dump(self) -> Path:
        """Where it dumps to when told."""
        return self.folder / "dump.rdb"

    def restore(self, dump: Path | None) -> None:
        """Crash, and come back with an older dump, or with nothing."""
        self.kill()
        self.dump.unlink(missing_ok=True)
        if dump is not None:
            shutil.copy(dump, self.dump)
        self.start()


class ClusterNode(StoreServer):
    """A node of a cluster; it keeps so little for its replica that one that lags is filled anew."""

    def __init__(self, folder: Path, binary: str, replicates: int | None = None) -> None:
        super().__init__(folder, binary)
        self.member = Member(self.port, embedded.free_port(), replicates=replicates)

    def command(self) -> list[str]:
        command = embedded.valkey_cluster_command(self.folder, self.port, self.member.bus_port)
        return [self.binary, *command[1:], "--save", "", "--repl-backlog-size", "16kb"]


class StoreCluster:
    """Three masters, and replicas of the masters at the given positions."""

    def __init__(self, folder: Path, binary: str, replicas: tuple[int, ...] = ()) -> None:
        self.nodes = [
            ClusterNode(folder / str(number), binary, replicates)
            for number, replicates in enumerate((None, None, None, *replicas))
        ]

    @property
    def url(self) -> str:
        """Where it answers: all nodes."""
        places = ",".join(f"{embedded.HOST}:{node.port}" for node in self.nodes)
        return f"redis://{places}/0"

    def start(self) -> None:
        """Start all nodes, and join them."""
        for node in self.nodes:
            node.start()
        asyncio.run(self.joined())

    async def joined(self) -> None:
        """Join what is not joined, and wait until the cluster is whole."""
        await join([node.member for node in self.nodes])

    def kill(self) -> None:
        """End all nodes."""
        for node in self.nodes:
            node.kill()


def redis7_binary() -> str | None:
    """Debian's redis-server: the oldest store that is served."""
    return shutil.which("redis-server")
