"""What stands in the views, as plain dictionaries, and how it gets into a store."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from redis.asyncio import Redis

from search.index import Index
from tribes import records
from views.store import Store


@dataclass
class Data:
    """What stands in the views. Keys are kinds and ids; of sets, also their names."""

    registers: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    sets: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=dict)
    lists: dict[str, dict[str, int]] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the index says of each document, by kind and id."""
    index: Index | None = None

    async def write(self, store: Store, client: Redis) -> None:
        """Put all into an empty store, each thing into its shard."""
        pipe = client.pipeline(transaction=False)
        pipe.flushdb()
        for (kind, record_id), held in self.registers.items():
            everywhere = kind in ("handle", "slug")
            for shard in store.shards.all if everywhere and held else []:
                base = store.view.base(store.shards, shard)
                pipe.hset(f"{base}{kind}:{record_id}", mapping=held)  # type: ignore[arg-type]
            if held and not everywhere:
                pipe.hset(f"{_base(store, record_id)}{kind}:{record_id}", mapping=held)  # type: ignore[arg-type]
        for (kind, record_id, name), members in self.sets.items():
            if members:
                key = f"{_base(store, record_id)}{kind}.{name}+:{record_id}"
                pipe.zadd(key, members)  # type: ignore[arg-type]
        for name, members in self.lists.items():
            # A list of comments hangs on what is in their shard.
            everywhere = name.startswith(("handle:", "slug:"))
            for record_id, score in members.items():
                for shard in store.shards.all if everywhere else [_shard(store, record_id)]:
                    key = f"{store.view.base(store.shards, shard)}list:{name}"
                    pipe.zadd(key, {record_id: score})
        for record_id in {one for members in self.lists.values() for one in members}:
            lists = {
                name: held[record_id] for name, held in self.lists.items() if record_id in held
            }
            placed = msgspec.msgpack.encode({"lists": lists, "sums": {}})
            pipe.set(f"{_base(store, record_id)}placed.article:{record_id}", placed)
        for number, (name, total) in enumerate(self.sums.items()):
            # A sum has a part in every shard.
            count = store.shards.count
            for shard in store.shards.all:
                part = (
                    total - total // count * (count - 1)
                    if shard == number % count
                    else (total // count)
                )
                key = f"{store.view.base(store.shards, shard)}sum:{name}"
                pipe.hset(key, " ", str(part))
        await pipe.execute()


def _shard(store: Store, record_id: str) -> int:
    # The owner's id comes first, of every kind.
    return store.shards.of(records.Article, record_id.partition("/")[0])


def _base(store: Store, record_id: str) -> str:
    return store.view.base(store.shards, _shard(store, record_id))
