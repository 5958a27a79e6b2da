"""Times that an event tells: when something was done, or begins, as scores and ties hold it.

Imports nothing of ours but `eventlog`.
"""

from __future__ import annotations

from datetime import datetime
from math import floor
from typing import Annotated, Final

from msgspec import Meta

from eventlog.envelope import Event
from eventlog.errors import EventRejected, Fault

SECONDS: Final = 2**33
"""So many seconds there are from 1970 on, until March 2242: `BestBoard(ties=SECONDS)`."""

_MEANS: Final = "a time from 1970 to February 2242"

Time = Annotated[datetime, Meta(tz=True, description=_MEANS)]
"""A time with its offset from UTC. `unix_s` refuses what lies beyond the years that it names."""


def unix_s(event: Event, field: str) -> int:
    """A time of an event, for its projection: in whole seconds since 1970, below `SECONDS`.

    Args:
        field: of the event, a `Time`.

    Raises:
        EventRejected: it lies beyond. So a mutation refuses it, and what has it in the log is
            parked; no derivation meets it.
    """
    at: datetime = getattr(event, field)
    at_s = floor(at.timestamp())
    if not 0 <= at_s < SECONDS:
        raise EventRejected(Fault((field,), f"give {_MEANS}; this is in {at.year}"))
    return at_s
