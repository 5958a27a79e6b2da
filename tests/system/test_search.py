"""Search in a whole stack: it is added to one that runs, and the views do not notice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from bandstand.testing.stacks import eventually, gone
from tests.system.stacks import Stack, stack

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


def titles_if_any(it: Stack, text: str) -> list[str]:
    """What a text finds; nothing while the index is filled."""
    try:
        return titles(it, text)
    except AssertionError:
        return []


def keys(it: Stack) -> dict[str, Any]:
    """All keys of the views, and what each holds; of coverage, too. Not what clients took of their
    budgets, which gateways count in the same store.
    """
    found: dict[str, Any] = {}
    with redis.Redis.from_url(it.settings["REDIS_URL"]) as client:
        reads = {
            b"hash": client.hgetall,
            b"string": client.get,
            b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
        }
        for key in client.keys("*"):
            if key.startswith(b"tally:"):
                continue
            found[key.decode()] = reads[client.type(key)](key)
    return found


@pytest.mark.timeout(300)
def test_a_fresh_index_is_filled_while_community_stays_as_it_is(tmp_path: Path) -> None:
    """A stack that never had search gets it: the index reads the whole log, and the projector not
    one event; nothing in `community` is another.
    """
    with stack(tmp_path, "--demo", "--no-people") as it:
        whole = health(it, "projector")["events"]
        assert whole > 1_000
        assert health(it, "indexer")["events"] == whole
        before = keys(it)
        assert len(before) > 100
        assert any(key.endswith(":coverage") for key in before)
        found = titles(it, "timing belt")
        assert found
        assert it.end() == 0
        # As if search had been added only now.
        shutil.rmtree(it.data / "main" / "search")
        it.start()
        assert health(it, "indexer") == {"ready": True, "trouble": [], "events": whole}
        assert health(it, "projector")["events"] == 0
        assert keys(it) == before
        assert titles(it, "timing belt") == found
        it.verdict()
        assert it.end() == 0
        # And the third time it goes on from its coverage.
        it.start()
        assert health(it, "indexer")["events"] == 0
        assert titles(it, "timing belt") == found


def test_an_indexer_that_dies_is_started_again_and_goes_on(tmp_path: Path) -> None:
    """Meanwhile what was indexed is found; what is published then is found in a moment."""
    with stack(tmp_path, "--demo", "--no-people") as it:
        [pid] = it.pids("indexer")
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: gone(pid), "the end of the indexer")
        assert titles(it, "timing belt")
        it.replaced("indexer", pid)
        line = '{"type":"article_published","actor":"ada","article":"zz","tribe":"ferrari",'
        line += '"kind":"ARTICLE","title":"An entirely unheardof thing"}\n'
        done = it.command("publish", "-", stdin=line.encode())
        assert done.returncode == 0, done.stderr
        eventually(lambda: titles(it, "unheardof"), "the article is found")
        assert eventually(lambda: health(it, "indexer")["events"], "what it read") == 1
        files = [path.name for path in (it.data / "main" / "search").glob("*.sqlite")]
        assert len(files) == 1


def publish(it: Stack, **titles: str) -> None:
    """Publish articles, by id, with titles."""
    common = {"type": "article_published", "actor": "ada", "tribe": "ferrari", "kind": "ARTICLE"}
    lines = [json.dumps({**common, "article": name, "title": titles[name]}) for name in titles]
    done = it.command("publish", "-", stdin="\n".join(lines).encode())
    assert done.returncode == 0, done.stderr


def test_what_is_published_is_found_however_it_is_typed(tmp_path: Path) -> None:
    """From the command line to GraphQL, in scripts that FTS5 itself does not fold."""
    with stack(tmp_path, "--demo", "--no-people") as it:
        written = {
            "greek": "Η Ελλάδα και ο Οδυσσεύς",
            "german": "Die längste Straße",
            "arabic": "مُحَمَّد فِي القَاهِرَة",
            "split": "Caf\u00adfe\u0301ine\u200bfree",
            "japanese": "東京のﾌｪﾗｰﾘ",
            "thai": "กรุงเทพมหานคร",
        }
        publish(it, **written)
        eventually(lambda: titles(it, "ΟΔΥΣΣΕΥΣ"), "the articles are found")
        for typed, name in (
            ("ΕΛΛΑΔΑ", "greek"),
            ("οδυσσευσ ελλα", "greek"),
            ("LANGSTE STRASSE", "german"),
            ("محمد القاهرة", "arabic"),
            ("caffeinefr", "split"),
            ("フェラーリ", "japanese"),
            ("京の", "japanese"),
            ("มหานคร", "thai"),
        ):
            assert titles(it, typed) == [written[name]], typed
        assert titles(it, "京東") == []


def test_verify_tells_of_an_index_that_lost_something_and_it_comes_back(tmp_path: Path) -> None:
    """A file on a disk loses what no crash would; nothing reads a document that nobody finds."""
    with stack(tmp_path, "--demo", "--no-people") as it:
        publish(it, lost="An entirely unheardof thing")
        eventually(lambda: titles(it, "unheardof"), "the article is found")
        whole = it.command("verify")
        assert whole.returncode == 0, whole.stdout + whole.stderr
        assert "search agrees with its logs in main" in whole.stdout
        # It would notice by itself, and has no time to.
        [pid] = it.pids("indexer")
        os.kill(pid, signal.SIGSTOP)
        [path] = (it.data / "main" / "search").glob("*.sqlite")
        with closing(sqlite3.connect(path, timeout=20)) as index, index:
            [number] = index.execute("SELECT number FROM documents WHERE id = 'lost'").fetchone()
            index.execute(
                "INSERT INTO words (words, rowid, c0, c1, c2) VALUES ('delete', ?, ?, '', '')",
                (number, "an entirely unheardof thing"),
            )
            index.execute("DELETE FROM documents WHERE id = 'lost'")
        assert titles(it, "unheardof") == []
        told = it.command("verify")
        assert told.returncode == 1
        assert "search differs from its logs in main" in told.stdout
        assert "article/lost title\n    the logs say   " in told.stdout
        assert "the indexer is told, and fills it anew" in told.stdout
        os.kill(pid, signal.SIGCONT)
        eventually(lambda: titles_if_any(it, "unheardof"), "the article is found again")
        again = it.command("verify", "--json")
        assert again.returncode == 0, again.stdout + again.stderr
        report = json.loads(again.stdout.splitlines()[1])
        assert (report["index"], report["region"]) == ("search", "main")
        assert report["differences"] == []
        assert report["documents"] > 100


def test_an_index_of_another_version_is_deleted(tmp_path: Path) -> None:
    """Versions would gather on the disk, each as large as the last."""
    with stack(tmp_path, "--demo", "--no-people") as it:
        folder = it.data / "main" / "search"
        [now] = folder.glob("*.sqlite")
        assert it.end() == 0
        for ending in ("", "-wal", "-shm"):
            (folder / f"search-0ld0ld00.sqlite{ending}").write_bytes(b"old")
        it.start()
        assert {path for path in folder.iterdir() if "0ld" in path.name} == set()
        assert now.exists()
