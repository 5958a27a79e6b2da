"""Costs: what an event of a replay takes of the projector and of the store, and what for.

The history is merged batch by batch into an empty store, without log and network between. Each
feature is then left out of it, in turns with the whole; what that saves the store is its cost.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeAlias

import redis.asyncio as redis
import uvloop

from bandstand.processes.production import spare_the_collector
from bench.tools import filling, history, machine
from bench.tools.figures import spread
from bench.tools.servers import Servers, servers
from crdt.records import Merge
from tribes.events import EVENTS
from tribes.records import Article, Comment, Notice, Tribe, User
from tribes.views import COMMUNITY
from views.derive.program import Program
from views.merging import Delta
from views.shards import Shards
from views.store import Store
from views.view import View

EVENTS_MAX = 200_000
BATCH = 5_000

Left: TypeAlias = Callable[[Merge], bool]
"""Which merges are left out."""

_FOLLOWS = (Tribe.followers, User.followers, User.tribes, User.users)
_OTHERS = tuple(field.slot for field in (*_FOLLOWS, Comment.bumps))
WITHOUT: dict[str, Left] = {
    "notices and boards": lambda merge: merge[0].record is Notice,
    "who exists": lambda merge: merge[2] == "known",
    "deeds": lambda merge: merge[0] is User.deeds.slot,
    "follows and bumps of comments": lambda merge: any(merge[0] is slot for slot in _OTHERS),
    "distinct views": lambda merge: merge[0] is Article.views.slot,
    "bumps of articles": lambda merge: merge[0] is Article.bumps.slot,
}
"""By what the merges are for. Deeds are what FOR_YOU is made of."""

UNDERIVED = "lists, sums and boards"
"""All that is derived: nothing is left out but that."""


def run(*, events: int, runs: int) -> dict[str, Any]:
    """Measure so many events, 200,000 at most."""
    count = min(events, EVENTS_MAX)
    bodies = [EVENTS.encode(event) for event in history.mixed(count)]
    wholes: list[dict[str, float]] = []
    shares: dict[str, list[tuple[float, float]]] = {}
    spare_the_collector()
    with servers() as started:
        for number in range(1, runs + 1):
            print(f"costs: run {number} of {runs}", file=sys.stderr, flush=True)
            for name, (view, left) in _variants().items():
                # In turns: the speed of the machine changes meanwhile.
                whole = uvloop.run(_merged(started, COMMUNITY, bodies, None))
                part = uvloop.run(_merged(started, view, bodies, left))
                wholes.append(whole)
                saved = whole["store_us"] - part["store_us"]
                shares.setdefault(name, []).append((saved, saved / whole["store_us"]))
    stages = {name: spread([whole[name] for whole in wholes], 1) for name in wholes[0]}
    return {
        "events": count,
        "store_us": stages.pop("store_us"),
        "projector": stages,
        "of": {
            name: {
                "store_us": spread([saved for saved, _ in found], 1),
                "share": spread([share for _, share in found], 2),
            }
            for name, found in shares.items()
        },
    }


@dataclass(frozen=True)
class _Underived(View):
    """A view in which nothing stands anywhere."""

    @cached_property
    def program(self) -> Program:
        return Program(())


def _variants() -> dict[str, tuple[View, Left | None]]:
    whole: dict[str, Any] = {one.name: getattr(COMMUNITY, one.name) for one in fields(COMMUNITY)}
    return {
        **{name: (COMMUNITY, left) for name, left in WITHOUT.items()},
        UNDERIVED: (_Underived(**whole), None),
    }


async def _merged(
    started: Servers, view: View, bodies: list[bytes], left: Left | None
) -> dict[str, float]:
    """The µs for an event that each stage takes of the projector, and all of the store."""
    store = Store(started.settings.redis_url, view, Shards(1))
    async with redis.from_url(started.settings.redis_url) as client:
        await client.flushall()
    await store.open()
    meter, took = machine.Meter(started.pids("valkey")), _Stages()
    try:
        for start in range(0, len(bodies), BATCH):
            batch = bodies[start : start + BATCH]
            took.begin()
            read = [EVENTS.decode(body) for body in batch]
            took.end("decode_us")
            projected = [view.project(event) for event in read]
            took.end("project_us")
            if left:
                projected = [_without(left, merges) for merges in projected]
            took.begin()
            delta = Delta()
            delta.cover(filling.LOG.name, start + 1, start + len(batch))
            for merges in projected:
                delta.state.absorb(merges)
            took.end("absorb_us")
            # What a call leaves to be placed is placed by the next, as a projector calls.
            delta.id = f"batch-{start}"
            sent = delta
            while not (merged := await store.merge(0, sent)).coverage:
                sent = delta.rest() if merged.left else delta
            took.end("merge_us")
        used_s = meter.cpu_s()["valkey"] or 0.0
    finally:
        await store.close()
    found = {name: seconds * 1e6 / len(bodies) for name, seconds in took.seconds.items()}
    return found | {"store_us": used_s * 1e6 / len(bodies)}


def _without(left: Left, merges: Iterable[Merge]) -> tuple[Merge, ...]:
    return tuple(merge for merge in merges if not left(merge))


class _Stages:
    """The CPU time of this process, stage by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._began = time.process_time()

    def end(self, stage: str) -> None:
        """What has passed was for a stage; count on."""
        now = time.process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._began
        self._began = now
