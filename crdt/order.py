"""The one total order, written once. Everything that merges, here and in Lua, agrees with it.

* A register's contents are `stamp + canonical JSON`, compared byte by byte: the greater stamp
  wins, and equal stamps are decided by the value's bytes. A Python string compares by code
  point, which is the order of its UTF-8 bytes.
* An element's standing is `(score, live)`: the greater score wins, and at a tie *live* wins.
* What has no stamp begins with the digits of a whole number that order it (`sortable`).

`REGISTER_CASES`, `UNSTAMPED_CASES` and `ELEMENT_CASES` are the truth table. Python and the Lua in
the store are both tested against it, and docs/guarantees.md prints it.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from crdt.stamps import MAX_STAMP

Contents: TypeAlias = str
"""A register's contents: a stamp of 15 characters, or what orders it, then canonical JSON."""

Standing: TypeAlias = tuple[int, bool]
"""An element's standing in a set: its score, and whether it is live."""

Rank: TypeAlias = int
"""What a HyperLogLog register holds: 0 to 51."""

Value: TypeAlias = Contents | Standing | Rank | bool


def later(a: Contents, b: Contents) -> Contents:
    """The winner of two contents of one register."""
    return a if a >= b else b


def stronger(a: Standing, b: Standing) -> Standing:
    """The winner of two standings of one element."""
    return a if a >= b else b


def sortable(number: int) -> str:
    """15 hex digits that compare as the whole numbers do, below 2**53 on either side of 0.

    The first is 8 or 9, and that of a stamp is 0 until 2089: none is taken for the other.
    """
    return f"9{number:014x}" if number >= 0 else f"8{number + 2**53:014x}"


def number_of(digits: str) -> int:
    """The number of such digits."""
    number = int(digits[1:], 16)
    return number if digits[0] == "9" else number - 2**53


NEVER_LATER: Final = "f" * 15
"""What contents begin with that no stamp and no number is later than."""

_T1, _T2 = "018bcfe56800000", "018bcfe56800001"

REGISTER_CASES: Final[tuple[tuple[str, Contents, Contents, Contents], ...]] = (
    ("the greater stamp wins", _T1 + '"z"', _T2 + '"a"', _T2 + '"a"'),
    ("the counter counts", "018bcfe56800fff1", "018bcfe568010000", "018bcfe568010000"),
    ("at a tie the greater bytes win", _T1 + '"a"', _T1 + '"b"', _T1 + '"b"'),
    ("bytes, not letters of a locale: a is after Z", _T1 + '"Z"', _T1 + '"a"', _T1 + '"a"'),
    ("a longer text wins over its prefix", _T1 + "1", _T1 + "10", _T1 + "10"),
    ("a text is compared by its UTF-8 bytes", _T1 + '"\uffff"', _T1 + '"\U0001f3ce"',
     _T1 + '"\U0001f3ce"'),
    ("true wins a tie over false", _T1 + "false", _T1 + "true", _T1 + "true"),
    ("null is a value and the text \"~\" is another", _T1 + '"~"', _T1 + "null", _T1 + "null"),
    ("equal contents are equal", _T1 + '"a"', _T1 + '"a"', _T1 + '"a"'),
    ("a stamp before 2020 orders too", "00000000001000a2", _T1 + "1", _T1 + "1"),
)  # fmt: skip
"""(why, one, other, winner)."""

UNSTAMPED_CASES: Final[tuple[tuple[str, Contents, Contents, Contents], ...]] = (
    ("10 is over 9", sortable(9) + "9", sortable(10) + "10", sortable(10) + "10"),
    ("-9 is over -10", sortable(-9) + "-9", sortable(-10) + "-10", sortable(-9) + "-9"),
    ("0 is over -1", sortable(-1) + "-1", sortable(0) + "0", sortable(0) + "0"),
    ("2 ** 53 - 1 is over 2 ** 53 - 2", sortable(2**53 - 2) + "9007199254740990",
     sortable(2**53 - 1) + "9007199254740991", sortable(2**53 - 1) + "9007199254740991"),
    ("1 - 2 ** 53 is under 2 - 2 ** 53", sortable(1 - 2**53) + "-9007199254740991",
     sortable(2 - 2**53) + "-9007199254740990", sortable(2 - 2**53) + "-9007199254740990"),
    ("nothing is later than what is for good", NEVER_LATER + "true", MAX_STAMP + '"z"',
     NEVER_LATER + "true"),
    ("what is set wins a tie over what is removed", _T1 + " null", _T1 + '"a"', _T1 + '"a"'),
    ("null is a value, and wins it, too", _T1 + " null", _T1 + "null", _T1 + "null"),
)  # fmt: skip
"""(why, one, other, winner), of contents that no register with a stamp has."""

ELEMENT_CASES: Final[tuple[tuple[str, Standing, Standing, Standing], ...]] = (
    ("the greater score wins, add over remove", (1, False), (2, True), (2, True)),
    ("the greater score wins, remove over add", (1, True), (2, False), (2, False)),
    ("add wins a tie", (7, True), (7, False), (7, True)),
    ("equal standings are equal", (7, False), (7, False), (7, False)),
    ("a later add moves the element", (7, True), (9, True), (9, True)),
    ("scores before 2020 are negative and order too", (-9, True), (-8, False), (-8, False)),
    ("2 ** 53 - 1 and 2 ** 53 - 2 differ", (2**53 - 2, True), (2**53 - 1, False),
     (2**53 - 1, False)),
)  # fmt: skip
"""(why, one, other, winner)."""
