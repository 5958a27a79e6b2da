"""Deliveries: one history as several replicas may bring it: in any order, again, and in parts.

agree(VIEW, events, store_url, shards=7)
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

from bandstand.testing.stores import by_hand, differences, opened, spread
from crdt.records import Merge
from eventlog.envelope import Event
from views.audit import Difference
from views.store import Store
from views.view import View

T = TypeVar("T")
REPLICAS: Final = 2
_PARTS: Final = 3
_AGAIN: Final = 0.4


def deliveries(history: Sequence[T], random: Random, parts: int = _PARTS) -> list[list[T]]:
    """A history as one replica brings it: shuffled, some of it again, and cut into parts."""
    shuffled = random.sample(list(history), len(history))
    brought = shuffled + [one for one in shuffled if random.random() < _AGAIN]
    cuts = sorted(random.randrange(len(brought) + 1) for _ in range(parts - 1))
    return [brought[a:b] for a, b in zip([0, *cuts], [*cuts, len(brought)], strict=True)]


def agree(
    view: View,
    history: Sequence[Event],
    store_url: str,
    *,
    shards: int = 1,
    seed: int = 0,
    replicas: int = REPLICAS,
) -> None:
    """Bring a history into an empty store, as several replicas do at a time, each in its own order.

    The store is emptied before.

    Raises:
        AssertionError: what it then holds is not what a plain fold in Python comes to.
    """

    async def bring() -> list[Difference]:
        async with by_hand(store_url) as redis:
            await redis.flushdb()
        async with opened(store_url, view, shards) as store:
            return await brought(store, history, Random(seed), replicas)  # noqa: S311

    if found := asyncio.run(bring()):
        raise AssertionError("\n".join(map(str, found)))


async def brought(
    store: Store, history: Sequence[Event], random: Random, replicas: int = REPLICAS
) -> list[Difference]:
    """Bring a history into a store that is open and empty; where it is not what the fold says."""
    merges: list[list[Merge]] = [list(store.view.project(event)) for event in history]

    async def bring(parts: list[list[list[Merge]]]) -> None:
        for number, part in enumerate(parts, 1):
            await spread(store, [one for many in part for one in many], (number, number))

    brings = [bring(deliveries(merges, random)) for _ in range(replicas)]
    for failure in await asyncio.gather(*brings, return_exceptions=True):
        if failure is not None:
            raise failure
    return await differences(store, [one for many in merges for one in many])
