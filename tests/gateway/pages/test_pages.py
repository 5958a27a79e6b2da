"""Pages: what an address of the site is answered, for people and for those who look at links."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from gateway.pages.pages import Pages
from gateway.pages.places import places_of
from gateway.transport.site import Site
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run

HTML = {"accept": "text/html", "host": "cars.example"}
INDEX = """<!doctype html><html><head>
<!-- about --><title>Cars</title><!-- /about -->
<script type="module" src="/page.js"></script></head></html>"""
DECLARED = """
name = "Cars & co"
description = "Of cars"
["/tribes"]
title = "Tribes"
["/a/{id}"]
query = '''query ($id: ID!) {
  about: article(id: $id) { title description: excerpt html: body picture: media { url alt } }
}'''
["/u/{handle}"]
query = '''query ($handle: String!) { about: user(handle: $handle) { title: name } }'''
["/me"]
query = "{ about: viewer { title: id } }"
"""
_ONE = "/a/" + node_id("Article", "a")
_PUBLISH = "article { id }"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a page and its addresses."""
    (tmp_path / "index.html").write_text(INDEX, encoding="utf-8")
    (tmp_path / ".pages.toml").write_text(DECLARED, encoding="utf-8")
    return tmp_path


def _meta(response: Response, name: str) -> str | None:
    found = re.search(f'<meta (?:property|name)="{name}" content="([^"]*)">', response.text)
    return found and found[1]


def test_an_address_says_what_is_there(nats: NatsServer, store_url: str, site: Path) -> None:
    """Title, words and picture, for those who share it; and what somebody wrote stays a text."""

    async def scenario(it: Gateway) -> None:
        asked = {
            "tribeId": node_id("Tribe", "t"),
            "title": '</title><script>alert("\\1")</script>',
            "body": "<p>Red &amp; <b>loud</b>,</p><p>" + "round " * 50 + "</p>",
            "media": [{"url": "https://pictures.example/a.jpg?x=1&y=2", "alt": 'The "red" one'}],
        }
        article = (await it.change("publishArticle", asked, _PUBLISH, viewer="pat"))["article"]
        page = await it.client.get(f"/a/{article['id']}", headers=HTML)
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src 'self'" in page.headers["content-security-policy"]
        title = "&lt;/title&gt;&lt;script&gt;alert(&quot;\\1&quot;)&lt;/script&gt;"
        assert f"<title>{title} · Cars &amp; co</title>" in page.text
        assert page.text.count("<script") == 1
        assert _meta(page, "og:title") == title
        described = _meta(page, "description") or ""
        assert described.startswith("Red &amp; loud, round round")
        assert described.endswith("round…")
        assert len(described) < 220
        assert _meta(page, "og:image") == "https://pictures.example/a.jpg?x=1&amp;y=2"
        assert _meta(page, "og:image:alt") == "The &quot;red&quot; one"
        assert _meta(page, "og:url") == f"http://cars.example/a/{article['id']}"
        assert _meta(page, "twitter:card") == "summary_large_image"

    run(nats, store_url, scenario, history=ONE, web=site)


def test_what_is_said_of_all_alike_is_not_asked_for(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """A list has an address, too, whether or not the store can be asked."""

    async def scenario(it: Gateway) -> None:
        page = await it.client.get("/tribes", headers=HTML)
        assert page.status_code == 200
        assert "<title>Tribes · Cars &amp; co</title>" in page.text
        assert _meta(page, "description") == "Of cars"
        assert _meta(page, "og:image") is None
        assert page.headers["cache-control"] == "no-cache"

    run(nats, store_url, scenario, history=ONE, web=site)


def test_what_is_not_there_is_404_with_the_page(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """People see the page, which says so; a search engine forgets the address."""

    async def scenario(it: Gateway) -> None:
        for path in ("/a/xyz", "/a/" + node_id("Article", "none"), "/u/nobody", "/lost", "/me"):
            page = await it.client.get(path, headers=HTML)
            assert (page.status_code, "page.js" in page.text) == (404, True), path
        assert (await it.client.head(_ONE, headers=HTML)).status_code == 200
        lost = await it.client.get("/lost.js", headers={"accept": "*/*"})
        assert (lost.status_code, "page.js" in lost.text) == (404, False)
        assert (await it.client.post("/tribes")).status_code == 405
        assert (await it.client.get("/.pages.toml")).status_code == 404

    run(nats, store_url, scenario, history=ONE, web=site)


def test_it_is_kept_as_answers_are_and_is_nobodys_own(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """Who is signed in is sent the same page: what lies between may keep it for all."""

    async def scenario(it: Gateway) -> None:
        page = await it.client.get(_ONE, headers=HTML)
        assert page.headers["cache-control"] == "public, max-age=60"
        known = {**HTML, "if-none-match": page.headers["etag"]}
        again = await it.client.get(_ONE, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        signed_in = {**HTML, "x-viewer": "pat", "cookie": "a=b", "x-consistency-token": "nonsense"}
        assert (await it.client.get(_ONE, headers=signed_in)).text == page.text
        assert (await it.client.get("/me", headers=signed_in)).status_code == 404
        (site / "index.html").write_text(INDEX + "<!-- 2 -->", encoding="utf-8")
        assert (await it.client.get(_ONE, headers=known)).status_code == 200

    run(nats, store_url, scenario, history=ONE, web=site, cache_s=60)


def test_it_is_nobodys_own_however_somebody_says_who_they_are(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """An authenticator may read headers of its own, or the address. Whoever shares a link to what
    is theirs alone would see it, and nobody else.
    """

    def of_session(headers: Mapping[str, str]) -> str | None:
        return headers.get("x-session")

    async def scenario(it: Gateway) -> None:
        who, me = {"x-session": "pat"}, {"query": "{ viewer { id } }"}
        answer = await it.client.post("/graphql", json=me, headers=who)
        assert answer.json()["data"]["viewer"]
        assert (await it.client.get("/me", headers=HTML | who)).status_code == 404

    run(nats, store_url, scenario, history=ONE, web=site, authenticate=of_session)


def test_where_only_trusted_queries_are_answered_its_own_is(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """What the page's folder declares is trusted as the folder is."""

    async def scenario(it: Gateway) -> None:
        assert (await it.client.get(_ONE, headers=HTML)).status_code == 200
        assert _meta(await it.client.get(_ONE, headers=HTML), "og:title")

    run(nats, store_url, scenario, history=ONE, web=site, trusted_only=True)


def test_while_nothing_is_known_the_page_is_sent_and_not_kept(
    site: Path,
) -> None:
    """The page says itself what is wrong, and asks again; nothing between keeps it."""

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        error = {"message": "too much", "extensions": {"code": "TOO_MANY_REQUESTS"}}
        await JSONResponse({"errors": [error]}, 429)(scope, receive, send)

    async def main() -> None:
        pages = Pages(Site(site, html=True), refusing, site, places_of(site))
        async with AsyncClient(transport=ASGITransport(pages), base_url="http://cars") as client:
            page = await client.get(_ONE, headers=HTML)
            assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
            assert "page.js" in page.text

    asyncio.run(main())


def test_a_query_that_does_not_fit_the_schema_ends_the_start(
    nats: NatsServer, store_url: str, site: Path
) -> None:
    """Else who shares a link is told nothing, and nobody knows why."""
    declared = '["/a/{id}"]\nquery = "{ about: nothing { title } }"'
    (site / ".pages.toml").write_text(declared, encoding="utf-8")

    async def scenario(_: Gateway) -> None: ...

    with pytest.raises(ValueError, match=r"document '/a/\{id\}': Cannot query field"):
        run(nats, store_url, scenario, history=ONE, web=site)
