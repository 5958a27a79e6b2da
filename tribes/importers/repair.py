"""Repair: characters that XML forbids, which public dumps hold all the same, replaced by U+FFFD.

Such are control characters, halves of surrogate pairs and noncharacters, as they are or as
references (`&#x0E;`), and bytes that are no UTF-8. Nothing else is touched: what is malformed in
another way stays so, for the parser to refuse. Pure; imports nothing of ours.
"""

from __future__ import annotations

import re
from typing import Final

_REPLACEMENT: Final = "\ufffd".encode()
_DECLARATION_BYTES: Final = 256
"""The declaration of the encoding stands within so many."""

_REFERENCE_BYTES_MAX: Final = 64
"""A reference that is longer, and cut by the end of a chunk, is left as it is."""

_CONTROLS: Final = bytes(set(range(0x20)) - {0x9, 0xA, 0xD})
_USUAL: Final = (b"&#xA;", b"&#xD;", b"&#x9;", b"&#39;")
"""Most of all references: line ends and quotes."""

_forbidden = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_references = re.compile(rb"&#(x?)([0-9A-Fa-f]{1,60});")
_cut_reference = re.compile(rb"&(?:#(?:x?[0-9A-Fa-f]*)?)?\Z")
_other_encoding = re.compile(
    rb"""\A(?:\xfe\xff|\xff\xfe|\x00|.\x00|(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*"""
    rb"""["'](?!(?:utf-?8|us-ascii)["']))""",
    re.IGNORECASE | re.DOTALL,
)


class Repair:
    """Repairs one file, chunk by chunk, wherever the chunks are cut.

    A file in another encoding than UTF-8 is left as it is.
    """

    def __init__(self) -> None:
        self.replaced = 0
        """How many characters were replaced so far."""
        self._rest = b""
        self._is_utf8: bool | None = None

    def feed(self, chunk: bytes) -> bytes:
        """What can be said of the text now; an empty chunk ends the file."""
        data = self._rest + chunk
        if self._is_utf8 is None:
            if chunk and len(data) < _DECLARATION_BYTES:
                self._rest = data
                return b""
            self._is_utf8 = not _other_encoding.match(data[:_DECLARATION_BYTES])
        self._rest = b""
        if not self._is_utf8:
            return data
        if chunk:
            data = self._hold_back(data)
        # SUBTLE: whether there is anything to do is asked of what is fast, for mostly there is not.
        if not data.isascii():
            data = self._without_odd_bytes(data)
        if len(data.translate(None, _CONTROLS)) < len(data) or _holds_noncharacter(data):
            data, count = _forbidden.subn(_REPLACEMENT, data)
            self.replaced += count
        if data.count(b"&#") > sum(map(data.count, _USUAL)):
            data = _references.sub(self._referred, data)
        return data

    def _hold_back(self, data: bytes) -> bytes:
        """Keep for the next chunk what its beginning may belong to."""
        end = len(data)
        if cut := _cut_reference.search(data, max(0, end - _REFERENCE_BYTES_MAX)):
            end = cut.start()
        # The first bytes of a character, whose last are to come.
        for back in range(1, min(3, end) + 1):
            byte = data[end - back]
            if byte >= 0xC0:
                if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4):
                    end -= back
                break
            if byte < 0x80:
                break
        self._rest = data[end:]
        return data[:end]

    def _without_odd_bytes(self, data: bytes) -> bytes:
        """Bytes that are no UTF-8 replaced, halves of surrogate pairs among them."""
        try:
            data.decode()
        except UnicodeDecodeError:
            text = data.decode(errors="replace")
            self.replaced += text.count("\ufffd") - data.count(_REPLACEMENT)
            return text.encode()
        return data

    def _referred(self, reference: re.Match[bytes]) -> bytes:
        number = int(reference[2], 16 if reference[1] else 10) if _is_number(reference) else -1
        if number < 0 or _is_character(number):
            return reference[0]
        self.replaced += 1
        return _REPLACEMENT


def _holds_noncharacter(data: bytes) -> bool:
    return b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data


def _is_number(reference: re.Match[bytes]) -> bool:
    return bool(reference[1]) or reference[2].isdigit()


def _is_character(number: int) -> bool:
    """Whether XML 1.0 allows a character. Source: XML 1.0, production 2, `Char`."""
    return (
        number in (0x9, 0xA, 0xD)
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )
