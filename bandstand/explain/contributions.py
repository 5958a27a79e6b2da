"""Contributions: which records stand in a derived list, or add to a derived sum, and with what.

What the logs say is computed by the audit's own functions, shard by shard, so that an explanation
says what `verify` says.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bandstand.explain.addresses import Derived
from crdt.records import Record
from crdt.states import State
from views import audit
from views.audit import Facts
from views.shards import Shards
from views.store import Store
from views.view import View

SHOWN = 20
DATES_SHOWN = 3
"""Of a list that there is one of for each date, so many of the newest are shown."""

Members: TypeAlias = Mapping[str, str]
"""Who stands in a list or adds to a sum, and with what, in one shard."""


@dataclass
class Contributions:
    """What the logs say of some lists and sums: by shard, and of which kind each record is."""

    shards: list[Facts]
    kinds: dict[str, str] = field(default_factory=dict)

    def of(self, part: Derived) -> list[Members]:
        """By shard, who is in a list or sum."""
        return [members(facts, part) for facts in self.shards]

    def dates(self, parts: Iterable[Derived]) -> list[Derived]:
        """The lists of parts that have one for each date, of each part the newest first."""
        found = []
        for part in parts:
            sources = {fact[1] for facts in self.shards for fact in facts if _is_of(fact, part)}
            dated = [replace(part, source=source, dated=None) for source in sources]
            found += sorted(dated, key=lambda one: (len(one.source), one.source), reverse=True)
        return found

    def first(self, said: Sequence[Members]) -> list[tuple[int, str, str]]:
        """The greatest (score or part, kind, id), at most 20."""
        whole = added(said)
        found = ((value, self.kinds.get(one, ""), one) for one, value in whole.items())
        return heapq.nlargest(SHOWN, found)


def contributions(
    view: View, shards: Shards, state: State, parts: Iterable[Derived]
) -> Contributions:
    """What a whole fold says of some lists and sums."""
    made, asked = Contributions([{} for _ in shards.all]), tuple(parts)
    if not asked:
        return made
    for shard, record, record_id, placement in audit.placements(view, shards, state):
        own = Facts()
        audit.place_in(own, record_id, placement)
        wanted = [fact for fact in own if any(_is_of(fact, part) for part in asked)]
        if not wanted:
            continue
        audit.place_in(made.shards[shard], record_id, placement)
        # Whoever else stands there, by what this record says, is of another kind.
        if any(fact[2] == record_id for fact in wanted):
            made.kinds[record_id] = record.kind
    return made


def homes(shards: Shards, record: type[Record], record_id: str) -> Sequence[int]:
    """The shards that hold a record."""
    return shards.all if record.everywhere else [shards.of(record, record_id)]


async def hold(store: Store, part: Derived) -> list[Members]:
    """By shard, who is in a list or sum as the view has it."""
    name = f"{_kind(part)}:{part.source}"
    holdings = [await audit.hold_some(store, shard, [name]) for shard in store.shards.all]
    return [members(holding.derived, part) for holding in holdings]


def members(facts: Facts, part: Derived) -> Members:
    """Who is in a list or sum, as a shard's facts say; of a sum, its total too."""
    return {fact[2]: text for fact, text in facts.items() if _is_of(fact, part)}


def added(shards: Iterable[Members]) -> dict[str, int]:
    """What all shards say together, without totals. What is no number counts as nothing."""
    whole: dict[str, int] = {}
    for one, text in (pair for shard in shards for pair in shard.items()):
        if one != audit.TOTAL:
            whole[one] = whole.get(one, 0) + number(text)
    return whole


def number(text: str) -> int:
    """A score or a part of a sum; 0 for what is none."""
    with suppress(ValueError, OverflowError):
        return int(float(text))
    return 0


def _kind(part: Derived) -> str:
    return "sum" if part.is_sum else "list"


def _is_of(fact: tuple[str, ...], part: Derived) -> bool:
    if fact[0] != _kind(part):
        return False
    if part.dated is None:
        return fact[1] == part.source
    date = fact[1].removeprefix(part.source).removesuffix(f":{part.dated}")
    return fact[1] == f"{part.source}{date}:{part.dated}" and date.isdecimal()
