"""Sizes: what an event takes of the store's memory and of the log's disk, by its kind.

Articles come first, then ten times as many bumps, comments and views each, of 50,000 users, spread
evenly over the articles. Then a gateway starts, and it is told what each process takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import redis
import uvloop

from bench.tools import filling, machine
from bench.tools.history import START_MS, TRIBES
from bench.tools.servers import Servers, servers
from crdt.stamps import stamp_of
from eventlog.envelope import Event, event_id
from tribes import events as e

EVENTS_MAX = 200_000
USERS = 50_000
OF_AN_ARTICLE = 10
_EXCERPT = "It began with a noise from the gearbox, and it ended on the kitchen table."
_BODY = "<p>First the sump, then the filter, and then everything that was behind it.</p>" * 8
_REMARK = "<p>Mine did that too, until I took the gearbox apart and cleaned every part.</p>"


def run(*, events: int) -> dict[str, Any]:
    """Measure so many bumps, comments and views each, 200,000 at most."""
    count = min(events, EVENTS_MAX)
    kinds: dict[str, tuple[Callable[..., Iterator[Event]], int]] = {
        "articles": (_articles, max(1, count // OF_AN_ARTICLE)),
        "bumps": (_bumps, count),
        "comments": (_comments, count),
        "views": (_views, count),
    }
    report: dict[str, Any] = {}
    with servers() as started:
        started.projector()
        held, before = 0, _taken(started)
        for name, (made, size) in kinds.items():
            print(f"sizes: {size:,} {name}", file=sys.stderr, flush=True)
            held += uvloop.run(_published(started, made(count), held))
            now = _taken(started)
            report[name] = {
                "events": size,
                **{f"{what}_bytes": round((now[what] - before[what]) / size) for what in now},
            }
            before = now
        started.gateway()
        report["processes"] = {
            f"{name}_mib": (machine.resident_bytes(pid) or 0) >> 20
            for name, pid in started.pids(*started.started).items()
        }
    return report


async def _published(started: Servers, events: Iterator[Event], before: int) -> int:
    stored = await filling.publish(started, events)
    await filling.until_covered(started, before + stored)
    return stored


def _taken(started: Servers) -> dict[str, int]:
    """How many bytes the store and the log take now."""
    with redis.Redis.from_url(started.settings.redis_url) as client:
        store = int(client.info("memory")["used_memory"])
    files = (started.folder / "nats" / "jetstream").rglob("*")
    return {"store": store, "disk": sum(map(_blocks, files))}


def _blocks(path: Path) -> int:
    return path.stat().st_blocks * 512 if path.is_file() else 0


def _envelope(kind: bytes, number: int, actor: str) -> dict[str, str]:
    at = START_MS + number
    return {
        "id": event_id(at, kind + number.to_bytes(9, "big")),
        "at": stamp_of(at),
        "region": "bench",
        "actor": actor,
    }


def _articles(count: int) -> Iterator[Event]:
    for number in range(max(1, count // OF_AN_ARTICLE)):
        yield e.ArticlePublished(
            **_envelope(b"a", number, f"user-{number % USERS}"), article=f"article-{number}",
            tribe=f"tribe-{number % TRIBES}", kind=e.ArticleKind.ARTICLE,
            title=f"My gearbox sings at {number} revs", excerpt=_EXCERPT, body=_BODY,
        )  # fmt: skip


def _met(kind: bytes, count: int) -> Iterator[tuple[dict[str, str], str, dict[str, str]]]:
    """Of each event its envelope, the article that it is about, and whose that is."""
    random, articles = Random(7), max(1, count // OF_AN_ARTICLE)
    for number in range(count):
        of, actor = number % articles, f"user-{random.randrange(USERS)}"
        told = {"tribe": f"tribe-{of % TRIBES}", "author": f"user-{of % USERS}"}
        yield _envelope(kind, number, actor), f"article-{of}", told


def _bumps(count: int) -> Iterator[Event]:
    for envelope, article, of in _met(b"b", count):
        yield e.ArticleBumped(**envelope, article=article, **of)


def _comments(count: int) -> Iterator[Event]:
    for envelope, article, of in _met(b"c", count):
        comment = f"{article}/{envelope['id']}"
        yield e.CommentPosted(**envelope, comment=comment, body=_REMARK, **of)


def _views(count: int) -> Iterator[Event]:
    for envelope, article, _ in _met(b"d", count):
        yield e.ArticleViewed(**envelope, article=article)
