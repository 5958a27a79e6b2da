"""GraphiQL as a gateway in development serves it, in a real browser that reaches nobody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from bandstand.testing.stacks import eventually
from gateway.declare.relay import global_id
from tests.system.stacks import Stack
from tests.web.windows import DESK, shot

_PATIENCE_MS = 10_000
_ARTICLE = global_id("Article", "demo-120")
_OTHER = global_id("Article", "demo-119")
_BUMP = """mutation Bump($article: ID!) {
  bumpArticle(input: {articleId: $article}) { article { viewerHasBumped bumpCount } }
}"""
_WATCH = "subscription Watch($article: ID!) { articleUpdated(id: $article) { viewerHasBumped } }"


class Desk:
    """A window on GraphiQL: what it asked of others, and what went wrong in it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url, self.elsewhere, self.wrong = url, list[str](), list[str]()
        context.set_default_timeout(_PATIENCE_MS)
        host = url.partition("//")[2].partition("/")[0]

        def refused(route: Route) -> None:
            self.elsewhere.append(route.request.url)
            route.abort()

        context.route(re.compile(rf"^https?://(?!{re.escape(host)}/)"), refused)
        self.page = context.new_page()
        self.page.on("console", lambda it: it.type == "error" and self.wrong.append(it.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, query: str = "", **variables: str) -> Page:
        """Open it, with a query in its address."""
        asked = {"q": query, "variables": json.dumps(variables)} if query else {}
        self.page.goto(f"{self.url}?{urlencode(asked)}" if asked else self.url)
        expect(self.page.get_by_role("button", name="Execute query")).to_be_visible()
        return self.page

    def run(self) -> Locator:
        """Run what is open; where its answer comes."""
        self.page.get_by_role("button", name="Execute query").click()
        return self.page.get_by_label("Result Window")

    def says(self, headers: dict[str, str]) -> None:
        """Write into the editor of headers."""
        self.page.get_by_role("button", name="Headers").click()
        self.page.locator(".graphiql-editor-tool .CodeMirror:visible").click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(json.dumps(headers))


@pytest.fixture
def desk(chromium: Browser, demo: Stack) -> Iterator[Desk]:
    """A new window. What it asks of others, and an error in its console, fails the test."""
    size = {"width": DESK[0], "height": DESK[1]}
    with chromium.new_context(viewport=size) as context:
        made = Desk(context, demo.url)
        yield made
    assert not made.elsewhere
    assert not made.wrong


def test_it_opens_with_tabs_that_work(desk: Desk) -> None:
    """What a newcomer sees first: many queries, and one that answers when it is run."""
    page = desk.open()
    tabs = page.get_by_role("tab")
    expect(tabs.first).to_contain_text("Feed")
    count = tabs.count()
    assert count > 10
    expect(page.get_by_role("note")).to_contain_text("the header X-Viewer is trusted")
    expect(desk.run()).to_contain_text('"bumpCount"')
    shot(page, "graphiql")
    page.reload()
    expect(page.get_by_role("button", name="Execute query")).to_be_visible()
    expect(tabs).to_have_count(count)


def test_who_writes_is_who_the_editor_of_headers_says(desk: Desk, demo: Stack) -> None:
    """And stays so when the page is opened again."""

    def bumped(viewer: str) -> bool:
        asked = "query($id: ID!) { article(id: $id) { viewerHasBumped } }"
        return bool(demo.ask(asked, viewer=viewer, id=_OTHER)["article"]["viewerHasBumped"])

    page = desk.open(_BUMP, article=_OTHER)
    desk.says({"X-Viewer": "pat"})
    expect(desk.run()).to_contain_text('"viewerHasBumped": true')
    assert (bumped("pat"), bumped("you")) == (True, False)
    eventually(lambda: "pat" in page.evaluate("localStorage['graphiql:tabState']"), "it is kept")
    page.reload()
    expect(desk.run()).to_contain_text('"viewerHasBumped": true')
    assert not bumped("you"), "what is written there is kept"


def test_a_subscription_shows_what_is_changed_as_pat(desk: Desk, demo: Stack) -> None:
    """Over WebSocket the headers go along, too: whether pat has bumped is pat's own."""
    desk.open(_WATCH, article=_ARTICLE)
    desk.says({"X-Viewer": "pat"})
    told = desk.run()
    expect(told).to_contain_text('"viewerHasBumped": false')
    demo.bump(_ARTICLE, viewer="pat")
    expect(told).to_contain_text('"viewerHasBumped": true')
    desk.page.get_by_role("button", name="Stop query").click()


def test_nothing_of_it_is_refused_by_the_page_s_policy(desk: Desk) -> None:
    """Dialogs write styles, editors draw by hand: an error in the console fails this test."""
    page = desk.open("query Some { feed(first: 1) { edges { node { id } } } }")
    expect(desk.run()).to_contain_text('"id"')
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.get_by_role("link", name="Query")).to_be_visible()
    page.get_by_role("button", name="Show History").click()
    expect(page.locator(".graphiql-history-item")).to_have_count(1)
    page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(page.locator(".graphiql-explorer-node").first).to_be_visible()
    page.get_by_role("button", name="Prettify query").click()
    expect(page.get_by_label("Query Editor")).to_contain_text("feed(first: 1) {")
    page.get_by_role("button", name="Open settings dialog").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("body")).to_have_class(re.compile("graphiql-dark"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    shot(page, "graphiql-dark")
