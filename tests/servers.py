"""Servers that only our own tests need: clusters of stores, and the oldest store that is served."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bandstand.stack import servers as embedded
from bandstand.testing.servers import StoreServer
from views.servers.clusters import Member, join


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
