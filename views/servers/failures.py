"""Failures: what the client of the store raises, in this package's words, and counted."""

from __future__ import annotations

import os
import re

from redis.exceptions import (
    AskError,
    AuthenticationError,
    ClusterDownError,
    InvalidResponse,
    MasterDownError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TryAgainError,
)

from views import metrics
from views.errors import ScriptFailed, StoreUnavailable, StoreUnsuitable, ViewsError
from views.servers.access import BadAccess

_PASSING = (
    AskError,
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    TryAgainError,
)
_PASSING_CODES = frozenset({"MISCONF", "BUSY", "NOREPLICAS"})
"""Replies that pass when an operator or time has mended the store."""

_CREDENTIALS = "check the credentials in REDIS_URL, or REDIS_USER and REDIS_PASSWORD_FILE"
_ALLOW = "let this user do that: see `bandstand permissions --help`"


def explained(error: Exception, place: str) -> ViewsError:
    """An exception of the client, in this package's words; it is counted."""
    told = _explained(error, place)
    kind = {StoreUnavailable: "unavailable", StoreUnsuitable: "unsuitable"}.get(
        type(told), "failed"
    )
    # What is loaded again, or read again, is none.
    if not any(usual in str(told) for usual in ("Function not found", "healed: ")):
        metrics.ERRORS.labels(kind).inc()
    return told


def _explained(error: Exception, place: str) -> ViewsError:
    if isinstance(error, BadAccess):
        return StoreUnavailable(f"{place}: {error}")
    if isinstance(error, AuthenticationError):
        return StoreUnsuitable(f"{place}: {error}; {_CREDENTIALS}")
    if isinstance(error, NoPermissionError):
        return StoreUnsuitable(f"{place}: {error}; {_ALLOW}")
    if isinstance(error, ResponseError) and "DB index" in str(error):
        return StoreUnsuitable(f"{place}: it has no such database; correct REDIS_URL")
    if isinstance(error, InvalidResponse):
        return StoreUnavailable(f"{place}: the server there is neither Redis nor Valkey")
    if isinstance(error, ResponseError):
        passing = isinstance(error, _PASSING) or str(error).partition(" ")[0] in _PASSING_CODES
        return StoreUnavailable(f"{place}: {error}") if passing else ScriptFailed(str(error))
    return StoreUnavailable(f"{place}: {_plain(error) or 'no answer in time'}")


def _plain(error: Exception) -> str:
    """What an error says, for people: without its number, and the address that stands before it."""
    found = re.fullmatch(r"Error (\S.*?) connecting to .*?\.(?: (.*?)\.?)?", str(error), re.DOTALL)
    if found is None:
        return str(error)
    number = found[1]
    return os.strerror(int(number)) if number.isdecimal() else found[2] or number
