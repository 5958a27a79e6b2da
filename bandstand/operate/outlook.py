"""The outlook of a command: what a region cannot see of others, and what of it takes nothing.

The region itself is asked, and what its processes say is heard: they know since when.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Outlook:
    """What a region knows now.

    peers: each of the other regions. full: stream → why it takes nothing. beats: the projectors
    that live anywhere that is heard here.
    """

    peers: dict[str, Peer] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    beats: tuple[Beat, ...] = ()

    @property
    def unseen(self) -> dict[str, str]:
        """Region that is not reached → what is to be said of it."""
        return {name: peer.unknown for name, peer in self.peers.items() if not peer.up}


async def look(connection: Connection, settings: Settings, heads: Mapping[Log, Head]) -> Outlook:
    """Look at a region's server and, through it, at the other regions.

    Args:
        heads: all logs of the server, and where they end.

    Raises:
        LogUnavailable: the region's own server does not answer.
    """
    beats, gateways = await listen(connection, settings)
    own = [beat for beat in beats if beat.region == settings.region]
    full = {stream: why for beat in (*own, *gateways) for stream, why in beat.full.items()}
    # What a stream says of its limits says more than what it refused.
    full |= await Room(connection, settings.region).look(heads)
    seen = await asyncio.gather(
        *(_see(connection, peer, heads, own) for peer in settings.peers),
    )
    return Outlook({peer.region: peer for peer in seen}, full, tuple(beats))


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


async def listen(connection: Connection, settings: Settings) -> tuple[list[Beat], list[Beat]]:
    """The projectors that live, of all regions, and the gateways of this one."""
    logs, region = ServerLogs(connection), settings.region
    projectors = Heartbeats.of_all(logs, region, settings.peers)
    gateways = Heartbeats(logs, Beats.GATEWAY, region)
    for one in (*projectors, gateways):
        await one.open()
    await asyncio.sleep(LISTEN_S)
    return [beat for one in projectors for beat in one.alive()], gateways.alive()


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
