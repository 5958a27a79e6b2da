"""The canonical digest: equal sets of events give equal digests, wherever and however merged."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from crdt.states import Entry


def digest(entries: Iterable[Entry]) -> str:
    """SHA-256, as 64 hex digits, over the sorted canonical entries, a JSON line each.

    Removed elements are in it; shards, versions, coverage, parked and derived data are not.
    """
    summed, encode = sha256(), msgspec.json.encode
    for entry in sorted(entries):
        summed.update(encode(entry) + b"\n")
    return summed.hexdigest()
