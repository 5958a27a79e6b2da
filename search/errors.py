"""What can go wrong with searching.

SearchError
├── BadQuery            a text holds nothing to search for, or too much
├── TooSlow             an answer was not found in time
├── NotComparable       an index and the logs do not meet, so that nothing can be said of them
└── IndexUnavailable    the index cannot be read now: it is being made, or somebody writes
    └── IndexBroken     its file is no index, or a damaged one: it is made anew
"""

import msgspec

__all__ = [
    "BadQuery",
    "IndexBroken",
    "IndexUnavailable",
    "NotComparable",
    "SearchError",
    "TooSlow",
    "damage_of",
]


class SearchError(Exception):
    """The root of this package's errors."""


class BadQuery(SearchError):
    """A text holds nothing to search for, or too much."""


class TooSlow(SearchError):
    """An answer was not found in time."""


class NotComparable(SearchError):
    """An index and the logs do not meet."""


class IndexUnavailable(SearchError):
    """The index cannot be read now."""


class IndexBroken(IndexUnavailable):
    """The index's file is no index, or a damaged one."""


def damage_of(error: Exception) -> str:
    """What is wrong with an index's file, for people: a decoder speaks of its own types."""
    if isinstance(error, msgspec.MsgspecError):
        return "something in it is not as it was written"
    return str(error)
