"""Keys: that no object in JSON has one twice. Pure; imports nothing of ours.

SUBTLE: which of two equal keys counts is each reader's own choice, and somebody before or after us
may choose otherwise. So it is refused where something enters. What a log holds is read as ever.
"""

from __future__ import annotations

import json
import re
from typing import Any

_KEYS = re.compile(rb'"\s*:')
_SHOWN_LENGTH_MAX = 60


class _Twice(Exception):
    """A key that an object has twice."""


def key_twice(data: bytes, found: Any) -> str | None:
    """A key that some object has twice, as it may be shown; None where there is none.

    Args:
        data: UTF-8 JSON, as deep as its reader lets it be. found: what it says.
    """
    # A colon after a quotation mark may also stand in a text.
    if len(_KEYS.findall(data)) == _keys_in(found):
        return None
    try:
        json.loads(data, object_pairs_hook=_once)
    except _Twice as twice:
        return repr(str(twice)[:_SHOWN_LENGTH_MAX])
    return None


def _keys_in(found: Any) -> int:
    if isinstance(found, dict):
        return len(found) + sum(_keys_in(one) for one in found.values())
    if isinstance(found, list):
        return sum(_keys_in(one) for one in found)
    return 0


def _once(pairs: list[tuple[str, Any]]) -> None:
    names = set[str]()
    for name, _ in pairs:
        if name in names:
            raise _Twice(name)
        names.add(name)
