"""Visible: how long from publishing an event until a query shows it, under steady writing.

Probes take turns: one sends its receipt's token along, so that the gateway waits, one asks again
and again without. Beside them stands the floor: what publishing and asking cost by themselves.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import uvloop

from bandstand.processes.production import now_ms
from bench.tools import calls, filling, history, machine
from bench.tools.figures import Target, latency_ms
from bench.tools.load import Client, post
from bench.tools.servers import REGION, BenchFailed, Servers, servers
from eventlog.clock import Clock
from eventlog.connection import connected
from eventlog.envelope import Event, event_id
from eventlog.publish.publishing import Publisher, Receipt
from gateway.declare.relay import global_id
from gateway.tokens import Token
from tribes import events as e
from tribes.events import EVENTS

RATE = 2_000
PAUSE_S = 0.012
WARM_S = 1.0
POLL_S = 0.001
SEEN_S_MAX = 10.0
EVENTS_MAX = 20_000
WAYS = ("token", "polling")
TARGETS = (
    Target("token.p50_ms", most=10),
    Target("token.p99_ms", most=50),
    Target("polling.p50_ms", most=10),
    Target("polling.p99_ms", most=50),
    Target("calls.call_p99.9_ms", most=20),
)
_QUERY = "query Probe($id: ID!) { article(id: $id) { title bumpCount commentCount } }"


def run(*, events: int, seconds: float) -> dict[str, Any]:
    """Fill the views, write 2,000 events a second beside, and probe for so many seconds."""
    with servers() as started:
        started.projector()
        _say("filling the views")
        uvloop.run(filling.fill(started, history.mixed(min(events, EVENTS_MAX))))
        port = started.gateway()
        started.begin("background", "bench.tools.background", RATE, seconds + WARM_S)
        time.sleep(WARM_S)
        measured = ("nats", "valkey", "projector", "gateway", "background")
        meter = machine.Meter(started.pids(*measured))
        calls.begin(started.settings.redis_url)
        _say(f"probing for {seconds:.0f} s beside {RATE:,} events/s")
        began = time.perf_counter()
        probes = uvloop.run(_probe(started, port, seconds))
        span_s = time.perf_counter() - began
        used, others = meter.cpu_s(), meter.others_cores()
        took_ms = calls.took_ms(started.settings.redis_url)
        kept = started.result("background", timeout_s=seconds + 30)
    ways = {way: latency_ms(probes.waits_s[way]) for way in WAYS}
    floor_ms = sum(latency_ms(probes.floor_s[part])["p50_ms"] for part in ("publish", "query"))
    return {
        "seconds": seconds,
        "background_per_s": round(kept["events_per_s"]),
        "background_late_ms_max": round(kept["late_ms_max"], 1),
        **ways,
        "calls": took_ms,
        "queries_per_polling_probe": round(probes.polls / len(probes.waits_s["polling"]), 2),
        "stale": probes.stale,
        "floor": {part: latency_ms(waits) for part, waits in probes.floor_s.items()},
        "floor_p50_ms": round(floor_ms, 2),
        "p50_to_floor": {way: round(ways[way]["p50_ms"] / floor_ms, 2) for way in WAYS},
        "cores": {name: round((used_s or 0.0) / span_s, 2) for name, used_s in used.items()},
        "others_cores": others,
    }


@dataclass
class _Probes:
    """What the probes found. floor_s: publishing until the receipt, and a query by itself."""

    waits_s: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})
    floor_s: dict[str, list[float]] = field(default_factory=lambda: {"publish": [], "query": []})
    polls: int = 0
    stale: int = 0


@dataclass
class _Prober:
    """One prober: it writes about articles of its own, which nobody else touches."""

    publisher: Publisher
    client: Client
    clock: Clock
    found: _Probes = field(default_factory=_Probes)
    bumps: int = 0
    comments: int = 0
    articles: int = 0

    def envelope(self, actor: str) -> dict[str, Any]:
        """The fields of an event that happens now."""
        return {
            "id": event_id(now_ms(), os.urandom(10)),
            "at": self.clock.next(),
            "region": REGION,
            "actor": actor,
        }

    def bump(self) -> tuple[Event, str, Callable[[Any], bool]]:
        """A bump by a new user, where it shows, and whether it does."""
        self.bumps += 1
        event = e.ArticleBumped(**self.envelope(f"fan-{self.bumps}"), article="probe-0")
        wanted = self.bumps
        return event, "probe-0", lambda shown: bool(shown) and shown["bumpCount"] == wanted

    def comment(self) -> tuple[Event, str, Callable[[Any], bool]]:
        """A comment, likewise."""
        self.comments += 1
        event = e.CommentPosted(
            **self.envelope("prober"), comment=f"probe-0/{self.comments}", body="<p>Seen?</p>"
        )
        wanted = self.comments
        return event, "probe-0", lambda shown: bool(shown) and shown["commentCount"] == wanted

    def article(self) -> tuple[Event, str, Callable[[Any], bool]]:
        """An article, likewise; the first is the one that bumps and comments go to."""
        article, self.articles = f"probe-{self.articles}", self.articles + 1
        event = e.ArticlePublished(
            **self.envelope("prober"),
            article=article,
            tribe="tribe-0",
            kind=e.ArticleKind.ARTICLE,
            title=article,
        )
        return event, article, lambda shown: bool(shown) and shown["title"] == article

    async def probe(self, way: str, kind: str) -> None:
        """Publish one event, and ask until it is seen."""
        event, article, seen = getattr(self, kind)()
        began = time.perf_counter()
        receipt = await self.publisher.publish(event)
        self.found.floor_s["publish"].append(time.perf_counter() - began)
        headers = _token(event, receipt) if way == "token" else ""
        request = _ask(article, headers)
        while True:
            answer = await self.client.ask(request, _NOT_YET)
            shown = (answer.get("data") or {}).get("article")
            if seen(shown):
                break
            # With a token the gateway waits; it gives up after 250 ms, and says so.
            self.found.stale += way == "token"
            if time.perf_counter() - began > SEEN_S_MAX:
                raise BenchFailed(f"{kind} not visible after {SEEN_S_MAX:.0f} s: {answer}")
            self.found.polls += way == "polling"
            await asyncio.sleep(POLL_S)
        self.found.polls += way == "polling"
        self.found.waits_s[way].append(time.perf_counter() - began)

    async def ask(self) -> None:
        """A query that waits for nothing: the floor."""
        began = time.perf_counter()
        await self.client.ask(_ask("probe-0", ""))
        self.found.floor_s["query"].append(time.perf_counter() - began)


_NOT_YET = b'"NOT_YET"'


def _ask(article: str, headers: str) -> bytes:
    variables = {"id": global_id("Article", article)}
    return post(json.dumps({"query": _QUERY, "variables": variables}).encode(), headers)


def _token(event: Event, receipt: Receipt) -> str:
    token = Token(event.stamp, {receipt.log: receipt.sequence})
    return f"X-Consistency-Token: {token}\r\n"


@asynccontextmanager
async def _prober(started: Servers, port: int) -> AsyncIterator[_Prober]:
    client = await Client().open(port)
    async with connected(started.settings.nats_url) as connection:
        publisher = await Publisher(connection, EVENTS, region=REGION).open()
        yield _Prober(publisher, client, Clock(now_ms))
    client.close()


async def _probe(started: Servers, port: int, seconds: float) -> _Probes:
    random = Random(3)
    async with _prober(started, port) as prober:
        await prober.probe("token", "article")
        await prober.probe("polling", "bump")
        prober.found = _Probes()
        deadline, number = time.perf_counter() + seconds, 0
        while time.perf_counter() < deadline or number < 6:
            kind = ("bump", "comment", "article")[number // 2 % 3]
            await prober.probe(WAYS[number % 2], kind)
            await prober.ask()
            number += 1
            # Not in step with the projector's 5 ms.
            await asyncio.sleep(PAUSE_S * random.uniform(0.5, 1.5))
        return prober.found


def _say(text: str) -> None:
    print(f"visible: {text}", file=sys.stderr, flush=True)
