"""Unions: pages that merge many lists while they are read, and which lists those are.

Which lists a page merges stands in a set of some record, such as whom a user follows. Where there
is one shard, its script looks there itself. Where there are many, that is a wave of its own: the
record's shard gives the ids in the set, and then every shard merges its parts of the lists. The ids
go to a shard once, however many pages want them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from views.selections import Index, Lists, Records, Stamps
from views.shards import Shards

_ids = msgspec.msgpack.Decoder(tuple[str, ...]).decode


def wanted(requests: Iterable[Records | Index | Stamps], shards: Shards) -> dict[int, list[Lists]]:
    """The sets that must be read before requests can be, each once, by the shard that has it."""
    found: dict[int, dict[tuple[str, str], Lists]] = {}
    for request in requests:
        for page in request.select.lists if isinstance(request, Records) else ():
            for lists in page.union:
                if lists.field:
                    shard = shards.of(lists.field.slot.record, lists.id)
                    found.setdefault(shard, {})[lists.set, lists.id] = lists
    return {shard: list(sets.values()) for shard, sets in found.items()}


def asked(sets: Iterable[Lists]) -> list[dict[str, object]]:
    """What a shard is asked of its sets."""
    return [{"get": "latest", "of": lists.request} for lists in sets]


def answered(sets: Sequence[Lists], answers: Sequence[msgspec.Raw]) -> dict[str, tuple[str, ...]]:
    """The ids in each set, under the name that the script knows it by."""
    return {f"{lists.set} {lists.id}": _ids(ids) for lists, ids in zip(sets, answers, strict=True)}
