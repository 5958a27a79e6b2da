"""Unions: pages that merge many lists while they are read, and which lists those are.

Which lists a page merges stands in a set of some record, such as whom a user follows. Where there
is one shard, its script looks there itself. Where there are many, that is a wave of its own: the
record's shard names the lists, and then every shard merges its parts of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from views.selections import Index, Lists, Records, Stamps

_names = msgspec.msgpack.Decoder(list[str]).decode


def wanted(requests: Iterable[Records | Index | Stamps]) -> list[Lists]:
    """The lists that requests want merged, and that are not named yet."""
    pages = (page for one in requests if isinstance(one, Records) for page in one.select.lists)
    return list(
        dict.fromkeys(lists for page in pages if page.named is None for lists in page.union)
    )


def asked(lists: Iterable[Lists]) -> list[dict[str, object]]:
    """What a shard is asked of the names of lists: one request for each."""
    return [{"get": "names", "union": [one.request]} for one in lists]


def named(
    request: Records | Index | Stamps, names: Mapping[Lists, msgspec.Raw]
) -> Records | Index | Stamps:
    """A request, with the names of the lists that it wants merged."""
    if not isinstance(request, Records) or not any(page.union for page in request.select.lists):
        return request
    pages = tuple(
        replace(page, named=tuple(name for one in page.union for name in _names(names[one])))
        if page.union and page.named is None
        else page
        for page in request.select.lists
    )
    return replace(request, select=replace(request.select, lists=pages))
