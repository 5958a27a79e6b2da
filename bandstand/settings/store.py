"""The views: where they are, and how they are cut."""

from __future__ import annotations

from dataclasses import dataclass

from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class StoreSettings:
    """The views"""

    redis_url: str = setting(
        "REDIS_URL",
        "redis://127.0.0.1:6379/0",
        "where Redis 7.0+ or Valkey is; a cluster is recognised; several nodes with commas between",
    )
    shards: int = setting(
        "BANDSTAND_SHARDS", 1, "shards of the views; part of keys", within=(1, 1_024)
    )
    search_dir: str = setting(
        "BANDSTAND_SEARCH_DIR", "", "the folder of the index that is searched; unset: no search"
    )
