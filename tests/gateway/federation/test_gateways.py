"""Real federation gateways, under node, before ours and a second subgraph: examples/federation."""

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
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tests.web import node
from tribes.schema import SCHEMA

EXAMPLE = node.ROOT / "examples" / "federation"


@pytest.fixture(scope="module")
def example(request: pytest.FixtureRequest) -> Path:
    """The example, installed, and what the test asks of it."""
    kept = node.project(EXAMPLE, request.config)
    for script in (*EXAMPLE.glob("*.mjs"), Path(__file__).parent / "ask.mjs"):
        shutil.copy(script, kept)
    return kept


def test_one_query_goes_from_ours_to_theirs_and_back(
    nats: NatsServer, store_url: str, example: Path
) -> None:
    """Apollo's gateway composes both, and asks each for what it has, for whoever asks."""
    said: list[Any] = []

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url = f"http://127.0.0.1:{port}/graphql"
            told = await asyncio.to_thread(node.run, example, "node", "ask.mjs", url, ARTICLE)
            said.append(json.loads(told.splitlines()[-1]))

    run(nats, store_url, scenario, history=ONE, schema=SCHEMA.federated)
    [found] = said
    errors = {name: one["errors"] for name, one in found.items() if "errors" in one}
    assert errors == {}
    drives = {"nodes": [{"model": "250 GTO"}, {"model": "Jolly"}]}
    author = {"name": "Enzo", "garage": drives}
    assert found["theirs"]["data"] == {"feed": {"nodes": [{"title": "A", "author": author}]}}
    enzo = {"handle": "enzo", "name": "Enzo", "feed": {"nodes": [{"title": "A"}]}}
    cars = {one["model"]: one["owner"] for one in found["ours"]["data"]["cars"]}
    assert cars["250 GTO"] == cars["Jolly"] == enzo
    assert cars["Isetta"] == dict.fromkeys(enzo), "of whom feeds knows nothing"
    assert found["node"]["data"] == {"node": {"id": ARTICLE, "title": "A"}}
    assert found["signedIn"]["data"]["viewer"] == {"user": {"id": node_id("User", "pat")}}
    assert found["nobody"]["data"]["viewer"] is None
    user = {"viewerIsFollowing": True, "garage": drives}
    assert found["followed"]["data"]["followUser"]["user"] == user
    owners = [one["owner"] for one in found["after"]["data"]["cars"]]
    follows = [one and one["viewerIsFollowing"] for one in owners]
    assert follows == [True, False, True, None]
    assert found["after"]["extensions"]["consistency"]["status"] == "SATISFIED"
