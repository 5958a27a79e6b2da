"""Framing: how the messages of one operation are parted in an answer that goes on.

    event stream    event: next          multipart    --graphql
                    id: TOKEN                         Content-Type: application/json
                    data: {"data": …}
                                                      {"payload": {"data": …}}
                                                      --graphql

In an event stream of several operations the data are `{"id": …, "payload": …}`, with the id of one.

Sources: PROTOCOL.md of the repository enisdenjo/graphql-sse; Apollo's
*multipart protocol for GraphQL subscriptions*, 1.0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from gateway.transport.accept import STREAM

_json = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Framing:
    """A form: its media type, and what is written for a message, now and then, and in the end.

    first: what is written before anything. message: of its JSON, and of the token with which a
    client goes on that connects again, if there is one. keep: what a client passes over.
    """

    kind: str
    first: bytes
    message: Callable[[bytes, str | None], bytes]
    keep: bytes
    complete: bytes


def _event(message: bytes, token: str | None) -> bytes:
    """A message as an event. Its id is the token, which a browser sends when it connects again."""
    named = b"id: %b\n" % token.encode() if token else b""
    return b"event: next\n%bdata: %b\n\n" % (named, message)


_PART: Final = b"\r\nContent-Type: application/json\r\n\r\n%b\r\n--graphql"
"""SUBTLE: a part is there for its reader when the next boundary is: so that comes with it."""


def _part(message: bytes, _: str | None) -> bytes:
    return _PART % (b'{"payload":%b}' % message)


EVENTS: Final = Framing(
    kind=f"{STREAM}; charset=utf-8",
    first=b"",
    message=_event,
    keep=b":\n\n",
    complete=b"event: complete\ndata:\n\n",
)
PARTS: Final = Framing(
    kind='multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
    first=b"--graphql",
    message=_part,
    keep=_PART % b"{}",
    complete=b"--\r\n",
)


ONE_PART: Final = 'multipart/mixed;boundary="graphql"'
"""The media type of an answer that is one part, and whole."""

WHOLE: Final = b',"hasNext":false'
"""What such an answer says besides, before its last brace: that no more comes."""


def in_one_part(answer: bytes) -> bytes:
    """A whole answer for who takes parts alone."""
    return b"--graphql\r\nContent-Type: application/json\r\n\r\n%b\r\n--graphql--\r\n" % answer


def events_of(id: str) -> Framing:
    """The events of one operation among others, by its id."""
    start = b'event: next\ndata: {"id":%b,"payload":' % _json(id)
    return replace(
        EVENTS,
        message=lambda message, _: b"%b%b}\n\n" % (start, message),
        complete=b'event: complete\ndata: {"id":%b}\n\n' % _json(id),
    )
