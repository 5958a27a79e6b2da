"""Event streams: GraphQL over SSE, one connection an operation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.admission.limits import Limits
from tests.gateway.live.live import LONG, PATIENCE_S, Json, listening, narrow_socket
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import HINTED, PLAIN, bump, bumps, counted
from tests.gateway.reading.test_waves import run
from tribes import events as e

STREAM = {"Accept": "text/event-stream"}


class Events:
    """The events of one stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> dict[str, str]:
        """The fields of the next event; nothing at the end, and only a comment for one."""
        found: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE_S):
            async for line in self._lines:
                if not line:
                    return found
                name, _, value = line.partition(":")
                found[name] = value.strip()
        return found

    async def state(self) -> tuple[Json, str]:
        """The payload of the next state, and the event's id."""
        while (event := await self.next()) == {"": ""}:
            pass
        assert event["event"] == "next", event
        return json.loads(event["data"]), event.get("id", "")


@asynccontextmanager
async def stream(port: int, body: Json | None = None, **more: Any) -> AsyncIterator[Events]:
    """A stream: by POST of a body, or by GET."""
    async with (
        httpx.AsyncClient(timeout=PATIENCE_S) as client,
        client.stream(
            "GET" if body is None else "POST",
            f"http://{embedded.HOST}:{port}/graphql",
            json=body,
            headers=STREAM | more.pop("headers", {}),
            **more,
        ) as response,
    ):
        yield Events(response)


ASKED = {"query": PLAIN, "variables": {"id": ARTICLE}}


def test_a_stream_tells_the_states_of_a_subscription(nats: NatsServer, store_url: str) -> None:
    """For front ends that have no WebSockets, or proxies that let none through."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, stream(port, ASKED) as events:
            headers = events.response.headers
            assert headers["content-type"] == "text/event-stream; charset=utf-8"
            assert headers["cache-control"] == "no-store"
            first, _ = await events.state()
            assert first["data"] == {"articleUpdated": {"title": "A", "bumpCount": 0}}
            for count, viewer in enumerate(("ada", "bob", "cy"), 1):
                await bump(it, viewer)
                while True:
                    payload, _ = await events.state()
                    if payload["data"]["articleUpdated"]["bumpCount"] == count:
                        break
            assert counted("connections", transport="sse") == 1

            # One that ends without a word is forgotten.
            await events.response.aclose()

            async def gone() -> bool:
                return counted("connections", transport="sse") == counted("live_queries") == 0

            await eventually(gone)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_browser_that_connects_again_sends_its_token_along(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """EventSource sends the last event's id by itself; it can send no other header."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"updated": PLAIN}))

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            params = {"documentId": "updated", "variables": json.dumps({"id": ARTICLE})}
            async with stream(port, params=params) as events:
                payload, name = await events.state()
                assert name == payload["extensions"]["consistency"]["token"]
                assert payload["extensions"]["consistency"]["status"] == "CURRENT"
            async with stream(port, params=params, headers={"Last-Event-ID": name}) as events:
                payload, _ = await events.state()
                assert payload["extensions"]["consistency"]["status"] == "SATISFIED"

    run(nats, store_url, scenario, history=ONE, trusted=file)


def test_a_query_is_one_event_and_the_end(nats: NatsServer, store_url: str) -> None:
    """As the protocol has it, for clients that send all operations alike. So is an error."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            for body, parts in (
                ({"query": "{ feed { edges { node { title } } } }"}, {"data", "extensions"}),
                ({"query": "{ none }"}, {"errors"}),
                ({"query": PLAIN, "variables": {"id": "x"}}, {"errors"}),
            ):
                async with stream(port, body) as events:
                    payload, _ = await events.state()
                    assert payload.keys() == parts
                    assert await events.next() == {"event": "complete", "data": ""}
                    assert await events.next() == {}

    run(nats, store_url, scenario, history=ONE)


def test_a_subscription_without_a_stream_is_refused(nats: NatsServer, store_url: str) -> None:
    """One answer would be the first state, and the client would wait for others for ever."""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(PLAIN, id=ARTICLE)
        assert error["code"] == "BAD_USER_INPUT"
        assert "graphql-transport-ws" in error["message"]

    run(nats, store_url, scenario, history=ONE)


def test_streams_are_bounded_and_kept_alive(nats: NatsServer, store_url: str) -> None:
    """A proxy ends what is silent; and there is room for so many, with WebSockets together."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, stream(port, ASKED) as events:
            while await events.next() != {"": ""}:
                pass
            async with stream(port, ASKED) as other:
                assert other.response.status_code == 503
                await other.response.aread()
                [error] = other.response.json()["errors"]
                assert error["extensions"] == {
                    "code": "TOO_MANY",
                    "retryable": True,
                    "retryAfter": 1,
                }

    run(nats, store_url, scenario, history=ONE, limits=Limits(connections_max=1, keep_s=0.1))


def test_a_stream_that_nobody_reads_is_cut_and_holds_nobody(
    nats: NatsServer, store_url: str
) -> None:
    """Who stands still is counted and cut; who reads has every state meanwhile."""
    large = " ".join(f"b{number}: body" for number in range(20))
    query = f"subscription {{ articleUpdated(id: {json.dumps(ARTICLE)}) {{ bumpCount {large} }} }}"
    asked = json.dumps({"query": query}).encode()

    async def scenario(it: Gateway) -> None:
        loop = asyncio.get_running_loop()
        with narrow_socket() as narrow:
            async with listening(it) as port:
                await loop.sock_connect(narrow, (embedded.HOST, port))
                head = (
                    "POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(asked)}\r\n\r\n"
                )
                before = counted("disconnected_total", code="sse")
                await loop.sock_sendall(narrow, head.encode() + asked)
                fan_asks = {"query": PLAIN, "variables": {"id": ARTICLE}}
                async with stream(port, fan_asks) as fan:
                    await fan.state()
                    count = 0

                    async def cut() -> bool:
                        nonlocal count
                        count += 1
                        await it.world.publish(bumps(10 + count, 11 + count))
                        told = {}
                        while told.get("bumpCount") != count:
                            told = (await fan.state())[0]["data"]["articleUpdated"]
                        return counted("disconnected_total", code="sse") == before + 1

                    await eventually(cut, 60)

    published = e.ArticlePublished(
        **envelope(1, "enzo"), article="a", tribe="t", kind="ARTICLE", title="A", body=LONG
    )
    limits = Limits(again_s=1_000, slow_s=0.5)
    run(nats, store_url, scenario, history=[published], limits=limits)


def test_a_gateway_ends_though_streams_are_open(nats: NatsServer, store_url: str) -> None:
    """They would go on for ever; their clients connect again by themselves."""

    async def scenario(it: Gateway) -> None:
        loop = asyncio.get_running_loop()
        async with listening(it) as port:
            asked = stream(port, ASKED)
            events = await asked.__aenter__()
            await events.state()
            began = loop.time()
        assert loop.time() - began < 5
        while await events.next():
            pass
        await asked.__aexit__(None, None, None)

    run(nats, store_url, scenario, history=ONE)
