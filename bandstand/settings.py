"""Settings: read once, where a process starts, from the environment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bandstand.errors import BadSetting
from eventlog.connection import without_password


def _setting(key: str, default: Any, doc: str, like: Any = None) -> Any:
    """A setting. like: a value of its type, where its default is none."""
    like = default if like is None else like
    return field(default=default, metadata={"key": key, "doc": doc, "like": like})


@dataclass(frozen=True)
class Settings:
    """All that a projector or gateway process can be told."""

    nats_url: str = _setting(
        "NATS_URL", "nats://127.0.0.1:4222", "where JetStream is; several with commas between"
    )
    redis_url: str = _setting(
        "REDIS_URL",
        "redis://127.0.0.1:6379/0",
        "where Redis 7.0+ or Valkey is; a cluster is recognised; several nodes with commas between",
    )
    domain: str = _setting(
        "BANDSTAND_DOMAIN", "tribes", "the domain, a module or package; unset: see ./pyproject.toml"
    )
    region: str = _setting("BANDSTAND_REGION", "main", "this region: lower-case letters, digits")
    peers: tuple[str, ...] = _setting(
        "BANDSTAND_PEERS", (), "the other regions, commas between: their logs are mirrored here"
    )
    partitions: int = _setting("BANDSTAND_PARTITIONS", 1, "logs of this region, 1 to 64")
    epoch: int = _setting(
        "BANDSTAND_EPOCH", 1, "the epoch of this region's logs; the next when one lost its tail"
    )
    shards: int = _setting("BANDSTAND_SHARDS", 1, "shards of the views, 1 to 1,024; part of keys")
    replicas: int = _setting("BANDSTAND_REPLICAS", 1, "copies of each stream; 3 in production")
    host: str = _setting("BANDSTAND_HOST", "127.0.0.1", "the address that is listened on")
    port: int = _setting("BANDSTAND_PORT", 8000, "where the gateway listens; 0: any")
    health_port: int = _setting(
        "BANDSTAND_HEALTH_PORT", 0, "where the projector answers /healthz and /readyz; 0: nowhere"
    )
    authentication: str = _setting(
        "BANDSTAND_AUTHENTICATION", "", "module:function from headers to a viewer's id"
    )
    cors_origins: str | None = _setting(
        "BANDSTAND_CORS_ORIGINS", None, "allowed origins, commas between; unset: * in development"
    )
    cors_credentials: bool = _setting(
        "BANDSTAND_CORS_CREDENTIALS", False, "1: pages of those origins may ask with cookies"
    )
    wait_ms: int = _setting(
        "BANDSTAND_WAIT_MS", 250, "how long a read waits for its token, 0 to 5,000"
    )
    development: bool = _setting(
        "BANDSTAND_DEVELOPMENT", False, "1: GraphiQL, and the header X-Viewer is believed"
    )
    workers: int = _setting("BANDSTAND_WORKERS", 1, "processes of a gateway, on one port, 1 to 64")
    documents: str = _setting(
        "BANDSTAND_DOCUMENTS", "", 'a file of trusted documents, {"id": "query …"}'
    )
    documents_only: bool = _setting(
        "BANDSTAND_DOCUMENTS_ONLY", False, "1: nothing but trusted documents is answered"
    )
    cache_s: int = _setting(
        "BANDSTAND_CACHE_S", 0, "how long an anonymous answer to a GET may be kept, 0 to 3,600"
    )
    web: str = _setting(
        "BANDSTAND_WEB",
        "",
        "a folder of static files that the gateway serves at /, for example a page",
    )
    connections: int = _setting(
        "BANDSTAND_CONNECTIONS",
        2_000,
        "WebSockets and event streams that a process holds, 1 to 50,000",
    )
    subscriptions: int = _setting(
        "BANDSTAND_SUBSCRIPTIONS", 100, "operations that are open on one WebSocket, 1 to 1,000"
    )
    slow_s: int = _setting(
        "BANDSTAND_SLOW_S", 5, "how long a subscriber may take nothing until it is cut, 1 to 60"
    )
    waiting: int = _setting(
        "BANDSTAND_WAITING",
        1_000,
        "connections that have not sent a whole request yet, 1 to 50,000; over it the oldest goes",
    )
    introspection: bool | None = _setting(
        "BANDSTAND_INTROSPECTION",
        None,
        "1: queries may ask for the schema; unset: in development",
        like=False,
    )
    query_cost: int = _setting(
        "BANDSTAND_QUERY_COST", 20_000, "records that a request may read, 1,000 to 1,000,000"
    )
    query_tokens: int = _setting(
        "BANDSTAND_QUERY_TOKENS", 2_000, "how long a query may be, 100 to 50,000 tokens"
    )
    query_fields: int = _setting(
        "BANDSTAND_QUERY_FIELDS", 2_000, "fields of a query, fragments spread, 100 to 50,000"
    )
    query_aliases: int = _setting("BANDSTAND_QUERY_ALIASES", 100, "its aliases, 0 to 10,000")
    query_roots: int = _setting(
        "BANDSTAND_QUERY_ROOTS", 50, "fields of the query itself, 1 to 1,000"
    )
    query_mutations: int = _setting(
        "BANDSTAND_QUERY_MUTATIONS", 10, "mutations in one request, 1 to 100"
    )
    search_dir: str = _setting(
        "BANDSTAND_SEARCH_DIR", "", "the folder of the index that is searched; unset: no search"
    )
    compiling: bool = _setting(
        "BANDSTAND_COMPILING", True, "0: graphql-core answers everything, and slowly"
    )
    log_format: str = _setting("BANDSTAND_LOG_FORMAT", "text", "text or json, on standard error")
    log_level: str = _setting("BANDSTAND_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def load(cls, environment: Mapping[str, str]) -> Settings:
        """Read and check all settings.

        Raises:
            BadSetting: a value does not fit; the message names key and value.
        """
        values = _declared(environment, Path("pyproject.toml"))
        for setting in fields(cls):
            key, given = setting.metadata["key"], environment.get(setting.metadata["key"])
            if given is None or (given == "" and key != "BANDSTAND_CORS_ORIGINS"):
                continue
            values[setting.name] = _parse(key, given, setting.metadata["like"])
        made = cls(**values)
        for key, number, low, high in (
            ("BANDSTAND_PARTITIONS", made.partitions, 1, 64),
            ("BANDSTAND_EPOCH", made.epoch, 1, 999_999_999),
            ("BANDSTAND_SHARDS", made.shards, 1, 1024),
            ("BANDSTAND_REPLICAS", made.replicas, 1, 5),
            ("BANDSTAND_PORT", made.port, 0, 65535),
            ("BANDSTAND_HEALTH_PORT", made.health_port, 0, 65535),
            ("BANDSTAND_WAIT_MS", made.wait_ms, 0, 5000),
            ("BANDSTAND_WORKERS", made.workers, 1, 64),
            ("BANDSTAND_CACHE_S", made.cache_s, 0, 3600),
            ("BANDSTAND_CONNECTIONS", made.connections, 1, 50_000),
            ("BANDSTAND_SUBSCRIPTIONS", made.subscriptions, 1, 1000),
            ("BANDSTAND_SLOW_S", made.slow_s, 1, 60),
            ("BANDSTAND_WAITING", made.waiting, 1, 50_000),
            ("BANDSTAND_QUERY_COST", made.query_cost, 1_000, 1_000_000),
            ("BANDSTAND_QUERY_TOKENS", made.query_tokens, 100, 50_000),
            ("BANDSTAND_QUERY_FIELDS", made.query_fields, 100, 50_000),
            ("BANDSTAND_QUERY_ALIASES", made.query_aliases, 0, 10_000),
            ("BANDSTAND_QUERY_ROOTS", made.query_roots, 1, 1_000),
            ("BANDSTAND_QUERY_MUTATIONS", made.query_mutations, 1, 100),
        ):
            if not low <= number <= high:
                raise BadSetting(f"{key}={number}: expected {low:,} to {high:,}")
        for key, names in (("BANDSTAND_REGION", (made.region,)), ("BANDSTAND_PEERS", made.peers)):
            for name in names:
                if not is_region(name):
                    raise BadSetting(f"{key}={name!r}: {REGION_IS}")
        if made.region in made.peers:
            raise BadSetting(f"BANDSTAND_PEERS names {made.region!r}, which is this region itself")
        if made.documents_only and not made.documents:
            raise BadSetting(
                "BANDSTAND_DOCUMENTS_ONLY=1, and BANDSTAND_DOCUMENTS names no file: nothing could "
                "be answered"
            )
        if made.web and not Path(made.web).is_dir():
            raise BadSetting(f"BANDSTAND_WEB={made.web!r}: not a folder")
        if made.log_format not in ("text", "json"):
            raise BadSetting(f"BANDSTAND_LOG_FORMAT={made.log_format!r}: expected text or json")
        if made.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise BadSetting(
                f"BANDSTAND_LOG_LEVEL={made.log_level!r}: expected DEBUG, INFO, WARNING or ERROR"
            )
        _check_nats_url(made.nats_url)
        _check_origins(made)
        return made

    @property
    def origins(self) -> list[str]:
        """The origins whose pages may ask, or `*`."""
        given = self.cors_origins
        if given is None:
            given = "*" if self.development else ""
        return [origin.strip() for origin in given.split(",") if origin.strip()]

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, for a child process."""
        found = {}
        for setting in fields(self):
            value = getattr(self, setting.name)
            if value is not None:
                shown = str(int(value)) if isinstance(value, bool) else str(value)
                if isinstance(value, tuple):
                    shown = ",".join(value)
                found[setting.metadata["key"]] = shown
        return found


def _declared(environment: Mapping[str, str], project: Path) -> dict[str, Any]:
    """What a pyproject.toml says that the environment does not: the domain, or nothing.

    Raises:
        BadSetting: it cannot be read, or what it names is no text.
    """
    if environment.get("BANDSTAND_DOMAIN"):
        return {}
    try:
        found = tomllib.loads(project.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(f"{project}: {error}; mend it, or set BANDSTAND_DOMAIN") from None
    tool = found.get("tool")
    own = tool.get("bandstand") if isinstance(tool, dict) else None
    named = own.get("domain") if isinstance(own, dict) else None
    if named is None:
        return {}
    if not isinstance(named, str) or not named:
        raise BadSetting(f"{project}: domain of [tool.bandstand] is {named!r}: give a name")
    return {"domain": named}


REGION_IS = "expected 1 to 16 lower-case letters or digits"


def is_region(name: str) -> bool:
    """Whether a region may have this name, as it stands in subjects and domains."""
    return bool(re.fullmatch(r"[a-z0-9]{1,16}", name))


def described() -> str:
    """All settings for `--help`."""
    lines = []
    for setting in fields(Settings):
        default = setting.default
        shown = (
            "unset"
            if default in (None, "", ())
            else str(int(default) if isinstance(default, bool) else default)
        )
        lines.append(f"  {setting.metadata['key']:26} {setting.metadata['doc']} [{shown}]")
    return "\n".join(lines)


def _check_origins(settings: Settings) -> None:
    origins = settings.origins
    for origin in origins:
        if origin != "*" and not re.fullmatch(r"https?://[^/,\s@A-Z]+", origin):
            raise BadSetting(
                f"BANDSTAND_CORS_ORIGINS: {origin!r} is no origin as browsers send it: expected "
                "such as https://cars.example:8443, in lower case and without a path, or *"
            )
    if settings.cors_credentials and not origins:
        raise BadSetting(
            "BANDSTAND_CORS_CREDENTIALS=1, and BANDSTAND_CORS_ORIGINS names no page that could ask "
            "with cookies: name the origins, or leave it out (our own page needs neither)"
        )
    if settings.cors_credentials and "*" in origins:
        raise BadSetting(
            "BANDSTAND_CORS_CREDENTIALS=1, and BANDSTAND_CORS_ORIGINS is * (as it is in "
            "development, unset): any page could ask with anybody's cookies; name the origins"
        )


def _check_nats_url(given: str) -> None:
    for part in given.split(","):
        url = part if "://" in part else f"nats://{part}"
        try:
            split = urlsplit(url)
            fits = split.scheme in ("nats", "tls") and bool(split.hostname)
            fits = fits and split.port != 0
        except ValueError:
            fits = False
        if not fits:
            shown = without_password(given)
            raise BadSetting(
                f"NATS_URL={shown!r}: expected nats://host:port, commas between; in a user's name "
                "or password @ is written as %40, / as %2F, # as %23, : as %3A"
            )


def _parse(key: str, given: str, default: Any) -> Any:
    if isinstance(default, bool):
        if given not in ("0", "1"):
            raise BadSetting(f"{key}={given!r}: expected 0 or 1")
        return given == "1"
    if isinstance(default, tuple):
        return tuple(part.strip() for part in given.split(",") if part.strip())
    if isinstance(default, int):
        try:
            return int(given)
        except ValueError:
            raise BadSetting(f"{key}={given!r}: expected a whole number") from None
    return given
