"""Fixtures of all tests: a nats-server a test, and each store that is to be served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from bandstand.stack import servers as embedded
from tests.servers import NatsServer, StoreServer, redis7_binary


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    """An empty nats-server of the test's own, which it may crash and restart."""
    server = NatsServer(tmp_path / "nats")
    server.start()
    yield server
    server.kill()


def stores() -> list[str]:
    """The stores that are to be served, by name."""
    found = redis7_binary()
    if found is None and os.environ.get("BANDSTAND_REQUIRE_REDIS7"):
        raise RuntimeError("Redis 7.0 must be tested against here, and is not installed")
    return ["valkey", "redis7"] if found else ["valkey"]


@pytest.fixture(scope="session")
def _servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, StoreServer]]:
    binaries = {"valkey": embedded.valkey_binary(), "redis7": redis7_binary()}
    servers = {
        name: StoreServer(tmp_path_factory.mktemp(name), binary)
        for name, binary in binaries.items()
        if binary is not None
    }
    for server in servers.values():
        server.start()
    yield servers
    for server in servers.values():
        server.kill()


def _emptied(server: StoreServer) -> str:
    with redis.Redis.from_url(server.url) as client:
        client.flushall()
        client.function_flush()
        client.config_set("maxmemory-policy", "noeviction")
    return server.url


@pytest.fixture
def store_url(_servers: dict[str, StoreServer]) -> str:
    """An empty Valkey."""
    return _emptied(_servers["valkey"])


@pytest.fixture(params=stores())
def any_store_url(request: pytest.FixtureRequest, _servers: dict[str, StoreServer]) -> str:
    """An empty store: Valkey, then Redis 7.0."""
    return _emptied(_servers[request.param])


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[StoreServer]:
    """A Valkey of the test's own, which it may crash and restore."""
    server = StoreServer(tmp_path / "store", embedded.valkey_binary())
    server.start()
    yield server
    server.kill()
