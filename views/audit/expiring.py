"""Fields that expire: what Valkey 9 and Redis 7.4 would drop out of a hash by themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

from redis.exceptions import ResponseError

from views.audit.looking import ask, pages
from views.store import Store

_COUNTED: Final = ("keys_with_volatile_items", "subexpiry")
"""What `INFO keyspace` calls how many hashes have such fields: Valkey, and Redis."""


async def expiring_fields(store: Store) -> AsyncIterator[tuple[int, str, str, float]]:
    """The fields of a view's hashes that expire: shard, key, field, and in how many seconds.

    The keys are looked through only where a server says that it holds any.
    """
    counted = await store.each(lambda client: client.info("keyspace"))
    databases = [one for found in counted.values() for one in found.values()]
    if not any(_count(database) for database in databases):
        return
    for shard in store.shards.all:
        async for keys in store.keys(shard):
            types = await ask(store, shard, [("TYPE", key) for key in keys])
            for key, held in zip(keys, types, strict=True):
                if held == b"hash":
                    async for field, left_s in _of_hash(store, shard, key):
                        yield shard, key, field, left_s


def _count(database: Any) -> int:
    return sum(int(database.get(name, 0)) for name in _COUNTED) if isinstance(database, dict) else 0


async def _of_hash(store: Store, shard: int, key: str) -> AsyncIterator[tuple[str, float]]:
    async for page in pages(store, shard, "HSCAN", key):
        fields = [field for field, _ in page or ()]
        if not fields:
            continue
        [left_ms] = await ask(store, shard, [("HPTTL", key, "FIELDS", str(len(fields)), *fields)])
        if isinstance(left_ms, ResponseError):
            return  # It became another key meanwhile.
        for field, ms in zip(fields, left_ms or (), strict=False):
            if int(ms) >= 0:
                yield field, int(ms) / 1000
