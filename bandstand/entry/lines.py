"""Lines: events as people write them, a JSON object a line, and all that is wrong with one.

What an entry adds to an event is added here; what the codec would say in its own words is said for
people.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec

from eventlog.checks.keys import key_twice
from eventlog.checks.notation import why_no_json
from eventlog.clock import Clock
from eventlog.envelope import EVENT_BYTES_MAX, Codec, Event, event_id, screen
from eventlog.errors import EventRejected, Fault

_LINE_BYTES_MAX = EVENT_BYTES_MAX + 1024
_CHUNK_BYTES = 1 << 20
_TYPE_LENGTH_MAX = 60

_UNREADABLE = "a text in it has half of a character (a lone surrogate): leave that out"

_LEFT_OUT = {
    "id": "leave it out, and the event gets one",
    "at": "leave it out, and the event is stamped now",
    "region": "leave it out, and it is the region of the log",
    "v": "leave it out for version 1",
}
"""What an event has that nobody need give."""


async def lines_of(descriptor: int) -> AsyncIterator[list[bytes]]:
    """The lines of a file or pipe, as many as there are now; of one too long, its beginning."""
    rest = b""
    while chunk := await _chunk(descriptor):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LINE_BYTES_MAX]
        yield lines
    yield [rest]


async def _chunk(descriptor: int) -> bytes:
    """What can be read now; at least something, but at the end."""
    loop, there = asyncio.get_running_loop(), asyncio.Event()
    # SUBTLE: a pipe is waited for without blocking, or the connection would starve and the first
    # Ctrl-C go unheard. A regular file never blocks, and cannot be waited for.
    with suppress(PermissionError):
        loop.add_reader(descriptor, there.set)
        try:
            await there.wait()
        finally:
            loop.remove_reader(descriptor)
    return os.read(descriptor, _CHUNK_BYTES)


@dataclass(frozen=True)
class Entry:
    """By what a line becomes an event of a region.

    admit: cleans it. check: refuses what no projector could project.
    """

    codec: Codec
    region: str
    admit: Callable[[Event], Event]
    check: Callable[[Event], None]


def event_of(line: bytes, entry: Entry, clock: Clock) -> Event:
    """The event of a line, with what an entry adds, cleaned.

    Raises:
        EventRejected: it is none; the message names all that is wrong with it.
        Unprojectable: it would be parked.
        ClockError: a stamp in it is too far ahead.
    """
    line = line.strip()
    if len(line) > EVENT_BYTES_MAX:
        raise EventRejected(f"over {EVENT_BYTES_MAX:,} bytes: an event is no longer than that")
    screen(line)
    fields, now = object_in(line), clock.next()
    _know(fields.get("type"), entry.codec)
    given = {
        "id": event_id(clock.now_ms(), os.urandom(10)),
        "at": now,
        "region": entry.region,
        **fields,
    }
    try:
        event = entry.codec.decode(msgspec.json.encode(given))
    except EventRejected as rejected:
        raise _explained(_with_others(rejected, entry, given)) from None
    for stamp in event.stamps:
        clock.receive(stamp)
    event = entry.admit(event.entered(now))
    # SUBTLE: cleaning can lengthen a text, or leave nothing of it.
    entry.codec.encode(event)
    entry.check(event)
    return event


def _know(kind: object, codec: Codec) -> None:
    """Refuse a type that is no event's, and name what it may have been meant for.

    Raises:
        EventRejected: it is none's.
    """
    if isinstance(kind, str) and kind and kind not in codec.types:
        near = get_close_matches(kind[:_TYPE_LENGTH_MAX], codec.types, n=1)
        meant = f"did you mean {near[0]!r}?" if near else "`bandstand events` lists them"
        shown = kind[:_TYPE_LENGTH_MAX]
        raise EventRejected(f"type {shown!r} is not one of this domain's events; {meant}")


def _with_others(rejected: EventRejected, entry: Entry, given: dict[str, Any]) -> EventRejected:
    """The same refusal, with what the entry asks besides of the fields that fit."""
    kind = entry.codec.types.get(str(given.get("type")))
    if kind is None or not rejected.faults:
        return rejected
    wrong = {str(fault.path[0]) for fault in rejected.faults}
    fields: dict[str, Any] = {
        name: None if name in wrong else given[name]  # An entry lets pass what is no text.
        for name in kind.__struct_fields__
        if name in given or name in wrong
    }
    try:
        entry.admit(kind(**fields))
    except EventRejected as others:
        return EventRejected(*rejected.faults, *others.faults)
    except (TypeError, ValueError):
        pass  # What does not fit at all is said already.
    return rejected


def object_in(line: bytes) -> dict[str, Any]:
    """The JSON object that a line is.

    Raises:
        EventRejected: it is none.
    """
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise EventRejected(why_no_json(line) or f"not JSON: {_UNREADABLE}") from error
    if (key := key_twice(line, found)) is not None:
        raise EventRejected(f"the key {key} stands twice in one object: leave one of them out")
    if not isinstance(found, dict):
        raise EventRejected("expected a JSON object, in braces")
    return found


def _explained(rejected: EventRejected) -> EventRejected:
    """The same refusal, with what may be left out."""
    faults = [
        Fault(fault.path, f"{fault.message}; {_LEFT_OUT[str(fault.path[0])]}")
        if fault.path[0] in _LEFT_OUT
        else fault
        for fault in rejected.faults
    ]
    return EventRejected(*faults) if faults else rejected
