"""What clients are told in the schema of what they may spend."""

from __future__ import annotations

from typing import Any

import strawberry

from gateway.declare.sources import told
from gateway.reading.sessions import Session


@strawberry.type(
    description="What one client may spend a minute, of all that they ask, and what is left of it. "
    "It is told in the headers `RateLimit-Policy` and `RateLimit` of each answer, too."
)
class RateLimit:
    """One budget of a client."""

    name: str = strawberry.field(description="`reads`, in records, or `writes`, in mutations.")
    limit: int = strawberry.field(description="How much there is for a minute.")
    remaining: int = strawberry.field(description="How much of it is left.")
    resets_in_seconds: int = strawberry.field(description="When more is there at the latest.")


def _left(session: Session) -> list[RateLimit] | None:
    if session.client is None or session.services.budgets is None:
        return None
    left = session.services.budgets.left(session.client)
    budgets = [
        RateLimit(name=name, limit=most, remaining=rest, resets_in_seconds=wait_s)
        for name, (most, rest, wait_s) in left.items()
    ]
    return budgets or None


def rate_limits() -> Any:
    """The field `rateLimits` of a query."""
    return told(_left, doc="What you may spend a minute; null where there is no limit.")
