"""Looks: what a part of a region said last, when, and why it says nothing now.

What does not answer is *unknown since* its last answer, whatever it said then. Imports nothing that
does I/O.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

from bandstand.console.blocks import Blocks
from bandstand.operate.outlook import Outlook
from bandstand.operate.status import Viewed
from eventlog.copies.peers import iso
from eventlog.streams import Head

T = TypeVar("T")

STALE_MS: Final = 10_000
"""What was said longer ago is not what is now, though nobody said that it failed: a look may hang.
"""


@dataclass(frozen=True)
class Look(Generic[T]):
    """One part of a region, as it was seen last.

    seen: what it said; None for nothing yet. at_ms: when. trouble: why it does not answer now;
    empty while it does.
    """

    seen: T | None = None
    at_ms: int | None = None
    trouble: str = ""

    def took(self, seen: T, at_ms: int) -> Look[T]:
        """After it answered."""
        return Look(seen, at_ms)

    def failed(self, trouble: str) -> Look[T]:
        """After it did not: what it said before is kept, and is old."""
        return replace(self, trouble=trouble)

    def unknown(self, now_ms: int) -> str:
        """Since when it is not known how it is, for people; empty while it is known."""
        why = self.trouble
        if not why and self.at_ms is not None and now_ms - self.at_ms > STALE_MS:
            why = "nothing was heard since"
        if self.at_ms is None:
            return f"unknown: {why or 'it was not looked at yet'}"
        return f"unknown since {iso(self.at_ms)}: {why}" if why else ""


@dataclass(frozen=True)
class LogSight:
    """What a region's log server says.

    heads: by log, mirrors among them. seen: what is heard there of processes and other regions.
    """

    heads: Mapping[str, Head]
    seen: Outlook


@dataclass(frozen=True)
class Region:
    """A region, as it was seen last: its log server, its views, and their blocks, by view."""

    name: str
    log: Look[LogSight] = field(default_factory=Look)
    views: Look[Viewed] = field(default_factory=Look)
    blocks: Mapping[str, Look[Blocks]] = field(default_factory=dict)
