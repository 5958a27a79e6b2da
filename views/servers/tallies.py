"""Tallies: numbers that many processes add to, and that are gone some time after.

They are no views: nobody can derive them again, and what is lost of them is forgiven.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol


class At(Protocol):
    """Calls the server that holds a key, as `views.store.Store.at` does of a shard."""

    def __call__(
        self, shard: int, call: Callable[[Any], Any], /
    ) -> Coroutine[Any, Any, list[Any]]: ...


class Tallies:
    """The tallies beside a shard.

    Args:
        at: calls the server. view: whose shard it is. tag: of the shard's keys.
    """

    def __init__(self, at: At, view: str, tag: str) -> None:
        self._at, self._start = at, f"tally:{view}:{{{tag}}}:"

    async def add(
        self, amounts: Mapping[str, int], looked_at: tuple[str, ...], lives_s: int
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Add to some, and look at others; what all of them come to.

        Args:
            lives_s: how long one is kept after something was added.

        Raises:
            ViewsError: the store does not do it, or not for sure.
        """
        adds = list(amounts.items())

        async def call(client: Any) -> list[Any]:
            pipe = client.pipeline(transaction=False)
            for name, amount in adds:
                pipe.incrby(self._start + name, amount)
                pipe.expire(self._start + name, lives_s)
            for name in looked_at:
                pipe.get(self._start + name)
            found: list[Any] = await pipe.execute()
            return found

        found = await self._at(0, call)
        added, seen = found[: 2 * len(adds) : 2], found[2 * len(adds) :]
        return (
            {name: int(total) for (name, _), total in zip(adds, added, strict=True)},
            {name: int(total or 0) for name, total in zip(looked_at, seen, strict=True)},
        )
