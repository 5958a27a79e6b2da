"""Signing in: by a real OpenID provider, in a real browser, on a stack that believes its tokens."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from bandstand.stack.servers import free_port
from tests.system.stacks import Stack, stack
from tests.web import node
from tests.web.windows import Windows, settled, visit

OPENID = node.ROOT / "tests" / "gateway" / "authentication" / "openid"
LIFE_S = 6
"""So long a token lasts: the page renews one after half of that."""

_SEEN = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


class Provider:
    """An OpenID provider that runs; whoever says a name in its form is that."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert process.stdout
        self.issuer = process.stdout.readline().strip()
        assert self.issuer, "the provider ended"

    def tell(self, what: str) -> None:
        """Let it be `away`, or `there`."""
        assert self._process.stdin
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()


@contextmanager
def provided(request: pytest.FixtureRequest, page: str) -> Iterator[Provider]:
    """A provider that knows a page, until the end of a block."""
    kept = node.project(OPENID, request.config)
    shutil.copy(OPENID / "people.mjs", kept)
    process = subprocess.Popen(
        ["node", "people.mjs", page, str(LIFE_S)],
        cwd=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Provider(process)
    finally:
        process.kill()
        process.communicate(timeout=10)


@pytest.fixture(scope="module")
def port() -> int:
    """Where the page is."""
    return free_port()


@pytest.fixture(scope="module")
def provider(request: pytest.FixtureRequest, chromium: Browser, port: int) -> Iterator[Provider]:
    """The provider of the page's people."""
    with provided(request, f"http://127.0.0.1:{port}") as made:
        yield made


@pytest.fixture(scope="module")
def demo(
    provider: Provider, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """A stack that believes the provider's tokens."""
    variables = {
        "BANDSTAND_JWT_JWKS_URL": f"{provider.issuer}/jwks",
        "BANDSTAND_JWT_ISSUER": provider.issuer,
        "BANDSTAND_JWT_AUDIENCE": "feeds",
        "BANDSTAND_JWT_LEEWAY_S": "0",
        "BANDSTAND_OIDC_CLIENT": "page",
    }
    options = ("--demo", "--no-people", "--port", port)
    with stack(tmp_path_factory.mktemp("signing-in"), *options, **variables) as made:
        yield made


def _sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Go", exact=True).click()
    page.locator("main").wait_for()
    settled(page)


def test_one_signs_in_writes_reloads_and_signs_out(windows: Windows) -> None:
    """The whole way; what a newcomer is called comes with them, and no token is left anywhere."""
    page = windows.open("/t/ferrari?order=TOP")
    expect(page.get_by_role("link", name="Write", exact=True)).to_have_count(0)
    _sign_in(page, "baconin")
    assert page.evaluate("location.pathname + location.search") == "/t/ferrari?order=TOP"
    expect(page.locator(".who-name")).to_have_text("Baconin Borzacchini")
    kept = page.evaluate(_SEEN)
    assert "eyJ" not in kept, "no token is stored"
    assert "left" not in kept, "nor what was needed on the way"
    visit(page, "/write?tribe=ferrari")
    page.get_by_label("Title", exact=True).fill("By who I am")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By who I am")
    expect(page.locator(".article .byline").first).to_contain_text("Baconin Borzacchini")
    page.reload()
    settled(page)
    expect(page.get_by_label("More about this article")).to_have_count(1)
    expect(page.locator(".who-name")).to_have_text("Baconin Borzacchini")
    other = page.context.new_page()
    other.goto(page.url)
    settled(other)
    expect(other.locator(".who-name")).to_have_text("Baconin Borzacchini")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Name")).to_be_visible()


def test_tokens_are_renewed_and_what_is_open_stays_open(windows: Windows) -> None:
    """Longer than a token lasts, one goes on, and is told of what others do."""
    page = windows.open("/")
    opened: set[WebSocket] = set()
    page.on("websocket", lambda socket: opened.update((socket,)))
    _sign_in(page, "campari")
    expect(page.locator(".who-name")).to_have_text("Campari Borzacchini")
    page.wait_for_timeout(1_000)
    live = [socket for socket in opened if not socket.is_closed()]
    assert live
    page.wait_for_timeout((LIFE_S + 1) * 1_000)
    assert not [socket for socket in live if socket.is_closed()], "none ended with its token"
    visit(page, "/a/QXJ0aWNsZTpkZW1vLTEyMA==")
    page.get_by_label("Add a comment").fill("Still here.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".thread")).to_contain_text("Still here.")


def test_what_goes_wrong_is_told(windows: Windows, provider: Provider) -> None:
    """Somebody thinks better of it, comes with a stale address, or the provider is away."""
    page = windows.open("/people")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".notice")).to_have_text("You are not signed in: it was cancelled.")
    assert page.evaluate("location.pathname") == "/people"
    page.goto(page.url.replace("/people", "/signed-in?code=x&state=y"))
    expect(page.locator(".notice")).to_contain_text("begun elsewhere, or too long ago")
    assert page.evaluate("location.pathname + location.search") == "/"
    _sign_in(page, "divo")
    page.context.clear_cookies()  # As where somebody signs out at the provider.
    page.reload()
    settled(page)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.locator(".notice")).to_be_empty()
    provider.tell("away")
    try:
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".notice")).to_contain_text("does not answer")
    finally:
        provider.tell("there")
    windows.wrong.clear()  # The browser says that the provider did not answer.


def test_a_link_from_elsewhere_signs_nobody_out(windows: Windows) -> None:
    """It led back as from the provider, and all windows were signed out. One to an address that
    begins with two slashes left a blank page, with the code in its address.
    """
    page = windows.open("/")
    _sign_in(page, "campari")
    other = page.context.new_page()
    other.goto(page.url + "signed-in?code=x&state=y")
    settled(other)
    expect(other.locator(".who-name")).to_have_text("Campari Borzacchini")
    assert other.evaluate("location.pathname + location.search") == "/"
    expect(page.locator(".who-name")).to_have_text("Campari Borzacchini")
    for led, to in (("/x.example/y", "/x.example/y"), ("#//x.example/y", "/")):
        other.goto(page.url + led)
        settled(other)
        expect(other.locator(".who-name")).to_have_text("Campari Borzacchini")
        assert other.evaluate("location.pathname + location.search") == to
    windows.wrong.clear()  # There is no such page.
