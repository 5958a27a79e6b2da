"""Publishing: an event is in the log when the right stream's acknowledgement says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from time import perf_counter

from nats.js.api import PubAck
from nats.js.errors import NotFoundError

from eventlog import metrics, streams, tracing
from eventlog.connection import Connection
from eventlog.envelope import Codec, Event
from eventlog.errors import (
    EventIdReused,
    KeyReused,
    LogError,
    LogMisconfigured,
    LogUnavailable,
    OutcomeUnknown,
    Unfinished,
)
from eventlog.publish.refusals import Refusal
from eventlog.publish.sending import Sender, SubjectIsFull
from eventlog.streams import Head
from eventlog.subjects import Log, partition_of

_WINDOW = 2_000
_DOUBTFUL = 100
_INPUT_HEADER = "Bandstand-Input"


@dataclass(frozen=True)
class Receipt:
    """What an acknowledgement says. `duplicate`: the log held the event already."""

    event_id: str
    log: str
    sequence: int
    duplicate: bool


_SETTLED = (Receipt, EventIdReused)
"""What became of an event of many, so that the next may be published."""


@dataclass
class Totals:
    """What publishing many came to."""

    stored: int = 0
    duplicates: int = 0


class Publisher:
    """The entry's way into the logs of its own region.

    Args:
        patience_s: how long to go on retrying the same bytes before `OutcomeUnknown`. away_s: how
            long the connection may be lost meanwhile; who imports waits as long as that.
        stream_replicas: how many servers keep each stream; 3 in production.
    """

    def __init__(
        self,
        connection: Connection,
        codec: Codec,
        *,
        region: str,
        partitions: int = 1,
        epoch: int = 1,
        patience_s: float = 10.0,
        away_s: float | None = None,
        stream_replicas: int = 1,
    ) -> None:
        self._connection, self._codec, self.region = connection, codec, region
        self.logs = [Log(region, partition, epoch) for partition in range(partitions)]
        self._replicas = stream_replicas
        self._sender = Sender(
            connection, patience_s, patience_s if away_s is None else away_s, self._may_send
        )
        self._keys = streams.keys_of(region)
        self._known: dict[Log, int] = {}
        """The last sequence that each log was seen to hold. A log that is well only grows."""
        self._released = asyncio.Event()
        self._released.set()
        self.lost_tail: str | None = None
        """Why nothing is published; None when the logs hold all that they were seen to hold."""

    async def open(self) -> Publisher:
        """Make the region's streams if they are not there, and find the newest epoch of each."""
        await self.look()
        for log in self.logs:
            await streams.ensure_log(self._connection, log, replicas=self._replicas)
        await streams.ensure_keys(self._connection, self.region, replicas=self._replicas)
        return self

    async def find(self) -> Publisher:
        """Find the newest epoch of each log, and make nothing.

        Raises:
            LogUnavailable: a stream is not there.
        """
        await self.look()
        absent = [
            one.name for one in self.logs if not await streams.find_log(self._connection, one)
        ]
        if not await streams.find_keys(self._connection, self.region):
            absent.append(self._keys)
        if absent:
            raise LogUnavailable(
                f"{', '.join(absent)}: there is no such stream yet; a projector of region "
                f"{self.region} creates it, with the same BANDSTAND_PARTITIONS as here, or "
                "`bandstand setup`"
            )
        return self

    async def look(self) -> dict[Log, Head]:
        """Look where all logs end, and publish to the newest epoch of each partition.

        Raises:
            LogUnavailable: they do not answer.
        """
        # SUBTLE: what is acknowledged while they are asked for may be newer than their answer.
        known = dict(self._known)
        heads = await streams.heads(self._connection)
        for log in heads:
            if log.region == self.region and log.partition < len(self.logs):
                self.logs[log.partition] = max(self.logs[log.partition], log)
        self.lost_tail = None
        for log in self.logs:
            if log in heads:
                self._sender.seen(log.name, heads[log].last)
                self._compare_end(log, heads[log].last, known.get(log, 0))
        return heads

    def _compare_end(self, log: Log, last: int, known: int) -> None:
        """Compare where a log ends with where it was known to end before somebody looked."""
        if last < known:
            self.lost_tail = (
                f"{log.name} ends at {last}, and held {known} before: it lost its tail, and takes "
                f"nothing more; `bandstand heal --log {log.name}` opens the next epoch"
            )
        self._known[log] = max(self._known.get(log, 0), last)

    @property
    def troubles(self) -> dict[str, str]:
        """Stream → why it took nothing when it was last tried. It is tried again all the same."""
        return self._sender.troubles

    def hold(self) -> None:
        """Send nothing until `release`: the server may have come back with older logs."""
        self._released.clear()

    def release(self) -> None:
        """Send again."""
        self._released.set()

    def check(self, event: Event) -> None:
        """Check that an event would be taken.

        Raises:
            EventRejected: it would not.
        """
        self._codec.encode(event)

    def log_of(self, event: Event) -> Log:
        """The log that an event goes to."""
        return self.logs[partition_of(event.entity_id, len(self.logs))]

    async def publish(self, event: Event) -> Receipt:
        """Publish one event, and count what comes of it; as `_publish`."""
        began, outcome = perf_counter(), "failed"
        try:
            with tracing.span("publish", "producer", **{"bandstand.event": event.type}):
                receipt = await self._publish(event)
            outcome = "duplicate" if receipt.duplicate else "stored"
            return receipt
        finally:
            metrics.PUBLISHED.labels(outcome).inc()
            metrics.PUBLISH_SECONDS.observe(perf_counter() - began)

    async def _publish(self, event: Event) -> Receipt:
        """Publish one event, retrying the same bytes and id until it is acknowledged.

        Raises:
            EventRejected: it is not an event of this domain.
            EventIdReused: the log holds another event with this id.
            LogRefuses: the log takes nothing now, or not this; nothing was stored.
            LogUnavailable: nothing was sent.
            OutcomeUnknown: no acknowledgement came; it may be stored or not.
            LogMisconfigured: a wrong stream took it, or the log takes nothing any more.
        """
        data, log = self._codec.encode(event), self.log_of(event)
        known = dict(self._known)
        while True:
            try:
                subject = log.subject(event.entity, event.entity_id)
                ack = await self._sender.send(log.name, subject, data, event.id, tracing.headers())
                break
            except LogMisconfigured:
                # The log may have been sealed just now, and the next epoch opened.
                await self.look()
                if self.log_of(event) == log:
                    raise
                log = self.log_of(event)
        receipt = _receipt(event, log, ack)
        if receipt.duplicate:
            await self._compare_body(log, receipt, data)
        elif receipt.sequence <= known.get(log, 0):
            # SUBTLE: compared with what was known when it was sent, because acknowledgements
            # overtake each other. The views cover this sequence already, with what stood there
            # before: a token that names it would be satisfied at once, and wrongly.
            self._compare_end(log, receipt.sequence - 1, self._known[log])
            raise OutcomeUnknown(f"{self.lost_tail}; then send it again")
        self._known[log] = max(self._known.get(log, 0), receipt.sequence)
        return receipt

    async def publish_once(self, event: Event, key: str, given: bytes) -> tuple[Event, Receipt]:
        """Publish under an idempotency key: the key's first use decides the event and its stamp.

        Args:
            given: the input, in a canonical form; a key with other input is refused.

        Returns:
            The event of the first use, and its receipt: a duplicate where the log held it already.

        Raises:
            KeyReused: the key came before with other input.
        """
        headers = {_INPUT_HEADER: sha256(given).hexdigest()}
        data = self._codec.encode(event)
        with suppress(SubjectIsFull):
            await self._sender.send(self._keys, self._key(event.actor, key), data, "", headers)
            return event, await self.publish(event)
        first = await self.recall(event.actor, key, given)
        if first is None:
            raise LogUnavailable(f"idempotency key {key[:60]!r} expired just now: try again")
        # SUBTLE: the log alone says whether it held the event. The key may have been used and the
        # event refused; or it is taken by this very event, whose own acknowledgement was lost.
        return first, await self.publish(first)

    async def recall(self, actor: str, key: str, given: bytes) -> Event | None:
        """The event of an idempotency key's first use; None when it was not used in 24 hours.

        Raises:
            KeyReused: the key came before with other input.
        """
        subject = self._key(actor, key)
        try:
            first = await self._connection.ask(
                lambda: self._connection.stream.get_last_msg(self._keys, subject)
            )
        except NotFoundError:
            return None
        if (first.headers or {}).get(_INPUT_HEADER) != sha256(given).hexdigest():
            raise KeyReused(
                f"idempotency key {key[:60]!r} was used before with other input; use a new key"
            )
        return self._codec.decode(first.data or b"")

    def _key(self, actor: str, key: str) -> str:
        return f"keys.{self.region}.{sha256(f'{actor}/{key}'.encode()).hexdigest()}"

    async def publish_many(
        self,
        events: Iterable[Event],
        advance: Callable[[int], None] = lambda _: None,
        refuse: Callable[[EventIdReused], None] | None = None,
    ) -> Totals:
        """Publish a stream of events, some thousands at a time on their way.

        Args:
            advance: called with how many were acknowledged.
            refuse: called for an event whose id the log holds with another body; without it that
                is raised.

        Raises:
            Unfinished: some are not stored; it says which, and why.
        """
        totals, source, begun = Totals(), iter(events), 0
        while window := list(islice(source, _WINDOW)):
            found = await self._publish_some(window)
            for at, one in enumerate(found, begun):
                if isinstance(one, Receipt):
                    totals.stored += not one.duplicate
                    totals.duplicates += one.duplicate
                elif isinstance(one, EventIdReused):
                    one.at = at
                    if refuse is None:
                        raise one
                    refuse(one)
            if not all(isinstance(one, _SETTLED) for one in found):
                raise _unfinished(found, begun, totals)
            begun += len(window)
            advance(len(window))
        return totals

    async def _publish_some(self, window: list[Event]) -> list[Receipt | LogError | None]:
        """What became of each; None of those that were not looked at, since one before failed."""
        logs = [self.log_of(event) for event in window]
        bodies = [self._codec.encode(event) for event in window]
        acks = await asyncio.gather(
            *(
                self._sender.attempt(log.subject(event.entity, event.entity_id), body, event.id)
                for event, body, log in zip(window, bodies, logs, strict=True)
            )
        )
        found: list[Receipt | LogError | None] = []
        doubtful = []
        for at, (event, ack, log) in enumerate(zip(window, acks, logs, strict=True)):
            if isinstance(ack, Refusal):
                found.append(self._sender.refused(log.name, ack))
            elif ack is None or ack.duplicate or ack.stream != log.name:
                # What was not acknowledged at once, and what was stored before, is looked at.
                found.append(None)
                doubtful.append(at)
            else:
                found.append(_receipt(event, log, ack))
        for start in range(0, len(doubtful), _DOUBTFUL):
            some = doubtful[start : start + _DOUBTFUL]
            receipts = await asyncio.gather(
                *(self.publish(window[at]) for at in some), return_exceptions=True
            )
            for at, receipt in zip(some, receipts, strict=True):
                if not isinstance(receipt, (Receipt, LogError)):
                    raise receipt
                found[at] = receipt
            if not all(isinstance(receipt, _SETTLED) for receipt in receipts):
                break
        return found

    async def _may_send(self) -> None:
        """Wait until something may be sent.

        Raises:
            LogMisconfigured: the logs are not what they were.
        """
        await self._released.wait()
        if self.lost_tail:
            raise LogMisconfigured(self.lost_tail)

    async def _compare_body(self, log: Log, receipt: Receipt, data: bytes) -> None:
        """SUBTLE: the same id with another body is acknowledged, and not stored."""
        try:
            held = await streams.stored(self._connection, log, receipt.sequence)
        except LogUnavailable:
            held = None
        if held is None:
            raise OutcomeUnknown(
                f"the log says that it holds {receipt.event_id} at {receipt.sequence}, "
                "and does not show it now; send the same event again"
            )
        if not self._codec.are_same(held, data):
            raise EventIdReused(
                f"{log.name} holds another event with the id {receipt.event_id} "
                f"at sequence {receipt.sequence}; this one was not stored: give it a new id"
            )


def _unfinished(found: list[Receipt | LogError | None], begun: int, totals: Totals) -> Unfinished:
    """What is raised when some events of a window are not stored, by their places in it."""
    missing = {at: one for at, one in enumerate(found) if not isinstance(one, _SETTLED)}
    first = min(missing)
    later = (at for at, one in enumerate(found) if at > first and isinstance(one, Receipt))
    open_ = (at for at, one in missing.items() if one is None or isinstance(one, OutcomeUnknown))
    return Unfinished(
        begun + first,
        next(one for one in missing.values() if isinstance(one, LogError)),
        stored=totals.stored,
        duplicates=totals.duplicates,
        later=tuple(begun + at for at in later),
        open=tuple(begun + at for at in open_),
    )


def _receipt(event: Event, log: Log, ack: PubAck) -> Receipt:
    if ack.stream != log.name:
        raise LogMisconfigured(f"stream {ack.stream} took an event that is {log.name}'s")
    return Receipt(event.id, log.name, ack.seq, bool(ack.duplicate))
