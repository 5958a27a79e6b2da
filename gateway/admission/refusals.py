"""Refusals: what is too much, counted by what it is too much of."""

from __future__ import annotations

from gateway import metrics
from gateway.errors import TooMany


def refused(limit: str, told: str, *, status: int = 503, again_s: int = 1) -> TooMany:
    """The error that says so.

    Args:
        limit: one of `gateway.metrics.LIMITS`. status: 429 where it is the client's own. again_s:
            after so long it may be asked for again.
    """
    metrics.REFUSED.labels(limit).inc()
    return TooMany(told, status=status, again_s=again_s)
