"""The HTTP side: bodies, origins, the IDE, what is logged, and the end of a process."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from html import escape
from typing import Any

import httpx
import pytest
import redis
from graphql import GraphQLError

from bandstand.operate.setup import set_up
from bandstand.processes.production import serve
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer, StoreServer
from gateway.admission.limits import Limits
from gateway.documents.tabs import Tab
from gateway.errors import NotYet, Unavailable
from gateway.faults import tell
from gateway.graphiql.ide import ADDRESS, PAGE, VIEWER, graphiql
from gateway.tokens import Token
from gateway.transport.paced import FILE_COST
from tests.gateway.harness import gateway, serving
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run
from tests.worlds import world

FEED = "{ feed { edges { node { title } } } }"
JSON = {"Content-Type": "application/json"}


def test_production_shows_no_ide_and_no_origins(nats: NatsServer, store_url: str) -> None:
    """The IDE believes X-Viewer, and any page could ask."""

    async def scenario(it: Gateway) -> None:
        paths = ("/", 404), ("/graphql?query={feed{__typename}}", 406), ("/graphql", 400)
        for path, status in (*paths, (f"{ADDRESS}/graphiql.js", 404)):
            page = await it.client.get(path, headers={"Accept": "text/html"})
            assert (page.status_code, "GraphiQL" in page.text) == (status, False)
        headers = {**JSON, "Origin": "https://cars.example"}
        body = json.dumps({"query": FEED})
        answer = await it.client.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers
        for path in ("/healthz", "/readyz"):
            assert (await it.client.get(path)).status_code == 200

    run(nats, store_url, scenario, history=ONE, development=False)


def test_development_opens_the_ide(nats: NatsServer, store_url: str) -> None:
    """The address that `up` prints leads there."""

    async def scenario(it: Gateway) -> None:
        home = await it.client.get("/")
        assert home.headers["location"] == "/graphql"
        page = await it.client.get("/graphql", headers={"accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert "Enzo" not in page.text
        for path in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
            assert path.startswith(ADDRESS)
            file = await it.client.get(path, headers={"accept-encoding": "gzip"})
            assert (file.status_code, file.headers["content-encoding"]) == (200, "gzip")
            assert file.content == (PAGE / path.rpartition("/")[2]).read_bytes()
            known = {"accept-encoding": "gzip", "if-none-match": file.headers["etag"]}
            assert (await it.client.get(path, headers=known)).status_code == 304

    run(nats, store_url, scenario, history=ONE)


def test_the_files_of_the_ide_have_the_price_of_a_file(nats: NatsServer, store_url: str) -> None:
    """A development gateway is somebody's own: but nothing is for nothing."""

    async def scenario(it: Gateway) -> None:
        script = f"{ADDRESS}/graphiql.js"
        answers = [await it.client.get(script) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]

    run(nats, store_url, scenario, history=ONE, limits=Limits(reads=FILE_COST + 1))


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


def test_a_slash_more_is_the_same_address(nats: NatsServer, store_url: str) -> None:
    """Some write one, and a redirect would cost them a request each time."""

    async def scenario(it: Gateway) -> None:
        answer = await it.client.post("/graphql/", json={"query": "{ __typename }"})
        assert (answer.status_code, answer.json()["data"]) == (200, {"__typename": "Query"})

    run(nats, store_url, scenario)


def test_only_a_browser_is_shown_the_ide(nats: NatsServer, store_url: str) -> None:
    """A program that asks by GET must not take a page for its answer."""

    async def scenario(it: Gateway) -> None:
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        for accept, params, shown in (
            ("*/*", {}, "the request has no query"),
            ("application/json", {}, "the request has no query"),
            ("application/json, text/html;q=0.9", {}, "the request has no query"),
            (browser, {}, "GraphiQL"),
            (browser, {"query": "{ __typename }"}, '{"data":{"__typename":"Query"}}'),
        ):
            answer = await it.client.get("/graphql", params=params, headers={"accept": accept})
            assert shown in answer.text

    run(nats, store_url, scenario)


def test_a_tab_cannot_leave_its_place() -> None:
    """A query may hold any text, and the page is HTML."""
    page = graphiql([Tab('"><script>alert(1)', "{{note}} { x }")])
    assert '"><script>alert(1)' not in page
    assert "# &quot;&gt;&lt;script&gt;alert(1)" not in page
    assert "# \\&quot;&gt;&lt;script&gt;alert(1)\\n{{note}} { x }" in page


def test_the_page_says_that_anybody_is_believed(nats: NatsServer, store_url: str) -> None:
    """And only where they are: else it says nothing, and pretends to be nobody."""

    def scenario(believed: bool) -> Any:
        async def look(it: Gateway) -> None:
            answer = await it.client.get("/graphql", headers={"accept": "text/html"})
            assert ("header X-Viewer is trusted" in answer.text) is believed
            assert (escape(json.dumps(VIEWER)) in answer.text) is believed

        return look

    run(nats, store_url, scenario(True))
    run(nats, store_url, scenario(False), authenticate=lambda _: None)


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
        assert error["message"] == "internal error; details are in the gateway's log"
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
    """Found by this test: a stranger could fill the disk with traces of their own typos."""

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
        await set_up(settings)
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
