"""Search: how fast an index is filled, and how long a search takes, beside a bare FTS5 loop.

Articles of 60 words, as frequent as words are (Zipf's law), are judged and merged as the indexer
does; the peer puts the same texts into a table of FTS5 and does nothing else. Then each is asked
for the best 20 of one to three words that occur.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from bench.tools.figures import latency_ms
from bench.tools.history import START_MS
from crdt.stamps import stamp_of
from eventlog.envelope import event_id
from search.fulltext import FullText
from search.index import Delta, Question
from search.judgement import judge_of
from tribes import events as e
from tribes.searching import CORPUS

DOCUMENTS = 100_000
"""Fewer where fewer events are asked for."""

BATCH = 5_000
QUERIES = 500
VOCABULARY = 50_000
PAGE = 20


def run(*, events: int) -> dict[str, Any]:
    """Measure filling and searching of so many articles, 100,000 at most."""
    documents = min(events, DOCUMENTS)
    random = Random(7)
    words = _vocabulary(random)
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def some(count: int) -> list[str]:
        return random.choices(words, cum_weights=weights, k=count)

    articles = [_article(at, some(6), some(60)) for at in range(documents)]
    bodies = [e.EVENTS.encode(article) for article in articles]
    queries = [tuple(some(1 + at % 3)) for at in range(QUERIES)]
    report: dict[str, Any] = {"documents": documents, "queries": len(queries)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("search: the index", file=sys.stderr, flush=True)
        report["index"] = _of_index(folder / "index.sqlite", bodies, queries)
        print("search: bare FTS5", file=sys.stderr, flush=True)
        report["peer"] = _of_peer(folder / "peer.sqlite", articles, queries)
    for name in ("documents_per_s", "p50_ms", "p99_ms"):
        report[f"ratio.{name}"] = round(report["index"][name] / report["peer"][name], 2)
    return report


def _of_index(
    path: Path, bodies: list[bytes], queries: Sequence[tuple[str, ...]]
) -> dict[str, Any]:
    index, judge = FullText(path, CORPUS, writing=True), judge_of(e.EVENTS, CORPUS)
    began = time.perf_counter()
    for start in range(0, len(bodies), BATCH):
        delta, batch = Delta(), bodies[start : start + BATCH]
        merges = [merge for body in batch for merge in judge(body)]
        delta.read("bench", "", [(start + 1, start + len(batch))], merges)
        index.merge(delta, filled=True)
    took_s = time.perf_counter() - began
    kinds = tuple(kind.name for kind in CORPUS.kinds)
    reader = FullText(path, CORPUS)
    waits = _waits(queries, lambda words: reader.search(Question(words, kinds, PAGE), 60))
    reader.close()
    index.close()
    return _figures(path, len(bodies) / took_s, waits)


def _of_peer(
    path: Path, articles: list[e.ArticlePublished], queries: Sequence[tuple[str, ...]]
) -> dict[str, Any]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, excerpt, body, prefix='2 3', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    began = time.perf_counter()
    for start in range(0, len(articles), BATCH):
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?)",
            ((one.title, one.excerpt, one.body) for one in articles[start : start + BATCH]),
        )
        connection.execute("COMMIT")
    took_s = time.perf_counter() - began
    asked = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20"
    waits = _waits(
        queries, lambda words: connection.execute(asked, (" ".join(words) + "*",)).fetchall()
    )
    connection.close()
    return _figures(path, len(articles) / took_s, waits)


def _waits(
    queries: Sequence[tuple[str, ...]], ask: Callable[[tuple[str, ...]], object]
) -> list[float]:
    waits = []
    for words in queries:
        began = time.perf_counter()
        ask(words)
        waits.append(time.perf_counter() - began)
    return waits


def _figures(path: Path, per_s: float, waits: Sequence[float]) -> dict[str, Any]:
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    return {
        "documents_per_s": round(per_s),
        "mib": round(size / 2**20, 1),
        **latency_ms(waits),
    }


def _vocabulary(random: Random) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        # No word of FTS5's own: the peer's queries are not quoted.
        made["x" + "".join(random.choices(letters, k=random.randint(2, 9)))] = None
    return list(made)


def _article(number: int, title: list[str], body: list[str]) -> e.ArticlePublished:
    ms = START_MS + number
    return e.ArticlePublished(
        id=event_id(ms, number.to_bytes(10, "big")),
        at=stamp_of(ms),
        region="bench",
        actor=f"u{number % 500}",
        article=f"a{number}",
        tribe=f"t{number % 100}",
        kind=e.ArticleKind.ARTICLE,
        title=" ".join(title),
        body=f"<p>{' '.join(body)}</p>",
    )
