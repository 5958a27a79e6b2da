"""What is refused for too much of it: over HTTP, on WebSockets and as streams, on real ports."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from gateway.admission import requests
from gateway.admission.limits import Limits
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN
from tests.gateway.reading.test_waves import run
from tribes import events as e

FEED = "{ feed { edges { node { title } } } }"
BUMP = f'mutation {{ bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ receipt {{ eventId }} }} }}'
STRANGER = {"type": "http", "client": ("192.0.2.1", 1), "headers": []}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "REFUSED_S", 0.05)
    monkeypatch.setattr(requests, "LOOK_S", 1_000)


def test_over_capacity_who_comes_is_refused_before_they_are_read(
    nats: NatsServer, store_url: str
) -> None:
    """On the connection that they have, with when to come again; and health is told."""

    async def scenario(it: Gateway) -> None:
        gate = it.application.state.gate
        async with (
            listening(it) as port,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        ):
            held = [gate({**STRANGER, "client": (f"192.0.2.{at}", 1)}) for at in range(8)]
            body = {"query": FEED, "variables": {}, "extensions": {"more": "x" * 100_000}}
            for asked in ({"query": FEED}, body):
                found = await client.post("/graphql", json=asked)
                assert (found.status_code, found.headers["retry-after"]) == (503, "1")
                [error] = found.json()["errors"]
                assert error["message"] == "8 requests are being answered here: try again later"
                assert error["extensions"]["code"] == "TOO_MANY"
            assert (await client.get("/healthz")).status_code == 200
            held.pop().give()
            for _ in range(20):
                assert (await client.post("/graphql", json={"query": FEED})).status_code == 200
                assert (await client.options("/graphql")).status_code == 204
                assert (await client.get("/graphql-not")).status_code == 404
                assert (await client.post("/graphql", json=body)).status_code == 200
            for one in held:
                one.give()

    run(nats, store_url, scenario, history=ONE, limits=Limits(requests_max=8))


def test_one_client_is_refused_where_others_are_not(nats: NatsServer, store_url: str) -> None:
    """Whoever holds their share waits for themselves, and nobody else does."""

    async def scenario(it: Gateway) -> None:
        gate = it.application.state.gate
        async with listening(it) as port:
            held = [gate({**STRANGER, "client": ("127.0.0.9", 1)}) for _ in range(4)]
            transport = httpx.AsyncHTTPTransport(local_address="127.0.0.9")
            url = f"http://127.0.0.1:{port}/graphql"
            async with httpx.AsyncClient(transport=transport) as same, httpx.AsyncClient() as other:
                mine = await same.post(url, json={"query": FEED})
                assert mine.status_code == 429
                assert "and 4 are yours" in mine.json()["errors"][0]["message"]
                assert (await other.post(url, json={"query": FEED})).status_code == 200
            for one in held:
                one.give()

    run(nats, store_url, scenario, history=ONE, limits=Limits(requests_max=8))


def test_a_client_that_leaves_holds_no_place(nats: NatsServer, store_url: str) -> None:
    """With half a body, or before its answer; nor does one whose body is on its way."""

    async def scenario(it: Gateway) -> None:
        gate = it.application.state.gate
        async with listening(it) as port:
            head = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            body = json.dumps({"query": FEED}).encode()
            slow = []
            for sent, leaves in ((body, True), (body[:5], True), (b"", True), (body[:5], False)):
                for _ in range(4):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.write(head + b"Content-Length: %d\r\n\r\n" % len(body) + sent)
                    await writer.drain()
                    if leaves:
                        writer.close()
                    else:
                        slow.append(writer)
            await asyncio.sleep(0.2)
            held = [gate({**STRANGER, "client": (f"192.0.2.{at}", 1)}) for at in range(8)]
            for one in (*held, *slow):
                one.give() if isinstance(one, requests.Holding) else one.close()

    run(nats, store_url, scenario, history=ONE, limits=Limits(requests_max=8))


def test_reads_and_writes_have_budgets_that_answers_tell(nats: NatsServer, store_url: str) -> None:
    """2,000 of 2,000 mutations by one viewer were taken."""

    async def scenario(it: Gateway) -> None:
        first = await it.send(FEED, viewer="ada")
        assert first.headers["ratelimit-policy"] == '"reads";q=100000;w=60, "writes";q=2;w=60'
        assert '"writes";r=2;t=' in first.headers["ratelimit"]
        left = [int(first.headers["ratelimit"].split(";r=")[1].split(";")[0])]
        again = await it.send(FEED, viewer="ada")
        left.append(int(again.headers["ratelimit"].split(";r=")[1].split(";")[0]))
        # What was new the first time was charged for.
        assert 100_000 - left[0] > left[0] - left[1] > 0
        told = "{ rateLimits { name limit remaining resetsInSeconds } }"
        for compiling in (True, False):
            it.services.compiling = compiling
            reads, writes = (await it.ask(told, viewer="ada"))["rateLimits"]
            assert (reads["name"], reads["limit"], writes["remaining"]) == ("reads", 100_000, 2)
            assert left[1] > reads["remaining"] > 0
            assert 1 <= writes["resetsInSeconds"] <= 60
        it.services.compiling = True
        for _ in range(2):
            assert "errors" not in (await it.send(BUMP, viewer="bob")).json()
        refused = await it.send(BUMP, viewer="bob")
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        [error] = refused.json()["errors"]
        assert error["message"].startswith("rate limit: 2 mutations per client and minute")
        assert error["extensions"]["retryAfter"] == int(refused.headers["retry-after"])
        assert "errors" not in (await it.send(FEED, viewer="bob")).json()
        assert "errors" not in (await it.send(BUMP, viewer="eve")).json()
        three = f"mutation {{ {' '.join(f'a{at}: {BUMP[11:-2]}' for at in range(3))} }}"
        assert "errors" not in (await it.send(three, viewer="zoe")).json()
        assert (await it.send(BUMP, viewer="zoe")).status_code == 429

    run(nats, store_url, scenario, history=ONE, limits=Limits(reads=100_000, writes=2))


def test_what_is_large_is_paid_for_whatever_comes_of_it(nats: NatsServer, store_url: str) -> None:
    """What cost most of all was spent by none: bodies that were read, and refused."""

    async def scenario(it: Gateway) -> None:
        many = json.dumps({"query": FEED, "extensions": {"a": [[]] * 3_000}})
        odd = '{"query": "' + "x" * 100_000
        left = 100_000
        for body, least in ((many, 6_000), (odd, 390)):
            await it.client.post("/graphql", content=body, headers=KIND)
            told = await it.send("{ rateLimits { remaining } }")
            now = told.json()["data"]["rateLimits"][0]["remaining"]
            assert left - now > least
            left = now
        for _ in range(17):
            refused = await it.client.post("/graphql", content=many, headers=KIND)
        assert refused.status_code == 429
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE, more=[[]] * 3_000)
            told = await fan.message("1")
            assert told["payload"][0]["extensions"]["code"] == "TOO_MANY"

    run(nats, store_url, scenario, history=ONE, limits=Limits(reads=100_000))


KIND = {"Content-Type": "application/json"}


def test_what_a_websocket_asks_is_of_the_same_budgets(nats: NatsServer, store_url: str) -> None:
    """Else whoever is refused would ask there."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            assert await fan.next("1")
            await fan.subscribe("2", PLAIN + " ", id=ARTICLE)
            told = await fan.message("2")
            assert told["payload"][0]["extensions"]["code"] == "TOO_MANY"
            assert 1 <= told["payload"][0]["extensions"]["retryAfter"] <= 60

    run(nats, store_url, scenario, history=ONE, limits=Limits(reads=1_000))


def test_one_client_cannot_hold_all_live_queries(nats: NatsServer, store_url: str) -> None:
    """100 connections with 100 different ones each were all that there are."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            async with subscriber(port) as one, subscriber(port, {"X-Viewer": "bob"}) as other:
                for at in range(4):
                    await one.subscribe(f"{at}", PLAIN + f" # {at}", id=ARTICLE)
                    assert await one.next(f"{at}")
                await one.subscribe("more", PLAIN + " # more", id=ARTICLE)
                told = await one.message("more")
                assert "8 different subscriptions are open here at most, and 4 are" in str(told)
                for at in range(2):
                    await other.subscribe(f"{at}", PLAIN + f" # others{at}", id=ARTICLE)
                    assert await other.next(f"{at}")
                # What somebody listens to already is no other one.
                await one.subscribe("same", PLAIN + " # 0", id=ARTICLE)
                assert await one.next("same")
            async with subscriber(port) as one:
                for at in range(4):
                    await one.subscribe(f"{at}", PLAIN + f" # again{at}", id=ARTICLE)
                    assert await one.next(f"{at}")

    run(nats, store_url, scenario, history=ONE, limits=Limits(queries_max=8))


def test_what_merging_lists_came_to_is_paid_for(nats: NatsServer, store_url: str) -> None:
    """Ten articles in a hundred tribes cost what they cost in one, and held the store for 0.2 s."""
    history: list[Event] = [e.TribeFollowed(**envelope(n, "ada"), tribe=f"t{n}") for n in range(40)]
    for n in range(10):
        told = {"article": f"a{n}", "tribe": "t0", "kind": e.ArticleKind.ARTICLE, "title": "A"}
        history.append(e.ArticlePublished(**envelope(100 + n, "ada"), **told))
        history += [
            e.ArticleReposted(**envelope(1_000 * to + n, "ada"), article=f"a{n}", tribe=f"t{to}")
            for to in range(1, 40)
        ]
    home = """query($first: Int!, $after: String) { viewer { feed(order: NEW, first: $first,
        after: $after) { edges { cursor } pageInfo { endCursor } } } }"""

    async def scenario(it: Gateway) -> None:
        async def spent(
            viewer: str, first: int, after: str | None = None
        ) -> tuple[int, str | None]:
            left = []
            for _ in range(2):
                answer = await it.send(home, viewer=viewer, first=first, after=after)
                left.append(int(answer.headers["ratelimit"].split(";r=")[1].split(";")[0]))
            feed = answer.json()["data"]["viewer"]["feed"]
            assert len(feed["edges"]) <= first
            return left[0] - left[1], feed["pageInfo"]["endCursor"]

        _, last = await spent("ada", 10)
        none, _ = await spent("bob", 1)
        many, _ = await spent("ada", 1, last)
        assert many > none + 50

    run(nats, store_url, scenario, history=history, limits=Limits(reads=100_000))
