"""What the language of derivations does not have is refused, with its line."""

from __future__ import annotations

from typing import Any

import pytest

from crdt.greatest import Greatest
from crdt.records import Record, Register
from tests.views.derive.test_language import Owner, Thing
from views.derive.compiler import compiled
from views.derive.places import Places, declared_of, derived
from views.errors import Misdeclared


def _thing(function: Any) -> Any:
    fields = {"held": Register(), "greatest": Greatest(), "places": derived(function)}
    record = type("Made", (Record,), fields, kind="made")
    return lambda: compiled(record, declared_of(record))  # type: ignore[arg-type]


def _power(self: Any) -> Places:
    yield Thing.every.enter(by=self.held.value**2)


def _list(self: Any) -> Places:
    yield Thing.every.enter(by=[1 for _ in self.held.value])


def _unknown(self: Any) -> Places:
    yield Thing.every.enter(by=self.hold.value)


def _unassigned(self: Any) -> Places:
    if self.held.value:
        score = 1
    yield Thing.every.enter(by=score)


def _text(self: Any) -> Places:
    yield Thing.every.enter(by="1")


def _apart(self: Any) -> Places:
    yield Owner.most.offer(self.held.value, self.held.value, 1)


def _no_place(self: Any) -> Places:
    yield 1  # type: ignore[misc]


def _stamp(self: Any) -> Places:
    yield Thing.every.enter(by=self.greatest.at)


def _foreign(self: Any) -> Places:
    yield Thing.every.enter(by=len(str(self.held.value)))


REFUSED: dict[Any, str] = {
    _power: r"\+ - \* // and %",
    _list: "not in the language",
    _unknown: "has no hold",
    _unassigned: "may have no value yet",
    _text: "a whole number is expected, and this is a text",
    _no_place: "not in the language",
    _stamp: "has no stamp",
    _apart: "would lie in several shards",
    _foreign: "len is of members|cannot be called",
}


@pytest.mark.parametrize("function", REFUSED)
def test_what_is_not_in_the_language_is_refused_with_its_line(function: Any) -> None:
    """At the start, and not by the first record that comes that way."""
    line = function.__code__.co_firstlineno
    with pytest.raises(Misdeclared, match=rf"test_refused\.py:{line + 1}|:{line + 3}") as told:
        _thing(function)()
    with pytest.raises(Misdeclared, match=REFUSED[function]):
        _thing(function)()
    assert "Traceback" not in str(told.value)
