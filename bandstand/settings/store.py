"""The views: where they are, and how they are cut."""

from __future__ import annotations

from dataclasses import dataclass, fields

from bandstand.settings import declaring
from bandstand.settings.declaring import setting
from views.servers.access import Access


@dataclass(frozen=True)
class StoreSettings:
    """The views"""

    redis_url: str = setting(
        "REDIS_URL",
        "redis://127.0.0.1:6379/0",
        "where Redis 7.0+ or Valkey is; a cluster is recognised; several nodes with commas between",
        is_secret=True,
    )
    redis_user: str = setting("REDIS_USER", "", "a user with a password; unset: the default one")
    redis_password_file: str = setting("REDIS_PASSWORD_FILE", "", "the password", is_file=True)
    redis_ca_file: str = setting(
        "REDIS_CA_FILE", "", "who signs the store's certificate; unset: the system's", is_file=True
    )
    redis_cert_file: str = setting(
        "REDIS_CERT_FILE", "", "this process's certificate", is_file=True
    )
    redis_key_file: str = setting("REDIS_KEY_FILE", "", "its key", is_file=True)
    redis_sentinel_master: str = setting(
        "REDIS_SENTINEL_MASTER",
        "",
        "the name that sentinels watch; REDIS_URL then names these, commas between",
    )
    redis_sentinel_user: str = setting(
        "REDIS_SENTINEL_USER", "", "a user of the sentinels; unset: the default one"
    )
    redis_sentinel_password_file: str = setting(
        "REDIS_SENTINEL_PASSWORD_FILE", "", "the sentinels' own password", is_file=True
    )
    shards: int = setting(
        "BANDSTAND_SHARDS", 1, "shards of the views; part of keys", within=(1, 1_024)
    )
    loads_functions: bool = setting(
        "BANDSTAND_LOADS_FUNCTIONS",
        True,
        "projectors load the functions that are not there; 0: `bandstand setup` alone",
    )
    search_dir: str = setting(
        "BANDSTAND_SEARCH_DIR", "", "the folder of the index that is searched; unset: no search"
    )

    def redis(self) -> Access:
        """Where the store is, and as whom it is spoken to."""
        given = {one.name: getattr(self, one.name) for one in fields(StoreSettings)}
        return Access(
            **{name[6:]: value for name, value in given.items() if name.startswith("redis_")}
        )

    def check_store(self) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        declaring.check_access(StoreSettings, self, "redis_", self.redis().faults())
