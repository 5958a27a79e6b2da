"""The twin of the log: streams, mirrors, readers and hints of each region's server, with faults.

It stands behind the port `eventlog.logs.Logs`. What it promises is what a server promises, held to
the same contract tests; what it does within that promise is as bad as its seed makes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from random import Random

from crdt.coverage import Coverage
from eventlog.errors import LogUnavailable, OutcomeUnknown
from eventlog.logs import Logs, Reading
from eventlog.reading import Batch
from eventlog.streams import Head
from eventlog.subjects import Log

RETRY_S = 0.5


@dataclass
class Weather:
    """How bad the network of one region is now. Probabilities from 0 to 1; delays in seconds."""

    hint_loss: float = 0.0
    hint_twice: float = 0.0
    delay_s_max: float = 0.002
    read_again: float = 0.0
    """How often a reader starts again from an earlier sequence by itself."""
    batch_events_max: int = 1000


FAIR = Weather()
FOUL = Weather(hint_loss=0.3, hint_twice=0.2, delay_s_max=0.4, read_again=0.1, batch_events_max=3)


def head_of(stream: Stream) -> Head:
    """A stream's head. The one place that makes one, for its fields grow."""
    return Head(first=1, last=stream.last, holes=stream.bodies.count(None))


@dataclass
class Stream:
    """One copy of a log: the body of sequence n stands at n - 1, None where there is a hole."""

    bodies: list[bytes | None] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last sequence; 0 when there is none."""
        return len(self.bodies)


class LogServer:
    """The server of one region: its own logs, and mirrors of the others'."""

    def __init__(self, region: str, random: Random) -> None:
        self.region, self.random = region, random
        self.streams: dict[Log, Stream] = {}
        self.weather = FAIR
        self.up = True
        self.lives = 0
        """How often it went down: a delivery does not outlive that."""
        self._listeners: dict[str, list[tuple[ServerTwin, Callable[[bytes], None]]]] = {}
        self._news = asyncio.Event()
        self.unacknowledged = 0
        """So many publishes from now on are stored and not acknowledged."""
        self.unstored = 0
        """So many publishes from now on are neither stored nor acknowledged."""

    def go_down(self) -> None:
        """Stop answering."""
        if self.up:
            self.up = False
            self.lives += 1
            self.tell()

    def come_up(self) -> None:
        """Answer again; what is stored is kept."""
        self.up = True
        self.tell()

    def tell(self) -> None:
        """Wake whoever waits for a change."""
        self._news.set()
        self._news = asyncio.Event()

    async def change(self) -> None:
        """Wait until something may have changed."""
        await self._news.wait()

    def append(self, log: Log, body: bytes | None, message_id: str = "") -> int:
        """Store a body; one whose id is held already is not stored again. Its sequence."""
        stream = self.streams[log]
        held = stream.ids.get(message_id)
        if held is not None:
            return held
        stream.bodies.append(body)
        if message_id:
            stream.ids[message_id] = stream.last
        self.tell()
        return stream.last

    async def publish(self, log: Log, body: bytes, message_id: str) -> int:
        """Store a body as a publisher does, once; its sequence.

        Raises:
            LogUnavailable: it was not sent. OutcomeUnknown: no acknowledgement came.
        """
        await self.pause()
        if not self.up:
            raise LogUnavailable(f"{self.region}: down")
        if self.unstored:
            self.unstored -= 1
            raise OutcomeUnknown("lost on the way there")
        sequence = self.append(log, body, message_id)
        lost, self.unacknowledged = self.unacknowledged > 0, max(self.unacknowledged - 1, 0)
        await self.pause()
        if lost or not self.up:
            raise OutcomeUnknown("the acknowledgement was lost")
        return sequence

    async def pause(self) -> None:
        """As long as a message takes now."""
        await asyncio.sleep(self.random.random() * self.weather.delay_s_max)

    def attach(self, subject: str, client: ServerTwin, call: Callable[[bytes], None]) -> None:
        """Let a client hear a subject."""
        self._listeners.setdefault(subject, []).append((client, call))

    def detach(self, client: ServerTwin) -> None:
        """Forget a client that died."""
        for subject, listeners in self._listeners.items():
            self._listeners[subject] = [pair for pair in listeners if pair[0] is not client]

    def spread(self, subject: str, data: bytes) -> None:
        """Deliver a hint to each listener: late, twice, or not at all."""
        loop, random, weather = asyncio.get_running_loop(), self.random, self.weather
        for client, call in self._listeners.get(subject, ()):
            if random.random() < weather.hint_loss:
                continue
            for _ in range(1 + (random.random() < weather.hint_twice)):
                delay_s = random.random() * weather.delay_s_max
                loop.call_later(delay_s, self._deliver, client, call, data)

    def _deliver(self, client: ServerTwin, call: Callable[[bytes], None], data: bytes) -> None:
        if client.up:
            call(data)


class ServerTwin(Logs):
    """One process's connection to its region's server."""

    def __init__(self, server: LogServer) -> None:
        self.server = server
        self.cut = False
        """Whether the network between this process and its server is down."""
        self.dead = False

    @property
    def up(self) -> bool:
        return self.server.up and not self.cut and not self.dead

    async def listen(self, subject: str, call: Callable[[bytes], None]) -> None:
        await self._reached()
        self.server.attach(subject, self, call)

    async def shout(self, subject: str, data: bytes = b"") -> None:
        if self.up:
            self.server.spread(subject, data)

    async def heads(self) -> dict[Log, Head]:
        await self._reached()
        return {log: head_of(stream) for log, stream in sorted(self.server.streams.items())}

    def reader(self, log: Log, start: int) -> Reading:
        return ReaderTwin(self, log, start)

    async def _reached(self) -> None:
        await self.server.pause()
        if not self.up:
            raise LogUnavailable(f"{self.server.region}: no answer")


class ReaderTwin(Reading):
    """The twin of `eventlog.reading.Reader`."""

    def __init__(self, logs: ServerTwin, log: Log, start: int) -> None:
        self._logs, self.log, self.next = logs, log, start
        self.holes = Coverage()
        self.trouble: str | None = None
        self._restart = False

    def rewind(self, sequence: int) -> None:
        self.next = min(self.next, sequence)
        self._restart = True
        self._logs.server.tell()

    async def batches(self) -> AsyncGenerator[Batch, None]:
        while True:
            self._restart = False
            await self._logs.server.pause()
            stream = self._logs.server.streams.get(self.log)
            if not self._logs.up or stream is None:
                self.trouble = f"{self.log.name}: no answer"
            elif self.next > stream.last + 1:
                self.trouble = f"{self.log.name} ends at {stream.last}: it lost its tail"
            else:
                self.trouble = None
                async for batch in self._deliver(stream):
                    yield batch
                continue
            await asyncio.sleep(RETRY_S)

    async def _deliver(self, stream: Stream) -> AsyncGenerator[Batch, None]:
        server, life = self._logs.server, self._logs.server.lives
        self.holes = Coverage(tuple(hole for hole in self.holes.ranges if hole[1] < self.next))
        while True:
            # SUBTLE: nothing is awaited between this look and the wait, else a wake-up is lost.
            if self._restart or not self._logs.up or server.lives != life:
                return
            if self.next > stream.last:
                await server.change()
                continue
            await server.pause()
            if self._restart or not self._logs.up or server.lives != life:
                return
            batch = self._batch(stream)
            if batch.sequences:
                yield batch
            if server.random.random() < server.weather.read_again:
                self.rewind(server.random.randint(1, self.next))

    def _batch(self, stream: Stream) -> Batch:
        """What comes next, cut anywhere."""
        weather, random = self._logs.server.weather, self._logs.server.random
        size = random.randint(1, weather.batch_events_max)
        batch = Batch()
        for sequence in range(self.next, stream.last + 1):
            body = stream.bodies[sequence - 1]
            if body is None:
                self.holes = self.holes.join(Coverage(((sequence, sequence),)))
                continue
            batch.sequences.append(sequence)
            batch.bodies.append(body)
            batch.size_bytes += len(body)
            if len(batch.sequences) == size:
                break
        if batch.sequences:
            self.next = batch.sequences[-1] + 1
            batch.behind = stream.last - self.next + 1
        return batch


class Mirror:
    """Copies the logs of one region to another, in order, while all between them is up."""

    def __init__(self, origin: LogServer, copy: LogServer) -> None:
        self.origin, self.copy = origin, copy
        self.up = True

    async def run(self) -> None:
        """Copy for ever."""
        origin, copy = self.origin, self.copy
        while True:
            lacking = [
                log
                for log, stream in origin.streams.items()
                if log.region == origin.region
                and (log not in copy.streams or copy.streams[log].last < stream.last)
            ]
            if not lacking or not self.open:
                await origin.change()
                continue
            await copy.pause()
            if not self.open:
                continue
            log = copy.random.choice(lacking)
            source, target = origin.streams[log], copy.streams.setdefault(log, Stream())
            size = copy.random.randint(1, copy.weather.batch_events_max)
            target.bodies += source.bodies[target.last : target.last + size]
            copy.tell()

    @property
    def open(self) -> bool:
        """Whether anything can pass now."""
        return self.up and self.origin.up and self.copy.up
