"""Messages of graphql-transport-ws: what a client says, read within bounds.

Source: the protocol's description in the repository enisdenjo/graphql-ws, PROTOCOL.md.
"""

from __future__ import annotations

from typing import Final

import msgspec

from gateway.transport.arrivals import BODY_BYTES_MAX
from gateway.transport.operations import Closed, Code

PROTOCOL: Final = "graphql-transport-ws"
CREDENTIALS_BYTES_MAX: Final = 48 << 10
"""So large is what says who is there: a token and one of consistency have 16 KiB each."""

BARE_LENGTH_MAX: Final = 4 << 10
"""So long is a message that says nothing but what it is of."""

_LENGTHS_MAX: Final = {
    "connection_init": CREDENTIALS_BYTES_MAX + BARE_LENGTH_MAX,
    "ping": CREDENTIALS_BYTES_MAX + BARE_LENGTH_MAX,
    "subscribe": BODY_BYTES_MAX,
}


class Message(msgspec.Struct):
    """What a client says."""

    type: str
    id: str = ""
    payload: msgspec.Raw = msgspec.Raw(b"null")


_decoder = msgspec.json.Decoder(Message)


def message_of(text: str) -> Message:
    """A message, from a text frame; empty for one of bytes.

    Raises:
        Closed: it is none, or longer than one of its type may be.
    """
    try:
        message = _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError):
        told = f"no message of {PROTOCOL}: that is an object in JSON with a `type`"
        raise Closed(Code.BAD_REQUEST, told) from None
    most = _LENGTHS_MAX.get(message.type, BARE_LENGTH_MAX)
    if len(text) > most:
        told = f"a message of type {message.type[:20]!r} has at most {most:,} characters"
        raise Closed(Code.BAD_REQUEST, told)
    return message
