"""Sizes: how long an answer may be. Of few records that are long, a few names make much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from gateway.errors import TooLarge

ANSWER_LENGTH_MAX: Final = 8 << 20
"""So many bytes an answer may have, nearly."""


def length_of(text: str) -> int:
    """How many bytes a text has."""
    return len(text) if text.isascii() else len(text.encode(errors="replace"))


def too_large() -> TooLarge:
    """What who asks for more is told."""
    return TooLarge(
        f"the answer would be longer than {ANSWER_LENGTH_MAX:,} bytes: ask for smaller pages "
        "(`first`), or for fewer of the long fields"
    )


def check_length(text: str, before: int = 0) -> int:
    """How long an answer is with one more part.

    Raises:
        TooLarge: longer than one may be.
    """
    length = before + length_of(text)
    if length > ANSWER_LENGTH_MAX:
        raise too_large()
    return length


def listed(items: Iterable[str]) -> str:
    """The text of a list.

    Raises:
        TooLarge: longer than one may be.
    """
    made, length = list[str](), 0
    for one in items:
        made.append(one)
        length = check_length(one, length)
    return f"[{','.join(made)}]"


def check_data(data: Any) -> None:
    """Look whether what graphql-core answers is not too long, before it is written.

    Raises:
        TooLarge: it is.
    """
    length, rest = 0, [data]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            length += length_of(one)
        elif isinstance(one, dict):
            rest += one.values()
        elif isinstance(one, list):
            rest += one
        length += 4
        if length > ANSWER_LENGTH_MAX:
            raise too_large()
