"""Ranking: how hot something is, and which articles count on a board."""

from __future__ import annotations

from enum import Enum

from views.derive.language import day, log10, month, ms_of, week


class Window(Enum):
    """Of which articles the bumps count on a board: of all, or of those published then."""

    ALL = "ALL"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


WINDOWS = {Window.ALL: None, Window.DAY: day, Window.WEEK: week, Window.MONTH: month}


def hot(bumps: int, comments: int, at: int | None) -> int:
    """How hot an article is: ten times the bumps are worth 12.5 hours.

    `1e6 × log10(1 + bumps + 2·comments) + 1e6 × seconds / 45000`, each part an integer.

    Args:
        at: the score of when it was published.
    """
    return log10(1 + bumps + 2 * comments, 1_000_000) + ms_of(at) // 45
