"""Lines: events as people write them, a JSON object a line, and all that is wrong with one.

What an entry adds to an event is added here; what the codec would say in its own words is said for
people.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import msgspec

from eventlog.clock import Clock
from eventlog.envelope import EVENT_BYTES_MAX, Codec, Event, event_id, screen
from eventlog.errors import EventRejected, Fault
from eventlog.notation import why_no_json

_LINE_BYTES_MAX = EVENT_BYTES_MAX + 1024
_CHUNK_BYTES = 1 << 20

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


def event_of(
    line: bytes, codec: Codec, clock: Clock, region: str, admit: Callable[[Event], Event]
) -> Event:
    """The event of a line, with what an entry adds, cleaned.

    Raises:
        EventRejected: it is none; the message names all that is wrong with it.
        ClockError: a stamp in it is too far ahead.
    """
    line = line.strip()
    if len(line) > EVENT_BYTES_MAX:
        raise EventRejected(f"over {EVENT_BYTES_MAX:,} bytes: an event is no longer than that")
    screen(line)
    fields, now = object_in(line), clock.next()
    given = {
        "id": event_id(clock.now_ms(), os.urandom(10)),
        "at": now,
        "region": region,
        **fields,
    }
    try:
        event = codec.decode(msgspec.json.encode(given))
    except EventRejected as rejected:
        raise _explained(rejected) from None
    for stamp in event.stamps:
        clock.receive(stamp)
    event = admit(event.entered(now))
    # SUBTLE: cleaning can lengthen a text, or leave nothing of it.
    codec.encode(event)
    return event


def object_in(line: bytes) -> dict[str, Any]:
    """The JSON object that a line is.

    Raises:
        EventRejected: it is none.
    """
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise EventRejected(why_no_json(line) or "not JSON") from None
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
