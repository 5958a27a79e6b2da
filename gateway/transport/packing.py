"""Packing: texts of a site are sent as gzip to who takes it."""

from __future__ import annotations

import gzip
import re

SMALL_BYTES = 1_000
"""What is smaller is not worth it: it goes in one packet as it is."""

PACKED_BYTES_MAX = 4 << 20
"""What is larger is sent as it is."""

LEVEL = 6

_TEXT = re.compile(r"text/|application/(javascript|json|manifest\+json|xml)|image/svg\+xml")
_TAKES = re.compile(
    r"(?:^|,)\s*(?:gzip|\*)\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE
)


def is_text(kind: str) -> bool:
    """Whether a media type is one that becomes smaller."""
    return bool(_TEXT.match(kind))


def takes_gzip(accepted: str) -> bool:
    """Whether a client takes gzip, by its `Accept-Encoding`."""
    return bool(_TAKES.search(accepted[:1_024]))


def packed(body: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
    """A text as a client takes it, and the headers that say so."""
    more = {"vary": "Accept-Encoding"}
    if not SMALL_BYTES <= len(body) <= PACKED_BYTES_MAX or not takes_gzip(accepted):
        return body, more
    return gzip.compress(body, LEVEL, mtime=0), {**more, "content-encoding": "gzip"}
