"""The index: what a store of documents must do, so that another one can stand in its place.

`search.fulltext` is the one that comes along. Another is a class with these methods, and is named
where the processes are put together (`bandstand.processes.indexing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from crdt.coverage import Coverage, Range
from crdt.records import Merge
from crdt.states import State


class Key(NamedTuple):
    """A document: its kind and its id."""

    kind: str
    id: str


class Hit(NamedTuple):
    """A document that was found. score: the greater the better."""

    key: Key
    score: int


@dataclass(frozen=True)
class Question:
    """What is looked for: documents of some kinds that have all the words.

    words: as `search.words.words_of` gives them; the last may go on. after: the hit behind which
    the page starts. Where the index has changed meanwhile, it starts behind that document's place
    of now.
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    first: int
    after: Hit | None = None


@dataclass(frozen=True)
class Standing:
    """How far an index is. coverage: by log, what is merged. lives: by log, which life of it was
    read: one that was healed, or made anew, has another. filled: whether the index once held all
    that the logs held.
    """

    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    lives: Mapping[str, str] = field(default_factory=dict)
    filled: bool = False


@dataclass(frozen=True)
class Hits:
    """A page of hits, best first and then by key. more: whether there are more behind it.

    standing: of the index at the moment that it was searched.
    """

    hits: tuple[Hit, ...]
    more: bool
    standing: Standing


@dataclass
class Delta:
    """What was read since the last merge: registers to raise, and by log the sequences read, and
    which life of it that was.
    """

    state: State = field(default_factory=State)
    ranges: dict[str, list[Range]] = field(default_factory=dict)
    lives: dict[str, str] = field(default_factory=dict)
    events: int = 0
    size_bytes: int = 0

    def read(self, log: str, life: str, runs: Iterable[Range], merges: Iterable[Merge]) -> None:
        """Take what was read of a log in."""
        self.ranges.setdefault(log, []).extend(runs)
        self.lives[log] = life
        self.state.absorb(merges)


class Index(Protocol):
    """A store of documents. One process merges and renews; any number searches.

    Each method may take its time and is called in a thread, one at a time.

    Raises, from every method:
        IndexUnavailable: it cannot be used now. IndexBroken: and not before it is renewed.
    """

    @property
    def broken(self) -> bool:
        """Whether somebody who searched found it damaged."""

    def standing(self) -> Standing:
        """How far it is."""

    def merge(self, delta: Delta, *, filled: bool) -> Standing:
        """Raise registers and coverage, both or neither; how far it is then.

        Merging twice changes nothing, and order does not show. filled: whether, with this delta,
        it holds all that the logs held once.
        """

    def check(self, block: int, *, words: bool) -> int:
        """Look whether a part of it is what was merged, and, if asked, whether all that it holds is
        found; the part after it, 0 behind the last.

        Raises:
            IndexBroken: it lost or changed something.
        """

    def renew(self) -> None:
        """Begin anew with nothing, whatever there is."""

    def search(self, question: Question, timeout_s: float) -> Hits:
        """A page of what is found.

        Raises:
            TooSlow: not within the time.
        """

    def close(self) -> None:
        """Let go of it."""
