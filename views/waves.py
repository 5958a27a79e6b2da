"""A wave: many requests, asked by one call to each shard, and their parts brought together.

What would hold the store up for long is asked by several calls, one after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from crdt.records import Lattice
from crdt.stamps import Stamp, stamp_at
from views.selections import (
    Answer,
    Answers,
    Index,
    Missing,
    Page,
    Records,
    Stamps,
    Unseen,
    merge_answers,
    parse_answers,
)
from views.shards import Shards

Request: TypeAlias = Records | Index | Stamps | Unseen
Reply: TypeAlias = Answers | Stamp | tuple[Missing, ...] | None
"""Answers in the order of the ids (one, or None, for an index); for stamps the greatest; what was
not shown, of all shards.
"""

_Asked: TypeAlias = dict[str, Any]
_WITHOUT_STAMPS = (Lattice.DISTINCT, Lattice.FIRSTS, Lattice.SEEN)
_missing = msgspec.msgpack.Decoder(tuple[Missing, ...], strict=False).decode
_scores = msgspec.msgpack.Decoder(list[str | bool]).decode


CONTINUED_MAX = 20
"""So often a page is gone on with that ended before it was full; then it is short."""

CALL_WEIGHT = 2_000
"""So many commands a call takes of the store at most, unless one record takes more: some 10 ms."""


class Wave:
    """Which shard is asked what, and how its answers come together again.

    by_shard: the calls of each shard, in their order, each of them of some requests.
    """

    def __init__(self, shards: Shards, requests: list[Request]) -> None:
        self._shards, self._requests = shards, requests
        self.by_shard: dict[int, list[list[_Asked]]] = {}
        self._weights: dict[int, int] = {}
        self._counts: dict[int, int] = {}
        self._parts: list[list[tuple[int, int, list[int]]]] = []
        for request in requests:
            parts = []
            each = _weight(request)
            for shard, asked, positions in self._spread(request, max(1, CALL_WEIGHT // each)):
                parts.append((shard, self._counts.get(shard, 0), positions))
                self._ask(shard, asked, each * len(asked.get("ids", (0,))))
            self._parts.append(parts)

    def _ask(self, shard: int, asked: _Asked, weight: int) -> None:
        """Ask it by the last call of a shard, or by another if that is too much for it."""
        calls = self.by_shard.setdefault(shard, [[]])
        before = self._weights.get(shard, 0)
        if before and before + weight > CALL_WEIGHT:
            calls.append([])
            before = 0
        calls[-1].append(asked)
        self._weights[shard] = before + weight
        self._counts[shard] = self._counts.get(shard, 0) + 1

    def _spread(self, request: Request, most: int) -> Iterator[tuple[int, _Asked, list[int]]]:
        """The shards that have a part of the answer, what each is asked, and where it goes.

        most: so many ids are asked for at once.
        """
        if isinstance(request, Stamps):
            yield from self._places(request)
            return
        if isinstance(request, Unseen):
            yield from ((shard, request.request, []) for shard in self._shards.all)
            return
        asks, alone = _bounded(request), self._shards.count == 1
        if isinstance(request, Records):
            alone = alone and len(request.ids) <= most
        if not alone:
            # What is referred to lives elsewhere, mostly.
            asks = {name: part for name, part in asks.items() if name != "targets"}
        if isinstance(request, Index):
            for shard in self._shards.all:
                yield shard, asks, [0]
        elif alone:
            yield 0, asks, []
        else:
            spread = dict[int, list[int]]()
            for position, record_id in enumerate(request.ids):
                mine = (self._shards.of(request.select.record, record_id),)
                for shard in self._shards.all if request.select.scattered else mine:
                    spread.setdefault(shard, []).append(position)
            for shard, found in spread.items():
                for first in range(0, len(found), most):
                    positions = found[first : first + most]
                    yield shard, {**asks, "ids": [request.ids[at] for at in positions]}, positions

    def _places(self, request: Stamps) -> Iterator[tuple[int, _Asked, list[int]]]:
        places: dict[int, list[Any]] = {}
        for slot, record_id, member in request.places:
            if slot.lattice not in _WITHOUT_STAMPS:
                shard = self._shards.of(slot.record, record_id)
                place = (slot.name, record_id, member, slot.lattice.value)
                places.setdefault(shard, []).append(place)
        for shard, asked in places.items():
            yield shard, {"get": "stamps", "places": asked}, []

    def replies(self, answers: dict[int, list[msgspec.Raw]]) -> list[Reply]:
        """The reply to each request, from what each shard answered."""
        return [
            _reply(request, [(answers[shard][at], positions) for shard, at, positions in parts])
            for request, parts in zip(self._requests, self._parts, strict=True)
        ]


def _at_once(request: Records | Index, page: Page) -> int:
    """So many rows of a page are read by one call; the page is then gone on with.

    SUBTLE: only of a record that is asked for alone. Of others a page that ended early stays short.
    """
    each = page.select.weight if page.select else 1
    alone = isinstance(request, Records) and len(request.ids) == 1
    if page.totals or not alone or page.first * each <= CALL_WEIGHT:
        return page.first
    return max(CALL_WEIGHT // each, -(-page.first // CONTINUED_MAX), 1)


def _weight(request: Request) -> int:
    """About how many commands it takes of the store to read one of the records."""
    if not isinstance(request, (Records, Index)):
        return 1
    whole = request.select.weight
    for page in request.select.lists:
        left = page.first - _at_once(request, page)
        whole -= left * (page.select.weight if page.select else 1)
    return whole


def _bounded(request: Records | Index) -> _Asked:
    """What is asked, with how much of each page is read at once."""
    some = [_at_once(request, page) for page in request.select.lists]
    if all(most == page.first for most, page in zip(some, request.select.lists, strict=True)):
        return request.request
    lists = [
        {**page.request, "most": most}
        for most, page in zip(some, request.select.lists, strict=True)
    ]
    return {**request.request, "select": {**request.select.request, "lists": lists}}


def _chosen(
    request: Index, parsed: list[tuple[Answers, list[int]]]
) -> list[tuple[Answers, list[int]]]:
    """What the shards answered who have the first of all candidates, or the last.

    A list that is kept in every shard has the same first everywhere; of another, each shard has a
    first of its own.
    """
    found = [
        (answers.score, answers.records[0].id.encode())
        for answers, _ in parsed
        if answers.score is not None and answers.records and answers.records[0]
    ]
    if not found:
        return parsed
    first = (max if request.last else min)(found)[1].decode()
    return [
        one
        for one in parsed
        if one[0].records and one[0].records[0] and one[0].records[0].id == first
    ]


def _reply(request: Request, parts: list[tuple[msgspec.Raw, list[int]]]) -> Reply:
    if isinstance(request, Stamps):
        scores = [int(score) for raw, _ in parts for score in _scores(raw) if score]
        return stamp_at(max(scores)) if scores else None
    if isinstance(request, Unseen):
        return tuple(one for raw, _ in parts for one in _missing(raw))
    parsed = [(parse_answers(raw), positions) for raw, positions in parts]
    if isinstance(request, Index):
        parsed = _chosen(request, parsed)
    if len(parsed) == 1 and not parsed[0][1]:
        return parsed[0][0]
    found: list[list[Answer]] = [[] for _ in getattr(request, "ids", (0,))]
    for answers, positions in parsed:
        for position, record in zip(positions, answers.records, strict=False):
            if record:
                found[position].append(record)
    # SUBTLE: while shards catch up they may hold different candidates for a handle. Parts of
    # different records are never mixed; the coverage that comes along says that it passes.
    records = tuple(
        merge_answers(request.select, [part for part in parts if part.id == parts[0].id])
        if parts
        else None
        for parts in found
    )
    # Where there is one shard, its part is whole.
    followed = parsed[0][0].followed if len(parsed) == 1 else ()
    return Answers(records, followed)
