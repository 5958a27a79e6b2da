"""The searcher: so many searches at a time, for so long, and none of an index half filled."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from search import searcher as module
from search.errors import IndexUnavailable, SearchError
from search.fulltext import FullText
from search.index import Hits, Question
from search.searcher import Searcher
from tests.search.indexes import KINDS, Held, delta_of, reader, searcher, writer
from tests.search.test_fulltext import article
from tribes.searching import CORPUS

ASKED = Question(("fuel",), KINDS, 10)


def test_an_index_half_filled_is_not_searched(tmp_path: Path) -> None:
    """What it lacks would look as if it were not there."""
    index, searching = writer(tmp_path), searcher(tmp_path)
    with pytest.raises(IndexUnavailable, match="the indexer makes it"):
        asyncio.run(searching.search(ASKED))
    index.merge(delta_of([(1, article(1, "a", "Fuel"))]), filled=False)
    with pytest.raises(IndexUnavailable, match="being filled, and holds 1 events"):
        asyncio.run(searching.search(ASKED))
    index.merge(delta_of([(2, article(2, "b", "Fuel"))]), filled=True)
    assert len(asyncio.run(searching.search(ASKED)).hits) == 2
    searching.close()


class Slow(FullText):
    """An index whose searches end when they are told."""

    def __init__(self, path: Path, end: threading.Event) -> None:
        super().__init__(path, CORPUS)
        self._end = end

    def search(self, question: Question, timeout_s: float) -> Hits:
        self._end.wait(20)
        return super().search(question, timeout_s)


def test_more_searches_than_can_wait_are_refused(tmp_path: Path) -> None:
    """Who comes when all is full is told at once, and not after a time-out; then all is well."""
    writer(tmp_path).merge(delta_of([(1, article(1, "a", "Fuel"))]), filled=True)
    end = threading.Event()
    searching = Searcher(CORPUS, lambda: Slow(tmp_path / "index.sqlite", end), timeout_s=20)

    async def scenario() -> None:
        room = module.THREADS + module.WAITING_MAX
        tasks = [asyncio.create_task(searching.search(ASKED, at)) for at in range(room)]
        await asyncio.sleep(0)
        with pytest.raises(IndexUnavailable, match="64 searches wait already"):
            await searching.search(ASKED, "more")
        # Who goes away frees no thread: the search goes on.
        tasks[0].cancel()
        await asyncio.sleep(0)
        with pytest.raises(IndexUnavailable, match="64 searches wait already"):
            await searching.search(ASKED, "more")
        # Who goes away while it waits has nothing searched.
        tasks[-1].cancel()
        end.set()
        found = await asyncio.gather(*tasks[1:-1])
        assert all(len(hits.hits) == 1 for hits in found)
        assert len((await searching.search(ASKED)).hits) == 1

    asyncio.run(scenario())
    searching.close()


def test_who_searches_much_waits_for_themselves(tmp_path: Path) -> None:
    """One thread is never theirs, and what they have waiting is not before what others ask."""
    writer(tmp_path).merge(delta_of([(1, article(1, "a", "Fuel"))]), filled=True)
    end, asked = threading.Event(), list[str]()
    searching = Searcher(CORPUS, lambda: Held(tmp_path, end, asked), timeout_s=20)
    slow = Question(("slow",), KINDS, 10)

    async def scenario() -> None:
        most = 1 + module.WAITING_EACH_MAX
        theirs = [asyncio.create_task(searching.search(slow, "eve")) for _ in range(most)]
        await asyncio.sleep(0)
        with pytest.raises(IndexUnavailable, match="8 searches of yours wait already"):
            await searching.search(slow, "eve")
        # What eve asks is at work, and is not done; what others ask is.
        async with asyncio.timeout(10):
            for who in ("ada", "bob", "ada"):
                assert len((await searching.search(ASKED, who)).hits) == 1
        assert asked.count("slow") == 1
        end.set()
        await asyncio.gather(*theirs)

    asyncio.run(scenario())
    searching.close()


def test_a_search_that_waited_too_long_for_a_thread_is_told_so(tmp_path: Path) -> None:
    """Its time is up before it began, and whoever asked is gone."""
    writer(tmp_path).merge(delta_of([(1, article(1, "a", "Fuel"))]), filled=True)
    end = threading.Event()
    searching = Searcher(CORPUS, lambda: Slow(tmp_path / "index.sqlite", end), timeout_s=0.05)

    async def scenario() -> None:
        asked = range(module.THREADS + 1)
        tasks = [asyncio.create_task(searching.search(ASKED, client)) for client in asked]
        await asyncio.sleep(0.1)
        end.set()
        *_, last = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(last, SearchError)
        assert "too many" in str(last)

    asyncio.run(scenario())
    searching.close()


def test_readers_share_a_file_with_its_writer(tmp_path: Path) -> None:
    """Several gateways' processes read what one indexer writes, while it writes."""
    index = writer(tmp_path)
    index.merge(delta_of([(1, article(1, "a1", "Fuel"))]), filled=True)
    readers = [reader(tmp_path) for _ in range(3)]
    for at in range(2, 50):
        index.merge(delta_of([(at, article(at, f"a{at}", "Fuel"))]), filled=True)
        for each in readers:
            hits = each.search(Question(("fuel",), KINDS, 100), 20)
            assert len(hits.hits) == at
            assert {one.watermark for one in hits.standing.coverage.values()} == {at}
