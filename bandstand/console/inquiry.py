"""Inquiry: what is asked for by hand: what made a record what it is, and what is parked."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from bandstand.audit.regions import opened
from bandstand.errors import Failure
from bandstand.explain.narration import explanations
from bandstand.settings import Settings
from eventlog import streams
from eventlog.subjects import Log

EXPLAIN_S_MAX: Final = 60.0
PLACES_MAX: Final = 40
CONTENDERS_MAX: Final = 20
TEXT_LENGTH_MAX: Final = 500
"""So much of an explanation is shown: `bandstand explain` tells all of it."""

BODY_LENGTH_MAX: Final = 4_000


async def explained(settings: Settings, node_id: str, field: str | None) -> list[dict[str, Any]]:
    """What made a record, or a field of it, what it is; as much of it as fits a page.

    Raises:
        Failure: there is no such record, or it took too long.
    """
    try:
        async with asyncio.timeout(EXPLAIN_S_MAX):
            found = await explanations(settings, node_id, field or None, None)
    except TimeoutError:
        raise Failure(
            f"not explained within {EXPLAIN_S_MAX:.0f} s, since it reads all logs: run "
            f"`bandstand explain {node_id}`"
        ) from None
    return [_shortened(msgspec.to_builtins(one)) for one in found]


def _shortened(explanation: dict[str, Any]) -> dict[str, Any]:
    for part in explanation["parts"]:
        part["more"] = max(len(part["places"]) - PLACES_MAX, 0)
        part["places"] = part["places"][:PLACES_MAX]
        part["contributors"] = part["contributors"][:CONTENDERS_MAX]
        for place in part["places"]:
            place["contenders"] = place["contenders"][:CONTENDERS_MAX]
    cut: dict[str, Any] = _cut(explanation)
    return cut


def _cut(value: Any) -> Any:
    match value:
        case str():
            return value if len(value) <= TEXT_LENGTH_MAX else f"{value[:TEXT_LENGTH_MAX]}…"
        case list() | tuple():
            return [_cut(one) for one in value]
        case dict():
            return {key: _cut(one) for key, one in value.items()}
    return value


async def parked(settings: Settings, log: str, sequence: int) -> dict[str, Any]:
    """The bytes of one event as they lie in the log, and by view why it is parked, if it is."""
    async with opened(settings) as it:
        body = await streams.stored(it.connection, Log.parse(log), sequence)
        reasons = {
            store.view.name: why
            for store in it.stores
            if (why := (await store.parked()).get((log, sequence)))
        }
    if body is None:
        raise Failure(f"{log} {sequence}: nothing is stored there")
    shown = body.decode(errors="backslashreplace")
    return {"log": log, "sequence": sequence, "body": shown[:BODY_LENGTH_MAX], "reasons": reasons}
