"""Told: what somebody is told, and was not shown yet."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from crdt.records import Record
from gateway.reading.sessions import Session
from views.reading.answers import Missing
from views.reading.selections import Unseen


async def unseen(session: Session, record: type[Record], request: Unseen) -> list[Missing]:
    """For a writer: what somebody is told by records of a kind, and was not shown."""
    store, left = session.services.store_of(record), request.most
    found: list[Missing] = []
    asks = [request]
    # What is more than one call looks at is gone on with.
    while asks and left > 0:
        ask = replace(asks.pop(), most=left)
        rows = cast("tuple[Missing, ...]", await session.ask(store, ask))
        more = [one for one in rows if one.set]
        found += more
        left -= sum(len(one.members) for one in more)
        asks += [
            replace(request, ids=(one.id,), start=one.rest, set=one.set)
            for one in more
            if one.rest is not None
        ]
        if others := tuple(one.id for one in rows if not one.set):
            asks.append(replace(request, ids=others))
    return found
