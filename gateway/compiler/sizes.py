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


def too_large(most: int = ANSWER_LENGTH_MAX) -> TooLarge:
    """What who asks for more is told."""
    return TooLarge(
        f"the answer would be longer than {most:,} bytes: ask for smaller pages (`first`), or for "
        "fewer of the long fields"
    )


class Length:
    """How long an answer is as far as it is written, all that stands side by side in it together.

    SUBTLE: a list in a list is counted when it is there, and its bytes again with what it is in, in
    the place of those; so what is counted is what is held, and never twice.

    Args:
        most: how many bytes it may have.
    """

    def __init__(self, most: int) -> None:
        self.so_far, self.most = 0, most

    def after(self, before: int, text: str) -> int:
        """How long it is with one more part behind so many bytes.

        Raises:
            TooLarge: longer than it may be.
        """
        self.so_far = length = before + length_of(text)
        if length > self.most:
            raise too_large(self.most)
        return length

    def listed(self, items: Iterable[str]) -> str:
        """The text of a list, whose items are made one by one.

        Raises:
            TooLarge: longer than it may be.
        """
        made, length = list[str](), self.so_far
        for one in items:
            made.append(one)
            length = self.after(length, one)
        return f"[{','.join(made)}]"


def check_data(data: Any, most: int) -> None:
    """Look whether what graphql-core answers is not too long, before it is written.

    Raises:
        TooLarge: it is longer than so many bytes.
    """
    length, rest = 0, [data]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            length += length_of(one)
        elif isinstance(one, dict):
            rest += one.values()
            length += sum(map(len, one))
        elif isinstance(one, list):
            rest += one
        length += 4
        if length > most:
            raise too_large(most)
