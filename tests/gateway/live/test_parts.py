"""Subscriptions in parts of one answer, as Apollo's clients ask for them by HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from tests.gateway.live.live import PATIENCE_S, Json, listening
from tests.gateway.live.test_changes import ONE
from tests.gateway.live.test_live import HINTED, bump, counted
from tests.gateway.live.test_streams import ASKED
from tests.gateway.reading.test_waves import run

PARTS = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0, application/json"


async def parts(response: httpx.Response) -> AsyncIterator[Json]:
    """The JSON of each part, as soon as it is there: the next boundary says so."""
    rest = b""
    async for data in response.aiter_raw():
        rest += data
        *whole, rest = rest.split(b"--graphql")
        for part in whole:
            head, _, body = part.partition(b"\r\n\r\n")
            if body:
                assert head.strip() == b"Content-Type: application/json"
                yield json.loads(body)
    assert rest.strip() in (b"", b"--")


def test_each_state_is_a_part(nats: NatsServer, store_url: str) -> None:
    """And now and then one that says nothing, so that proxies let the answer be."""

    async def scenario(it: Gateway) -> None:
        async with (
            listening(it) as port,
            httpx.AsyncClient(timeout=PATIENCE_S) as client,
            client.stream(
                "POST",
                f"http://{embedded.HOST}:{port}/graphql",
                json=ASKED,
                headers={"Accept": PARTS},
            ) as response,
        ):
            kind = response.headers["content-type"]
            assert kind == 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"'
            counts, quiet = list[int](), 0
            async with asyncio.timeout(PATIENCE_S):
                async for part in parts(response):
                    if part == {}:
                        quiet += 1
                    else:
                        counts.append(part["payload"]["data"]["articleUpdated"]["bumpCount"])
                        if counts == [0]:
                            await bump(it, "ada")
                    if counts[-1:] == [1] and quiet > 1:
                        break
            assert counts == [0, 1]
            assert counted("connections", transport="sse") == 1

    run(nats, store_url, scenario, history=ONE, limits=replace(HINTED, keep_s=0.2))


def test_what_cannot_be_listened_to_ends_the_answer(nats: NatsServer, store_url: str) -> None:
    """With what is wrong in its last part; a query is answered as ever, and another version not."""

    async def scenario(it: Gateway) -> None:
        query = {"query": "subscription { notificationReceived { id } }"}
        accept = {"Accept": PARTS}
        async with listening(it) as port, httpx.AsyncClient(timeout=PATIENCE_S) as client:
            url = f"http://{embedded.HOST}:{port}/graphql"
            async with client.stream("POST", url, json=query, headers=accept) as response:
                said = [part async for part in parts(response)]
            assert said[-1]["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
            feed = {"query": "{ feed { nodes { id } } }"}
            found = await client.post(url, json=feed, headers=accept)
            assert found.headers["content-type"].startswith("application/json")
            for other in ("multipart/mixed;subscriptionSpec=2.0", "multipart/mixed", "*/*"):
                refused = await client.post(url, json=ASKED, headers={"Accept": other})
                assert refused.status_code == 406

    run(nats, store_url, scenario, history=ONE, limits=HINTED)
