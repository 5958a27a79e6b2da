"""A process: what it serves, where it listens, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class ProcessSettings:
    """Every process"""

    domain: str = setting(
        "BANDSTAND_DOMAIN", "tribes", "Python module of the domain; unset: that of ./pyproject.toml"
    )
    host: str = setting("BANDSTAND_HOST", "127.0.0.1", "network address to listen on")
    health_port: int = setting(
        "BANDSTAND_HEALTH_PORT",
        0,
        "port for /healthz, /metrics and the detailed /readyz; 0: none",
        within=(0, 65_535),
    )
    overlap_s: int = setting(
        "BANDSTAND_OVERLAP_S",
        0,
        "how long a projector goes on after SIGTERM while gateways read its views, in seconds",
        within=(0, 86_400),
    )
    memory_mb: int = setting(
        "BANDSTAND_MEMORY_MB",
        0,
        "memory limit that the memory alarm compares with, in MiB; 0: the limit of the cgroup",
        within=(0, 1_048_576),
    )
    verify_dir: str = setting(
        "BANDSTAND_VERIFY_DIR",
        "",
        "folder where `verify` keeps its state between runs; unset: each run compares everything",
        is_file=True,
    )
    verify_share: int = setting(
        "BANDSTAND_VERIFY_SHARE",
        24,
        "number of runs over which `verify` spreads the comparison of unchanged records",
        within=(1, 512),
    )
    log_format: str = setting(
        "BANDSTAND_LOG_FORMAT",
        "text",
        "format of the log lines on standard error: text or json",
        among=("text", "json"),
    )
    access_log: bool = setting(
        "BANDSTAND_ACCESS_LOG", False, "1: log each request as a line of JSON, as bandstand.access"
    )
    audit_log: bool = setting(
        "BANDSTAND_AUDIT_LOG", False, "1: log each mutation as a line of JSON, as bandstand.audit"
    )
    log_level: str = setting(
        "BANDSTAND_LOG_LEVEL",
        "INFO",
        "lowest level that is logged: DEBUG, INFO, WARNING or ERROR",
        among=("DEBUG", "INFO", "WARNING", "ERROR"),
    )
