"""Derivations that nobody would write: generated programs of the language, as modules."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from textwrap import indent

from crdt.records import Record
from views.derive.compiler import compiled
from views.derive.places import declared_of
from views.errors import Misdeclared

HEAD = """
from crdt.lattices.counter import Counter
from crdt.records import ElementSet, Record, Register
from views.derive.language import after, before, log10, of
from views.derive.places import BestBoard, Board, GlobalList, List, Places, Sum, derived
"""

HELPERS = """
def h_{name}(a, b):
    c = {first}
    if a < b:
        return c
    return {second}
"""

RECORD = """
class {name}(Record, kind="{kind}"):
    held = Register()
    other = Register()
    members = ElementSet()
    votes = Counter()

    every = GlobalList()
    named = List()
    weight = Sum()
    board = Board()
    best = BestBoard(least=True, ties=4)

    @derived
    def places(self) -> Places:
        i0, i1, i2 = 0, 1, self.members.count
        t0, t1 = "a", self.id
        j0, j1 = self.held.value, self.other.value
{body}
"""

NUMBERS = (0, 1, 2, 7, 10, 1_000, 2**31, 2**53 - 1)
TEXTS = ("", "a", "b.c", "x/y", ".", "é")
KEYS = ("n", "t", "all", "in", "x")
DEPTH = 3


class Program:
    """Writes one derivation, of names that are numbers (i), texts (t) and JSON (j)."""

    def __init__(self, random: Random, name: str) -> None:
        self._random, self._name, self._loops, self._row = random, name, 0, 0

    def body(self) -> str:
        """Its statements."""
        return "\n".join(self._statement(0) for _ in range(self._random.randint(3, 7)))

    def helper(self) -> str:
        """A function of two numbers."""
        parts = [self._number(1, ("a", "b")), self._number(1, ("a", "b", "c"))]
        return HELPERS.format(name=self._name, first=parts[0], second=parts[1])

    def _one(self, *ways: Callable[[], str]) -> str:
        return self._random.choice(ways)()

    def _of(self, names: tuple[str, ...]) -> str:
        return self._random.choice(names)

    def _number(self, depth: int, names: tuple[str, ...] = ("i0", "i1", "i2")) -> str:
        own = names[0] == "i0"
        if depth >= DEPTH or self._random.random() < 0.3:
            plain = (self._of(names), self._of(tuple(map(str, NUMBERS))))
            return self._of((*plain, "self.members.count", "self.votes.total") if own else plain)

        def number() -> str:
            return self._number(depth + 1, names)

        ways: list[Callable[[], str]] = [
            lambda: f"({number()} {self._of(('+', '-', '*', '//', '%'))} {number()})",
            lambda: f"-{number()}",
            lambda: f"{self._of(('min', 'max'))}({number()}, {number()})",
            lambda: f"log10(max(1, {number()}), 1000)",
        ]
        if own:
            ways += [self._member, lambda: f"h_{self._name}({number()}, {number()})"]
        return self._one(*ways)

    def _member(self) -> str:
        return f"{self._of(('j0', 'j1'))}[{self._of(KEYS)!r}]"

    def _text(self, depth: int) -> str:
        if depth >= DEPTH or self._random.random() < 0.3:
            return self._of(("t0", "t1", *map(repr, TEXTS)))

        def text() -> str:
            return self._text(depth + 1)

        def joined() -> str:
            left, right = text().replace('"', "'"), self._number(DEPTH)
            return f'f"{{{left}}}-{{{right}}}"' if "\\" not in left + right else "t0"

        return self._one(
            joined,
            lambda: f"{self._of(('before', 'after'))}({text()}, {text()})",
            self._member,
        )

    def _test(self, depth: int) -> str:
        def again() -> str:
            return self._test(depth + 1)

        ways: list[Callable[[], str]] = [
            lambda: f"{self._number(2)} {self._of(('<', '<=', '==', '!='))} {self._number(2)}",
            lambda: f"{self._text(2)} {self._of(('==', '!='))} {self._text(2)}",
            lambda: f"{self._member()} is {self._of(('', 'not '))}None",
            lambda: f"{self._text(2)} in self.members",
            lambda: self._of(("j0", "j1", "self.members.count > 1")),
        ]
        if depth < 2:
            ways += [
                lambda: f"({again()} {self._of(('and', 'or'))} {again()})",
                lambda: f"not ({again()})",
            ]
        return self._one(*ways)

    def _statement(self, depth: int) -> str:
        ways: list[Callable[[], str]] = [self._give, self._give, self._stand, self._stand]
        if depth < DEPTH:
            ways += [lambda: self._if(depth), lambda: self._for(depth), lambda: self._for(depth)]
        if self._loops:
            ways.append(lambda: f"if {self._test(1)}:\n{indent(self._give(), '    ')}\n    break")
        return self._one(*ways)

    def _give(self) -> str:
        def number() -> str:
            return self._of(("i0", "i1", "i2"))

        return self._one(
            lambda: f"{number()} = {self._number(1)}",
            lambda: f"{number()} {self._of(('+=', '*=', '-='))} {self._number(2)}",
            lambda: "i0, i1, i2 = i1, i2, i0",
            lambda: "i2 = i1\ni1 = i0",
            lambda: f"t1 = t0\nt0 = {self._text(1)}",
            lambda: f"{self._of(('t0', 't1'))} = {self._text(1)}",
            lambda: f"j1 = j0\nj0 = {self._member()}",
        )

    def _stand(self) -> str:
        name = self._name

        def small() -> str:
            # What several give together is promised below 2**53 alone.
            return f"{self._number(2)} % 1000"

        return self._one(
            lambda: f"yield {name}.every.enter(by={self._number(1)})",
            lambda: f"yield {name}.named.enter({self._text(1)}, by={self._number(2)})",
            lambda: f"yield {name}.named.enter({self._member()}, by=i0)",
            lambda: f"yield {name}.weight.add({self._text(1)}, {self._number(2)})",
            lambda: f"yield {name}.board.give({self._text(2)}, {self._text(2)}, {small()})",
            lambda: f"yield {name}.best.offer(self.owned_by, {self._text(2)}, i0, tie=i1 % 4)",
        )

    def _block(self, depth: int) -> str:
        count = self._random.randint(1, 3)
        return indent("\n".join(self._statement(depth + 1) for _ in range(count)), "    ")

    def _if(self, depth: int) -> str:
        text = f"if {self._test(0)}:\n{self._block(depth)}"
        return f"{text}\nelse:\n{self._block(depth)}" if self._random.random() < 0.5 else text

    def _for(self, depth: int) -> str:
        self._loops, self._row = self._loops + 1, self._row + 1
        way, row = self._of(("first", "latest")), self._row
        head = self._one(
            lambda: f"for t1, i2 in self.members.{way}(3):",
            lambda: f"for m{row}, s{row} in self.members.{way}(2):\n    i1 = s{row}",
            lambda: f"for j1 in {self._member()}:",
        )
        text = f"{head}\n{self._block(depth)}"
        self._loops -= 1
        return text


def records_of(folder: Path, seed: int, count: int) -> tuple[tuple[type[Record], ...], str]:
    """So many records with generated derivations that are in the language, and their source."""
    random, parts, tries = Random(seed), [HEAD], 0
    for number in range(count):
        name = f"R{number}"
        while True:
            tries += 1
            program = Program(random, name)
            body = indent(program.body(), " " * 8)
            part = program.helper() + RECORD.format(name=name, kind=f"r{number}", body=body)
            if _is_legal(folder, f"tried_{seed}_{tries}", name, HEAD + part):
                parts.append(part)
                break
    module = _module(folder, f"made_{seed}", "".join(parts))
    return tuple(getattr(module, f"R{number}") for number in range(count)), "".join(parts)


def _is_legal(folder: Path, module: str, name: str, text: str) -> bool:
    try:
        record = getattr(_module(folder, module, text), name)
        compiled(record, declared_of(record))
    except (Misdeclared, SyntaxError):
        return False
    return True


def _module(folder: Path, name: str, text: str) -> object:
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return importlib.import_module(name)
