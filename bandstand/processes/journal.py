"""The journal: what a process says of itself, on standard error, as text or JSON lines.

Nothing secret stands in it: addresses come without their passwords, and what the libraries beneath
say is searched for those once more, here, where everything passes.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType

import msgspec

from bandstand.processes.repeats import Repeats
from bandstand.settings import Settings
from eventlog import tracing
from eventlog.checks.visible import printable
from secrecy.hiding import SECRET_LENGTH_MIN, hiding, secrets_in

ADDRESSES = ("NATS_URL", "REDIS_URL")
HEADERS = ("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS")
"""Of the form `name=value,name=value`."""

FILES = (
    "NATS_CREDS_FILE",
    "NATS_NKEY_FILE",
    "NATS_PASSWORD_FILE",
    "NATS_TOKEN_FILE",
    "REDIS_PASSWORD_FILE",
)
"""Of these each line is secret."""
FILE_BYTES_MAX = 64 << 10


def rfc3339(seconds: float) -> str:
    """A time of the wall clock in UTC: `2026-11-20T12:00:00.000Z`."""
    at = datetime.fromtimestamp(seconds, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def hider(environment: Mapping[str, str]) -> Callable[[str], str]:
    """A function that takes the secrets of an environment out of a text."""
    found = {one for name in ADDRESSES for one in secrets_in(environment.get(name) or "")}
    pairs = ",".join(environment.get(name) or "" for name in HEADERS).split(",")
    values = {pair.partition("=")[2].strip() for pair in pairs}
    values |= {line for name in FILES for line in _lines(environment.get(name) or "")}
    return hiding(found | {value for value in values if len(value) >= SECRET_LENGTH_MIN})


def _lines(path: str) -> list[str]:
    """What stands in a file, but for the lines that say what it is; nothing where it is not."""
    try:
        with open(path, "rb") as held:
            text = held.read(FILE_BYTES_MAX).decode(errors="replace")
    except OSError:
        return []
    return [line.strip() for line in text.splitlines() if not line.startswith(("-", "*"))]


class _Formatter(logging.Formatter):
    """Text lines. hide: takes out what is secret."""

    def __init__(self, role: str, hide: Callable[[str], str]) -> None:
        super().__init__()
        self._role, self._hide = role, hide

    def format(self, record: logging.LogRecord) -> str:
        told = f"{rfc3339(record.created)} {self._role} {record.levelname} {record.name}: "
        told += printable(record.getMessage())
        if record.exc_info:
            trace = self.formatException(record.exc_info).splitlines()
            told = "\n".join([told, *map(printable, trace)])
        return self._hide(told)


class _JSONFormatter(_Formatter):
    """JSON lines."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": rfc3339(record.created),
            "level": record.levelname,
            "role": self._role,
            "logger": record.name,
            "message": self._hide(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if trace := tracing.current():
            line["trace_id"] = trace.split("-")[1]
        if record.exc_info:
            line["exception"] = self._hide(self.formatException(record.exc_info))
        return msgspec.json.encode(line).decode()


def start(settings: Settings, role: str) -> None:
    """Say all from now on in the format that the settings ask for, and the same once a minute."""
    handler = logging.StreamHandler(sys.stderr)
    kind = _JSONFormatter if settings.log_format == "json" else _Formatter
    hide = hider({**os.environ, **settings.environment()})
    handler.setFormatter(kind(role, hide))
    logging.basicConfig(level=settings.log_level, handlers=[Repeats(handler)], force=True)
    journals = logging.StreamHandler(sys.stderr)
    journals.setFormatter(_JSONFormatter(role, hide))
    for name, wanted in (("access", settings.access_log), ("audit", settings.audit_log)):
        logger = logging.getLogger(f"bandstand.{name}")
        logger.setLevel("INFO" if wanted else "CRITICAL")
        logger.handlers, logger.propagate = [journals], False
    for noisy in ("uvicorn", "uvicorn.error", "asyncio", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel("WARNING")
    # asyncio says it whenever a connection with TLS ends, and means its own streams.
    logging.getLogger("asyncio").addFilter(lambda record: "eof_received()" not in str(record.msg))
    # Strawberry logs every error with a trace; `gateway.faults` decides which deserve one.
    logging.getLogger("strawberry.execution").setLevel("CRITICAL")


def hide_in_traces(hide: Callable[[str], str]) -> None:
    """Take secrets out of the trace of what ends the process, too."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(hide("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = told
