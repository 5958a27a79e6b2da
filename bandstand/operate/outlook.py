"""The outlook of a command: what a region cannot see of others, and what of it takes nothing.

The region itself is asked, and what its processes say is heard: they know since when.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from msgspec.structs import replace

from bandstand.processes.production import now_ms
from bandstand.settings import Settings
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.copies.heartbeats import BEAT_S, Beat, Beats, Heartbeats
from eventlog.copies.peers import Peer, heard, latest
from eventlog.errors import LogError
from eventlog.logs import ServerLogs
from eventlog.publish.room import Room
from eventlog.streams import Head
from eventlog.subjects import Log

LISTEN_S = 1.2 * BEAT_S

Heard: TypeAlias = tuple[list[Beat], list[Beat]]
"""The projectors that live, of all regions, and the gateways of one."""


@dataclass(frozen=True)
class Outlook:
    """What a region knows now.

    peers: each of the other regions. full: stream → why it takes nothing. beats: the projectors
    that live anywhere that is heard here. gateways: those of the region.
    """

    peers: dict[str, Peer] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    beats: tuple[Beat, ...] = ()
    gateways: tuple[Beat, ...] = ()

    @property
    def unseen(self) -> dict[str, str]:
        """Region that is not reached → what is to be said of it."""
        return {name: peer.unknown for name, peer in self.peers.items() if not peer.up}


async def look(
    connection: Connection,
    settings: Settings,
    heads: Mapping[Log, Head],
    heard: Heard | None = None,
) -> Outlook:
    """Look at a region's server and, through it, at the other regions.

    Args:
        heads: all logs of the server, and where they end. heard: what was heard by who listens all
            the time; else it is listened for a while.

    Raises:
        LogUnavailable: the region's own server does not answer.
    """
    beats, gateways = await listen(connection, settings) if heard is None else heard
    own = [beat for beat in beats if beat.region == settings.region]
    full = {stream: why for beat in (*own, *gateways) for stream, why in beat.full.items()}
    # What a stream says of its limits says more than what it refused.
    full |= await Room(connection, settings.region).look(heads)
    # Who listens all the time hears of projectors how they see other regions. To ask one that is
    # not reached takes until the time is out.
    told = {} if heard is None else latest(peer for beat in own for peer in beat.peers)
    seen = await asyncio.gather(
        *(_see(connection, peer, heads, own) for peer in settings.peers if peer not in told),
    )
    peers = {peer.region: peer for peer in seen} | told
    named = {name: peers[name] for name in settings.peers}
    return Outlook(named, full, tuple(beats), tuple(gateways))


async def unseen(settings: Settings) -> dict[str, str]:
    """Region that is not reached from another → what is to be said of it.

    Raises:
        LogUnavailable: the region's own server does not answer.
    """
    if not settings.peers:
        return {}
    async with connected(settings.nats()) as connection:
        heads = await streams.heads(connection)
        return (await look(connection, settings, heads)).unseen


class Ears:
    """Listens to the projectors of all regions and the gateways of one, from when it is opened."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        logs, region = ServerLogs(connection), settings.region
        self._projectors = Heartbeats.of_all(logs, region, settings.peers)
        self._gateways = Heartbeats(logs, Beats.GATEWAY, region)

    async def open(self) -> Ears:
        """Begin to listen.

        Raises:
            LogUnavailable: there is no connection.
        """
        for one in (*self._projectors, self._gateways):
            await one.open()
        return self

    @property
    def heard(self) -> Heard:
        """Who lives now."""
        beats = [beat for one in self._projectors for beat in one.alive()]
        return beats, self._gateways.alive()


async def listen(connection: Connection, settings: Settings) -> Heard:
    """Who lives, as far as one hears within a moment."""
    ears = await Ears(connection, settings).open()
    await asyncio.sleep(LISTEN_S)
    return ears.heard


async def _see(
    connection: Connection, name: str, here: Mapping[Log, Head], beats: Iterable[Beat]
) -> Peer:
    """Another region, asked now; where it does not answer, as it was seen last."""
    try:
        heads = await streams.heads(connection.at(name))
    except LogError:
        told = latest(peer for beat in beats for peer in beat.peers).get(name)
        by_mirrors = heard(name, streams.silent_s(here, name), now_ms())
        return replace(told or by_mirrors, up=False)
    ends = {log.name: head.last for log, head in heads.items() if log.region == name}
    return Peer(name, True, now_ms(), ends, now_ms())
