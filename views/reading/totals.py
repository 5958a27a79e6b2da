"""Totals: lists in which a member may stand in every shard, with a part of its score in each.

Where there is one shard, its script knows a page, and who stands where. Where there are many, the
greatest parts do not say which totals are the greatest. So the first of each shard's list are asked
for, and the other parts of whoever was named; who was not named has at most the sum of the last
scores that were given. When that says that the page is whole, it is; else more are asked for.

Source: Cao and Wang, "Efficient top-K query calculation in distributed networks", 2004.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import msgspec

from views.errors import PageTooDeep
from views.reading.answers import Answer, Answers, Rows
from views.reading.selections import Index, Page, Records, Standing
from views.shards import Shards

Read: TypeAlias = Callable[[int, list[dict[str, Any]]], Awaitable[list[msgspec.Raw]]]
"""Asks a shard some things, by one call."""

FIRST = 200
"""How many of each shard's list are looked at first; then four times as many, and so on."""

LOOKED_MAX = 50_000
"""Beyond so many of one shard's list nobody is told."""

_top = msgspec.msgpack.Decoder(tuple[tuple[str, ...], int], strict=False).decode
_count = msgspec.msgpack.Decoder(int).decode
_scores = msgspec.msgpack.Decoder(tuple[str | bool, ...]).decode


class Ranked(NamedTuple):
    """A member and its total."""

    score: int
    id: str

    @property
    def order(self) -> tuple[int, bytes]:
        """Greatest first, and among equals the greatest bytes, as in every list."""
        return self.score, self.id.encode()


@dataclass(frozen=True)
class Open:
    """What is not known of an answer yet: a page of totals, or how many stand before somebody.

    page: which of the answer's lists, and what was asked for; or standing: which of its standings,
    and what was asked for.
    """

    answer: Answer
    list: str
    page: tuple[int, Page] | None = None
    standing: tuple[int, Standing] | None = None


def unknown(requests: Iterable[object], replies: Iterable[object]) -> list[Open]:
    """What in some replies is not known before all shards are looked at together."""
    found = list[Open]()
    for request, reply in zip(requests, replies, strict=True):
        if not (isinstance(request, (Records, Index)) and isinstance(reply, Answers)):
            continue
        for answer in filter(None, reply.records):
            found += [
                Open(answer, f"{page.name}{answer.id}", page=(at, page))
                for at, page in enumerate(request.select.lists)
                if page.totals and answer.lists
            ]
            found += [
                Open(answer, f"{one.prefix}{answer.id}", standing=(at, one))
                for at, one in enumerate(request.select.standings)
                if one.ascending is None and answer.standings and answer.standings[at][0]
            ]
    return found


async def settle(found: Sequence[Open], shards: Shards, read: Read) -> None:
    """Write into the answers what all shards say together.

    Raises:
        PageTooDeep: what is asked for lies too deep in a list.
    """
    for one in found:
        board = _Board(one.list, shards, read)
        if one.page is not None:
            at, page = one.page
            lists = list(one.answer.lists)
            lists[at] = await board.page(page)
            one.answer.lists = tuple(lists)
        elif one.standing is not None:
            at, asked = one.standing
            standings = list(one.answer.standings)
            score = int(standings[at][0])
            member = Ranked(score, asked.member)
            before = await (board.before(member) if asked.parts else board.counted(member))
            standings[at] = str(score), before
            one.answer.standings = tuple(standings)


class _Board:
    """One list, as far as it was looked at."""

    def __init__(self, name: str, shards: Shards, read: Read) -> None:
        self._name, self._shards, self._read = name, shards, read
        self._looked = 0
        self.ranked: list[Ranked] = []
        """The totals that are known, greatest first."""
        self.bound = 0
        """No other member has more than that; -1 where there is none."""

    async def page(self, page: Page) -> Rows:
        """A page by totals."""
        while True:
            await self._look()
            above = known = [one for one in self.ranked if one.score > self.bound]
            if page.after is not None:
                place = Ranked(page.after.score, page.after.id).order
                known = [one for one in above if one.order < place]
            if self.bound < 0 or len(known) > page.first:
                break
        some = known[: page.first]
        return Rows(
            ids=tuple(one.id for one in some),
            scores=tuple(one.score for one in some),
            records=(),
            more=len(known) > page.first,
            before=len(above) - len(known),
        )

    async def before(self, member: Ranked) -> int:
        """How many stand before a member."""
        while True:
            await self._look()
            if self.bound < member.score:
                return sum(one.order > member.order for one in self.ranked)

    async def counted(self, member: Ranked) -> int:
        """How many stand before a member, where each stands in one shard."""
        ask = {"get": "before", "list": self._name, "score": str(member.score), "id": member.id}
        answers = await asyncio.gather(*(self._read(shard, [ask]) for shard in self._shards.all))
        # Each says how many are before, or on it; and it is itself on it.
        return sum(_count(raw) for [raw] in answers) - 1

    async def _look(self) -> None:
        """Look at more of each shard's list, and at the other parts of whoever is named there."""
        self._looked = 4 * self._looked or FIRST
        if self._looked > LOOKED_MAX:
            raise PageTooDeep(
                f"{self._name} is spread over {self._shards.count} shards, and what is asked for "
                f"is beyond the first {LOOKED_MAX:,} of one; ask for an earlier page"
            )
        ask = {"get": "top", "list": self._name, "first": self._looked}
        answers = await asyncio.gather(*(self._read(shard, [ask]) for shard in self._shards.all))
        parts: list[dict[str, int]] = []
        bound = -1
        for [raw] in answers:
            flat, card = _top(raw)
            parts.append(dict(zip(flat[::2], map(int, flat[1::2]), strict=True)))
            if card > len(parts[-1]):
                # Whoever does not stand in a list has nothing there.
                bound = max(bound, 0) + max(int(flat[-1]), 0)
        names = sorted({member for part in parts for member in part})
        lacking = [[name for name in names if name not in part] for part in parts]
        asks = [
            self._read(shard, [{"get": "scores", "list": self._name, "members": lacking[shard]}])
            for shard in self._shards.all
            if lacking[shard] and bound >= 0
        ]
        asked = [shard for shard in self._shards.all if lacking[shard] and bound >= 0]
        for shard, [raw] in zip(asked, await asyncio.gather(*asks), strict=True):
            for name, score in zip(lacking[shard], _scores(raw), strict=True):
                if score:
                    parts[shard][name] = int(score)
        totals = [Ranked(sum(part.get(name, 0) for part in parts), name) for name in names]
        self.ranked = sorted(totals, key=lambda one: one.order, reverse=True)
        self.bound = bound
