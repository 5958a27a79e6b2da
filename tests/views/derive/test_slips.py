"""A slip in a declaration is seen by mypy, where the author writes it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

DOMAIN = """
from __future__ import annotations

from crdt.records import ElementSet, Record, Register
from gateway.declare.entities import list_card, listed, total
from gateway.declare.fields import Listed
from gateway.declare.sources import Latest, Merged, Named, Ranked
from views.derive.places import Board, GlobalList, Index, List, Places, Sum, derived
from views.reading.selections import Lists


class Lot(Record, kind="lot"):
    guards = ElementSet()

    cars = List()
    weight = Sum()
    board = Board()


class Car(Record, kind="car"):
    lot = Register()

    every = GlobalList()
    index = Index()

    @derived
    def places(self) -> Places:
        lot, at = self.lot.value, self.lot.at
        yield Lot.cars.enter(lot, by=at)
        yield Lot.weight.add(lot, 1)
        yield Lot.board.give(lot, self.id, 1)
        yield Car.every.enter(by=at)
        yield Car.index.enter(self.id, by=at)
        yield Lot.card.enter("a", by=at)  # wrong
        yield Lot.cars.enter("a", bye=1)  # wrong
        yield Car.every.enter("a", by=1)  # wrong
        yield Lot.weight.enter("a", by=1)  # wrong
        yield Lot.board.give("a", "b", "c")  # wrong
        yield Car.index.enter("a", by="b")  # wrong
        if self.lott.value:  # wrong
            yield Car.every.enter(by=1)
        if self.lot.count:  # wrong
            yield Car.every.enter(by=1)
        yield 1  # wrong


listed(Lot.cars, lambda: Car)
listed(Lot.board, lambda: Car)
total(Lot.weight)
list_card(Lot.cars)
Named(Car, Car.index, "a")
Latest(Car, Lot.cars, "a")
Merged(lambda: Car, (Lists(Car.every), Lists(Lot.cars, Lot.guards, "a")))
listed(Lot.weight, lambda: Car)  # wrong
listed("lot.cars", lambda: Car)  # wrong
listed(Car.every, lambda: Car)  # wrong
total(Lot.cars)  # wrong
list_card(Car.every)  # wrong
Named(Car, Lot.cars, "a")  # wrong
Latest(Car, Car.every, "a")  # wrong
Ranked(Listed(Lot.carz, lambda: Car))  # wrong
Lists(Lot.weight)  # wrong
Lists(Lot.cars, Lot.cars, "a")  # wrong
Merged("home", (Lists(Car.every),))  # wrong
Lot.guards.add("a", 1, "b")  # wrong
Car.lot.add("a", "b", "c")  # wrong
"""


def test_every_slip_is_seen_and_nothing_else_is_one(tmp_path: Path) -> None:
    """A list by its text is empty for ever when it is misspelt; an attribute is looked at."""
    path = tmp_path / "slips.py"
    path.write_text(DOMAIN)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    seen = {int(one) for one in re.findall(r"slips\.py:(\d+): error", done.stdout)}
    lines = DOMAIN.splitlines()
    assert seen == {at for at, line in enumerate(lines, 1) if line.endswith("# wrong")}, done.stdout
