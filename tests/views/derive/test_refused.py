"""What is not in the language of derivations is refused with its line, and the way out."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from textwrap import indent

import pytest

from views.derive.compiler import compiled
from views.derive.places import declared_of
from views.errors import Misdeclared

DOMAIN = """
from crdt.lattices.greatest import Greatest
from crdt.records import DistinctCount, ElementSet, Record, Register
from views.derive.language import of
from views.derive.places import BestBoard, Board, GlobalList, List, Places, Sum, derived

MANY = frozenset(map(str, range(101)))

class Team(Record, kind="team"):
    people = List()
    total = Sum()
    board = Board()
    best = BestBoard(least=True)

class Car(Record, kind="car"):
    name = Register()
    top = Greatest()
    likes = ElementSet()
    seen = DistinctCount()

    every = GlobalList()

    @derived
    def places(self) -> Places:
"""

LINE = len(DOMAIN.splitlines()) + 1

REFUSED: dict[str, str] = {
    "yield Car.every.enter(by=self.name.value ** 2)": "there are + - * // and % here",
    "yield Car.every.enter(by=self.likes.count / 2)": "there are + - * // and % here",
    "yield Car.every.enter(by=1.5)": "there are whole numbers, texts, truth and None here",
    "yield Car.every.enter(by='1')": "a whole number is expected, and this is a text",
    "yield Car.every.enter(by=None)": "a whole number is expected, and this is None",
    "yield Car.every.enter(by=1 + (self.likes.count > 1))": "and this is a truth",
    "yield Car.every.enter(by=[1 for _ in self.name.value])": "this is not in the language",
    "yield Car.every.enter(by=len(self.likes))": "of a set's, there is `count`",
    "yield Car.every.enter(by=int(self.name.value))": "this cannot be called here",
    "yield Car.every.enter(by=self.names.value)": "Car has no names that a derivation reads",
    "yield Car.every.enter(by=self.likes.size)": "a set has no size here",
    "yield Car.every.enter(by=self.top.at)": "has no stamp",
    "yield Car.every.enter(by=self.seen.count)": "an estimate that no order is made of",
    "yield Car.every.enter(by=NOWHERE)": "nothing is called NOWHERE",
    "yield Car.every.enter('a', by=1)": "write it as Car.every.enter(by=…)",
    "yield Team.people.enter('a', 1)": "write it as Team.people.enter(holder, by=…)",
    "yield Team.total.enter('a', by=1)": "write it as Team.total.add(holder, amount)",
    "yield Team.board.give('a', 1)": "write it as Team.board.give(holder, member, amount)",
    "yield Team.best.offer('a', by=1)": "write it as Team.best.offer(holder, member, value)",
    "yield Team.best.offer(self.name.value, self.name.value, 1)": "would lie in several shards",
    "yield Team.persons.enter('a', by=1)": "Team has no place persons; it has people, total, board",
    "yield 1": "this is not in the language",
    "yield Team.people.enter(self.name.value + '/x', by=1)": "texts are joined in an f-string here",
    "yield Team.people.enter(self.name.value.lower(), by=1)": "has no lower() here",
    "yield Team.people.enter(self.name.value or 'a', by=1)": "choose with `if`",
    "yield Team.people.enter('a' if self.name.value else 'b', by=1)": "give it a name before",
    "yield Car.every.enter(by=of(Team, 'a').people.count)": "reads the lists that its own record",
    "for one in self.likes: yield Car.every.enter(by=1)": "is of first() or latest()",
    "while True: yield Car.every.enter(by=1)": "this is not in the language",
    "self.name.value = 3; yield Car.every.enter(by=1)": "names are given values here",
    "import math; yield Car.every.enter(by=1)": "this is not in the language",
    "print('x'); yield Car.every.enter(by=1)": "or keep what it comes to in a register",
    "f = lambda x: x; yield Car.every.enter(by=f(1))": "this is not in the language",
    "s = self.likes if self.name.value else self.top; yield Car.every.enter(by=s.count)": (
        "one of two things (read it where it is known which) has no count here"
    ),
    f"yield Car.every.enter(by={' + '.join('1' * 60)})": "it stands 50 levels deep, and no more go",
    f"yield Car.every.enter(by=min({', '.join('1' * 101)}))": "it has 101 parts, and at most 100",
    "yield Team.people.enter(f'{self.name.value}" + "{self.id}" * 100 + "', by=1)": "101 parts",
    "yield Car.every.enter(by=1 + (self.name.value in MANY))": "101 texts, and at most 100 go",
    "yield Car.every.enter(by=1 + (self.likes in ('a', 'b')))": "a set is no text to be",
    "assert self.name.value; yield Car.every.enter(by=1)": "this is not in the language",
}


def _made(folder: Path, body: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"refused_{number}"
    (folder / f"{name}.py").write_text(DOMAIN + indent(body, " " * 8) + "\n")
    monkeypatch.syspath_prepend(str(folder))
    car = importlib.import_module(name).Car
    declared = declared_of(car)
    assert declared is not None
    compiled(car, declared)


@pytest.mark.parametrize(("body", "told"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_not_in_the_language_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    """At the start, and not by the first record that comes that way."""
    number = [*REFUSED].index(body)
    with pytest.raises(Misdeclared, match=re.escape(told)) as refusal:
        _made(tmp_path, body, number, monkeypatch)
    assert f"refused_{number}.py:{LINE}: " in str(refusal.value)


def test_what_may_have_no_value_is_refused_where_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Lua it would be nil, and in Python an error."""
    body = "if self.name.value:\n    score = 1\nyield Car.every.enter(by=score)"
    with pytest.raises(Misdeclared, match=rf":{LINE + 2}: 'score': this may have no value yet"):
        _made(tmp_path, body, len(REFUSED), monkeypatch)


def test_a_derivation_that_yields_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Python it gives None, which no audit can read."""
    with pytest.raises(Misdeclared, match="it yields nothing"):
        _made(tmp_path, "score = self.likes.count", len(REFUSED) + 1, monkeypatch)


def test_what_lua_cannot_take_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own words came from the store, without a line, at every start anew."""
    names = "\n".join(f"n{number} = {number}" for number in range(151))
    yields = "yield Car.every.enter(by=n0)"
    with pytest.raises(Misdeclared, match="places has 151 names and loops, and at most 150 go"):
        _made(tmp_path, f"{names}\n{yields}", len(REFUSED) + 2, monkeypatch)
    loops = "n0 = 0\n" + "for who, at in self.likes.first(1):\n    n0 = at\n" * 150
    with pytest.raises(Misdeclared, match="places has 153 names and loops"):
        _made(tmp_path, f"{loops}\n{yields}", len(REFUSED) + 12, monkeypatch)
    cases = "\n".join(f"elif self.likes.count == {n}:\n    n0 = {n}" for n in range(215))
    cases = f"n0 = 0\nif self.likes.count == 500:\n    n0 = 1\n{cases}"
    with pytest.raises(Misdeclared, match="it stands 50 levels deep, and no more go"):
        _made(tmp_path, f"{cases}\n{yields}", len(REFUSED) + 13, monkeypatch)


def test_helpers_that_call_each_other_twice_are_compiled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each twenty of them took an hour: two to the power of how many there are."""
    helpers = ["def h0(a):", "    return a", ""]
    for number in range(1, 18):
        helpers += [f"def h{number}(a):", f"    return h{number - 1}(a) + h{number - 1}(a)", ""]
    (tmp_path / "helpers_in.py").write_text("\n".join(helpers))
    monkeypatch.syspath_prepend(str(tmp_path))
    module = DOMAIN.replace(
        "from crdt.lattices.greatest", "from helpers_in import h17\nfrom crdt.lattices.greatest"
    )
    (tmp_path / "many_helpers.py").write_text(
        module + " " * 8 + "yield Car.every.enter(by=h17(1))\n"
    )
    car = importlib.import_module("many_helpers").Car
    declared = declared_of(car)
    assert declared is not None
    assert len(compiled(car, declared).functions) == 18


def test_a_member_of_a_board_of_bests_lies_in_one_shard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all that is offered on it alike: else two shards have a best each, and a page both."""
    one = "yield Team.best.offer(self.owned_by, self.name.value, 1)"
    other = "yield Team.best.offer(self.name.value, self.owned_by, 1)"
    for number, body in enumerate((one, other, f"{one}\n{one}"), len(REFUSED) + 3):
        _made(tmp_path, body, number, monkeypatch)
    with pytest.raises(Misdeclared, match="would lie in several shards"):
        _made(tmp_path, f"{one}\n{other}", len(REFUSED) + 9, monkeypatch)
