"""Edits: who changed what of an article and when, for its author and those who moderate."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from gateway.declare.fields import time_of
from tests.gateway.reading.test_waves import run
from tribes import events as e

ARTICLE, ADA, ROOT = (
    node_id(*one) for one in (("Article", "a"), ("User", "ada"), ("User", "root"))
)
EDITS = """query($id: ID!, $after: String) { node(id: $id) { ... on Article { title editCount
  edits(first: 1, after: $after) { totalCount
    nodes { user { id } at parts title } pageInfo { hasNextPage endCursor } } } } }"""


def edited(ms: int, by: str, **words: Any) -> e.ArticleEdited:
    """An edit of the article."""
    return e.ArticleEdited(**envelope(ms, by), article="a", **words)


LATE = edited(9, "root", title="B", body="<p>b</p>")
HISTORY = [
    LATE,
    e.ArticlePublished(**envelope(1, "ada"), article="a", tribe="t", kind="ARTICLE", title="A"),
    e.TribeProfileSet(**envelope(2, "own"), tribe="t", name="T", founds=True),
    edited(4, "ada", excerpt="x", media=[]),
    edited(3, "ada", title="C"),
    edited(5, "ada"),
    LATE,
]


def edit(ms: int, editor: str, *parts: str, title: str | None = None) -> dict[str, Any]:
    """As it is answered."""
    at = time_of(START_MS + ms).isoformat()
    return {"user": {"id": editor}, "at": at, "parts": [*parts], "title": title}


@pytest.mark.parametrize("shards", [1, 3])
def test_edits_come_latest_first_in_whatever_order_they_were_read(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Each once, also one that came before its article or twice; one of nothing is none."""

    async def scenario(it: Gateway) -> None:
        found, after, more = list[Any](), None, True
        for viewer in ("ada", "own"):
            found, after, more = [], None, True
            while more:
                node = (await it.ask(EDITS, viewer=viewer, id=ARTICLE, after=after))["node"]
                page = node["edits"]
                assert (node["title"], node["editCount"], page["totalCount"]) == ("B", 3, 3)
                found += page["nodes"]
                after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
            assert found == [
                edit(9, ROOT, "TITLE", "BODY", title="B"),
                edit(4, ADA, "EXCERPT", "MEDIA"),
                edit(3, ADA, "TITLE", title="C"),
            ]
        assert (await it.refusal(EDITS, viewer="pat", id=ARTICLE))["code"] == "FORBIDDEN"
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=HISTORY, shards=shards)
