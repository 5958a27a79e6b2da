"""GET: what is asked by an address, by whom, and what may be kept of the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.transport.endpoint import ADDRESS_BYTES_MAX
from tests.gateway.documents.test_persisted import hashed
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN
from tests.gateway.live.test_streams import stream
from tests.gateway.reading.test_waves import run

FEED = "query Feed($first: Int) { feed(first: $first) { edges { node { title } } } }"
BUMP = f'mutation {{ bumpArticle(input: {{articleId: "{ARTICLE}"}}) {{ receipt {{ token }} }} }}'
SHOWN = {"feed": {"edges": [{"node": {"title": "A"}}]}}
RESPONSE = "application/graphql-response+json"
CARS = "https://cars.example"


def written(**fields: Any) -> dict[str, str]:
    """Fields of a request as they stand in an address."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }


@pytest.mark.parametrize(
    ("fields", "data"),
    [
        ({"query": FEED}, SHOWN),
        ({"query": FEED, "variables": {"first": 3}}, SHOWN),
        ({"query": FEED, "variables": "", "operationName": "", "extensions": "null"}, SHOWN),
        ({"query": FEED + " query B { __typename }", "operationName": "Feed"}, SHOWN),
        ({"query": "{ __typename }", "cache": "7", "variables": "null"}, {"__typename": "Query"}),
        ({"query": "{ viewer { user { id } } }"}, {"viewer": None}),
    ],
)
def test_a_query_is_asked_by_its_text(
    nats: NatsServer, store_url: str, fields: dict[str, Any], data: Any
) -> None:
    """urql asks so unless told otherwise, and Apollo Client where it is told to."""

    async def scenario(it: Gateway) -> None:
        answer = await it.client.get("/graphql", params=written(**fields))
        assert (answer.status_code, answer.json()["data"]) == (200, data)

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("", 400, "the request has no query"),
        ("?query=", 400, "the request has no query"),
        ("?query=%7Bfeed%7B__typename%7D%7D&query=x", 400, "the address has query twice"),
        ("?query=%FF", 400, "the address is not percent-encoded"),
        ("?query=x&variables=%7B", 400, "variables is not JSON (line 1, column 2)"),
        ("?query=x&variables=[]", 400, "variables is a list: it must be an object in JSON"),
        ("?query=x&variables=%22%7B%7D%22", 400, "variables is a text: it must be an object"),
        ('?query=x&variables={"a":1,"a":2}', 400, "the key 'a' twice in one object"),
        ("?query=x&extensions=7", 400, "extensions is a number: it must be an object in JSON"),
        ("?query=x" + "&a=b" * 20, 400, "the address has more than 16 parameters"),
        ("?query=%23" + "x" * ADDRESS_BYTES_MAX, 414, "at most 16,384 are taken: send the query"),
        ("?query=mutation%7B__typename%7D", 405, "send mutations by POST"),
        ("?query=subscription%7BfeedUpdated%7B__typename%7D%7D", 406, "as an event stream"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_an_address_cannot_ask_is_told(
    nats: NatsServer, store_url: str, address: str, status: int, told: str
) -> None:
    """With a sentence, in whichever JSON the client takes."""

    async def scenario(it: Gateway) -> None:
        for kind in ("application/json", RESPONSE):
            answer = await it.client.get(f"/graphql{address}", headers={"Accept": kind})
            assert answer.status_code == status
            assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
            assert answer.headers["cache-control"] == "no-store"
            [error] = answer.json()["errors"]
            assert told in error["message"]
        assert (answer.headers.get("allow") is not None) is (status == 405)

    run(nats, store_url, scenario, history=ONE)


def test_by_get_nothing_is_changed(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """Anybody's page can hold a link: by its text, by its name, by its hash, and by HEAD."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"bump": BUMP}), encoding="utf-8")

    async def scenario(it: Gateway) -> None:
        several = f"query A {{ __typename }} {BUMP.replace('mutation', 'mutation B')}"
        for fields in (
            {"query": BUMP},
            {"documentId": "bump"},
            {"extensions": hashed(BUMP)},
            {"query": BUMP, "extensions": hashed(BUMP)},
            {"query": several, "operationName": "B"},
        ):
            for accept in ("*/*", "text/event-stream", RESPONSE):
                headers = {"X-Viewer": "enzo", "Accept": accept}
                for method in ("GET", "HEAD"):
                    answer = await it.client.request(
                        method, "/graphql", params=written(**fields), headers=headers
                    )
                    assert answer.status_code == 405
                    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE, trusted=file)


YES, NO = True, False


@pytest.mark.parametrize(
    ("headers", "answered"),
    [
        # What no browser sends, or what a browser sends of its own page.
        ({}, YES),
        ({"Sec-Fetch-Mode": "cors"}, YES),  # node's fetch
        ({"Sec-Fetch-Site": "same-origin", "Cookie": "a=b"}, YES),
        ({"Sec-Fetch-Site": "same-origin", "Referer": "http://gateway/", "Cookie": "a=b"}, YES),
        ({"Referer": ""}, YES),
        ({"Sec-Fetch-Site": "none", "Cookie": "a=b"}, YES),  # typed, or a bookmark
        ({"Origin": "http://gateway", "Cookie": "a=b"}, YES),
        ({"Referer": "http://gateway/page", "Cookie": "a=b"}, YES),
        # What a page of another site can make a browser send.
        ({"Cookie": "a=b"}, NO),
        ({"Cookie": "a=b", "Accept": RESPONSE}, NO),
        ({"Authorization": "Basic ZTpl"}, NO),
        ({"Authorization": "Negotiate abc"}, NO),
        ({"Sec-Fetch-Site": "cross-site"}, NO),
        ({"Sec-Fetch-Site": "same-site"}, NO),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Cookie": "a=b"}, NO),
        ({"Origin": "https://evil.example"}, NO),
        ({"Origin": "null"}, NO),
        ({"Origin": "http://["}, NO),
        ({"Origin": "https://gateway.evil.example"}, NO),
        ({"Referer": "https://evil.example/gateway"}, NO),
        ({"Referer": f"https://evil.example/?{CARS}/"}, NO),
        ({"Referer": f"{CARS}.evil.example/"}, NO),
        ({"Referer": "http://["}, NO),
        ({"Referer": "about:blank"}, NO),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "https://evil.example/"}, NO),
        ({"Cookie": "a=b", "Content-Type": "text/plain"}, NO),
        ({"Cookie": "a=b", "Content-Type": "text/plain; application/json"}, NO),
        ({"Cookie": "a=b", "Content-Type": "multipart/form-data; boundary=x"}, NO),
        ({"Cookie": "a=b", "Content-Type": "application/x-www-form-urlencoded"}, NO),
        ({"Cookie": "a=b", "Apollo-Require-Preflight": ""}, NO),
        ({"Cookie": "a=b", "X-Apollo-Operation-Name": ""}, NO),
        # What it cannot send without asking first.
        ({"Cookie": "a=b", "Apollo-Require-Preflight": "1"}, YES),
        ({"Cookie": "a=b", "X-Apollo-Operation-Name": "Feed"}, YES),
        ({"Cookie": "a=b", "GraphQL-Require-Preflight": "1"}, YES),
        ({"Cookie": "a=b", "Content-Type": "application/json"}, YES),
        ({"Cookie": "a=b", "Authorization": "Bearer x"}, YES),
        ({"Origin": "https://evil.example", "Apollo-Require-Preflight": "1"}, YES),
        # Pages that CORS lets in; with cookies where it lets these in, too.
        ({"Origin": CARS, "Sec-Fetch-Site": "cross-site"}, YES),
        ({"Origin": CARS, "Cookie": "a=b"}, NO),
        ({"Referer": f"{CARS}/page?a=b#c"}, YES),
        ({"Referer": CARS}, YES),
        ({"Referer": f"{CARS}/", "Sec-Fetch-Site": "cross-site"}, YES),
        ({"Referer": f"{CARS}/page", "Cookie": "a=b"}, NO),
        ({"Origin": "https://evil.example", "Referer": f"{CARS}/"}, NO),
    ],
    ids=lambda given: str(given)[:60],
)
def test_a_get_that_another_site_could_make_a_browser_send_is_refused(
    nats: NatsServer, store_url: str, headers: dict[str, str], answered: bool
) -> None:
    """As Apollo Server does it. A link must not ask what somebody likes in anybody's name."""

    async def scenario(it: Gateway) -> None:
        for method in ("GET", "HEAD"):
            answer = await it.client.request(
                method, "/graphql", params={"query": FEED}, headers=headers
            )
            assert answer.status_code == (200 if answered else 400)
        if not answered:
            refused = await it.client.get("/graphql", params={"query": FEED}, headers=headers)
            [error] = refused.json()["errors"]
            assert "`Apollo-Require-Preflight: 1`" in error["message"]

    more = {"cors_origins": [CARS], "authenticate": lambda _: None, "development": False}
    run(nats, store_url, scenario, history=ONE, **more)


def test_a_page_that_may_ask_with_cookies_does(nats: NatsServer, store_url: str) -> None:
    """With `BANDSTAND_CORS_CREDENTIALS`, and it alone."""

    async def scenario(it: Gateway) -> None:
        for origin, status in ((CARS, 200), ("https://evil.example", 400)):
            for whence in ({"Origin": origin}, {"Referer": f"{origin}/page"}):
                for more in ({}, {"Sec-Fetch-Site": "cross-site"}):
                    headers = {"Cookie": "a=b", **more, **whence}
                    got = await it.client.get("/graphql", params={"query": FEED}, headers=headers)
                    assert got.status_code == status, headers

    run(nats, store_url, scenario, history=ONE, cors_origins=[CARS], cors_credentials=True)


@pytest.mark.parametrize(
    "whence",
    [
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/x"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_where_all_origins_are_named_any_page_may_ask_without_cookies(
    nats: NatsServer, store_url: str, whence: dict[str, str]
) -> None:
    """As it is in development: whichever header says from where, and also where none says which."""

    async def scenario(it: Gateway) -> None:
        for cookie, status in (({}, 200), ({"Cookie": "a=b"}, 400)):
            headers = {**whence, **cookie}
            got = await it.client.get("/graphql", params={"query": FEED}, headers=headers)
            assert got.status_code == status

    run(nats, store_url, scenario, history=ONE, cors_origins=["*"])


def test_a_hash_is_learnt_by_get(nats: NatsServer, store_url: str) -> None:
    """Apollo Client sends it alone first, then with its text, and a cache before us keeps both."""

    async def scenario(it: Gateway) -> None:
        async def ask(**fields: Any) -> Any:
            headers = {"Accept": kind}
            answer = await it.client.get("/graphql", params=written(**fields), headers=headers)
            return answer.status_code, answer.json()

        text = FEED
        for kind, status in (("application/json", 200), (RESPONSE, 400)):  # noqa: B007
            text += " "
            found, answer = await ask(extensions=hashed(text))
            assert (found, answer["errors"][0]["message"]) == (status, "PersistedQueryNotFound")
            found, answer = await ask(query=text, extensions=hashed(text))
            assert (found, answer["data"]) == (200, SHOWN)
            found, answer = await ask(extensions=hashed(text), variables={"first": 1})
            assert (found, answer["data"]) == (200, SHOWN)
            found, answer = await ask(query=text, extensions=hashed("another"))
            assert (found, answer["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")
            odd = {"persistedQuery": {"version": 1, "sha256Hash": ["x"]}}
            assert (await ask(extensions=odd))[0] in (200, 400)

    run(nats, store_url, scenario, history=ONE)


def test_with_an_allow_list_an_address_asks_nothing_else(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """One rule for all ways in."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"feed": FEED}), encoding="utf-8")
    other = "{ feed { edges { cursor } } }"

    async def scenario(it: Gateway) -> None:
        for fields, status in (
            ({"documentId": "feed"}, 200),
            ({"query": FEED}, 200),
            ({"extensions": hashed(FEED)}, 200),
            ({"documentId": "feed", "query": FEED}, 400),
            ({"documentId": "none"}, 400),
            ({"query": other}, 403),
            ({"query": other, "extensions": hashed(other)}, 403),
        ):
            answer = await it.client.get("/graphql", params=written(**fields))
            assert answer.status_code == status, fields

    run(nats, store_url, scenario, history=ONE, trusted=file, trusted_only=True)


def test_what_may_be_kept_is_told_from_what_may_not(nats: NatsServer, store_url: str) -> None:
    """An answer to nobody is the same for all; it is another for whoever takes other JSON."""

    async def scenario(it: Gateway) -> None:
        async def get(**headers: str) -> Any:
            more = {name.replace("_", "-"): value for name, value in headers.items()}
            return await it.client.get("/graphql", params={"query": FEED}, headers=more)

        first = await get()
        assert first.headers["cache-control"] == "public, max-age=9"
        vary = first.headers["vary"].split(", ")
        assert {"Accept", "Authorization", "Cookie", "X-Viewer", "X-Consistency-Token"} <= {*vary}
        tag = first.headers["etag"]
        for accept in ("application/json", "application/json, text/event-stream", "*/*"):
            for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
                again = await get(if_none_match=known, accept=accept)
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["etag"] == tag
                assert "content-length" not in again.headers
        other = await get(if_none_match=tag, accept=f"{RESPONSE}, text/event-stream")
        assert (other.status_code, other.headers["content-type"]) == (
            200,
            f"{RESPONSE}; charset=utf-8",
        )
        assert other.headers["etag"] != tag
        stream = await get(if_none_match=tag, accept="text/event-stream")
        assert (stream.status_code, stream.headers["cache-control"]) == (200, "no-store")
        mine = await get(x_viewer="enzo", if_none_match=tag)
        assert (mine.status_code, mine.headers["cache-control"]) == (200, "no-store")
        assert "etag" not in mine.headers
        head = await it.client.head("/graphql", params={"query": FEED})
        assert (head.content, head.headers["etag"]) == (b"", tag)
        assert head.headers["content-length"] == first.headers["content-length"]

    run(nats, store_url, scenario, history=ONE, cache_s=9)


def test_what_authentication_reads_is_what_answers_depend_on(
    nats: NatsServer, store_url: str
) -> None:
    """And an answer with CORS headers in it is not given to another origin."""

    def authenticate(_: Any) -> str | None:
        return None

    authenticate.headers = ("X-Garage",)  # type: ignore[attr-defined]

    async def scenario(it: Gateway) -> None:
        for headers in ({}, {"Origin": CARS}):
            answer = await it.client.get("/graphql", params={"query": FEED}, headers=headers)
            assert {"X-Garage", "Origin"} <= {*answer.headers["vary"].split(", ")}

    run(nats, store_url, scenario, history=ONE, cors_origins=[CARS], authenticate=authenticate)


def test_a_subscription_is_asked_for_by_its_text(nats: NatsServer, store_url: str) -> None:
    """By a browser's EventSource, which can neither post nor set a header."""

    async def scenario(it: Gateway) -> None:
        params = {"query": PLAIN, "variables": json.dumps({"id": ARTICLE})}
        async with listening(it) as port:
            async with stream(port, params=params) as events:
                payload, _ = await events.state()
                assert payload["data"]["articleUpdated"]["title"] == "A"
            async with stream(port, params=params, headers={"Cookie": "a=b"}) as events:
                assert events.response.status_code == 400
        headers = {"Accept": "text/event-stream"}
        head = await it.client.head("/graphql", params=params, headers=headers)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == "text/event-stream; charset=utf-8"

    run(nats, store_url, scenario, history=ONE)
