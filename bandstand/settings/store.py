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
        "address of Redis 7.0+ or Valkey, or of several nodes of a cluster, comma-separated",
        is_secret=True,
    )
    redis_user: str = setting("REDIS_USER", "", "name of a Redis user; unset: the default user")
    redis_password_file: str = setting(
        "REDIS_PASSWORD_FILE", "", "file with the password for Redis", is_file=True
    )
    redis_ca_file: str = setting(
        "REDIS_CA_FILE",
        "",
        "file with the certificate authorities (PEM) to trust for Redis; unset: the system's",
        is_file=True,
    )
    redis_cert_file: str = setting(
        "REDIS_CERT_FILE", "", "file with the client certificate (PEM) for Redis", is_file=True
    )
    redis_key_file: str = setting(
        "REDIS_KEY_FILE", "", "file with the private key (PEM) of REDIS_CERT_FILE", is_file=True
    )
    redis_sentinel_master: str = setting(
        "REDIS_SENTINEL_MASTER",
        "",
        "name of the master that Sentinel watches; REDIS_URL then lists the sentinels",
    )
    redis_sentinel_user: str = setting(
        "REDIS_SENTINEL_USER", "", "name of a user at the sentinels; unset: the default user"
    )
    redis_sentinel_password_file: str = setting(
        "REDIS_SENTINEL_PASSWORD_FILE", "", "file with the password for the sentinels", is_file=True
    )
    shards: int = setting(
        "BANDSTAND_SHARDS",
        1,
        "shards of the views; another number starts a replay into new views",
        within=(1, 1_024),
    )
    loads_functions: bool = setting(
        "BANDSTAND_LOADS_FUNCTIONS",
        True,
        "1: projectors load missing Redis functions; 0: only `bandstand setup` does",
    )
    search_dir: str = setting(
        "BANDSTAND_SEARCH_DIR", "", "folder of the search index; unset: no search"
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
