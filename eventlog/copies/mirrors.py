"""Mirrors: this region's copies of the logs of other regions, sequence for sequence.

A mirror reads from a consumer that is made beforehand at the origin, so that after a cut it goes on
at once. The two are made and unmade together, and each pair has a name of its own: of two replicas
that make the same mirror, one makes the stream, and the other takes its consumer back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from msgspec.structs import replace
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
from eventlog.copies.peers import Peer, heard
from eventlog.errors import LogError, LogMisconfigured
from eventlog.streams import Head
from eventlog.subjects import Log

_logger = logging.getLogger(__name__)

LOOK_S = 2.0
_HEARTBEAT_S = 1.0


class Mirrors:
    """Keeps a mirror of every log of some regions.

    Args:
        peers: the regions whose logs are mirrored here. name: makes a new name at every call.
        now_ms: the wall clock. makes: whether those that are not there are made; else it is told.
    """

    def __init__(
        self,
        connection: Connection,
        region: str,
        peers: Iterable[str],
        *,
        name: Callable[[], str],
        now_ms: Callable[[], int],
        replicas: int = 1,
        makes: bool = True,
    ) -> None:
        self._connection, self._region, self._peers = connection, region, tuple(peers)
        self._name, self._now_ms, self._replicas, self._makes = name, now_ms, replicas, makes
        self.trouble: dict[str, str] = {}
        """Region → why its logs cannot be mirrored now."""
        self._seen: dict[str, Peer] = {}

    @property
    def peers(self) -> list[Peer]:
        """How the other regions were seen last; those that were looked at."""
        return list(self._seen.values())

    async def keep(self) -> None:
        """Make what is missing, for ever."""
        async with asyncio.TaskGroup() as tasks:
            # SUBTLE: each on its own, or a region that does not answer would delay the others.
            for peer in self._peers:
                tasks.create_task(self._keep(peer))

    async def _keep(self, peer: str) -> None:
        while True:
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
            LogMisconfigured: some are not there, and none is to be made.
        """
        here = await streams.heads(self._connection)
        ends = await self._look(peer, here)
        theirs = [Log.parse(name) for name in ends]
        lacking = [log for log in theirs if log not in here]
        if lacking and not self._makes:
            names = ", ".join(log.name for log in lacking)
            raise LogMisconfigured(
                f"{names} is not mirrored here: run `bandstand setup`, which creates the mirror"
            )
        for log in lacking:
            await self._make(log)

    async def _look(self, peer: str, here: Mapping[Log, Head]) -> dict[str, int]:
        """Ask a region where its logs end, and note how it was seen."""
        try:
            heads = await streams.heads(self._connection.at(peer))
        except LogError:
            before = self._seen.get(peer, Peer(peer, False))
            by_mirrors = heard(peer, streams.silent_s(here, peer), self._now_ms())
            known = [ms for ms in (before.heard_ms, by_mirrors.heard_ms) if ms is not None]
            self._seen[peer] = replace(before, up=False, heard_ms=max(known, default=None))
            raise
        now_ms = self._now_ms()
        ends = {log.name: head.last for log, head in heads.items() if log.region == peer}
        self._seen[peer] = Peer(peer, True, now_ms, ends, now_ms)
        return ends

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
            allow_direct=False,
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
    """Delete a region's mirror of a log and its consumer; the region's projectors make it anew.

    Raises:
        LogUnavailable: one of the two regions does not answer.
    """
    origin, mirror = connection.at(log.region), connection.at(region)
    # SUBTLE: looked up first: a projector makes the next mirror as soon as this one is gone.
    name = await _feeding(mirror, log)
    with suppress(NotFoundError):
        await mirror.ask(lambda: mirror.stream.delete_stream(log.name))
    if name is not None:
        await unmake_consumer(origin, log, name)


async def is_fed(connection: Connection, log: Log, region: str) -> bool:
    """Whether the consumer that a region's mirror reads from is there.

    Raises:
        LogUnavailable: one of the two regions does not answer.
    """
    origin = connection.at(log.region)
    name = await _feeding(connection.at(region), log)
    if name is None:
        return True
    try:
        await origin.ask(lambda: origin.stream.consumer_info(log.name, name))
    except NotFoundError:
        return False
    return True


async def _feeding(mirror: Connection, log: Log) -> str | None:
    """The name of the consumer that a mirror reads from, by the mirror itself: no region is told
    which consumers another has.
    """
    try:
        info = await mirror.ask(lambda: mirror.stream.stream_info(log.name))
    except NotFoundError:
        return None
    source = info.config.mirror.consumer if info.config.mirror else None
    return source.get("name") if isinstance(source, dict) else getattr(source, "name", None)


async def unmake_consumer(origin: Connection, log: Log, name: str) -> None:
    """Delete a consumer, if it is there."""
    with suppress(NotFoundError):
        await origin.ask(lambda: origin.stream.delete_consumer(log.name, name))
