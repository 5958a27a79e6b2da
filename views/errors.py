"""What can go wrong with the views.

ViewsError
├── StoreUnavailable    the store cannot be reached now; trying again may help
├── StoreUnsuitable     the store would lose data: it evicts, or is too old
└── ScriptFailed        a function of the library raised: a fault in code, shown as it came
"""

__all__ = ["ScriptFailed", "StoreUnavailable", "StoreUnsuitable", "ViewsError"]


class ViewsError(Exception):
    """The root of this package's errors."""


class StoreUnavailable(ViewsError):
    """The store cannot be reached, is loading, or refuses writes now."""


class StoreUnsuitable(ViewsError):
    """The store's settings would lose data. The message names the setting and its cure."""


class ScriptFailed(ViewsError):
    """A function of the library raised. Its earlier writes stand; the next call mends them."""
