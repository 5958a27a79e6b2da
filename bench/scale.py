"""Scale: what a page in the middle costs as the sets behind it grow.

A tribe gets ever more articles, and one article ever more bumps and comments (a tenth as many).
At each size the page of 20 in the middle of each is asked for again and again, one at a time. With
`--plot docs/scale.svg` a plot is made of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvloop

from bench.tools import filling
from bench.tools.charts import chart
from bench.tools.figures import Target
from bench.tools.history import START_MS
from bench.tools.load import Client, post
from bench.tools.servers import Servers, servers
from crdt.stamps import score_of, stamp_of
from eventlog.envelope import Event, event_id
from gateway.declare.relay import cursor, global_id
from tribes import events as e

SHARDS = (1, 16)
STEPS = 4
"""At so many sizes, each ten times the one before."""

LEAST = 1_000
"""So that a page of comments in the middle is full."""

ASKS = 300
COMMENTS_PART = 10
_HOT, _TRIBE = "hot", "crowd"
TARGETS = (
    Target("1_shard.growth", most=1.5),
    Target("16_shards.growth", most=1.5),
)
_QUERIES = {
    "articles": """query($id: ID!, $after: String) { node(id: $id) { ... on Tribe { page:
      feed(first: 20, after: $after) {
        edges { cursor node { title bumpCount commentCount } } } } } }""",
    "bumps": """query($id: ID!, $after: String) { node(id: $id) { ... on Article { page:
      bumpers(first: 20, after: $after) { edges { cursor node { name handle } } } } } }""",
    "comments": """query($id: ID!, $after: String) { node(id: $id) { ... on Article { page:
      comments(first: 20, after: $after) {
        edges { cursor node { body author { name } } } } } } }""",
}


def run(*, events: int, plot: Path | None = None) -> dict[str, Any]:
    """Measure up to so many articles and bumps, with one shard and with many."""
    steps = (events // 10**step for step in reversed(range(STEPS)))
    sizes = [size for size in steps if size >= LEAST] or [LEAST]
    report: dict[str, Any] = {"sizes": ", ".join(f"{size:,}" for size in sizes)}
    lines: dict[str, list[tuple[int, float]]] = {}
    for shards in SHARDS:
        name = "1_shard" if shards == 1 else f"{shards}_shards"
        with servers() as started:
            started.settings = replace(started.settings, shards=shards)
            found = uvloop.run(_grow(started, sizes, shards))
        report[name] = {
            f"{what}.at_{size}_ms": round(cost, 3)
            for what, costs in found.items()
            for size, cost in costs
        }
        report[name]["growth"] = max(costs[-1][1] / costs[0][1] for costs in found.values())
        lines |= {f"{what}, {name.replace('_', ' ')}": costs for what, costs in found.items()}
    if plot:
        title = "A page of 20 in the middle of a set, and the size of the set"
        sizes_are = "articles of the tribe, bumps of the article; comments are a tenth"
        plot.write_bytes(chart(lines, sizes, title, sizes_are))
    return report


async def _grow(
    started: Servers, sizes: list[int], shards: int
) -> dict[str, list[tuple[int, float]]]:
    started.projector()
    port, before = started.gateway(), 0
    found: dict[str, list[tuple[int, float]]] = {name: [] for name in _QUERIES}
    held = 0
    for size in sizes:
        print(f"scale: {shards} shards: growing to {size:,}", file=sys.stderr, flush=True)
        held += await filling.publish(started, _events(before, size))
        await filling.until_covered(started, held)
        before = size
        client = await Client().open(port)
        for name in _QUERIES:
            cost_ms = await client.median_ms(_request(name, size), ASKS, least=20)
            found[name].append((size, cost_ms))
            print(f"scale: {name}: {found[name][-1][1]:.2f} ms", file=sys.stderr, flush=True)
        client.close()
    return found


def _request(name: str, size: int) -> bytes:
    count = size // COMMENTS_PART if name == "comments" else size
    middle = count // 2
    record_id, place = {
        "articles": (f"a{middle}", "new.tribe:"),
        "bumps": (f"u{middle}", "article.bumps"),
        "comments": (f"{_HOT}/c{middle}", "new.comments:"),
    }[name]
    node = global_id("Tribe", _TRIBE) if name == "articles" else global_id("Article", _HOT)
    after = cursor(place, score_of(stamp_of(START_MS + middle)), record_id)
    body = {"query": _QUERIES[name], "variables": {"id": node, "after": after}}
    return post(json.dumps(body).encode())


def _events(first: int, last: int) -> Iterator[Event]:
    """What takes the sets from one size to another."""
    for number in range(first, last):
        at = {"at": stamp_of(START_MS + number), "region": "bench"}
        one = event_id(START_MS + number, b"a" + number.to_bytes(9, "big"))
        yield e.ArticlePublished(
            id=one, actor="author", article=f"a{number}", tribe=_TRIBE, kind=e.ArticleKind.ARTICLE,
            title=f"About {number}", **at,
        )  # fmt: skip
        two = event_id(START_MS + number, b"b" + number.to_bytes(9, "big"))
        yield e.ArticleBumped(id=two, actor=f"u{number}", article=_HOT, **at)
    for number in range(first // COMMENTS_PART, last // COMMENTS_PART):
        at = {"at": stamp_of(START_MS + number), "region": "bench"}
        three = event_id(START_MS + number, b"c" + number.to_bytes(9, "big"))
        yield e.CommentPosted(
            id=three, actor=f"u{number}", comment=f"{_HOT}/c{number}", body="<p>Yes.</p>", **at
        )
    if first == 0:
        yield e.ArticlePublished(
            id=event_id(START_MS, b"d" * 10), actor="author", article=_HOT, tribe="apart",
            kind=e.ArticleKind.ARTICLE, title="Hot", at=stamp_of(START_MS), region="bench",
        )  # fmt: skip
