"""An app of Relay asks a gateway: what is compiled from the schema works as its hooks use it."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.live.live import listening
from tests.gateway.reading.test_waves import run
from tests.web import node

READER = Path(__file__).parent / "reader"


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app, compiled."""
    tools = node.project(node.TOOLING, request.config) / "node_modules"
    folder = tmp_path_factory.mktemp("reader")
    (folder / "node_modules").symlink_to(tools)
    shutil.copy(node.ROOT / "schema.graphql", folder)
    shutil.copytree(READER, folder / "src")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    settings = {"src": "./src", "language": "javascript", "schema": "./schema.graphql"}
    modules = {"eagerEsModules": False}  # They import each other without endings.
    (folder / "relay.config.json").write_text(json.dumps(settings | modules), encoding="utf-8")
    node.run(folder, "node_modules/.bin/relay-compiler", "relay.config.json")
    return folder / "src"


def test_an_app_of_relay_pages_refetches_and_changes_lists(
    nats: NatsServer, store_url: str, reader: Path
) -> None:
    """Its store makes of edges, cursors and ids what it shows: where one is wrong, a list is."""
    found: list[Any] = []

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url, tribe = f"http://127.0.0.1:{port}/graphql", node_id("Tribe", "rally")
            said = await asyncio.to_thread(
                node.run, reader, "node", "reader.mjs", url, "rally", tribe
            )
            found.append(json.loads(said.splitlines()[-1]))

    run(nats, store_url, scenario)
    assert found == [
        {
            "asked": [
                "readerPageQuery",
                "readerFeedPaginationQuery",
                "readerCardRefetchQuery",
                "readerPublishMutation",
                "readerCommentMutation",
                "readerReplyMutation",
                "readerTakeBackMutation",
                "readerRemoveMutation",
            ],
            "items": 6,
            "pages": 6,
            "paged": [True, True],
            "refetched": 1,
            "published": [True, "Written in Relay", 4],
            "behind": True,
            "comments": ["<p>one</p>", "<p>two</p>", 2],
            "ids": True,
            "takenBack": [None, "<p>two</p>"],
            "removed": [False, 3],
        }
    ]


def test_what_relay_would_have_later_comes_at_once(
    nats: NatsServer, store_url: str, reader: Path
) -> None:
    """Its fetch function says that an answer is the last: a fragment and a list are whole then."""
    found: list[Any] = []

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url = f"http://127.0.0.1:{port}/graphql"
            said = await asyncio.to_thread(node.run, reader, "node", "deferred.mjs", url, "rally")
            # In development it remarks that nothing came later.
            found.append(json.loads(said.splitlines()[0]))

    run(nats, store_url, scenario)
    assert found == [{"name": "Rally", "titles": 3, "missing": [False, False]}]
