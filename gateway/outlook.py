"""The outlook: what of the log a gateway's region cannot see, and what of it takes nothing.

Neither keeps a region from answering. What is not seen of a region is said with every answer;
what takes nothing refuses each mutation itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies.heartbeats import Beat
from eventlog.copies.peers import SILENT_S_MAX, Peer, heard, iso, latest
from eventlog.publish.publishing import Publisher
from eventlog.publish.room import Room
from eventlog.streams import Head
from eventlog.subjects import Log


class Outlook:
    """What a gateway process knows of other regions, and of the room for what it publishes.

    Args:
        peers: the other regions. now_ms: the wall clock.
    """

    def __init__(
        self,
        connection: Connection,
        publisher: Publisher,
        peers: Iterable[str],
        now_ms: Callable[[], int],
    ) -> None:
        self._publisher, self._names, self._now_ms = publisher, tuple(peers), now_ms
        self._room = Room(connection, publisher.region)
        self.peers: dict[str, Peer] = {}
        """Region → how it was seen last, by this region's projectors; else by its mirrors alone."""
        self.full: dict[str, str] = {}
        """Stream → why it takes nothing."""
        self._heard_ms: int | None = None
        """When the log itself answered last."""

    async def look(self, heads: Mapping[Log, Head], beats: Iterable[Beat]) -> None:
        """Look once.

        Args:
            heads: all logs here, and where they end. beats: of this region's projectors.
        """
        self._heard_ms = self._now_ms()
        # What a stream says of its limits says more than what it refused.
        self.full = self._publisher.troubles | await self._room.look(heads)
        told = latest(peer for beat in beats for peer in beat.peers)
        self.peers = {
            name: told.get(name) or heard(name, streams.silent_s(heads, name), self._now_ms())
            for name in self._names
        }

    @property
    def beside(self) -> dict[str, Any]:
        """What an answer says beside its token: by region that is not reached, since when it is
        unknown what it wrote. This region's own log may be one: what holds all that was heard of
        may lack what was written since.
        """
        unknown = {
            name: peer.shown()["unknownSince"] for name, peer in self.peers.items() if not peer.up
        }
        silent_ms = self._now_ms() - (self._heard_ms or 0)
        if silent_ms > SILENT_S_MAX * 1000:
            unknown[self._publisher.region] = iso(self._heard_ms) or "ever"
        return {"unknownSince": unknown} if unknown else {}

    @property
    def trouble(self) -> str | None:
        """Why what is published here is refused; None while all streams take something."""
        written = [log.name for log in self._publisher.logs]
        found = [
            f"FULL: {name} takes nothing: {self.full[name]}"
            for name in (*written, streams.keys_of(self._publisher.region))
            if name in self.full
        ]
        return "; ".join(found) or None

    def shown(self) -> dict[str, Any]:
        """For `/readyz`: the other regions, where there are any."""
        return {name: peer.shown() for name, peer in self.peers.items()}
