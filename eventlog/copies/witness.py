"""The witness: says when the copies of a log in several regions are not the same log any more.

It reads the logs of its server a second time, beside the projector, into chains, which it keeps for
whoever starts next; it answers other regions for them, and compares each mirror with its origin
every second, and each of its own region's logs with what it read of that before. A length alone
does not show that a log was restored to an older state and went on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import aclosing
from typing import Protocol

import msgspec

from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies.chains import BLOCK, Chain, Kept, digest_of
from eventlog.copies.heartbeats import Fault, Finding
from eventlog.errors import LogError, LogMisconfigured, LogUnavailable
from eventlog.publish.room import Room
from eventlog.reading import Reader
from eventlog.streams import Head, Healed
from eventlog.subjects import Log

_logger = logging.getLogger(__name__)

LOOK_S = 1.0
KEEP_S = 30.0
"""So often a chain that grows is kept."""

STUCK_S = 6.0
"""A mirror that lacks something, and takes nothing for so long while its origin is reached."""


class _Question(msgspec.Struct, array_like=True):
    at: int


class _Answer(msgspec.Struct, array_like=True):
    at: int
    digest: bytes


class _Checkpoint(msgspec.Struct, array_like=True):
    """A chain, and of which copy it is. other: why that is not what was read of it before."""

    copy: str
    chain: Kept
    other: str = ""


class Shelf(Protocol):
    """Keeps what may be lost: it is then made again."""

    async def get(self, name: str) -> bytes | None:
        """What was kept last by a name; None where nothing was, or it is away."""

    async def put(self, name: str, data: bytes) -> None:
        """Keep something by a name."""


def _named(copy: tuple[str, Healed | None]) -> str:
    made, healed = copy
    return f"{made} {healed}"


class Witness:
    """Watches the logs that `mine` says are this replica's.

    Args:
        peers: the other regions, whose logs are mirrored here. busy: whether the projector is far
            behind, so that it should have the machine. shelf: where chains are kept meanwhile, so
            that a replica that starts reads on where another was.
    """

    def __init__(
        self,
        connection: Connection,
        region: str,
        peers: Iterable[str],
        mine: Callable[[], Iterable[Log]],
        *,
        busy: Callable[[], bool] = lambda: False,
        shelf: Shelf | None = None,
    ) -> None:
        self._shelf = shelf
        self._connection, self._region, self._peers = connection, region, frozenset(peers)
        self._mine, self._busy = mine, busy
        self._chains: dict[Log, Chain] = {}
        self._copies: dict[Log, tuple[str, Healed | None]] = {}
        """Which stream each chain was begun of: when it was made, and how it was healed."""
        self._others: dict[Log, str] = {}
        """Logs of this region that are not what was read of them, and are not healed; and why."""
        self._tasks: dict[Log, asyncio.Task[None]] = {}
        # SUBTLE: each log has a look of its own, or a region that does not answer would delay all.
        self._looks: dict[Log, asyncio.Task[None]] = {}
        self._moved: dict[Log, tuple[int, float]] = {}
        self.findings: dict[Log, Finding] = {}
        self._room = Room(connection, region)
        self.full: dict[str, str] = {}
        """Mirror → why it takes nothing."""

    async def run(self) -> None:
        """Watch for ever."""
        await self._connection.answer(f"chains.{self._region}.*", self._answer)
        async with asyncio.TaskGroup() as tasks:
            while True:
                try:
                    heads = await streams.heads(self._connection)
                    self._follow(heads, tasks)
                    for log in self._chains.keys() - self._looks.keys():
                        self._looks[log] = tasks.create_task(self._look_once(log, heads[log]))
                except LogError as error:
                    _logger.debug("comparing logs: %s", error)
                await asyncio.sleep(LOOK_S)

    def _follow(self, heads: dict[Log, Head], tasks: asyncio.TaskGroup) -> None:
        mine = set(self._mine()) & heads.keys()
        copies = {log: (heads[log].made, heads[log].healed) for log in mine}
        for log in list(self._chains):
            # SUBTLE: a mirror that was made anew may end with the message that the one before ended
            # with, and differ from it before that.
            if self._copies[log] != copies.get(log):
                self._forget(log)
        for log in mine - self._chains.keys():
            self._chains[log], self._copies[log] = Chain(), copies[log]
            self._tasks[log] = tasks.create_task(self._read(log, self._chains[log]))

    def _forget(self, log: Log) -> None:
        self._tasks.pop(log).cancel()
        del self._chains[log], self._copies[log]
        self._others.pop(log, None)
        self.findings.pop(log, None)
        self._moved.pop(log, None)

    async def _read(self, log: Log, chain: Chain) -> None:
        loop = asyncio.get_running_loop()
        await self._resume(log, chain)
        kept_at = loop.time()
        first = chain.last + 1
        async with aclosing(Reader(self._connection, log, first).batches()) as batches:
            async for batch in batches:
                began = loop.time()
                for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
                    if sequence > chain.last:
                        chain.extend(sequence, body)
                if loop.time() - kept_at > KEEP_S:
                    kept_at = loop.time()
                    await self._keep(log, chain)
                # The projector goes first, above all while it fills views. SUBTLE: to have them
                # sent and parsed takes several times as long as what is measured here.
                await asyncio.sleep((200 if self._busy() else 2) * (loop.time() - began))

    async def _resume(self, log: Log, chain: Chain) -> None:
        """Take up what was kept of this very copy, if what it ends with still stands there."""
        if self._shelf is None:
            return
        try:
            data = await self._shelf.get(log.name)
            found = data and msgspec.msgpack.decode(data, type=_Checkpoint)
            if not found or found.copy != _named(self._copies[log]):
                return
            if found.other:
                self._others[log] = found.other
            stands = digest_of(await streams.stored(self._connection, log, found.chain.last))
            if stands == found.chain.body:
                chain.resume(found.chain)
            else:
                await self._replaced(log, self._copies[log], found.chain.last)
        except (LogError, msgspec.DecodeError) as error:
            _logger.debug("%s: it is read from its start: %s", log.name, error)

    async def _keep(self, log: Log, chain: Chain) -> None:
        """Keep a chain for whoever reads this copy next."""
        if self._shelf is not None and log in self._copies:
            other = self._others.get(log, "")
            kept = _Checkpoint(_named(self._copies[log]), chain.kept, other)
            await self._shelf.put(log.name, msgspec.msgpack.encode(kept))

    async def _replaced(self, log: Log, copy: tuple[str, Healed | None], last: int) -> None:
        """Note that another message stands where one was read, or none.

        SUBTLE: of the same stream alone: one that was made anew, or healed, may well differ. What
        is healed stays as it is: no more is written to it.
        """
        head = await streams.head(self._connection, log)
        if log.region == self._region and (head.made, head.healed) == copy:
            self._others[log] = (
                f"something else stands at {last} than was read there, or nothing: it was restored "
                f"to an older state; `bandstand heal --log {log.name}` opens the next epoch"
            )

    async def _look_once(self, log: Log, head: Head) -> None:
        try:
            await self._look(log, head)
        except LogError as error:
            _logger.debug("comparing %s: %s", log.name, error)
        finally:
            del self._looks[log]

    async def _look(self, log: Log, head: Head) -> None:
        """Look at one log; what is found stands until another look finds it well."""
        chain = self._chains[log]
        # SUBTLE: taken before the answer comes, because the chain goes on meanwhile.
        last, body = chain.last, chain.body
        try:
            if last and digest_of(await streams.stored(self._connection, log, last)) != body:
                # Another message stands there: the copy was restored, or made anew.
                _logger.warning("%s: this copy is not the one that was read: reading it", log.name)
                if self._chains.get(log) is chain:
                    copy = self._copies[log]
                    self._forget(log)
                    await self._replaced(log, copy, last)
                return
            found = await self._compare(log, head, chain)
        except LogUnavailable:
            # What was found before stands. While nobody could be asked, nothing can be stuck.
            self._moved.pop(log, None)
            return
        if self._chains.get(log) is not chain:
            return
        if found is None:
            if self.findings.pop(log, None):
                _logger.info("%s: the copies agree again", log.name)
        else:
            if log not in self.findings:
                named = {"trouble": (log, found.fault)}
                _logger.error("%s: %s", log.name, found.why, extra=named)
            self.findings[log] = found

    async def _compare(self, log: Log, head: Head, chain: Chain) -> Finding | None:
        if log.region not in self._peers:
            lacking = head.lacking
            if lacking and log.region == self._region:
                why = f"the log lacks {lacking} sequences"
                return Finding(log.name, self._region, Fault.ORIGIN, why)
            if log in self._others and head.healed is None:
                return Finding(log.name, self._region, Fault.ORIGIN, self._others[log])
            return None
        origin = self._connection.at(log.region)
        try:
            # SUBTLE: asked after this region's, an origin that lives holds at least as much.
            end = await streams.head(origin, log)
        except LogMisconfigured:
            return self._found(log, Fault.ORIGIN, "region {0} has no such log any more")
        if end.last < head.last:
            why = f"it ends at {end.last} in region {{0}}, its own, and at {head.last} here"
            return self._found(log, Fault.ORIGIN, why)
        if head.lacking > end.lacking:
            why = (
                f"this mirror lacks {head.lacking - end.lacking} sequences that region {{0}} holds"
            )
            return self._found(log, Fault.MIRROR, why)
        if self._stuck(log, head, end):
            full = (await self._room.look({log: head})).get(log.name)
            if full:
                # It goes on by itself where there is room.
                self._moved.pop(log, None)
                self.full[log.name] = full
                return None
            why = f"this mirror stands at {head.last}, and region {{0}} is at {end.last}"
            return self._found(log, Fault.MIRROR, why)
        return await self._differ(log, chain)

    def _found(self, log: Log, fault: Fault, why: str) -> Finding:
        return Finding(log.name, self._region, fault, why.format(log.region))

    def _stuck(self, log: Log, head: Head, end: Head) -> bool:
        now = asyncio.get_running_loop().time()
        at, since = self._moved.get(log, (-1, now))
        if head.last != at or head.last >= end.last:
            self._moved[log] = head.last, now
            self.full.pop(log.name, None)
            return False
        return now - since > STUCK_S

    async def _differ(self, log: Log, chain: Chain) -> Finding | None:
        """Compare this copy's chain with the origin's; None also where nobody there knows."""
        at = chain.last
        for _ in range(3):
            theirs = await self._ask(log, at)
            if theirs is None or theirs.at == 0:
                return None
            at, mine = theirs.at, chain.at(theirs.at)
            if mine is not None:
                if mine == theirs.digest:
                    return None
                first, last = await self._first_block(log, chain, at)
                why = f"the copies here and in region {{0}} differ within {first}-{last}"
                return self._found(log, Fault.ORIGIN, why)
            at = chain.near(at)
        return None

    async def _first_block(self, log: Log, chain: Chain, at: int) -> tuple[int, int]:
        """The first block that differs, by halving; up to `low` both are the same."""
        low, high = 0, at // BLOCK
        while low < high:
            middle = (low + high + 1) // 2
            theirs = await self._ask(log, middle * BLOCK)
            if theirs and theirs.digest == chain.at(middle * BLOCK):
                low = middle
            else:
                high = middle - 1
        return low * BLOCK + 1, min((low + 1) * BLOCK, at)

    async def _ask(self, log: Log, at: int) -> _Answer | None:
        question = msgspec.msgpack.encode(_Question(at))
        data = await self._connection.request(f"chains.{log.region}.{log.name}", question)
        try:
            return msgspec.msgpack.decode(data, type=_Answer) if data else None
        except msgspec.DecodeError:
            return None

    def _answer(self, subject: str, data: bytes) -> bytes | None:
        """This copy's digest at the sequence that is asked for, or the nearest before it."""
        try:
            log = Log.parse(subject.rpartition(".")[2])
            question = msgspec.msgpack.decode(data, type=_Question)
        except (LogMisconfigured, msgspec.DecodeError):
            return None
        chain = self._chains.get(log)
        if chain is None:
            return None
        at = chain.near(question.at)
        return msgspec.msgpack.encode(_Answer(at, chain.at(at) or b""))
