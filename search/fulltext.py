"""The full-text index in a file: SQLite's FTS5, which comes with Python. Nothing else knows SQLite.

One transaction raises the registers, changes what is found and covers the log, so a crash tears
nothing. One process writes; readers in other processes see the last whole transaction.

Source: https://www.sqlite.org/fts5.html, https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from crdt.coverage import Coverage
from crdt.errors import CRDTError
from crdt.order import Value
from search import blocks
from search.corpus import Corpus
from search.errors import IndexBroken, IndexUnavailable, TooSlow, damage_of
from search.index import Delta, Hit, Hits, Index, Key, Question, Standing
from search.words import PREFIX_LENGTH_MIN

SCORE_SCALE: Final = 1e9
"""Scores are integers, as in every list: so many for one unit of bm25."""

BUSY_S: Final = 2.0
_STEPS: Final = 2_000
"""So many steps of SQLite's machine, some 0.1 ms, between two looks at the clock."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS made (by TEXT NOT NULL, filled INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS logs (
    log TEXT PRIMARY KEY, coverage TEXT NOT NULL, life TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE IF NOT EXISTS registers (number INTEGER PRIMARY KEY, held BLOB NOT NULL);
"""
# SUBTLE: the words alone are kept here, and no second copy of the texts. So to take a document out
# one has to say what was put in, which its registers tell. Texts come folded (`search.folding`), so
# that nothing is left but to cut them: at everything in ASCII that is no letter and no digit.
_WORDS: Final = """CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    {columns}, content='', prefix='2 3', tokenize='ascii'
)"""

_SEARCH: Final = """
WITH
found AS MATERIALIZED (
    SELECT rowid AS number, CAST(-:scale * bm25(words, {weights}) AS INTEGER) AS score
    FROM words WHERE words MATCH :words
),
hits AS MATERIALIZED (
    SELECT score, kind, id FROM found JOIN documents USING (number) WHERE kind IN ({kinds})
),
place AS (
    SELECT coalesce(
        (SELECT score FROM hits WHERE kind = :kind AND id = :id), :score
    ) AS score
)
SELECT hits.kind, hits.id, hits.score FROM hits, place
WHERE place.score IS NULL OR hits.score < place.score
    OR (hits.score = place.score AND (hits.kind, hits.id) > (:kind, :id))
ORDER BY hits.score DESC, hits.kind, hits.id LIMIT :most
"""

_pack = msgspec.msgpack.Encoder(order="sorted").encode
_unpack = msgspec.msgpack.Decoder(dict[str, str]).decode


class FullText(Index):
    """An index in a file.

    Args:
        writing: whether this is the one that merges; it makes the file when there is none.
    """

    def __init__(self, path: Path, corpus: Corpus, *, writing: bool = False) -> None:
        self._path, self._corpus, self._writing = path, corpus, writing
        self._opened: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        columns = len(corpus.weights)
        self._columns = ", ".join(f"c{number}" for number in range(columns))
        self._blanks = ", ".join("?" * columns)
        self._mark = path.with_suffix(".broken")

    @property
    def exists(self) -> bool:
        """Whether there is a file."""
        return self._now() is not None

    def standing(self) -> Standing:
        """How far it is."""
        with self._transaction() as connection:
            return _standing(connection)

    def merge(self, delta: Delta, *, filled: bool) -> Standing:
        """Raise registers and coverage, both or neither."""
        with self._transaction(write=True) as connection:
            changes: list[tuple[int, int]] = []
            for slot, table in delta.state.tables.items():
                for record_id, members in table.items():
                    key = Key(slot.record.kind, record_id)
                    changes.append(self._raise(connection, key, members))
            blocks.add(connection, changes)
            held = _standing(connection)
            for log, ranges in delta.ranges.items():
                coverage = Coverage.of((*held.coverage.get(log, Coverage()).ranges, *ranges))
                row = log, str(coverage), delta.lives.get(log, "")
                connection.execute("INSERT OR REPLACE INTO logs VALUES (?, ?, ?)", row)
            if filled and not held.filled:
                connection.execute("UPDATE made SET filled = 1")
            return _standing(connection)

    def _raise(
        self, connection: sqlite3.Connection, key: Key, members: dict[str, Value]
    ) -> tuple[int, int]:
        """Raise the registers of one document, and change what is found of it; its number, and by
        how much that changes the digest of its block.
        """
        row = connection.execute(
            "SELECT number, CAST(held AS BLOB) FROM documents JOIN registers USING (number) "
            "WHERE kind = ? AND id = ?",
            key,
        ).fetchone()
        before: dict[str, Value] = {**_unpack(row[1])} if row else {}
        after = dict(before)
        for member, value in members.items():
            held = after.get(member)
            # The one order, as `crdt.order.later` has it: texts compare by their UTF-8 bytes.
            if held is None or held < value:  # type: ignore[operator]
                after[member] = value
        if row and after == before:
            return row[0], 0
        packed = _pack(after)
        if row:
            number = row[0]
            connection.execute("UPDATE registers SET held = ? WHERE number = ?", (packed, number))
        else:
            made = connection.execute("INSERT INTO documents (kind, id) VALUES (?, ?)", key)
            number = made.lastrowid
            connection.execute("INSERT INTO registers VALUES (?, ?)", (number, packed))
        changed = blocks.digest(number, *key, packed)
        if row:
            changed -= blocks.digest(number, *key, row[1])
        old, new = (self._corpus.texts(key.kind, registers) for registers in (before, after))
        if old == new:
            return number, changed
        if old is not None:
            connection.execute(
                f"INSERT INTO words (words, rowid, {self._columns}) "  # noqa: S608
                f"VALUES ('delete', ?, {self._blanks})",
                (number, *old),
            )
        if new is not None:
            connection.execute(
                f"INSERT INTO words (rowid, {self._columns}) VALUES (?, {self._blanks})",  # noqa: S608
                (number, *new),
            )
        return number, changed

    def check(self, block: int, *, words: bool) -> int:
        """Look whether a block of documents is what was merged, and found by its words."""
        with self._transaction() as connection:
            return blocks.check(connection, self._corpus, block, words=words)

    def search(self, question: Question, timeout_s: float) -> Hits:
        """A page of what is found, best first by bm25, and then by key."""
        deadline = time.monotonic() + timeout_s
        kinds = {f"kind{at}": kind for at, kind in enumerate(question.kinds)}
        asked = _SEARCH.format(
            weights=", ".join(map(repr, self._corpus.weights)),
            kinds=", ".join(f":{name}" for name in kinds),
        )
        after = question.after
        given = {
            **kinds,
            "scale": SCORE_SCALE,
            "words": _match(question.words),
            "kind": after.key.kind if after else None,
            "id": after.key.id if after else None,
            "score": after.score if after else None,
            "most": question.first + 1,
        }
        with self._transaction() as connection:
            # SUBTLE: only now, so that somebody's time is not counted on another's transaction.
            connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
            try:
                standing = _standing(connection)
                rows = connection.execute(asked, given).fetchall()
            finally:
                connection.set_progress_handler(None, 0)
        hits = tuple(Hit(Key(kind, record_id), score) for kind, record_id, score in rows)
        return Hits(hits[: question.first], len(hits) > question.first, standing)

    def content(self) -> list[tuple[str, str, dict[str, str]]]:
        """All documents and their registers, those that are not found too: for tests."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT kind, id, held FROM documents JOIN registers USING (number) "
                "ORDER BY kind, id"
            ).fetchall()
        return [(kind, record_id, _unpack(held)) for kind, record_id, held in rows]

    def copy_to(self, path: Path) -> None:
        """Copy it in one piece, as it is between two merges."""
        with self._transaction() as connection, closing(sqlite3.connect(path)) as copy:
            connection.backup(copy)
            # A reader of a file alone finds all in it.
            copy.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Close the file."""
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(sqlite3.Error):
                opened.close()

    # The file.

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction. What SQLite says of trouble stops here."""
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # Where the file is damaged or gone, even this may fail; the first error counts.
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._told(error) from None
        except (IndexBroken, msgspec.MsgspecError, CRDTError) as error:
            raise self._damaged(error) from None

    def _told(self, error: sqlite3.Error) -> Exception:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            return TooSlow("the search takes too long: ask for more words, or rarer ones")
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return self._damaged(error)
        self.close()
        return IndexUnavailable(f"{self._path.name} cannot be used now: {error}")

    def _damaged(self, error: Exception) -> IndexBroken:
        self.close()
        if not self._writing:
            self.doubt()
        return IndexBroken(f"{self._path.name} cannot be used any more: {damage_of(error)}")

    def doubt(self) -> bool:
        """Tell who writes it that it is not what the logs say, so that it is made anew; whether
        that can be told.
        """
        try:
            self._mark.touch()
        except OSError:
            return False
        return True

    @property
    def broken(self) -> bool:
        """Whether a reader found it damaged."""
        return self._mark.exists()

    def renew(self) -> None:
        """Delete the file, and what SQLite keeps beside it."""
        self.close()
        # SUBTLE: the file itself last. A new one must never meet the log of the old.
        try:
            for ending in ("-wal", "-shm", ""):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
            self._mark.unlink(missing_ok=True)
        except OSError as error:
            raise IndexUnavailable(f"{self._path} cannot be deleted: {error}") from None

    def _connection(self) -> sqlite3.Connection:
        if self._opened is not None and not self._writing and self._file != self._now():
            self.close()  # It was made anew.
        if self._opened is None:
            self._file = self._now()
            self._opened = self._open()
        return self._opened

    def _open(self) -> sqlite3.Connection:
        if self._writing:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise IndexUnavailable(f"{self._path.parent} cannot be made: {error}") from None
        elif self._file is None:
            raise IndexUnavailable(f"there is no {self._path.name} yet: the indexer makes it")
        mode = "rwc" if self._writing else "ro"
        opened = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,  # One thread at a time, and not always the same.
        )
        try:
            if self._writing:
                for pragma in (
                    *("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = OFF"),
                    *("cache_size = -32000", "journal_size_limit = 67108864"),
                ):
                    opened.execute(f"PRAGMA {pragma}")
                opened.execute("BEGIN IMMEDIATE")
                self._make(opened)
                opened.execute("COMMIT")
        except BaseException:
            opened.close()
            raise
        return opened

    def _make(self, connection: sqlite3.Connection) -> None:
        """Make the tables, where they are not there; and anew, where others made them."""
        by = f"{self._corpus.version} {sqlite3.sqlite_version}"
        for statement in (*_TABLES.split(";"), blocks.TABLE, _WORDS.format(columns=self._columns)):
            connection.execute(statement)
        row = connection.execute("SELECT by FROM made").fetchone()
        if row is None:
            connection.execute("INSERT INTO made VALUES (?, 0)", (by,))
        elif row[0] != by:
            raise IndexBroken(f"made by {row[0]}, and this is {by}")

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _standing(connection: sqlite3.Connection) -> Standing:
    rows = connection.execute("SELECT log, coverage, life FROM logs").fetchall()
    made = connection.execute("SELECT filled FROM made").fetchone()
    if made is None:
        raise IndexBroken("the index does not say who made it")
    return Standing(
        {log: Coverage.parse(coverage) for log, coverage, _ in rows},
        {log: life for log, _, life in rows},
        bool(made[0]),
    )


def _match(words: tuple[str, ...]) -> str:
    """The words of a query, of which the last may go on."""
    goes_on = len(words[-1].split()[-1]) >= PREFIX_LENGTH_MIN
    return blocks.quoted(words) + ("*" if goes_on else "")
