"""Indexes for tests: of the community's corpus, in a folder of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bandstand.testing import indexes
from bandstand.testing.indexes import indexed
from bandstand.testing.worlds import World
from eventlog.envelope import Event
from search.fulltext import FullText
from search.index import Delta, Hits, Question
from search.indexer import Indexer
from search.judgement import judge_of
from search.searcher import Searcher
from search.words import words_of
from tribes.events import EVENTS
from tribes.searching import CORPUS

__all__ = ["indexed"]

KINDS = tuple(kind.name for kind in CORPUS.kinds)
LOG = "events-test-0-1"


def writer(folder: Path) -> FullText:
    """The index of a folder, for who merges."""
    return FullText(folder / "index.sqlite", CORPUS, writing=True)


def reader(folder: Path) -> FullText:
    """The index of a folder, for who searches."""
    return FullText(folder / "index.sqlite", CORPUS)


class Held(FullText):
    """An index whose searches for `slow` end when they are told. asked: what it was asked."""

    def __init__(self, folder: Path, end: threading.Event, asked: list[str]) -> None:
        super().__init__(folder / "index.sqlite", CORPUS)
        self._end, self._asked = end, asked

    def search(self, question: Question, timeout_s: float) -> Hits:
        """As any index, but for that."""
        self._asked += question.words
        if "slow" in question.words:
            assert self._end.wait(20)
        return super().search(question, timeout_s)


def searcher(folder: Path, timeout_s: float = 20.0) -> Searcher:
    """What searches the index of a folder."""
    return indexes.searching(folder / "index.sqlite", CORPUS, timeout_s=timeout_s)


def delta_of(events: Iterable[tuple[int, Event]]) -> Delta:
    """The delta of events, each with its sequence."""
    judge, delta = judge_of(EVENTS, CORPUS), Delta()
    for sequence, event in events:
        delta.read(LOG, "life", [(sequence, sequence)], judge(EVENTS.encode(event)))
    return delta


def found(index: FullText, text: str, *kinds: str, first: int = 100) -> list[str]:
    """What a text finds, best first, as `kind/id`."""
    hits: Hits = index.search(Question(words_of(text), kinds or KINDS, first), 20)
    return ["/".join(hit.key) for hit in hits.hits]


def indexing(it: World, folder: Path) -> AbstractAsyncContextManager[Indexer]:
    """An indexer of a world for the time of a block."""
    return indexes.indexing(it, folder / "index.sqlite", CORPUS)
