"""Asking: one wave of requests, with what sets hold that they need, and the totals they leave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, Protocol

import msgspec

from crdt.coverage import lesser
from views.errors import TooMuch
from views.merging import Coverages
from views.reading import totals, unions
from views.reading.waves import Reply, Request, Wave
from views.shards import Shards

CONTINUED_MAX = 20
"""So often pages are gone on with that ended before they were full; then they are short."""

_pack = msgspec.msgpack.Encoder().encode


class Read(Protocol):
    """Answers many requests of one shard by one call, with the shard's coverage."""

    def __call__(
        self, shard: int, requests: list[dict[str, Any]], sets: bytes = b"", /, *, most: int
    ) -> Awaitable[tuple[list[msgspec.Raw], Coverages]]: ...


class Asking:
    """Asks shards, and notes what those hold that it asked.

    Args:
        most: so many bytes may be read, nearly.

    seen: by shard, what all of its answers hold.
    """

    def __init__(self, read: Read, shards: Shards, most: int) -> None:
        self._ask, self._shards, self._left = read, shards, most
        self._continued = 0
        self.seen: dict[int, Coverages] = {}

    async def wave(self, requests: list[Request]) -> list[Reply]:
        """Answer requests by one call to each shard that holds a part of an answer.

        A page that merges lists takes a call more where there are many shards, and so do totals.

        Raises:
            PageTooDeep: a page of totals lies too deep to be found.
        """
        sets = await self._sets(requests) if self._shards.count > 1 else ()
        replies = await self._wave(requests, *sets)
        for at, request in enumerate(requests):
            while self._continued < CONTINUED_MAX:
                rest = unions.unfinished(request, replies[at])
                if rest is None:
                    break
                self._continued += 1
                [more] = await self._wave([rest[1]], *sets)
                replies[at] = unions.continued(replies[at], rest[0], more)  # type: ignore[arg-type]
        if self._shards.count > 1 and (found := totals.unknown(requests, replies)):
            await totals.settle(found, self._shards, self._read)
        return replies

    async def _sets(self, requests: list[Request]) -> tuple[bytes, ...]:
        """What sets in some shards hold that all need to know; nothing where there is none."""
        sets = unions.wanted(requests, self._shards)
        if not sets:
            return ()
        reads = (self._read(at, unions.asked(mine)) for at, mine in sets.items())
        found = await asyncio.gather(*reads)
        held: unions.Held = {}
        for mine, answers in zip(sets.values(), found, strict=True):
            held |= unions.answered(mine, answers)
        asks = unions.said(requests, held, self._shards)
        said = await asyncio.gather(*(self._read(at, [*asks[at].values()]) for at in asks))
        held |= unions.counted(asks, dict(zip(asks, said, strict=True)))
        return (_pack(held),)

    async def _wave(self, requests: list[Request], *sets: bytes) -> list[Reply]:
        plan = Wave(self._shards, requests)
        reads = [self._read(shard, asked, *sets) for shard, asked in plan.by_shard.items()]
        # One alone needs no task of its own.
        results = [await reads[0]] if len(reads) == 1 else await asyncio.gather(*reads)
        return plan.replies(dict(zip(plan.by_shard, results, strict=True)))

    async def _read(
        self, shard: int, asks: list[dict[str, Any]], *sets: bytes
    ) -> list[msgspec.Raw]:
        answers, covered = await self._ask(shard, asks, *sets, most=self._left)
        self._left -= sum(map(len, answers))
        if self._left < 0:
            # Each of some shards had less, and all together have more.
            raise TooMuch("over the bytes that may be read came")
        seen = self.seen.get(shard)
        self.seen[shard] = covered if seen is None else lesser(seen, covered)
        return answers
