"""The alphabet: a number for each name, by which names stand in order in a list."""

from __future__ import annotations

import unicodedata
from typing import Final

LETTERS: Final = 10
"""So many letters and digits of a name say where it stands; more do not fit in 53 bits."""

_SYMBOLS: Final = {one: at for at, one in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}
_OTHER: Final = len(_SYMBOLS)
_BASE: Final = _OTHER + 1


def alphabetical(name: str) -> int:
    """Where a name stands among others: the less, the earlier; from 0 on, below 2**53.

    Digits come before letters, in whatever case and with whatever accent, and both before names
    that begin in another script: those stand by their first two characters.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = " ".join("".join(c if c.isalnum() else " " * c.isspace() for c in plain).split())
    if not letters or letters[0] not in _SYMBOLS:
        first, second = (ord(one) for one in f"{letters}\0\0"[:2])
        return int(_BASE**LETTERS) + (first << 21) + second
    number = 0
    for one in f"{letters:<{LETTERS}}"[:LETTERS]:
        number = number * _BASE + _SYMBOLS.get(one, _OTHER)
    return number
