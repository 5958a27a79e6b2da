"""Ranges: what belongs to some owners, as the logs say and as a view has it, and where they differ.

In memory are the merged state of a range, and one heap of its facts at a time. Whatever does not
look right is looked at again. `Outcome` is what comparing a range came to.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zlib import crc32

from bandstand.audit.moments import Moments
from bandstand.audit.partition import Partition
from bandstand.audit.scribe import EXPECTED, FOUND, MERGED, OWN, PARKED, SAID
from crdt.coverage import Coverage
from crdt.records import Merge, Slot
from crdt.states import Entry, State
from views.audit.expected import expected_facts
from views.audit.facts import (
    TOTAL,
    Difference,
    Fact,
    Facts,
    Holding,
    difference,
    home_of,
    owner_of,
    readable,
    unlike,
)
from views.audit.held import (
    TOTALLED,
    Contents,
    Held,
    Kinds,
    Point,
    Totals,
    anchor_at,
    merged_place,
    text,
)
from views.audit.looking import look_at, scan_tallies
from views.merging import Coverages
from views.store import Store

HEAP_ROWS: Final = 50_000
"""The facts of a range are divided into heaps of so many rows of what was found, on average."""

HEAPS_MAX: Final = 128
_FACTS_AT_ONCE: Final = 300
_TOTALS_AT_ONCE: Final = 10
_ROUNDS: Final = 3
"""So often is looked for what explains who stands in a list."""


@dataclass
class _Side:
    """What one shard has of a heap, and what it should have.

    own: what its totals should be, by its own parts. keys: total, or place in a list that has one →
    where the parts are.
    """

    held: Held
    expected: Facts = field(default_factory=dict)
    own: Facts = field(default_factory=dict)
    keys: dict[Fact, str] = field(default_factory=dict)


class Range:
    """One range: its merged state at the place, what came later, and what each shard has.

    Args:
        rows: as they were written down. size: how many there are. place: log → the last sequence of
            the state.
    """

    def __init__(
        self,
        store: Store,
        rows: Iterable[Sequence[Any]],
        place: Mapping[str, int],
        size: int = 0,
    ) -> None:
        self._store, self._place, self._kinds = store, place, Kinds.of(store.view)
        self._slots = [slot for record in store.view.records for slot in record.slots]
        self.state, self.parked = State(), Facts()
        # By owner what came after the place: log, sequence, and merges or why it is parked.
        self._tail: dict[str, list[tuple[str, int, list[Merge] | str]]] = defaultdict(list)
        self._heaps = Partition(min(-(-size // HEAP_ROWS) or 1, HEAPS_MAX))
        for number, row in enumerate(rows, 1):
            self.add(row)
            if number % HEAP_ROWS == 0:
                self.state.condense()

    @property
    def slots(self) -> list[Slot]:
        """The slots of the view, by the numbers that stand in rows."""
        return self._slots

    def add(self, row: Sequence[Any]) -> None:
        """Take a row in."""
        match row:
            case [what, str(log), int(sequence), told] if what in (MERGED, PARKED):
                self._take(log, sequence, told)
            case [kind, _, bytes(key), bytes(member), _] if kind == FOUND:
                self._heap(anchor_at(text(key), text(member)), row)
            case [_, _, list(fact), str(), *_]:
                self._heap(self._kinds.anchor(tuple(text(one) for one in fact)), row)

    def _heap(self, anchor: str, row: Sequence[Any]) -> None:
        at = crc32(anchor.encode("utf-8", "surrogateescape")) % self._heaps.count
        self._heaps.put(at, row)

    def _take(self, log: str, sequence: int, told: list[Any] | str) -> None:
        if isinstance(told, str):
            where = f"{log} {sequence}"
            if sequence <= self._place.get(log, 0):
                self.parked["parked", where] = told
            else:
                self._tail[owner_of(where)].append((log, sequence, told))
            return
        merges = [(self._slots[at], one, member, _value(held)) for at, one, member, held in told]
        if sequence <= self._place.get(log, 0):
            self.state.absorb(merges)
            return
        for owner in {owner_of(merge[1]) for merge in merges}:
            mine = [merge for merge in merges if owner_of(merge[1]) == owner]
            self._tail[owner].append((log, sequence, mine))

    def _expect(self) -> None:
        """Write down what the logs say, each fact in its heap."""
        for fact, told in self.parked.items():
            self._heap(self._kinds.anchor(fact), (EXPECTED, 0, list(fact), told))
        for shard, fact, told in self._facts(self.state):
            self._heap(self._kinds.anchor(fact), (EXPECTED, shard, list(fact), told))

    def _facts(self, state: State) -> Iterator[tuple[int, Fact, str]]:
        return expected_facts(self._store.view, self._store.shards, state)

    def _sides(self, at: int) -> list[_Side]:
        """One heap, by shards."""
        sides = [_Side(Held(self._kinds)) for _ in self._store.shards.all]
        for kind, shard, *row in self._heaps.take(at):
            side = sides[shard]
            if kind == FOUND:
                key, member, contents = row
                side.held.take(text(key), text(member), contents)
            elif kind == EXPECTED:
                side.expected[tuple(row[0])] = row[1]
            else:
                fact = tuple(text(one) for one in row[0])
                if kind == SAID:
                    side.held.put(fact, row[1])
                elif kind == OWN:
                    side.own[fact], side.keys[fact] = row[1], text(row[2])
        return sides

    def _at(
        self, shard: int, side: _Side, facts: Iterable[Fact], covered: Coverages
    ) -> Mapping[Fact, str]:
        """What a shard should say of some facts when it covers this, totals aside."""
        owners = set(map(home_of, facts))
        later = [
            one
            for owner in owners & self._tail.keys()
            for one in self._tail[owner]
            if one[1] in covered.get(one[0], Coverage())
        ]
        if not later:
            return side.expected
        state = self.state.part(lambda record_id: owner_of(record_id) in owners)
        found = dict(self.parked) if shard == 0 else Facts()
        for log, sequence, told in later:
            if not isinstance(told, str):
                state.absorb(told)
            elif shard == 0:
                found["parked", f"{log} {sequence}"] = told
        wanted = set(facts)
        for where, fact, told in self._facts(state):
            if where == shard and fact in wanted:
                found[fact] = told
        return found

    async def compare(self, moments: Moments) -> Outcome:
        """Compare each shard with the logs, and look again at what did not look right.

        SUBTLE: what did look right is right: what the logs say of it at the place stood there, at a
        moment after the place.

        Raises:
            Apart: as `Moments.look`.
        """
        outcome = Outcome([], defaultdict(int), {})
        self._expect()
        for at in range(self._heaps.count):
            for shard, side in enumerate(self._sides(at)):
                facts = unlike(side.expected | side.own, side.held.holding().facts())
                await self._look_again(shard, side, facts, moments, outcome)
        return outcome

    async def _look_again(
        self, shard: int, side: _Side, facts: list[Fact], moments: Moments, outcome: Outcome
    ) -> None:
        for rounds_left in range(_ROUNDS, -1, -1):
            unknown = list[Fact]()
            for chunk in _chunks(side, facts):
                unknown += await self._confirm(
                    shard, side, chunk, moments, outcome, again=rounds_left > 0
                )
            if not unknown:
                break
            tallies = _Tallies(side.keys)
            await scan_tallies(self._store, shard, {fact[2] for fact in unknown}, tallies)
            facts = unknown

    def close(self) -> None:
        """Drop what is left."""
        self._heaps.close()

    async def _confirm(
        self,
        shard: int,
        side: _Side,
        facts: list[Fact],
        moments: Moments,
        outcome: Outcome,
        *,
        again: bool,
    ) -> list[Fact]:
        """Look at some facts at one moment, beside what the logs say at that moment.

        Args:
            again: who stands in a list, and nothing says why, is looked at again. SUBTLE: they may
                stand there with a total that came after the tallies were read.

        Returns these.
        """
        points = {point for fact in facts for point in self._points(side, fact)}
        keys = [fact[1] for fact in facts if fact[0] in _OF_KEYS]
        moment, found, about = await moments.look(shard, sorted(points, key=str), keys)
        held, own = Held(self._kinds), self._own(points, found)
        for key, member, contents in found:
            held.take(key, member, contents)
        for key, kind, ttl_ms in about:
            look_at(self._kinds, key, kind, ttl_ms, held.put)
        holding = held.holding()
        wanted = ChainMap(own, dict(self._at(shard, side, facts, moment.coverage)))
        here, unknown = holding.facts(), list[Fact]()
        for fact in facts:
            if again and fact[0] == "list" and fact in here and fact not in wanted:
                unknown.append(fact)
            elif wanted.get(fact) != here.get(fact):
                outcome.add(shard, fact, wanted.get(fact), here.get(fact), holding)
        return unknown

    def _points(self, side: _Side, fact: Fact) -> list[Point]:
        points = self._kinds.points_of(fact)
        tally = side.keys.get(fact) if fact[0] == "list" else None
        return [*points, Point(tally)] if tally else points

    @staticmethod
    def _own(points: set[Point], found: Iterable[tuple[str, str, Contents]]) -> Facts:
        """What the totals should be of those sums and tallies that were read whole."""
        made, whole = dict[str, Totals](), {one.key for one in points if one.member is None}
        for key, member, contents in found:
            kind, _, name = key.partition(":")
            if key in whole and kind in TOTALLED:
                made.setdefault(key, Totals(kind, name)).add(member, contents)
        return {fact: told for one in made.values() for fact, told in one.facts().items()}


def _chunks(side: _Side, facts: list[Fact]) -> Iterator[list[Fact]]:
    """Some facts at a time; fewer of those for which all parts of a total are read."""
    whole = [fact for fact in facts if fact in side.keys or fact[2:3] == (TOTAL,)]
    few = set(whole)
    rest = [fact for fact in facts if fact not in few]
    for some, size in ((rest, _FACTS_AT_ONCE), (whole, _TOTALS_AT_ONCE)):
        for at in range(0, len(some), size):
            yield some[at : at + size]


_OF_KEYS: Final = frozenset(("expires", "type", "unknown"))


class _Tallies:
    """Of whom stands in a list with a total, by which tally."""

    def __init__(self, keys: dict[Fact, str]) -> None:
        self._keys = keys

    def take(self, key: str, member: str, contents: Contents) -> None:
        """Nothing: only what they come to is asked."""

    def put(self, fact: Fact, told: str) -> None:
        """Nothing."""

    def sum_up(self, totals: Totals) -> None:
        for fact in totals.facts():
            self._keys[fact] = totals.key


@dataclass
class Outcome:
    """What comparing a range came to.

    missing: merged place → in how many shards it is not as it should be. found: what stands there.
    """

    differences: list[Difference]
    missing: dict[tuple[str, str, str], int]
    found: dict[tuple[int, tuple[str, str, str]], Entry]

    def add(
        self, shard: int, fact: Fact, wanted: str | None, here: str | None, holding: Holding
    ) -> None:
        """Take in that a fact is not as it should be."""
        self.differences.append(difference(shard, fact, wanted, here))
        place = merged_place(fact)
        if place and wanted is not None:
            self.missing[place] += 1
        if place and place in holding.entries:
            kind, record_id, member, stamp, value = map(readable, holding.entries[place])
            self.found[shard, place] = kind, record_id, member, stamp, value

    def sides(self, logs: Iterable[Entry], store: Store) -> Iterator[tuple[Entry, bool, bool]]:
        """What the logs say, and what the view holds there: entry, in the logs, in the view."""
        everywhere = {
            slot.name for one in store.view.records if one.everywhere for slot in one.slots
        }
        found = set(self.found.values())
        for entry in logs:
            wrong = self.missing.get(entry[:3])
            gone = wrong and wrong == (store.shards.count if entry[0] in everywhere else 1)
            yield entry, True, not gone or entry in found
            found.discard(entry)
        for entry in found:
            yield entry, False, True


def _value(held: Any) -> Any:
    """A merge's value as it was written down."""
    return tuple(held) if isinstance(held, list) else held
