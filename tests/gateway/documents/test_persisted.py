"""Persisted documents, and what a client or a CDN may keep of an answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bandstand.processes import metrics
from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.compiler.compilation import Compiler
from gateway.documents.documents import Document, Documents, Operation
from gateway.documents.persisted import digest, load
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run
from tribes.schema import SCHEMA

FEED = "query Feed($first: Int) { feed(first: $first) { edges { node { title } } } }"
BUMP = 'mutation { bumpArticle(input: {articleId: "QXJ0aWNsZTph"}) { receipt { token } } }'
SHOWN = {"feed": {"edges": [{"node": {"title": "A"}}]}}
JSON = {"Content-Type": "application/json"}


def hashed(text: str) -> dict[str, Any]:
    """What names a query by its hash."""
    return {"persistedQuery": {"version": 1, "sha256Hash": digest(text)}}


async def post(it: Gateway, **body: Any) -> Any:
    """The answer to a body."""
    answer = await it.client.post("/graphql", content=json.dumps(body), headers=JSON)
    return answer.json()


def code(answer: Any) -> str:
    """The code of an answer's one error."""
    [error] = answer["errors"]
    return str(error["extensions"]["code"])


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    """A file of trusted documents, as a front end's build writes it."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"feed": FEED, "bump": BUMP}))
    return file


def test_an_automatic_document_is_learnt_when_it_is_sent(nats: NatsServer, store_url: str) -> None:
    """A client sends the hash alone, and the text when it is told that nobody knows it."""

    async def scenario(it: Gateway) -> None:
        answer = await post(it, extensions=hashed(FEED))
        assert code(answer) == "PERSISTED_QUERY_NOT_FOUND"
        assert answer["errors"][0]["message"] == "PersistedQueryNotFound"
        assert (await post(it, query=FEED, extensions=hashed(FEED)))["data"] == SHOWN
        assert (await post(it, extensions=hashed(FEED), variables={"first": 1}))["data"] == SHOWN
        wrong = await post(it, query="{ viewer { user { id } } }", extensions=hashed(FEED + " "))
        assert code(wrong) == "BAD_USER_INPUT"
        # Also once the hash is known, by POST and GET: what is answered depends on nobody else.
        other = {"query": "{ __typename }", "extensions": hashed(FEED)}
        assert code(await post(it, **other)) == "BAD_USER_INPUT"
        address = {name: one if name == "query" else json.dumps(one) for name, one in other.items()}
        got = await it.client.get("/graphql", params=address)
        assert (got.status_code, code(got.json())) == (400, "BAD_USER_INPUT")
        assert (await post(it, query=FEED, extensions=hashed(FEED)))["data"] == SHOWN
        # What is not valid is not kept.
        await post(it, query="{ nothing }", extensions=hashed("{ nothing }"))
        assert code(await post(it, extensions=hashed("{ nothing }"))) == "PERSISTED_QUERY_NOT_FOUND"
        odd = await post(it, extensions={"persistedQuery": {"version": 2}})
        assert code(odd) == "BAD_USER_INPUT"

    run(nats, store_url, scenario, history=ONE)


def test_a_trusted_document_is_named_by_its_id(
    nats: NatsServer, store_url: str, trusted: Path
) -> None:
    """Mutations and variables as with any other."""

    async def scenario(it: Gateway) -> None:
        assert (await post(it, documentId="feed", variables={"first": 3}))["data"] == SHOWN
        assert (await post(it, extensions=hashed(FEED)))["data"] == SHOWN
        assert code(await post(it, documentId="other")) == "BAD_USER_INPUT"
        assert code(await post(it, documentId="feed", query=FEED)) == "BAD_USER_INPUT"
        assert code(await post(it, documentId="bump")) == "UNAUTHENTICATED"
        assert (await post(it, query="{ viewer { user { id } } }"))["data"] == {"viewer": None}

    run(nats, store_url, scenario, history=ONE, trusted=trusted)


def test_with_an_allow_list_nothing_else_is_answered(
    nats: NatsServer, store_url: str, trusted: Path
) -> None:
    """What a front end was built with may be asked, by name, by hash or by its text."""

    async def scenario(it: Gateway) -> None:
        for body in ({"documentId": "feed"}, {"extensions": hashed(FEED)}, {"query": FEED}):
            assert (await post(it, **body))["data"] == SHOWN
        lying = {"query": "{ __typename }", "extensions": hashed(FEED)}
        assert code(await post(it, **lying)) == "BAD_USER_INPUT"
        other = "{ feed { edges { cursor } } }"
        for body in ({"query": other}, {"query": other, "extensions": hashed(other)}):
            answer = await it.client.post("/graphql", content=json.dumps(body), headers=JSON)
            assert (answer.status_code, code(answer.json())) == (403, "NOT_TRUSTED")
        assert code(await post(it, extensions=hashed(other))) == "PERSISTED_QUERY_NOT_FOUND"

    run(nats, store_url, scenario, history=ONE, trusted=trusted, trusted_only=True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[]", "it is a list; expected JSON such as"),
        (b"5", "it is a number; expected JSON such as"),
        (b"", "not JSON: expecting value, at its end: it is cut off; expected JSON such as"),
        (b"{", "at its end: it is cut off; expected JSON such as"),
        (b"bad", "not JSON: expecting value, at character 1, 'bad'; expected JSON such as"),
        (b'{"feed": "\xff"}', "not UTF-8: the byte 0xff after"),
        (b'{"feed": 1}', "document 'feed' is a number; expected JSON such as"),
        (b'{"a": "{ __typename }", "feed": null}', "document 'feed' is null; expected"),
        (b'{"feed": "{ nothing }"}', "document 'feed': Cannot query"),
    ],
)
def test_a_file_of_documents_that_is_wrong_is_refused_at_the_start(
    tmp_path: Path, data: bytes, told: str
) -> None:
    """Else the first client would find it. What is wrong is said for who wrote the file."""
    file = tmp_path / "documents.json"
    file.write_bytes(data)
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        load(file, Documents(Compiler(SCHEMA)))
    assert not re.search(r"malformed|\(byte|Expected|`", str(refused.value))


def test_an_anonymous_get_may_be_kept_and_is_asked_for_again_by_its_tag(
    nats: NatsServer, store_url: str, trusted: Path
) -> None:
    """The same data have the same tag, however much of the log is behind them."""

    async def scenario(it: Gateway) -> None:
        address = "/graphql?documentId=feed&variables=%7B%22first%22%3A2%7D"
        first = await it.client.get(address)
        assert first.json()["data"] == SHOWN
        assert first.headers["cache-control"] == "public, max-age=9"
        assert "X-Consistency-Token" in first.headers["vary"]
        again = await it.client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        other = await it.client.get(address, headers={"If-None-Match": 'W/"other"'})
        assert other.status_code == 200

    run(nats, store_url, scenario, history=ONE, trusted=trusted, cache_s=9)


def test_head_is_get_without_the_body(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A cache asks so whether what it keeps is still the same."""
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({"all": FEED}), encoding="utf-8")

    async def scenario(it: Gateway) -> None:
        address = "/graphql?documentId=all"
        got, head = await it.client.get(address), await it.client.head(address)
        assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])

    run(nats, store_url, scenario, trusted=file)


def test_what_is_somebody_s_own_is_never_kept(
    nats: NatsServer, store_url: str, trusted: Path
) -> None:
    """Neither what a viewer sees, nor what a token asked for, nor an error, nor what is posted."""

    async def scenario(it: Gateway) -> None:
        address = "/graphql?documentId=feed"
        token = (await it.send(FEED)).json()["extensions"]["consistency"]["token"]
        for headers in ({"X-Viewer": "enzo"}, {"X-Consistency-Token": token}):
            answer = await it.client.get(address, headers=headers)
            assert answer.json()["data"] == SHOWN
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers
        wrong = await it.client.get(f"{address}&variables=%7B%22first%22%3A0%7D")
        assert (code(wrong.json()), wrong.headers["cache-control"]) == (
            "BAD_USER_INPUT",
            "no-store",
        )
        posted = await it.send(FEED)
        assert posted.headers["cache-control"] == "no-store"

    run(nats, store_url, scenario, history=ONE, trusted=trusted)


def test_documents_are_parsed_once_and_kept_while_there_is_room() -> None:
    """A cache of a thousand texts of any length would be a way to fill the memory."""
    documents = Documents(Compiler(SCHEMA), bytes_max=30_000)
    first = documents.get("{ feed { edges { cursor } } }")
    assert documents.get("{ feed { edges { cursor } } }") is first
    for number in range(20):
        documents.get(f"{{ a{number}: feed {{ edges {{ cursor }} }} }}")
    assert documents.get("{ feed { edges { cursor } } }") is not first
    long = documents.get("{ feed { edges { cursor } } }" + " " * 1_000)
    assert isinstance(long, Document)


def test_an_operation_is_compiled_once_for_each_way_that_its_directives_go() -> None:
    """Values of other variables are bound, and compile nothing."""
    documents = Documents(Compiler(SCHEMA))
    text = """query($with: Boolean!, $first: Int) {
      feed(first: $first) { edges { node { title @include(if: $with) id } } } }"""
    operation = documents.get(text).operation(None)
    assert isinstance(operation, Operation)
    compiler = documents.compiler
    made = {
        id(operation.compiled(compiler, {"with": value, "first": first}))
        for value in (True, False)
        for first in (1, 2, 3)
    }
    assert len(made) == 2


def test_what_falls_back_is_counted_with_its_reason(nats: NatsServer, store_url: str) -> None:
    """An operator sees why a query is slow without asking its author."""

    async def scenario(it: Gateway) -> None:
        async def count(way: str, why: str) -> float:
            text = metrics.shown("gateway").decode()
            start = f'bandstand_gateway_operations_total{{way="{way}",why="{why}"}} '
            found = [line for line in text.splitlines() if line.startswith(start)]
            return float(found[0].removeprefix(start)) if found else 0.0

        for query, way, why in (
            (FEED, "compiled", ""),
            ("{ __schema { queryType { name } } }", "graphql-core", "introspection"),
            (BUMP, "graphql-core", "mutation"),
            ("{ nothing }", "graphql-core", "invalid"),
            ('{ node(id: "?") { id } }', "graphql-core", "error"),
        ):
            before = await count(way, why)
            await it.send(query)
            assert await count(way, why) == before + 1

    run(nats, store_url, scenario, history=ONE)
