"""Fixtures of the page: one stack with the demo, one browser, and windows that are looked after."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from random import randrange

import pytest
from playwright.sync_api import Browser

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


def free_port() -> int:
    """A port that is free, and stays so.

    SUBTLE: below those that connections take for themselves. A browser makes many, and one of them
    had the port of a gateway that was to start.
    """
    while True:
        port = randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@pytest.fixture
def windows(chromium: Browser, demo: Stack) -> Iterator[Windows]:
    """Windows on the page. An error in a console fails the test."""
    made = Windows(chromium, demo.url.removesuffix("graphql"))
    yield made
    made.close()
