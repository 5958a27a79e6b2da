"""Search in a whole stack: it is added to one that runs, and the views do not notice."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import httpx
import redis

from tests.system.stacks import Stack, eventually, gone, stack

SEARCH = """query($text: String!) { search(query: $text, type: ARTICLE) {
  edges { node { ... on Article { title } } }
} }"""


def health(it: Stack, role: str) -> dict[str, Any]:
    """What a process says of itself."""
    [address] = [one["address"] for one in it.processes if one["role"] == role]
    found: dict[str, Any] = httpx.get(address, timeout=10).json()
    return found


def titles(it: Stack, text: str) -> list[str]:
    """What a text finds."""
    edges = it.ask(SEARCH, text=text)["search"]["edges"]
    return [edge["node"]["title"] for edge in edges]


def keys(it: Stack) -> dict[str, Any]:
    """All keys of the views, and what each holds; of coverage, too."""
    found: dict[str, Any] = {}
    with redis.Redis.from_url(it.settings["REDIS_URL"]) as client:
        reads = {
            b"hash": client.hgetall,
            b"string": client.get,
            b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
        }
        for key in client.keys("*"):
            found[key.decode()] = reads[client.type(key)](key)
    return found


def test_a_fresh_index_is_filled_while_community_stays_as_it_is(tmp_path: Path) -> None:
    """A stack that never had search gets it: the index reads the whole log, and the projector not
    one event; nothing in `community` is another.
    """
    with stack(tmp_path, "--demo") as it:
        whole = health(it, "projector")["events"]
        assert whole > 1_000
        assert health(it, "indexer")["events"] == whole
        before = keys(it)
        assert len(before) > 100
        assert any(key.endswith(":coverage") for key in before)
        found = titles(it, "fuel pump")
        assert found
        assert it.end() == 0
        # As if search had been added only now.
        shutil.rmtree(it.data / "main" / "search")
        it.start()
        assert health(it, "indexer") == {"ready": True, "trouble": [], "events": whole}
        assert health(it, "projector")["events"] == 0
        assert keys(it) == before
        assert titles(it, "fuel pump") == found
        it.verdict()
        assert it.end() == 0
        # And the third time it goes on from its coverage.
        it.start()
        assert health(it, "indexer")["events"] == 0
        assert titles(it, "fuel pump") == found


def test_an_indexer_that_dies_is_started_again_and_goes_on(tmp_path: Path) -> None:
    """Meanwhile what was indexed is found; what is published then is found in a moment."""
    with stack(tmp_path, "--demo") as it:
        [pid] = it.pids("indexer")
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: gone(pid), "the end of the indexer")
        assert titles(it, "fuel pump")
        it.replaced("indexer", pid)
        line = '{"type":"article_published","actor":"ada","article":"zz","tribe":"ferrari",'
        line += '"kind":"ARTICLE","title":"An entirely unheardof thing"}\n'
        done = it.command("publish", "-", stdin=line.encode())
        assert done.returncode == 0, done.stderr
        eventually(lambda: titles(it, "unheardof"), "the article is found")
        assert eventually(lambda: health(it, "indexer")["events"], "what it read") == 1
        files = [path.name for path in (it.data / "main" / "search").glob("*.sqlite")]
        assert len(files) == 1


def test_an_index_of_another_version_is_deleted(tmp_path: Path) -> None:
    """Versions would gather on the disk, each as large as the last."""
    with stack(tmp_path, "--demo") as it:
        folder = it.data / "main" / "search"
        [now] = folder.glob("*.sqlite")
        assert it.end() == 0
        for ending in ("", "-wal", "-shm"):
            (folder / f"search-0ld0ld00.sqlite{ending}").write_bytes(b"old")
        it.start()
        assert {path for path in folder.iterdir() if "0ld" in path.name} == set()
        assert now.exists()
