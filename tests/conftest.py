"""Fixtures of our own tests, beside those that are shipped: each store that is to be served; and
the search for passwords in all that processes write.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest

from bandstand import collector
from bandstand.testing import stacks
from bandstand.testing.servers import StoreServer
from tests.servers import redis7_binary

collector.look_seldom()
LONG = {"apart", "bandstand", "bench", "console", "docs", "system", "web"}
"""Folders of tests that take long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts processes comes first: what is short fills up the end, where workers run out."""
    items.sort(key=lambda item: not LONG & {*item.path.parts})


def pytest_collection_finish() -> None:
    """What was collected stays until the end: to look it through all the time costs a tenth."""
    collector.keep_all()


def stores() -> list[str]:
    """The stores that are to be served, by name."""
    found = redis7_binary()
    if found is None and os.environ.get("BANDSTAND_REQUIRE_REDIS7"):
        raise RuntimeError("Redis 7.0 must be tested against here, and is not installed")
    return ["valkey", "redis7"] if found else ["valkey"]


@pytest.fixture(scope="session", autouse=True)
def no_password_is_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every line that any process of the suite writes is searched for the password of all of them.

    Processes are given it by `bandstand.testing.stacks`; what they log lies in files.
    """
    stacks.secret = f"hush{secrets.token_hex(8)}"
    yield
    hidden, stacks.secret = stacks.secret, ""
    logs = [*tmp_path_factory.getbasetemp().rglob("*.log")]
    shown = [path for path in logs if path.is_file() and hidden.encode() in path.read_bytes()]
    assert not shown, f"a password stands in {shown}"


@pytest.fixture(scope="session")
def redis7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    """The oldest store that is served, where it is installed."""
    server = StoreServer(tmp_path_factory.mktemp("redis7"), redis7_binary() or "")
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=stores())
def any_store_url(request: pytest.FixtureRequest) -> str:
    """An empty store: Valkey, then Redis 7.0."""
    named = {"valkey": "shared_store", "redis7": "redis7"}[request.param]
    server: StoreServer = request.getfixturevalue(named)
    return server.empty()
