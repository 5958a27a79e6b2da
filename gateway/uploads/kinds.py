"""Kinds: what may be uploaded, and whether something is what it says it is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A kind of file. ending: of its name. begins: whether a file that begins so may be one."""

    ending: str
    begins: Callable[[bytes], bool]


HEAD_BYTES: Final = 32
"""So much of a file says what it is."""


def _riff(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _box(*brands: bytes) -> Callable[[bytes], bool]:
    """A file of ISO 14496-12, which says its brands first; without any, of whichever brand."""

    def begins(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return False
        return not brands or any(head[at : at + 4] in brands for at in (8, 16, 20, 24, 28))

    return begins


KINDS: Final[Mapping[str, Kind]] = {
    "image/jpeg": Kind("jpg", lambda head: head[:3] == b"\xff\xd8\xff"),
    "image/png": Kind("png", lambda head: head[:8] == b"\x89PNG\r\n\x1a\n"),
    "image/gif": Kind("gif", lambda head: head[:6] in (b"GIF87a", b"GIF89a")),
    "image/webp": Kind("webp", _riff),
    "image/avif": Kind("avif", _box(b"avif", b"avis")),
    "video/mp4": Kind("mp4", _box()),
    "video/webm": Kind("webm", lambda head: head[:4] == b"\x1aE\xdf\xa3"),
}
"""By media type. SUBTLE: nothing in which a script can stand, as SVG: a browser that is led to it
would run it in the name of whoever serves it.
"""
