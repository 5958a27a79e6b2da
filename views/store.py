"""The store: Redis or Valkey, as one view's shards. The only module that holds a connection.

Every exception of the client stops here: `StoreUnavailable` for what may pass, `ScriptFailed` for
what a script raised. An unknown function is loaded and the call repeated, so that a store that
was emptied is filled again by whoever comes first.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import msgspec
from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import (
    AskError,
    AuthenticationError,
    ClusterDownError,
    ConnectionError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
    TryAgainError,
)

from crdt.coverage import Coverage
from crdt.errors import CoverageError
from views.errors import ScriptFailed, StoreUnavailable, StoreUnsuitable, Superseded
from views.merging import Coverages, Delta
from views.shards import Shards
from views.view import View
from views.waves import Reply, Request, Wave

T = TypeVar("T")
VERSION_MIN = (7, 0)
_PASSING = (
    AskError,
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    TryAgainError,
)
_PASSING_CODES = frozenset({"MISCONF", "BUSY", "NOREPLICAS"})
"""Replies that pass when an operator or time has mended the store."""
_log = logging.getLogger(__name__)
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode


class Store:
    """One view in one store.

    Args:
        url: `redis://…`, `rediss://…` or `unix://…`.
        timeout_s: how long a command may take, or wait for a connection, before
            `StoreUnavailable`. connections: how many commands run at once; others wait.
    """

    def __init__(
        self, url: str, view: View, shards: Shards, *, timeout_s: float = 5.0, connections: int = 64
    ) -> None:
        self.url, self.view, self.shards = url, view, shards
        self.place = re.sub(r"//[^/@]*@", "//***@", url)
        """The address without user and password, as messages show it."""
        # The client's own annotations differ between its sync and async halves.
        pool: Any = BlockingConnectionPool.from_url(
            url,
            max_connections=connections,
            timeout=timeout_s,
            socket_timeout=timeout_s,
            socket_connect_timeout=timeout_s,
            protocol=2,
        )
        self._redis: Any = Redis.from_pool(pool)
        self._merge, self._read = view.function("merge"), view.function("read")
        self._healing = view.function("heal")
        self.calls = 0
        """Calls made so far: a test counts the round trips of a query with it."""

    async def open(self) -> None:
        """Check that the store will keep what it is given, and load the library.

        Raises:
            StoreUnsuitable: it evicts, is older than 7.0, or refuses the credentials.
            StoreUnavailable: it cannot be reached.
        """
        info = await self._try(self._redis.info)
        version = str(info.get("redis_version", "0"))
        if tuple(int(part) for part in version.split(".")[:2]) < VERSION_MIN:
            raise StoreUnsuitable(
                f"{self.place}: version {version}; functions need Redis 7.0 or later"
            )
        policy = str(info.get("maxmemory_policy", "noeviction"))
        if policy != "noeviction":
            raise StoreUnsuitable(
                f"{self.place}: maxmemory-policy is {policy}, which silently drops keys that "
                "coverage says are there; set it to noeviction"
            )
        await self._load()

    async def close(self) -> None:
        """Close all connections."""
        await self._redis.aclose()

    async def _load(self) -> None:
        try:
            await self._try(lambda: self._redis.function_load(self.view.library))
        except ScriptFailed as failure:
            if "already exists" not in str(failure):
                raise

    async def merge(self, shard: int, delta: Delta) -> Coverages:
        """Merge a delta into a shard; return the shard's coverage of the delta's logs.

        Raises:
            StoreUnavailable: the outcome is unknown; the same delta may be sent again.
            Superseded: a log was healed after the delta was read; it must not be sent again.
            ScriptFailed: the script raised.
        """
        base = self.view.base(self.shards, shard)
        keys, payload = delta.call(base)
        try:
            reply = await self._call("FCALL", self._merge, keys, payload, base)
        except ScriptFailed as failure:
            if "healed: " in str(failure):
                raise Superseded(f"{self.place}: {failure}") from None
            raise
        return _coverages(reply)

    async def heal(self, shard: int, log: str, *, times: int, kept: int, held: int) -> None:
        """Take over that a log was healed: forget that what came after `kept` was covered.

        A shard that covers more of the log than any copy held is emptied, and filled anew. To do
        it twice, or in two replicas at once, is harmless.

        Args:
            times, kept, held: as `eventlog.streams.Healed`.
        """
        while await self._heal(shard, [], "adopt", log, times, kept, held) == b"rebuild":
            _log.warning("shard %d holds what no copy of %s holds: it is rebuilt", shard, log)
            async for keys in self.keys(shard):
                names = [key for key in keys if key != "coverage"]
                if names and await self._heal(shard, names, "drop") is None:
                    break  # Another replica was done first, and the shard fills again.
            else:
                await self._heal(shard, [], "rebuilt")

    async def _heal(self, shard: int, names: list[str], *told: Any) -> Any:
        base = self.view.base(self.shards, shard)
        keys = [base + name for name in ("coverage", *names)]
        try:
            return await self._call("FCALL", self._healing, keys, _pack(told), base)
        except ScriptFailed as failure:
            if "rebuilt" in str(failure):
                return None
            raise

    async def healed(self, shard: int) -> dict[str, int]:
        """How often each log was healed, as a shard knows."""
        [held] = await self.dump(shard, ["coverage"], ("HGETALL",))
        return {
            field.decode().removeprefix("healed "): int(times)
            for field, times in held.items()
            if field.startswith(b"healed ")
        }

    async def read(self, shard: int, requests: list[dict[str, Any]]) -> tuple[list[Any], Coverages]:
        """Answer many requests of one shard by one call, with the shard's coverage."""
        base = self.view.base(self.shards, shard)
        reply = await self._call("FCALL_RO", self._read, [f"{base}coverage"], _pack(requests), base)
        answer = _unpack(reply)
        return answer["answers"] or [], _coverages(answer["coverage"] or [])

    async def _call(
        self, command: str, function: str, keys: list[str], payload: bytes, base: str
    ) -> Any:
        self.calls += 1

        async def call() -> Any:
            return await self._redis.execute_command(
                command, function, len(keys), *keys, payload, base
            )

        try:
            return await self._try(call)
        except ScriptFailed as failure:
            if "Function not found" not in str(failure):
                raise
        _log.warning("%s: %s is not there: loading the library", self.place, function)
        await self._load()
        return await self._try(call)

    async def wave(self, requests: list[Request]) -> tuple[list[Reply], dict[int, Coverages]]:
        """Answer requests by one read-only call to each shard that holds a part of an answer.

        Returns the replies in order, and the coverage of each shard that was read.
        """
        plan = Wave(self.shards, requests)
        results = await asyncio.gather(
            *(self.read(shard, asked) for shard, asked in plan.by_shard.items())
        )
        answers = dict(zip(plan.by_shard, (result[0] for result in results), strict=True))
        coverage = dict(zip(plan.by_shard, (result[1] for result in results), strict=True))
        return plan.replies(answers), coverage

    async def coverage(self, shard: int) -> Coverages:
        """What a shard holds of every log."""
        [held] = await self.dump(shard, ["coverage"], ("HGETALL",))
        logs = {name: text for name, text in held.items() if _is_log(name)}
        return _coverages([part for pair in logs.items() for part in pair])

    async def lost_tail(self, heads: dict[str, int]) -> str | None:
        """Why nothing may be published: a log (name → its last sequence) ends before this view."""
        for shard in self.shards.all:
            for log, coverage in (await self.coverage(shard)).items():
                if log in heads and coverage.last > heads[log]:
                    return (
                        f"{log} ends at {heads[log]}, but {self.view.name} holds {coverage.last} "
                        "of it: it lost its tail, and takes nothing more; open the next "
                        "BANDSTAND_EPOCH"
                    )
        return None

    async def parked(self) -> dict[tuple[str, int], str]:
        """Why events are parked, by log and sequence."""
        found: dict[tuple[str, int], str] = {}
        for shard in self.shards.all:
            [held] = await self.dump(shard, ["parked"], ("HGETALL",))
            for where, reason in held.items():
                log, _, sequence = where.decode().rpartition(" ")
                found[log, int(sequence)] = reason.decode()
        return found

    async def time_ms(self) -> int:
        """The store's clock, in Unix milliseconds."""
        seconds, micros = await self._try(self._redis.time)
        return int(seconds) * 1000 + int(micros) // 1000

    async def keys(self, shard: int) -> AsyncIterator[list[str]]:
        """All keys of a shard, without the common start, in pages."""
        base, cursor = self.view.base(self.shards, shard), 0
        while True:
            scan = partial(self._redis.scan, cursor, match=f"{base}*", count=1000)
            cursor, found = await self._try(scan)
            yield [key.decode()[len(base) :] for key in found]
            if cursor == 0:
                return

    async def dump(self, shard: int, keys: list[str], command: tuple[str, ...]) -> list[Any]:
        """The results of one reading command for many keys of a shard, in one pipeline."""
        base = self.view.base(self.shards, shard)
        pipe = self._redis.pipeline(transaction=False)
        for key in keys:
            pipe.execute_command(command[0], base + key, *command[1:])
        results: list[Any] = await self._try(pipe.execute)
        return results

    async def _try(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            return await _heeding(call)
        except AuthenticationError as error:
            raise StoreUnsuitable(
                f"{self.place}: {error}; check the credentials in REDIS_URL"
            ) from None
        except (ConnectionError, TimeoutError, OSError) as error:
            raise StoreUnavailable(f"{self.place}: {error}") from None
        except ResponseError as error:
            if isinstance(error, _PASSING) or str(error).partition(" ")[0] in _PASSING_CODES:
                raise StoreUnavailable(f"{self.place}: {error}") from None
            raise ScriptFailed(str(error)) from None
        except RedisError as error:
            raise StoreUnavailable(f"{self.place}: {error}") from None


async def _heeding(call: Callable[[], Awaitable[T]]) -> T:
    """Await a call of the client, and be cancelled if that was asked for meanwhile.

    SUBTLE: the client sends with `wait_for`, which in Python 3.11 swallows a cancellation that
    comes as the sending ends. The task would go on for ever, and its process would not end.
    """
    task = asyncio.current_task()
    asked_before = task.cancelling() if task else 0
    try:
        return await call()
    finally:
        if task and task.cancelling() > asked_before:
            raise asyncio.CancelledError


def _is_log(field: bytes) -> bool:
    """The twin of `is_log` in Lua."""
    return field not in (b"touched", b"rebuilding") and b" " not in field


def _coverages(flat: list[Any]) -> Coverages:
    texts = [part.decode() if isinstance(part, bytes) else str(part) for part in flat]
    try:
        return {
            log: Coverage.parse(text) for log, text in zip(texts[::2], texts[1::2], strict=True)
        }
    except CoverageError as error:
        raise ScriptFailed(f"a shard's coverage is not readable: {error}") from None
