"""A plain fold of documents in a file, compared with a copy of an index: see `search.audit`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from tempfile import gettempdir
from typing import Final, TypeAlias

import msgspec

from crdt.errors import CRDTError
from crdt.records import Merge
from crdt.states import State
from search.corpus import Corpus
from search.errors import NotComparable, damage_of
from search.places import Words

_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
DIFFERENCES_MAX: Final = 1_000
"""So many are told of each sort; a file of which more is wrong is wrong."""

_FOLDED: Final = """CREATE TABLE fold.folded (
    kind TEXT, id TEXT, name TEXT, held TEXT, PRIMARY KEY (kind, id, name)
) WITHOUT ROWID"""
# Texts compare by their UTF-8 bytes, which is the one order: `crdt.order.later`.
_ABSORB: Final = """INSERT INTO fold.folded VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET held = excluded.held WHERE excluded.held > held"""

_unpack = msgspec.msgpack.Decoder(dict[str, str]).decode

Key: TypeAlias = tuple[str, str]
Held: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One thing in which an index is not as the logs say."""

    what: str
    expected: str | None
    found: str | None

    def __str__(self) -> str:
        return (
            f"{self.what}\n"
            f"    the logs say   {_shown(self.expected)}\n"
            f"    the index has  {_shown(self.found)}"
        )


def _no_room(error: Exception) -> NotComparable:
    return NotComparable(
        f"a fold of the logs needs room where TMPDIR says ({gettempdir()}): {error}"
    )


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value[:200]


class PlainFold:
    """The registers of all documents, as the logs say.

    Args:
        copy: an index that nobody else uses. path: where the fold is kept.
    """

    def __init__(self, copy: Path, path: Path, corpus: Corpus) -> None:
        self._corpus = corpus
        self._connection = sqlite3.connect(copy, isolation_level=None, check_same_thread=False)
        execute = self._connection.execute
        execute("ATTACH ? AS fold", (str(path),))
        execute("PRAGMA fold.journal_mode = OFF")
        execute("PRAGMA fold.synchronous = OFF")
        execute(_FOLDED)
        self.documents = 0
        """How many were compared."""

    def absorb(self, merges: Iterable[Merge]) -> None:
        """Raise the registers that the merges name.

        Raises:
            NotComparable: there is no room for them.
        """
        rows = (
            (slot.record.kind, record_id, name, held)
            for slot, table in State(merges).tables.items()
            for record_id, places in table.items()
            for name, held in places.items()
        )
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(_ABSORB, rows)
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise _no_room(error) from None

    def compare(self) -> list[Difference]:
        """Everything in which the copy is not what was folded."""
        found: list[Difference] = []
        for look in (self._structure, self._registers_and_words):
            try:
                found += look()
            except (sqlite3.Error, CRDTError, msgspec.MsgspecError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
                    raise _no_room(error) from None
                found.append(
                    Difference("its file", "a whole index", f"it is damaged: {damage_of(error)}")
                )
        return found

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()

    def _structure(self) -> Iterator[Difference]:
        """What SQLite and FTS5 find wrong with their own pages."""
        for (told,) in self._connection.execute("PRAGMA main.integrity_check(10)"):
            if told != "ok":
                yield Difference("its file", "a whole index", told)
        self._connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        orphans = (
            "SELECT count(*) FROM registers WHERE number NOT IN (SELECT number FROM documents)"
        )
        [count] = self._connection.execute(orphans).fetchone()
        if count:
            yield Difference("registers of no document", None, f"those of {count}")

    def _registers_and_words(self) -> Iterator[Difference]:
        [last] = self._connection.execute(
            "SELECT max(coalesce((SELECT max(number) FROM documents), 0), "
            "coalesce((SELECT max(id) FROM words_docsize), 0))"
        ).fetchone()
        words, told = Words(last, len(self._corpus.weights)), 0
        for key, number, held, folded in self._documents():
            self.documents += folded is not None
            if held == folded and held is not None and number is not None:
                words.expect(number, self._corpus.texts(key[0], held))
                continue
            words.pass_over(number)
            if told < DIFFERENCES_MAX:
                yield from _registers(key, folded or {}, held or {})
            told += 1
        words.look(self._connection)
        for number, expected, found in islice(words.differing(), DIFFERENCES_MAX):
            row = self._connection.execute(
                "SELECT kind, id FROM documents WHERE number = ?", (number,)
            ).fetchone()
            name = "/".join(row) if row else f"document {number}, which is not there"
            yield Difference(f"words of {name}", expected, found)
        if words.totals:
            yield Difference("documents and words in all", *words.totals)

    def _documents(self) -> Iterator[tuple[Key, int | None, Held | None, Held | None]]:
        """Of all documents, by key: its number, what the index holds of it, and what was folded."""
        # SUBTLE: two cursors, both by key, so that neither side is ever in memory whole.
        here = (
            ((kind, record_id), number, None if held is None else _unpack(held))
            for kind, record_id, number, held in self._connection.execute(
                "SELECT kind, id, number, CAST(held AS BLOB) FROM documents "
                "LEFT JOIN registers USING (number) ORDER BY kind, id"
            )
        )
        there = (
            (key, {name: held for _, _, name, held in rows})
            for key, rows in groupby(
                self._connection.execute("SELECT * FROM fold.folded ORDER BY kind, id, name"),
                key=lambda row: (row[0], row[1]),
            )
        )
        mine, other = next(here, None), next(there, None)
        while mine or other:
            key = min(one[0] for one in (mine, other) if one)
            number = held = folded = None
            if mine and mine[0] == key:
                _, number, held = mine
                mine = next(here, None)
            if other and other[0] == key:
                _, folded = other
                other = next(there, None)
            yield key, number, held, folded


def _registers(key: Key, folded: Held, held: Held) -> Iterator[Difference]:
    for name in sorted(folded.keys() | held.keys()):
        if folded.get(name) != held.get(name):
            yield Difference(f"{'/'.join(key)} {name}", folded.get(name), held.get(name))
