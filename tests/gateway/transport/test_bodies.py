"""What is posted: bodies, their types and their methods, and what is said of what does not fit."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

FEED = "{ feed { edges { node { title } } } }"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the body is empty: send an object"),
        (b" ", "the body is empty"),
        (b"{", "the body is not JSON (line 1, column 2)"),
        (b"{}{}", "the body is not JSON (line 1, column 3)"),
        (b"{'query': '{x}'}", "the body is not JSON (line 1, column 2)"),
        (b'\n\n{"query": "{x}",}', "the body is not JSON (line 3,"),
        (b"1", "the body is a number: send an object"),
        (b"null", "the body is null: send an object"),
        (b'"x"', "the body is a text: send an object"),
        (b"[]", "the body is a list, and batches are off here"),
        (json.dumps([{"query": FEED}]).encode(), "batches are off here"),
        (b"\xff", "the body is not UTF-8"),
        ('{"query": "{x}"}'.encode("utf-16"), "the body is not UTF-8"),
        (b"\xef\xbb\xbf{}", "the request has no query"),
        (b"{}", "the request has no query"),
        (b'{"query":""}', "the request has no query"),
        (b'{"query":null}', "the request has no query"),
        (b'{"query":1}', "query is a number: it must be a text, or null"),
        (b'{"query":"{x}","variables":[]}', "variables is a list: it must be an object, or null"),
        (b'{"query":"{x}","variables":"{}"}', "variables is a text: it must be an object"),
        (b'{"query":"{x}","extensions":true}', "extensions is true or false: it must be an object"),
        (b'{"query":"{x}","operationName":{}}', "operationName is an object: it must be a text"),
        (b'{"documentId":7}', "documentId is a number: it must be a text"),
        (b'{"query":"{x}","query":"{y}"}', "the key 'query' twice in one object"),
        (b'{"query":"{x}","qu\\u0065ry":"{y}"}', "the key 'query' twice in one object"),
        (b'{"query":"{x}","variables":{"a":[{"b":1,"b" : 2}]}}', "the key 'b' twice in one object"),
        (b'{"query":"{x}","variables":{"a":' + b"[" * 1_900 + b"]" * 1_900 + b"}}",
         "more than 32 lists and objects within each other"),
        (b'{"query":"{x}","variables":{"a":' + b"[" * 31 + b"]" * 31 + b"}}", "more than 32"),
        (b'{"query":"{x}","variables":{"a":' + b"9" * 9_000 + b"}}",
         "999999999999… is a number that is too large"),
        (b'{"query":"{x}","variables":{"a":-1e999}}', "-1e999 is a number that is too large"),
        (b'{"quer', "(line 1, column 2): unterminated string; it is cut off"),
        (b'{"query": {x}}', "double quotes, at 'x}}'"),
        (b'{"query":"{x}","variables":{"a":NaN}}', "is not JSON: NaN is no number of JSON"),
        (b'{"query":"{x}","variables":{"a":-Infinity}}', "-Infinity is no number of JSON"),
        (b'{"query":"{x}","variables":{"a":"\\ud800"}}', "\\ud800 alone is half of a"),
    ],
    ids=lambda given: given[:40].decode("latin-1") if isinstance(given, bytes) else "",
)  # fmt: skip
def test_a_body_that_is_no_request_is_a_client_s_mistake(
    nats: NatsServer, store_url: str, body: bytes, told: str
) -> None:
    """Found by this test: `null`, U+D800, deep nesting and huge numbers were 500 or INTERNAL.

    What is wrong is said in a sentence: nobody counts bytes, or knows our types.
    """

    async def scenario(it: Gateway) -> None:
        for kind in ("application/json", "application/graphql-response+json"):
            headers = {**JSON, "Accept": kind}
            response = await it.client.post("/graphql", content=body, headers=headers)
            assert response.status_code == 400
            assert response.headers["content-type"] == f"{kind}; charset=utf-8"
            [error] = response.json()["errors"]
            assert error["extensions"] == {"code": "BAD_USER_INPUT", "retryable": False}
            assert told in error["message"]
            assert not re.search(r"byte \d|Expected|dict|str\b|, or NaN|at$", error["message"])

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"query": "{ __typename }"}',
        b'{"query": "{ __typename }", "variables": null, "extensions": null, "documentId": null}',
        b'{"query": "{ __typename }", "operationName": null}',
        b'{"query": "{ __typename }", "more": [1]}',
        b'{"query": "query A { __typename } query B { b: __typename }", "operationName": "A"}',
        json.dumps({"query": '{ __typename } # "a": "a":', "variables": {"a": 'b": ":'}}).encode(),
        b'{"query": "{ __typename }", "variables": {"a":' + b"[" * 30 + b"]" * 30 + b"}}",
    ],
)
def test_what_is_odd_and_clear_is_answered(nats: NatsServer, store_url: str, body: bytes) -> None:
    """A mark of byte order, fields that are null, texts that look like keys."""

    async def scenario(it: Gateway) -> None:
        response = await it.client.post("/graphql", content=body, headers=JSON)
        assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})

    run(nats, store_url, scenario)


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


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"Content-Type": "text/plain"}, "not 'text/plain'"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "not 'application/x-www-form"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, "not 'multipart/form-data'"),
        ({"Content-Type": "application/graphql"}, "not 'application/graphql'"),
        ({"Content-Type": "application/jsonx"}, "not 'application/jsonx'"),
        ({"Content-Type": "application/json-patch+json"}, "not 'application/json-patch+json'"),
        ({"Content-Type": "text/plain, application/json"}, "not 'text/plain, application/json'"),
        ({"Content-Type": "x"}, "not 'x'"),
        ({}, "and this request has none"),
        ({"Content-Type": "application/json; charset=utf-16"}, "charset 'utf-16'"),
        ({"Content-Type": "application/json;charset=ISO-8859-1"}, "charset 'iso-8859-1'"),
        ({**JSON, "Content-Encoding": "gzip"}, "Content-Encoding 'gzip'"),
        ({**JSON, "Content-Encoding": "br, gzip"}, "send the body uncompressed"),
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused_by_its_type(
    nats: NatsServer, store_url: str, headers: dict[str, str], told: str
) -> None:
    """A page on another site can post what a form can without asking: cross-site request forgery.

    And who reads a header less strictly than the one before them knows no limit.
    """

    async def scenario(it: Gateway) -> None:
        fields = " ".join(f"a{number}: __typename" for number in range(8_000))
        for query in (FEED, f"{{ {fields} }}"):
            body = json.dumps({"query": query}).encode()
            response = await it.client.post("/graphql", content=body, headers=headers)
            assert (response.status_code, "title" in response.text) == (415, False)
            assert told in response.json()["errors"][0]["message"]
            assert response.headers["accept-post"] == "application/json"
            assert response.headers["cache-control"] == "no-store"

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", 'Application/JSON;Charset="UTF-8"; x=y']
)
def test_json_is_json_however_it_is_written(nats: NatsServer, store_url: str, kind: str) -> None:
    """Names and types have no case, and parameters that nobody knows mean nothing."""

    async def scenario(it: Gateway) -> None:
        body = json.dumps({"query": FEED}).encode()
        headers = {"Content-Type": kind, "Content-Encoding": "identity"}
        response = await it.client.post("/graphql", content=body, headers=headers)
        assert (response.status_code, "title" in response.text) == (200, True)

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CARS"])
def test_other_methods_are_told_which_there_are(
    nats: NatsServer, store_url: str, method: str
) -> None:
    """By 405 and `Allow`, as HTTP has it; and OPTIONS says so without a mistake."""

    async def scenario(it: Gateway) -> None:
        for development in (True, False):
            it.services.development = development
            response = await it.client.request(method, "/graphql")
            assert (response.status_code, response.headers["allow"]) == (
                405,
                "GET, HEAD, OPTIONS, POST",
            )
            [error] = response.json()["errors"]
            assert error["message"] == f"{method} is not supported here: send queries by POST"
        options = await it.client.options("/graphql")
        assert (options.status_code, options.headers["allow"], options.content) == (
            204,
            "GET, HEAD, OPTIONS, POST",
            b"",
        )

    run(nats, store_url, scenario)
