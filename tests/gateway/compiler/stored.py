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
            for record_id, score in members.items():
                for shard, part in _scores(store, name, record_id, score).items():
                    key = f"{store.view.base(store.shards, shard)}list:{name}"
                    pipe.zadd(key, {record_id: part})
        for record_id in {one for members in self.lists.values() for one in members}:
            lists = {
                name: held[record_id] for name, held in self.lists.items() if record_id in held
            }
            placed = msgspec.msgpack.encode({"lists": lists, "sums": {}})
            pipe.set(f"{_base(store, record_id)}placed.article:{record_id}", placed)
        for number, (name, total) in enumerate(self.sums.items()):
            # A sum has a part in every shard, but for one of what hangs on one record.
            parts = _parts(store, total, str(number))
            if name.startswith(("reposts:", "reports.")):
                parts = {_shard(store, name.partition(":")[2]): total}
            for shard, part in parts.items():
                key = f"{store.view.base(store.shards, shard)}sum:{name}"
                pipe.hset(key, " ", str(part))
        await pipe.execute()


def _scores(store: Store, name: str, record_id: str, score: int) -> dict[int, int]:
    """By shard, what stands there for a member of a list. A list of comments hangs on what is in
    their shard.
    """
    if name.startswith(("handle:", "slug:")):
        return dict.fromkeys(store.shards.all, score)
    if name.startswith("board."):
        return _parts(store, score, record_id)
    return {_shard(store, record_id): score}


def _parts(store: Store, total: int, seed: str) -> dict[int, int]:
    """A total as some shards have it: nothing in some, and what is left in one."""
    count, home = store.shards.count, _shard(store, seed)
    share = total // (2 * count)
    parts = {shard: share for shard in store.shards.all if shard != home and shard % 2 and share}
    return parts | {home: total - sum(parts.values())}


def _shard(store: Store, record_id: str) -> int:
    # The owner's id comes first, of every kind.
    return store.shards.of(records.Article, record_id.partition("/")[0])


def _base(store: Store, record_id: str) -> str:
    return store.view.base(store.shards, _shard(store, record_id))
