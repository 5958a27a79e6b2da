"""Heartbeats: which projector replicas of a region live, and what processes find out of order.

They go over core NATS, twice a second, and may be lost: whoever believes something else about who
lives does work twice, and nothing else happens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum

import msgspec

from eventlog.copies.peers import Peer
from eventlog.logs import Hints

_logger = logging.getLogger(__name__)

BEAT_S = 0.5
SILENCE_S_MAX = 2.5
"""A replica that was not heard for so long is taken for dead by the others."""


class Fault(StrEnum):
    """Which copies cannot be trusted: the log itself where it is written, or a mirror alone."""

    ORIGIN = "origin"
    MIRROR = "mirror"


class Finding(msgspec.Struct, frozen=True):
    """A log whose copies are not the same log any more, as a region found it."""

    log: str
    region: str
    fault: Fault
    why: str


class Beat(msgspec.Struct, frozen=True):
    """What a replica says of itself.

    replica: its id. group: the replicas that share logs have the same one. reads: the logs that it
    reads. trouble: what stands in its way. stuck: into how many shards it can merge nothing.
    findings: what is wrong with logs. peers: how it sees the other regions. full: stream → why it
    takes nothing. leaves: this is its last beat. shows: the views that a gateway shows, each with
    its version.
    """

    replica: str
    group: str
    region: str
    reads: list[str] = []
    trouble: list[str] = []
    findings: list[Finding] = []
    peers: list[Peer] = []
    full: dict[str, str] = {}
    leaves: bool = False
    stuck: int = 0
    shows: list[str] = []


EVERYWHERE = "*"


async def say(hints: Hints, beat: Beat) -> None:
    """Let those who listen hear one beat."""
    await hints.shout(f"replicas.{beat.region}", msgspec.json.encode(beat))


class Heartbeats:
    """Hears the replicas of a region, or of all, and beats for one if it is given what to say.

    Args:
        silence_s: one that was not heard for so long is taken for dead.
    """

    def __init__(
        self,
        hints: Hints,
        region: str,
        say: Callable[[], Beat] | None = None,
        *,
        silence_s: float = SILENCE_S_MAX,
    ) -> None:
        self._silence_s = silence_s
        self._hints, self._subject, self._say = hints, f"replicas.{region}", say
        self._heard: dict[tuple[str, str], tuple[float, Beat]] = {}
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Beat for ever."""
        loop = asyncio.get_running_loop()
        while True:
            if self._say:
                await say(self._hints, self._say())
            self._news.clear()
            try:
                async with asyncio.timeout(BEAT_S):
                    await self._news.wait()
                # Whoever is new learns at once who was there before.
                await asyncio.sleep(BEAT_S / 10)
            except TimeoutError:
                pass
            if not self._hints.up:
                # Nobody is heard, and nobody is dead for that.
                now = loop.time()
                self._heard = {key: (now, beat) for key, (_, beat) in self._heard.items()}

    async def open(self) -> None:
        """Begin to listen.

        Raises:
            LogUnavailable: there is no connection.
        """
        await self._hints.listen(self._subject, self._hear)

    async def leave(self) -> None:
        """Say that this replica ends, so that the others need not wait for its silence."""
        if self._say:
            await say(self._hints, msgspec.structs.replace(self._say(), leaves=True))

    def alive(self) -> list[Beat]:
        """The last beat of every replica that lives, this one's among them once it was heard."""
        since = asyncio.get_running_loop().time() - self._silence_s
        self._heard = {key: held for key, held in self._heard.items() if held[0] > since}
        return [beat for _, beat in self._heard.values()]

    def _hear(self, data: bytes) -> None:
        try:
            beat = msgspec.json.decode(data, type=Beat)
        except (UnicodeDecodeError, msgspec.DecodeError):
            _logger.warning("%s: what came is no heartbeat: %r", self._subject, data[:60])
            return
        key = (beat.group, beat.replica)
        if beat.leaves:
            self._heard.pop(key, None)
            return
        if key not in self._heard:
            self._news.set()
        self._heard[key] = asyncio.get_running_loop().time(), beat
