"""Fixtures of the embedded servers, for whoever installs `bandstand[embedded,testing]`.

    def test_my_posts(stage: Stage) -> None: ...

    nats        an empty nats-server of the test's own, which it may crash and restart
    store_url   an empty store, of a Valkey that all tests of a run share
    own_store   a Valkey of the test's own, which it may crash and restore
    stage       the whole way of the domain, from a mutation to what a query answers
    domain      which domain that is; a test module or a conftest.py may say another

What is not used is not started, and not imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bandstand.domain import Domain
    from bandstand.testing.servers import NatsServer, StoreServer
    from bandstand.testing.stages import Stage


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    """An empty nats-server of the test's own, which it may crash and restart."""
    from bandstand.testing.servers import NatsServer  # noqa: PLC0415

    server = NatsServer(tmp_path / "nats")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    """The Valkey that all tests of a run share."""
    from bandstand.testing.servers import StoreServer  # noqa: PLC0415

    server = StoreServer(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def store_url(shared_store: StoreServer) -> str:
    """Where an empty store answers."""
    return shared_store.empty()


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[StoreServer]:
    """A Valkey of the test's own, which it may crash and restore."""
    from bandstand.testing.servers import StoreServer  # noqa: PLC0415

    server = StoreServer(tmp_path / "store")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The domain that the settings name."""
    import os  # noqa: PLC0415

    from bandstand.domain import Domain  # noqa: PLC0415
    from bandstand.settings import Settings  # noqa: PLC0415

    return Domain(Settings.load(os.environ).domain)


@pytest.fixture
def stage(nats: NatsServer, store_url: str, domain: Domain) -> Iterator[Stage]:
    """The whole way of the domain, from a mutation to what a query answers."""
    from bandstand.testing.stages import Stage  # noqa: PLC0415

    with Stage(domain, nats.url, store_url) as made:
        yield made
