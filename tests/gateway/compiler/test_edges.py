"""The edges: hostile input, outages, tokens, limits. An error is read by a person, and passes."""

from __future__ import annotations

import asyncio
import signal
import time
from html import escape
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError

from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.worlds import envelope
from eventlog.errors import LogUnavailable
from gateway.authentication import load
from gateway.faults import tell
from gateway.graphiql.ide import graphiql
from gateway.tokens import Token
from gateway.transport.arrivals import BODY_BYTES_MAX
from tests.gateway.harness import gateway, serving
from tests.gateway.live.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.reading.test_waves import run
from tests.worlds import world
from tribes import events as e
from tribes.events import EVENTS
from tribes.tabs import TABS

FEED = "{ feed { edges { node { title } } } }"
BUMP = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { eventId } } }"


@pytest.mark.parametrize(
    ("query", "variables", "message"),
    [
        ("{ feed(first: 0) { edges { cursor } } }", {}, "first: 0 is outside 1 to 100"),
        ("{ feed(first: 101) { edges { cursor } } }", {}, "first: 101 is outside 1 to 100"),
        ('{ feed(after: "%%") { edges { cursor } } }', {}, "is not a cursor"),
        ('{ feed(after: "WyJhIiwxXQ") { edges { cursor } } }', {}, "is not a cursor"),
        ('{ node(id: "enzo") { id } }', {}, "is not a global id"),
        ('{ node(id: "VXNlcg==") { id } }', {}, "is not a global id"),
        ('{ node(id: "Q2FyOjE=") { id } }', {},
         "this is an id of type 'Car'; give an id of type User, Tribe, Article, Comment, Case, "),
        ('{ node(id: "Q29tbWVudDph") { id } }', {}, "is not a global id; give an id of type"),
        ('{ article(id: "VXNlcjplbnpv") { id } }', {}, "'User'; give an id of type Article, as"),
        ("query($h: String!) { user(handle: $h) { id } }", {"h": "x" * 999},
         "handle: give 1 to 128 characters; this has 999"),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["a"] * 101}, "at most 100"),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["é"]}, "is not a global id"),
        (
            "query($h: String!) { user(handle: $h) { id } }",
            {"h": "\ud800"},
            "half of a surrogate pair",
        ),
    ],
)  # fmt: skip
def test_bad_input_is_named(
    nats: NatsServer, store_url: str, query: str, variables: Any, message: str
) -> None:
    """The message gives the value and what was expected."""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(query, viewer="pat", **variables)
        assert error["code"] == "BAD_USER_INPUT"
        assert message in error["message"]

    run(nats, store_url, scenario, history=ONE)


def test_a_cursor_of_another_list_is_foreign(nats: NatsServer, store_url: str) -> None:
    """A place in one order says nothing in another."""

    async def scenario(it: Gateway) -> None:
        data = await it.ask("{ feed { edges { cursor node { tribe { id } } } } }")
        cursor = data["feed"]["edges"][0]["cursor"]
        query = """query($id: ID!, $at: String) { node(id: $id) { ... on Tribe {
          feed(after: $at) { edges { cursor } } } } }"""
        error = await it.refusal(query, id=TRIBE, at=cursor)
        assert "cursor is of another list" in error["message"]

    run(nats, store_url, scenario, history=ONE)


_NESTED = "edges { node { bumpers(first: 99) { edges { cursor } } } }"


@pytest.mark.parametrize(
    "query",
    [
        "{ feed(first: 100) { edges { node { comments(first: 100) { edges { node { author {"
        " feed(first: 100) { edges { node { id } } } } } } } } } } }",
        "{ feed" + " { edges { node { author { feed" * 9 + "{edges {cursor}}" + "}}}}" * 9 + "}",
    ],
    ids=["wide", "deep"],
)  # fmt: skip
def test_a_query_that_could_read_too_much_reads_nothing(
    nats: NatsServer, store_url: str, query: str
) -> None:
    """Cost is counted before anything is read, so a hostile query costs a plan."""

    async def scenario(it: Gateway) -> None:
        before = it.world.store.calls
        error = await it.refusal(query)
        assert (error["code"], error["data"]) == ("TOO_COSTLY", None)
        assert it.world.store.calls == before

    run(nats, store_url, scenario, history=ONE)


def test_requests_that_are_none(nats: NatsServer, store_url: str) -> None:
    """Each gets an answer that says what was wrong, and the gateway goes on."""

    async def scenario(it: Gateway) -> None:
        post, json = it.client.post, {"Content-Type": "application/json"}
        assert (await post("/graphql", content=b"{bad", headers=json)).status_code == 400
        assert (await post("/graphql", content=b"[]", headers=json)).status_code == 400
        assert (await post("/graphql", content=b"\xff\xfe", headers=json)).status_code == 400
        large = await post("/graphql", content=b" " * (BODY_BYTES_MAX + 1), headers=json)
        assert large.status_code == 413
        assert f"{BODY_BYTES_MAX:,}" in large.json()["errors"][0]["message"]
        assert (await it.send("")).status_code == 400
        for query in ("{ feed(", "{ nothing }", "{" * 3_000):
            answer = (await it.send(query)).json()
            assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        assert await it.ask(FEED)

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    "token", ["abc", "e30", str(Token(logs={"x": 1})), "A" * 5_000, "WyIwIix7fV0", "\xff"]
)  # fmt: skip
def test_a_token_that_is_none_is_refused(nats: NatsServer, store_url: str, token: str) -> None:
    """Silently ignoring it would be silently reading the past."""

    async def scenario(it: Gateway) -> None:
        headers = {b"X-Consistency-Token": token.encode("latin-1")}
        response = await it.client.post("/graphql", json={"query": FEED}, headers=headers)
        assert response.status_code == 400
        [error] = response.json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "X-Consistency-Token is not a token" in error["message"]

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize("shards", [1, 5])
def test_an_answer_says_how_much_of_the_log_it_holds(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """CURRENT and BEHIND without a token, SATISFIED and STALE with one."""

    async def main() -> None:
        async with world(nats.url, store_url, shards=shards) as it:
            await it.publish(ONE)
            async with serving(it, wait_s=0.1) as gate:

                async def status(token: str | None = None) -> Any:
                    answer = (await gate.send(FEED, token=token)).json()
                    return answer["extensions"]["consistency"]

                assert (await status())["status"] == "BEHIND"
                error = await gate.refusal("query($id: ID!) { node(id: $id) { id } }", id=ARTICLE)
                assert (error["code"], error["retryable"]) == ("NOT_YET", True)
                token = str(Token(logs={it.log.name: len(ONE)}))
                stale = await status(token)
                assert stale["status"] == "STALE"
                async with it.projecting():
                    await it.caught_up()
                    found = await status(token)
                    assert (found["status"], found["token"]) == ("SATISFIED", token)
                    assert await status() == {"status": "CURRENT", "token": token}
                    missing = await gate.ask('{ article(id: "QXJ0aWNsZTpubw==") { id } }')
                    assert missing == {"article": None}

    asyncio.run(main())


def test_a_read_waits_for_its_token(nats: NatsServer, store_url: str) -> None:
    """Whoever wrote reads what they wrote, in every shard that the query reads."""

    async def main() -> None:
        async with gateway(nats.url, store_url, history=ONE, shards=5, wait_s=5) as it:
            for number in range(10, 30):
                bump = e.ArticleBumped(**envelope(number, f"u{number}"), article="a")
                receipt = await it.world.publisher.publish(bump)
                token = str(Token(logs={receipt.log: receipt.sequence}))
                data = await it.ask(
                    "{ feed { edges { node { bumpCount author { name bumpsReceived } } } } }",
                    token=token,
                )
                [edge] = data["feed"]["edges"]
                assert edge["node"]["bumpCount"] == number - 9
                assert edge["node"]["author"] == {"name": "Enzo", "bumpsReceived": number - 9}

    asyncio.run(main())


def test_a_store_that_is_down_is_said_and_passes(nats: NatsServer, own_store: StoreServer) -> None:
    """Reads say UNAVAILABLE and may be retried; when the store is back, all is well."""

    async def main() -> None:
        async with gateway(nats.url, own_store.url, history=ONE) as it:
            own_store.kill()
            error = await it.refusal(FEED)
            assert (error["code"], error["retryable"]) == ("UNAVAILABLE", True)
            assert "the views do not answer" in error["message"]
            await it.services.look()
            assert (await it.client.get("/readyz")).status_code == 503
            assert (await it.client.get("/healthz")).status_code == 200
            own_store.start()
            await it.world.caught_up()
            assert len((await it.ask(FEED))["feed"]["edges"]) == 1
            await it.services.look()
            assert (await it.client.get("/readyz")).status_code == 200

    asyncio.run(main())


def test_a_log_that_is_down_stops_writing_alone(nats: NatsServer, store_url: str) -> None:
    """A mutation's outcome is unknown, and said so; queries go on; a retry with the key heals."""

    async def main() -> None:
        async with gateway(nats.url, store_url, history=ONE, patience_s=0.5) as it:
            await it.ask(FEED)
            nats.kill()
            made = {"articleId": ARTICLE, "idempotencyKey": "k"}
            error = await it.refusal(BUMP, viewer="pat", i=made)
            assert (error["code"], error["retryable"]) == ("UNAVAILABLE", True)
            assert "retry with the same idempotency key" in error["message"]
            assert await it.ask(FEED)
            await it.services.look()
            assert "log" in it.services.state["trouble"]
            nats.start()

            async def bumped() -> bool:
                await it.services.look()  # As it does by itself, where it is served.
                answer = (await it.send(BUMP, viewer="pat", i=made)).json()
                return "errors" not in answer

            await eventually(bumped)
            await it.world.caught_up()
            assert await it.head() == len(ONE) + 1

    asyncio.run(main())


def test_a_log_that_is_stopped_is_waited_for_as_long_as_is_said(
    nats: NatsServer, store_url: str
) -> None:
    """Its connection stands, and nothing comes: each of the attempts waited its full time, and then
    the question why, so that 15 s were told as 10.
    """

    async def main() -> None:
        async with gateway(nats.url, store_url, history=ONE, patience_s=5) as it:

            async def known() -> Any:
                return (await it.send(FEED)).json()["extensions"]["consistency"]

            await it.services.look()
            assert "unknownSince" not in await known()
            nats.signal(signal.SIGSTOP)
            try:
                began = time.monotonic()
                made = {"articleId": ARTICLE, "idempotencyKey": "k"}
                error = await it.refusal(BUMP, viewer="pat", i=made)
                took_s = time.monotonic() - began
            finally:
                nats.signal(signal.SIGCONT)
            # Meanwhile it became unknown what stands in it.
            assert (await known())["unknownSince"].keys() == {it.services.publisher.region}
            await it.services.look()
            assert "unknownSince" not in await known()
            assert took_s < 5 + 1
            assert "no acknowledgement within 5 s (the server answers nothing" in error["message"]
            assert "whether it was stored is unknown" in error["message"]

    asyncio.run(main())


def test_a_gateway_starts_before_its_log(store_url: str, tmp_path: Path) -> None:
    """It is alive, says what it waits for, and needs no restart."""
    server = NatsServer(tmp_path / "nats")

    async def main() -> None:
        from bandstand.domain import Domain
        from bandstand.processes.production import stores
        from bandstand.settings import Settings
        from bandstand.testing.worlds import World
        from eventlog.connection import Connection

        settings = Settings(redis_url=store_url, nats_url=server.url)
        [store] = stores(settings, Domain("tribes"))
        connection = Connection(server.url, timeout_s=0.5)
        async with serving(World(connection, store, EVENTS)) as gate:
            ready = await gate.client.get("/readyz")
            assert (ready.status_code, [*gate.services.state["trouble"]]) == (503, ["log", "start"])
            with pytest.raises(LogUnavailable, match="not connected yet"):
                await gate.services.publisher.publish(ONE[0])
            server.start()
            await gate.services.look()
            assert "there is no such stream yet" in gate.services.trouble["log"]
            await gate.services.publisher.open()
            await gate.services.look()
            assert gate.services.opened
        await store.close()
        await connection.close()

    try:
        asyncio.run(main())
    finally:
        server.kill()


def test_cors_and_the_ide_are_for_development(nats: NatsServer, store_url: str) -> None:
    """A front end on another port works at once; production names its origins."""

    async def scenario(it: Gateway) -> None:
        page = await it.client.get("/graphql", headers={"accept": "text/html"})
        assert "text/html" in page.headers["content-type"]
        assert "The feed, newest first" in page.text
        asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
        answer = await it.client.options("/graphql", headers=asked)
        assert answer.headers["access-control-allow-origin"] == "http://localhost:3000"

    run(nats, store_url, scenario, history=(), tabs=TABS, cors_origins=["http://localhost:3000"])
    assert all(f"# {escape(tab.title)}" in graphiql(TABS) for tab in TABS)


def test_faults_of_ours_are_masked() -> None:
    """A stranger learns nothing from a trace; the log of the gateway has it."""
    told = tell(GraphQLError("secret", original_error=ZeroDivisionError("secret")))
    assert "secret" not in told.message
    assert told.extensions == {"code": "INTERNAL", "retryable": False}


def test_an_authenticator_that_is_not_there_is_named() -> None:
    """A deployment with a typo must not start with nobody signed in."""
    for name in ("nowhere:viewer", "gateway.authentication:nothing", "", "gateway"):
        with pytest.raises(ValueError, match="expected module:function"):
            load(name)
