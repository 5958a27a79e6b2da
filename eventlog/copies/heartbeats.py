"""Heartbeats: which projector replicas of a region live, and what processes find out of order.

They go over core NATS, twice a second, and may be lost: whoever believes something else about who
lives does work twice, and nothing else happens. A region is believed what it says of itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any, Final

import msgspec

from eventlog.checks.faults import plain
from eventlog.copies.peers import Peer
from eventlog.errors import LogMisconfigured
from eventlog.logs import Hints
from eventlog.subjects import Log

_logger = logging.getLogger(__name__)

BEAT_S = 0.5
SILENCE_S_MAX = 2.5
"""A replica that was not heard for so long is taken for dead by the others."""

BEAT_BYTES_MAX: Final = 65_536
"""A longer beat is not even decoded."""

HEARD_BYTES_MAX: Final = 2_097_152
REPLICAS_MAX: Final = 256
"""So much, and of so many, is kept of what a region says."""

TEXT_LENGTH_MAX: Final = 500
_SAID_MAX: Final = 20
"""So many texts of a kind are said where all would be too long."""


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

    @property
    def is_own(self) -> bool:
        """Whether the region speaks of what is its own: a log of its, or its mirror of another's.

        What it says of another region's log is shown to operators, and stops nobody.
        """
        return self.fault is Fault.MIRROR or _region_of(self.log) == self.region


def _stops_nobody(finding: Finding) -> bool:
    return finding.fault is Fault.MIRROR or not finding.is_own


def _region_of(log: str) -> str:
    try:
        return Log.parse(log).region
    except LogMisconfigured:
        return ""


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


class Beats(StrEnum):
    """Whose heartbeats: each has a subject of its own, which no other role may publish on."""

    PROJECTOR = "projector"
    GATEWAY = "gateway"
    ABROAD = "abroad"
    """Of projectors, once more, for other regions. SUBTLE: nats-server cannot keep what comes by a
    link from a subject on which something leaves by it: on this one a hub could speak in the name
    of its leaf node, where nobody listens to it.
    """
    OLDER = ""
    """Of processes of 0.4, which had one subject for all: who speaks there is not known. They beat
    and hear one another there while an upgrade has both; newer ones hear of it alone which views
    older gateways show.
    """

    def subject(self, region: str) -> str:
        """Where they come in a region."""
        return f"replicas.{region}.{self}" if self else f"replicas.{region}"


async def say(hints: Hints, beats: Beats, beat: Beat) -> None:
    """Let those who listen hear one beat."""
    data = _encoded(beat)
    await hints.shout(beats.subject(beat.region), data)
    if beats is Beats.PROJECTOR:
        await hints.shout(Beats.ABROAD.subject(beat.region), data)


def _encoded(beat: Beat) -> bytes:
    """A beat that is not too long to be heard: what nobody decides by is left out before that."""
    data = msgspec.json.encode(beat)
    if len(data) <= BEAT_BYTES_MAX:
        return data
    return msgspec.json.encode(
        msgspec.structs.replace(
            beat,
            reads=[],
            trouble=[plain(one, TEXT_LENGTH_MAX) for one in beat.trouble[:_SAID_MAX]],
            findings=[
                msgspec.structs.replace(one, why=plain(one.why, TEXT_LENGTH_MAX))
                for one in sorted(beat.findings, key=_stops_nobody)[:_SAID_MAX]
            ],
            peers=[msgspec.structs.replace(one, ends={}, ends_ms=None) for one in beat.peers],
            full={
                stream: plain(why, TEXT_LENGTH_MAX)
                for stream, why in islice(beat.full.items(), _SAID_MAX)
            },
        )
    )


def _decoded(data: bytes) -> Beat:
    """A beat whose texts may stand in logs, on terminals and in answers.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError, RecursionError: it is none.
    """
    return msgspec.convert(_readable(msgspec.json.decode(data)), Beat)


def _readable(value: Any) -> Any:
    match value:
        case str():
            return plain(value, TEXT_LENGTH_MAX)
        case list():
            return [_readable(one) for one in value]
        case dict():
            return {_readable(key): _readable(one) for key, one in value.items()}
    return value


@dataclass(frozen=True)
class _Heard:
    """The last beat of a replica: when it came, and how long it was."""

    at: float
    beat: Beat
    length: int


class Heartbeats:
    """Hears the replicas of a role in some regions, and beats for one if it is given what to say.

    What is believed of a beat is what its subject says: of which role, and of which region.

    Args:
        say: of this process's own; it is said in its own region, the first.
        silence_s: one that was not heard for so long is taken for dead.
    """

    def __init__(
        self,
        hints: Hints,
        beats: Beats,
        *regions: str,
        say: Callable[[], Beat] | None = None,
        silence_s: float = SILENCE_S_MAX,
    ) -> None:
        self._silence_s = silence_s
        self._hints, self._beats, self._regions, self._say = hints, beats, regions, say
        self._heard: dict[str, dict[tuple[str, str], _Heard]] = {one: {} for one in regions}
        """By region, so that one that says much drowns no other."""
        self._refused: set[str] = set()
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Beat for ever."""
        loop = asyncio.get_running_loop()
        while True:
            if self._say:
                await say(self._hints, self._beats, self._say())
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
                for heard in self._heard.values():
                    heard.update({key: replace(one, at=now) for key, one in heard.items()})

    async def open(self) -> None:
        """Begin to listen.

        Raises:
            LogUnavailable: there is no connection.
        """
        for region in self._regions:
            await self._hints.listen(self._beats.subject(region), partial(self._hear, region))

    async def leave(self) -> None:
        """Say that this replica ends, so that the others need not wait for its silence."""
        if self._say:
            last = msgspec.structs.replace(self._say(), leaves=True)
            await say(self._hints, self._beats, last)

    def alive(self) -> list[Beat]:
        """The last beat of every replica that lives, this one's among them once it was heard."""
        since = asyncio.get_running_loop().time() - self._silence_s
        for region, heard in self._heard.items():
            self._heard[region] = {key: one for key, one in heard.items() if one.at > since}
        return [one.beat for heard in self._heard.values() for one in heard.values()]

    @staticmethod
    def of_all(hints: Hints, region: str, peers: Iterable[str]) -> list[Heartbeats]:
        """Those of the projectors of a region and of all others, as they are heard there."""
        return [Heartbeats(hints, Beats.PROJECTOR, region), Heartbeats(hints, Beats.ABROAD, *peers)]

    def _hear(self, region: str, data: bytes) -> None:
        if len(data) > BEAT_BYTES_MAX:
            self._refuse(region, f"a heartbeat of more than {BEAT_BYTES_MAX:,} bytes")
            return
        try:
            beat = _decoded(data)
        except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
            self._refuse(region, f"what is no heartbeat, {data[:60]!r}")
            return
        if beat.region != region or any(one.region != region for one in beat.findings):
            self._refuse(region, "a heartbeat in another region's name")
            return
        key = (beat.group, beat.replica)
        if beat.leaves:
            # SUBTLE: of gateways only silence tells. They have one subject, and one that was taken
            # over could have a projector end that fills what the others show.
            if self._beats in (Beats.PROJECTOR, Beats.ABROAD):
                self._heard[region].pop(key, None)
            return
        if not self._has_room(region, key, len(data)):
            self.alive()  # Without those that were not heard for long.
            if not self._has_room(region, key, len(data)):
                self._refuse(region, f"more than {REPLICAS_MAX} replicas, or more than they say")
                return
        if key not in self._heard[region]:
            self._news.set()
        now = asyncio.get_running_loop().time()
        self._heard[region][key] = _Heard(now, beat, len(data))

    def _has_room(self, region: str, key: tuple[str, str], length: int) -> bool:
        heard = self._heard[region]
        others = [one.length for at, one in heard.items() if at != key]
        return len(others) < REPLICAS_MAX and sum(others) + length <= HEARD_BYTES_MAX

    def _refuse(self, region: str, what: str) -> None:
        """Say once for each region what came that is not heeded; it comes twice a second."""
        if region not in self._refused:
            self._refused.add(region)
            _logger.warning("%s: %s: not heeded", self._beats.subject(region), what)
