"""Shards: which hash tag an entity and all that derives from it live under."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from crdt.records import Record
from views.errors import StoreUnsuitable

SHARDS_MAX = 1024


@dataclass(frozen=True)
class Shards:
    """How many shards there are. The number is part of every key: changing it is a replay."""

    count: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.count <= SHARDS_MAX:
            raise StoreUnsuitable(f"{self.count} shards: expected 1 to {SHARDS_MAX}")

    @property
    def all(self) -> range:
        """The numbers of all shards."""
        return range(self.count)

    def tag(self, shard: int) -> str:
        """The hash tag's text: `0-1` is the first of one."""
        return f"{shard}-{self.count}"

    def of(self, record: type[Record], record_id: str) -> int:
        """The shard of a record: its owner's."""
        if self.count == 1:
            return 0
        return crc32(record.owner_id(record_id).encode()) % self.count
