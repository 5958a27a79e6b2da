"""Windows of a real browser, without a screen, on the page of a running stack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

SHOTS = Path(__file__).resolve().parents[2] / "test-output" / "web"
"""Where screenshots are kept."""

PHONE = (360, 740)
DESK = (1440, 900)
_PATIENCE_MS = 10_000
_GO = """at => {
  history.pushState(null, "", at);
  dispatchEvent(new PopStateEvent("popstate"));
}"""


def chromium() -> str | None:
    """The browser's binary, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for the time of a block; skips the test where there is none.

    SUBTLE: only for a module. While it runs, no test of the process can start an event loop.
    """
    binary = chromium()
    if binary is None:
        if os.environ.get("BANDSTAND_REQUIRE_CHROMIUM"):
            raise RuntimeError("the page must be tested here, and Chromium is not installed")
        pytest.skip("Chromium is not here: `make test` installs Debian's where it may")
    # As root Chromium refuses its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=binary, args=arguments)
        try:
            yield made
        finally:
            made.close()


class Windows:
    """Opens windows, each of somebody, and knows what went wrong in any."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self.wrong: list[str] = []
        """What the consoles say: errors, and what the page's policy refused."""

    def open(
        self,
        at: str = "",
        *,
        viewer: str = "you",
        size: tuple[int, int] = DESK,
        dark: bool = False,
        init: str = "",
    ) -> Page:
        """A new window at an address of the page, such as `/t/ferrari`.

        init: a script that runs before the page's own.
        """
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE_MS)
        context.add_init_script(
            f"sessionStorage['bandstand.viewer'] ??= {viewer!r}"  # As if chosen in the menu.
        )
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.on("console", lambda told: told.type == "error" and self.wrong.append(told.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(self._url + at.removeprefix("/"))
        settled(page)
        return page

    def close(self) -> None:
        """Close all, and fail if anything went wrong in one."""
        for context in self._browser.contexts:
            context.close()
        assert not self.wrong, self.wrong


def settled(page: Page) -> None:
    """Wait until the page shows what it asked for."""
    page.locator("main .skeleton").wait_for(state="detached")
    page.locator("main :is(h1, .empty)").first.wait_for()


def visit(page: Page, at: str) -> None:
    """Go to another address of the page, as a link does."""
    before = page.locator("main").get_attribute("data-visit")
    page.evaluate(_GO, at)
    page.locator(f"main:not([data-visit='{before}'])").wait_for()
    settled(page)


def shot(page: Page, name: str) -> None:
    """Keep what a window shows."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def titles(page: Page) -> list[str]:
    """The titles of the cards."""
    return page.locator(".card h2").all_inner_texts()


def bumps(within: Page | Locator) -> int:
    """What the first bump button counts."""
    return int(within.locator("[data-bump] .number").first.inner_text())
