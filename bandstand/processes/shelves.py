"""Shelves: where a process keeps what it would have to make again, in the store beside the views.

It may go with them: nothing is lost but time.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from views.errors import ViewsError
from views.store import Store

LIVES_S = 30 * 86_400
"""What nobody kept anew for so long is of a log that is no more."""


class Shelf:
    """The shelf beside the first shard of a view.

    Source: `eventlog.copies.witness.Shelf`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._start = f"kept:{store.view.name}:{{{store.shards.tag(0)}}}:"

    async def get(self, name: str) -> bytes | None:
        """What was kept last by a name; None where nothing was, or it is away."""
        key = self._start + name
        with suppress(ViewsError):
            found: bytes | None = await self._store.at(0, lambda client: client.get(key))
            return found
        return None

    async def put(self, name: str, data: bytes) -> None:
        """Keep something by a name, where the store takes it."""
        key = self._start + name

        async def call(client: Any) -> Any:
            return await client.set(key, data, ex=LIVES_S)

        with suppress(ViewsError):
            await self._store.at(0, call)
