"""Logs: all that a projector needs of its server's logs, so that a simulation can stand in.

The projector reaches the log through this alone: which logs there are, reading one, and hints.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Protocol

from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection
from eventlog.reading import Batch, Reader
from eventlog.streams import Head
from eventlog.subjects import Log


class Reading(Protocol):
    """One log, read in order; `Reader` says what each part means."""

    log: Log
    next: int
    holes: Coverage
    trouble: str | None

    def rewind(self, sequence: int) -> None:
        """Read again from a sequence on."""

    def batches(self) -> AsyncGenerator[Batch, None]:
        """Yield what arrives, in order."""


class Hints(Protocol):
    """Hints between processes of one region. Each may be lost."""

    @property
    def up(self) -> bool:
        """Whether hints can come and go now."""

    async def listen(self, subject: str, call: Callable[[bytes], None]) -> None:
        """Call a function at every hint on a subject."""

    async def shout(self, subject: str, data: bytes = b"") -> None:
        """Send a hint."""


class Logs(Hints, Protocol):
    """The logs of one server, those of other regions (as mirrors) too."""

    async def heads(self) -> dict[Log, Head]:
        """All logs, and where each ends.

        Raises:
            LogUnavailable: JetStream does not answer.
        """

    def reader(self, log: Log, start: int) -> Reading:
        """Read a log from a sequence on."""


class ServerLogs(Logs):
    """The logs of a real server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def up(self) -> bool:
        return self._connection.up

    async def listen(self, subject: str, call: Callable[[bytes], None]) -> None:
        await self._connection.listen(subject, call)

    async def shout(self, subject: str, data: bytes = b"") -> None:
        await self._connection.shout(subject, data)

    async def heads(self) -> dict[Log, Head]:
        return await streams.heads(self._connection)

    def reader(self, log: Log, start: int) -> Reader:
        return Reader(self._connection, log, start)
