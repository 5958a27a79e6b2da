"""The store: one server of Redis or Valkey, or a cluster of them, as one view's shards.

An unknown function is loaded and the call repeated, so that a store that was emptied, or a master
that is new, is filled again by whoever comes first.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from views import loading
from views.errors import ScriptFailed, StoreUnavailable, StoreUnsuitable, Superseded, TooMuch
from views.merging import Coverages, Delta, Extent, Merged, coverages_in, texts_in
from views.reading import steps
from views.reading.asking import Asking
from views.reading.waves import Reply, Request
from views.servers.access import Access
from views.servers.nodes import Call, Server, Servers, T, find
from views.servers.pipelines import results_of
from views.servers.sentinels import Led
from views.shards import Shards
from views.view import View

VERSION_MIN = (7, 0)
STEPS_MAX = 8_000
"""What one call of a shard does at most beside merging what it carries: some 10 ms."""

READ_BYTES_MAX = 16 << 20
"""So much of what registers and maps hold is read at once, nearly."""

_MUCH = msgspec.msgpack.encode("much")
_log = logging.getLogger(__name__)
_pack = msgspec.msgpack.Encoder().encode
_parts = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_flat = msgspec.msgpack.Decoder(list[str]).decode


class Store:
    """One view in one store.

    Args:
        where: `redis://…`, `rediss://…` or `unix://…`; of a cluster any node, or several with
            commas between, of which any that answers will do; or what says more.
        timeout_s: how long a command may take, or wait for a connection, before
            `StoreUnavailable`. connections: how many commands run at once on one server; others
            wait. loads: whether it loads the library where that is not; else it waits for whoever
            does.

    Raises:
        ValueError: the address is not one.
    """

    def __init__(
        self,
        where: Access | str,
        view: View,
        shards: Shards,
        *,
        timeout_s: float = 5.0,
        connections: int = 64,
        loads: bool = True,
    ) -> None:
        self.view, self.shards, self._loads = view, shards, loads
        access = Access.of(where)
        self.place = access.place
        """The address without user and password, as messages show it."""
        self._named = list[Server]()
        self._servers: Servers | None = None
        if access.sentinel_master:
            self._servers = Led(access, timeout_s=timeout_s, connections=connections)
        else:
            self._named = [
                Server(one, timeout_s=timeout_s, connections=connections) for one in access.each()
            ]
        self._finding = asyncio.Lock()
        self._merge, self._read = view.function("merge"), view.function("read")
        self._healing = view.function("heal")
        self._healings: Mapping[str, tuple[str, int]] = {}
        self.calls = 0
        """Calls made so far: a test counts the round trips of a query with it."""

    async def open(self) -> None:
        """Check that the store will keep what it is given, and load the library on every master.

        A master that is away is passed over, for the others are to be used meanwhile.

        Raises:
            StoreUnsuitable: it evicts, is older than 7.0, or refuses the credentials.
            BadView: Lua that somebody wrote for a derivation is none.
            StoreUnavailable: it cannot be reached, nor any master of it.
        """
        servers = self._servers or await self._find()
        for place, info in (await servers.each(lambda client: client.info())).items():
            version = str(info.get("redis_version", "0"))
            if tuple(int(part) for part in version.split(".")[:2]) < VERSION_MIN:
                raise StoreUnsuitable(
                    f"{place}: version {version}; functions need Redis 7.0 or later"
                )
            policy = str(info.get("maxmemory_policy", "noeviction"))
            if policy != "noeviction":
                raise StoreUnsuitable(
                    f"{place}: maxmemory-policy is {policy}, which silently drops keys that "
                    "coverage says are there; set it to noeviction"
                )
        if self._loads:
            await servers.each(partial(loading.load, self.view))

    async def close(self) -> None:
        """Close all connections."""
        for servers in [self._servers] if self._servers else self._named:
            await servers.close()

    async def _find(self) -> Servers:
        async with self._finding:
            if self._servers is None:
                self._servers = await find(self._named)
            return self._servers

    async def tend(self) -> None:
        """Load the library on every master that lacks it, though nothing is merged there.

        Raises:
            StoreUnavailable: no master answers.
        """
        await (self._servers or await self._find()).each(partial(loading.tend, self.view))

    async def merge(self, shard: int, delta: Delta, *, steps_max: int = STEPS_MAX) -> Merged:
        """Merge a delta into a shard; what it came to.

        Args:
            steps_max: how much the call may do, some microseconds a step. What is then left is done
                by the next calls; this delta is covered by the first that leaves nothing.

        Raises:
            StoreUnavailable: the outcome is unknown; the same delta may be sent again.
            Superseded: a log was healed after the delta was read; it must not be sent again.
            ScriptFailed: the script raised.
        """
        base = self.view.base(self.shards, shard)
        keys, payload = delta.call(base)
        try:
            reply = await self._call("FCALL", self._merge, keys, payload, base, steps_max)
        except ScriptFailed as failure:
            if "healed: " in str(failure):
                raise Superseded(f"{self.place}: {failure}") from None
            raise
        steps, left, told, *coverage = reply
        named = tuple(who.decode().partition(" ")[::2] for who in told)
        return Merged(coverages_in(texts_in(coverage)), left, steps, named)

    async def heal(self, shard: int, log: str, *, id: str, kept: int, held: int) -> None:
        """Take over that a log was healed: forget that what came after `kept` was covered.

        A shard that covers more of the log than any copy held is emptied, and filled anew. To do
        it twice, or in two replicas at once, is harmless.

        Args:
            id, kept, held: as `eventlog.streams.Healed`.

        Raises:
            Superseded: the shard knows of a later healing.
        """
        while True:
            told = ("adopt", log, id, kept, held, secrets.token_hex(8))
            rebuilding = (await self._heal(shard, [], *told)).decode()
            if rebuilding == "healed":
                return
            _log.warning("shard %d holds what no copy of %s holds: it is rebuilt", shard, log)
            async for keys in self.keys(shard):
                names = [key for key in keys if key != "coverage"]
                if names and await self._heal(shard, names, "drop", rebuilding) is None:
                    break  # Another replica was done first, and the shard fills again.
            else:
                await self._heal(shard, [], "rebuilt", rebuilding)

    async def _heal(self, shard: int, names: list[str], *told: Any) -> Any:
        base = self.view.base(self.shards, shard)
        keys = [(base + name).encode("utf-8", "surrogateescape") for name in ("coverage", *names)]
        try:
            return await self._call("FCALL", self._healing, keys, _pack(told), base)
        except ScriptFailed as failure:
            if "healed: " in str(failure):
                raise Superseded(f"{self.place}: {failure}") from None
            if "rebuilt" in str(failure):
                return None
            raise

    def heed(self, healings: Mapping[str, tuple[str, int]]) -> None:
        """Count what a shard covers of a log that was healed only as far as it was kept, until the
        shard has taken that over: it may cover what the log held before.

        Args:
            healings: log → the id of its last healing, and up to where it was kept.
        """
        self._healings = healings

    async def healed(self, shard: int) -> dict[str, str]:
        """The id of the last healing of each log that had one, as a shard knows."""
        return (await self.extent(shard)).healed

    async def read(
        self, shard: int, requests: list[Any], sets: bytes = b"", *, most: int = READ_BYTES_MAX
    ) -> tuple[list[msgspec.Raw], Coverages]:
        """Answer many requests of one shard by one call, with the shard's coverage.

        Args:
            sets: what sets in other shards hold that name lists, packed. most: of more bytes
                nothing is answered, and `TooMuch` raised.
        """
        base = self.view.base(self.shards, shard)
        keys, packed = [f"{base}coverage"], _pack(requests)
        more = packed, base, sets, max(most, 0)
        reply = await self._call("FCALL_RO", self._read, keys, *more, shared=True)
        coverage, *answers = _parts(reply)
        # By its length first: every other answer would be copied.
        if len(answers) == 1 and len(answers[0]) == len(_MUCH) and bytes(answers[0]) == _MUCH:
            raise TooMuch(f"over {most:,} bytes would be read")
        return answers, self._trusted(_flat(coverage))

    async def _call(
        self,
        command: str,
        function: str,
        keys: Sequence[str | bytes],
        payload: bytes,
        base: str,
        *more: bytes | int,
        shared: bool = False,
    ) -> Any:
        self.calls += 1

        def call(client: Any) -> Awaitable[Any]:
            send = client.line.call if shared else client.execute_command
            reply: Awaitable[Any] = send(command, function, len(keys), *keys, payload, base, *more)
            return reply

        servers = self._servers or await self._find()
        try:
            return await servers.at(base, call)
        except ScriptFailed as failure:
            if "Function not found" not in str(failure):
                raise
        if not self._loads:
            raise StoreUnavailable(
                f"{self.place}: {function} is not there yet: `bandstand setup` loads it, or a "
                "projector of this version that may"
            )
        _log.warning("%s: %s is not there: loading the library", self.place, function)
        await servers.at(base, partial(loading.load, self.view))
        return await servers.at(base, call)

    async def wave(
        self, requests: list[Request], most: int = READ_BYTES_MAX
    ) -> tuple[list[Reply], dict[int, Coverages]]:
        """Answer requests by one read-only call to each shard that holds a part of an answer, or by
        several where one would read too much.

        Returns the replies in order, and the coverage of each shard that was read.

        Raises:
            PageTooDeep: a page of totals lies too deep to be found.
            TooMuch: it is longer than `most` bytes, nearly.
        """
        asking = Asking(self.read, self.shards, most)
        replies = await steps.replies(asking.wave, requests, follows=self.shards.count == 1)
        return replies, asking.seen

    async def coverage(self, shard: int) -> Coverages:
        """What a shard holds of every log."""
        return (await self.extent(shard)).coverage

    async def extent(self, shard: int) -> Extent:
        """How far a shard is in every log, at one moment."""
        [held] = await self.dump(shard, ["coverage"], ("HGETALL",))
        coverage = self._trusted([part for pair in held.items() for part in pair])
        healed, reached = dict[str, str](), {log: one.last for log, one in coverage.items()}
        begun = dict[str, int]()
        for field, contents in held.items():
            what, _, log = field.decode().partition(" ")
            if what == "healed":
                healed[log] = contents.decode()
            elif what == "begun" and contents.isdigit():
                begun[log] = int(contents)
        for log, last in begun.items():
            id, kept = self._healings.get(log, ("", 0))
            trusted = min(last, kept) if healed.get(log, "") < id else last
            reached[log] = max(reached.get(log, 0), trusted)
        return Extent(coverage, reached, healed)

    def _trusted(self, flat: list[Any]) -> Coverages:
        """What a shard says of its logs, as far as that stands."""
        told = texts_in(flat)
        # The twin of `is_log` in Lua.
        found = coverages_in({log: text for log, text in told.items() if " " not in log})
        for log, (id, kept) in self._healings.items():
            if log in found and told.get(f"healed {log}", "") < id:
                found[log] = found[log].up_to(kept)
        return found

    async def extents(self) -> list[Extent]:
        """How far each shard is in every log."""
        return [await self.extent(shard) for shard in self.shards.all]

    async def lost_tail(
        self,
        extents: Iterable[Extent],
        heads: dict[str, int],
        again: Callable[[], Awaitable[dict[str, int]]],
    ) -> str | None:
        """Why nothing may be published: a log ends before what this view holds of it, covered or
        not, or knows nothing of a healing that this view knows of.

        Args:
            extents: of the shards. heads: by log, where it ended. again: where the logs end by now;
                it also has the store heed how they are healed.
        """
        for found in extents:
            if self._lost(heads, found):
                # SUBTLE: what was published since may be merged already, and what was healed since
                # be known here.
                heads = {name: end for name, end in (await again()).items() if name in heads}
                if lost := self._lost(heads, found):
                    return lost
        return None

    def _lost(self, heads: dict[str, int], found: Extent) -> str | None:
        way_out = "takes nothing more; `bandstand heal --log {log}` opens the next epoch"
        for log, end in heads.items():
            if (last := found.reached.get(log, 0)) > end:
                return (
                    f"{log} ends at {end}, but {self.view.name} holds {last} of it: it lost its "
                    f"tail, and {way_out.format(log=log)}"
                )
            if self.forgot(log, found.healed):
                return (
                    f"{log} was restored to a state before it was healed, and "
                    f"{way_out.format(log=log)}"
                )
        return None

    def unaware(self, healed: Mapping[str, str]) -> bool:
        """Whether a shard has not taken a healing over yet: it may hold what no log does."""
        return any(healed.get(log, "") < id for log, (id, _) in self._healings.items())

    def forgot(self, log: str, healed: Mapping[str, str]) -> bool:
        """Whether a log knows nothing of a healing, by the id, that a shard knows of."""
        return healed.get(log, "") > self._healings.get(log, ("", 0))[0]

    async def parked(self) -> dict[tuple[str, int], str]:
        """Why events are parked, by log and sequence."""
        found: dict[tuple[str, int], str] = {}
        for shard in self.shards.all:
            [held] = await self.dump(shard, ["parked"], ("HGETALL",))
            for where, reason in held.items():
                log, _, sequence = where.decode().rpartition(" ")
                found[log, int(sequence)] = reason.decode()
        return found

    async def count(self, what: str) -> int:
        """How many events are parked (`parked`), or records stand nowhere (`failed`)."""
        return sum([(await self.dump(one, [what], ("HLEN",)))[0] for one in self.shards.all])

    async def memory(self) -> dict[str, tuple[int, int]]:
        """How many bytes each server uses, and how many it may, by its address."""
        told = await self.each(lambda client: client.info("memory"))
        return {
            place: (int(info["used_memory"]), int(info["maxmemory"] or info["total_system_memory"]))
            for place, info in told.items()
        }

    async def failed(self) -> dict[tuple[str, str], str]:
        """Why records stand nowhere, by kind and id: their derivation failed."""
        found: dict[tuple[str, str], str] = {}
        for shard in self.shards.all:
            [held] = await self.dump(shard, ["failed"], ("HGETALL",))
            for record, reason in held.items():
                kind, _, record_id = record.decode().partition(" ")
                found[kind, record_id] = reason.decode()
        return found

    async def time_ms(self) -> int:
        """The store's clock, in Unix milliseconds."""
        seconds, micros = await self.at(0, lambda client: client.time())
        return int(seconds) * 1000 + int(micros) // 1000

    async def keys(self, shard: int, start: str = "") -> AsyncIterator[list[str]]:
        """All keys of a shard, those that begin so, without what all have in common, in pages.

        Bytes that are no text come as Python's surrogates, and lead back to the key.
        """
        base, cursor = self.view.base(self.shards, shard), 0
        scan: Call[Any] = lambda client: client.scan(cursor, match=f"{base}{start}*", count=1000)  # noqa: E731
        while True:
            cursor, found = await self.at(shard, scan)
            yield [key[len(base) :].decode("utf-8", "surrogateescape") for key in found]
            if cursor == 0:
                return

    async def at(self, shard: int, call: Call[T]) -> T:
        """Call the master that holds a shard."""
        servers = self._servers or await self._find()
        return await servers.at(self.view.base(self.shards, shard), call)

    async def each(self, call: Call[T]) -> dict[str, T]:
        """Call every master; the answers by where each is."""
        servers = self._servers or await self._find()
        return await servers.each(call)

    async def dump(self, shard: int, keys: list[str], command: tuple[str, ...]) -> list[Any]:
        """The results of one reading command for many keys of a shard, in one pipeline."""
        base = self.view.base(self.shards, shard)
        commands = [(command[0], base + key, *command[1:]) for key in keys]
        return await self.at(shard, partial(results_of, commands))
