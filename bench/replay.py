"""Replay: how fast one projector fills empty views from a log, beside a bare loop over that log.

Both are timed from the first event to the last, each in a process of its own, in turns. The views
are verified against a plain Python fold afterwards: a wrong replay has no speed.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import Any

import redis.asyncio as redis
import uvloop

from bandstand.audit.verification import Verification
from bench.tools import calls, filling, history, machine
from bench.tools.figures import Target, spread, spreads
from bench.tools.servers import BenchFailed, Servers, servers
from eventlog.connection import connected
from tribes.events import EVENTS
from views.store import Store

REPLAY_S_MAX = 900.0
TOLD_EVENTS = 100_000
TARGETS = (Target("ratio", least=0.5), Target("projector.call_p99.9_ms", most=50))


@dataclass
class _Replay:
    """One replay, as seen from outside: times since the process was started."""

    first_s: float = 0.0
    first_events: int = 0
    last_s: float = 0.0
    resident_bytes: list[tuple[float, int]] | None = None


def run(*, events: int, runs: int) -> dict[str, Any]:
    """Publish a history, then let peer and projector read it in turns, each so often."""
    with servers() as started:
        publishing = _publish(started, events)
        peers, replays = [], []
        for number in range(1, runs + 1):
            _say(f"run {number} of {runs}: the bare loop")
            peers.append(_peer(started, events))
            _say(f"run {number} of {runs}: {peers[-1]['events_per_s']:,.0f}/s; the projector")
            replays.append(uvloop.run(_project(started, events)))
            _say(f"run {number} of {runs}: {replays[-1]['events_per_s']:,.0f}/s")
        _say("verifying the views against a plain Python fold")
        verdict = uvloop.run(_verify(started))
    ratios = [
        (replay["events_per_s"] or 0.0) / (peer["events_per_s"] or 1.0)
        for replay, peer in zip(replays, peers, strict=True)
    ]
    return {
        "events": events,
        "published_per_s": publishing,
        "peer": spreads(peers),
        "projector": spreads(replays),
        "ratio": spread(ratios, 3),
        "verified": verdict,
    }


def _publish(started: Servers, events: int) -> int:
    done, began = 0, time.perf_counter()

    def advance(count: int) -> None:
        nonlocal done
        if done // TOLD_EVENTS != (done + count) // TOLD_EVENTS:
            _say(f"{done + count:,} of {events:,} events published")
        done += count

    uvloop.run(filling.publish(started, history.mixed(events), advance))
    return round(events / (time.perf_counter() - began))


def _peer(started: Servers, events: int) -> dict[str, float | None]:
    meter = machine.Meter(started.pids("nats"))
    found = started.call(
        "peer",
        "bench.peers.bare_reader",
        *(started.settings.nats_url, filling.LOG.name, events),
        timeout_s=REPLAY_S_MAX,
    )
    return {
        "events_per_s": (events - 1) / found["read_s"],
        "start_s": found["start_s"],
        "cpu_s": found["cpu_s"],
        "others_cores": meter.others_cores([found["cpu_s"]]),
    }


async def _project(started: Servers, events: int) -> dict[str, float | None]:
    """One replay from empty views, by a process of its own."""
    async with redis.from_url(started.settings.redis_url) as client:
        await client.flushall()
        await client.function_flush()
    calls.begin(started.settings.redis_url)
    store = filling.store(started)
    began, process = time.perf_counter(), started.projector()
    meter = machine.Meter(started.pids("nats", "valkey", "projector"))
    try:
        seen = await _watch(started, store, process.pid, began, events)
        used, others = meter.cpu_s(), meter.others_cores()
        took_ms = calls.took_ms(started.settings.redis_url)
    finally:
        await store.close()
        started.stop("projector")
    memory = seen.resident_bytes or []
    span_s = seen.last_s - seen.first_s
    early = [size for at, size in memory if at <= seen.first_s + span_s / 4]
    late = [size for at, size in memory if at >= seen.last_s - span_s / 4]
    return {
        # A history that is covered by the first look has no span of its own.
        "events_per_s": ((events - seen.first_events) / span_s if span_s else events / seen.last_s),
        "start_s": seen.first_s,
        "whole_s": seen.last_s,
        **took_ms,
        "cpu_s": used["projector"],
        "valkey_cpu_s": used["valkey"],
        "nats_cpu_s": used["nats"],
        "others_cores": others,
        "memory_first_quarter_mib": max(early) / 2**20 if early else None,
        "memory_last_quarter_mib": max(late) / 2**20 if late else None,
        "memory_growth": max(late) / max(early) if early and late else None,
    }


async def _watch(started: Servers, store: Store, pid: int, began: float, events: int) -> _Replay:
    """Look every 20 ms at coverage and memory, until every shard covers the log."""
    seen = _Replay(resident_bytes=[])
    while True:
        covered = await filling.covered(store)
        at_s = time.perf_counter() - began
        size = machine.resident_bytes(pid)
        if covered and not seen.first_events:
            seen.first_s, seen.first_events = at_s, covered
        if seen.first_events and size is not None and seen.resident_bytes is not None:
            seen.resident_bytes.append((at_s, size))
        if covered >= events:
            seen.last_s = at_s
            return seen
        started.check("projector")
        if at_s > REPLAY_S_MAX:
            raise BenchFailed(f"{covered:,} of {events:,} events after {at_s:.0f} s")
        await asyncio.sleep(filling.POLL_S)


async def _verify(started: Servers) -> str:
    """The digest that views and logs share.

    Raises:
        BenchFailed: they differ.
    """
    store = filling.store(started)
    async with connected(started.settings.nats_url) as connection:
        verification = Verification(connection, store, EVENTS)
        try:
            verdict = await verification.run()
        finally:
            await verification.close()
            await store.close()
    if verdict.differences or verdict.digest_of_logs != verdict.digest_of_views:
        shown = "\n".join(map(str, verdict.differences[:5]))
        raise BenchFailed(f"{len(verdict.differences)} places differ from the logs:\n{shown}")
    return verdict.digest_of_views


def _say(text: str) -> None:
    print(f"replay: {text}", file=sys.stderr, flush=True)
