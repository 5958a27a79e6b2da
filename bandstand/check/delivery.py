"""Delivery: a history comes to the same shuffled, repeated and split, and poisons no record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any, Final

import msgspec

from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.smallest import smallest
from bandstand.check.taken import Failed, Projected, Taking, projected, where_of
from crdt.errors import LawBroken
from crdt.laws import check_projection
from crdt.order import NEVER_LATER, Value
from crdt.records import Lattice, Merge, Slot
from crdt.stamps import STAMP_LENGTH, parse_stamp, stamp_at, stamp_of
from eventlog.envelope import Event

_ROUNDS: Final = 2
_MOMENT_S: Final = 0.002
"""So long is waited before a projection is asked again: one that looks at a clock says another."""

_ADVICE: Final = (
    "Take event.stamp; what is the least or the greatest of many is a Least or a Greatest"
)

_STAMPED: Final = frozenset((Lattice.REGISTERS, Lattice.MAP, Lattice.AMOUNTS, Lattice.OFFERS))


def check_delivery(ask: Ask) -> Result:
    """Look at the projections of all views, and at those of the index."""
    taking, groups = Taking(ask.domain), projected(ask.domain)

    def wrong(history: list[Event]) -> str | None:
        try:
            events = taking.taken_of(history)
        except Failed as failed:
            return str(failed)
        for group in groups:
            if told := _unlike(group, events) or _late(group, events):
                return told
        return None

    def odd(history: list[Event]) -> str | None:
        events = taking.taken_of(history)
        return next(filter(None, (_early(group, events) for group in groups)), None)

    result = Result(f"{ask.examples:,} histories, shuffled, repeated and split")
    if seen := smallest(ask, wrong):
        result.findings.append(Finding(seen.told, seen.lines))
        return result
    if seen := smallest(ask, odd):
        result.findings.append(Finding(seen.told, seen.lines, is_wrong=False))
    for kind, (why, projection) in taking.never().items():
        told = (
            f"no generated {kind.__name__} was taken ({why}): nothing was checked of it; say in "
            "its fields what they take, or test it by hand"
        )
        if projection is not None:
            told = (
                f"{where_of(projection)} makes nothing of any generated {kind.__name__} ({why}): "
                "each would be refused; mend it, or say in the event's fields what they take"
            )
        result.findings.append(Finding(told, is_wrong=projection is not None))
    return result


def _unlike(group: Projected, events: list[Event]) -> str | None:
    """What is said where another delivery comes to something else."""
    answers = [group.project(event) for event in events]
    time.sleep(_MOMENT_S)
    for event, answer in zip(events, answers, strict=True):
        if group.project(event) != answer:
            return (
                f"{_where(group, event)} gives other merges when it is asked again: a projection "
                "reads its event and nothing else, no clock, no chance, no variable"
            )
    try:
        check_projection(group.project, events, Random(0), _ROUNDS)  # noqa: S311
    except LawBroken as broken:
        return f"{group.name}: {broken}"
    except TypeError as error:
        return f"{group.name}: two values of one place cannot be compared: {error}"
    return None


def _late(group: Projected, events: list[Event]) -> str | None:
    """What is said where something is written with a later stamp than all that its event has."""
    for event, merge, stamp in _strange(group, events):
        if stamp > max(_known(event)):
            return f"{_told(group, event, merge, stamp)}: whoever writes it next loses. {_ADVICE}"
    return None


def _early(group: Projected, events: list[Event]) -> str | None:
    """What is said where two write differently with a stamp that neither event has."""
    first = dict[tuple[Slot, str, str], Value]()
    for event, merge, stamp in _strange(group, events):
        slot, record_id, member, value = merge
        if first.setdefault((slot, record_id, member), value) != value:
            told = _told(group, event, merge, stamp)
            return f"{told}: of two who write it, it is not the later who wins. {_ADVICE}"
    return None


def _strange(group: Projected, events: list[Event]) -> Iterator[tuple[Event, Merge, str]]:
    """Each merge with a stamp that its event does not have."""
    for event in events:
        known = _known(event)
        for merge in group.project(event):
            stamp = _stamp_of(merge)
            if stamp is not None and stamp not in known and stamp < NEVER_LATER:
                yield event, merge, stamp


def _known(event: Event) -> set[str]:
    return {*event.stamps, *_stamps_in(event)}


def _told(group: Projected, event: Event, merge: Merge, stamp: str) -> str:
    slot, record_id, member, _ = merge
    return (
        f"{_where(group, event)} writes {slot.name} {record_id} {member} with the stamp {stamp}, "
        f"and its event has {event.at}"
    )


def _where(group: Projected, event: Event) -> str:
    return where_of(group.projections[type(event)])


def _stamps_in(event: Event) -> Iterator[str]:
    """All that is a stamp or a time in an event, as stamps."""
    waiting: list[Any] = [event]
    while waiting:
        match waiting.pop():
            case msgspec.Struct() as held:
                waiting += msgspec.structs.asdict(held).values()
            case dict() as held:
                waiting += held.values()
            case list() as held:
                waiting += held
            case datetime() as when:
                yield stamp_of(round(when.timestamp() * 1000))
            case str() as text if len(text) == STAMP_LENGTH:
                try:
                    yield parse_stamp(text)
                except ValueError:
                    continue


def _stamp_of(merge: Merge) -> str | None:
    """The stamp of a merge; None where it has none."""
    slot, _, member, value = merge
    if slot.lattice in _STAMPED and isinstance(value, str):
        unstamped = slot.lattice is Lattice.REGISTERS and member in slot.record.unstamped
        return None if unstamped else value[:STAMP_LENGTH]
    if slot.lattice in (Lattice.ELEMENTS, Lattice.TOLD) and isinstance(value, tuple):
        return stamp_at(value[0])
    return None
