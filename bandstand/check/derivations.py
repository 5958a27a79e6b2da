"""Derivations: the store's Lua derives what Python does, on 1 and on 7 shards, however it comes."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Final

from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.smallest import Seen, smallest
from bandstand.check.taken import Failed, Taking
from bandstand.testing.deliveries import brought
from bandstand.testing.stores import by_hand, opened
from crdt.meaning import place_of
from crdt.records import Record
from crdt.states import State
from eventlog.envelope import Event
from views.audit import placements
from views.derive import checked
from views.derive.places import declared_of
from views.errors import ViewsError
from views.shards import Shards
from views.view import View

SHARDS: Final = (1, 7)
_DIFFERENCES_SHOWN: Final = 5


def check_derivations(ask: Ask) -> Result:
    """Bring histories into a store, and compare it with the plain fold."""
    result = Result(f"{ask.examples:,} histories in a store, on {SHARDS[0]} and {SHARDS[1]} shards")
    failing, fine = dict[type[Record], View](), set[type[Record]]()
    for view in ask.domain.views:
        for shards in SHARDS:
            with asyncio.Runner() as runner:
                try:
                    seen = runner.run(_differs(ask, view, shards, failing, fine))
                except ViewsError as error:
                    result.findings.append(Finding(f"view {view.name}: {error}"))
                    break
            if seen:
                result.findings.append(Finding(seen.told, seen.lines))
                break
    result.findings += [
        _failure(ask, view, record, is_wrong=record not in fine) for record, view in failing.items()
    ]
    return result


async def _differs(
    ask: Ask,
    view: View,
    shards: int,
    failing: dict[type[Record], View],
    fine: set[type[Record]],
) -> Seen | None:
    """The smallest history that the store makes something else of. failing: gets the records whose
    derivation fails for some history. fine: those of which it fails not for some record.
    """
    taking, loop = Taking(ask.domain), asyncio.get_running_loop()
    async with opened(ask.store_url, view, shards) as store, by_hand(ask.store_url) as redis:

        async def look(events: list[Event]) -> str | None:
            await redis.flushdb()
            try:
                found = await brought(store, events, Random(0))  # noqa: S311
            except ViewsError as error:
                return f"view {view.name} on {shards} shards: {error}"
            if not found:
                return None
            told = "\n".join(map(str, found[:_DIFFERENCES_SHOWN]))
            what = "the Lua by hand and its twin" if _by_hand(view) else "the store and Python"
            return f"view {view.name} on {shards} shards: {what} say different things:\n{told}"

        def wrong(history: list[Event]) -> str | None:
            try:
                events = taking.taken_of(history)
            except Failed:
                return None  # It is said of the delivery.
            failed, well = _failed(view, events)
            failing.update(dict.fromkeys(failed, view))
            fine.update(well)
            return asyncio.run_coroutine_threadsafe(look(events), loop).result()

        return await loop.run_in_executor(None, lambda: smallest(ask, wrong))


def _by_hand(view: View) -> bool:
    found = [declared_of(record) for record in view.records]
    return any(one is not None and one.lua is not None for one in found)


def _failed(view: View, events: list[Event]) -> tuple[dict[type[Record], str], set[type[Record]]]:
    """The records whose derivation fails for some id, and the first reason; and those of which it
    does not for some.
    """
    state = State(merge for event in events for merge in view.project(event))
    found, fine = dict[type[Record], str](), set[type[Record]]()
    for _, record, record_id, placement in placements(view, Shards(1), state):
        if placement.failed:
            found.setdefault(record, f"{record.kind} {record_id} ({_why(placement.failed)})")
        else:
            fine.add(record)
    return found, fine


def _why(failed: str) -> str:
    """Why a derivation gave nothing, without the name of what a checked operator raises."""
    return failed.removeprefix(f"{checked.Failed.__name__}: ")


def _failure(ask: Ask, view: View, record: type[Record], *, is_wrong: bool) -> Finding:
    """That a derivation fails, and for which history. That is legal, but not for every record."""
    taking = Taking(ask.domain)

    def fails(history: list[Event]) -> str | None:
        try:
            return _failed(view, taking.taken_of(history))[0].get(record)
        except Failed:
            return None

    seen = smallest(ask, fails)
    declared = declared_of(record)
    where = place_of(declared.function) if declared else record.__name__
    one = seen.told if seen else record.kind
    told = (
        f"the derivation fails for {one}: such a record stands in no list, which blocks nothing; "
        "if it should stand somewhere, look at what may be absent"
    )
    if is_wrong:
        told = (
            f"the derivation fails for every {record.kind} that was generated, such as {one}: "
            "none would stand in any list; look at what it reads, and of which type that is"
        )
    return Finding(f"{where}: {told}", seen.lines if seen else (), is_wrong=is_wrong)
