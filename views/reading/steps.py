"""Steps: what is read, in calls of bounded cost.

A call holds everybody else up for as long as it takes. What reads more records than a call may is
asked for in several, one after the other: some ids first and then others; of one record that is too
dear by itself, first what stands in its pages, then the records there, then what those refer to.
The answers are what one call would have given, but for what was merged in between.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

import msgspec

from crdt.records import OWNER_SEPARATOR
from views.reading.answers import Answer, Answers, Rows
from views.reading.selections import Index, Page, Records, Select
from views.reading.waves import Reply, Request

COST_MAX = 1_200
"""So many records one call of a shard reads at most: some 10 ms."""

T = TypeVar("T")
Ask: TypeAlias = Callable[[list[Request]], Awaitable[list[Reply]]]
"""Asks one wave."""


async def replies(ask: Ask, requests: list[Request], *, follows: bool) -> list[Reply]:
    """The reply to each request, in as many waves as it takes.

    Args:
        follows: whether what records refer to comes along.
    """
    if sum(request.cost for request in requests) <= COST_MAX:
        return await ask(requests)
    steps = _Steps(ask, follows=follows)
    return await steps.replies(requests)


class _Steps:
    def __init__(self, ask: Ask, *, follows: bool) -> None:
        self._ask, self._follows = ask, follows

    async def replies(self, requests: Sequence[Request]) -> list[Reply]:
        parts = [list(_parts(request)) for request in requests]
        small = [part for many in parts for part in many if part.cost <= COST_MAX]
        found: list[Reply] = []
        for run in _runs(small, [part.cost for part in small]):
            found += await self._ask(list(run))
        answered = iter(found)
        made = []
        for request, many in zip(requests, parts, strict=True):
            given = [
                next(answered) if part.cost <= COST_MAX else await self._deep(part) for part in many
            ]
            made.append(_joined(given) if isinstance(request, Records) else given[0])
        return made

    async def _deep(self, request: Request) -> Reply:
        """The reply to a request for one record that is too dear for a call."""
        if not isinstance(request, (Records, Index)):
            [alone] = await self._ask([request])
            return alone
        select = request.select
        first, *rest = _shallow(select)
        asked: Request = replace(request, select=first, targets=())
        [reply] = await self._ask([asked])
        assert isinstance(reply, Answers)  # noqa: S101
        answer = reply.records[0] if reply.records else None
        if answer is None:
            return reply
        for part in rest:
            [more] = await self._ask([Records(part, (answer.id,))])
            assert isinstance(more, Answers)  # noqa: S101
            [also] = more.records
            assert also is not None  # noqa: S101
            answer = msgspec.structs.replace(
                answer, pages=answer.pages + also.pages, lists=answer.lists + also.lists
            )
        answer = msgspec.structs.replace(
            answer,
            pages=await self._filled(answer.id, select.pages, answer.pages),
            lists=await self._filled(answer.id, select.lists, answer.lists),
        )
        follows = self._follows and request.targets
        followed = await self._followed(request, answer) if follows else ()
        return Answers((answer,), followed, reply.score)

    async def _filled(
        self, holder: str, pages: Sequence[Page], rows: Sequence[Rows]
    ) -> tuple[Rows, ...]:
        """Pages of a record, with the records of their items and of what is between."""
        wanted = list[Records]()
        for page, held in zip(pages, rows, strict=True):
            if page.select is not None:
                wanted.append(Records(page.select, held.ids))
            if page.beside is not None:
                between = tuple(f"{item}{OWNER_SEPARATOR}{holder}" for item in held.ids)
                wanted.append(Records(page.beside, between))
        found = iter(await self.replies(wanted))
        return tuple(
            msgspec.structs.replace(
                held,
                records=held.records if page.select is None else _of(next(found)),
                beside=held.beside if page.beside is None else _of(next(found)),
            )
            for page, held in zip(pages, rows, strict=True)
        )

    async def _followed(
        self, request: Records | Index, answer: Answer
    ) -> tuple[tuple[Answer, ...], ...]:
        """What a record refers to, and what that refers to, each once."""
        targets = request.targets
        found: list[dict[str, Answer]] = [{} for _ in targets]
        fresh = [*_references(request.select, answer)]
        while wanted := [*dict.fromkeys(one for one in fresh if one[1] not in found[one[0]])]:
            ids = [tuple(id for at, id in wanted if at == target) for target in range(len(targets))]
            asks = [Records(select, mine) for select, mine in zip(targets, ids, strict=True)]
            fresh = []
            for select, known, reply in zip(targets, found, await self.replies(asks), strict=True):
                for one in _of(reply):
                    known[one.id] = one
                    fresh += _references(select, one)
        return tuple(tuple(known.values()) for known in found)


def _of(reply: Reply) -> tuple[Answer, ...]:
    """The records of a reply; each is there, because it was asked for by its id."""
    assert isinstance(reply, Answers)  # noqa: S101
    return tuple(one for one in reply.records if one is not None)


def _parts(request: Request) -> Iterator[Request]:
    """A request as several, of which each that can be is small."""
    if not isinstance(request, Records) or request.cost <= COST_MAX or len(request.ids) < 2:
        yield request
        return
    at_once = max(COST_MAX // request.cost_of_each, 1)
    for start in range(0, len(request.ids), at_once):
        yield replace(request, ids=request.ids[start : start + at_once])


def _runs(items: Sequence[T], costs: Sequence[int]) -> Iterator[Sequence[T]]:
    """Items in order, as many at once as a call may cost, and one in any case."""
    start = spent = 0
    for at, cost in enumerate(costs):
        if spent and spent + cost > COST_MAX:
            yield items[start:at]
            start, spent = at, 0
        spent += cost
    if start < len(items):
        yield items[start:]


def _shallow(select: Select) -> Iterator[Select]:
    """What to read of a record but for the records of its pages' items; many pages in parts."""
    pages: list[tuple[str, Page]] = [
        *(("pages", _bare(page)) for page in select.pages),
        *(("lists", _bare(page)) for page in select.lists),
    ]
    runs = [*_runs(pages, [page.cost for _, page in pages])] or [()]
    lookups = tuple(lookup._replace(target=None) for lookup in select.lookups)
    whole = replace(select, lookups=lookups)
    for at, run in enumerate(runs):
        mine: dict[str, Any] = {
            part: tuple(page for of, page in run if of == part) for part in ("pages", "lists")
        }
        yield replace(whole, **mine) if at == 0 else Select(select.record, **mine)


def _bare(page: Page) -> Page:
    """A page of ids alone."""
    return replace(page, select=None, target=None, beside=None)


def _references(select: Select, answer: Answer) -> Iterator[tuple[int, str]]:
    """The targets and ids that an answer, or a record in its pages, refers to."""
    for lookup, record_id in zip(select.lookups, answer.lookups, strict=False):
        if lookup.target is not None and isinstance(record_id, str):
            yield lookup.target, record_id
    pages = (
        *zip(select.pages, answer.pages, strict=False),
        *zip(select.lists, answer.lists, strict=False),
    )
    for page, rows in pages:
        if page.target is not None:
            yield from ((page.target, record_id) for record_id in rows.ids)
        for read, records in ((page.select, rows.records), (page.beside, rows.beside)):
            if read is not None:
                for one in records:
                    yield from _references(read, one)


def _joined(parts: Sequence[Reply]) -> Reply:
    """The reply to a request that was asked in parts."""
    if len(parts) == 1:
        return parts[0]
    records: list[Answer | None] = []
    followed: list[dict[str, Answer]] = []
    for part in parts:
        assert isinstance(part, Answers)  # noqa: S101
        records += part.records
        followed = followed or [{} for _ in part.followed]
        for known, many in zip(followed, part.followed, strict=True):
            known.update({one.id: one for one in many})
    return Answers(tuple(records), tuple(tuple(known.values()) for known in followed))
