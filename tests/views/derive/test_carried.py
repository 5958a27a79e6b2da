"""What loops carry from round to round, what fails and is not used, what is absent: in both
languages the same, each in the case that once was another.
"""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any

import pytest

from bandstand.testing.stores import at, by_hand, differences, spread
from crdt.lattices.counter import Counter
from crdt.records import ElementSet, Merge, Record, Register
from tests.views.stores import opened
from views.derive.language import before
from views.derive.places import BestBoard, Board, GlobalList, List, Places, Sum, derived
from views.view import View


class Chained(Record, kind="chained"):
    """A text that comes to be a score after as many rounds as there are names."""

    held = Register()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """A text is no score: it must fail, and never reach the store."""
        a: Any = 1
        b, c, d = 1, 1, 1
        for tag in self.held.value:
            d = c
            c = b
            b = a
            a = tag
        yield Chained.every.enter(by=d)


class Grown(Record, kind="grown"):
    """A number that grows beyond what is exact, by a loop."""

    held = Register()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """It must fail before a double is rounded."""
        number = 1
        for _ in self.held.value:
            number = number * 1_000
        yield Grown.every.enter(by=number)


class Followed(Record, kind="followed"):
    """What a later round makes of a field that an earlier one does not know of."""

    held = Register()
    likes = ElementSet()
    votes = Counter()
    every = GlobalList()
    many = GlobalList()

    @derived
    def places(self) -> Places:
        """A like must move the one, and a vote the other."""
        a, b, c = 0, 0, 0
        for _ in self.held.value:
            c = b
            b = a
            a = self.likes.count
        if c > 1:
            yield Followed.many.enter(by=1)
        d, e, f = 0, 0, 0
        for _ in self.held.value:
            f = e
            e = d
            d = self.votes.total
        yield Followed.every.enter(by=f)


class Left(Record, kind="left"):
    """A name that is another where a loop is left."""

    held = Register()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """What was given before `break` counts after it."""
        score: Any = 1
        for one in self.held.value:
            if one == "out":
                score = one
                break
        yield Left.every.enter(by=score)


class Unused(Record, kind="unused"):
    """A value that may fail, and is in nothing that is yielded."""

    held = Register()
    other = Register()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """That it fails depends on it all the same."""
        if self.other.value:
            number = self.held.value + 1  # noqa: F841
            yield Unused.every.enter(by=1)


class Held(Record, kind="held"):
    """Whose list it is may be absent, and so may be what a text is parted by."""

    held = Register()
    mine = List()

    @derived
    def places(self) -> Places:
        """A list of nobody is none."""
        held = self.held.value
        if "separator" in held:
            yield Held.mine.enter(before("a.b", held["separator"]), by=1)
        yield Held.mine.enter(held["of"], by=1)


class Named(Record, kind="named"):
    """Names that Lua does not have."""

    held = Register()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """They are compiled to others."""
        größe = self.held.value  # noqa: PLC2401
        for länge in größe:  # noqa: PLC2401
            yield Named.every.enter(by=länge)


class Span(Enum):
    """One that is of the domain, and has no number for some."""

    SEASON = 1


def season(ms: Any) -> Any:
    """The first two have none."""
    if ms > 2:
        return ms // 3
    return None


class Parted(Record, kind="end"):
    """Of a kind that is a word of Lua, with a sum and boards."""

    held = Register()
    every = GlobalList()
    total = Sum()
    board = Board(windows={Span.SEASON: season})
    bests = BestBoard(least=False)

    @derived
    def places(self) -> Places:
        """All of it is as somebody wrote it."""
        held = self.held.value
        if held["who"] in ["ada", "bo"]:
            yield Parted.every.enter(by=1)
        yield Parted.total.add(self.id, held["n"])
        yield Parted.board.give(self.id, held["who"], held["n"], ms=held["ms"])
        yield Parted.bests.offer(self.id, held["who"], held["n"])


class Tagged(Record, kind="tagged"):
    """A loop that is left by what comes after its yield."""

    held = Register()
    likes = ElementSet()
    by = List()

    @derived
    def places(self) -> Places:
        """It decides where the next round would stand."""
        for one in self.held.value:
            yield Tagged.by.enter(one, by=1)
            if self.likes.count > 1:
                break


WELCOME = "welcome"


class Pinned(Record, kind="pinned"):
    """One that stands by its id, whatever is written of it."""

    held = Register()
    likes = ElementSet()
    every = GlobalList()

    @derived
    def places(self) -> Places:
        """Nobody need have liked it."""
        if self.id == WELCOME:
            yield Pinned.every.enter(by=self.likes.count)


class Perhaps(Record, kind="perhaps"):
    """Names that are absent, or are not."""

    held = Register()
    other = Register()
    likes = ElementSet()
    every = GlobalList()
    same = GlobalList()

    @derived
    def places(self) -> Places:
        """What is absent is no truth, and no text."""
        top, tag = None, None
        if self.other.value:
            top = self.likes.first(1)
            tag = "a"
        if not top:
            yield Perhaps.every.enter(by=1)
        if self.held.value == tag:
            yield Perhaps.same.enter(by=1)


class Written(Record, kind="written"):
    """In Lua that somebody wrote, and did not check."""

    held = Register()
    every = GlobalList()
    total = Sum()

    @derived(
        places=(every, total),
        lua="""
        local number = tonumber(value('written', id, 'held')) or 0 / 0
        enter('written.every', number)
        add('written.total:a', number)
        """,
    )
    def places(self) -> Places:
        """Its twin."""
        yield Written.every.enter(by=self.held.value)
        yield Written.total.add("a", self.held.value)


RECORDS = (Chained, Grown, Followed, Left, Unused, Held, Named, Parted)
RECORDS += (Tagged, Pinned, Perhaps, Written)  # type: ignore[assignment]
VIEW_ = View(name="carried", records=RECORDS, projections={})

CASES: dict[str, list[list[Merge]]] = {
    "a text that comes late": [
        [Chained.held.set("a", at(1), list("abcde"))],
        [Chained.held.set("b", at(1), [1, 2, 3, 4, 5])],
        [Chained.held.set("c", at(1), list("abc"))],
    ],
    "a number that grows": [
        [Grown.held.set("a", at(1), [0] * 5)],
        [Grown.held.set("b", at(1), [0] * 8)],
    ],
    "a field that comes late": [
        [Followed.held.set("a", at(1), [0] * 5)],
        [Followed.likes.add("a", "ada", at(1)), Followed.likes.add("a", "bo", at(1))],
        [Followed.votes.set("a", "ada", at(1), 7)],
        [Followed.likes.remove("a", "bo", at(2))],
    ],
    "a name that is given before a loop is left": [
        [Left.held.set("a", at(1), ["in", "out", "in"])],
        [Left.held.set("b", at(1), ["in"])],
    ],
    "what fails and is not used": [
        [Unused.other.set("a", at(1), True), Unused.held.set("a", at(1), 1)],
        [Unused.held.set("a", at(2), "a text")],
        [Unused.held.set("a", at(3), 2)],
    ],
    "a list of nobody": [
        [Held.held.set("a", at(1), {"of": None})],
        [Held.held.set("b", at(1), {})],
        [Held.held.set("c", at(1), {"of": "a"})],
        [Held.held.set("d", at(1), {"of": "a", "separator": ""})],
        [Held.held.set("e", at(1), {"of": "a", "separator": "."})],
    ],
    "a loop that is left": [
        [Tagged.held.set("a", at(1), ["x", "y"])],
        [Tagged.likes.add("a", "ada", at(1))],
        [Tagged.likes.add("a", "bo", at(1))],
    ],
    "one that stands by its id": [[Pinned.held.set(one, at(1), 1)] for one in ("welcome", "other")],
    "what is absent": [
        [Perhaps.held.set("a", at(1), {"x": 1})],
        [Perhaps.other.set("a", at(1), True)],
        [Perhaps.likes.add("a", "ada", at(1))],
        [Perhaps.held.set("a", at(2), "a")],
    ],
    "Lua that calculates nothing": [
        [Written.held.set("a", at(1), 5), Written.held.set("b", at(1), "x")],
        [Written.held.set("b", at(2), 2)],
    ],
    "members, amounts and times": [
        [Parted.held.set("a", at(1), {"who": "ada", "n": 1, "ms": 5})],
        [Parted.held.set("b", at(1), {"who": "Ada L", "n": 1, "ms": 5})],
        [Parted.held.set("c", at(1), {"who": "cy", "n": 2**31 - 1, "ms": 5})],
        [Parted.held.set("d", at(1), {"who": "cy", "n": 2**31, "ms": 5})],
        [Parted.held.set("e", at(1), {"who": "cy", "n": -(2**31), "ms": 5})],
        [Parted.held.set("f", at(1), {"who": "cy", "n": 1, "ms": 1})],
        [Parted.held.set("g", at(1), {"who": "cy", "n": 1, "ms": True})],
        [Parted.held.set("h", at(1), {"who": "cy", "n": 1, "ms": None})],
    ],
    "names that are not ASCII": [[Named.held.set("a", at(1), [1, 2])]],
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("shards", [1, 7])
def test_both_say_the_same(any_store_url: str, shards: int, case: str) -> None:
    """One such record stopped a shard for good, or stood where `verify` says that it does not."""

    async def check() -> None:
        merges: list[Merge] = []
        async with opened(any_store_url, VIEW_, shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            for number, batch in enumerate(CASES[case], 1):
                merges += batch
                await spread(store, batch, (number, number))
                assert not await differences(store, merges)

    asyncio.run(check())
