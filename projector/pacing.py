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
    live_call_ms, replay_call_ms: a call is made no larger than the store has done in such a time.
    abandon_s: a shard that is full and fails for so long keeps the others waiting no more.
    stuck_s: a replica that has merged nothing for so long, and could have, leaves the sharing.
    pending_events_max, pending_bytes_max: reading pauses when a shard's next call carries so much,
    or it and those in flight twice that.
    """

    live_events: int = 500
    live_s: float = 0.005
    idle_s: float = 0.1
    live_call_ms: float = 8.0
    replay_call_ms: float = 16.0
    abandon_s: float = 3.0
    stuck_s: float = 3.0
    check_s: float = 1.0
    discover_s: float = 2.0
    pending_events_max: int = 10_000
    pending_bytes_max: int = 16 << 20


USUAL = Pace()
