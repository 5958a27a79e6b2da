"""Reading a dump: the right files are found, and hostile or broken ones are refused by name."""

from __future__ import annotations

import gzip
import re
import shlex
import tracemalloc
from pathlib import Path

import pytest

from gateway.errors import ImportFailed
from tribes.importers.dump import NAMES_MAX, ROW_BYTES_MAX, TABLES, Dump

ROWS = '<?xml version="1.0" encoding="utf-8"?>\n<users>\n<row Id="1" /><row Id="2" />\n</users>'


def shed(folder: Path, users: bytes, *, name: str = "Users.xml") -> Dump:
    """A dump whose tables are empty but for these users."""
    for table in TABLES[1:]:
        (folder / f"{table}.xml").write_text(f"<{table.lower()}/>")
    (folder / name).write_bytes(users)
    return Dump(folder)


def read(folder: Path, users: bytes, *, name: str = "Users.xml") -> list[dict[str, str]]:
    return list(shed(folder, users, name=name).rows("Users"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_rows_are_read_in_the_declared_encoding(tmp_path: Path, encoding: str) -> None:
    """Real dumps begin with a byte order mark."""
    text = ROWS.replace("utf-8", encoding.removesuffix("-sig")).replace('"2"', '"ß&#xA;&amp;lt;"')
    assert read(tmp_path, text.encode(encoding)) == [{"Id": "1"}, {"Id": "ß\n&lt;"}]


def test_gzip_is_read_as_it_is_dumped(tmp_path: Path) -> None:
    """Several members in one file are one text."""
    packed = gzip.compress(ROWS[:60].encode()) + gzip.compress(ROWS[60:].encode())
    assert read(tmp_path, packed, name="Users.xml.gz") == [{"Id": "1"}, {"Id": "2"}]


def test_the_plain_file_wins(tmp_path: Path) -> None:
    """Of two files of one table one must be chosen, always the same."""
    (tmp_path / "Users.xml.gz").write_bytes(b"not even gzip")
    assert len(read(tmp_path, ROWS.encode())) == 2


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A mistyped path is the likeliest mistake."""
    with pytest.raises(ImportFailed, match="nowhere is not a folder"):
        Dump(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["y.7z", "x y.7z", "it's.7z", "$HOME; ls.7z", "-o.7z"])
def test_what_is_advised_for_an_archive_can_be_pasted(tmp_path: Path, name: str) -> None:
    """A name with a space would be two to the shell."""
    (tmp_path / name).write_bytes(b"7z")
    for folder, words in (
        (tmp_path / name, ["7z", "x", name, f"-o{name.removesuffix('.7z')}"]),
        (tmp_path, ["7z", "x", name]),
    ):
        with pytest.raises(ImportFailed) as told:
            Dump(folder)
        [command] = re.findall(r"as with `(.*?)`", str(told.value))
        assert shlex.split(command) == words


def test_all_missing_files_are_named_at_once(tmp_path: Path) -> None:
    """Nobody wants to find them one by one."""
    shed(tmp_path, ROWS.encode())
    (tmp_path / "Votes.xml").unlink()
    (tmp_path / "Tags.xml").unlink()
    wanted = r"Tags\.xml or Tags\.xml\.gz, Votes\.xml or Votes\.xml\.gz"
    with pytest.raises(ImportFailed, match=wanted):
        Dump(tmp_path)


def test_a_file_that_goes_away_is_an_import_failure(tmp_path: Path) -> None:
    """The operating system's words, with the file's name."""
    dump = shed(tmp_path, ROWS.encode())
    (tmp_path / "Users.xml").unlink()
    with pytest.raises(ImportFailed, match=r"Users\.xml cannot be read"):
        list(dump.rows("Users"))
    with pytest.raises(ImportFailed, match="cannot be read"):
        assert dump.total_bytes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROWS.replace('"2" />', '"2" >'), r"line 4, column 3: mismatched tag"),
        (ROWS[:-10], r"line 3, column 15: unclosed token"),
        (ROWS[:-9], r"line 3, column 29: no element found"),
        (ROWS.replace('"2"', '"&boost;"'), r"line 3, column \d+: undefined entity"),
        (ROWS + "<users/>", r"line 4, column 9: junk after document element"),
        ("", r"line 1, column 1: no element found"),
    ],
)
def test_malformed_xml_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """File, line and column: enough to open it at the fault."""
    with pytest.raises(ImportFailed, match=rf"Users\.xml is malformed XML at {message}"):
        read(tmp_path, text.encode())


@pytest.mark.parametrize("encoding", ["rot13-deluxe", "utf-7", "shift_jis"])
def test_an_encoding_not_known_is_refused(tmp_path: Path, encoding: str) -> None:
    """Whichever way the parser says so."""
    with pytest.raises(ImportFailed, match=r"Users\.xml"):
        read(tmp_path, ROWS.replace("utf-8", encoding).encode())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html><body/></html>", "line 1, column 1: <html>, where <users> was expected"),
        ("<users><script/></users>", "column 8: <script>, where <row> was expected"),
        ("<users><row><b/></row></users>", "column 13: <b>, where nothing inside a row was"),
        (ROWS.replace("users", "posts"), "<posts>, where <users> was expected"),
    ],
)
def test_xml_of_another_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """Else the wrong file would be an import of nothing, without a word."""
    with pytest.raises(ImportFailed, match=message):
        read(tmp_path, text.encode())


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE users [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE users [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE users SYSTEM "http://127.0.0.1:9/users.dtd">',
    ],
)
def test_entities_are_refused_before_they_exist(tmp_path: Path, declaration: str) -> None:
    """Neither a billion laughs nor a file of ours nor a connection comes of a dump."""
    text = f'<?xml version="1.0"?>{declaration}<users><row Id="&b;"/></users>'
    with pytest.raises(ImportFailed, match=r"Users\.xml holds at line 1, column \d+: a DOCTYPE"):
        read(tmp_path, text.encode())


@pytest.mark.parametrize("keep", [5, 30, -1, -8])
def test_a_truncated_gzip_is_refused(tmp_path: Path, keep: int) -> None:
    """A download that broke off must not pass for a small site."""
    packed = gzip.compress(ROWS.encode(), mtime=0)[:keep]
    with pytest.raises(ImportFailed, match=r"Users\.xml\.gz is cut short"):
        read(tmp_path, packed, name="Users.xml.gz")


def test_what_is_no_gzip_is_said_for_people(tmp_path: Path) -> None:
    """Who renamed a file must not be shown its first bytes."""
    with pytest.raises(ImportFailed) as refused:
        read(tmp_path, ROWS.encode(), name="Users.xml.gz")
    assert str(refused.value) == (
        "Users.xml.gz cannot be read: it is no gzip file, or a damaged one; unpack the archive "
        "again, or name it Users.xml if it is XML"
    )


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    """Whether its head, its body or its checksum is wrong."""
    packed = gzip.compress(ROWS.encode(), mtime=0)
    for damaged in (
        ROWS.encode(),
        packed[:12] + b"\xff\xff\xff" + packed[15:],
        packed[:-8] + bytes(8),
    ):
        with pytest.raises(ImportFailed, match=r"Users\.xml\.gz cannot be read"):
            read(tmp_path, damaged, name="Users.xml.gz")


@pytest.mark.parametrize("filler", [b" ", b"v"])
def test_a_row_without_end_is_refused(tmp_path: Path, filler: bytes) -> None:
    """A few kilobytes of gzip can hold gigabytes of one attribute, or of nothing."""
    head = b'<users><row Id="' if filler == b"v" else b"<users>"
    packed = gzip.compress(head + filler * (2 * ROW_BYTES_MAX), compresslevel=1)
    with pytest.raises(ImportFailed, match=f"over {ROW_BYTES_MAX:,} bytes without a row"):
        read(tmp_path, packed, name="Users.xml.gz")


def test_names_without_end_are_refused(tmp_path: Path) -> None:
    """The parser keeps each name for as long as it lives."""
    rows = "".join(f'<row N{n}="" />' for n in range(NAMES_MAX + 1))
    with pytest.raises(ImportFailed, match=f"over {NAMES_MAX:,} different names"):
        read(tmp_path, f"<users>{rows}</users>".encode())


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Dumps of tens of gigabytes are streamed: 30 MB of rows pass through under 2 MB."""
    row = f'<row Id="1" Body="{"v8 " * 1000}" />\n'
    text = f"<users>{row * 10_000}</users>".encode()
    dump = shed(tmp_path, gzip.compress(text, compresslevel=1), name="Users.xml.gz")
    del text
    tracemalloc.start()
    try:
        assert sum(1 for _ in dump.rows("Users")) == 10_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
