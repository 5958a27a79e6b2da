"""A wave: many requests, asked by one call to each shard, and their parts brought together.

Sums and cards are partial sums, and a list is the merge of partial lists by (score, id bytes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from crdt.records import Lattice
from crdt.stamps import Stamp, stamp_at
from crdt.states import CONTENTS
from views.reading.answers import Answer, Answers, Cursor, Held, Missing, Rows, parse_answers
from views.reading.selections import Index, Page, Records, Select, Stamps, Unseen
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
            yield from self._places(request)
            return
        if isinstance(request, Unseen):
            yield from self._told(request)
            return
        alone, asks = self._shards.count == 1, request.request
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
            for shard, positions in spread.items():
                yield shard, {**asks, "ids": [request.ids[at] for at in positions]}, positions

    def _told(self, request: Unseen) -> Iterator[tuple[int, _Asked, list[int]]]:
        if not request.ids:
            yield from ((shard, request.request, []) for shard in self._shards.all)
            return
        ids: dict[int, list[str]] = {}
        for record_id in request.ids:
            ids.setdefault(self._shards.of(request.reader[0], record_id), []).append(record_id)
        yield from ((shard, {**request.request, "ids": mine}, []) for shard, mine in ids.items())

    def _places(self, request: Stamps) -> Iterator[tuple[int, _Asked, list[int]]]:
        places: dict[int, list[Any]] = {}
        for slot, record_id, member in request.places:
            unstamped = slot.lattice is Lattice.REGISTERS and member in slot.record.unstamped
            if slot.lattice not in _WITHOUT_STAMPS and not unstamped:
                shard = self._shards.of(slot.record, record_id)
                lattice = Lattice.REGISTERS if slot.lattice in CONTENTS else slot.lattice
                place = (slot.name, record_id, member, lattice.value)
                places.setdefault(shard, []).append(place)
        for shard, asked in places.items():
            yield shard, {"get": "stamps", "places": asked}, []

    def replies(self, answers: dict[int, list[msgspec.Raw]]) -> list[Reply]:
        """The reply to each request, from what each shard answered."""
        return [
            _reply(request, [(answers[shard][at], positions) for shard, at, positions in parts])
            for request, parts in zip(self._requests, self._parts, strict=True)
        ]


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
        _merged(request.select, [part for part in parts if part.id == parts[0].id])
        if parts
        else None
        for parts in found
    )
    # Where there is one shard, its part is whole.
    followed = parsed[0][0].followed if len(parsed) == 1 else ()
    return Answers(records, followed)


def _merged(select: Select, parts: Sequence[Answer]) -> Answer:
    """One record from what every shard has of it."""
    if len(parts) == 1:
        return parts[0]
    return Answer(
        id=parts[0].id,
        registers=tuple(_written(one) for one in _across(part.registers for part in parts)),
        cards=tuple(sum(one) for one in _across(part.cards for part in parts)),
        holds=tuple(any(one) for one in _across(part.holds for part in parts)),
        pages=_merge_pages(select.pages, [part.pages for part in parts]),
        lists=_merge_pages(select.lists, [part.lists for part in parts]),
        list_cards=tuple(sum(one) for one in _across(part.list_cards for part in parts)),
        sums=tuple(sum(one) for one in _across(part.sums for part in parts)),
        places=tuple(_written(one) for one in _across(part.places for part in parts)),
        standings=tuple(_stood(one) for one in _across(part.standings for part in parts)),
        owner=_written(tuple(part.owner for part in parts)),
        lookups=tuple(_written(one) for one in _across(part.lookups for part in parts)),
        claims=tuple(_written(one) for one in _across(part.claims for part in parts)),
        entries=tuple(_written(one) for one in _across(part.entries for part in parts)),
        maps=tuple(_whole(one) for one in _across(part.maps for part in parts)),
    )


def _across(parts: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    return zip(*parts, strict=True)


def _stood(parts: Sequence[tuple[Held, int]]) -> tuple[Held, int]:
    """How one stands in all shards together; of a list that several have a part of,
    `views.reading.totals` says how many are before.
    """
    found = [(int(score), before) for score, before in parts if score]
    return (str(sum(score for score, _ in found)) if found else False), sum(b for _, b in found)


def _written(held: tuple[Held, ...]) -> Held:
    """What the one shard that has it says."""
    return next((one for one in held if one is not False), False)


def _whole(maps: tuple[tuple[str, ...] | bool, ...]) -> tuple[str, ...] | bool:
    """The map that the one shard has that has it, if it can be read at once."""
    return next((one for one in maps if one != ()), ())


def _merge_pages(pages: tuple[Page, ...], parts: list[tuple[Rows, ...]]) -> tuple[Rows, ...]:
    return tuple(_merge_rows(page, rows) for page, rows in zip(pages, _across(parts), strict=True))


def _merge_rows(page: Page, parts: tuple[Rows, ...]) -> Rows:
    rows = sorted(
        (
            (score, record_id.encode(), part, at)
            for part in parts
            for at, (record_id, score) in enumerate(zip(part.ids, part.scores, strict=True))
        ),
        key=lambda row: row[:2],
        reverse=page.descending,
    )
    more = any(part.more for part in parts) or len(rows) > page.first
    # Behind the place that one part got to, it may have what comes before what others have.
    ends = [(part.ended.score, part.ended.id.encode()) for part in parts if part.ended]
    ended = (max if page.descending else min)(ends, default=None)
    if ended is not None:
        rows = [row for row in rows if (row[:2] >= ended if page.descending else row[:2] <= ended)]
    if len(rows) >= page.first:
        ended = None
    kept = [(part, at) for _, _, part, at in rows[: page.first]]
    return Rows(
        ids=tuple(part.ids[at] for part, at in kept),
        scores=tuple(part.scores[at] for part, at in kept),
        records=tuple(part.records[at] for part, at in kept if part.records),
        more=more,
        before=sum(part.before for part in parts),
        total=sum(part.total for part in parts) if all(part.total >= 0 for part in parts) else -1,
        beside=tuple(part.beside[at] for part, at in kept if part.beside),
        looked=sum(part.looked for part in parts),
        ended=Cursor(ended[0], ended[1].decode()) if ended else None,
    )
