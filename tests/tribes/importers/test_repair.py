"""Characters that XML forbids are replaced, wherever a chunk ends, and nothing else is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tribes.importers.test_dump import shed
from tribes.importers.dump import CHUNK_BYTES, Dump
from tribes.importers.repair import Repair

HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<users>' + b" " * 240
R = "\ufffd".encode()

REPLACED = {
    "a shift out, as a reference": (b"a&#x0E;b", b"a%bb" % R, 1),
    "in decimal digits": (b"a&#14;b", b"a%bb" % R, 1),
    "with zeros in front": (b"&#x000000000E;&#0014;", R + R, 2),
    "a NUL": (b"&#0;&#x0;\x00", R * 3, 3),
    "noncharacters": (b"&#xFFFE;&#xFFFF;&#65535;", R * 3, 3),
    "halves of surrogate pairs": (b"&#xD800;&#xDFFF;&#55296;", R * 3, 3),
    "a pair of halves": (b"&#xD83D;&#xDE00;", R * 2, 2),
    "beyond the end": (b"&#x110000;&#99999999999999999999;", R * 2, 2),
    "raw controls": (b"a\x0eb\x1b\x08", b"a%bb%b%b" % (R, R, R), 3),
    "raw noncharacters": (b"\xef\xbf\xbe\xef\xbf\xbf", R * 2, 2),
    "bytes that are no UTF-8": (b"a\xffb\xc3(", b"a%bb%b(" % (R, R), 2),
    "a raw half of a surrogate pair": (b"\xed\xa0\x80", R * 3, 3),
    "a character cut off": (b"a\xf0\x9f", b"a" + R, 1),
    "beside one that was there": (R + b"\xff", R + R, 1),
}
LEFT = {
    "line ends and tabs": b"&#xA;&#xD;&#x9;&#10;&#13;\t\r\n",
    "quotes and an ampersand": b"&#39;&quot;&amp;&#38;",
    "an emoji": "&#x1F600;\U0001f600".encode(),
    "the last characters of planes": "&#x1FFFE;&#xFFFD;\U0001fffe\ufffd\ud7ff\ue000".encode(),
    "letters of every length": "aé漢🏎".encode(),
    "what is no reference": b"&#;&#x;&#xZZ;&#1F;&#-1;& &&#",
    "an entity": b"&boost;",
    "a reference that has no end": b"&#" + b"0" * 200 + b"14;",
}


def repaired(data: bytes, *cuts: int) -> tuple[bytes, int]:
    """Data after a head, in pieces: what comes of it, and how many characters were replaced."""
    repair, whole = Repair(), HEAD + data
    edges = sorted({0, *cuts, len(whole)})
    found = b"".join(repair.feed(whole[start:end]) for start, end in pairwise(edges))
    found += repair.feed(b"")
    assert found.startswith(HEAD)
    return found[len(HEAD) :], repair.replaced


@pytest.mark.parametrize("name", REPLACED)
def test_what_xml_forbids_is_replaced_and_counted(name: str) -> None:
    """And the rest of the file comes in; where a chunk ends does not show."""
    data, expected, count = REPLACED[name]
    for cut in range(len(HEAD), len(HEAD) + len(data) + 1):
        assert repaired(data, cut) == (expected, count), cut
    assert repaired(data, *range(len(HEAD) + len(data))) == (expected, count)


@pytest.mark.parametrize("name", LEFT)
def test_what_xml_allows_is_left_as_it_is(name: str) -> None:
    """What is malformed, too: the parser says so."""
    data = LEFT[name]
    for cut in range(len(HEAD), len(HEAD) + len(data) + 1):
        assert repaired(data, cut) == (data, 0), cut


@given(st.binary(max_size=60), st.lists(st.integers(0, 330), max_size=4))
def test_any_bytes_become_text_wherever_they_are_cut(data: bytes, cuts: list[int]) -> None:
    """The same text, with the same count."""
    whole = repaired(data)
    assert repaired(data, *(len(HEAD) + cut for cut in cuts if cut < len(data))) == whole
    text = whole[0].decode()
    assert not set(text) & set(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_another_encoding_is_left_to_the_parser(encoding: str) -> None:
    """What looks like a control there is half a letter."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><users>ß\u0100'
        if "16" in encoding
        else (f"<?xml version='1.0' encoding = '{encoding}'?><users>ß")
    )
    data, repair = text.encode(encoding), Repair()
    assert repair.feed(data) + repair.feed(b"") == data
    assert repair.replaced == 0


def test_a_dump_says_how_many_it_replaced(tmp_path: Path) -> None:
    """In the attributes that they stand in; read twice, they count once."""
    users = b'<users><row Id="1" AboutMe="a&#x0E;b\x01" /><row Id="2" /></users>'
    dump: Dump = shed(tmp_path, users)
    for _ in range(2):
        rows = list(dump.rows("Users"))
        assert rows == [{"Id": "1", "AboutMe": "a\ufffdb\ufffd"}, {"Id": "2"}]
        assert dump.replaced["Users"] == 2


@pytest.mark.parametrize("piece", [b"\xff", b"&#0;", b"\x00", b"\xf0\x9f", b"&#"])
def test_a_file_of_nothing_else_is_not_kept(piece: bytes) -> None:
    """It is somebody else's: no bytes make it grow."""
    chunk, repair = piece * (CHUNK_BYTES // len(piece)), Repair()
    for _ in range(64):
        assert len(repair.feed(chunk)) > CHUNK_BYTES // 2
