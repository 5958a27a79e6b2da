"""Replies: what came of a wave, and what it leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from gateway.compiler.plan import EntityPlan
from gateway.compiler.positions import PageAt, ReferenceAt
from views.reading.answers import Answer, Answers
from views.reading.selections import Index, Records
from views.reading.waves import Reply

T = TypeVar("T")


def references(entity: EntityPlan, answer: Answer) -> Iterator[tuple[int, str]]:
    """The targets and ids that an answer, or a record in its pages, refers to."""
    for at in (*entity.fields.values(), *entity.others.values()):
        if isinstance(at, ReferenceAt) and at.target is not None:
            record_id = answer.lookups[at.at]
            if isinstance(record_id, str):
                yield at.target, record_id
        elif isinstance(at, PageAt):
            page, rows = at.page, getattr(answer, at.part)[at.at]
            if page.target is not None:
                yield from ((page.target, record_id) for record_id in rows.ids)
            for record in rows.records:
                yield from references(page.item, record)
            if page.beside is not None:
                for record in rows.beside:
                    yield from references(page.beside, record)


def known_of(request: Records | Index) -> Reply:
    """What is known of records without a read: their ids."""
    ids = request.ids if isinstance(request, Records) else ()
    return Answers(tuple(Answer(record_id) for record_id in ids))


def first_of(reply: Reply) -> Answer | None:
    """The one record of a reply."""
    [answer] = cast(Answers, reply).records
    return answer


async def settled(futures: Iterable[asyncio.Future[T]]) -> list[T | Exception]:
    """What came of some futures.

    SUBTLE: `gather` would give it a turn later, and whoever asks next would miss the wave that
    others join.
    """
    results: list[T | Exception] = []
    for future in list(futures):
        try:
            results.append(await future)
        except Exception as error:  # noqa: BLE001
            results.append(error)
    return results


def all_of(results: Iterable[T | Exception]) -> list[T]:
    """What came of some, all of which must have come.

    Raises:
        Exception: the first that did not.
    """
    found: list[T] = []
    for one in results:
        if isinstance(one, Exception):
            raise one
        found.append(one)
    return found
