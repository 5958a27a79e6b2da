"""Two regions part and meet before one's eyes: a real browser, on a real stack of two regions."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
import redis
from playwright.sync_api import Browser, Page, expect

from bandstand.testing.stacks import eventually
from tests.system.regions import digests
from tests.system.stacks import Stack, stack
from tests.web import windows as windows_of
from tests.web.node import TOOLING, project
from tests.web.windows import DESK, PHONE, shot

_PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with windows_of.browser() as made:
        expect.set_options(timeout=_PATIENCE_MS)
        yield made
        expect.set_options(timeout=5_000)  # As it is elsewhere.


@pytest.fixture(scope="module")
def two(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack of two regions with the demo; asked for after the browser."""
    folder = tmp_path_factory.mktemp("console")
    with stack(folder, "--demo", "--no-people", "--regions", "eu,us") as made:
        yield made


def console_of(made: Stack) -> str:
    """The address that was printed."""
    said = made.process.out
    find = re.compile(r"^console (\S+)$", re.MULTILINE).findall
    [url] = eventually(lambda: find(said.read_text(encoding="utf-8")), "its address")
    return str(url)


class Watched:
    """A window on the console, and what went wrong in it."""

    def __init__(
        self, browser: Browser, made: Stack, size: tuple[int, int] = DESK, *, dark: bool = False
    ) -> None:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(_PATIENCE_MS)
        self.page, self.wrong = context.new_page(), list[str]()
        self.page.on("console", lambda it: it.type == "error" and self.wrong.append(it.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(console_of(made))

    def is_(self, state: str) -> None:
        """Wait until it says so."""
        headline = self.page.locator(f"[role=status][data-state={state}]").first
        expect(headline).to_be_visible(timeout=_PATIENCE_MS)

    def close(self) -> None:
        """Close it; it fails if anything went wrong."""
        self.page.context.close()
        assert not self.wrong


def differing(page: Page) -> list[int]:
    """How many blocks of each region are drawn as different."""
    return [
        page.locator(f"[data-region={region}] .grid i.differs").count() for region in ("eu", "us")
    ]


@pytest.mark.timeout(400)
def test_two_regions_part_and_meet(chromium: Browser, two: Stack) -> None:
    """The link is cut, both sides are written to, blocks differ, it heals, and they are one; each
    event is seen to come to both. That they are one is what `verify` says, too.
    """
    desk = Watched(chromium, two)
    page = desk.page
    desk.is_("one")
    shot(page, "console-one")
    page.get_by_role("button", name="Cut the link").click()
    expect(page.locator("[data-passage=down]")).to_be_visible()
    for region, title in (("eu", "Written in Maranello"), ("us", "Written in Detroit")):
        query = page.get_by_label("Text of the mutation")
        query.fill(re.sub(r'title: "[^"]*"', f'title: "{title}"', query.input_value()))
        card = page.locator(f"[data-region={region}]")
        card.get_by_role("button", name="Write here").click()
        expect(card.get_by_text("written", exact=True)).to_be_visible()
        answer = page.get_by_label("Write on one side").get_by_role("status")
        expect(answer).to_contain_text(f"{region} answers")
        expect(answer).to_contain_text(title)
    desk.is_("apart")
    expect(
        page.get_by_text(re.compile("unknown since .*region us is not reached")).first
    ).to_be_visible()
    expect(page.get_by_label("Events on their way").get_by_text("not there yet")).to_have_count(2)
    eu, us = differing(page)
    assert eu == us > 0
    assert (
        "current"
        not in page.locator("[data-region=us] tr", has_text="events-eu").first.inner_text()
    )
    page.evaluate("scrollTo(0, 0)")
    shot(page, "console-apart")
    phone = Watched(chromium, two, PHONE, dark=True)
    phone.is_("apart")
    shot(phone.page, "console-apart-phone")
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]
    phone.close()
    page.get_by_role("button", name="Heal the link").click()
    desk.is_("one")
    assert differing(page) == [0, 0]
    expect(page.get_by_label("Events on their way").get_by_text("not there yet")).to_have_count(0)
    expect(page.get_by_text("unknown since")).to_have_count(0)
    shot(page, "console-met")
    desk.close()
    assert len(digests(two)) == 1


def test_a_record_is_explained_in_the_page(chromium: Browser, two: Stack) -> None:
    """What `bandstand explain` says of it: who wrote each part."""
    desk = Watched(chromium, two)
    form = desk.page.get_by_label("Explain a record")
    form.get_by_label("Record").fill("article:demo-1")
    form.get_by_role("button", name="Explain").click()
    expect(form.get_by_text("the view has the same").first).to_be_visible()
    form.scroll_into_view_if_needed()
    shot(desk.page, "console-explain")
    form.get_by_label("Record").fill("nobody")
    form.get_by_role("button", name="Explain").click()
    expect(form.locator(".trouble")).to_contain_text("neither a global id")
    desk.wrong = [one for one in desk.wrong if "422" not in one]  # As it is answered.
    desk.close()


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)])
def test_axe_finds_nothing(
    chromium: Browser,
    two: Stack,
    request: pytest.FixtureRequest,
    size: tuple[int, int],
    dark: bool,
) -> None:
    """Contrast, names, roles, landmarks and room for a thumb, in light and in dark."""
    axe = project(TOOLING, request.config) / "node_modules" / "axe-core" / "axe.min.js"
    seen = Watched(chromium, two, size, dark=dark)
    seen.is_("one")
    seen.page.evaluate(axe.read_text(encoding="utf-8"))
    ask = "axe.run({ rules: { 'target-size': { enabled: true } } })"
    found = seen.page.evaluate(ask + ".then(({violations}) => violations)")
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
    seen.close()


@pytest.mark.timeout(300)
def test_a_store_that_does_not_answer_is_unknown_since(chromium: Browser, two: Stack) -> None:
    """It is stopped, not ended: nothing fails, and nothing is heard. What it held is shown as old,
    and is neither current nor the same as elsewhere.
    """
    desk = Watched(chromium, two)
    desk.is_("one")
    [pid] = two.pids("redis", "us")
    os.kill(pid, signal.SIGSTOP)
    try:
        desk.is_("unknown")
        card = desk.page.locator("[data-region=us]")
        expect(card.get_by_text(re.compile("unknown since")).first).to_be_visible()
        expect(card.get_by_text("current")).to_have_count(0)
        expect(desk.page.locator("[data-region=eu]").get_by_text("current").first).to_be_visible()
        shot(desk.page, "console-unknown")
    finally:
        os.kill(pid, signal.SIGCONT)
    desk.is_("one")
    desk.close()


def test_the_gateway_leads_to_it(two: Stack) -> None:
    """`/console` is where people look first."""
    for region in ("eu", "us"):
        answer = httpx.get(two.url_of(region).replace("graphql", "console"))
        assert (answer.status_code, answer.headers["location"]) == (307, console_of(two))


def test_a_page_of_elsewhere_neither_looks_nor_changes(two: Stack) -> None:
    """A name that leads to loopback is another's; a page there has no token, nor our origin."""
    url = console_of(two)
    with httpx.Client(base_url=url, trust_env=False) as client:
        page = client.get("").text
        token = json.loads(_attribute(page))["token"]
        assert client.get("state", headers={"Host": "evil.example"}).status_code == 421
        good = {"Origin": url.removesuffix("/console/"), "X-Console-Token": token}
        asked = {"name": "eu-us", "passage": "up"}
        assert client.post("link", json=asked, headers=good).status_code == 200
        for wrong in (
            {"Origin": "http://evil.example"},
            {"Origin": ""},
            {"X-Console-Token": ""},
            {"X-Console-Token": "guessed"},
            {"Host": "evil.example"},
        ):
            assert client.post("link", json=asked, headers=good | wrong).status_code in (403, 421)
        plain = {**good, "Content-Type": "text/plain"}
        assert client.post("link", content="{}", headers=plain).status_code == 415
        refused = client.post("link", json={"name": "x", "passage": "up"}, headers=good)
        assert (refused.status_code, "no link 'x'" in refused.json()["error"]) == (422, True)
        policy = client.get("").headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy


_PUT = """
import asyncio, sys
from eventlog import streams
from eventlog.connection import connected
from eventlog.subjects import Log

async def put():
    async with connected(sys.argv[1]) as connection:
        log = Log("eu")
        body = b'{"type":"nonsense","id":"1"}'
        await streams.put(connection, log, log.subject("odd", "one"), body, "odd-one")

asyncio.run(put())
"""


def test_what_is_parked_is_told_with_its_reason_and_its_bytes(
    chromium: Browser, two: Stack
) -> None:
    """An event that no merge is made of blocks nothing, and is parked in every region."""
    nats = two.regions["eu"]["NATS_URL"]
    # In a process of its own: no event loop can be started beside the browser's.
    subprocess.run([sys.executable, "-c", _PUT, nats], check=True, timeout=30)
    desk = Watched(chromium, two)
    panel = desk.page.get_by_label("What is wrong, and what is parked")
    parked = panel.get_by_text(re.compile(r"community: events-eu-0-1 \d+ is parked: .+"))
    expect(parked).to_have_count(2)
    parked.first.get_by_role("button", name="Show").click()
    expect(panel.locator("pre")).to_contain_text('{"type":"nonsense","id":"1"}')
    desk.is_("one")
    desk.close()


@pytest.mark.timeout(300)
def test_a_store_that_lost_something_has_diverged(chromium: Browser, two: Stack) -> None:
    """It holds the same of all logs, and not the same of it: what no lag shows."""
    with redis.Redis.from_url(two.regions["us"]["REDIS_URL"]) as store:
        [key] = [key for key in store.scan_iter("*:article:demo-7") if store.type(key) == b"hash"]
        lost = store.hget(key, "title")
        assert lost
        store.hdel(key, "title")
        desk = Watched(chromium, two)
        desk.is_("DIVERGED")
        assert differing(desk.page) == [1, 1]
        panel = desk.page.get_by_label("What is wrong, and what is parked")
        expect(panel.get_by_text("bandstand verify")).to_be_visible()
        shot(desk.page, "console-diverged")
        store.hset(key, "title", lost)
        desk.is_("one")
        desk.close()


def _attribute(page: str) -> str:
    [given] = re.findall(r'data-given="([^"]*)"', page)
    return str(given).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
