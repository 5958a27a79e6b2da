"""Reading: one log in order, from a sequence on, without a gap that goes unseen.

A push consumer without acknowledgements delivers; its own sequence shows a loss, and the reader
starts again behind the last message that it had. A sequence that the consumer skips without a
loss is a hole in the log: it is reported, never passed over in silence.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import nats.errors
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError

from crdt.coverage import Coverage, Range
from eventlog import streams, tracing
from eventlog.connection import Connection, heeding
from eventlog.errors import LogError, LogMisconfigured, LogUnavailable
from eventlog.subjects import Log
from eventlog.waiting import until_set

_logger = logging.getLogger(__name__)

HEARTBEAT_S = 1.0
SILENCE_S_MAX = 2.5
BUFFER_EVENTS_MAX = 5_000
BUFFER_BYTES_MAX = 16 << 20
NAME_SHOWN_MAX = 64
_RETRY_S = 0.5
_DELIVERED = b"$JS.ACK."


@dataclass
class Batch:
    """What arrived since the last batch. `behind`: how many more the log holds, as last told."""

    sequences: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    behind: int = 0
    size_bytes: int = 0
    traces: dict[int, str] = field(default_factory=dict)
    """By sequence, of which trace an event is a part, where somebody records that."""

    @property
    def full(self) -> bool:
        """Whether it is as large as a batch may be."""
        return len(self.sequences) >= BUFFER_EVENTS_MAX or self.size_bytes >= BUFFER_BYTES_MAX

    def parts(self, most: int) -> Iterator[Batch]:
        """The same, so many messages at a time."""
        if len(self.sequences) <= most:
            yield self
            return
        for at in range(0, len(self.sequences), most):
            sequences, bodies = self.sequences[at : at + most], self.bodies[at : at + most]
            size_bytes = sum(map(len, bodies))
            traces = {one: self.traces[one] for one in sequences if one in self.traces}
            yield Batch(sequences, bodies, self.behind, size_bytes, traces)

    @property
    def runs(self) -> tuple[Range, ...]:
        """The sequences as ranges. They ascend, so mostly there is one."""
        first, last = self.sequences[0], self.sequences[-1]
        if last - first + 1 == len(self.sequences):
            return ((first, last),)
        return Coverage.of((sequence, sequence) for sequence in self.sequences).ranges


class Reader:
    """Reads one log for ever, through losses of the connection and restarts of the server."""

    def __init__(self, connection: Connection, log: Log, start: int) -> None:
        self._connection, self.log, self.next = connection, log, start
        self.holes = Coverage()
        """Sequences that the log does not hold, though it holds later ones."""
        self.trouble: str | None = None
        """What stands in the way, for people; None when all is well."""
        self._batch, self._whole = Batch(), deque[Batch]()
        self._expected = start
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._restart = False
        self._consumer_sequence = 0
        self._stream, self._consumer = log.name.encode(), b""
        self._warned = -1
        self._heard = False
        self._delivery = 0
        self._last: tuple[int, bytes] = (0, b"")
        self._made = ""

    def rewind(self, sequence: int) -> None:
        """Read again from a sequence on."""
        self.next = min(self.next, sequence)
        self._restart = True
        self._arrived.set()

    async def batches(self) -> AsyncGenerator[Batch, None]:
        """Yield what arrives, in order, at most some thousands at a time."""
        forget = self._connection.on_reconnect(lambda: self.rewind(self.next))
        try:
            while True:
                try:
                    async for batch in self._deliver():
                        self._last = batch.sequences[-1], batch.bodies[-1]
                        yield batch
                except (LogUnavailable, LogMisconfigured) as error:
                    self._report(str(error))
                    await asyncio.sleep(_RETRY_S)
        finally:
            forget()

    async def _deliver(self) -> AsyncGenerator[Batch, None]:
        """Yield from one consumer, until it must be replaced."""
        self._restart = False
        end = await streams.head(self._connection, self.log)
        if end.made != self._made:
            # A mirror that was made anew may hold what the one before skipped.
            self._made, holes = end.made, self.holes.ranges
            self.next = min(self.next, holes[0][0]) if holes else self.next
        if self.next > end.last + 1:
            raise LogMisconfigured(
                f"{self.log.name} ends at {end.last}, but {self.next - 1} was read from it before: "
                "the log lost its tail"
            )
        last, body = self._last
        if last and self.next == last + 1 and await self._now_at(last) != body:
            raise LogMisconfigured(
                f"{self.log.name} holds something else at {last} than was read there before: it "
                "was restored to an older state, and went on; see `bandstand heal --help`"
            )
        self._delivery += 1
        # What is read again is looked at again: the log may have been restored.
        self.holes = Coverage(tuple(hole for hole in self.holes.ranges if hole[1] < self.next))
        self._consumer_sequence, self._expected, self._consumer = 0, self.next, b""
        self._batch, self._whole = Batch(), deque()
        self._room.set()
        subscription = await self._subscribe(self._delivery)
        self._report(None)
        loop = asyncio.get_running_loop()
        heard_at = loop.time()
        try:
            while not self._restart:
                batch = self._next()
                if batch is not None:
                    self.next = batch.sequences[-1] + 1
                    self._room.set()
                    yield batch
                    continue
                self._arrived.clear()
                await until_set(self._arrived, HEARTBEAT_S)
                if self._heard:
                    self._heard, heard_at = False, loop.time()
                elif loop.time() - heard_at > SILENCE_S_MAX:
                    raise LogUnavailable(f"{self.log.name}: no heartbeat from the consumer")
        finally:
            self._delivery += 1
            self._room.set()
            self._connection.client.taps.pop(subscription._id, None)
            with suppress(nats.errors.Error, OSError, TimeoutError):
                await heeding(subscription.unsubscribe)

    async def _now_at(self, sequence: int) -> bytes | None:
        return await streams.stored(self._connection, self.log, sequence)

    def _next(self) -> Batch | None:
        """The oldest batch; None when nothing is there."""
        if self._whole:
            return self._whole.popleft()
        if not self._batch.sequences:
            return None
        batch, self._batch = self._batch, Batch(behind=self._batch.behind)
        return batch

    async def _subscribe(self, delivery: int) -> Subscription:
        def tapped(reply: bytes, body: bytes, headers: bytes) -> bool:
            if not reply.startswith(_DELIVERED):
                return False
            if delivery == self._delivery and not self._restart:
                self._take(reply, body, headers)
            return True

        async def arrived(message: Msg) -> None:
            # SUBTLE: without the short way there is no trace, and all else.
            taken = tapped(message.reply.encode(), message.data, b"")
            if not taken and delivery == self._delivery:
                await self._control(message)

        inbox = self._connection.delivery()
        subscription = await self._connection.ask(
            lambda: self._connection.client.subscribe(
                inbox, cb=arrived, pending_msgs_limit=0, pending_bytes_limit=0
            )
        )
        self._connection.client.taps[subscription._id] = tapped
        wanted = ConsumerConfig(
            deliver_subject=inbox,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=self.next,
            ack_policy=AckPolicy.NONE,
            max_deliver=1,
            flow_control=True,
            idle_heartbeat=HEARTBEAT_S,
            inactive_threshold=30,
            mem_storage=True,
            num_replicas=1,
        )
        try:
            made = await self._connection.ask(
                lambda: self._connection.stream.add_consumer(self.log.name, wanted)
            )
        except (NotFoundError, LogError) as error:
            self._connection.client.taps.pop(subscription._id, None)
            with suppress(nats.errors.Error, OSError):
                await subscription.unsubscribe()
            raise LogUnavailable(f"{self.log.name}: {error}") from None
        # SUBTLE: what came before this is known was delivered to a subject that nobody else knew.
        self._consumer = made.name.encode()
        return subscription

    def _take(self, reply: bytes, body: bytes, headers: bytes) -> None:
        """SUBTLE: called for every event of a replay, before anything else runs.

        What still arrives of a delivery that is to be replaced does not come here: it does not
        follow what `next` says now, and all between would be taken for a hole.
        """
        # $JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<tries>.<stream sequence>.
        # <consumer sequence>.<time>.<pending>[.<token>]
        parts = reply.split(b".")
        at = 5 if len(parts) == 9 else 7
        if parts[at - 3] != self._stream or parts[at - 2] != (self._consumer or parts[at - 2]):
            self._pass_over(parts[at - 3])
            return
        sequence, consumer_sequence = int(parts[at]), int(parts[at + 1])
        if consumer_sequence != self._consumer_sequence + 1:
            _logger.warning("%s: a delivery was lost: reading again", self.log.name)
            self.rewind(self.next)
            return
        self._consumer_sequence = consumer_sequence
        if sequence > self._expected:
            self._hole(self._expected, sequence - 1)
        self._expected = sequence + 1
        batch = self._batch
        batch.sequences.append(sequence)
        batch.bodies.append(body)
        batch.size_bytes += len(body)
        if tracing.tracer is not None and headers and (trace := tracing.in_headers(headers)):
            batch.traces[sequence] = trace
        batch.behind = int(parts[at + 3])
        self._heard = True
        self._arrived.set()
        if batch.full:
            self._whole.append(batch)
            self._batch = Batch(behind=batch.behind)

    def _pass_over(self, stream: bytes) -> None:
        """Say once that somebody else's consumer delivers here. SUBTLE: nothing is read again, or
        who does it could keep this from reading.
        """
        if self._warned != self._delivery:
            self._warned = self._delivery
            named = stream.decode(errors="replace")[:NAME_SHOWN_MAX]
            _logger.warning(
                "%s: passing over what another consumer delivers here, of %r", self.log.name, named
            )

    async def _control(self, message: Msg) -> None:
        """Answer flow control; a heartbeat says what the consumer sent last."""
        self._heard = True
        while len(self._whole) > 1:
            # The server stops sending while its flow control goes unanswered.
            self._room.clear()
            await self._room.wait()
        if self._restart:
            return
        headers = message.headers or {}
        stalled = headers.get("Nats-Consumer-Stalled")
        with suppress(nats.errors.Error, OSError):
            if message.reply:
                await self._connection.client.publish(message.reply, b"")
            if stalled:
                await self._connection.client.publish(stalled, b"")
        last = headers.get("Nats-Last-Consumer")
        # SUBTLE: what came after this heartbeat may have been taken before it.
        if last is not None and int(last) > self._consumer_sequence:
            _logger.warning("%s: the end of a delivery was lost: reading again", self.log.name)
            self.rewind(self.next)

    def _hole(self, first: int, last: int) -> None:
        self.holes = self.holes.join(Coverage(((first, last),)))
        _logger.error(
            "%s holds no sequences %d-%d, though it holds later ones: they are not covered",
            self.log.name,
            first,
            last,
        )

    def _report(self, trouble: str | None) -> None:
        if trouble and trouble != self.trouble:
            _logger.warning("%s: trying again until it passes", trouble)
        elif self.trouble and not trouble:
            _logger.info("%s: reading from %d", self.log.name, self.next)
        self.trouble = trouble
