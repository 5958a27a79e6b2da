"""Entry: what is done to every event once, where it enters: stored HTML is sanitised."""

from __future__ import annotations

from typing import Any

import msgspec
import nh3

from eventlog.envelope import Event

_HTML_FIELDS = frozenset({"body", "bio", "description"})


def admit(event: Event) -> Event:
    """The event with its HTML reduced to what is safe to show: no scripts, no handlers.

    Idempotent, so that an event can pass two entries.
    """
    changes: dict[str, Any] = {}
    for name in _HTML_FIELDS.intersection(event.__struct_fields__):
        value = getattr(event, name)
        if isinstance(value, str) and value:
            clean = nh3.clean(value)
            if clean != value:
                changes[name] = clean
    return msgspec.structs.replace(event, **changes) if changes else event
