"""Fixtures of the page: one stack with the demo, one browser, and windows that are looked after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bandstand.stack.servers import free_port
from tests.system.stacks import Stack, stack
from tests.web import windows as windows_of
from tests.web.windows import Windows


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with windows_of.browser() as made:
        yield made


@pytest.fixture(scope="module")
def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack with the demo; asked for after the browser, without which it is not needed."""
    with stack(
        tmp_path_factory.mktemp("web"), "--demo", "--no-people", "--port", free_port()
    ) as made:
        yield made


@pytest.fixture
def windows(chromium: Browser, demo: Stack) -> Iterator[Windows]:
    """Windows on the page. An error in a console fails the test."""
    made = Windows(chromium, demo.url.removesuffix("graphql"))
    yield made
    made.close()
