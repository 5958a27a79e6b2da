"""Sending: answers that were written and are not taken yet.

What a client does not take lies in memory. So it must come to an end: who takes next to nothing is
cut, and where there is too much of all together, of the address with most the connection with most.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Final, Protocol

from gateway import metrics

PACE_BYTES: Final = 16 << 10
"""So much at least is taken in a second, once it is looked at."""

PATIENCE_S: Final = 2.0
LOOK_S: Final = 1.0

UNSENT_BYTES_MAX: Final = 96 << 20
"""So much waits of a process."""


class Connection(Protocol):
    """What is sent on."""

    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop

    @property
    def address(self) -> str:
        """Where it comes from."""


class Sending:
    """The connections of a process whose answers are not taken yet.

    Args:
        most: bytes, of all together.
    """

    def __init__(self, most: int = UNSENT_BYTES_MAX) -> None:
        self._most = most
        self._left: dict[Connection, int] = {}
        """How much of each was not taken when it was looked at last."""

    def begin(self, connection: Connection) -> None:
        """Look after a connection until its answer is taken, if it is not already."""
        left = connection.transport.get_write_buffer_size()
        if not left:
            return
        if connection not in self._left:
            connection.loop.call_later(PATIENCE_S, self._look, connection)
        self._left[connection] = left
        while sum(self._left.values()) > self._most:
            of = Counter[str]()
            for one, size in self._left.items():
                of[one.address] += size
            [(address, _)] = of.most_common(1)
            mine = [one for one in self._left if one.address == address]
            self._cut(max(mine, key=self._left.__getitem__))

    def end(self, connection: Connection) -> None:
        """One is gone."""
        self._left.pop(connection, None)

    def _look(self, connection: Connection) -> None:
        before = self._left.get(connection)
        if before is None:
            return
        left = connection.transport.get_write_buffer_size()
        if not left:
            self.end(connection)
        elif before - left < PACE_BYTES:
            self._cut(connection)
        else:
            self._left[connection] = left
            connection.loop.call_later(LOOK_S, self._look, connection)

    def _cut(self, connection: Connection) -> None:
        self.end(connection)
        metrics.REFUSED.labels("sending").inc()
        connection.transport.abort()
