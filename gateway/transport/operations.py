"""Operations: what is answered on a connection, how that ends, and why a connection does."""

from __future__ import annotations

import asyncio
from enum import IntEnum


class Code(IntEnum):
    """Why a connection is closed."""

    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429
    INTERNAL = 4500
    TOO_SLOW = 4508


class Closed(Exception):
    """The connection ends. code: why, or None when the client ended it."""

    def __init__(self, code: Code | None, reason: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


REASON_BYTES_MAX = 123
"""A close frame has no room for more."""


def reason_of(text: str) -> str:
    """Why a connection is closed, as far as a close frame has room for it."""
    return text.encode()[:REASON_BYTES_MAX].decode(errors="ignore")


INIT_COST = 10
"""To be told who is there costs so many records."""

DROPPED_COST = 100
"""What is begun and ended before it is answered counts as so many records: it was prepared for
nothing, and may be again and again."""


class Operation:
    """What is being answered. begun: whether it is being done, and does not wait in a line."""

    def __init__(self) -> None:
        self.begun = self.dropped = False
        self.task: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Answer it no more. SUBTLE: what the store was asked for it does all the same. So what was
        begun is done to its end, and holds its client's place as long.
        """
        self.dropped = True
        if self.task is not None and not self.begun:
            self.task.cancel()
