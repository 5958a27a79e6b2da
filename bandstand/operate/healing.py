"""Healing: what to do about a log whose copies are not the same log any more.

    a mirror alone is wrong    it is unmade with its consumer, and its region makes it anew
    the log itself is wrong    open the next epoch, seal the log, publish again what other copies
                               hold and it does not, write on it what was found, and unmake all
                               mirrors; each region's projectors then forget what they covered
                               beyond, or rebuild a view that holds what no copy holds

A log is also wrong when the views hold more of it than it does, or know of a healing that it does
not: where there is no mirror, they alone remember. Nothing that any reachable copy holds is lost,
and to heal twice changes nothing more.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from hashlib import blake2b

from ulid import ULID

from bandstand.errors import Failure
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies import mirrors
from eventlog.envelope import Codec, event_id
from eventlog.errors import EventRejected, LogUnavailable
from eventlog.reading import Batch, Reader
from eventlog.streams import Head, Healed
from eventlog.subjects import Log

SILENCE_S_MAX = 15.0
STANDS_S = 3.0
_Heads = Mapping[str, Mapping[Log, Head]]


@dataclass
class Treatment:
    """What was done about one log.

    remade: regions whose mirror was unmade. epoch: the one that was opened, if the log itself was
    wrong. kept: up to where the log is what it was. republished: how many events only mirrors
    held. lost: sequences that no copy holds at all. rebuilt: whether all views that hold anything
    of it are made anew, because no copy could tell what it was.
    """

    log: str
    remade: list[str] = field(default_factory=list)
    epoch: int | None = None
    kept: int = 0
    republished: int = 0
    lost: str = ""
    rebuilt: bool = False


@dataclass(frozen=True)
class Memory:
    """What views hold of a log: the last sequence of which they may hold anything, and the id of
    the last healing that they know of, empty for none.
    """

    last: int = 0
    healing: str = ""

    def join(self, other: Memory) -> Memory:
        """What two views hold between them."""
        return Memory(max(self.last, other.last), max(self.healing, other.healing))


_NOTHING = Memory()


@dataclass
class Copy:
    """One region's copy of a log: a digest of 8 bytes for each sequence, 0 where it lacks one."""

    region: str
    digests: array[int]

    @property
    def last(self) -> int:
        """Its last sequence."""
        return len(self.digests)

    @property
    def count(self) -> int:
        """How many messages it holds."""
        return self.last - self.digests.count(0)


class Healing:
    """Heals the logs of one region, where they are written, and their mirrors everywhere.

    Events cross the link as mirrors alone, so that only a log's own region can publish again.

    Args:
        region: whose logs. regions: all regions, each a JetStream domain.
        codec: the domain's, which says where an event goes.
        identify: gives an id that is greater than another one, for a healing.
        remembered: by log, what the views hold of it.
        replicas: copies of each stream. advance: called with how many messages were read.
        say: called with what is being done.
    """

    def __init__(
        self,
        connection: Connection,
        region: str,
        regions: list[str],
        codec: Codec,
        *,
        identify: Callable[[str], str],
        remembered: Mapping[Log, Memory] = {},
        replicas: int = 1,
        advance: Callable[[int], None] = lambda _: None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._connection, self._region, self._regions = connection, region, regions
        self._codec, self._identify, self._remembered = codec, identify, dict(remembered)
        self._replicas, self._advance, self._say = replicas, advance, say

    async def run(self, only: Log | None = None) -> list[Treatment]:
        """Compare the copies of all logs of the region, or of one, and heal those that differ.

        Raises:
            Failure: a region is not reached: what it alone holds would be lost.
        """
        heads = await self._heads()
        logs = {
            log
            for held in (*heads.values(), self._remembered)
            for log in held
            if log.region == self._region
        }
        if only is not None and only not in logs:
            raise Failure(f"{only.name}: no region has such a log; `bandstand status` lists them")
        treatments = []
        for log in sorted(logs if only is None else {only}):
            self._say(f"comparing the copies of {log.name}")
            heads = await self._heads()
            treatment = await self._heal(log, heads, named=only is not None)
            if treatment:
                treatments.append(treatment)
        return treatments

    def _forgot(self, log: Log, head: Head | None) -> bool:
        """Whether a log ends before what views hold of it, or knows nothing of its last healing."""
        memory = self._remembered.get(log, _NOTHING)
        last, healed = (head.last, head.healed) if head else (0, None)
        return memory.last > last or memory.healing > (healed.id if healed else "")

    async def _heads(self) -> _Heads:
        found = {}
        # SUBTLE: their own region last, so that a log that lives holds at least what mirrors do.
        for region in sorted(self._regions, key=lambda region: region == self._region):
            try:
                found[region] = await streams.heads(self._connection.at(region))
            except LogUnavailable as error:
                raise Failure(
                    f"region {region} cannot be reached ({error}): events that only it holds "
                    "would be lost; restore the link first, or name the region with --without if "
                    "it is lost for good"
                ) from None
        return found

    async def _heal(self, log: Log, heads: _Heads, *, named: bool) -> Treatment | None:
        """Heal one log; None when its copies agree, and no view holds more than they.

        Args:
            named: whether somebody says that it is not what it was: it is sealed also when its
                copies agree. Where no other copy can tell what it was, all views that hold
                anything of it are then made anew.
        """
        origin = self._connection.at(log.region)
        copies = {
            region: await self._copy(log, region, held[log])
            for region, held in heads.items()
            if log in held
        }
        true = copies.pop(log.region, None)
        others = list(copies.values())
        healings = [held[log].healed for held in heads.values() if log in held]
        known = [healed for healed in healings if healed]
        here = heads[log.region].get(log)
        unaware = here is None or any(
            healed.id > (here.healed.id if here.healed else "") for healed in known
        )
        if (
            true is not None
            and here is not None
            and not (unaware or named or self._forgot(log, here))
            and not self._wrong(true, others, here)
        ):
            wrong = [
                copy
                for copy in others
                if not _is_part(copy, true)
                or heads[copy.region][log].healed != here.healed
                or await self._stands(log, copy, true)
            ]
            for copy in wrong:
                self._say(f"remaking the mirror of {log.name} in {copy.region}")
                await mirrors.unmake(self._connection, log, copy.region)
            remade = [copy.region for copy in wrong]
            return Treatment(log.name, remade, kept=true.last) if wrong else None

        newest = max(
            one
            for held in (*heads.values(), self._remembered)
            for one in (*held, log)
            if (one.region, one.partition) == (log.region, log.partition)
        )
        target = newest
        open_here = newest in heads[log.region] and not heads[log.region][newest].sealed
        if newest == log or not open_here:
            target = Log(log.region, log.partition, newest.epoch + 1)
        self._say(f"opening {target.name}, sealing {log.name}")
        await streams.ensure_log(origin, target, replicas=self._replicas)
        await streams.ensure_log(origin, log, replicas=self._replicas)
        await streams.seal(origin, log)
        # What was written until it was sealed belongs to it.
        end = await streams.head(origin, log)
        true = await self._copy(log, log.region, end)
        kept = min((_same(true, other) for other in others), default=true.last)
        lost = _lacking(true)
        republished = await self._republish(log, target, true, others)
        kept = min(
            [kept, *(first - 1 for first, _ in lost.ranges), *(healed.kept for healed in known)]
        )
        remembered = self._remembered.get(log, _NOTHING)
        held = _held(true, others, kept)
        anew = named and kept == true.last and not any(other.last >= kept for other in others)
        if anew:
            # SUBTLE: a log that was restored, and went on past its old end, differs from no copy:
            # what views hold of it besides is in none.
            held = 0
        healed = Healed(
            id=self._identify(max([remembered.healing, *(healed.id for healed in known)])),
            kept=kept,
            held=min([held, *(healed.held for healed in known)]),
            lost=lost,
        )
        await streams.seal(origin, log, healed)
        remade = [region for region in self._regions if region != log.region]
        for region in remade:
            self._say(f"remaking the mirror of {log.name} in {region}")
            await mirrors.unmake(self._connection, log, region)
        gone = [
            (sequence, sequence)
            for first, last in lost.ranges
            for sequence in range(first, last + 1)
            if not any(_at(other, sequence) for other in others)
        ]
        return Treatment(
            log.name,
            remade,
            target.epoch,
            healed.kept,
            republished,
            str(Coverage.of(gone)),
            rebuilt=anew,
        )

    async def _stands(self, log: Log, copy: Copy, true: Copy) -> bool:
        """Whether a mirror that lacks the end takes nothing more, or has nobody to feed it."""
        mirror = self._connection.at(copy.region)
        if not await mirrors.is_fed(self._connection, log, copy.region):
            return True
        if copy.last >= true.last:
            return False
        await asyncio.sleep(STANDS_S)
        return (await streams.head(mirror, log)).last == copy.last

    def _wrong(self, true: Copy, others: list[Copy], head: Head) -> bool:
        """Whether the log itself differs from what it was."""
        known = head.healed.lost if head.healed else Coverage()
        if _lacking(true).join(known) != known:
            return True
        return any(
            digest and (sequence > true.last or digest != true.digests[sequence - 1])
            for other in others
            for sequence, digest in enumerate(other.digests, 1)
        )

    async def _copy(self, log: Log, region: str, head: Head) -> Copy:
        digests = array("Q", bytes(8 * head.last))
        async for sequence, body in self._messages(log, region, head.messages):
            if sequence <= head.last:
                digests[sequence - 1] = _digest(body)
        return Copy(region, digests)

    async def _messages(
        self, log: Log, region: str, count: int
    ) -> AsyncIterator[tuple[int, bytes]]:
        """The first messages of a copy, so many.

        SUBTLE: counted, because a mirror that skipped ends with sequences that never come.
        """
        reader = Reader(self._connection.at(region), log, 1)
        async with aclosing(reader.batches()) as batches:
            while count > 0:
                batch = await self._next(log, region, batches)
                for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
                    yield sequence, body
                self._advance(len(batch.sequences))
                count -= len(batch.sequences)

    async def _next(self, log: Log, region: str, batches: AsyncGenerator[Batch, None]) -> Batch:
        try:
            async with asyncio.timeout(SILENCE_S_MAX):
                return await anext(batches)
        except TimeoutError:
            raise Failure(
                f"{log.name}: region {region} sent nothing for {SILENCE_S_MAX:.0f} s; run "
                "`bandstand heal` again when it answers"
            ) from None

    async def _republish(self, log: Log, target: Log, true: Copy, others: list[Copy]) -> int:
        """Publish what other copies hold and the log does not into its next epoch."""
        held = set(true.digests)
        origin = self._connection.at(log.region)
        count = 0
        for other in others:
            if not set(other.digests) - held:
                continue
            self._say(f"publishing what only {other.region} holds of {log.name}")
            async for _, body in self._messages(log, other.region, other.count):
                digest = _digest(body)
                if digest in held:
                    continue
                held.add(digest)
                subject, message_id = self._address(target, body)
                await streams.put(origin, target, subject, body, message_id)
                count += 1
        return count

    def _address(self, target: Log, body: bytes) -> tuple[str, str]:
        """Where an event goes, and its id; what is no event goes somewhere too."""
        try:
            event = self._codec.decode(body)
        except EventRejected:
            return target.subject("lost", "lost"), blake2b(body, digest_size=13).hexdigest()
        return target.subject(event.entity, event.entity_id), event.id


def identity(latest: str, now_ms: int, randomness: bytes) -> str:
    """The id of a healing: greater than the latest that is known, also where a clock went back.

    Args:
        latest: an id, or empty for none. randomness: 10 bytes.
    """
    made = event_id(now_ms, randomness)
    if made > latest:
        return made
    return event_id(ULID.from_str(latest).milliseconds + 1, randomness)


def _digest(body: bytes) -> int:
    """Eight bytes of a body's digest; never 0, which stands for none."""
    return int.from_bytes(blake2b(body, digest_size=8).digest(), "big") or 1


def _is_part(copy: Copy, whole: Copy) -> bool:
    """Whether a copy is the beginning of another, without a hole of its own."""
    return copy.digests == whole.digests[: copy.last]


def _same(one: Copy, other: Copy) -> int:
    """Up to where two copies are the same; what one merely lacks at its end is no difference."""
    for sequence, (a, b) in enumerate(zip(one.digests, other.digests, strict=False), 1):
        if a != b and a and b:
            return sequence - 1
    return one.last


def _at(copy: Copy, sequence: int) -> int:
    return copy.digests[sequence - 1] if sequence <= copy.last else 0


def _held(true: Copy, others: list[Copy], kept: int) -> int:
    """The end of the run after `kept` that mirrors hold of what the log was before.

    A view that covers more than that may hold what no log does, and is filled anew.
    """
    held = kept
    while any(_at(other, held + 1) not in (0, _at(true, held + 1)) for other in others):
        held += 1
    return held


def _lacking(copy: Copy) -> Coverage:
    return Coverage.of(
        (sequence, sequence) for sequence, digest in enumerate(copy.digests, 1) if not digest
    )
