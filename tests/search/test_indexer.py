"""The indexer on a real log: it fills an index, goes on from there, and begins anew in doubt."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World, envelope
from crdt.coverage import Coverage
from eventlog import streams
from eventlog.envelope import Event, event_id
from eventlog.publish.publishing import Publisher
from eventlog.streams import NEVER, Healed
from search.errors import SearchError
from tests.search.indexes import delta_of, found, indexed, indexing, reader, writer
from tests.worlds import world
from tribes import events as e
from tribes.events import EVENTS


def article(number: int, title: str) -> Event:
    """An article that is published by the numbered event."""
    return e.ArticlePublished(
        **envelope(number),
        article=f"a{number}",
        tribe="t",
        kind=e.ArticleKind.ARTICLE,
        title=title,
    )


async def eventually(look: Callable[[], bool], timeout_s: float = 40.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(timeout_s):
        while not look():
            await asyncio.sleep(0.01)


def test_it_fills_an_index_and_goes_on_where_it_stood(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A restart reads what is new, and no more; a log that is new is found, and read."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(article(at, f"Fuel {at}") for at in range(1, 401))
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
                assert indexer.events == 400
                assert indexer.trouble == []
                assert len(found(reader(tmp_path), "fuel", first=1000)) == 400
                await it.publish([article(401, "Live"), article(402, "Fuel 402")])
                await indexed(it, indexer)
                assert found(reader(tmp_path), "live") == ["article/a401"]
            await it.publish([article(403, "While away")])
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
                assert indexer.events == 1
                assert found(reader(tmp_path), "away") == ["article/a403"]
                other = Publisher(it.connection, EVENTS, region="test", epoch=2, patience_s=20)
                await other.open()
                await other.publish_many([article(404, "Of the next epoch")])
                await indexed(it, indexer)
                assert found(reader(tmp_path), "epoch") == ["article/a404"]

    asyncio.run(scenario())


def test_what_is_no_event_stops_nothing(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """It is covered, as the projector covers what it parks."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await it.publish_raw(b"no event", b'{"type":"article_published"}', b"[" * 200)
            await it.publish([article(4, "Behind it")])
            await indexed(it, indexer)
            assert found(reader(tmp_path), "behind") == ["article/a4"]
            assert indexer.standing.coverage == {it.log.name: Coverage.parse("1-4")}

    asyncio.run(scenario())


def test_an_empty_log_fills_it(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A new community can be searched: it finds nothing, and is not told to wait."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await indexed(it, indexer)
            assert found(reader(tmp_path), "fuel") == []

    asyncio.run(scenario())


def test_a_damaged_file_is_filled_anew(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """At the start, and when somebody who searches meets the damage."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(article(at, f"Fuel {at}") for at in range(1, 51))
            (tmp_path / "index.sqlite").write_bytes(b"no index" * 999)
            async with indexing(it, tmp_path) as indexer:
                await indexed(it, indexer)
                assert len(found(reader(tmp_path), "fuel")) == 50
                (tmp_path / "index.broken").touch()
                await eventually(lambda: not (tmp_path / "index.broken").exists())
                await eventually(lambda: indexer.events == 100)
                await indexed(it, indexer)
                assert len(found(reader(tmp_path), "fuel")) == 50

    asyncio.run(scenario())


A1 = "(SELECT number FROM documents WHERE id = 'a1')"
LOSSES = {
    "a document": (f"DELETE FROM registers WHERE number = {A1}",),
    "the last document": (
        "DELETE FROM registers WHERE number = 50",
        "DELETE FROM documents WHERE number = 50",
    ),
    "what it said": (
        f"UPDATE registers SET held = replace(held, 'Fuel', 'Fool') WHERE number = {A1}",
    ),
    "a name": ("UPDATE documents SET id = 'a99' WHERE id = 'a1'",),
    "all documents": ("DELETE FROM registers", "DELETE FROM documents"),
    "words of a document": (
        f"INSERT INTO words (words, rowid, c0, c1, c2) VALUES ('delete', {A1}, 'fuel 1', '', '')",
    ),
    "all words": ("INSERT INTO words (words) VALUES ('delete-all')",),
    "pages of words": ("DELETE FROM words_data WHERE id > 10",),
    "a table": ("DROP TABLE registers",),
    "who made it": ("DELETE FROM made",),
}


@pytest.mark.parametrize("running", [True, False])
def test_what_an_index_lost_comes_back(
    nats: NatsServer, store_url: str, tmp_path: Path, running: bool
) -> None:
    """While the indexer runs, and while it does not: it looks at all that it merged."""

    def lose(statements: tuple[str, ...]) -> None:
        path = tmp_path / "index.sqlite"
        with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as opened:
            for statement in statements:
                opened.execute(statement)

    async def whole() -> None:
        """Wait until all is there and found, and stays so."""
        searching, seen = reader(tmp_path), 0
        async with asyncio.timeout(40):
            while seen < 3:
                await asyncio.sleep(0.02)
                with suppress(SearchError):
                    rows = searching.content()
                    all_found = len(found(searching, "fuel")) == len(rows) == 50
                    held = {record_id: registers["title"] for _, record_id, registers in rows}
                    if all_found and found(searching, "1") == ["article/a1"]:
                        seen = seen + 1 if held["a1"].endswith('"Fuel 1"') else 0
        searching.close()

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(article(at, f"Fuel {at}") for at in range(1, 51))
            for statements in LOSSES.values():
                async with indexing(it, tmp_path):
                    await whole()
                    if running:
                        lose(statements)
                        await whole()
                if not running:
                    lose(statements)
            async with indexing(it, tmp_path):
                await whole()

    asyncio.run(scenario())


def test_a_log_that_was_restored_to_an_older_state_empties_the_index(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """It is the same stream, and ends before what was read of it."""
    folder, copy = nats.folder / "jetstream", tmp_path / "older"

    async def fill() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await indexed(it, indexer)

    async def publish(event: Event) -> None:
        async with world(nats.url, store_url) as it:
            await it.publish([event])

    asyncio.run(publish(article(1, "Kept")))
    nats.stop()
    shutil.copytree(folder, copy)
    nats.start()
    asyncio.run(publish(article(2, "Lost")))
    asyncio.run(fill())
    assert found(reader(tmp_path), "lost") == ["article/a2"]
    nats.stop()
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    nats.start()
    asyncio.run(fill())
    assert found(reader(tmp_path), "lost") == []
    assert found(reader(tmp_path), "kept") == ["article/a1"]


def test_a_log_that_was_made_anew_empties_the_index(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """What an index read of a log may be in no log any more: it is filled from what there is."""

    async def fill(it: World) -> None:
        async with indexing(it, tmp_path) as indexer:
            await indexed(it, indexer)

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish([article(1, "Kept"), article(2, "Lost")])
            await fill(it)
            assert found(reader(tmp_path), "lost") == ["article/a2"]
            await it.connection.stream.delete_stream(it.log.name)
            again = Publisher(it.connection, EVENTS, region="test", patience_s=20)
            await again.open()
            await again.publish_many([article(1, "Kept"), article(3, "New"), article(4, "More")])
            await fill(it)
            assert found(reader(tmp_path), "lost") == []
            assert found(reader(tmp_path), "new") == ["article/a3"]

    asyncio.run(scenario())


def test_a_log_that_is_healed_is_read_again(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """While the indexer runs: what was rolled back stands in the next epoch, or nowhere."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await it.publish(article(at, f"Fuel {at}") for at in range(1, 11))
            await indexed(it, indexer)
            # The index holds what no log says: such as what was read before a log was rolled back.
            index = writer(tmp_path)
            index.merge(delta_of([(11, article(11, "Rolled back"))]), filled=True)
            assert found(reader(tmp_path), "rolled") == ["article/a11"]
            await streams.seal(it.connection, it.log, Healed(NEVER, 10, 11))
            await eventually(lambda: indexer.events == 20)
            await indexed(it, indexer)
            assert found(reader(tmp_path), "rolled") == []
            assert len(found(reader(tmp_path), "fuel")) == 10

    asyncio.run(scenario())


def test_a_healing_is_told_from_another(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A log that was restored twice, to backups of before the first healing, is healed once each
    time; and the second may happen while no indexer runs.
    """

    def gone(text: str) -> bool:
        with suppress(SearchError):
            return found(reader(tmp_path), text) == []
        return False

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(article(at, f"Fuel {at}") for at in range(1, 11))
            for number, kept in enumerate((10, 8)):
                async with indexing(it, tmp_path) as indexer:
                    await indexed(it, indexer)
                index = writer(tmp_path)
                delta = delta_of([(10, article(11, "Rolled back"))])
                delta.lives.update(index.standing().lives)
                index.merge(delta, filled=True)
                index.close()
                assert found(reader(tmp_path), "rolled") == ["article/a11"]
                await streams.seal(
                    it.connection, it.log, Healed(event_id(number, bytes(10)), kept, 11)
                )
                async with indexing(it, tmp_path):
                    await eventually(lambda: gone("rolled"))

    asyncio.run(scenario())


def test_it_goes_on_when_the_log_comes_back(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """An outage of the log is said, and over when it is over."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it, indexing(it, tmp_path) as indexer:
            await it.publish([article(1, "Before")])
            await indexed(it, indexer)
            nats.kill()
            await eventually(lambda: bool(indexer.trouble))
            assert found(reader(tmp_path), "before") == ["article/a1"]
            nats.start()
            await it.publish([article(2, "After")])
            await indexed(it, indexer)
            assert found(reader(tmp_path), "after") == ["article/a2"]
            await eventually(lambda: not indexer.trouble)

    asyncio.run(scenario())
