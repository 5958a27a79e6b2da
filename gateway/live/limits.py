"""Limits: how much of one process subscribers may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gateway import metrics
from gateway.errors import TooMany


@dataclass(frozen=True)
class Limits:
    """What subscribers may take.

    connections_max: of this process, WebSockets and event streams together. subscriptions_max: on
    one connection. slow_s: how long a client may take nothing. init_s: how long until it says who
    it is. keep_s: how often an idle event stream says that it lives. again_s: how often all is
    read again, lest a hint was lost.
    """

    connections_max: int = 2_000
    subscriptions_max: int = 100
    slow_s: float = 5.0
    init_s: float = 5.0
    keep_s: float = 12.0
    again_s: float = 15.0


USUAL = Limits()


class Room:
    """The room for connections in a process."""

    def __init__(self, limits: Limits) -> None:
        self._open, self._most = 0, limits.connections_max

    @contextmanager
    def taken(self, transport: str) -> Iterator[None]:
        """Room for one, for the time of a block.

        Raises:
            TooMany: there is none.
        """
        if self._open >= self._most:
            raise TooMany(f"{self._most:,} connections are open here: try again later")
        self._open += 1
        metrics.CONNECTIONS.labels(transport).inc()
        try:
            yield
        finally:
            self._open -= 1
            metrics.CONNECTIONS.labels(transport).dec()
