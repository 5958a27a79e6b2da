"""Places: where each word of each document stands in an index, summed up to compare them.

A sum for each document holds its words, their columns and their order, and how many there are: two
documents of equal sums have equal words, or SipHash has met an adversary.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from search.folding import terms

TERM_BYTES_MAX: Final = 32_768
"""FTS5 cuts a term here."""

_SUM: Final = (1 << 64) - 1


class Words:
    """The words that documents should have, beside those that an index has of them.

    Args:
        last: the greatest number of a document. columns: of texts.
    """

    def __init__(self, last: int, columns: int) -> None:
        self._columns = columns
        self._apart = array("Q", bytes(8 * (last + 1)))
        self._expected, self._found = array("L", self._apart), array("L", self._apart)
        self._passed_over: set[int] = set()
        self._strange: Counter[int] = Counter()
        self._totals, self._totals_found = [0] * (1 + columns), [0] * (1 + columns)

    def expect(self, number: int, texts: Sequence[str] | None) -> None:
        """Take in what is searched of a document; None when it is not to be found."""
        if texts is None:
            return
        found = [terms(text) for text in texts]
        summed = _sized([len(each) for each in found])
        for column, each in enumerate(found):
            for offset, term in enumerate(each):
                summed += _placed(term.encode()[:TERM_BYTES_MAX], column, offset)
            self._totals[1 + column] += len(each)
        self._totals[0] += 1
        self._apart[number] = (self._apart[number] + summed) & _SUM
        self._expected[number] = sum(map(len, found))

    def pass_over(self, number: int | None) -> None:
        """Say nothing of a document: it is another than it should be."""
        self._passed_over.add(number or 0)

    def look(self, connection: sqlite3.Connection) -> None:
        """Take in what an index has."""
        columns = {f"c{number}".encode(): number for number in range(self._columns)}
        apart, counts, last = self._apart, self._found, len(self._apart) - 1
        connection.execute(
            "CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, words, instance)"
        )
        with _bytes(connection):
            for term, number, column, offset in connection.execute("SELECT * FROM temp.places"):
                if number > last:
                    self._strange[number] += 1
                    continue
                here = _placed(term, columns[column], offset)
                apart[number] = (apart[number] - here) & _SUM
                counts[number] += 1
        for number, sizes in connection.execute("SELECT id, sz FROM words_docsize"):
            apart[number] = (apart[number] - _sized(_numbers(sizes))) & _SUM
        # FTS5 keeps the sums of all documents in its first record.
        row = connection.execute("SELECT block FROM words_data WHERE id = 1").fetchone()
        found = _numbers(row[0]) if row else []
        self._totals_found = found + [0] * (1 + self._columns - len(found))

    def differing(self) -> Iterator[tuple[int, str, str]]:
        """The documents whose words are others than they should be, and what of them."""
        for number, apart in enumerate(self._apart):
            if apart and number not in self._passed_over:
                expected, found = self._expected[number], self._found[number]
                other = "other words, or at other places" if expected == found else f"{found} words"
                yield number, f"{expected} words", other
        for number, count in self._strange.items():
            yield number, "nothing", f"{count} words"

    @property
    def totals(self) -> tuple[str, str] | None:
        """How many documents there should be and are, and how many words, where that differs."""
        if self._passed_over or self._totals == self._totals_found:
            return None
        return str(self._totals), str(self._totals_found)


def _placed(term: bytes, column: int, offset: int) -> int:
    # SUBTLE: of one text, and not of a tuple. Hashes of tuples that differ in their last number are
    # as far apart whatever comes before it, so that words in another order have the same sum.
    return hash(b"%s %d %d" % (term, column, offset))


def _sized(sizes: Sequence[int]) -> int:
    return hash(" ".join(map(str, sizes)))


def _numbers(packed: bytes) -> list[int]:
    """Numbers as SQLite packs them: seven bits in a byte, the most significant first."""
    found, value = [], 0
    for byte in packed:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(value)
            value = 0
    return found


@contextmanager
def _bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Read texts as bytes: a term that FTS5 cut may end within a character."""
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = before
