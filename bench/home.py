"""Home: what a home feed costs that merges 10, 100 and 1,000 follows while it is read.

1,000 tribes have articles. Three viewers follow some of them, and bumped as many. The first page of
20 and one in the middle are asked for in every order, one at a time, with one shard and with many.
With `--plot docs/home.svg` a plot is made of it. Then one tribe is followed by so many users as
there are events, and what that takes of memory is said.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import redis.asyncio as redis
import uvloop

from bench.tools import filling
from bench.tools.charts import chart
from bench.tools.history import START_MS
from bench.tools.load import Client, post
from bench.tools.servers import Servers, servers
from crdt.stamps import stamp_of
from eventlog.envelope import Event, event_id
from tribes import events as e

SHARDS = (1, 16)
FOLLOWS = (10, 100, 1_000)
ARTICLES = 50_000
"""And as many bumps; fewer where fewer events are asked for."""

ASKS = 100
ORDERS = ("NEW", "HOT", "TOP", "FOR_YOU")
_QUERY = """query($order: HomeOrder!, $after: String) { viewer { page:
  feed(order: $order, first: 20, after: $after) {
    edges { cursor node { title bumpCount author { name } tribe { name } } } pageInfo { endCursor }
} } }"""


def run(*, events: int, plot: Path | None = None) -> dict[str, Any]:
    """Measure home feeds, and the memory of a tribe with so many followers as events."""
    report: dict[str, Any] = {}
    lines: dict[str, list[tuple[int, float]]] = {}
    for shards in SHARDS:
        name = "1_shard" if shards == 1 else f"{shards}_shards"
        with servers() as started:
            started.settings = replace(started.settings, shards=shards)
            found = uvloop.run(_feeds(started, min(events, ARTICLES)))
        report[name] = {
            f"{what}.of_{count}_ms": round(cost, 2)
            for what, costs in found.items()
            for count, cost in costs
        }
        lines |= {f"{what}, {name.replace('_', ' ')}": costs for what, costs in found.items()}
    if plot:
        title = "A home feed of 20, and how many the viewer follows"
        plot.write_bytes(chart(lines, list(FOLLOWS), title, "tribes that the viewer follows"))
    with servers() as started:
        report["crowd"] = uvloop.run(_crowd(started, events))
    return report


async def _feeds(started: Servers, articles: int) -> dict[str, list[tuple[int, float]]]:
    print(f"home: {started.settings.shards} shards: filling", file=sys.stderr, flush=True)
    started.settings = replace(started.settings, development=True)
    started.projector()
    await filling.fill(started, _community(articles))
    started.stop("projector")
    client = await Client().open(started.gateway())
    found: dict[str, list[tuple[int, float]]] = {}
    for order in ORDERS:
        for count in FOLLOWS:
            after: str | None = None
            for place in ("first page", "tenth page"):
                request = _request(count, order, after)
                # Of a small history a page is not full, and its figures are nobody's.
                asks, least, pages = (ASKS, 20, 9) if articles == ARTICLES else (2, 0, 1)
                cost = await client.median_ms(request, asks, least=least)
                found.setdefault(f"{order} {place}", []).append((count, cost))
                for _ in range(pages):
                    answer = await client.ask(_request(count, order, after))
                    after = answer["data"]["viewer"]["page"]["pageInfo"]["endCursor"]
    client.close()
    for name, costs in found.items():
        shown = ", ".join(f"{cost:.2f} ms of {count}" for count, cost in costs)
        print(f"home: {name}: {shown}", file=sys.stderr, flush=True)
    return found


def _request(count: int, order: str, after: str | None) -> bytes:
    body = {"query": _QUERY, "variables": {"order": order, "after": after}}
    return post(json.dumps(body).encode(), f"X-Viewer: of-{count}\r\n")


def _community(articles: int) -> Iterator[Event]:
    random, tribes = Random(9), max(FOLLOWS)
    for number in range(articles):
        yield e.ArticlePublished(
            **_envelope(number, f"u{number % 500}"), article=f"a{number}",
            tribe=f"t{random.randrange(tribes)}", kind=e.ArticleKind.ARTICLE, title=f"No {number}",
        )  # fmt: skip
    for number in range(articles, 2 * articles):
        article = f"a{int(random.paretovariate(0.5)) % articles}"
        yield e.ArticleBumped(**_envelope(number, f"u{number}"), article=article)
    number = 2 * articles
    for count in FOLLOWS:
        for tribe in random.sample(range(tribes), count):
            number += 1
            yield e.TribeFollowed(**_envelope(number, f"of-{count}"), tribe=f"t{tribe}")
            number += 1
            yield e.ArticleBumped(
                **_envelope(number, f"of-{count}"), article=f"a{number % articles}",
                tribe=f"t{tribe}", author=f"u{number % 500}",
            )  # fmt: skip


def _envelope(number: int, actor: str) -> dict[str, Any]:
    ms = START_MS + number
    return {
        "id": event_id(ms, number.to_bytes(10, "big")),
        "at": stamp_of(ms),
        "region": "bench",
        "actor": actor,
    }


async def _crowd(started: Servers, followers: int) -> dict[str, Any]:
    """What it takes that so many follow one tribe."""
    print(f"home: {followers:,} follow one tribe", file=sys.stderr, flush=True)
    started.projector()
    views = filling.store(started)
    async with redis.from_url(started.settings.redis_url) as client:
        before = (await client.info("memory"))["used_memory"]
        crowd = (
            e.TribeFollowed(**_envelope(number, f"01kb{number:022}"), tribe="crowd")
            for number in range(followers)
        )
        await filling.fill(started, crowd)
        after = (await client.info("memory"))["used_memory"]
        key = f"{views.view.base(views.shards, 0)}tribe.followers+:crowd"
        assert await client.zcard(key) == followers
        of_tribe = await client.memory_usage(key, samples=0)
    await views.close()
    return {
        "followers": followers,
        "mib_of_the_tribe": round(of_tribe / 2**20, 1),
        "bytes_a_follower_of_the_tribe": round(of_tribe / followers, 1),
        "mib_of_all": round((after - before) / 2**20, 1),
        "bytes_a_follow_of_all": round((after - before) / followers, 1),
    }
