"""What the process imports that commands are forked from: all they do, and the usual domain."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from typing import Final

_PARTS: Final = ("audit.regions", "audit.verification", "cli.commands", "entry.entering")
_MORE: Final = ("entry.importing", "explain.explanation", "operate.healing", "operate.status")


def _load() -> None:
    from bandstand.domain import Domain  # noqa: PLC0415
    from bandstand.settings import Settings  # noqa: PLC0415

    for name in (*_PARTS, *_MORE):
        import_module(f"bandstand.{name}")
    domain = Domain(Settings.load(os.environ).domain)
    domain.check()
    _ = domain.importers


with suppress(Exception):  # Each command says for itself what is wrong.
    _load()
