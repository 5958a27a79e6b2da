"""Replicas: how fast one and two projectors replay the same logs into empty views.

The history lies in several partitions, which replicas share. Whether two are faster than one is a
matter of cores: on a machine of two, one projector, nats-server and Valkey have them all. So they
replay twice: with all that the machine has, and with `SHARE` of a core for each projector, one
after the other, which is what more cores are to each of two.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

import redis.asyncio as redis
import uvloop

from bandstand.stack import servers as embedded
from bench.tools import filling, history, machine
from bench.tools.figures import Target, spread, spreads
from bench.tools.servers import REGION, BenchFailed, Servers, servers
from crdt.coverage import Coverage
from eventlog.connection import connected
from eventlog.publish.publishing import Publisher
from tribes.events import EVENTS
from views.errors import ViewsError
from views.store import Store

PARTITIONS = 8
SHARE = 0.35
_PERIOD_S = 0.02
REPLAY_S_MAX = 900.0
TARGETS = (Target("shared.ratio", least=1.5),)


def run(*, events: int, runs: int) -> dict[str, Any]:
    """Publish a history into several partitions, then replay it by one and by two, in turns."""
    with servers() as started:
        started.settings = replace(started.settings, partitions=PARTITIONS)
        uvloop.run(_publish(started, events))
        found: dict[str, Any] = {"events": events, "partitions": PARTITIONS}
        for name, share in (("whole", 1.0), ("shared", SHARE)):
            found[name] = {"cores_each": share} | _compare(started, events, runs, share)
    return found


def _compare(started: Servers, events: int, runs: int, share: float) -> dict[str, Any]:
    """Replay by one projector and by two, each with a share of a core."""
    found: dict[int, list[dict[str, float | None]]] = {1: [], 2: []}
    for number in range(1, runs + 1):
        for replicas, replays in found.items():
            replays.append(uvloop.run(_replay(started, events, replicas, share)))
            rate = replays[-1]["events_per_s"]
            print(
                f"replicas: {share:.0%} of a core each, run {number} of {runs}: "
                f"{replicas}: {rate:,.0f}/s",
                file=sys.stderr,
            )
    ratios = [
        (two["events_per_s"] or 0.0) / (one["events_per_s"] or 1.0)
        for one, two in zip(found[1], found[2], strict=True)
    ]
    return {"one": spreads(found[1]), "two": spreads(found[2]), "ratio": spread(ratios, 3)}


async def _publish(started: Servers, events: int) -> None:
    async with connected(started.settings.nats_url) as connection:
        publisher = Publisher(connection, EVENTS, region=REGION, partitions=PARTITIONS)
        await (await publisher.open()).publish_many(history.mixed(events))


async def _replay(
    started: Servers, events: int, replicas: int, share: float
) -> dict[str, float | None]:
    async with redis.from_url(started.settings.redis_url) as client:
        await client.flushall()
        await client.function_flush()
    store, names = filling.store(started), [f"projector{number}" for number in range(replicas)]
    began = time.perf_counter()
    for name in names:
        started.start(name, embedded.own_command("projector"))
    meter = machine.Meter(started.pids("nats", "valkey", *names))
    first_s, first = 0.0, 0
    held = asyncio.create_task(_hold(list(started.pids(*names).values()), share))
    try:
        while True:
            covered, at_s = await _covered(store), time.perf_counter() - began
            if covered and not first:
                first_s, first = at_s, covered
            if covered >= events:
                break
            for name in names:
                started.check(name)
            if at_s > REPLAY_S_MAX:
                raise BenchFailed(f"{covered:,} of {events:,} events after {at_s:.0f} s")
            await asyncio.sleep(filling.POLL_S)
        used, others = meter.cpu_s(), meter.others_cores()
    finally:
        held.cancel()
        with suppress(asyncio.CancelledError):
            await held
        await store.close()
        for name in names:
            started.stop(name)
    return {
        "events_per_s": (events - first) / (at_s - first_s) if at_s > first_s else events / at_s,
        "whole_s": at_s,
        "projectors_cpu_s": sum(used[name] for name in names),
        "valkey_cpu_s": used["valkey"],
        "nats_cpu_s": used["nats"],
        "others_cores": others,
    }


async def _hold(pids: list[int], share: float) -> None:
    """Let each process run for a share of the time; no two at once, as far as that goes."""
    if share >= 1:
        return
    async with asyncio.TaskGroup() as tasks:
        for number, pid in enumerate(pids):
            tasks.create_task(_hold_one(pid, share, _PERIOD_S * number / len(pids)))


async def _hold_one(pid: int, share: float, late_s: float) -> None:
    await asyncio.sleep(late_s)
    try:
        while True:
            os.kill(pid, signal.SIGCONT)
            await asyncio.sleep(_PERIOD_S * share)
            os.kill(pid, signal.SIGSTOP)
            await asyncio.sleep(_PERIOD_S * (1 - share))
    finally:
        os.kill(pid, signal.SIGCONT)


async def _covered(store: Store) -> int:
    """How many events every shard covers, over all logs; 0 while the store does not answer."""
    try:
        held = [await store.coverage(shard) for shard in store.shards.all]
    except ViewsError:
        return 0
    logs = {log for coverage in held for log in coverage}
    return sum(min(coverage.get(log, Coverage()).watermark for coverage in held) for log in logs)
