"""Delivery: a history comes to the same shuffled, repeated and split, and poisons no record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random
from typing import Any, Final

import msgspec

from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.smallest import smallest
from bandstand.check.taken import Failed, Taking
from crdt.errors import LawBroken
from crdt.laws import check_projection
from crdt.meaning import place_of
from crdt.order import NEVER_LATER
from crdt.records import Lattice, Merge
from crdt.stamps import STAMP_LENGTH, parse_stamp, stamp_at
from eventlog.envelope import Event
from views.view import View

_ROUNDS: Final = 2
_MOMENT_S: Final = 0.002
"""So long is waited before a projection is asked again: one that looks at a clock says another."""

_STAMPED: Final = frozenset((Lattice.REGISTERS, Lattice.MAP, Lattice.AMOUNTS, Lattice.OFFERS))


def check_delivery(ask: Ask) -> Result:
    """Look at the projections of all views."""
    taking = Taking(ask.domain)

    def wrong(history: list[Event]) -> str | None:
        try:
            events = taking.taken_of(history)
        except Failed as failed:
            return str(failed)
        for view in ask.domain.views:
            if told := _unlike(view, events) or _late(view, events):
                return told
        return None

    seen = smallest(ask, wrong)
    result = Result(f"{ask.examples:,} histories, shuffled, repeated and split")
    if seen:
        result.findings.append(Finding(seen.told, seen.lines))
    for kind, why in taking.never().items() if not seen else ():
        result.findings.append(
            Finding(
                f"no generated {kind.__name__} was taken ({why}): nothing was checked of it; say "
                "in its fields what they take, or test it by hand",
                is_wrong=False,
            )
        )
    return result


def _unlike(view: View, events: list[Event]) -> str | None:
    """What is said where another delivery comes to something else."""
    answers = [view.project(event) for event in events]
    time.sleep(_MOMENT_S)
    for event, answer in zip(events, answers, strict=True):
        if view.project(event) != answer:
            return (
                f"{_where(view, event)} gives other merges when it is asked again: a projection "
                "reads its event and nothing else, no clock, no chance, no variable"
            )
    try:
        check_projection(view.project, events, Random(0), _ROUNDS)  # noqa: S311
    except LawBroken as broken:
        return f"view {view.name}: {broken}"
    except TypeError as error:
        return f"view {view.name}: two values of one place cannot be compared: {error}"
    return None


def _late(view: View, events: list[Event]) -> str | None:
    """What is said where something is written with a later stamp than its event has."""
    for event in events:
        latest = max([*event.stamps, *_stamps_in(event)])
        for merge in view.project(event):
            stamp = _stamp_of(merge)
            if stamp is not None and latest < stamp < NEVER_LATER:
                slot, record_id, member, _ = merge
                return (
                    f"{_where(view, event)} writes {slot.name} {record_id} {member} with the stamp "
                    f"{stamp}, and its event has {event.at}: whoever writes it next loses. Take "
                    "event.stamp; what is the least or the greatest of many is a Least or Greatest"
                )
    return None


def _where(view: View, event: Event) -> str:
    projection = view.projections[type(event)]
    return f"{place_of(projection)}: {getattr(projection, '__name__', 'a projection')}"


def _stamps_in(event: Event) -> Iterator[str]:
    """All texts in an event that are stamps."""
    waiting: list[Any] = [msgspec.to_builtins(event)]
    while waiting:
        match waiting.pop():
            case dict() as held:
                waiting += held.values()
            case list() as held:
                waiting += held
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
