"""Abuse: what a reader feels, and what memory a gateway takes, while one client wants too much.

A reader asks for the feed 50 times a second, before an attack, during it and after it. Each attack
comes from one address that is not the reader's (`bench.attacks`).
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvloop

from bandstand.settings import Settings
from bench.attacks import ATTACKS, FEED
from bench.tools import filling, history, machine
from bench.tools.servers import Servers, servers

RATE = 50.0
CONNECTIONS = 32
CALM_S = 3.0
LEAD = 0.1
"""So much of an attack goes before the reader is looked at."""

_LIMITS = ("BANDSTAND_SHARE", "BANDSTAND_BUDGET_READS", "BANDSTAND_BUDGET_WRITES")
_USUAL = {
    **{name: one for name, one in Settings().environment().items() if name in _LIMITS},
    "BANDSTAND_DEVELOPMENT": "1",  # Who writes is believed.
    "BANDSTAND_WEB": str(Path(__file__).parents[1] / "examples" / "web" / "public"),
}
EVENTS_MAX = 20_000
TICK_S = 0.1


def run(*, events: int, seconds: float, only: Sequence[str] = tuple(ATTACKS)) -> dict[str, Any]:
    """Every attack, each on a gateway of its own, for so many seconds."""
    with servers() as started:
        started.projector()
        _say("filling the views")
        uvloop.run(filling.fill(started, history.mixed(min(events, EVENTS_MAX))))
        asked = started.folder / "feed.json"
        asked.write_text(FEED)
        return {name: _suffered(started, name, asked, seconds) for name in only}


def _suffered(started: Servers, name: str, asked: Path, seconds: float) -> dict[str, Any]:
    """What one attack does."""
    _say(name)
    port = started.gateway(more=_USUAL)
    pid, calm_s = started.pids("gateway")["gateway"], min(CALM_S, seconds)

    def read(reading_s: float) -> dict[str, Any]:
        arguments = (port, CONNECTIONS, 0.2, reading_s, asked, RATE, "refusals")
        found = started.call("reader", "bench.tools.load", *arguments, timeout_s=reading_s + 60)
        return {name: found[name] for name in ("p50_ms", "p99_ms", "refused")}

    before = {"reader": read(calm_s), "memory_mib": _memory_mib(pid)}
    most, over = [before["memory_mib"]], threading.Event()
    watching = threading.Thread(target=_watch, args=(pid, most, over))
    watching.start()
    try:
        started.begin("attack", "bench.attacks", name, port, seconds)
        time.sleep(seconds * LEAD)
        during = read(seconds * (1 - LEAD))
        found = started.result("attack", timeout_s=seconds + 60)
    finally:
        over.set()
        watching.join()
    report = {
        "before": before,
        "during": {"reader": during, "memory_mib": max(most)},
        "after": {"reader": read(calm_s), "memory_mib": _memory_mib(pid)},
        "attack": found,
    }
    started.stop("gateway")
    return report


def _watch(pid: int, most: list[float], over: threading.Event) -> None:
    while not over.wait(TICK_S):
        most.append(_memory_mib(pid))


def _memory_mib(pid: int) -> int:
    return (machine.resident_bytes(pid) or 0) >> 20


def _say(text: str) -> None:
    print(f"abuse: {text}", file=sys.stderr, flush=True)
