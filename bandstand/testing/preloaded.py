"""What the process imports that commands are forked from: all they do, and the usual domain."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from typing import Final

_PARTS: Final = (
    *("audit.regions", "audit.verification", "cli.commands", "entry.entering"),
    *("entry.importing", "explain.explanation", "operate.healing", "operate.status"),
)


def _load() -> None:
    from bandstand.domain import Domain  # noqa: PLC0415
    from bandstand.settings import Settings  # noqa: PLC0415

    for name in _PARTS:
        import_module(f"bandstand.{name}")
    Domain(Settings.load(os.environ).domain).check()


with suppress(Exception):  # Each command says for itself what is wrong.
    _load()
