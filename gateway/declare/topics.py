"""Topics: whose changes can change what a source reads, for whoever waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crdt.records import OWNER_SEPARATOR, Record
from gateway.declare.entities import entity_of
from gateway.declare.fields import Listed
from gateway.declare.sources import (
    Identified,
    Latest,
    Merged,
    Named,
    Ranked,
    Searched,
    Wanted,
)
from views.derive.places import List, Place
from views.derive.program import taken_by


class Topic(NamedTuple):
    """Whose changes matter: those of a record, and of what it owns; without an id, of a kind."""

    record: type[Record]
    id: str | None = None


def topics_of(wanted: Wanted) -> Iterator[Topic]:
    """Whose changes can change what a source reads."""
    match wanted:
        case Identified(type=cls, id=record_id):
            yield _topic(entity_of(cls).record, record_id)
        case Named(type=cls, index=index):
            yield from (_topic(index.holder), _topic(entity_of(cls).record))
        case Latest(list=place, of=of) | Ranked(listed=Listed(place=List() as place), of=of):
            itself = Topic(place.holder, of) if place.hints else _topic(place.holder, of)
            yield from tuple(moved_by(place)) or (itself,)
        case Ranked(listed=Merged(target=target, lists=lists)):
            yield _topic(entity_of(target()).record)
            yield from (_topic(one.field.slot.record, one.id) for one in lists if one.field)
        case Ranked(listed=listed):
            yield _topic(entity_of(listed.target()).record)
        case Searched(types=types):
            yield from (_topic(entity_of(cls).record) for cls in types)
        case list():
            for one in wanted:
                yield from topics_of(one) if isinstance(one, (Identified, Named)) else ()


def moved_by(place: Place) -> Iterator[Topic]:
    """Whose changes can change what a record holds, besides its own and of what it owns."""
    taken = taken_by(place)
    if taken is not None and not taken.near and not getattr(place, "hints", False):
        yield _topic(taken.record)


def _topic(record: type[Record], record_id: str | None = None) -> Topic:
    """A record's topic: what is owned is heard of by its owner."""
    if record.owner is None:
        return Topic(record, record_id)
    return Topic(record.owner, record_id and record_id.partition(OWNER_SEPARATOR)[0])
