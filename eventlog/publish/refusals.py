"""Refusals: what JetStream answers when it stores nothing, and what that means for who publishes.

A refusal is definite: the message that it answers is not stored. Silence is not: it may be. Imports
nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nats.errors import MaxPayloadError
from nats.js.errors import APIError, NoStreamResponseError

SUBJECT_IS_FULL = "maximum messages per subject exceeded"
"""SUBTLE: its code is also that of a stream that is full."""

_SEALED = 10109
_FULL = {
    10002: "the account may store no more",
    10023: "the store of nats-server is full, by max_file_store or its disk",
    10028: "the memory of nats-server is full",
    10047: "the store of nats-server is full, by max_file_store or its disk",
    10077: "the stream is at a limit of its own",
}

_IN_PROCESS = 10158
"""An attempt before is not stored yet, and may be: no refusal."""

_TOO_MANY_REQUESTS = 429


class Why(StrEnum):
    """What a refusal says of the stream.

    full: it takes nothing until there is room, or its limit is raised. sealed: it takes nothing any
    more. passing: it has no leader now, or its server has too much to do. unfit: it does not take
    this message, and may take others.
    """

    FULL = "full"
    SEALED = "sealed"
    PASSING = "passing"
    UNFIT = "unfit"


@dataclass(frozen=True)
class Refusal:
    """Why nothing was stored. text: as the server says it, or for people."""

    why: Why
    text: str


def refusal_of(error: Exception) -> Refusal | None:
    """What an error of the client says of the message that was sent; None when it may be stored."""
    match error:
        case NoStreamResponseError():
            return Refusal(Why.PASSING, "no stream answers; is JetStream on, and the stream there?")
        case MaxPayloadError():
            return Refusal(Why.UNFIT, "larger than the max_payload of nats-server")
        case APIError(code=code, err_code=detail):
            text = str(error.description or error)
            if detail == _IN_PROCESS:
                return None
            if detail == _SEALED:
                return Refusal(Why.SEALED, text)
            if detail in _FULL:
                return Refusal(Why.FULL, f"{_FULL[detail]} ({text})")
            passes = code is None or code >= 500 or code == _TOO_MANY_REQUESTS
            return Refusal(Why.PASSING if passes else Why.UNFIT, text)
    return None
