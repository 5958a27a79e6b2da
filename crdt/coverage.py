"""Coverage: which sequences of one log are merged. A set of ranges; joining is union.

The *watermark* ends the run that starts at 1: everything up to it is merged. Ranges after it
stand behind a gap, which is to be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crdt.errors import CoverageError

Range: TypeAlias = tuple[int, int]
"""First and last sequence, both included; sequences start at 1."""

_is_coverage = re.compile(r"([1-9][0-9]{0,15}-[1-9][0-9]{0,15}(,(?!\Z)|\Z))*\Z").match


@dataclass(frozen=True, slots=True)
class Coverage:
    """A set of sequences as sorted, disjoint, not adjoining ranges."""

    ranges: tuple[Range, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> Coverage:
        """The union of ranges in any order, overlapping or not.

        Raises:
            CoverageError: a range starts below 1 or ends before it starts.
        """
        joined: list[Range] = []
        for first, last in sorted(ranges):
            if not 1 <= first <= last:
                raise CoverageError(f"range {first}-{last}: expected 1 <= first <= last")
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    @classmethod
    def parse(cls, text: str) -> Coverage:
        """Read `"1-500,600-700"`; the empty text is the empty coverage.

        Raises:
            CoverageError: the text is not of that form.
        """
        if not _is_coverage(text):
            raise CoverageError(f"coverage {text[:60]!r}: expected ranges such as 1-500,600-700")
        parts = (part.split("-") for part in text.split(",") if part)
        return cls.of((int(first), int(last)) for first, last in parts)

    def __str__(self) -> str:
        return ",".join(f"{first}-{last}" for first, last in self.ranges)

    def __contains__(self, sequence: int) -> bool:
        return any(first <= sequence <= last for first, last in self.ranges)

    def join(self, other: Coverage) -> Coverage:
        """The union of both."""
        return Coverage.of(self.ranges + other.ranges)

    def up_to(self, last: int) -> Coverage:
        """What of it is not after a sequence."""
        return Coverage(tuple((a, min(b, last)) for a, b in self.ranges if a <= last))

    @property
    def watermark(self) -> int:
        """The last sequence of the run that starts at 1; 0 when there is none."""
        return self.ranges[0][1] if self.ranges and self.ranges[0][0] == 1 else 0

    @property
    def last(self) -> int:
        """The greatest covered sequence; 0 when there is none."""
        return self.ranges[-1][1] if self.ranges else 0

    @property
    def size(self) -> int:
        """How many sequences are covered."""
        return sum(last - first + 1 for first, last in self.ranges)

    @property
    def gaps(self) -> tuple[Range, ...]:
        """What is missing below the greatest covered sequence."""
        ends = (0, *(last for _, last in self.ranges))
        return tuple(
            (end + 1, first - 1)
            for end, (first, _) in zip(ends, self.ranges, strict=False)
            if end + 1 < first
        )


def lesser(before: Mapping[str, Coverage], later: Mapping[str, Coverage]) -> dict[str, Coverage]:
    """What somebody who read twice can say that he saw, of every log.

    SUBTLE: not what was covered at the later read. The earlier may have read what was stale still.
    """
    return {
        log: min(coverage, later[log], key=lambda one: one.watermark)
        for log, coverage in before.items()
        if log in later
    }
