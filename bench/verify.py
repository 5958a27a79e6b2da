"""Verify: what a run of `bandstand verify` takes, and what a reader of the same store notices.

A full run that keeps nothing, one that keeps, and one after so many events more; each is a process
of its own, as an operator starts it. Its memory is the most that was resident, by the kernel.
Beside each a reader asks the gateway for a page of the feed, a hundred times a second at most.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import uvloop

from bandstand.stack import servers as embedded
from bench.tools import filling, history, machine
from bench.tools.figures import latency_ms
from bench.tools.load import Client, post
from bench.tools.servers import BenchFailed, Servers, servers

VERIFY_S_MAX = 3_600.0
MORE_PART = 100
"""A hundredth of the events comes after the first run, as in an hour of four days."""

_PAUSE_S = 0.01
_COVER_S_MAX = 1_800.0
_QUERY = "{ feed(first: 20, order: NEW) { edges { node { title bumpCount commentCount } } } }"


def run(*, events: int) -> dict[str, Any]:
    """Fill the views, verify them, write some more, and verify them again."""
    more = max(events // MORE_PART, 1)
    with servers() as started:
        filling.COVER_S_MAX = _COVER_S_MAX
        started.projector()
        mixed = history.mixed(events + more)
        _say(f"filling the views with {events:,} events")
        uvloop.run(filling.publish(started, islice(mixed, events), again=True))
        uvloop.run(filling.until_covered(started, events))
        port = started.gateway()
        _say("a reader alone")
        alone = uvloop.run(_read_alone(port))
        keep = started.folder / "kept"
        found: dict[str, Any] = {"events": events, "more": more, "reader_alone": alone}
        found["full"] = _verify(started, port, "full")
        found["first"] = _verify(started, port, "first, which keeps", "--keep", str(keep))
        _say(f"{more:,} events more")
        uvloop.run(filling.publish(started, mixed, again=True))
        uvloop.run(filling.until_covered(started, events + more))
        found["next"] = _verify(started, port, "next", "--keep", str(keep))
        found["kept_mib"] = _mib(sum(p.stat().st_size for p in keep.rglob("*") if p.is_file()))
        found["store_mib"] = _mib(machine.resident_bytes(started.started["valkey"].pid) or 0)
        return found


def _verify(started: Servers, port: int, name: str, *options: str) -> dict[str, Any]:
    """One run, and what a reader waits meanwhile.

    Raises:
        BenchFailed: it fails, or finds a difference.
    """
    _say(f"verify: {name}")
    temporary = started.folder / "temporary"
    temporary.mkdir(exist_ok=True)
    command = embedded.own_command("verify")
    meter = machine.Meter(started.pids("nats", "valkey", "gateway"))
    store = started.started["valkey"].pid
    began = time.perf_counter()
    process = started.start("verify", [*command, "--json", *options], {"TMPDIR": str(temporary)})
    memory, cpu_s = {"verify": 0, "store": 0}, 0.0

    def alive() -> bool:
        nonlocal cpu_s
        cpu_s = machine.cpu_s(process.pid) or cpu_s
        memory["verify"] = max(memory["verify"], machine.peak_bytes(process.pid) or 0)
        memory["store"] = max(memory["store"], machine.resident_bytes(store) or 0)
        if time.perf_counter() - began > VERIFY_S_MAX:
            raise BenchFailed(f"verify took over {VERIFY_S_MAX:.0f} s")
        return process.poll() is None

    waits_s = uvloop.run(_read(port, alive))
    took_s = time.perf_counter() - began
    used = meter.cpu_s()
    said = started.folder / "verify.log"
    started.started.pop("verify")
    if process.returncode:
        raise BenchFailed(f"verify ended with {process.returncode}: {_tail(said)}")
    [line, *_] = [one for one in said.read_bytes().splitlines() if one.startswith(b"{")]
    compared = msgspec.json.decode(line)["compared"]
    return {
        "whole_s": round(took_s, 1),
        "cpu_s": round(cpu_s, 1),
        "memory_mib": _mib(memory["verify"]),
        "store_mib_max": _mib(memory["store"]),
        "store_cpu_s": used["valkey"],
        "others_cores": meter.others_cores([cpu_s]),
        "compared_events": compared["events"],
        "compared_ranges": f"{compared['ranges']} of {compared['of']}",
        "compared_owners": compared["owners"] or 0,
        "reader": latency_ms(waits_s),
    }


async def _read_alone(port: int, seconds: float = 5.0) -> dict[str, Any]:
    until = time.perf_counter() + seconds
    return latency_ms(await _read(port, lambda: time.perf_counter() < until))


async def _read(port: int, alive: Callable[[], bool]) -> list[float]:
    """Ask for a page as long as something goes on; how long each took."""
    request, waits_s = post(json.dumps({"query": _QUERY}).encode()), list[float]()
    client = await Client().open(port)
    while alive():
        began = time.perf_counter()
        await client.ask(request)
        waits_s.append(time.perf_counter() - began)
        await asyncio.sleep(_PAUSE_S)
    return waits_s


def _mib(size_bytes: int) -> float:
    return round(size_bytes / 2**20, 1)


def _tail(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")[-500:]


def _say(text: str) -> None:
    print(f"verify: {text}", file=sys.stderr, flush=True)
