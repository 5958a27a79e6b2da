"""The audit: an index that is not what the logs say is found out, whatever it lost or changed."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World, envelope
from eventlog import streams
from eventlog.logs import ServerLogs
from search.audit import Report, audit
from search.errors import NotComparable
from search.fold import PlainFold
from tests.search.indexes import delta_of, indexed, indexing, writer
from tests.search.test_indexer import article
from tests.worlds import world
from tribes import events as e
from tribes.events import EVENTS
from tribes.searching import CORPUS

HISTORY = [
    article(1, "Fuel pump"),
    article(2, "Über die Straße, 東京へ"),
    e.TribeProfileSet(
        **envelope(3), tribe="t", name="Ferrari", description="<p>Red <b>cars</b></p>"
    ),
    article(4, "Removed"),
    e.ArticleRemoved(**envelope(5), article="a4"),
    article(6, "🏎"),
    e.ArticleEdited(**envelope(7), article="a1", title="Fuel tank", body="x" * 40_000),
    article(8, "Fuel " * 50),
]


async def audited(it: World, folder: Path, patience_s: float = 20.0) -> Report:
    """An audit of the index in a folder."""
    logs, path = ServerLogs(it.connection), folder / "index.sqlite"
    return await audit(logs, path, CORPUS, EVENTS, patience_s=patience_s)


def test_an_index_that_is_whole_agrees_while_it_is_written(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """It looks at one moment of the index: nothing needs to stand still."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await it.publish(HISTORY)
            await it.publish_raw(b"no event")
            await indexed(it, indexer)
            report = await audited(it, tmp_path)
            assert report.differences == []
            assert (report.events, report.documents) == (9, 6)

            async def write() -> None:
                for at in count(100):
                    await it.publish([article(at, f"Fuel {at}")])

            writing, documents = asyncio.create_task(write()), []
            for _ in range(5):
                report = await audited(it, tmp_path)
                assert report.differences == []
                documents.append(report.documents)
            writing.cancel()
            assert documents[-1] > 6

    asyncio.run(scenario())


def run(*statements: str) -> Callable[[sqlite3.Connection], None]:
    """Damage that statements do."""

    def damage(connection: sqlite3.Connection) -> None:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement

    return damage


_A1 = "(SELECT number FROM documents WHERE id = 'a1')"
_TAKEN_OUT = f"""INSERT INTO words (words, rowid, c0, c1, c2)
    VALUES ('delete', {_A1}, 'fuel tank', '', '{"x" * 40_000}')"""
# fmt: off
DAMAGES = [
    ("a document", run(f"DELETE FROM registers WHERE number = {_A1}"), "article/a1 title"),
    (
        "a document with all its words",
        run(_TAKEN_OUT, f"DELETE FROM registers WHERE number = {_A1}",
            "DELETE FROM documents WHERE id = 'a1'"),
        "article/a1 alive",
    ),
    ("its words alone", run(_TAKEN_OUT), "words of article/a1"),
    (
        "a word that nobody wrote",
        run(f"INSERT INTO words (rowid, c0, c1, c2) VALUES ({_A1}, 'ghost', '', '')"),
        "words of article/a1",
    ),
    (
        "words of nothing",
        run("INSERT INTO words (rowid, c0, c1, c2) VALUES (99, 'ghost', '', '')"),
        "words of document 99, which is not there",
    ),
    (
        "words in another order",
        run(_TAKEN_OUT, f"""INSERT INTO words (rowid, c0, c1, c2)
            VALUES ({_A1}, 'tank fuel', '', '{"x" * 40_000}')"""),
        "words of article/a1",
    ),
    (
        "words with another weight",
        run(_TAKEN_OUT, f"""INSERT INTO words (rowid, c0, c1, c2)
            VALUES ({_A1}, '', 'fuel tank', '{"x" * 40_000}')"""),
        "words of article/a1",
    ),
    (
        "an article that was removed is found",
        run("""INSERT INTO words (rowid, c0, c1, c2)
            SELECT number, 'removed', '', '' FROM documents WHERE id = 'a4'"""),
        "words of article/a4",
    ),
    ("how long one is", run(f"DELETE FROM words_docsize WHERE id = {_A1}"), "words of article/a1"),
    (
        "how many there are",
        run("UPDATE words_data SET block = x'FF7F0000' WHERE id = 1"),
        "documents and words in all",
    ),
    ("a page of words", run("DELETE FROM words_data WHERE id > 10"), "its file"),
    ("a name", run("UPDATE documents SET id = 'a9' WHERE id = 'a1'"), "article/a1 title"),
    ("what was read", run("UPDATE logs SET coverage = '1-4,6-8'"), "coverage of events-test-0-1"),
    ("in which life", run("UPDATE logs SET life = 'another'"), "the life of events-test-0-1"),
    (
        "what none understands",
        run(f"UPDATE registers SET held = x'c1' WHERE number = {_A1}"),
        "its file",
    ),
    (
        "registers of nothing",
        run("INSERT INTO registers VALUES (77, x'80')"),
        "registers of no document",
    ),
    ("two documents", run("""UPDATE registers SET held = (
        SELECT held FROM registers WHERE number != 1 LIMIT 1) WHERE number = 1"""), None),
]
# fmt: on
"""(what an index lost or changed, how, what is told)."""


def test_whatever_an_index_lost_or_changed_is_told(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """One after the other, each in an index that was whole before."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(HISTORY)
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
            path = tmp_path / "index.sqlite"
            whole = path.read_bytes()
            assert (await audited(it, tmp_path)).differences == []
            for lost, damage, told in DAMAGES:
                path.write_bytes(whole)
                with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                    damage(connection)
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                differences = (await audited(it, tmp_path)).differences
                assert differences, lost
                if told:
                    assert told in [one.what for one in differences], (lost, differences)
                # A decoder speaks of its own types and bytes.
                said = " ".join(map(str, differences))
                assert not re.search(r"MessagePack|Expected `|\(byte", said), said

    asyncio.run(scenario())


def test_what_no_log_says_is_told(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """Such as what was read of a log before it went back to an older state, and went on."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish([article(1, "Kept")])
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
            index = writer(tmp_path)
            index.merge(delta_of([(1, article(9, "Ghost"))]), filled=True)
            index.close()
            told = [str(one) for one in (await audited(it, tmp_path)).differences]
            assert any("article/a9 title" in one and "Ghost" in one for one in told), told
            assert any("the logs say   nothing" in one for one in told)

    asyncio.run(scenario())


def test_an_index_that_does_not_meet_its_logs_is_not_compared(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """One that is not there, or behind, is none that lost something."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish([article(1, "One")])
            with pytest.raises(NotComparable, match=r"there is no index.sqlite yet.*indexer"):
                await audited(it, tmp_path, 0.1)
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
            await it.publish([article(2, "Two")])
            with pytest.raises(NotComparable, match="holds 1 of the 2 events of events-test"):
                await audited(it, tmp_path, 0.1)
            async with indexing(it, tmp_path):
                assert (await audited(it, tmp_path)).differences == []
            await it.connection.stream.delete_stream(it.log.name)
            with pytest.raises(NotComparable, match="is not on this server"):
                await audited(it, tmp_path, 0.1)

    asyncio.run(scenario())


def test_a_disk_without_room_is_no_damage(tmp_path: Path) -> None:
    """Else an index that is whole would be filled anew, each time that somebody asks."""
    index = writer(tmp_path)
    index.merge(delta_of([(1, article(1, "Fuel"))]), filled=True)
    index.copy_to(tmp_path / "copy.sqlite")
    fold = PlainFold(tmp_path / "copy.sqlite", tmp_path / "fold.sqlite", CORPUS)
    with closing(sqlite3.connect(tmp_path / "fold.sqlite")) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    fold._connection.execute(f"PRAGMA fold.max_page_count = {pages}")
    merges = [*delta_of((at, article(at, "x" * 300)) for at in range(1, 99)).state.merges()]
    with pytest.raises(NotComparable, match="needs room where TMPDIR says"):
        fold.absorb(merges)
    fold.close()


def test_sequences_that_healing_found_lost_are_no_difference(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """The index covers them without having read them."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await it.publish([article(1, "One"), article(2, "Two")])
            await streams.seal(it.connection, it.log, streams.Healed(1, 2, 2))
            await indexed(it, indexer)
            await asyncio.sleep(0.5)
            assert (await audited(it, tmp_path)).differences == []

    asyncio.run(scenario())
