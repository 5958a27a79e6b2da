"""Relay's conventions: global ids, keyset cursors, connections."""

from __future__ import annotations

import base64
import binascii
from binascii import b2a_base64
from collections.abc import Mapping
from typing import Annotated, Any, Generic, NamedTuple, TypeAlias, TypeVar

import msgspec
import strawberry

from crdt.records import Record
from eventlog.checks.faults import shown
from eventlog.envelope import ID_LENGTH_MAX, is_id
from gateway.declare.edges import EdgeScore
from gateway.declare.fields import DECLARED
from gateway.errors import BadInput
from views.reading.answers import Cursor

FIRST_DEFAULT = 20
FIRST_MAX = 100
_ID_BYTES_MAX = 4 * (2 * ID_LENGTH_MAX + 1)

T = TypeVar("T")

First: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many, from 1 to {FIRST_MAX}; {FIRST_DEFAULT} where it is left out."
    ),
]
"""The size of a page, as an argument."""

After: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="What comes after this `endCursor` or `cursor` of the same list."
    ),
]
"""Where a page starts, as an argument."""

Last: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description=f"In place of `first`: how many of the end, or of before `before`, from 1 to "
        f"{FIRST_MAX}. They come in the order of the list all the same."
    ),
]
"""The size of a page that is read backwards, as an argument."""

Before: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="In place of `after`: what comes before this `startCursor` or `cursor` of the "
        "same list."
    ),
]
"""Where a page that is read backwards ends, as an argument."""

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


def parse_id(text: str, types: Mapping[str, type[Record]]) -> tuple[str, str]:
    """The type and the id in a Relay id, which must be of one of some types.

    Args:
        types: by the GraphQL type's name, the record that it is read from.

    Raises:
        BadInput: it is none, or of another type. The message says what was expected.
    """
    *names, last = types
    named = f"{', '.join(names)} or {last}" if names else last
    wanted = f"give an id of type {named}, as a query answers it"
    try:
        type_name, record_id = parse_global_id(text)
    except BadInput:
        raise BadInput(f"{shown(text)} is not a global id; {wanted}") from None
    if type_name not in types:
        raise BadInput(f"this is an id of type {shown(type_name)}; {wanted}")
    if not is_id(record_id, owned=types[type_name].owner is not None):
        raise BadInput(f"{shown(text)} is not a global id; {wanted}")
    return type_name, record_id


def cursor(place: str, score: int, record_id: str) -> str:
    """A keyset cursor: where in which list an item stands."""
    wire = b2a_base64(_json((place, score, record_id)), newline=False)
    return wire.translate(_URL_SAFE).rstrip(b"=").decode()


_cursor = msgspec.json.Decoder(tuple[str, int, str])


def read_cursor(text: str, name: str = "after") -> tuple[str, Cursor]:
    """The list that a cursor is of, and the place in it.

    Args:
        name: of the argument that it was.

    Raises:
        BadInput: it is not a cursor.
    """
    try:
        wire = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        given, score, record_id = _cursor.decode(wire)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise BadInput(
            f"{name}: {shown(text)} is not a cursor; pass {_passed(name)} of this list"
        ) from None
    if abs(score) > 2**53 or not 0 < len(record_id) <= 2 * ID_LENGTH_MAX + 1:
        raise BadInput(f"{name}: the cursor's place is out of range; pass one of this list")
    return given, Cursor(score, record_id)


def parse_cursor(text: str, place: str) -> Cursor:
    """The place that a cursor of this list says.

    Raises:
        BadInput: it is not a cursor, or of another list.
    """
    given, found = read_cursor(text)
    if given != place:
        raise foreign()
    return found


def foreign(name: str = "after") -> BadInput:
    """That a cursor is of another list. SUBTLE: of which is our own business, as its name is."""
    return BadInput(f"{name}: the cursor is of another list; pass {_passed(name)} of this")


def _passed(name: str) -> str:
    return "a `startCursor` or `cursor`" if name == "before" else "an `endCursor` or `cursor`"


def given(argument: T | None) -> T | None:
    """An argument of a page, which is null where the client left it out."""
    return None if argument is strawberry.UNSET else argument


class Slice(NamedTuple):
    """Which page of a list is asked for: so many from its head on, or behind a cursor; or backward,
    so many of its end, or of before a cursor.
    """

    size: int
    cursor: str | None
    backward: bool = False

    @property
    def argument(self) -> str:
        """Which argument the cursor was."""
        return "before" if self.backward else "after"


def slice_of(
    first: int | None, after: str | None, last: int | None = None, before: str | None = None
) -> Slice:
    """The page that the arguments of a connection ask for. An empty cursor is none.

    Raises:
        BadInput: a size is not from 1 to 100, or both directions are asked for.
    """
    first, after, last, before = given(first), given(after), given(last), given(before)
    if last is None and not before:
        return Slice(page_size(first), after or None)
    if first is not None or after:
        all_of = {"first": first, "after": after, "last": last, "before": before}
        names = ", ".join(name for name, one in all_of.items() if one not in (None, ""))
        raise BadInput(f"{names}: give `first` and `after`, or `last` and `before`, not both")
    return Slice(page_size(last, "last"), before or None, backward=True)


def page_size(first: int | None, name: str = "first") -> int:
    """How many items to give.

    Raises:
        BadInput: not from 1 to 100.
    """
    if first is None:
        return FIRST_DEFAULT
    if not 1 <= first <= FIRST_MAX:
        raise BadInput(f"{name}: {first:,} is outside 1 to {FIRST_MAX}")
    return first


def _told(description: str) -> Any:
    return strawberry.field(description=description)


def _place() -> Any:
    return _told("Where in the list it stands; for `after` and `before`.")


@strawberry.interface(description="Anything that can be fetched again by its id.")
class Node:
    id: strawberry.ID = _told("Global and opaque; for `node(id:)` and for inputs.")


@strawberry.type(description="Whether there is more, and from where to go on.")
class PageInfo:
    has_next_page: bool = _told(
        "Whether anything comes after this page; of one that was asked for with `last`, whether "
        "there was a `before`."
    )
    has_previous_page: bool = _told(
        "Whether there was an `after`; of one that was asked for with `last` or `before`, whether "
        "anything comes before it."
    )
    start_cursor: str | None = _told(
        "Of the first item: pass it as `before`. Null when the page is empty."
    )
    end_cursor: str | None = _told("Of the last item: pass it as `after`. Null when it is empty.")


def _info() -> Any:
    return _told("Whether there is more, and from where to go on.")


@strawberry.type(description="An item of a list, and its place in it.")
class Edge(Generic[T]):
    cursor: str = _place()
    node: T = _told("The item.")


@strawberry.type(description="An item of a ranking, its place in it, and for what it has it.")
class RankedEdge(Generic[T]):
    cursor: str = _place()
    node: T = _told("The item.")
    score: int = strawberry.field(
        description="For what it stands where it does.", metadata={DECLARED: EdgeScore()}
    )


def _nodes() -> Any:
    return _told("The items alone, those of `edges` in the same order.")


def _total() -> Any:
    return _told(
        "How many stand in the list, of the time that is asked for, also those that are left out "
        "for you. Null of what is found or merged while it is read, and of boards."
    )


@strawberry.type(description="A page of a ranking.")
class RankedConnection(Generic[T]):
    edges: list[RankedEdge[T]] = _told("The items, and their places.")
    nodes: list[T] = _nodes()
    page_info: PageInfo = _info()
    total_count: int | None = _total()


@strawberry.type
class Paged:
    """What has edges of one's own: `class Board(Paged): edges: list[BoardEdge]`."""

    page_info: PageInfo = _info()


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = _told(
        "The items, and their places. One that was taken down meanwhile is left out."
    )
    nodes: list[T] = _nodes()
    page_info: PageInfo = _info()
    total_count: int | None = _total()


@strawberry.type(description="A page of what was found, best first.")
class SearchConnection(Connection[Node]):
    pass
