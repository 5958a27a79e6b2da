"""What is found, for the oracle: documents in an index, and pages of all that it says at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bandstand.testing.stores import START_MS
from crdt.stamps import stamp_of
from gateway.declare.relay import cursor, parse_cursor
from gateway.reading.hits import place_of
from search.index import Delta, Index, Key, Question
from search.words import words_of
from tests.gateway.compiler.rules import RULED, ends
from tribes import searching

NAMED = {
    "user": searching.User.name,
    "tribe": searching.Tribe.name,
    "article": searching.Article.title,
}
"""What a document of each kind is found by here."""


def write(index: Index, texts: Mapping[tuple[str, str], str]) -> None:
    """Put texts into an index, by kind and id, in place of what it holds."""
    index.renew()
    delta, at = Delta(), stamp_of(START_MS)
    for (kind, record_id), text in texts.items():
        delta.state.absorb([NAMED[kind].set(record_id, at, text)])
        if kind == "article":
            delta.state.absorb([searching.Article.alive.set(record_id, at, True)])
    index.merge(delta, filled=True)


def page(
    index: Index | None,
    there: Callable[[str, str], Any],
    *,
    query: str,
    type: str | None = None,
    first: int | None = None,
    after: str | None = None,
) -> dict[str, Any]:
    """A page of what is found and there."""
    first = 20 if first is None else first
    if not 1 <= first <= 100:
        raise ValueError("first")
    kinds = (type.lower(),) if type else tuple(sorted(NAMED))
    words = words_of(query)
    place = place_of(query, kinds)
    assert index
    hits = index.search(Question(words, kinds, 100), 5).hits
    places = {hit.key: (-hit.score, hit.key) for hit in hits}
    start = None
    if after:
        given = parse_cursor(after, place)
        kind, _, record_id = given.id.partition("/")
        start = places.get(Key(kind, record_id), (-given.score, Key(kind, record_id)))
    rows = sorted(row for row in places.values() if start is None or row > start)
    shown = [(cursor(place, -score, "/".join(key)), key) for score, key in rows[:first]]
    edges = [
        {"cursor": where, "node": node}
        for where, key in shown
        if (node := there(key.kind.capitalize(), key.id))
    ]
    start_cursor, end_cursor = ends(
        [where for where, _ in shown],
        [edge["cursor"] for edge in edges],
        more=len(rows) > first,
        ruled=any(kind.capitalize() in RULED for kind in kinds),
    )
    return {
        "edges": edges,
        "nodes": [edge["node"] for edge in edges],
        "totalCount": None,
        "pageInfo": {
            "hasNextPage": len(rows) > first,
            "hasPreviousPage": bool(after),
            "startCursor": start_cursor,
            "endCursor": end_cursor,
        },
    }
