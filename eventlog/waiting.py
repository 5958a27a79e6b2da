"""Waiting: for an event that somebody sets, or until it is time to look without.

Imports nothing of ours.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def until_set(event: asyncio.Event, timeout_s: float) -> None:
    """Wait until an event is set, so long at most."""
    # SUBTLE: not `wait_for`, which swallows a cancellation that comes as the event is set.
    with suppress(TimeoutError):
        async with asyncio.timeout(timeout_s):
            await event.wait()
