"""Single connections: all operations of a client in one event stream, by the token of that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from gateway.admission.limits import Limits
from gateway.authentication import Identity
from tests.gateway.live.live import PATIENCE_S, Json, listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import HINTED, PLAIN, bump, counted
from tests.gateway.live.test_streams import STREAM, Events
from tests.gateway.reading.test_waves import run

TOKEN = "X-GraphQL-Event-Stream-Token"
FEED = "{ feed { nodes { title } } }"


class Client:
    """Who asks, with the token of a stream."""

    def __init__(self, port: int, http: httpx.AsyncClient, viewer: str | None) -> None:
        self.http, self.url = http, f"http://{embedded.HOST}:{port}/graphql/stream"
        self.headers = {"X-Viewer": viewer} if viewer else {}

    async def reserve(self) -> httpx.Response:
        """Reserve a stream; its token goes with what is asked from then on."""
        response = await self.http.put(self.url, headers=self.headers)
        if response.status_code == 201:
            self.headers[TOKEN] = response.text
        return response

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Events]:
        """The stream that is reserved."""
        async with self.http.stream("GET", self.url, headers=self.headers | STREAM) as response:
            yield Events(response)

    async def ask(self, name: Any, query: str, **variables: Any) -> httpx.Response:
        """Ask for an operation."""
        extensions = {} if name is None else {"operationId": name}
        body = {"query": query, "variables": variables, "extensions": extensions}
        return await self.http.post(self.url, json=body, headers=self.headers)

    async def complete(self, name: str) -> httpx.Response:
        """End an operation."""
        return await self.http.delete(self.url, params={"operationId": name}, headers=self.headers)


@asynccontextmanager
async def client(port: int, viewer: str | None = "ada") -> AsyncIterator[Client]:
    """A client of a gateway."""
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        yield Client(port, http, viewer)


async def told(events: Events) -> tuple[str, Json]:
    """The next event and its data."""
    while "event" not in (event := await events.next()):
        assert event, "the stream is over"
    return event["event"], json.loads(event["data"])


def refusal(response: httpx.Response) -> tuple[int, str]:
    """How something was refused."""
    [error] = response.json()["errors"]
    return response.status_code, error["message"]


def test_operations_are_told_apart_in_one_stream(nats: NatsServer, store_url: str) -> None:
    """Each message has the id of its operation, also what came before the stream was opened."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, client(port) as ada:
            assert (await ada.reserve()).headers["content-type"].startswith("text/plain")
            # What is ended before it is sent is not sent.
            assert (await ada.ask("none", FEED)).status_code == 202
            assert (await ada.complete("none")).status_code == 200
            assert (await ada.ask("one", PLAIN, id=ARTICLE)).status_code == 202
            async with ada.opened() as events:
                event, data = await told(events)
                assert (event, data["id"]) == ("next", "one")
                assert data["payload"]["data"]["articleUpdated"]["bumpCount"] == 0
                assert (await ada.ask("two", FEED)).status_code == 202
                event, data = await told(events)
                assert (event, data["id"]) == ("next", "two")
                assert await told(events) == ("complete", {"id": "two"})
                assert counted("subscriptions") == 1
                assert (await ada.complete("one")).status_code == 200
                assert counted("subscriptions") == counted("live_queries") == 0
                # Nothing is told of it any more: what comes next is another's.
                await bump(it, "bob")
                assert (await ada.ask("one", FEED)).status_code == 202
                event, data = await told(events)
                assert data["payload"]["data"]["feed"]

            async def gone() -> bool:
                return counted("connections", transport="sse") == 0

            await eventually(gone)
            assert refusal(await ada.ask("three", FEED))[0] == 404

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_token_alone_opens_nothing(nats: NatsServer, store_url: str) -> None:
    """It may stand in an address, and so in logs: each request says again who asks."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, client(port) as ada, client(port, "bob") as bob:
            await ada.reserve()
            for other in (bob, Client(port, bob.http, None)):
                other.headers[TOKEN] = ada.headers[TOKEN]
                async with other.opened() as events:
                    assert events.response.status_code == 404
                for response in (await other.ask("x", FEED), await other.complete("x")):
                    status, message = refusal(response)
                    assert status == 404
                    assert message.startswith("you have no stream with this token")
            # Nobody's is told apart from another process's: with that, a proxy is to be mended.
            for token, said in (
                ("none.x", "from another process"),
                (f"{ada.headers[TOKEN]}x", "no"),
            ):
                bob.headers[TOKEN] = token
                status, message = refusal(await bob.ask("x", FEED))
                assert status == 404
                assert said in message
            async with ada.opened() as events:
                assert events.response.status_code == 200
                async with ada.opened() as again:
                    assert again.response.status_code == 409

    run(nats, store_url, scenario, history=ONE)


def test_what_is_no_operation_of_a_stream_is_refused(nats: NatsServer, store_url: str) -> None:
    """By the status that the protocol has for it, and the stream goes on."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, client(port) as ada:
            await ada.reserve()
            for name in (None, "", 7, "x" * 257):
                assert refusal(await ada.ask(name, FEED))[0] == 400
            assert refusal(await ada.ask("x", "{ none }"))[0] == 400
            assert refusal(await ada.ask("x", FEED.replace("}", "", 1)))[0] == 400
            assert (await ada.ask("x", PLAIN, id=ARTICLE)).status_code == 202
            assert refusal(await ada.ask("x", PLAIN, id=ARTICLE))[0] == 409
            assert (await ada.ask("y", PLAIN, id=ARTICLE)).status_code == 202
            assert refusal(await ada.ask("z", FEED))[0] == 429
            response = await ada.http.get(ada.url, headers=ada.headers)
            assert refusal(response)[0] == 406
            response = await ada.http.patch(ada.url, headers=ada.headers)
            assert response.headers["allow"] == "DELETE, GET, OPTIONS, POST, PUT"
            response = await ada.http.options(ada.url)
            assert response.headers["allow"] == "DELETE, GET, OPTIONS, POST, PUT"
            for method in ("PUT", "DELETE"):
                response = await ada.http.request(method, ada.url.removesuffix("/stream"))
                assert response.status_code == 405
            # An EventSource can send its token in the address alone.
            params = {"token": ada.headers.pop(TOKEN)}
            async with ada.http.stream(
                "GET", ada.url, params=params, headers=ada.headers | STREAM
            ) as response:
                assert response.status_code == 200
                assert {(await told(events := Events(response)))[1]["id"]} <= {"x", "y"}
                assert events

    run(nats, store_url, scenario, history=ONE, limits=Limits(subscriptions_max=2))


def test_what_is_reserved_is_bounded_and_ends_by_itself(nats: NatsServer, store_url: str) -> None:
    """Nothing holds it but a request that was answered long ago."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, client(port) as ada, client(port, "bob") as bob:
            for _ in range(2):
                assert (await ada.reserve()).status_code == 201
            assert (await ada.ask("x", PLAIN, id=ARTICLE)).status_code == 202
            assert counted("subscriptions") == 1
            assert refusal(await ada.reserve())[0] == 429
            assert (await bob.reserve()).status_code == 201

            async def over() -> bool:
                return (await ada.ask("y", FEED)).status_code == 404

            await eventually(over)
            assert counted("subscriptions") == counted("live_queries") == 0
            # Whoever is in time stays, and their reservation is another's.
            assert (await ada.reserve()).status_code == 201
            async with ada.opened() as events:
                await asyncio.sleep(2.2)
                assert (await ada.ask("x", FEED)).status_code == 202
                assert (await told(events))[1]["id"] == "x"

    limits = Limits(reserved_max=4, init_s=2.0)
    run(nats, store_url, scenario, history=ONE, limits=limits)


def test_a_stream_ends_with_the_token_of_who_asked(nats: NatsServer, store_url: str) -> None:
    """Each operation is told why: its client would wait for ever otherwise."""

    async def scenario(it: Gateway) -> None:
        ends_s = it.services.now_ms / 1000 + 1.5

        async def believe(headers: Any) -> Identity:
            return Identity(headers["x-viewer"], ends_s=ends_s)

        it.services.authenticate = believe
        async with listening(it) as port, client(port) as ada:
            await ada.reserve()
            async with ada.opened() as events:
                await ada.ask("x", PLAIN, id=ARTICLE)
                assert "data" in (await told(events))[1]["payload"]
                _, data = await told(events)
                [error] = data["payload"]["errors"]
                assert error["extensions"]["code"] == "UNAUTHENTICATED"
                assert await told(events) == ("complete", {"id": "x"})
                while await events.next():
                    pass

    run(nats, store_url, scenario, history=ONE)


def test_a_gateway_ends_though_streams_are_open_or_reserved(
    nats: NatsServer, store_url: str
) -> None:
    """Their clients reserve others, at another process."""

    async def scenario(it: Gateway) -> None:
        loop = asyncio.get_running_loop()
        async with client(0) as ada, client(0, "bob") as bob:
            async with listening(it) as port:
                for one in (ada, bob):
                    one.url = one.url.replace(":0/", f":{port}/")
                    await one.reserve()
                await bob.ask("x", PLAIN, id=ARTICLE)
                asked = ada.opened()
                events = await asked.__aenter__()
                await ada.ask("x", PLAIN, id=ARTICLE)
                await told(events)
                began = loop.time()
            assert loop.time() - began < 5
            while await events.next():
                pass
            await asked.__aexit__(None, None, None)
        assert counted("subscriptions") == counted("live_queries") == 0

    run(nats, store_url, scenario, history=ONE)


def test_a_gateway_of_several_processes_says_that_it_cannot(
    nats: NatsServer, store_url: str
) -> None:
    """Each request may reach another, which knows nothing of the stream: now and then it would
    work. Distinct connections do at the same address.
    """

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, client(port) as ada:
            status, message = refusal(await ada.reserve())
            assert status == 501
            assert "BANDSTAND_WORKERS=1" in message
            body = {"query": PLAIN, "variables": {"id": ARTICLE}}
            async with ada.http.stream(
                "POST", ada.url, json=body, headers=ada.headers | STREAM
            ) as response:
                payload, _ = await Events(response).state()
                assert payload["data"]

    run(nats, store_url, scenario, history=ONE, alone=False)
