"""Readiness: what a gateway can do now, told apart: reads, writes and search.

Traffic is for whoever reads: a log that is away keeps nobody from that, and a pod that left its
Service for it would take the feeds along. What may be asked of it besides is told at its own path.

    /readyz          reads, and once search, which a new gateway must have had
    /readyz/reads    /readyz/writes    /readyz/search
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_READS: Final = frozenset({"start", "store", "views", "clock", "watch"})
_WRITES: Final = _READS | {"log", "full", "tail"}
_SEARCH: Final = _READS | {"search"}

PARTS: Final[Mapping[str, frozenset[str]]] = {
    "reads": _READS,
    "writes": _WRITES,
    "search": _SEARCH,
}
"""Of each, which kinds of trouble stand in its way."""

KINDS: Final = tuple(sorted(frozenset().union(*PARTS.values())))


@dataclass(frozen=True)
class Readiness:
    """What can be done, by the trouble that there is.

    searches: whether this gateway has an index; searched: whether that held all once.
    """

    trouble: Mapping[str, str]
    searches: bool
    searched: bool

    def of(self, part: str) -> bool:
        """Whether it can do one of `PARTS`."""
        if part == "search" and not self.searches:
            return False
        return PARTS[part].isdisjoint(self.trouble)

    @property
    def serves(self) -> bool:
        """Whether it should be asked at all."""
        return self.of("reads") and (self.searched or not self.searches)

    @property
    def shown(self) -> dict[str, bool]:
        """By part."""
        return {part: self.of(part) for part in PARTS if part != "search" or self.searches}
