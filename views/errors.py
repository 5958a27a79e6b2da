"""What can go wrong with the views.

ViewsError
├── BadView             a view is declared wrong; it says where, and the way out
│   └── Misdeclared     a place or a derivation is: with file and line
├── StoreUnavailable    the store cannot be reached now; trying again may help
├── StoreUnsuitable     the store would lose data: it evicts, or is too old
├── PageTooDeep         a page of totals over many shards lies too deep to be found
├── TooMuch             what is asked for is longer than may be read at once
├── Superseded          a delta holds what was read from a log before it was healed
└── ScriptFailed        a function of the library raised: a fault in code, shown as it came
"""

from typing import ClassVar

__all__ = [
    "BadView",
    "Misdeclared",
    "PageTooDeep",
    "ScriptFailed",
    "StoreUnavailable",
    "StoreUnsuitable",
    "Superseded",
    "TooMuch",
    "ViewsError",
]


class ViewsError(Exception):
    """The root of this package's errors."""


class BadView(ViewsError):
    """A view, a record or a projection is declared wrong. The message says the way out.

    exit_code: that of a process that cannot run so, and need not be tried again.
    """

    exit_code: ClassVar[int] = 2


class Misdeclared(BadView, TypeError):
    """A declaration is wrong. The message names it, with its file and line, and the way out."""


class StoreUnavailable(ViewsError):
    """The store cannot be reached, is loading, or refuses writes now."""


class StoreUnsuitable(ViewsError):
    """The store's settings would lose data. The message names the setting and its cure."""


class PageTooDeep(ViewsError):
    """What is asked for lies too deep in a list of totals. The message says what to do."""


class TooMuch(ViewsError):
    """What is asked for is longer than may be read at once. Nothing of it came."""


class Superseded(ViewsError):
    """A log was healed since the delta was read. Drop the delta, and read again."""


class ScriptFailed(ViewsError):
    """A function of the library raised. Its earlier writes stand; the next call mends them."""
