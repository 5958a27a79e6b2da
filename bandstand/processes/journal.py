"""The journal: what a process says of itself, on standard error, as text or JSON lines."""

from __future__ import annotations

import logging
import sys

import msgspec

from bandstand.processes.repeats import Repeats
from bandstand.settings import Settings


class _JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def start(settings: Settings, role: str) -> None:
    """Say all from now on in the format that the settings ask for, and the same once a minute."""
    handler = logging.StreamHandler(sys.stderr)
    if settings.log_format == "json":
        handler.setFormatter(_JSONFormatter())
    else:
        handler.setFormatter(
            logging.Formatter(f"%(asctime)s {role} %(levelname)s %(name)s: %(message)s")
        )
    logging.basicConfig(level=settings.log_level, handlers=[Repeats(handler)], force=True)
    for noisy in ("uvicorn", "uvicorn.error", "asyncio"):
        logging.getLogger(noisy).setLevel("WARNING")
    # Strawberry logs every error with a trace; `gateway.faults` decides which deserve one.
    logging.getLogger("strawberry.execution").setLevel("CRITICAL")
