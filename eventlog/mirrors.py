"""Mirrors: this region's copies of the logs of other regions, sequence for sequence.

A mirror reads from a consumer that is made beforehand at the origin, so that after a cut it goes on
at once. The two are made and unmade together, and each pair has a name of its own: of two replicas
that make the same mirror, one makes the stream, and the other takes its consumer back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    ExternalStream,
    StorageType,
    StreamConfig,
    StreamConsumerSource,
    StreamSource,
)
from nats.js.errors import NotFoundError

from eventlog import streams
from eventlog.connection import Connection
from eventlog.errors import LogError, LogMisconfigured
from eventlog.subjects import Log

_logger = logging.getLogger(__name__)

LOOK_S = 2.0
_HEARTBEAT_S = 1.0


class Mirrors:
    """Keeps a mirror of every log of some regions.

    Args:
        peers: the regions whose logs are mirrored here. name: makes a new name at every call.
    """

    def __init__(
        self,
        connection: Connection,
        region: str,
        peers: Iterable[str],
        *,
        name: Callable[[], str],
        replicas: int = 1,
    ) -> None:
        self._connection, self._region, self._peers = connection, region, tuple(peers)
        self._name, self._replicas = name, replicas
        self.trouble: dict[str, str] = {}
        """Region → why its logs cannot be mirrored now."""

    async def keep(self) -> None:
        """Make what is missing, for ever."""
        while True:
            for peer in self._peers:
                try:
                    await self.ensure(peer)
                    self._tell(peer, None)
                except (LogError, NotFoundError) as error:
                    self._tell(peer, f"region {peer} is not reached: {error}")
            await asyncio.sleep(LOOK_S)

    async def ensure(self, peer: str) -> None:
        """Make the mirrors of a region's logs that are not there.

        Raises:
            LogUnavailable: the region, or this one's server, does not answer.
        """
        origin = self._connection.at(peer)
        theirs = [log for log in await streams.heads(origin) if log.region == peer]
        here = await streams.heads(self._connection)
        for log in theirs:
            if log not in here:
                await self._make(log)

    async def _make(self, log: Log) -> None:
        origin = self._connection.at(log.region)
        name = f"mirror-{self._region}-{self._name()}"
        deliver = f"sync.{log.region}.{self._region}.{name}"
        consumer = ConsumerConfig(
            durable_name=name,
            deliver_subject=deliver,
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=AckPolicy.FLOW_CONTROL,
            flow_control=True,
            idle_heartbeat=_HEARTBEAT_S,
        )
        await origin.ask(lambda: origin.stream.add_consumer(log.name, consumer))
        mirror = StreamConfig(
            name=log.name,
            mirror=StreamSource(
                name=log.name,
                external=ExternalStream(api=f"$JS.{log.region}.API"),
                consumer=StreamConsumerSource(name=name, deliver_subject=deliver),
            ),
            discard=DiscardPolicy.NEW,
            storage=StorageType.FILE,
            max_msg_size=streams.MESSAGE_BYTES_MAX,
            deny_delete=True,
            deny_purge=True,
            allow_direct=True,
            num_replicas=self._replicas,
            metadata=await streams.metadata(origin, log),
        )
        try:
            await self._connection.ask(lambda: self._connection.stream.add_stream(mirror))
            _logger.info("%s: mirrored here from now on", log.name)
        except LogMisconfigured:
            await unmake_consumer(origin, log, name)
            if log not in await streams.heads(self._connection):
                raise
            # Another replica was first.

    def _tell(self, peer: str, trouble: str | None) -> None:
        if trouble and peer not in self.trouble:
            _logger.warning("%s: trying again until it is", trouble)
        elif not trouble and peer in self.trouble:
            _logger.info("region %s is reached again", peer)
        if trouble:
            self.trouble[peer] = trouble
        else:
            self.trouble.pop(peer, None)


async def unmake(connection: Connection, log: Log, region: str) -> None:
    """Delete a region's mirror of a log and its consumers; the region's projectors make it anew.

    Raises:
        LogUnavailable: one of the two regions does not answer.
    """
    origin, mirror = connection.at(log.region), connection.at(region)
    # SUBTLE: listed first, because a projector makes the next mirror as soon as this one is gone.
    names = await consumers(origin, log)
    with suppress(NotFoundError):
        await mirror.ask(lambda: mirror.stream.delete_stream(log.name))
    for name in names:
        if name.startswith(f"mirror-{region}-"):
            await unmake_consumer(origin, log, name)


async def is_fed(connection: Connection, log: Log, region: str) -> bool:
    """Whether the consumer that a region's mirror reads from is there.

    Raises:
        LogUnavailable: one of the two regions does not answer.
    """
    origin, mirror = connection.at(log.region), connection.at(region)
    info = await mirror.ask(lambda: mirror.stream.stream_info(log.name))
    source = info.config.mirror.consumer if info.config.mirror else None
    name = source.get("name") if isinstance(source, dict) else getattr(source, "name", None)
    return name is None or name in await consumers(origin, log)


async def consumers(origin: Connection, log: Log) -> list[str]:
    """The names of the consumers that feed the mirrors of a log."""
    found: list[str] = []
    while True:
        list_page = partial(origin.stream.consumers_info, log.name, offset=len(found))
        page = await origin.ask(list_page)
        found += [info.name for info in page]
        if len(page) < streams.PAGE:
            return [name for name in found if name.startswith("mirror-")]


async def unmake_consumer(origin: Connection, log: Log, name: str) -> None:
    """Delete a consumer, if it is there."""
    with suppress(NotFoundError):
        await origin.ask(lambda: origin.stream.delete_consumer(log.name, name))
