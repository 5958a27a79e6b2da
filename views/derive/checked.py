"""Checked: what Python's operators do in a derivation, as exactly as Lua's there.

Whole numbers lie below 2^53, a truth is no number, a text is no number, and what is absent is not
calculated with. What does not fit raises `Failed`; views/lua/language.lua refuses the same.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from crdt.lattices.counter import AMOUNT_MAX
from crdt.records import has_control
from views.derive import language
from views.derive.kinds import WHOLE


@runtime_checkable
class Keyed(Protocol):
    """A map of a record."""

    def under(self, key: str) -> Any:
        """What it has under a key; None where it has nothing."""


class Failed(ValueError):
    """A derivation cannot say where its record stands."""


def whole(number: Any) -> int:
    """A whole number below 2^53."""
    if type(number) is not int or not -WHOLE < number < WHOLE:
        raise Failed(f"{number!r} is no whole number below 2**53")
    return number


def text(given: Any) -> str:
    """A text without control characters; of a whole number its digits."""
    if type(given) is int:
        return str(whole(given))
    if type(given) is not str:
        raise Failed(f"{given!r} is no text")
    if has_control(given):
        raise Failed(f"{given!r} has a control character")
    return given


def amount(number: Any) -> int:
    """What a record adds to a sum, or gives on a board: so much that the total stays exact while
    less than four million records have as much.
    """
    found = whole(number)
    if abs(found) > AMOUNT_MAX:
        raise Failed(f"{found} is too much for a sum: at most {AMOUNT_MAX:,} go")
    return found


def word(given: Any) -> str:
    """A member of a board: a text without a space, which would end it."""
    found = text(given)
    if " " in found:
        raise Failed(f"{found!r} has a space, and is a member of a board")
    return found


def _calculated(calculate: Callable[[int, int], int]) -> Callable[[Any, Any], int]:
    return lambda one, other: whole(calculate(whole(one), whole(other)))


add = _calculated(operator.add)
sub = _calculated(operator.sub)
mult = _calculated(operator.mul)
floordiv = _calculated(operator.floordiv)
mod = _calculated(operator.mod)


def neg(number: Any) -> int:
    """Its negative."""
    return -whole(number)


def _comparing(compare: Callable[[int, int], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: compare(whole(one), whole(other))


lt, lte = _comparing(operator.lt), _comparing(operator.le)
gt, gte = _comparing(operator.gt), _comparing(operator.ge)


def eq(one: Any, other: Any) -> bool:
    """Whether two are the same: texts, whole numbers, truths, or absent."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    for given in (one, other):
        if isinstance(given, (list, dict)):
            raise Failed(f"{given!r} is not compared")
        if type(given) is int:
            whole(given)
    return type(one) is type(other) and one == other


def noteq(one: Any, other: Any) -> bool:
    """Whether two are not the same."""
    return not eq(one, other)


def holds(element: Any, of: Any) -> bool:
    """Whether something is in a set, or a member that is not null is in an object."""
    if isinstance(of, (tuple, set, frozenset)):
        return element in of if isinstance(element, str) else False
    if of is None or isinstance(of, (dict, list, str, int)):
        return member(of, text(element)) is not None
    return text(element) in of


def member(of: Any, name: str) -> Any:
    """A member of an object; None of one that has no such member."""
    if isinstance(of, dict):
        return of.get(name)
    if of == [] and isinstance(of, list):
        return None
    if isinstance(of, Keyed):
        return of.under(text(name))
    raise Failed(f"{of!r} has no members")


def items(of: Any) -> Sequence[Any]:
    """What is in a JSON array, or members and scores."""
    if isinstance(of, list):
        return of
    if of == {} and isinstance(of, dict):
        return []
    raise Failed(f"{of!r} is no array")


def joined(*parts: Any) -> str:
    """A text of several."""
    return "".join(text(part) for part in parts)


def least(*numbers: Any) -> int:
    """The least of some."""
    return min(whole(number) for number in numbers)


def most(*numbers: Any) -> int:
    """The greatest of some."""
    return max(whole(number) for number in numbers)


def before(given: Any, separator: Any) -> str:
    """As `views.derive.language` says."""
    return language.before(text(given), text(separator))


def after(given: Any, separator: Any) -> str:
    """As `views.derive.language` says."""
    return language.after(text(given), text(separator))


def log10(number: Any, scale: int) -> int:
    """As `views.derive.language` says."""
    return language.log10(whole(number), scale)


def score_of(stamp: Any) -> int:
    """As `views.derive.language` says."""
    return language.score_of(text(stamp))
