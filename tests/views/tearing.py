"""A library that breaks at its n-th write, whatever that is, as a store's script may.

The writes happen in the real store; `redis` in the library is shadowed by a table whose `call`
counts down to the tear before each command that writes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from redis.asyncio import Redis

from crdt.coverage import Coverage
from tribes.views import COMMUNITY
from views.errors import ScriptFailed
from views.merging import Delta
from views.store import Store
from views.view import View

COUNTDOWN = "writes until the tear"
TORN = "torn"

_SHADOW = f"""
local function the_real() return redis end
local reads = {{
  EXISTS = true, HEXISTS = true, HVALS = true,
  GET = true, MGET = true,
  HGET = true, HMGET = true, HGETALL = true, HLEN = true, HKEYS = true, HSCAN = true,
  ZSCORE = true, ZMSCORE = true, ZCARD = true, ZCOUNT = true, ZRANGE = true, PFCOUNT = true,
}}
local redis = {{
  register_function = function(...) return the_real().register_function(...) end,
  call = function(command, ...)
    if not reads[command] and the_real().call('DECR', '{COUNTDOWN}') == 0 then
      error('{TORN}', 0)
    end
    return the_real().call(command, ...)
  end,
}}
"""


@dataclass(frozen=True)
class Tearing(View):
    """A view whose library can be torn, and whose Lua can be damaged.

    damage: texts of the library, and what stands there instead.
    """

    damage: tuple[tuple[str, str], ...] = ()

    @cached_property
    def library(self) -> str:
        shebang, _, lua = super().library.partition("\n")
        for sound, damaged in self.damage:
            assert lua.count(sound) == 1, f"{lua.count(sound)} of {sound!r}: mend the mutant"
            lua = lua.replace(sound, damaged)
        return f"{shebang}\n{_SHADOW}\n{lua}"


def tearing(*damage: tuple[str, str]) -> Tearing:
    """The community, torn and damaged."""
    return tearing_of(COMMUNITY, *damage)


def tearing_of(view: View, *damage: tuple[str, str]) -> Tearing:
    """A view, torn and damaged."""
    whole: dict[str, Any] = {f.name: getattr(view, f.name) for f in fields(view)}
    return replace(Tearing(**whole), damage=damage)


async def torn(store: Store, redis: Redis, delta: Delta, write: int) -> bool:
    """Merge a delta with a tear before its numbered write (from 1); False when it has fewer."""
    await redis.set(COUNTDOWN, write)
    try:
        await store.merge(0, delta)
    except ScriptFailed as failure:
        if TORN not in str(failure):
            raise
        return True
    finally:
        await redis.delete(COUNTDOWN)
    return False


async def until_covered(store: Store, delta: Delta) -> None:
    """Merge a delta if its sequences are not covered, as a projector that reads again does."""
    held = await store.coverage(0)
    for log, ranges in delta.ranges.items():
        covered = held.get(log, Coverage())
        if covered.join(Coverage.of(ranges)) != covered:
            await store.merge(0, delta)
            return
