"""A wave: many requests, asked by one call to each shard, and their parts brought together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from crdt.records import Lattice
from crdt.stamps import Stamp, stamp_at
from views.selections import Answer, Index, Records, Stamps, merge_answers, parse_answer
from views.shards import Shards

Request: TypeAlias = Records | Index | Stamps
Reply: TypeAlias = list[Answer | None] | Stamp | None
"""Answers in the order of the ids (one, or None, for an index); for stamps the greatest."""

_Asked: TypeAlias = dict[str, Any]


class Wave:
    """Which shard is asked what, and how its answers come together again."""

    def __init__(self, shards: Shards, requests: list[Request]) -> None:
        self._shards, self._requests = shards, requests
        self.by_shard: dict[int, list[_Asked]] = {}
        self._parts: list[list[tuple[int, int, list[int]]]] = []
        for request in requests:
            parts = []
            for shard, asked, positions in self._spread(request):
                asks = self.by_shard.setdefault(shard, [])
                parts.append((shard, len(asks), positions))
                asks.append(asked)
            self._parts.append(parts)

    def _spread(self, request: Request) -> Iterator[tuple[int, _Asked, list[int]]]:
        """The shards that have a part of the answer, what each is asked, and where it goes."""
        if isinstance(request, Stamps):
            places: dict[int, list[Any]] = {}
            for slot, record_id, member in request.places:
                if slot.lattice is not Lattice.DISTINCT:
                    shard = self._shards.of(slot.record, record_id)
                    place = (slot.name, record_id, member, slot.lattice.value)
                    places.setdefault(shard, []).append(place)
            for shard, asked in places.items():
                yield shard, {"get": "stamps", "places": asked}, []
        elif isinstance(request, Index):
            asks = {"get": "index", "list": request.list, "select": request.select.request}
            for shard in self._shards.all:
                yield shard, asks, [0]
        else:
            select, spread = request.select, dict[int, list[int]]()
            for position, record_id in enumerate(request.ids):
                everywhere = self._shards.all
                mine = (self._shards.of(select.record, record_id),)
                for shard in everywhere if select.scattered else mine:
                    spread.setdefault(shard, []).append(position)
            for shard, positions in spread.items():
                ids = [request.ids[position] for position in positions]
                yield shard, {"get": "records", "ids": ids, "select": select.request}, positions

    def replies(self, answers: dict[int, list[Any]]) -> list[Reply]:
        """The reply to each request, from what each shard answered."""
        return [
            _reply(request, [(answers[shard][at], positions) for shard, at, positions in parts])
            for request, parts in zip(self._requests, self._parts, strict=True)
        ]


def _reply(request: Request, parts: list[tuple[Any, list[int]]]) -> Reply:
    if isinstance(request, Stamps):
        scores = [int(score) for found, _ in parts for score in found if score]
        return stamp_at(max(scores)) if scores else None
    size = 1 if isinstance(request, Index) else len(request.ids)
    found: list[list[Answer]] = [[] for _ in range(size)]
    for raw, positions in parts:
        records = [raw] if isinstance(request, Index) else raw
        for position, record in zip(positions, records, strict=True):
            if record:
                found[position].append(parse_answer(request.select, record))
    # SUBTLE: while shards catch up they may hold different candidates for a handle. Parts of
    # different records are never mixed; the coverage that comes along says that it passes.
    return [
        merge_answers(request.select, [part for part in parts if part.id == parts[0].id])
        if parts
        else None
        for parts in found
    ]
