"""The site: files of a folder at `/`, beside the endpoint."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from starlette.types import Message

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.pages.signing_in import SignIn
from gateway.transport.site import Site
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

PAGE = Path(__file__).parents[3] / "examples" / "web" / "public"
HTML = {"accept": "text/html"}
_SOCKET = {"type": "websocket", "headers": [], "query_string": b"", "root_path": ""}


def test_files_come_with_their_types_and_a_strict_policy(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """What somebody smuggled into a body must not run; what has not changed is not sent again."""
    (tmp_path / "index.html").write_text("<h1>Cars</h1>", encoding="utf-8")
    (tmp_path / "page.js").write_text("0", encoding="utf-8")
    (tmp_path / "page.css").write_text("a {}", encoding="utf-8")
    for folder in (".git", ".well-known"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "config").write_text("x", encoding="utf-8")
    (tmp_path / ".env").write_text("x", encoding="utf-8")

    async def scenario(it: Gateway) -> None:
        types = {"/": "text/html", "/page.js": "text/javascript", "/page.css": "text/css"}
        for path, kind in types.items():
            response = await it.client.get(path)
            assert response.headers["content-type"].split(";")[0] == kind
            assert response.headers["x-content-type-options"] == "nosniff"
            assert response.headers["cache-control"] == "no-cache"
            policy = response.headers["content-security-policy"]
            assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
            assert "unsafe" not in policy
            known = {"if-none-match": response.headers["etag"]}
            again = await it.client.get(path, headers=known)
            assert (again.status_code, again.content) == (304, b"")
            os.utime(tmp_path / (path[1:] or "index.html"), (1, 1))
            assert (await it.client.get(path, headers=known)).status_code == 200
        for hidden in ("/.git/config", "/.env", "/%2eenv", "/page/../.env"):
            assert (await it.client.get(hidden)).status_code == 404
        assert (await it.client.get("/.well-known/config")).status_code == 200
        assert (await it.client.get("/../pyproject.toml")).status_code == 404
        assert (await it.client.get("/%2e%2e/pyproject.toml")).status_code == 404
        assert (await it.client.post("/page.js")).status_code == 405
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await it.application({**_SOCKET, "path": "/page.js"}, receive, send)
        assert [message["type"] for message in sent] == ["websocket.close"]

    run(nats, store_url, scenario, history=ONE, web=tmp_path)


def test_the_endpoint_stays_where_it_is(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A folder that has a file of that name takes no query away, nor health, nor GraphiQL."""
    for name in ("graphql", "healthz", "index.html"):
        (tmp_path / name).write_text("mine", encoding="utf-8")

    async def scenario(it: Gateway) -> None:
        assert await it.ask("{ feed { edges { node { title } } } }")
        assert "GraphiQL" in (await it.client.get("/graphql", headers=HTML)).text
        assert (await it.client.get("/healthz")).json() == {"alive": True}
        assert (await it.client.get("/", headers=HTML)).text == "mine"

    run(nats, store_url, scenario, history=ONE, web=tmp_path)


def test_a_setting_that_names_no_folder_ends_the_start() -> None:
    """Else the first visitor is told, and nobody else."""
    with pytest.raises(BadSetting, match="BANDSTAND_WEB='nowhere': not a folder"):
        Settings.load({"BANDSTAND_WEB": "nowhere"})


def test_the_example_s_page_keeps_to_the_policy() -> None:
    """A browser refuses what is inline; so does this, where there is no browser."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=", page)
    assert all((PAGE / name).is_file() for name in re.findall(r'(?:src|href)="([\w.]+)"', page))


def test_an_address_that_no_file_can_have_is_not_looked_for(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder of it is looked at by itself: 16 KB of them took 49 ms."""
    (tmp_path / "index.html").write_text("<h1>Cars</h1>", encoding="utf-8")
    looked: list[str] = []
    lookup = Site.lookup_path

    def counted(self: Site, path: str) -> tuple[str, os.stat_result | None]:
        looked.append(path)
        return lookup(self, path)

    monkeypatch.setattr(Site, "lookup_path", counted)

    async def scenario(it: Gateway) -> None:
        for path in ("/a" * 8_000, "/a" * 18, "/" + "a" * 1_025):
            assert (await it.client.get(path)).status_code == 404
        assert looked == []
        assert (await it.client.get("/")).status_code == 200
        assert (await it.client.get("/a" * 17)).status_code == 404
        assert len(looked) > 1

    run(nats, store_url, scenario, history=ONE, web=tmp_path)


def test_a_page_may_ask_its_provider_and_is_told_of_it(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """One more origin, and nothing else, is let through the policy."""
    (tmp_path / "index.html").write_text("<h1>Cars</h1>", encoding="utf-8")
    sign_in = SignIn(
        issuer="https://id.example/realm", client="page", origins=("https://id.example",)
    )

    async def scenario(it: Gateway) -> None:
        policy = (await it.client.get("/")).headers["content-security-policy"]
        assert "connect-src 'self' https://id.example; img-src" in policy
        assert policy.count("id.example") == 1
        told = await it.client.get("/sign-in.json")
        assert told.json()["openid"]["issuer"] == "https://id.example/realm"
        assert told.headers["cache-control"] == "no-cache"

    run(nats, store_url, scenario, history=ONE, web=tmp_path, sign_in=sign_in)
