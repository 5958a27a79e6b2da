"""Origins: which pages may ask, with whose cookies; by CORS and over a WebSocket alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.transport.origins import Origins
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

CARS, EVIL = "https://cars.example", "https://evil.example"
ASK = json.dumps({"query": "{ viewer { user { name } } }"})
JSON = {"Content-Type": "application/json"}
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type,x-consistency-token",
}


def by_cookie(headers: Mapping[str, str]) -> str | None:
    """An authenticator of a deployment whose users have a cookie."""
    return headers.get("cookie", "").removeprefix("user=") or None


@pytest.mark.parametrize("credentials", [True, False])
def test_a_named_origin_reads_answers_and_is_asked_once_in_two_hours(
    nats: NatsServer, store_url: str, credentials: bool
) -> None:
    """With cookies only where that is said: without the header a browser shows a page nothing."""

    async def scenario(it: Gateway) -> None:
        allowed = "true" if credentials else None
        asked = await it.client.options("/graphql", headers={"Origin": CARS, **PREFLIGHT})
        assert asked.status_code == 200
        found = asked.headers
        assert found["access-control-allow-origin"] == CARS
        assert found.get("access-control-allow-credentials") == allowed
        assert found["access-control-max-age"] == "7200"
        assert found["access-control-allow-methods"] == "DELETE, GET, HEAD, POST, PUT"
        assert "x-consistency-token" in found["access-control-allow-headers"]
        answer = await it.client.post("/graphql", content=ASK, headers={"Origin": CARS, **JSON})
        assert answer.headers["access-control-allow-origin"] == CARS
        assert answer.headers.get("access-control-allow-credentials") == allowed
        exposed = answer.headers["access-control-expose-headers"]
        assert exposed == "ETag, Retry-After, RateLimit, RateLimit-Policy, Allow, WWW-Authenticate"
        assert "Origin" in answer.headers["vary"]

    run(nats, store_url, scenario, cors_origins=[CARS], cors_credentials=credentials)


@pytest.mark.parametrize("credentials", [True, False])
def test_another_origin_is_told_nothing(
    nats: NatsServer, store_url: str, credentials: bool
) -> None:
    """Neither that it may ask, nor an answer; what is refused names its reason for the listed."""

    async def scenario(it: Gateway) -> None:
        for origin in (EVIL, "null", f"{CARS}.evil.example", "http://cars.example"):
            asked = await it.client.options("/graphql", headers={"Origin": origin, **PREFLIGHT})
            assert asked.status_code == 400
            assert "access-control-allow-origin" not in asked.headers
            answer = await it.client.post(
                "/graphql", content=ASK, headers={"Origin": origin, **JSON}
            )
            assert "access-control-allow-origin" not in answer.headers
        for body, status in (("{", 400), (" " * 300_000, 413)):
            refused = await it.client.post(
                "/graphql", content=body, headers={"Origin": CARS, **JSON}
            )
            assert refused.status_code == status
            assert refused.headers["access-control-allow-origin"] == CARS

    run(nats, store_url, scenario, cors_origins=[CARS], cors_credentials=credentials)


def test_without_origins_there_is_no_cors(nats: NatsServer, store_url: str) -> None:
    """A preflight is answered as any OPTIONS is, and so is refused by the browser."""

    async def scenario(it: Gateway) -> None:
        asked = await it.client.options("/graphql", headers={"Origin": CARS, **PREFLIGHT})
        assert asked.status_code == 204
        assert not [name for name in asked.headers if name.startswith("access-control")]

    run(nats, store_url, scenario, development=False)


@pytest.mark.parametrize(
    ("origins", "credentials", "origin", "viewer"),
    [
        # Our own page, and what is no browser.
        ([], False, None, "enzo"),
        ([], False, "http://{host}", "enzo"),
        ([CARS], True, "http://{host}", "enzo"),
        # A page of the list: with cookies where it may.
        ([CARS], True, CARS, "enzo"),
        ([CARS], False, CARS, None),
        (["*"], False, EVIL, None),
        # Any other.
        ([CARS], True, EVIL, "refused"),
        ([], False, CARS, "refused"),
        ([CARS], True, "null", "refused"),
    ],
)
def test_a_page_s_websocket_has_the_cookies_that_its_requests_have(
    nats: NatsServer,
    store_url: str,
    *,
    origins: list[str],
    credentials: bool,
    origin: str | None,
    viewer: str | None,
) -> None:
    """A browser asks nobody before it opens one: cross-site WebSocket hijacking."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            headers = {"Cookie": "user=enzo"}
            if origin is not None:
                headers["Origin"] = origin.format(host=f"{embedded.HOST}:{port}")
            if viewer == "refused":
                with pytest.raises(InvalidStatus) as refused:
                    async with subscriber(port, headers=headers):
                        pass
                assert refused.value.response.status_code == 403
                return
            async with subscriber(port, headers=headers) as fan:
                await fan.subscribe("1", "{ viewer { user { name } } }")
                shown = {"user": {"name": "Enzo"}} if viewer else None
                assert (await fan.next("1"))["data"] == {"viewer": shown}

    more: dict[str, Any] = {"cors_origins": origins, "cors_credentials": credentials}
    run(nats, store_url, scenario, history=ONE, authenticate=by_cookie, development=False, **more)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"BANDSTAND_CORS_ORIGINS": "*", "BANDSTAND_CORS_CREDENTIALS": "1"}, "name the origins"),
        ({"BANDSTAND_DEVELOPMENT": "1", "BANDSTAND_CORS_CREDENTIALS": "1"}, "name the origins"),
        ({"BANDSTAND_CORS_CREDENTIALS": "1"}, "names no origin whose pages may send cookies"),
        ({"BANDSTAND_CORS_CREDENTIALS": "1", "BANDSTAND_CORS_ORIGINS": " ,"}, "names no origin"),
        (
            {
                "BANDSTAND_CORS_CREDENTIALS": "1",
                "BANDSTAND_CORS_ORIGINS": "",
                "BANDSTAND_DEVELOPMENT": "1",
            },
            "names no origin",
        ),
        ({"BANDSTAND_CORS_ORIGINS": "cars.example"}, "'cars.example' is not an origin"),
        ({"BANDSTAND_CORS_ORIGINS": f"{CARS}/"}, "'https://cars.example/' is not an origin"),
        ({"BANDSTAND_CORS_ORIGINS": f"{CARS}, https://Cars.example"}, "in lower case"),
        ({"BANDSTAND_CORS_ORIGINS": "https://*.example/x"}, "without a path"),
        ({"BANDSTAND_CORS_CREDENTIALS": "yes"}, "expected 0 or 1"),
    ],
)
def test_a_setting_that_no_browser_could_meet_ends_the_start(
    environment: dict[str, str], told: str
) -> None:
    """And one that lets any page ask with anybody's cookies."""
    with pytest.raises(BadSetting, match="BANDSTAND_CORS") as refused:
        Settings.load(environment)
    assert told in str(refused.value)


def test_origins_are_read_as_they_are_written() -> None:
    """With spaces between; unset, all in development and none in production."""
    given = {"BANDSTAND_CORS_ORIGINS": f" {CARS} ,http://localhost:3000,"}
    assert Settings.load(given).origins == [CARS, "http://localhost:3000"]
    assert Settings.load({}).origins == []
    assert Settings.load({"BANDSTAND_DEVELOPMENT": "1"}).origins == ["*"]
    assert Settings.load({"BANDSTAND_DEVELOPMENT": "1", "BANDSTAND_CORS_ORIGINS": ""}).origins == []


def test_a_page_that_a_browser_calls_another_site_s_is_none_of_ours() -> None:
    """That of the same host over plain HTTP, which anybody on the way may have written."""
    headers = {"host": "feeds.example", "origin": "http://feeds.example", "cookie": "user=enzo"}
    assert Origins().may_ask(headers)
    assert not Origins().may_ask(headers | {"sec-fetch-site": "cross-site"})
    assert not Origins().may_ask(headers | {"origin": "ftp://feeds.example"})
