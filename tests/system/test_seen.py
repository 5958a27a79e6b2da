"""What an operator sees of two regions: a change from who made it to who sees it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bandstand.testing.gateways import node_id
from bandstand.testing.stacks import eventually
from tests.system.collector import Collector, Seen
from tests.system.regions import alike
from tests.system.stacks import Stack, stack

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
