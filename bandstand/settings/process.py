"""A process: what it serves, where it listens, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class ProcessSettings:
    """Every process"""

    domain: str = setting(
        "BANDSTAND_DOMAIN", "tribes", "the domain, a module or package; unset: see ./pyproject.toml"
    )
    host: str = setting("BANDSTAND_HOST", "127.0.0.1", "the address that is listened on")
    health_port: int = setting(
        "BANDSTAND_HEALTH_PORT",
        0,
        "where a process answers /healthz, /readyz in full, and /metrics; 0: nowhere",
        within=(0, 65_535),
    )
    overlap_s: int = setting(
        "BANDSTAND_OVERLAP_S",
        0,
        "how long a projector told to end goes on while gateways show what it fills",
        within=(0, 86_400),
    )
    memory_mb: int = setting(
        "BANDSTAND_MEMORY_MB",
        0,
        "how much memory it may have before an alarm rings; 0: what its cgroup allows",
        within=(0, 1_048_576),
    )
    verify_dir: str = setting(
        "BANDSTAND_VERIFY_DIR",
        "",
        "the folder in which `verify` keeps what the next run needs; unset: it compares everything",
        is_file=True,
    )
    verify_share: int = setting(
        "BANDSTAND_VERIFY_SHARE",
        24,
        "in how many runs `verify` compares again what nothing was written of",
        within=(1, 512),
    )
    log_format: str = setting(
        "BANDSTAND_LOG_FORMAT",
        "text",
        "text or json, on standard error",
        among=("text", "json"),
    )
    access_log: bool = setting(
        "BANDSTAND_ACCESS_LOG", False, "1: a line of JSON for each request: bandstand.access"
    )
    audit_log: bool = setting(
        "BANDSTAND_AUDIT_LOG", False, "1: a line of JSON for each mutation: bandstand.audit"
    )
    log_level: str = setting(
        "BANDSTAND_LOG_LEVEL",
        "INFO",
        "DEBUG, INFO, WARNING or ERROR",
        among=("DEBUG", "INFO", "WARNING", "ERROR"),
    )
