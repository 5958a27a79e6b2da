"""Live: how long from the receipt of a change until each of 1,000 subscribers has a state with it.

All subscribe to one article, which is bumped 200 times a second. The receipt's time and the
states' are of one clock. A subscriber is sent a state at most every 50 ms, so the least that the
middle can be is some 25 ms. The ceiling sends a text of the same size to as many, as often, and
does nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop

from bandstand.processes.production import now_ms
from bench.tools import filling, history, machine
from bench.tools.figures import Target, latency_ms
from bench.tools.servers import REGION, BenchFailed, Servers, servers
from eventlog.clock import Clock
from eventlog.connection import connected
from eventlog.envelope import event_id
from eventlog.publish.publishing import Publisher
from gateway.declare.relay import global_id
from tribes import events as e
from tribes.events import EVENTS

SUBSCRIPTIONS = 1_000
RATE = 200
WARM_S = 1.0
EVENTS_MAX = 20_000
READY_S_MAX = 60.0
LATE_S = 2.0
TICK_S = 0.001
BYTES = 600
"""About the length of a state."""

SHAPES = {"1000_connections": (1_000, 1), "100_connections": (100, 10)}
TARGETS = tuple(Target(f"{shape}.p99_ms", most=250) for shape in SHAPES)
_QUERY = """subscription Hot($id: ID!) { articleUpdated(id: $id) {
    title excerpt publishedAt bumpCount commentCount viewCount author { name } tribe { name } } }"""


def run(*, events: int, seconds: float) -> dict[str, Any]:
    """Subscribe in two shapes, change an article for so many seconds, and compare."""
    with servers() as started:
        started.projector()
        _say("filling the views")
        clock = Clock(now_ms)
        hot = e.ArticlePublished(
            **_envelope(clock, "writer"),
            article="hot",
            tribe="tribe-0",
            kind=e.ArticleKind.ARTICLE,
            title="What 200 people a second look at",
        )
        uvloop.run(filling.fill(started, [*history.mixed(min(events, EVENTS_MAX)), hot]))
        port, asked = started.gateway(), started.folder / "subscription.json"
        variables = {"id": global_id("Article", "hot")}
        asked.write_text(json.dumps({"query": _QUERY, "variables": variables}))
        found: dict[str, Any] = {"subscriptions": SUBSCRIPTIONS, "seconds": seconds}
        changes: list[float] = []
        for shape, (connections, each) in SHAPES.items():
            _say(f"{connections} connections with {each} subscriptions, {RATE} changes/s")
            made = _Shape(port, connections, each, asked)
            found[shape] = _measure(started, clock, made, changes, seconds=seconds)
        rate = found["1000_connections"]["states_per_s"]
        _say(f"the ceiling: {rate:.0f} texts/s to {SUBSCRIPTIONS} connections")
        found["ceiling"] = _ceiling(started, asked, rate, seconds)
        for shape in SHAPES:
            ratio = found[shape]["p99_ms"] / found["ceiling"]["p99_ms"]
            found[shape]["p99_by_ceiling"] = round(ratio, 2)
        return found


def _envelope(clock: Clock, actor: str) -> dict[str, Any]:
    """The fields of an event that happens now."""
    return {
        "id": event_id(now_ms(), os.urandom(10)),
        "at": clock.next(),
        "region": REGION,
        "actor": actor,
    }


@dataclass(frozen=True)
class _Shape:
    """Subscribers: so many connections, each with so many subscriptions of what a file holds."""

    port: int
    connections: int
    each: int
    asked: Path


def _begin(started: Servers, shape: _Shape, seconds: float) -> None:
    """Start subscribers, and wait until each has a state."""
    name, whole_s = "subscribers", WARM_S + seconds + LATE_S
    arguments = (shape.port, shape.connections, shape.each, whole_s, shape.asked)
    started.begin(name, "bench.subscribers", *arguments)
    log = started.folder / f"{name}.log"
    started.until(name, lambda: b"ready" in log.read_bytes(), READY_S_MAX)
    time.sleep(WARM_S)


def _measure(
    started: Servers,
    clock: Clock,
    shape: _Shape,
    changes: list[float],
    *,
    seconds: float,
) -> dict[str, Any]:
    """The waits of subscribers. changes: when each was acknowledged, those of before too."""
    _begin(started, shape, seconds)
    meter = machine.Meter(started.pids("nats", "valkey", "projector", "gateway", "subscribers"))
    before, began = len(changes), time.perf_counter()
    uvloop.run(_change(started, clock, changes, seconds))
    span_s = time.perf_counter() - began
    used = meter.cpu_s()
    states = started.result("subscribers", timeout_s=LATE_S + 60)["states"]
    waits_s, came = list[float](), 0
    for mine in states:
        count = before
        for at_s, shown in mine:
            # A change is there with the first state that counts it.
            waits_s += [at_s - acknowledged for acknowledged in changes[count:shown]]
            count, came = max(count, shown), came + (shown > before)
        if count != len(changes):
            raise BenchFailed(f"a subscriber's last state has {count} of {len(changes)} changes")
    return {
        "changes_per_s": round((len(changes) - before) / span_s),
        "states_per_s": round(came / len(states) / span_s, 1),
        **latency_ms(waits_s),
        "cores": {name: round((used_s or 0.0) / span_s, 2) for name, used_s in used.items()},
    }


async def _change(started: Servers, clock: Clock, changes: list[float], seconds: float) -> None:
    """Bump evenly, each as another user; note when it was acknowledged."""
    async with connected(started.settings.nats_url) as connection:
        publisher = await Publisher(connection, EVENTS, region=REGION).open()

        async def bump(number: int) -> None:
            await publisher.publish(
                e.ArticleBumped(**_envelope(clock, f"fan-{number}"), article="hot")
            )
            changes.append(time.monotonic())

        began, before, sent = time.monotonic(), len(changes), 0
        async with asyncio.TaskGroup() as tasks:
            while (elapsed_s := time.monotonic() - began) < seconds:
                for _ in range(int(elapsed_s * RATE) - sent):
                    tasks.create_task(bump(before + sent))
                    sent += 1
                await asyncio.sleep(TICK_S)


def _ceiling(started: Servers, asked: Path, rate: float, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.peers.broadcast", str(BYTES), str(rate)]
    port = started.served("ceiling", "", command)
    _begin(started, _Shape(port, SUBSCRIPTIONS, 0, asked), seconds)
    waits_s = started.result("subscribers", timeout_s=seconds + LATE_S + 60)["waits_s"]
    started.stop("ceiling")
    return latency_ms(waits_s)


def _say(text: str) -> None:
    print(f"live: {text}", file=sys.stderr, flush=True)
