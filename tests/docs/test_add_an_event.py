"""`docs/add-an-event.md`, followed to the letter on a copy of the domain."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bandstand.stack.servers import free_port
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from tests.worlds import world
from tribes.events import ArticlePublished

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/add-an-event.md").read_text(encoding="utf-8")


def _apply(folder: Path) -> int:
    """Apply every diff of the page to the file that was named last; how many there were."""
    applied, named = 0, ""
    for block in re.finditer(r"In `(tribes/\w+\.py)`|```diff\n(.*?)```", PAGE, re.DOTALL):
        named = block[1] or named
        if block[2] is None:
            continue
        lines = block[2].splitlines()
        before = "\n".join(line[1:] for line in lines if line[:1] != "+") + "\n"
        after = "\n".join(line[1:] for line in lines if line[:1] != "-") + "\n"
        path = folder / named
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{named} has {text.count(before)} places for:\n{before}"
        path.write_text(text.replace(before, after), encoding="utf-8")
        applied += 1
    return applied


def _code(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def _python(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}:{ROOT}", **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_page_works_as_written(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A person who follows the page gets a working event, field and mutation in one folder."""
    shutil.copytree(ROOT / "tribes", tmp_path / "tribes")
    assert _apply(tmp_path) == PAGE.count("```diff")

    schema = _python(tmp_path, "-m", "bandstand", "schema")
    text, _ = schema.communicate(timeout=30)
    assert "saveCount: Int!" in text
    assert "saveArticle(input: SaveArticleInput!): ArticlePayload\n" in text

    laws = _python(tmp_path, "-c", _code("python"))
    laws.communicate(timeout=30)
    assert laws.returncode == 0

    async def publish() -> None:
        async with world(nats.url, store_url) as it:
            fields = {"article": "a", "tribe": "t", "kind": "ARTICLE", "title": "A car"}
            await it.publish([ArticlePublished(**envelope(1), **fields)])

    asyncio.run(publish())
    settings = {
        "NATS_URL": nats.url,
        "REDIS_URL": store_url,
        "BANDSTAND_REGION": "test",
        "BANDSTAND_DEVELOPMENT": "1",
        "BANDSTAND_PORT": str(free_port()),
    }
    children = [_python(tmp_path, "-m", "bandstand", role, **settings) for role in _ROLES]
    try:
        answer = _save(f"http://127.0.0.1:{settings['BANDSTAND_PORT']}/graphql")
        assert answer == {
            "article": {"saveCount": 1, "viewerHasSaved": True},
            "userErrors": [],
        }
    finally:
        for child in children:
            child.terminate()
            child.wait(timeout=15)


_ROLES = ("projector", "gateway")


def _save(url: str) -> object:
    body = {"query": _code("graphql"), "variables": {"article": "QXJ0aWNsZTph"}}
    with httpx.Client(timeout=5, headers={"X-Viewer": "enzo"}) as client:
        for _ in range(100):
            try:
                answer = client.post(url, json=body).json()
            except httpx.HTTPError:
                answer = {"errors": "not up yet"}
            if "errors" not in answer and not answer["data"]["saveArticle"]["userErrors"]:
                return answer["data"]["saveArticle"]
            time.sleep(0.1)
        raise AssertionError(answer)
