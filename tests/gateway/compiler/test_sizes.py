"""Sizes: what is held of an answer while it is written is counted, and counted once."""

from __future__ import annotations

import pytest

from gateway.compiler.sizes import Length
from gateway.errors import TooLarge


def test_lists_that_stand_side_by_side_are_counted_together() -> None:
    """Ninety pages in one object, each within the limit, were all made before anybody looked."""
    length = Length(100)
    assert length.listed(["x" * 30, "y" * 30]) == f"[{'x' * 30},{'y' * 30}]"
    with pytest.raises(TooLarge, match="longer than 100 bytes"):
        length.listed(["z" * 60])


def test_what_is_in_an_item_is_not_counted_beside_it() -> None:
    """A list in a list is there once."""
    length = Length(100)
    inner = f"[{'x' * 30}]"
    assert (
        length.listed(length.listed(["x" * 30]) for _ in range(3)) == f"[{inner},{inner},{inner}]"
    )
    assert length.so_far == 96


def test_bytes_are_counted_and_not_characters() -> None:
    """An emoji has four."""
    with pytest.raises(TooLarge):
        Length(100).after(0, "\N{RACING CAR}" * 26)
    assert Length(104).after(0, "\N{RACING CAR}" * 26) == 104
