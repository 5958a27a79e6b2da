"""Real clients, under node: what they send unless told otherwise is answered.

And the conformance suite of "GraphQL over HTTP", which the package graphql-http has.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from gateway.admission.limits import Limits
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tests.gateway.transport.test_negotiation import URQL
from tests.web import node

CLIENTS = Path(__file__).parent / "clients"
JSON = "application/json; charset=utf-8"
RESPONSE = "application/graphql-response+json; charset=utf-8"


@pytest.fixture(scope="module")
def clients(request: pytest.FixtureRequest) -> Path:
    """The clients, installed."""
    kept = node.project(CLIENTS, request.config)
    for script in CLIENTS.glob("*.mjs"):
        shutil.copy(script, kept)
    return kept


def asked(
    nats: NatsServer,
    store_url: str,
    clients: Path,
    script: str,
    *arguments: str,
    path: str = "/graphql",
    **more: Any,
) -> Any:
    """What a client's script found, which asks a gateway on a real port."""
    found: list[Any] = []

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url = f"http://127.0.0.1:{port}{path}"
            said = await asyncio.to_thread(
                node.run, clients, "node", f"{script}.mjs", url, *arguments
            )
            found.append(json.loads(said.splitlines()[-1]))

    run(nats, store_url, scenario, history=ONE, **more)
    return found[0]


@pytest.mark.parametrize("development", [True, False])
def test_the_conformance_suite_passes(
    nats: NatsServer, store_url: str, clients: Path, development: bool
) -> None:
    """All of it: what a server must, what it should, and what it may."""
    found = asked(nats, store_url, clients, "audit", development=development)
    assert found == {"passed": 61, "wrong": []}


def test_urql_asks_as_it_does_by_itself(nats: NatsServer, store_url: str, clients: Path) -> None:
    """By GET, which was 405; by POST it was answered with a stream, which it then aborted: a
    server of node ended with an AbortError that nobody could catch.
    """
    found = asked(nats, store_url, clients, "urql", ARTICLE)
    assert found == {"get": 80, "post": 80, "wrong": [], "states": [0, 1]}


def test_urql_with_its_usual_exchanges_keeps_what_it_shows(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """By its cache of documents, by GET, and with subscriptions over a WebSocket."""
    found = asked(nats, store_url, clients, "cached", ARTICLE)
    assert found == {
        "cached": ["miss", "hit", "miss"],
        "shown": [0, 1],
        "states": [0, 1],
        # Two pages; the mutation; and the one that is shown, anew.
        "over": ["GET 200", "GET 200", "POST 200", "GET 200"],
        "sent": ["POST 200", "GET 200", "POST 200"],
        "wrong": [],
    }


def test_apollo_shows_at_once_what_might_have_come_later(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """As each of its handlers asks by itself, and as one part for whoever takes nothing else."""
    found = asked(nats, store_url, clients, "deferred")
    parts = 'multipart/mixed;boundary="graphql";'
    assert found == {
        "kinds": [RESPONSE, RESPONSE, f"{parts}deferSpec=20220824", f"{parts}incrementalSpec=v0.2"],
        "shown": [[["complete", "A", "Enzo"]]] * 4,
        "wrong": [],
    }


def test_node_s_fetch_keeps_its_connections(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """JSON, with its tag, whatever else a client takes; a stream for who takes nothing else."""
    accepts = (
        "application/json, text/event-stream",
        URQL,
        "text/event-stream;q=0, */*",
        "text/event-stream",
    )
    found = asked(nats, store_url, clients, "fetch", *accepts)
    assert found == {
        "answered": 160,
        "kept": 60,
        "kinds": {
            accepts[0]: [JSON],
            accepts[1]: [RESPONSE],
            accepts[2]: [JSON],
            accepts[3]: ["text/event-stream; charset=utf-8"],
        },
        "atOnce": 80,
        "wrong": [],
    }


def test_apollo_client_asks_by_get_and_by_hash(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """The hash alone, then with its text by the same GET; from then on alone."""
    found = asked(nats, store_url, clients, "apollo", ARTICLE)
    assert found["wrong"] == []
    assert found["bumpCount"] == 1
    assert found["sent"] == [
        "GET query variables extensions 200",
        "GET variables extensions 400",
        "GET query variables extensions 200",
        "GET variables extensions 200",
        "POST variables extensions query 200",
    ]


def test_apollo_client_subscribes_in_parts_and_asks_in_batches(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """Without a WebSocket: its own HTTP link reads the states off one answer."""
    found = asked(nats, store_url, clients, "parts", ARTICLE, limits=Limits(batch_max=10))
    assert found == {
        "kinds": ["multipart/mixed", "application/graphql-response+json"],
        "states": [0, 1],
        "batched": [3],
        "wrong": [],
    }


def test_graphql_request_and_graphql_sse_are_answered(
    nats: NatsServer, store_url: str, clients: Path
) -> None:
    """The small ones, too."""
    found = asked(nats, store_url, clients, "others", ARTICLE)
    assert found == {"request": [True] * 40, "sse": ["feed", "articleUpdated"], "wrong": []}


@pytest.mark.parametrize("mode", ["single", "distinct"])
def test_graphql_sse_has_what_it_asks_for_in_both_its_modes(
    nats: NatsServer, store_url: str, clients: Path, mode: str
) -> None:
    """All in one event stream, or each in its own; and when that is cut it goes on by itself."""
    found = asked(nats, store_url, clients, "sse", ARTICLE, mode, path="/graphql/stream")
    sent = found.pop("sent")
    if mode == "single":
        # What it has read to its end it does not end, too.
        assert 2 <= sent.count("DELETE 200") <= 5
        rest = Counter(one for one in sent if one != "DELETE 200")
        assert rest == {"PUT 201": 1, "GET 200": 1, "POST 202": 5}
        refused: list[Any] = [400]
    else:
        assert Counter(sent) == {"POST 200": 5}
        refused = ['"GRAPHQL_VALIDATION_FAILED"']
    assert found == {
        "watched": [0, 1],
        "other": [0],
        "query": [1],
        "wrong": ["BAD_USER_INPUT"],
        "cut": [False, 1, True, 1],
        "refused": refused,
    }


@pytest.mark.parametrize("mode", ["single", "distinct"])
def test_graphql_sse_hears_that_a_gateway_ends(
    nats: NatsServer, store_url: str, clients: Path, mode: str
) -> None:
    """As a fault of the network, after which it connects again unless it is told not to."""
    found: list[Any] = []

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url = f"http://127.0.0.1:{port}/graphql/stream"
            asking = asyncio.to_thread(node.run, clients, "node", "ended.mjs", url, ARTICLE, mode)
            asked = asyncio.create_task(asking)
            await asyncio.sleep(0)
            query = f'{{ article(id: "{ARTICLE}") {{ bumpCount }} }}'

            async def bumped() -> bool:
                return bool((await it.ask(query))["article"]["bumpCount"])

            await eventually(bumped)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 5
        found.append(json.loads((await asked).splitlines()[-1]))

    run(nats, store_url, scenario, history=ONE)
    assert found[0]["ended"] == "NetworkError"
    assert found[0]["states"] in ([0], [0, 1])
