"""Who asks, and what they bring along: the same over every transport."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.authentication import trusted_header
from gateway.errors import Unauthenticated, Unavailable
from gateway.transport.proxies import Proxies
from tests.gateway.live.live import Json, listening, opened, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN
from tests.gateway.live.test_sockets import INIT, closed
from tests.gateway.reading.test_waves import run
from tribes import events as e

VIEWER = "{ viewer { user { name } } }"
JSON = {"Content-Type": "application/json"}
ACCEPTS = ("application/json", "application/graphql-response+json", "text/event-stream")


async def bearer(headers: Mapping[str, str]) -> str | None:
    """An authenticator as a deployment would write one: it may ask somebody else, and refuse."""
    given = headers.get("authorization")
    if given is None:
        return None
    if given == "Bearer away":
        raise Unavailable("whoever knows sessions does not answer")
    if given == "Bearer broken":
        raise KeyError("secret")
    if given != "Bearer right":
        raise Unauthenticated("this session has ended")
    return "enzo"


def test_an_authenticator_of_one_s_own(nats: NatsServer, store_url: str) -> None:
    """It may be async; and who brings nothing is nobody."""

    async def scenario(it: Gateway) -> None:
        async def ask(**headers: str) -> Any:
            response = await it.client.post("/graphql", json={"query": VIEWER}, headers=headers)
            return response.status_code, response.json()["data"]

        assert await ask(authorization="Bearer right") == (
            200,
            {"viewer": {"user": {"name": "Enzo"}}},
        )
        assert await ask() == (200, {"viewer": None})

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"Authorization": "Bearer wrong"}, (401, "UNAUTHENTICATED", 4403, "session has ended")),
        ({"Authorization": "Bearer \xe9"}, (401, "UNAUTHENTICATED", 4403, "session has ended")),
        ({"Authorization": "Bearer away"}, (503, "UNAVAILABLE", 4403, "does not answer")),
        ({"Authorization": "Bearer broken"}, (500, "INTERNAL", 4500, "internal error")),
        ({"X-Consistency-Token": "abc"}, (400, "BAD_USER_INPUT", 4400, "is not a token of this")),
    ],
    ids=lambda given: str(given)[:40],
)  # fmt: skip
def test_what_is_not_valid_is_told_alike_wherever_it_is_met(
    nats: NatsServer, store_url: str, headers: dict[str, str], told: tuple[int, str, int, str]
) -> None:
    """By POST, by GET, for an event stream, at the start of a WebSocket or in its handshake."""
    sent = {name.encode(): value.encode() for name, value in headers.items()}
    status, code, closes, message = told

    async def scenario(it: Gateway) -> None:
        for query in (VIEWER, PLAIN):
            asked = {"query": query, "variables": {"id": ARTICLE}}
            params = {"query": query, "variables": json.dumps({"id": ARTICLE})}
            for accept in ACCEPTS:
                more = {**sent, b"Accept": accept.encode()}
                for answer in (
                    await it.client.post("/graphql", json=asked, headers=more),
                    await it.client.get("/graphql", params=params, headers=more),
                ):
                    assert answer.status_code == status
                    [error] = answer.json()["errors"]
                    assert error["extensions"]["code"] == code
                    assert message in error["message"]
                    assert "secret" not in answer.text
                    assert answer.headers["cache-control"] == "no-store"
                    assert ("www-authenticate" in answer.headers) is (status == 401)
        async with listening(it) as port:
            for init, handshake in ((headers, {}), ({}, headers)):
                if not all(value.isascii() for value in handshake.values()):
                    continue
                found, reason = await closed(port, {**INIT, "payload": init}, headers=handshake)
                assert found == closes
                assert reason.startswith(f"{code}: ")
                assert message in reason or len(reason) > 100

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


ANSWERS: list[Any] = ["", " ", "a b", "a/b", "a\n", "\ud800", "x" * 129, 5, 0, False, True, b"enzo",
                      {"id": "enzo"}, ["enzo"]]  # fmt: skip


@pytest.mark.parametrize("found", ANSWERS, ids=lambda given: repr(given)[:20])
def test_an_authenticator_answers_an_id_or_none(
    nats: NatsServer, store_url: str, caplog: pytest.LogCaptureFixture, found: Any
) -> None:
    """Found by this test: "" was somebody, who could read, and whose mutations were refused at a
    field that no input has; a number was an error of each field.
    """

    async def scenario(it: Gateway) -> None:
        bump = f'mutation {{ bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ __typename }} }}'
        for query in (VIEWER, "{ feed { edges { cursor } } }", bump):
            for accept in ACCEPTS:
                headers = {**JSON, "Accept": accept}
                answer = await it.client.post("/graphql", json={"query": query}, headers=headers)
                assert answer.status_code == 500
                assert answer.json()["errors"] == [
                    {"message": "internal error; details are in the gateway's log",
                     "extensions": {"code": "INTERNAL", "retryable": False}}
                ]  # fmt: skip
        async with listening(it) as port:
            code, reason = await closed(port, INIT)
            assert (code, reason.partition(":")[0]) == (4500, "INTERNAL")
        assert await it.head() == len(ONE)
        assert "expected an id (1 to 128 characters" in caplog.text

    more: Any = {"authenticate": lambda _: found, "development": False}
    run(nats, store_url, scenario, history=ONE, **more)


def test_a_mutation_without_a_viewer_is_an_error_of_its_field(
    nats: NatsServer, store_url: str
) -> None:
    """It was executed, and so is 200: nothing is wrong with what the request brought along."""
    mutation = (
        f'mutation {{ bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ receipt {{ token }} }} }}'
    )

    async def scenario(it: Gateway) -> None:
        for accept in ACCEPTS[:2]:
            headers = {**JSON, "Accept": accept}
            body = json.dumps({"query": mutation})
            answer = await it.client.post("/graphql", content=body, headers=headers)
            assert answer.status_code == 200
            assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


def test_an_authenticator_may_look_at_the_client_s_address(
    nats: NatsServer, store_url: str
) -> None:
    """Over every transport the same, and behind a proxy that is trusted not the proxy's."""
    seen: list[str] = []

    def authenticate(headers: Mapping[str, str], address: str) -> str | None:
        seen.append(address)
        return None

    async def scenario(it: Gateway) -> None:
        asked = {"json": {"query": VIEWER}}
        await it.client.post("/graphql", **asked)
        forwarded = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
        await it.client.post("/graphql", headers=forwarded, **asked)
        async with listening(it) as port, subscriber(port, headers=forwarded):
            pass
        assert seen == ["127.0.0.1", "198.51.100.7", "198.51.100.7"]

    more: Any = {"authenticate": authenticate, "proxies": Proxies(["127.0.0.1"])}
    run(nats, store_url, scenario, history=ONE, development=False, **more)


FORMS: list[Json] = [
    {"Authorization": "Bearer right"},
    {"authorization": "Bearer right"},
    {"headers": {"Authorization": "Bearer right"}},
    {"headers": {"authorization": "Bearer right", "X-Other": 5}},
    {"authToken": "right"},
    {"authToken": "Bearer right"},
    {"accessToken": "right", "authToken": None},
    {"Authorization": "Bearer right", "authToken": "wrong", "headers": None},
]


@pytest.mark.parametrize("payload", FORMS, ids=str)
def test_clients_say_who_they_are_each_in_their_way(
    nats: NatsServer, store_url: str, payload: Json
) -> None:
    """A browser can set no header of a WebSocket, and libraries do not agree on what to do."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port, payload) as fan:
            await fan.subscribe("1", VIEWER)
            assert (await fan.next("1"))["data"]["viewer"]["user"]["name"] == "Enzo"

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ({"headers": []}, "headers is a list: it must be an object"),
        ({"headers": {"Authorization": 5}}, "headers.Authorization is a number: it must be a"),
        ({"authToken": {}}, "authToken is an object: it must be a text"),
    ],
)
def test_what_says_it_in_no_way_is_told_so(
    nats: NatsServer, store_url: str, payload: Json, told: str
) -> None:
    """Else who thinks they are signed in is nobody, and wonders why."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            code, reason = await closed(port, {**INIT, "payload": payload})
            assert code == 4400
            assert told in reason

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


def test_who_is_not_signed_in_says_so_with_a_token_that_is_null(
    nats: NatsServer, store_url: str
) -> None:
    """So a page sends what it has, and that is nothing yet."""

    async def scenario(it: Gateway) -> None:
        nothing = {"authToken": None, "Authorization": None, "headers": {"authorization": None}}
        async with listening(it) as port, subscriber(port, nothing) as fan:
            await fan.subscribe("1", VIEWER)
            assert (await fan.next("1"))["data"] == {"viewer": None}

    run(nats, store_url, scenario, history=ONE, authenticate=bearer, development=False)


NAMES = ["desiré", "Дарья", "松田", "o'neil", "renée|7@b.c"]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_text_as_it_was_written(nats: NatsServer, store_url: str, name: str) -> None:
    """Found by this test: `desiré` was `desirÃ©`, and `Дарья` ended a WebSocket without a word."""
    history = [*ONE, e.UserProfileSet(**envelope(9, name), user=name, handle="h", name="N")]
    query = "{ viewer { user { handle name } } }"
    shown = {"viewer": {"user": {"handle": "h", "name": "N"}}}

    async def scenario(it: Gateway) -> None:
        headers = {b"X-Viewer": name.encode(), b"Content-Type": b"application/json"}
        body = json.dumps({"query": query})
        posted = await it.client.post("/graphql", content=body, headers=headers)
        assert posted.json()["data"] == shown
        got = await it.client.get("/graphql", params={"query": query}, headers=headers)
        assert got.json()["data"] == shown
        async with listening(it) as port, subscriber(port, {"X-Viewer": name}) as fan:
            await fan.subscribe("1", query)
            assert (await fan.next("1"))["data"] == shown

    run(nats, store_url, scenario, history=history, authenticate=trusted_header)


def test_a_header_in_latin_1_is_still_read(nats: NatsServer, store_url: str) -> None:
    """As HTTP has it, and as some clients send it: what is no UTF-8 is that."""
    history = [*ONE, e.UserProfileSet(**envelope(9, "desiré"), user="desiré", handle="h", name="N")]

    async def scenario(it: Gateway) -> None:
        headers = {b"X-Viewer": "desiré".encode("latin-1")}
        answer = await it.client.post(
            "/graphql", json={"query": "{ viewer { user { handle } } }"}, headers=headers
        )
        assert answer.json()["data"] == {"viewer": {"user": {"handle": "h"}}}

    run(nats, store_url, scenario, history=history)


def test_a_header_that_came_twice_is_nobody(nats: NatsServer, store_url: str) -> None:
    """One of them was put there by a proxy, and nobody can say which."""

    async def scenario(it: Gateway) -> None:
        twice = [("X-Viewer", "enzo"), ("X-Viewer", "pat"), ("Content-Type", "application/json")]
        body = json.dumps({"query": VIEWER})
        answer = await it.client.post("/graphql", content=body, headers=twice)
        assert answer.status_code == 400
        assert "'enzo, pat' is not an id" in answer.json()["errors"][0]["message"]

    run(nats, store_url, scenario, history=ONE)


def test_an_authenticator_sees_the_handshake_s_headers_as_text(
    nats: NatsServer, store_url: str
) -> None:
    """Bytes of a handshake go through another library than those of a request."""
    seen: list[str | None] = []

    def authenticate(headers: Mapping[str, str]) -> str | None:
        seen.append(headers.get("X-Name"))
        return None

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, opened(port, headers={"X-Name": "o'neil"}) as socket:
            await socket.send(json.dumps(INIT))
            await socket.recv()
        assert seen == ["o'neil"]

    run(nats, store_url, scenario, authenticate=authenticate, development=False)
