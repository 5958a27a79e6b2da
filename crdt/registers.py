"""Last-writer-wins registers: what they hold, as one text that sorts.

Source: Shapiro et al., "A comprehensive study of CRDTs", 2011, section 3.2.1.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from crdt.errors import ValueNotCanonical
from crdt.order import Contents
from crdt.stamps import STAMP_LENGTH, Stamp

JSON: TypeAlias = bool | int | str | list["JSON"] | dict[str, "JSON"] | None

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder().decode


def contents(at: Stamp, value: object) -> Contents:
    """A register's contents: the stamp, then the value as canonical JSON.

    Canonical: keys sorted, no white space, no floats (they have several spellings).

    Raises:
        ValueNotCanonical: the value holds a float or something that is not JSON.
    """
    try:
        if type(value) not in _PLAIN:
            _refuse_floats(msgspec.to_builtins(value))
        return at + _encode(value).decode()
    except ValueNotCanonical:
        raise
    except (TypeError, ValueError) as error:
        raise ValueNotCanonical(f"a {type(value).__name__} is not JSON: {error}") from None


REMOVED: Final = " null"
"""In place of a value, that there is none any more. It is less than all canonical JSON, so that of
two that have one stamp a value wins; and it is read as null."""


def whole(value: object, what: str, most: int = 2**53 - 1) -> int:
    """Check that a value is a whole number, at most so far from 0, and one that a double holds.

    Raises:
        ValueNotCanonical: it is not.
    """
    if type(value) is not int or not -most <= value <= most:
        raise ValueNotCanonical(
            f"{what}: give a whole number from {-most:,} to {most:,}, not {str(value)[:60]!r}"
        )
    return value


def stamp_in(held: Contents) -> Stamp:
    """The stamp of a register's contents."""
    return Stamp(held[:STAMP_LENGTH])


def value_in(held: Contents) -> JSON:
    """The value of a register's contents."""
    value: JSON = _decode(held[STAMP_LENGTH:])
    return value


def text_in(held: Contents, mark: str) -> str | None:
    """The text that a register's contents have under a key, as JSON; None where that is not plain.
    SUBTLE: without a backslash or another object, a key is where it seems to be.

    Args:
        mark: `"key":`.
    """
    at = held.find(f'{mark}"', STAMP_LENGTH)
    if at < 0 or "\\" in held or held.find("{", STAMP_LENGTH + 1) > 0:
        return None
    start = at + len(mark)
    return held[start : held.index('"', start + 1) + 1]


_PLAIN = frozenset({str, int, bool, type(None)})


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueNotCanonical(f"a register cannot hold the float {value!r}; use an integer")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse_floats(part)
