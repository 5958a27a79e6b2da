"""Leaderboards, for the oracle: which list a window or a cursor names, and who stands where."""

from __future__ import annotations

import re
import time
from typing import Any

from gateway.declare.relay import parse_cursor, read_cursor
from gateway.errors import BadInput
from tribes.ranking import WINDOWS as SPANS

WINDOWS = {one.name.lower(): span for one, span in SPANS.items() if span is not None}
"""The windows that begin and end, by how they are called in the names of lists."""


def as_int(number: int) -> int:
    """A number as GraphQL's Int can tell it."""
    return min(number, 2_147_483_647)


def _board(it: Any, key: str, window: str, after: str | None = None) -> tuple[str, dict[str, int]]:
    name, now_ms = window.lower(), time.time_ns() // 1_000_000
    start = "board.community" if key == "all" else "board"
    if window == "ALL":
        if after:
            parse_cursor(after, f"{start}.all:")
        return f"{start}.all:", it.list_of(f"{start}.all:{key}")
    place = f"{start}.{name}.{WINDOWS[name](now_ms)}:"
    if after:
        place = read_cursor(after)[0]
        if not re.fullmatch(rf"{re.escape(start)}\.{name}\.[0-9]+:", place):
            raise BadInput("after")
    return place, it.list_of(place + key)


def leaderboard(it: Any, key: str, window: str = "ALL", **given: Any) -> Any:
    """A page of a tribe's board, or of that of all. it: the oracle."""
    place, members = _board(it, key, window, given.get("after"))
    return it.page(place, members, "User", counted=False, **given)


def standing(it: Any, key: str, window: str = "ALL", after: str | None = None) -> Any:
    """Where the viewer stands on it."""
    _, members = _board(it, key, window, after)
    rows = sorted(((at, one.encode()) for one, at in members.items()), reverse=True)
    for place, (score, member) in enumerate(rows, 1):
        if member == (it.viewer or "").encode():
            return {"place": place, "score": as_int(score)}
    return None
