"""`docs/walk.md` names modules and what is in them; they are there."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bandstand.stack.running import DEMO_SEED
from bandstand.testing.gateways import node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.harness import gateway
from tribes.demo import events

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/walk.md").read_text(encoding="utf-8")


def _named() -> list[tuple[str, str]]:
    """(module, name in it): a path in backticks, and the names in backticks that follow it."""
    found, module = [], ""
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    for quoted in re.findall(r"`([^`\n]+)`", prose):
        if re.fullmatch(r"[\w/]+\.(py|lua)", quoted):
            module = quoted
            found.append((module, ""))
        elif re.fullmatch(r"[A-Za-z]\w+", quoted):
            found.append((module, quoted))
    return found


def test_everything_that_the_walk_names_is_there() -> None:
    """A walk that leads past houses that were torn down teaches wrong things."""
    named = _named()
    assert len(named) > 25
    for module, name in named:
        text = (ROOT / module).read_text(encoding="utf-8")
        assert re.search(rf"(class|def|function) {name}\b", text) or not name, (module, name)


def test_the_walk_visits_every_package() -> None:
    """From the edge to the store and back, nothing is left out."""
    visited = {module.partition("/")[0] for module, _ in _named()}
    assert visited == {"crdt", "eventlog", "views", "projector", "gateway", "tribes"}


def test_the_bump_does_what_the_walk_says(nats: NatsServer, store_url: str) -> None:
    """The same bump on the same demo: its sequence, its answer, and the order of its writes."""

    async def main() -> None:
        async with gateway(nats.url, store_url, history=events("main", DEMO_SEED)) as it:
            select = "article { title bumpCount viewerHasBumped author { name bumpsReceived } }"
            asked = {"articleId": node_id("Article", "demo-1")}
            payload = await it.change("bumpArticle", asked, select, viewer="pat")
            assert f'"seq":{await it.head()}' in PAGE
            said = re.sub(r"\s+", " ", PAGE)
            article = payload["article"]
            assert f'"title": "{article["title"]}", "bumpCount": {article["bumpCount"]},' in said
            author = article["author"]
            assert f'"bumpsReceived": {author["bumpsReceived"]}' in said

    asyncio.run(main())
    lua = (ROOT / "views/lua/merge.lua").read_text(encoding="utf-8")
    steps = [
        "validate(keys, payload)",
        "begin(coverage_key",
        "merge_all(base",
        "work_off(base",
        "coverage_join(",
    ]
    found = [lua.rindex(step) for step in steps]
    assert found == sorted(found)
