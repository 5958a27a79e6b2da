"""The access and the audit log: who asked for what and who changed what, and nothing they said."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bandstand.processes import journal
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import eventually, process
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

BUMP = """mutation Praise($i: BumpArticleInput!) { bumpArticle(input: $i) {
    receipt { eventId } userErrors { code } } }"""
EDIT = "mutation($i: EditArticleInput!) { editArticle(input: $i) { userErrors { code } } }"
ARTICLE = node_id("Article", "a")


@pytest.fixture
def journals() -> Iterator[Any]:
    """What was said since, as the lines of a process, by the name of the log."""
    journal.start(Settings(access_log=True, audit_log=True), "gateway")
    written = StringIO()
    [handler] = logging.getLogger("bandstand.access").handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)

    def said(name: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in written.getvalue().splitlines()]
        return [one for one in lines if one["logger"] == f"bandstand.{name}"]

    yield said
    logging.getLogger().handlers.clear()
    for name in ("access", "audit"):
        logging.getLogger(f"bandstand.{name}").setLevel("CRITICAL")


def test_every_request_has_a_line(nats: NatsServer, store_url: str, journals: Any) -> None:
    """Method, path, status, duration, bytes, the operation's name, whether somebody is signed in,
    and from where; not what was asked for, or by whom.
    """

    async def scenario(it: Gateway) -> None:
        query = "query Front($n: Int!) { feed(first: $n) { edges { node { title } } } }"
        answer = await it.send(query, viewer="enzo", n=7)
        [line] = journals("access")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
        assert 0 < line.pop("duration_s") < 20
        assert line == {
            "level": "INFO",
            "role": "gateway",
            "logger": "bandstand.access",
            "message": "access",
            "method": "POST",
            "path": "/graphql",
            "status": 200,
            "bytes": len(answer.content),
            "operation": "Front",
            "signed_in": True,
            "address": "127.0.0.1",
        }
        await it.client.get('/graphql?query={nothing}&variables={"secret":1}')
        await it.client.get("/nowhere")
        lines = journals("access")[1:]
        shown = [(one["method"], one["path"], one["status"]) for one in lines]
        assert shown == [("GET", "/graphql", 200), ("GET", "/nowhere", 404)]
        assert not any(one["signed_in"] for one in lines)
        assert "secret" not in json.dumps(lines)

    run(nats, store_url, scenario, history=ONE, journals=True, development=False)


def test_every_mutation_has_a_line(nats: NatsServer, store_url: str, journals: Any) -> None:
    """Who, what, from where, and what came of it; of the input nothing."""

    async def scenario(it: Gateway) -> None:
        bumped = await it.ask(BUMP, viewer="pat", i={"articleId": ARTICLE})
        await it.send(BUMP, i={"articleId": ARTICLE})
        await it.ask(BUMP, viewer="pat", i={"articleId": node_id("Article", "nowhere")})
        await it.ask(EDIT, viewer="pat", i={"articleId": ARTICLE, "title": "Mine now"})
        lines = journals("audit")
        for line in lines:
            assert line["address"] == "127.0.0.1"
            assert "Mine" not in json.dumps(line)
            assert "article" not in json.dumps(line).replace(line["mutation"], "")
        shown = [(one["who"], one["mutation"], one["outcome"], one["codes"]) for one in lines]
        assert shown == [
            ("pat", "bumpArticle", "done", []),
            (None, "bumpArticle", "refused", ["UNAUTHENTICATED"]),
            ("pat", "bumpArticle", "refused", ["NOT_FOUND"]),
            ("pat", "editArticle", "refused", ["FORBIDDEN"]),
        ]
        events = [one["event"] for one in lines]
        assert events == [bumped["bumpArticle"]["receipt"]["eventId"], None, None, None]

    run(nats, store_url, scenario, history=ONE, journals=True)


def test_neither_is_written_unasked() -> None:
    """They say who was where: that is kept by those who decided to."""
    journal.start(Settings(log_level="DEBUG"), "gateway")
    logging.getLogger().handlers.clear()
    for name in ("access", "audit"):
        assert not logging.getLogger(f"bandstand.{name}").isEnabledFor(logging.ERROR)


def test_a_process_writes_them_as_json_whatever_its_other_lines_are(
    tmp_path: Path, nats: NatsServer, store_url: str
) -> None:
    """Where they go is read by machines."""
    import httpx

    port = embedded.free_port()
    told = {"BANDSTAND_ACCESS_LOG": "1", "BANDSTAND_PORT": str(port)}
    with process(tmp_path, "gateway", NATS_URL=nats.url, REDIS_URL=store_url, **told) as gateway:
        url = f"http://127.0.0.1:{port}/healthz"
        eventually(lambda: httpx.get(url).status_code == 200, "it answers")
        line = json.loads(gateway.wait_for("bandstand.access").splitlines()[-1])
        assert (line["path"], line["status"], line["address"]) == ("/healthz", 200, "127.0.0.1")
        assert re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z gateway INFO ", gateway.said)
