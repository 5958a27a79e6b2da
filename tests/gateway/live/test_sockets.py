"""WebSockets: the protocol to the letter, and clients that behave badly."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bandstand.processes.web import sockets
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.admission.limits import Limits
from tests.gateway.live.live import (
    LONG,
    PATIENCE_S,
    Json,
    listening,
    narrow_socket,
    opened,
    subscriber,
)
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import HINTED, PLAIN, UPDATED, bump, bumps, counted
from tests.gateway.reading.test_waves import run
from tribes import events as e

INIT = {"type": "connection_init"}
SUBSCRIBE = {
    "id": "1",
    "type": "subscribe",
    "payload": {"query": PLAIN, "variables": {"id": ARTICLE}},
}
CREDENTIALS = {"authorization": "x" * (48 << 10)}
COSTLY = """subscription { feedUpdated(first: 100) { edges { node {
    comments(first: 100) { edges { node { bumpers(first: 100) { edges { cursor } } } } } } } } }"""


async def closed(port: int, *messages: Any, **more: Any) -> tuple[int, str]:
    """The code and the reason with which a connection ends that sent some messages."""
    async with opened(port, **more) as it:
        with suppress(ConnectionClosed):
            for message in messages:
                await it.send(message if isinstance(message, str | bytes) else json.dumps(message))
        return await end_of(it)


async def end_of(it: ClientConnection, patience_s: float = PATIENCE_S) -> tuple[int, str]:
    """The code and the reason with which a connection ends."""
    async with asyncio.timeout(patience_s):
        with suppress(ConnectionClosed):
            async for _ in it:
                pass
        await it.wait_closed()
    return it.close_code or 0, it.close_reason or ""


@pytest.mark.parametrize(
    ("messages", "code", "reason"),
    [
        ([SUBSCRIBE], 4401, "before connection_init"),
        ([INIT, INIT], 4429, "was sent twice"),
        ([INIT, SUBSCRIBE, SUBSCRIBE], 4409, "Subscriber for 1 already exists"),
        ([], 4408, "no connection_init for 0.5 s"),
        (["{"], 4400, "no message of graphql-transport-ws"),
        ([b"\x00"], 4400, "no message of graphql-transport-ws"),
        (['{"type":' + "[" * 90_000], 4400, "no message of graphql-transport-ws"),
        ([INIT, {"type": "start", "id": "1"}], 4400, "type 'start' is not known"),
        ([INIT, {"type": "subscribe", "id": "1"}], 4400, "the payload of subscribe is null"),
        ([INIT, {**SUBSCRIBE, "id": ""}], 4400, "an id has 1 to 256 characters"),
        ([INIT, {**SUBSCRIBE, "id": "x" * 257}], 4400, "an id has 1 to 256 characters"),
        ([{**INIT, "payload": CREDENTIALS}], 4400, "connection_init has over 49,152 bytes"),
        ([INIT, {"type": "ping", "payload": CREDENTIALS}], 4400, "ping has over 49,152 bytes"),
        ([{**INIT, "payload": [1]}], 4400, "the payload of connection_init"),
        ([{**INIT, "payload": {"X-Viewer": "no id"}}], 4400, "X-Viewer 'no id' is not an id"),
        ([{**INIT, "payload": {"x-consistency-token": "?"}}], 4400, "is not a token"),
        ([{**INIT, "payload": {"X-Viewer": 5}}], 4400, "X-Viewer is a number: it must be a text"),
        ([{**INIT, "payload": {"x-viewer": ["pat"]}}], 4400, "x-viewer is a list: it must be"),
        ([{**INIT, "payload": {"X-Consistency-Token": 5}}], 4400, "X-Consistency-Token is a numb"),
        ([{**INIT, "payload": {"Authorization": {}}}], 4400, "Authorization is an object: it"),
        ([{**INIT, "payload": {"Authorization": False}}], 4400, "Authorization is true or false"),
        ([{**INIT, "payload": {"X-Viewer": None}}], 4400, "X-Viewer is null: it must be a text"),
        ([{**INIT, "payload": {"x": "y" * 300_000}}], 1009, ""),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_the_protocol_forbids_ends_the_connection_with_its_code(
    nats: NatsServer, store_url: str, messages: list[Any], code: int, reason: str
) -> None:
    """Clients decide by the code whether to come back."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            found, said = await closed(port, *messages)
            assert found == code
            assert reason in said

    run(nats, store_url, scenario, history=ONE, limits=Limits(init_s=0.5))


def test_the_legacy_protocol_is_refused(nats: NatsServer, store_url: str) -> None:
    """Its messages have other names, and what speaks it has been unmaintained for years."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            code, reason = await closed(port, protocol="graphql-ws")
            assert (code, reason) == (4406, "the only subprotocol is graphql-transport-ws")

    run(nats, store_url, scenario, history=ONE)


def test_a_page_of_another_site_may_not_connect(nats: NatsServer, store_url: str) -> None:
    """A browser sends cookies along with it and asks nobody: cross-site WebSocket hijacking."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            for evil in ("https://evil.example", "http://["):
                with pytest.raises(InvalidStatus) as refused:
                    await closed(port, headers={"Origin": evil})
                assert refused.value.response.status_code == 403
            for origin in ("https://cars.example", f"http://{embedded.HOST}:{port}"):
                async with subscriber(port, headers={"Origin": origin}):
                    pass

    run(nats, store_url, scenario, history=ONE, cors_origins=["https://cars.example"])


def test_what_a_client_says_at_the_start_fills_in_what_the_handshake_lacks(
    nats: NatsServer, store_url: str
) -> None:
    """A browser can set no header. But what a proxy has set, no client may say otherwise."""
    seen: list[Any] = []

    def authenticate(headers: Any) -> str | None:
        seen.append(dict(headers))
        return None

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            said = {"Authorization": "mine", "X-Viewer": "ada", "X-User": "eve", "cookie": "c"}
            async with subscriber(port, said):
                pass
            async with subscriber(port, said, headers={"Authorization": "theirs"}):
                pass
        first, second = seen
        assert (first["authorization"], second["authorization"]) == ("mine", "theirs")
        # In production nobody is believed who they say they are.
        assert not {"x-viewer", "x-user", "cookie"} & {*first, *second}

    run(nats, store_url, scenario, history=ONE, authenticate=authenticate, development=False)


def test_a_ping_is_answered_and_a_pong_is_taken(nats: NatsServer, store_url: str) -> None:
    """Even before the initialisation."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, opened(port) as socket:
            for _ in range(2):
                await socket.send('{"type":"pong"}')
                await socket.send('{"type":"ping","payload":{"a":1}}')
                assert json.loads(await socket.recv()) == {"type": "pong"}
                await socket.send(json.dumps(INIT))
                assert json.loads(await socket.recv()) == {"type": "connection_ack"}
                break

    run(nats, store_url, scenario, history=ONE)


def test_a_ping_right_after_the_start_loses_neither_answer(
    nats: NatsServer, store_url: str
) -> None:
    """Both wait to be sent, and neither takes the other's place."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            for _ in range(5):
                async with opened(port) as socket:
                    for message in ('{"type":"ping"}', json.dumps(INIT), '{"type":"ping"}'):
                        await socket.send(message)
                    found = {json.loads(await socket.recv())["type"] for _ in range(2)}
                    assert found == {"pong", "connection_ack"}

    run(nats, store_url, scenario, history=ONE)


def test_queries_and_mutations_are_answered_too_and_completed(
    nats: NatsServer, store_url: str
) -> None:
    """A client that has a connection needs no other."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port, {"X-Viewer": "ada"}) as fan:
            query = "query($id: ID!) { article(id: $id) { title viewerHasBumped } }"
            await fan.subscribe("1", query, id=ARTICLE)
            shown = {"title": "A", "viewerHasBumped": False}
            assert (await fan.next("1"))["data"]["article"] == shown
            assert await fan.message("1") == {"id": "1", "type": "complete"}
            mutation = """mutation($i: BumpArticleInput!) {
                bumpArticle(input: $i) { article { bumpCount } } }"""
            await fan.subscribe("1", mutation, i={"articleId": ARTICLE})
            payload = await fan.next("1")
            assert payload["data"]["bumpArticle"] == {"article": {"bumpCount": 1}}
            assert await fan.message("1") == {"id": "1", "type": "complete"}

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("payload", "code", "message"),
    [
        ({"query": "subscription { articleUpdated }"}, "GRAPHQL_VALIDATION_FAILED", ""),
        ({"query": "{"}, "GRAPHQL_VALIDATION_FAILED", "Syntax Error"),
        ({"query": PLAIN}, "GRAPHQL_VALIDATION_FAILED", "'$id' has invalid value"),
        ({"query": PLAIN, "variables": {"id": "x"}}, "BAD_USER_INPUT", "is not a global id"),
        ({"query": "subscription { feedUpdated(first: 0) { pageInfo { endCursor } } }"},
         "BAD_USER_INPUT", "first: 0 is outside 1 to 100"),
        ({"documentId": "none"}, "BAD_USER_INPUT", "there is no such document"),
        ({}, "BAD_USER_INPUT", "no query"),
        ({**SUBSCRIBE["payload"], "extensions": {"consistency": 1}}, "BAD_USER_INPUT", "`token`"),
        ({"query": COSTLY}, "TOO_COSTLY", "over 20,000 records"),
        ({"query": "subscription { a: feedUpdated { __typename } feedUpdated { __typename } }"},
         "GRAPHQL_VALIDATION_FAILED", "must select only one"),
    ],
    ids=lambda given: str(given)[:40],
)  # fmt: skip
def test_what_is_wrong_with_an_operation_ends_it_alone(
    nats: NatsServer, store_url: str, payload: Json, code: str, message: str
) -> None:
    """The connection, and what else is open on it, go on."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await fan.next("1")
            await fan.send(id="2", type="subscribe", payload=payload)
            told = await fan.message("2")
            assert told["type"] == "error", told
            error, *_ = told["payload"]
            assert error["extensions"]["code"] == code
            assert message in error["message"]
            await bump(it, "ada")
            await fan.until("1", bumpCount=1)
            await fan.subscribe("2", PLAIN, id=ARTICLE)  # Its id is free again.
            await fan.until("2", bumpCount=1)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_what_is_not_trusted_is_not_subscribed_to(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """One list of documents for all transports."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"updated": PLAIN}))

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", UPDATED, id=ARTICLE)
            told = await fan.receive()
            assert told["payload"][0]["extensions"]["code"] == "NOT_TRUSTED"
            payload = {"documentId": "updated", "variables": {"id": ARTICLE}}
            await fan.send(id="2", type="subscribe", payload=payload)
            assert await fan.until("2", title="A")

    run(nats, store_url, scenario, history=ONE, trusted=file, trusted_only=True)


def test_a_client_has_so_many_operations_and_a_process_so_many_clients(
    nats: NatsServer, store_url: str
) -> None:
    """Everything has a bound, and over it a clear error and nothing lost."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            async with subscriber(port) as one, subscriber(port):
                for name in ("1", "2", "3"):
                    await one.subscribe(name, PLAIN, id=ARTICLE)
                assert await one.next("1")
                assert await one.next("2")
                told = await one.message("3")
                assert told["type"] == "error"
                assert told["payload"][0]["extensions"]["code"] == "TOO_MANY"
                await one.send(id="1", type="complete")
                await one.subscribe("3", PLAIN, id=ARTICLE)
                assert await one.next("3")
                code, reason = await closed(port, INIT)
                assert (code, reason) == (1013, "2 connections are open here: try again later")

            async def again() -> bool:
                try:
                    async with subscriber(port):
                        return True
                except ConnectionClosed:
                    return False

            await eventually(again)

    limits = Limits(connections_max=2, subscriptions_max=2, share=100)
    run(nats, store_url, scenario, history=ONE, limits=limits)


def test_a_client_that_reads_nothing_is_cut_and_holds_nobody(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for it is bounded, a hundred others get all, and it learns why when it reads."""
    # On a noisy machine it may take long until it reads on.
    monkeypatch.setattr(sockets, "CLOSE_S_MAX", 60)
    query = "subscription($id: ID!) { articleUpdated(id: $id) { bumpCount body } }"

    async def scenario(it: Gateway) -> None:
        narrow = narrow_socket()
        async with AsyncExitStack() as stack:
            port = await stack.enter_async_context(listening(it))
            await asyncio.get_running_loop().sock_connect(narrow, (embedded.HOST, port))
            stuck = await stack.enter_async_context(
                subscriber(port, sock=narrow, max_queue=1, ping_interval=None)
            )
            fans = [await stack.enter_async_context(subscriber(port)) for _ in range(100)]
            for fan in fans:
                await fan.subscribe("1", PLAIN, id=ARTICLE)
                await fan.next("1")
            before = counted("disconnected_total", code="4508")
            for number in range(100):
                await stuck.subscribe(f"{number}", query, id=ARTICLE)
            count = 0

            async def cut() -> bool:
                nonlocal count
                count += 1
                await it.world.publish(bumps(10 + count, 11 + count))
                for fan in fans:
                    await fan.until("1", bumpCount=count)
                return counted("disconnected_total", code="4508") == before + 1

            await eventually(cut, 60)
            assert await end_of(stuck.socket, 60) == (4508, "the client read no message for 0.5 s")

    published = e.ArticlePublished(
        **envelope(1, "enzo"), article="a", tribe="t", kind="ARTICLE", title="A", body=LONG
    )
    limits = Limits(again_s=1_000, slow_s=0.5)
    run(nats, store_url, scenario, history=[published], limits=limits)


def test_a_client_that_says_nothing_of_its_end_leaves_nothing(
    nats: NatsServer, store_url: str
) -> None:
    """A telephone that loses its network closes no connection."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            async with opened(port) as socket:
                await socket.send(json.dumps(INIT))
                await socket.send(json.dumps(SUBSCRIBE))
                while json.loads(await socket.recv())["type"] != "next":
                    pass
                assert counted("connections", transport="websocket") == 1
                socket.transport.abort()

            async def gone() -> bool:
                return (
                    counted("connections", transport="websocket")
                    == counted("subscriptions")
                    == counted("live_queries")
                    == 0
                )

            await eventually(gone)

    run(nats, store_url, scenario, history=ONE)


def test_a_gateway_that_ends_tells_its_clients_to_come_back(
    nats: NatsServer, store_url: str
) -> None:
    """With 1012, upon which client libraries connect again, to another process."""

    async def scenario(it: Gateway) -> None:
        async with AsyncExitStack() as stack:
            async with listening(it) as port:
                fan = await stack.enter_async_context(subscriber(port))
                await fan.subscribe("1", PLAIN, id=ARTICLE)
                await fan.next("1")
            with pytest.raises(ConnectionClosed) as end:
                await fan.receive()
            assert end.value.rcvd is not None
            assert end.value.rcvd.code == 1012

    run(nats, store_url, scenario, history=ONE)
