"""Ranges: what belongs to some owners, as the logs say and as a view has it, and where they differ.

Scribe   what is read of a shard, written down by range
Range    one range in memory: it is screened, and what does not look right is looked at again
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bandstand.audit.moments import Moments
from bandstand.audit.partition import Partition
from crdt.coverage import Coverage
from crdt.records import Merge
from crdt.states import Entry, State
from views.audit.expected import expect
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
    merged_place,
    raw,
    text,
)
from views.audit.looking import look_at, scan_tallies
from views.merging import Coverages
from views.store import Store

MERGED, PARKED, FOUND, SAID, OWN = range(5)
"""What a row is: merges of an event, or why it is parked; what is under a key, what is to be said
of a key, and what a view's own parts of a sum or tally come to."""

_FACTS_AT_ONCE: Final = 300
_TOTALS_AT_ONCE: Final = 10
_ROUNDS: Final = 3
"""So often is looked for what explains who stands in a list."""


class Scribe:
    """Writes down what is read of a shard, each fact in the range of its owner.

    Args:
        failing: here goes which derivations fail, and why.
    """

    def __init__(self, partition: Partition, shard: int, failing: list[str]) -> None:
        self._partition, self._shard, self._failing = partition, shard, failing

    def take(self, key: str, member: str, contents: Contents) -> None:
        """What is under a key; of a hash or a sorted set, of one member."""
        if key == "work":
            return
        if key == "failed" and len(self._failing) < _FAILING_MAX:
            self._failing.append(f"shard {self._shard}: {member}: {text(contents)}")
        at = self._partition.of(_owner_at(key, member))
        self._partition.put(at, (FOUND, self._shard, raw(key), raw(member), contents))

    def put(self, fact: Fact, told: str) -> None:
        """A fact that is of a key itself."""
        at = self._partition.of(home_of(fact))
        self._partition.put(at, (SAID, self._shard, [raw(one) for one in fact], told))

    def sum_up(self, totals: Totals) -> None:
        """All parts of a sum or tally were read."""
        for fact, told in totals.facts().items():
            row = (OWN, self._shard, [raw(one) for one in fact], told, raw(totals.key))
            self._partition.put(self._partition.of(home_of(fact)), row)


_FAILING_MAX: Final = 1_000


def _owner_at(key: str, member: str) -> str:
    kind, _, record_id = key.partition(":")
    if kind == "list" or kind in TOTALLED:
        return home_of((kind, record_id, member))
    if key == "failed" or kind == "readers":
        return owner_of(member.partition(" ")[2])
    return owner_of(member if key == "parked" else record_id)


@dataclass
class _Side:
    """What one shard has of a range.

    own: what its totals should be, by its own parts. keys: total, or place in a list that has one →
    where the parts are.
    """

    held: Held
    own: Facts
    keys: dict[Fact, str]


class Range:
    """One range: its merged state at the place, what came later, and what each shard has.

    Args:
        rows: as they were written down. place: log → the last sequence of the state.
    """

    def __init__(
        self, store: Store, rows: Iterable[Sequence[Any]], place: Mapping[str, int]
    ) -> None:
        self._store, self._place, self._kinds = store, place, Kinds.of(store.view)
        self._slots = [slot for record in store.view.records for slot in record.slots]
        self._state = State()
        # By owner what came after the place: log, sequence, and merges or why it is parked.
        self._tail: dict[str, list[tuple[str, int, list[Merge] | str]]] = defaultdict(list)
        self._parked = Facts()
        self._sides = [_Side(Held(self._kinds), Facts(), {}) for _ in store.shards.all]
        for row in rows:
            self.add(row)
        self._expected = self._expect(self._state)
        for fact, told in self._parked.items():
            self._expected[0][fact] = told

    def add(self, row: Sequence[Any]) -> None:
        """Take a row in."""
        match row:
            case [what, str(log), int(sequence), told] if what in (MERGED, PARKED):
                self._take(log, sequence, told)
            case [kind, int(shard), bytes(key), bytes(member), contents] if kind == FOUND:
                self._sides[shard].held.take(text(key), text(member), contents)
            case [kind, int(shard), list(fact), str(told), *key]:
                named = tuple(text(one) for one in fact)
                if kind == SAID:
                    self._sides[shard].held.put(named, told)
                else:
                    self._sides[shard].own[named] = told
                    self._sides[shard].keys[named] = text(key[0])

    def _take(self, log: str, sequence: int, told: list[Any] | str) -> None:
        if isinstance(told, str):
            where = f"{log} {sequence}"
            if sequence <= self._place.get(log, 0):
                self._parked["parked", where] = told
            else:
                self._tail[owner_of(where)].append((log, sequence, told))
            return
        merges = [(self._slots[at], one, member, _value(held)) for at, one, member, held in told]
        if sequence <= self._place.get(log, 0):
            self._state.absorb(merges)
            return
        for owner in {owner_of(merge[1]) for merge in merges}:
            mine = [merge for merge in merges if owner_of(merge[1]) == owner]
            self._tail[owner].append((log, sequence, mine))

    def _expect(self, state: State) -> list[Facts]:
        store = self._store
        return [one.facts() for one in expect(store.view, store.shards, state, totals=False)]

    def _at(self, shard: int, owners: set[str], covered: Coverages) -> Facts:
        """What a shard should say of some owners when it covers this, totals aside."""
        later = [
            one
            for owner in owners & self._tail.keys()
            for one in self._tail[owner]
            if one[1] in covered.get(one[0], Coverage())
        ]
        if not later:
            return self._expected[shard]
        state = self._state.part(lambda record_id: owner_of(record_id) in owners)
        parked = dict(self._parked) if shard == 0 else Facts()
        for log, sequence, told in later:
            if isinstance(told, str):
                parked["parked", f"{log} {sequence}"] = told
            else:
                state.absorb(told)
        return self._expect(state)[shard] | (parked if shard == 0 else {})

    def _suspects(self, shard: int, found: Facts) -> list[Fact]:
        """What did not look right while it was read. SUBTLE: what did is right: what the logs say
        of it at the place stood there, at a moment after the place.
        """
        side = self._sides[shard]
        return unlike(self._expected[shard] | side.own, found)

    async def compare(self, moments: Moments) -> Outcome:
        """Compare each shard with the logs, and look again at what did not look right.

        Raises:
            Apart: as `Moments.look`.
        """
        outcome = Outcome([], defaultdict(int), {})
        for shard in self._store.shards.all:
            facts = self._suspects(shard, self._sides[shard].held.holding().facts())
            for rounds_left in range(_ROUNDS, -1, -1):
                unknown = list[Fact]()
                for chunk in self._chunks(shard, facts):
                    unknown += await self._confirm(shard, chunk, moments, outcome, rounds_left > 0)
                if not unknown:
                    break
                await self._look_for_tallies(shard, unknown)
                facts = unknown
        return outcome

    async def _confirm(
        self, shard: int, facts: list[Fact], moments: Moments, outcome: Outcome, again: bool
    ) -> list[Fact]:
        """Look at some facts at one moment, beside what the logs say at that moment.

        Args:
            again: who stands in a list, and nothing says why, is looked at again. SUBTLE: they may
                stand there with a total that came after the tallies were read.

        Returns these.
        """
        points = {point for fact in facts for point in self._points(shard, fact)}
        keys = [fact[1] for fact in facts if fact[0] in _OF_KEYS]
        moment, found, about = await moments.look(shard, sorted(points, key=str), keys)
        held, own = Held(self._kinds), self._own(points, found)
        for key, member, contents in found:
            held.take(key, member, contents)
        for key, kind, ttl_ms in about:
            look_at(self._kinds, key, kind, ttl_ms, held.put)
        holding = held.holding()
        wanted = ChainMap(own, self._at(shard, set(map(home_of, facts)), moment.coverage))
        here, unknown = holding.facts(), list[Fact]()
        for fact in facts:
            if again and fact[0] == "list" and fact in here and fact not in wanted:
                unknown.append(fact)
            elif wanted.get(fact) != here.get(fact):
                outcome.add(shard, fact, wanted.get(fact), here.get(fact), holding)
        return unknown

    def _chunks(self, shard: int, facts: list[Fact]) -> Iterator[list[Fact]]:
        """Some facts at a time; fewer of those for which all parts of a total are read."""
        keys = self._sides[shard].keys
        whole = [fact for fact in facts if fact in keys or fact[2:3] == (TOTAL,)]
        few = set(whole)
        rest = [fact for fact in facts if fact not in few]
        for some, size in ((rest, _FACTS_AT_ONCE), (whole, _TOTALS_AT_ONCE)):
            for at in range(0, len(some), size):
                yield some[at : at + size]

    def _points(self, shard: int, fact: Fact) -> list[Point]:
        points = self._kinds.points_of(fact)
        tally = self._sides[shard].keys.get(fact) if fact[0] == "list" else None
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

    async def _look_for_tallies(self, shard: int, facts: list[Fact]) -> None:
        side = self._sides[shard]
        await scan_tallies(self._store, shard, {fact[2] for fact in facts}, _Tallies(side.keys))

    @property
    def entries(self) -> set[Entry]:
        """What the logs say of it at the place, in the canonical form."""
        return set(self._state.entries())


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

    def of_view(self, logs: set[Entry], store: Store) -> set[Entry]:
        """What the view holds where the logs say this."""
        everywhere = {
            slot.name for one in store.view.records if one.everywhere for slot in one.slots
        }
        gone = {
            entry
            for entry in logs
            if (wrong := self.missing.get(entry[:3]))
            and wrong == (store.shards.count if entry[0] in everywhere else 1)
        }
        return (logs - gone) | set(self.found.values())


def _value(held: Any) -> Any:
    """A merge's value as it was written down."""
    return tuple(held) if isinstance(held, list) else held
