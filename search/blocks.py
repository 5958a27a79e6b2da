"""Blocks: digests of the documents of an index, kept in the transactions that change them.

What a file loses or changes by itself shows by them, without a look at the logs. Whether a document
is found by its words, the words say themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice
from typing import Final

import msgspec

from search.corpus import Corpus
from search.errors import IndexBroken
from search.folding import terms

DOCUMENTS: Final = 8
"""So many documents are a block, by their numbers: to search them for all of their words takes some
10 ms, in which nothing is merged.
"""

TABLE: Final = """
CREATE TABLE IF NOT EXISTS blocks (block INTEGER PRIMARY KEY, digest INTEGER NOT NULL)
"""
_DIGEST: Final = (1 << 62) - 1
"""Digests are below it, so that SQLite adds two of them exactly."""

_TERMS_ASKED: Final = 64

_unpack = msgspec.msgpack.Decoder(dict[str, str]).decode


def digest(number: int, kind: str, record_id: str, held: bytes) -> int:
    """What a document adds to the digest of its block."""
    name = f"{number} {kind}/{record_id} ".encode()
    return int.from_bytes(blake2b(name + held, digest_size=8).digest(), "big") & _DIGEST


def add(connection: sqlite3.Connection, changes: Iterable[tuple[int, int]]) -> None:
    """Take in by how much documents, by their numbers, change the digests of their blocks."""
    changed: dict[int, int] = {}
    for number, by in changes:
        if by:
            changed[number // DOCUMENTS] = changed.get(number // DOCUMENTS, 0) + by
    connection.executemany(
        "INSERT INTO blocks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET digest = (digest + ?2) & ?3",
        [(block, by & _DIGEST, _DIGEST) for block, by in changed.items()],
    )


def check(connection: sqlite3.Connection, corpus: Corpus, block: int, *, words: bool) -> int:
    """Look whether a block is what was merged: by its digest, and, if asked, by searching each of
    its documents for all of its words; the next block, 0 behind the last.

    Raises:
        IndexBroken: it is not.
    """
    first = block * DOCUMENTS
    rows = connection.execute(
        "SELECT number, kind, id, CAST(held AS BLOB) FROM documents JOIN registers USING (number) "
        "WHERE number BETWEEN ? AND ?",
        (first, first + DOCUMENTS - 1),
    ).fetchall()
    merged, last = connection.execute(
        "SELECT coalesce((SELECT digest FROM blocks WHERE block = ?), 0), "
        "max((SELECT coalesce(max(number), 0) FROM documents) / ?, "
        "(SELECT coalesce(max(block), 0) FROM blocks))",
        (block, DOCUMENTS),
    ).fetchone()
    if sum(digest(*row) for row in rows) & _DIGEST != merged:
        raise IndexBroken(
            f"the index lost or changed something of its documents {first} to "
            f"{first + DOCUMENTS - 1}"
        )
    for number, kind, record_id, held in rows if words else ():
        if not is_found(connection, number, corpus.texts(kind, _unpack(held))):
            raise IndexBroken(f"the index does not find {kind}/{record_id} by all of its words")
    return block + 1 if block < last else 0


def is_found(connection: sqlite3.Connection, number: int, texts: tuple[str, ...] | None) -> bool:
    """Whether a document is found by all of its words, or not at all when it has no texts."""
    if texts is None:
        asked = "SELECT 1 FROM words WHERE rowid = ?"
        return connection.execute(asked, (number,)).fetchone() is None
    left = iter({term for text in texts for term in terms(text)})
    while some := tuple(islice(left, _TERMS_ASKED)):
        asked = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        if connection.execute(asked, (quoted(some), number)).fetchone() is None:
            return False
    return True


def quoted(words: Iterable[str]) -> str:
    """Words as FTS5 reads them: each a text between quotes, and none of its syntax. The terms of
    one must follow each other.
    """
    return " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words)
