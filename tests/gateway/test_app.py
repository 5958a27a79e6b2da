"""The HTTP side: bodies, origins, the IDE, what is logged, and the end of a process."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any

import httpx
import pytest
import redis
from graphql import GraphQLError

from bandstand import embedded
from bandstand.processes import serve
from bandstand.settings import Settings
from gateway.app import Tab, graphiql
from gateway.errors import NotYet, Unavailable
from gateway.faults import tell
from gateway.tokens import Token
from tests.gateway.harness import Gateway, gateway, serving
from tests.gateway.test_changes import ONE
from tests.gateway.test_waves import run
from tests.servers import NatsServer, StoreServer
from tests.worlds import world

FEED = "{ feed { edges { node { title } } } }"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"1", b"null", b'"x"', b"[]", b"\xff", b"\xef\xbb\xbf{}", b"{}{}",
        b'{"query":1}', b'{"query":"{x}","variables":[]}', b'{"query":"{x}","operationName":{}}',
        b'{"query":"{x}","variables":{"a":' + b"[" * 90_000 + b"]" * 90_000 + b"}}",
        b'{"query":"{x}","variables":{"a":' + b"9" * 9_000 + b"}}",
        b'{"query":"{x}","variables":{"a":NaN}}',
        b'{"query":"{x}","variables":{"a":"\\ud800"}}',
        json.dumps([{"query": FEED}]).encode(),
    ],
    ids=lambda body: body[:40].decode("latin-1") + f"_{len(body)}",
)  # fmt: skip
def test_a_body_that_is_no_request_is_a_client_s_mistake(
    nats: NatsServer, store_url: str, body: bytes
) -> None:
    """Found by this test: `null`, U+D800, deep nesting and huge numbers were 500 or INTERNAL."""

    async def scenario(it: Gateway) -> None:
        response = await it.client.post("/graphql", content=body, headers=JSON)
        assert response.status_code == 400
        [error] = response.json()["errors"]
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "retryable": False}
        assert "not a GraphQL request in JSON" in error["message"]
        assert await it.ask(FEED)

    run(nats, store_url, scenario, history=ONE)


def test_a_large_body_is_not_read_to_its_end(nats: NatsServer, store_url: str) -> None:
    """Sent in pieces, without a length, it is refused as soon as it is too large."""

    async def scenario(it: Gateway) -> None:
        sent = 0

        async def pieces() -> Any:
            nonlocal sent
            for _ in range(1_000):
                sent += 1
                yield b" " * 10_000

        response = await it.client.post("/graphql", content=pieces(), headers=JSON)
        assert response.status_code == 413
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert sent < 40

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_a_form_could_send_is_refused(nats: NatsServer, store_url: str, kind: str) -> None:
    """A page on another site can post these without asking: cross-site request forgery."""

    async def scenario(it: Gateway) -> None:
        body = json.dumps({"query": FEED}).encode()
        headers = {"Content-Type": kind} if kind else {}
        response = await it.client.post("/graphql", content=body, headers=headers)
        assert (response.status_code, "title" in response.text) == (400, False)

    run(nats, store_url, scenario, history=ONE)


def test_only_named_origins_may_read_answers(nats: NatsServer, store_url: str) -> None:
    """And the refusal of a large body is readable for them, too."""

    async def scenario(it: Gateway) -> None:
        async def allowed(origin: str, body: str = json.dumps({"query": FEED})) -> str | None:
            headers = {**JSON, "Origin": origin}
            response = await it.client.post("/graphql", content=body, headers=headers)
            found: str | None = response.headers.get("access-control-allow-origin")
            return found

        assert await allowed("https://cars.example") == "https://cars.example"
        assert await allowed("https://evil.example") is None
        assert await allowed("https://cars.example", " " * 300_000) == "https://cars.example"
        asked = {
            "Origin": "https://cars.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-consistency-token",
        }
        preflight = await it.client.options("/graphql", headers=asked)
        assert preflight.status_code == 200
        assert "x-consistency-token" in preflight.headers["access-control-allow-headers"]

    run(nats, store_url, scenario, history=ONE, cors_origins=["https://cars.example"])


def test_production_shows_no_ide_and_no_origins(nats: NatsServer, store_url: str) -> None:
    """GET would make queries cacheable and forgeable; the IDE believes X-Viewer."""

    async def scenario(it: Gateway) -> None:
        for path in ("/", "/graphql", "/graphql?query={viewer{user{id}}}"):
            assert (await it.client.get(path)).status_code in (404, 405)
        headers = {**JSON, "Origin": "https://cars.example"}
        body = json.dumps({"query": FEED})
        answer = await it.client.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers
        for path in ("/healthz", "/readyz"):
            assert (await it.client.get(path)).status_code == 200

    run(nats, store_url, scenario, history=ONE, development=False)


def test_development_opens_the_ide_and_no_query_by_get(nats: NatsServer, store_url: str) -> None:
    """The address that `up` prints leads there."""

    async def scenario(it: Gateway) -> None:
        home = await it.client.get("/")
        assert home.headers["location"] == "/graphql"
        page = await it.client.get("/graphql", headers={"accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert "Enzo" not in page.text

    run(nats, store_url, scenario, history=ONE)


def test_what_is_not_executed_has_no_data(nats: NatsServer, store_url: str) -> None:
    """A null there would say that it was, and that something in it went wrong."""

    async def scenario(it: Gateway) -> None:
        for query in ("{ nothing }", "{", "query A { __typename } query B { __typename }"):
            assert (await it.send(query)).json().keys() == {"errors"}
        broken = await it.client.post("/graphql", content=b"{", headers=JSON)
        assert broken.json().keys() == {"errors"}
        executed = (await it.send('{ article(id: "no") { id } }')).json()
        assert executed["data"] == {"article": None}

    run(nats, store_url, scenario)


def test_only_a_browser_is_shown_the_ide(nats: NatsServer, store_url: str) -> None:
    """A program that asks by GET must not take a page for its answer."""

    async def scenario(it: Gateway) -> None:
        for accept in ("*/*", "application/json"):
            query = {"query": "{ __typename }"}
            answer = await it.client.get("/graphql", params=query, headers={"accept": accept})
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
            assert "send a query by POST" in answer.text

    run(nats, store_url, scenario)


def test_a_tab_cannot_leave_its_script() -> None:
    """A query may hold any text, and the page is HTML."""
    page = graphiql([Tab("</script><script>alert(1)", "{ x }")])
    assert "</script><script>alert(1)" not in page
    assert "\\u003c/script>\\u003cscript>alert(1)" in page


def test_a_fault_of_ours_is_masked_and_logged(
    nats: NatsServer, store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Trying again would not mend it, so it is not called UNAVAILABLE; a trace is ours to read."""

    async def scenario(it: Gateway) -> None:
        base = it.world.store.view.base(it.world.store.shards, 0)
        with redis.Redis.from_url(store_url) as client:
            client.hset(f"{base}coverage", "events-eu-0-1", "sesame")
        error = await it.refusal(FEED)
        assert (error["code"], error["retryable"]) == ("INTERNAL", False)
        assert error["message"] == "internal error; the log of the gateway has it"
        assert error["path"] == ["feed"]

    async def main() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(ONE)
            async with serving(it) as gate:
                await scenario(gate)

    with caplog.at_level(logging.ERROR):
        asyncio.run(main())
    [record] = [record for record in caplog.records if record.exc_info]
    assert "coverage is not readable" in record.getMessage()


def test_a_client_s_mistakes_are_not_our_log_s(
    nats: NatsServer, store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Found by this test: a stranger could fill the disk with traces of his own typos."""

    async def scenario(it: Gateway) -> None:
        for query in ("{", "{ nothing }", "{ feed(first: 0) { edges { cursor } } }"):
            assert (await it.send(query)).json()["errors"]

    with caplog.at_level(logging.INFO):
        run(nats, store_url, scenario, history=ONE)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_where_the_store_is_is_not_the_client_s_business(
    nats: NatsServer, own_store: StoreServer, caplog: pytest.LogCaptureFixture
) -> None:
    """He is told to try again; the gateway's log has the address."""

    async def main() -> None:
        async with gateway(nats.url, own_store.url, history=ONE) as it:
            own_store.kill()
            error = await it.refusal(FEED)
            assert error["code"] == "UNAVAILABLE"
            assert str(own_store.port) not in json.dumps(error)

    with caplog.at_level(logging.WARNING, logger="gateway"):
        asyncio.run(main())
    assert f":{own_store.port}" in caplog.text


def test_what_may_be_told_keeps_its_code_and_place() -> None:
    """A client decides by the code, and shows the error beside the field."""
    path: list[str | int] = ["feed", "edges", 0]
    for error, code in ((NotYet("soon"), "NOT_YET"), (Unavailable("later"), "UNAVAILABLE")):
        told = tell(
            GraphQLError("x", path=path, original_error=GraphQLError("y", original_error=error))
        )
        assert (told.message, told.path) == (str(error), path)
        assert told.extensions == {"code": code, "retryable": True}
    assert tell(GraphQLError("typo")).extensions == {
        "code": "GRAPHQL_VALIDATION_FAILED",
        "retryable": False,
    }
    known = GraphQLError("x", extensions={"code": "MINE"})
    assert tell(known) is known


def test_an_answer_under_way_is_given_before_the_end(nats: NatsServer, store_url: str) -> None:
    """A deployment replaces gateways all day, and nobody should notice."""
    port = embedded.free_port()
    settings = Settings(
        nats_url=nats.url, redis_url=store_url, region="test", port=port, wait_ms=1_500
    )

    async def main() -> None:
        process = asyncio.create_task(serve(settings))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
            deadline = time.monotonic() + 10
            while True:
                try:
                    if (await client.get("/readyz")).status_code == 200:
                        break
                except httpx.TransportError:
                    assert time.monotonic() < deadline
                await asyncio.sleep(0.02)
            # It waits a while for what nobody projects.
            token = str(Token(logs={"events-test-0-1": 5}))
            asked = asyncio.create_task(
                client.post(
                    "/graphql", json={"query": FEED}, headers={"X-Consistency-Token": token}
                )
            )
            await asyncio.sleep(0.5)
            process.cancel()
            response = await asked
            assert response.json()["extensions"]["consistency"]["status"] == "STALE"
            async with asyncio.timeout(5):
                await asyncio.wait({process})
            with pytest.raises(httpx.TransportError):
                await client.get("/healthz")

    asyncio.run(main())
