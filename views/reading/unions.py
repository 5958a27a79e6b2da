"""Unions: pages that merge many lists while they are read, and which lists those are.

Which lists a page merges stands in a set of some record, such as whom a user follows. Where there
is one shard, its script looks there itself. Where there are many, that is a wave of its own: the
record's shard gives the ids in the set, and then every shard merges its parts of the lists. The ids
go to a shard once, however many pages want them. Where the lists are of what the ids' owners say,
these are asked in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import msgspec

from crdt.records import OWNER_SEPARATOR
from views.reading.answers import Answer, Answers, Rows
from views.reading.selections import Lists, Records, Select
from views.shards import Shards

_ids = msgspec.msgpack.Decoder(tuple[str, ...]).decode
_counts = msgspec.msgpack.Decoder(dict[str, int] | tuple[()]).decode

Held: TypeAlias = dict[str, tuple[str, ...] | dict[str, int]]
"""What sets hold, under the names that the script knows it by: ids, or how many by what is said."""


def _unions(requests: Iterable[object]) -> Iterator[Lists]:
    """The lists in sets that requests merge."""
    for request in requests:
        for page in request.select.lists if isinstance(request, Records) else ():
            yield from (lists for lists in page.union if lists.field)


def wanted(requests: Iterable[object], shards: Shards) -> dict[int, list[Lists]]:
    """The sets that must be read before requests can be, each once, by the shard that has it."""
    found: dict[int, dict[tuple[str, str], Lists]] = {}
    for lists in _unions(requests):
        assert lists.field  # noqa: S101
        shard = shards.of(lists.field.slot.record, lists.id)
        found.setdefault(shard, {})[lists.set, lists.id] = lists
    return {shard: list(sets.values()) for shard, sets in found.items()}


def asked(sets: Iterable[Lists]) -> list[dict[str, object]]:
    """What a shard is asked of its sets."""
    return [{"get": "latest", "of": lists.request} for lists in sets]


def answered(sets: Sequence[Lists], answers: Sequence[msgspec.Raw]) -> Held:
    """The ids in each set, under the name that the script knows it by."""
    return {f"{lists.set} {lists.id}": _ids(ids) for lists, ids in zip(sets, answers, strict=True)}


def said(
    requests: Iterable[object], held: Mapping[str, object], shards: Shards
) -> dict[int, dict[str, dict[str, object]]]:
    """What each shard must be asked of the owners of ids in sets, by the name of what it gives."""
    found: dict[int, dict[str, dict[str, object]]] = {}
    for lists in _unions(requests):
        if lists.by is None:
            continue
        for record_id in held[f"{lists.set} {lists.id}"]:  # type: ignore[attr-defined]
            owner = record_id.partition(OWNER_SEPARATOR)[0]
            names = found.setdefault(shards.of(lists.by.record, owner), {})
            name = f"{lists.set} {lists.id} {lists.by.key}"
            asks = names.setdefault(
                name, {"get": "counted", "ids": [], "by": lists.said, "writer": lists.id}
            )
            asks["ids"].append(record_id)  # type: ignore[attr-defined]
    return found


def counted(
    asks: Mapping[int, Mapping[str, object]], answers: Mapping[int, Sequence[msgspec.Raw]]
) -> Held:
    """How many there are in all shards by what is said, under the names that were given."""
    totals: dict[str, Counter[str]] = {}
    for shard, names in asks.items():
        for name, raw in zip(names, answers[shard], strict=True):
            totals.setdefault(name, Counter()).update(dict(_counts(raw)))
    return {name: dict(found) for name, found in totals.items()}


def unfinished(request: object, reply: object) -> tuple[int, Records] | None:
    """A page that ended before it was full: which of a request's, and what to ask to go on."""
    if not (isinstance(request, Records) and isinstance(reply, Answers)):
        return None
    [answer] = reply.records if len(reply.records) == 1 else [None]
    for at, (page, rows) in enumerate(
        zip(request.select.lists, answer.lists if answer else (), strict=False)
    ):
        if rows.ended is not None and len(rows.ids) < page.first:
            rest = replace(page, first=page.first - len(rows.ids), after=rows.ended)
            select = Select(request.select.record, lists=(rest,))
            return at, Records(select, request.ids, request.targets)
    return None


def looked(requests: Iterable[object], replies: Iterable[object]) -> int:
    """How often the store was looked into for pages that merge lists."""
    return sum(
        rows.looked
        for request, reply in zip(requests, replies, strict=True)
        if isinstance(request, Records) and any(page.union for page in request.select.lists)
        for answer in (reply.records if isinstance(reply, Answers) else ())
        if answer
        for rows in answer.lists
    )


def continued(reply: Answers, at: int, more: Answers) -> Answers:
    """A reply, with more of one of its pages."""
    [answer], [rest] = reply.records, more.records
    assert answer is not None  # noqa: S101
    assert rest is not None  # noqa: S101
    rows, next_rows = answer.lists[at], rest.lists[0]
    joined = Rows(
        ids=rows.ids + next_rows.ids,
        scores=rows.scores + next_rows.scores,
        records=rows.records + next_rows.records,
        more=next_rows.more,
        before=rows.before,
        looked=rows.looked + next_rows.looked,
        ended=next_rows.ended,
    )
    lists = (*answer.lists[:at], joined, *answer.lists[at + 1 :])
    return Answers(
        records=(msgspec.structs.replace(answer, lists=lists),),
        followed=_together(reply.followed, more.followed),
    )


def _together(
    one: tuple[tuple[Answer, ...], ...], other: tuple[tuple[Answer, ...], ...]
) -> tuple[tuple[Answer, ...], ...]:
    if not one or not other:
        return one or other
    return tuple(a + b for a, b in zip(one, other, strict=True))
