"""The twin of the store: shards that take the very calls that the Lua takes, with faults.

It stands behind the methods of `views.store.Store` that a projector and a gateway use. A call is
on its way on its own: whoever sent it may die, and it still arrives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from random import Random

import msgspec

from crdt.records import Merge, Slot
from crdt.registers import stamp_in
from crdt.stamps import Stamp, stamp_at
from tests.simulation.script import Script, Shard
from views.audit import Holding
from views.errors import ScriptFailed, StoreUnavailable
from views.merging import Coverages, Delta, Merged
from views.shards import Shards
from views.view import View

_unpack = msgspec.msgpack.Decoder().decode

FAULTS = ("refused", "unanswered", "torn", "left", "slow", "late")
"""refused: nothing is done. unanswered: done, and the reply is lost. torn: the script breaks. left:
what is to be placed is left to the next call. slow: done after a while. late: no reply in time, and
done after that."""

SLOW_S = 1.5
STORE_S = 0.001
"""How long a message to or from the store takes at most."""


class StoreServer:
    """The store of one region, and what is wrong with it."""

    def __init__(self, view: View, shards: Shards, random: Random) -> None:
        self.view, self.shards, self.random = view, shards, random
        self.held = [Shard() for _ in shards.all]
        self.up = True
        self.delay_s_min, self.delay_s_max = 0.0, STORE_S
        self.faults: list[str] = []
        """What happens to the next calls that merge, the last one first."""
        self.snapshots: list[list[Shard]] = []
        self.calls = 0

    def snapshot(self) -> None:
        """Keep what is held now, to go back to."""
        self.snapshots = [*self.snapshots[-3:], [shard.copy() for shard in self.held]]

    def roll_back(self, which: int, shards: Iterable[int]) -> None:
        """Let some shards go back to an older state, coverage and all."""
        if self.snapshots:
            old = self.snapshots[which % len(self.snapshots)]
            for shard in shards:
                self.held[shard] = old[shard].copy()

    def empty(self) -> None:
        """Lose everything."""
        self.held = [Shard() for _ in self.shards.all]

    async def merge(self, shard: int, keys: list[str], payload: bytes) -> Merged:
        """One call. It arrives though the caller may be gone by then."""
        self.calls += 1
        fault = self.faults.pop() if self.faults and self.up else ""
        loop, reply = asyncio.get_running_loop(), asyncio.Future[Merged]()
        base = self.view.base(self.shards, shard)
        break_at = self.random.random() if fault == "torn" else None

        def arrive() -> None:
            if not self.up or fault == "refused":
                answer(StoreUnavailable("down"))
                return
            try:
                found = Script(self.view, self.held[shard]).run(
                    keys, payload, base, break_at=break_at, leave=fault == "left"
                )
            except ScriptFailed as failure:
                answer(failure)
                return
            lost = StoreUnavailable("the reply was lost")
            answer(lost if fault == "unanswered" else found)

        def answer(result: Merged | Exception) -> None:
            loop.call_later(self._delay_s(), resolve, result)

        def resolve(result: Merged | Exception) -> None:
            if reply.done():
                return
            if isinstance(result, Exception):
                reply.set_exception(result)
            else:
                reply.set_result(result)

        late_s = self.random.random() * SLOW_S if fault in ("slow", "late") else 0.0
        loop.call_later(self._delay_s() + late_s, arrive)
        if fault == "late":
            loop.call_later(late_s / 2, resolve, StoreUnavailable("no reply in time"))
        return await reply

    async def coverage(self, shard: int) -> Coverages:
        """What a shard covers now."""
        await asyncio.sleep(self._delay_s())
        self.refuse()
        found = dict(self.held[shard].coverage)
        await asyncio.sleep(self._delay_s())
        return found

    def refuse(self) -> None:
        """Raise when the store is down."""
        if not self.up:
            raise StoreUnavailable("down")

    def stamp(self, merge: Merge) -> Stamp | None:
        """The stamp of what stands where a merge would write."""
        slot, record_id, member, _ = merge
        if member in slot.record.unstamped:
            return None
        shards = self.shards.all if slot.record.everywhere else [self.shard_of(merge)]
        held = [self._stamp(self.held[shard], (slot, record_id), member) for shard in shards]
        return max((stamp for stamp in held if stamp is not None), default=None)

    def _stamp(self, shard: Shard, place: tuple[Slot, str], member: str) -> Stamp | None:
        if contents := shard.registers.get(place, {}).get(member):
            return stamp_in(contents)
        standing = shard.elements.get(place, {}).get(member)
        return None if standing is None else stamp_at(standing[0])

    def shard_of(self, merge: Merge) -> int:
        """The shard of a merge's record."""
        return self.shards.of(merge[0].record, merge[1])

    def _delay_s(self) -> float:
        return self.delay_s_min + self.random.random() * (self.delay_s_max - self.delay_s_min)


class StoreTwin:
    """One process's client of a store."""

    def __init__(self, server: StoreServer) -> None:
        self.server, self.view, self.shards = server, server.view, server.shards

    async def open(self) -> None:
        """Find the store there."""
        await asyncio.sleep(0)
        self.server.refuse()

    async def close(self) -> None:
        """Nothing is held."""

    async def merge(self, shard: int, delta: Delta, *, steps_max: int = 0) -> Merged:
        """As `views.store.Store.merge`."""
        keys, payload = delta.call(self.view.base(self.shards, shard))
        return await self.server.merge(shard, keys, payload)

    async def coverage(self, shard: int) -> Coverages:
        """As `views.store.Store.coverage`."""
        return await self.server.coverage(shard)

    async def parked(self) -> dict[tuple[str, int], str]:
        """As `views.store.Store.parked`."""
        found: dict[tuple[str, int], str] = {}
        for shard in self.server.held:
            for where, reason in shard.parked.items():
                log, _, sequence = where.rpartition(" ")
                found[log, int(sequence)] = reason
        return found

    async def hold(self) -> list[Holding]:
        """As `views.audit.hold`."""
        return [shard.holding() for shard in self.server.held]
