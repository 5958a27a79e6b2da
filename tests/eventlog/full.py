"""Servers that take nothing: limits of the server, the account and the stream, and a disk that is
full. Each can be mended while it runs, but for the disk.
"""

from __future__ import annotations

import resource
import signal
import time
from pathlib import Path

import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from eventlog import streams
from eventlog.connection import Connection
from eventlog.subjects import Log

LIMIT_BYTES = 300_000


needs_prlimit = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="only Linux limits another process's files"
)


class TightServer(NatsServer):
    """A nats-server of few bytes.

    Args:
        template: its configuration, with `{port}`, `{folder}` and `{limit}`.
    """

    def __init__(self, folder: Path, template: str = "") -> None:
        super().__init__(folder)
        self.template, self.limit = template, LIMIT_BYTES

    def command(self) -> list[str]:
        path = self.folder / "nats.conf"
        named = {"{port}": self.port, "{folder}": self.folder, "{limit}": self.limit}
        text = self.template
        for name, value in named.items():
            text = text.replace(name, str(value))
        path.write_text(text, encoding="utf-8")
        return [embedded.nats_binary(), "-c", str(path)]

    def allow(self, limit: int) -> None:
        """Give it another limit, as an operator does: without a restart."""
        self.limit = limit
        self.command()
        self.signal(signal.SIGHUP)
        time.sleep(0.2)

    def fill_disk(self, used: int = 0) -> None:
        """From now on its disk takes no more: no file of it may grow beyond so many bytes."""
        assert self.process
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (used, hard))

    def free_disk(self) -> None:
        """There is room again."""
        self.fill_disk(resource.RLIM_INFINITY)


_HEAD = 'server_name: "test-1"\nlisten: 127.0.0.1:{port}\n'
PLAIN = _HEAD + 'jetstream { store_dir: "{folder}", domain: "test" }\n'
STORE = _HEAD + 'jetstream { store_dir: "{folder}", domain: "test", max_file_store: {limit} }\n'
PAYLOAD = "max_payload: 2KB\n" + PLAIN
_ACCOUNTS = PLAIN + (
    "accounts { APP { jetstream { max_file: %s }, users: [ { user: app, password: app%s } ] } }\n"
    "no_auth_user: app\n"
)
ACCOUNT = _ACCOUNTS % ("{limit}", "")
DENIED = _ACCOUNTS % ("1GB", ', permissions: { publish: { deny: ["events.>"] } }')


async def limit(connection: Connection, log: Log, **config: int) -> None:
    """Give a log's stream a limit of its own."""
    info = await connection.stream.stream_info(log.name)
    await connection.stream.update_stream(info.config.evolve(**config))


async def end_of(connection: Connection, log: Log) -> int:
    """Where a log ends."""
    return (await streams.head(connection, log)).last
