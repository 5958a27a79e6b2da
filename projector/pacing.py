"""Pacing: how long a projector gathers before a call, and how often it looks.

Imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long to gather before a call.

    live_events, live_s: a touched shard is called at so many events, or after this time.
    idle_s: an untouched shard is told what was read this often; at once when a token waits.
    pending_events_max, pending_bytes_max: reading pauses when a shard's next call carries so much,
    or it and those in flight twice that.
    """

    live_events: int = 500
    live_s: float = 0.005
    idle_s: float = 0.1
    check_s: float = 1.0
    discover_s: float = 2.0
    pending_events_max: int = 10_000
    pending_bytes_max: int = 16 << 20


USUAL = Pace()
