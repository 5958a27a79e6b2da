"""Relay's conventions: global ids, keyset cursors, connections."""

from __future__ import annotations

import base64
import binascii
from binascii import b2a_base64
from typing import Generic, TypeVar

import msgspec
import strawberry

from eventlog.envelope import ID_LENGTH_MAX
from gateway.errors import BadInput
from views.selections import Cursor

FIRST_DEFAULT = 20
FIRST_MAX = 100
_ID_BYTES_MAX = 4 * (2 * ID_LENGTH_MAX + 1)

T = TypeVar("T")
_json = msgspec.json.Encoder().encode
_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def global_id(type_name: str, record_id: str) -> str:
    """The Relay id: base64 of `Type:id`."""
    return b2a_base64(f"{type_name}:{record_id}".encode(), newline=False).decode()


def parse_global_id(text: str) -> tuple[str, str]:
    """The type and the id in a Relay id.

    Raises:
        BadInput: it is not one.
    """
    try:
        if len(text) > 2 * _ID_BYTES_MAX:
            raise ValueError("too long")
        type_name, colon, record_id = base64.b64decode(text, validate=True).decode().partition(":")
        if not (type_name and colon and record_id) or "\x00" in record_id:
            raise ValueError("no type and id in it")
    except (ValueError, binascii.Error):
        raise BadInput(f"id {text[:60]!r} is not a global id: expected base64 of Type:id") from None
    return type_name, record_id


def cursor(place: str, score: int, record_id: str) -> str:
    """A keyset cursor: where in which list an item stands."""
    wire = b2a_base64(_json((place, score, record_id)), newline=False)
    return wire.translate(_URL_SAFE).rstrip(b"=").decode()


_cursor = msgspec.json.Decoder(tuple[str, int, str])


def parse_cursor(text: str, place: str) -> Cursor:
    """The place that a cursor of this list says.

    Raises:
        BadInput: it is not a cursor, or of another list.
    """
    try:
        wire = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        given, score, record_id = _cursor.decode(wire)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise BadInput(
            f"after: {text[:60]!r} is not a cursor; pass an `endCursor` or `cursor` of this list"
        ) from None
    if given != place:
        raise BadInput(f"after: the cursor is of another list ({given[:60]!r}, not {place!r})")
    if abs(score) > 2**53 or not 0 < len(record_id) <= 2 * ID_LENGTH_MAX + 1:
        raise BadInput("after: the cursor's place is out of range; pass one of this list")
    return Cursor(score, record_id)


def page_size(first: int | None) -> int:
    """How many items to give.

    Raises:
        BadInput: not from 1 to 100.
    """
    if first is None:
        return FIRST_DEFAULT
    if not 1 <= first <= FIRST_MAX:
        raise BadInput(f"first: {first} is outside 1 to {FIRST_MAX}")
    return first


@strawberry.interface(description="Anything that can be fetched again by its id.")
class Node:
    id: strawberry.ID


@strawberry.type(description="Whether there is more, and from where to go on.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="An item of a list, and its place in it.")
class Edge(Generic[T]):
    cursor: str
    node: T


@strawberry.type(description="An item of a ranking, its place in it, and for what it has it.")
class RankedEdge(Generic[T]):
    cursor: str
    node: T
    score: int


@strawberry.type(description="A page of a ranking.")
class RankedConnection(Generic[T]):
    edges: list[RankedEdge[T]]
    page_info: PageInfo


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo


@strawberry.type(description="A page of what was found, best first.")
class SearchConnection(Connection[Node]):
    pass
