"""A partition: what is compared, written down by ranges of its owners, and read a range at a time.

So that as much is in memory as one range comes to, however much there is. Where all of it is
little, nothing is written to a disk.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from hashlib import sha256
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from zlib import crc32

import msgspec

from bandstand.audit.comparison import RANGES, range_of
from bandstand.errors import Failure
from crdt.states import Entry

MEMORY_BYTES: Final = 64 << 20
"""So much of what is written down is kept in memory, over all ranges."""

RANGE_EVENTS: Final = 100_000
RANGE_BYTES: Final = 64 << 20
RANGES_MAX: Final = 512
"""There are as many ranges as leave so many events, and so many bytes of them, to each on average;
of more than 50 million events the ranges grow. What belongs to one owner is in one range."""

RUN_ENTRIES: Final = 150_000
"""So many entries are sorted at once. SUBTLE: each run is an open file; mostly a range is one."""

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode
_LENGTH_BYTES: Final = 4
_json = msgspec.json.Encoder().encode


def ranges_for(events: int, size_bytes: int) -> int:
    """How many ranges so many events are divided into."""
    wanted = max(-(-events // RANGE_EVENTS), -(-size_bytes // RANGE_BYTES), 1)
    return min(wanted, RANGES_MAX)


def range_at(owner: str, count: int) -> int:
    """The range of an owner, of so many. SUBTLE: what is kept is divided so, too."""
    return crc32(owner.encode("utf-8", "surrogateescape")) % count


class Partition:
    """Rows by range. A range is read once, and then gone.

    Args:
        count: how many ranges there are.
    """

    def __init__(self, count: int) -> None:
        self.count, self.rows = count, [0] * count
        self._files: list[IO[bytes] | None] = [_file(count) for _ in range(count)]

    def of(self, owner: str) -> int:
        """The range of an owner, and of all that is theirs."""
        return range_at(owner, self.count)

    def put(self, at: int, row: Sequence[Any]) -> None:
        """Write a row down.

        Raises:
            Failure: there is no room.
        """
        file = self._files[at]
        if file is not None:
            self.rows[at] += 1
            _write(file, row)

    def take(self, at: int) -> Iterator[list[Any]]:
        """The rows of a range in the order in which they came; none are kept."""
        file, self._files[at] = self._files[at], None
        if file is not None:
            with file:
                yield from _rows(file)

    def close(self) -> None:
        """Drop what is left."""
        for file in self._files:
            if file is not None:
                file.close()


class Entries:
    """The entries of both sides, sorted, a run for each range; they are merged as they are read.

    It holds what a digest of everything, and one of each range of keys, is made of.
    """

    def __init__(self, count: int) -> None:
        self._count, self._runs = count, list[IO[bytes]]()
        self._made = ExitStack()

    def add(self, sides: Iterable[tuple[Entry, bool, bool]]) -> None:
        """Take in the entries of a range, and of each whether the logs and the view have it."""
        rows = iter(sides)
        while some := sorted(islice(rows, RUN_ENTRIES)):
            file = self._made.enter_context(_file(self._count))
            for row in some:
                _write(file, row)
            self._runs.append(file)

    def _merged(self) -> Iterator[list[Any]]:
        return heapq.merge(*map(_rows, self._runs), key=lambda row: row[0])

    def digests(self) -> tuple[str, str, list[str]]:
        """The canonical digest of the logs, that of the view, and that of each range of the view's
        keys. SUBTLE: the same as `crdt.digests` and `bandstand.audit.comparison` make of the whole.
        """
        logs, views, ranges = sha256(), sha256(), [sha256() for _ in range(RANGES)]
        for entry, in_logs, in_views in self._merged():
            line = _json(entry) + b"\n"
            if in_logs:
                logs.update(line)
            if in_views:
                views.update(line)
                ranges[range_of(entry[0], entry[1])].update(line)
        return logs.hexdigest(), views.hexdigest(), [one.hexdigest() for one in ranges]

    def __iter__(self) -> Iterator[Entry]:
        """What the view holds, sorted."""
        for entry, _, in_views in self._merged():
            if in_views:
                yield tuple(entry)

    def close(self) -> None:
        """Drop all."""
        self._made.close()


def _file(count: int) -> IO[bytes]:
    return SpooledTemporaryFile(max_size=MEMORY_BYTES // count, prefix="bandstand-verify-")


def _write(file: IO[bytes], row: Iterable[Any]) -> None:
    packed = _pack(row)
    try:
        file.write(len(packed).to_bytes(_LENGTH_BYTES) + packed)
    except OSError as error:
        raise Failure(
            f"temporary files cannot be written: {error.strerror}. They take as much space as "
            "the logs and the views; set TMPDIR to a folder with room"
        ) from None


def _rows(file: IO[bytes]) -> Iterator[list[Any]]:
    """SUBTLE: one after another, with nothing else read or written in the file meanwhile."""
    file.seek(0)
    while head := file.read(_LENGTH_BYTES):
        yield _unpack(file.read(int.from_bytes(head)))
