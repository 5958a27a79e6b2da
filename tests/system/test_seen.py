"""What an operator sees of two regions: a change from who made it to who sees it, and alarms."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from bandstand.testing.gateways import node_id
from bandstand.testing.stacks import eventually
from bandstand.testing.worlds import envelope
from eventlog.connection import connected
from eventlog.publish.publishing import Publisher
from eventlog.subjects import Log
from tests.system.alerting import Scrape, firing, promtool, rules, scraped
from tests.system.collector import Collector, Seen
from tests.system.regions import alike, rows
from tests.system.stacks import Stack, stack
from tribes.events import EVENTS, ArticleBumped

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
BUMP = """mutation Bump($article: ID!) { bumpArticle(input: {articleId: $article}) {
  receipt { eventId } userErrors { code } } }"""
ARTICLE = b'{"type":"article_published","actor":"enzo","article":"a1","tribe":"t","kind":"ARTICLE"'
ARTICLE += b',"title":"A barn find"}\n'


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with Collector() as made:
        yield made


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Stack]:
    """Two regions that are traced."""
    traced = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    folder = tmp_path_factory.mktemp("seen")
    with stack(folder, "--regions", "eu,us", BANDSTAND_LOG_FORMAT="json", **traced) as made:
        assert made.command("publish", "-", stdin=ARTICLE).returncode == 0
        eventually(lambda: alike(made), "both regions are alike", timeout_s=30)
        yield made


def subscribed(url: str, article: str, seen: list[Any], begun: threading.Event) -> None:
    """Listen to an article until it was bumped."""
    query = "subscription($a: ID!) { articleUpdated(id: $a) { bumpCount } }"
    body = {"query": query, "variables": {"a": article}}
    headers = {"Accept": "text/event-stream"}
    with (
        httpx.Client(timeout=30) as client,
        client.stream("POST", url, json=body, headers=headers) as answer,
    ):
        for line in answer.iter_lines():
            if line.startswith("data: {"):
                seen.append(json.loads(line[6:]))
                begun.set()
                if seen[-1]["data"]["articleUpdated"]["bumpCount"]:
                    return


def test_a_trace_goes_from_the_mutation_to_who_sees_it_in_another_region(
    pair: Stack, collector: Collector
) -> None:
    """Where a change is slow is seen in one place: in the gateway, the log, the merge, the link."""
    article, seen, begun = node_id("Article", "a1"), list[Any](), threading.Event()
    listening = [
        threading.Thread(target=subscribed, args=(pair.url_of(region), article, seen, begun))
        for region in ("eu", "us")
    ]
    for one in listening:
        one.start()
    eventually(lambda: len(seen) == 2, "both are told the state")
    answer = httpx.post(
        pair.url_of("eu"),
        json={"query": BUMP, "variables": {"article": article}},
        headers={"X-Viewer": "pat", "traceparent": f"00-{TRACE}-{CALLER}-01"},
    ).json()
    assert answer["data"]["bumpArticle"]["receipt"], answer
    for one in listening:
        one.join(30)
    assert len(seen) >= 4, "both are told of the bump"

    def whole() -> list[Seen]:
        found = collector.of(TRACE)
        ends = {(span.name, span.region) for span in found}
        wanted = {("graphql", "eu"), ("mutation", "eu"), ("publish", "eu")}
        wanted |= {(name, region) for name in ("merge", "subscriber") for region in ("eu", "us")}
        return found if wanted <= ends else []

    found = eventually(whole, "all spans came", timeout_s=15)
    by_id = {span.id: span for span in found}
    for region in ("eu", "us"):
        way, one = [], next(s for s in found if (s.name, s.region) == ("subscriber", region))
        while True:
            way.append((one.name, one.service, one.region))
            if one.parent == CALLER:
                break
            one = by_id[one.parent]
        assert way == [
            ("subscriber", "bandstand-gateway", region),
            ("merge", "bandstand-projector", region),
            ("publish", "bandstand-gateway", "eu"),
            ("mutation", "bandstand-gateway", "eu"),
            ("graphql", "bandstand-gateway", "eu"),
        ]
    assert all(0 <= span.took_ns < 60e9 for span in found)
    told = json.dumps([span.attributes for span in found])
    assert "bumpArticle" in told
    assert "pat" not in told, "who it was is not told to whoever collects spans"


needs_promtool = pytest.mark.skipif(promtool() is None, reason="promtool is not here")
FEED = {"query": "{ feed { edges { node { title } } } }"}
COSTLY = {
    "query": "{ feed(first: 100) { edges { node { comments(first: 100) { edges { node { author {"
    " feed(first: 100) { edges { cursor } } } } } } } } } }"
}


def scrape(made: Stack, region: str) -> Scrape:
    """What the processes of a region say of themselves."""
    urls = {
        one["role"]: one["health"].replace("/readyz", "/metrics")
        for one in made.processes
        if one["region"] == region and one["health"]
    }
    return scraped(urls, time.monotonic())


def seen(made: Stack, region: str, holds: Callable[[Scrape], bool], what: str) -> Scrape:
    """Scrape until something is seen."""

    def look() -> Scrape | None:
        found = scrape(made, region)
        return found if holds(found) else None

    found = eventually(look, what)
    assert found is not None
    return found


async def spoil(made: Stack, *, limit: int) -> None:
    """Put bytes into the log of eu that are no event, and let it hold no more than it does."""
    settings = made.regions["eu"]
    async with connected(settings["NATS_URL"]) as connection:
        log = Log("eu")
        if limit:
            await connection.stream.publish(log.subject("raw", "raw"), b"no event")
        info = await connection.stream.stream_info(log.name)
        await connection.stream.update_stream(info.config.evolve(max_bytes=limit or -1))


async def publish_many(made: Stack, first: int, count: int) -> None:
    """Publish bumps in eu."""
    async with connected(made.regions["eu"]["NATS_URL"]) as connection:
        publisher = await Publisher(connection, EVENTS, region="eu").open()
        await publisher.publish_many(
            ArticleBumped(**envelope(at, f"fan{at}", region="eu"), article="a1")
            for at in range(first, first + count)
        )


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """A process that answers nothing, for the time of a block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def ask(made: Stack, body: dict[str, Any], count: int) -> ThreadPoolExecutor:
    """Ask the gateway of eu, so many at once, without waiting."""
    pool = ThreadPoolExecutor(count)
    for _ in range(count):
        pool.submit(httpx.post, made.url_of("eu"), json=body, timeout=30)
    return pool


@needs_promtool
@pytest.mark.timeout(300)  # Several outages, each as long as it takes to be noticed.
def test_each_alert_fires_over_what_it_is_for_and_no_other(pair: Stack, tmp_path: Path) -> None:
    """An alarm that never rang is believed to ring. What is done here is what it is for: a limit,
    bytes that are no event, a store that is full or hangs, a link that is cut, no projector, and a
    log that was restored to an older state.
    """
    eu = pair.regions["eu"]
    [store] = pair.pids("redis", "eu")
    fired = set[str]()

    def fire(first: Scrape, second: Scrape, *expected: str) -> None:
        assert firing(first, second, tmp_path) == {f"Bandstand{name}" for name in expected}
        fired.update(expected)

    # All is well.
    for region in ("eu", "us"):
        first = seen(
            pair,
            region,
            lambda found: (
                found.value("bandstand_gateway_projectors") == 1
                and found.value("bandstand_projector_peer_up") == 1
            ),
            "it is well",
        )
        fire(first, scrape(pair, region))
    older = pair.snapshot("eu")

    # What needs no outage, and a projector of us that does nothing, all at once.
    assert pair.command("link", "down", "eu", "us").returncode == 0
    with redis.Redis.from_url(eu["REDIS_URL"]) as client, stopped(pair.pids("projector", "us")[0]):
        client.config_set("maxmemory", int(client.info("memory")["used_memory"] * 1.05))
        asyncio.run(spoil(pair, limit=4_000))
        wanted = {
            "bandstand_projector_parked_events": 1,
            "bandstand_gateway_trouble": 1,
            "bandstand_projector_peer_up": 0,
        }
        first = seen(
            pair,
            "eu",
            lambda found: all(found.value(name) == value for name, value in wanted.items()),
            "eu is in trouble",
        )
        ask(pair, COSTLY, 8).shutdown()
        second = scrape(pair, "eu")
        full = ("StoreFull", "LogFull", "NotReady")
        fire(first, second, "Parked", "PeerLost", "Refusing", *full)
        lonely = "bandstand_gateway_projectors"
        first = seen(pair, "us", lambda found: found.value(lonely) == 0, "none is heard")
        fire(first, scrape(pair, "us"), "NoProjector")
        client.config_set("maxmemory", 0)
        asyncio.run(spoil(pair, limit=0))
    assert pair.command("link", "up", "eu", "us").returncode == 0
    trouble = "bandstand_gateway_trouble"
    seen(pair, "eu", lambda found: found.value(trouble) == 0, "eu is well again")

    # A store that is slow, and then hangs. What is parked stays so.
    first = scrape(pair, "eu")
    with stopped(store):
        asyncio.run(publish_many(pair, 1, 1))
        asking = ask(pair, FEED, 4)
        time.sleep(2.5)
    asking.shutdown()
    merged = "bandstand_projector_lag_events"
    second = seen(pair, "eu", lambda found: found.value(merged) == 0, "it was merged")
    fire(first, second, "Parked", "Slow", "SlowMerges")
    first = scrape(pair, "eu")
    with stopped(store):
        asking = ask(pair, FEED, 4)
        asyncio.run(publish_many(pair, 2, 1_001))
        lagging = "bandstand_projector_uncovered_age_seconds"
        first = seen(pair, "eu", lambda found: found.value(lagging) > 0, "it lags")
        asking.shutdown()
        second = seen(pair, "eu", lambda found: found.value(trouble) == 1, "eu is in trouble")
    fire(first, second, "Parked", "Lag", "NotCovered", "Errors", "Slow", "NotReady")

    # A log that was restored to an older state, and goes on.
    name = Log("eu").name

    def mirrored() -> bool:
        ends = {row["last"] for row in rows(pair) if row["log"] == name}
        return len(ends) == 1

    eventually(mirrored, "us has what eu wrote")
    pair.restore("eu", older)
    diverged = "bandstand_projector_diverged_logs"
    first = seen(pair, "us", lambda found: found.value(diverged) == 1, "us finds it")
    found = firing(first, scrape(pair, "us"), tmp_path)
    assert "BandstandDiverged" in found
    fired.add("Diverged")
    fired.add("Memory")  # In `tests/system/test_memory.py`.
    assert {f"Bandstand{name}" for name in fired} == {rule["alert"] for rule in rules()}
