"""A Stack Exchange data dump: a folder of XML files, one per table, one element per row.

The files are streamed, so memory does not grow with them. They are somebody else's: a DOCTYPE
(and with it every entity), unknown elements, endless rows and endless names are refused; characters
that XML forbids are replaced and counted.

Source: https://meta.stackexchange.com/q/2677, "Database schema documentation for the public dump".
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote
from typing import BinaryIO, Final, cast
from xml.parsers import expat

from gateway.errors import ImportFailed
from tribes.importers.repair import Repair

Row = dict[str, str]
Advance = Callable[[int], None]
"""Told how many bytes more of the files, as they lie on disk, have been worked through."""

TABLES: Final = ("Users", "Tags", "Posts", "Comments", "Votes")
PASSES: Final = {"Users": 2, "Tags": 1, "Posts": 3, "Comments": 2, "Votes": 2}
"""How often an import reads each file: for its dates, and for what is in it; Posts first to know
every post, too, and at last for its views."""

SUFFIXES: Final = (".xml", ".xml.gz")
ARCHIVES: Final = (".7z", ".zip", ".tar", ".tgz", ".rar", ".bz2", ".xz")
_FOLDERS_LOOKED_AT: Final = 100
CHUNK_BYTES: Final = 65_536
ROW_BYTES_MAX: Final = 8 << 20
"""The text that may pass without a row coming of it. Real rows stay under 1 MiB."""

NAMES_MAX: Final = 1_000
"""The different element and attribute names of a file, which the parser keeps for ever."""


def unheard(count: int) -> None:
    """An `Advance` for those who watch no progress."""


class Dump:
    """The files of one dump, found but not yet read.

    Args:
        folder: holds each of `TABLES` as `<table>.xml` or, where that is not there, `.xml.gz`.

    Raises:
        ImportFailed: the folder or a file is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.replaced: dict[str, int] = {}
        """How many characters of each table were replaced, as far as it was read last."""
        found = {table: _file_of(folder, table) for table in TABLES}
        self._paths = {table: path for table, path in found.items() if path}
        if missing := [table for table, path in found.items() if path is None]:
            raise ImportFailed(_lack(folder, missing))

    @property
    def total_bytes(self) -> int:
        """What a whole import tells `advance`: the sizes on disk, each times its passes."""
        try:
            return sum(self._paths[table].stat().st_size * PASSES[table] for table in TABLES)
        except OSError as error:
            raise ImportFailed(f"{self.folder} cannot be read: {error.strerror}") from error

    def rows(self, table: str, advance: Advance = unheard) -> Iterator[Row]:
        """The rows of a table, in the file's order, as column → text.

        Raises:
            ImportFailed: the file cannot be read, is cut short, or is not this table's XML.
        """
        path = self._paths[table]
        parser, repair = _RowParser(file=path.name, root=table.lower()), Repair()
        before = 0
        for chunk, offset in _chunks(path):
            text = repair.feed(chunk)
            if text:
                yield from parser.feed(text)
            if not chunk:
                yield from parser.feed(b"")
            self.replaced[table] = repair.replaced
            # Progress follows the rows, so that a bar does not run ahead of what they become.
            advance(offset - before)
            before = offset


def _file_of(folder: Path, table: str) -> Path | None:
    """The file of a table; None when the folder has none."""
    paths = (folder / f"{table}{suffix}" for suffix in SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def _lack(folder: Path, missing: list[str]) -> str:
    """What is wrong with a folder that lacks tables, and what to do about it."""
    if not folder.is_dir():
        told = f"{folder} is not a folder: expected one that holds a data dump"
        if folder.is_file() and folder.suffix.lower() in ARCHIVES:
            unpack = f"7z x {quote(folder.name)} -o{quote(folder.stem)}"
            return f"{told}; unpack the archive, as with `{unpack}`, and give {folder.stem}"
        return f"{told}; give the folder that holds the file" if folder.is_file() else told
    named = [" or ".join(table + suffix for suffix in SUFFIXES) for table in missing]
    lacks, entries = f"{folder} lacks {', '.join(named)}", sorted(folder.iterdir())
    packed = [path.name for path in entries if path.suffix.lower() in ARCHIVES]
    if packed:
        return (
            f"{lacks}, and holds archives ({', '.join(packed[:5])}): unpack them there, as with "
            f"`7z x {quote(packed[0])}`, and give the same folder again"
        )
    folders = [path for path in entries if path.is_dir()][:_FOLDERS_LOOKED_AT]
    found = {table: [one for one in folders if _file_of(one, table)] for table in missing}
    whole = [one.name for one in folders if all(one in places for places in found.values())]
    if whole:
        return f"{lacks}, which {whole[0]} in it has: give that folder"
    if any(found.values()):
        return f"{lacks}, and has folders with some of them: put all five tables into one folder"
    return (
        f"{lacks}: a dump holds all five tables, and of the largest sites each in an archive of "
        "its own; unpack what is missing into the same folder"
    )


def _chunks(path: Path) -> Iterator[tuple[bytes, int]]:
    """Pieces of a file's text, the empty last one too, each with the place reached on disk."""
    try:
        with path.open("rb") as packed:
            text = packed if path.suffix != ".gz" else gzip.GzipFile(fileobj=packed)
            while True:
                chunk = cast(BinaryIO, text).read(CHUNK_BYTES)
                yield chunk, packed.tell()
                if not chunk:
                    return
    except EOFError as error:
        raise ImportFailed(f"{path.name} is cut short: its gzip stream has no end") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ImportFailed(
            f"{path.name} cannot be read: it is no gzip file, or a damaged one; unpack the archive "
            f"again, or name it {path.stem} if it is XML"
        ) from error
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read: {error.strerror or error}") from error


class _RowParser:
    """Text in, rows out: `<root><row .../>...</root>` and nothing else."""

    def __init__(self, *, file: str, root: str) -> None:
        self._file = file
        self._root = root
        self._depth = 0
        self._rows: list[Row] = []
        self._idle_bytes = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        # SUBTLE: entities can only be declared in a DOCTYPE. Without one there is nothing to
        # expand and nothing to fetch, whatever the version of expat.
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes) -> list[Row]:
        """The rows that this piece completes; an empty piece ends the file."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            where = f"line {error.lineno}, column {error.offset + 1}"
            fault = expat.ErrorString(error.code)
            raise ImportFailed(f"{self._file} is malformed XML at {where}: {fault}") from error
        except (ValueError, LookupError) as error:
            raise ImportFailed(f"{self._file} is in an encoding not known here: {error}") from error
        rows, self._rows = self._rows, []
        self._idle_bytes = 0 if rows else self._idle_bytes + len(chunk)
        if self._idle_bytes > ROW_BYTES_MAX:
            raise self._fault(f"over {ROW_BYTES_MAX:,} bytes without a row")
        if len(self._parser.intern) > NAMES_MAX:
            raise self._fault(f"over {NAMES_MAX:,} different names of elements and attributes")
        return rows

    def _start(self, name: str, attributes: Row) -> None:
        expected = (self._root, "row", "")[min(self._depth, 2)]
        if name != expected:
            wanted = f"<{expected}>" if expected else "nothing inside a row"
            raise self._fault(f"<{name[:40]}>, where {wanted} was expected")
        if self._depth == 1:
            self._rows.append(attributes)
        self._depth += 1

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _refuse_doctype(self, *declaration: object) -> None:
        raise self._fault("a DOCTYPE: a dump has none, and its entities would be a danger")

    def _fault(self, what: str) -> ImportFailed:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return ImportFailed(f"{self._file} holds at line {line}, column {column}: {what}")
