"""The law kit, and the proof that it can fail: each mutant merges or projects wrongly in a way
that someone once shipped, and the kit must name the law that it breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.errors import CRDTError, LawBroken
from crdt.laws import Structure, Verdict, check_fold, check_projection, classify, require
from crdt.order import Standing, later, stronger
from crdt.records import Merge
from crdt.stamps import Stamp, stamp_of
from crdt.states import State
from tests.crdt.samples import T1, T2, Song, Verse, crowded_stamps, values

Pair = tuple[int, str]
PAIRS: list[Pair] = [(1, "a"), (1, "b"), (2, "A"), (2, "a")]
STANDINGS: list[Standing] = [(score, live) for score in (1, 2, 3, 4) for live in (False, True)]
Elements = dict[str, Standing]


def keeps_whichever_tie_arrived_first(a: Pair, b: Pair) -> Pair:
    return a if a[0] >= b[0] else b


def last_applied_wins(a: Pair, b: Pair) -> Pair:
    return b


def compares_letters_as_a_locale_does(a: Pair, b: Pair) -> Pair:
    return a if (a[0], a[1].lower()) >= (b[0], b[1].lower()) else b


def compares_64_bit_stamps_as_doubles(a: int, b: int) -> int:
    return a if float(a) >= float(b) else b


def remove_wins_locally(a: Standing, b: Standing) -> Standing:
    return stronger(a, b) if a[1] else a


def adds_counters(a: int, b: int) -> int:
    return a + b


def averages(a: float, b: float) -> float:
    return (a + b) / 2


def appends(a: str, b: str) -> str:
    return a + b


def subtracts(a: int, b: int) -> int:
    return a - b


def caps_by_local_size(a: Elements, b: Elements) -> Elements:
    joined = a | {e: stronger(a[e], standing) if e in a else standing for e, standing in b.items()}
    live = sorted((standing, e) for e, standing in joined.items() if standing[1])[-1:]
    removed = sorted((standing, e) for e, standing in joined.items() if not standing[1])[-1:]
    return {e: standing for standing, e in live + removed}


MUTANTS: list[tuple[Callable[[Any, Any], Any], list[Any], Structure, set[str]]] = [
    (keeps_whichever_tie_arrived_first, PAIRS, Structure.BAND, {"commutative"}),
    (last_applied_wins, PAIRS, Structure.BAND, {"commutative"}),
    (compares_letters_as_a_locale_does, PAIRS, Structure.BAND, {"commutative"}),
    (compares_64_bit_stamps_as_doubles, [2**53, 2**53 + 1], Structure.BAND, {"commutative"}),
    (remove_wins_locally, STANDINGS, Structure.MAGMA, {"associative", "commutative"}),
    (adds_counters, [0, 1, 2], Structure.COMMUTATIVE_SEMIGROUP, {"idempotent"}),
    (averages, [0.0, 1.0, 2.0], Structure.MAGMA, {"associative"}),
    (appends, ["", "a", "b"], Structure.SEMIGROUP, {"commutative", "idempotent"}),
    (subtracts, [0, 1, 2], Structure.MAGMA, {"associative", "commutative", "idempotent"}),
    (
        caps_by_local_size,
        [{"x": (4, True)}, {"x": (5, False)}, {"y": (6, False)}],
        Structure.MAGMA,
        {"associative"},
    ),
]


@pytest.mark.parametrize(
    ("merge", "samples"),
    [
        (max, [3, 1, 2]),
        (min, [3, 1, 2]),
        (later, [T1 + "1", T2 + "1", T1 + "2"]),
        (stronger, STANDINGS),
        (frozenset.union, [frozenset("a"), frozenset("ab"), frozenset()]),
    ],
)
def test_a_semilattice_is_found_to_be_one(
    merge: Callable[[Any, Any], Any], samples: list[Any]
) -> None:
    """The kit must not cry wolf."""
    assert classify(merge, samples) == Verdict(Structure.SEMILATTICE, {})
    for structure in Structure:
        require(structure, merge, samples)


@pytest.mark.parametrize(("mutant", "samples", "structure", "broken"), MUTANTS)
def test_a_mutant_merge_is_classified_by_the_laws_that_it_breaks(
    mutant: Callable[[Any, Any], Any], samples: list[Any], structure: Structure, broken: set[str]
) -> None:
    """A law test that cannot fail proves nothing."""
    verdict = classify(mutant, samples)
    assert (verdict.structure, set(verdict.broken)) == (structure, broken)
    assert all(" ∘ " in shown for shown in verdict.broken.values())


@pytest.mark.parametrize(("mutant", "samples", "structure", "broken"), MUTANTS)
def test_a_mutant_merge_is_no_semilattice(
    mutant: Callable[[Any, Any], Any], samples: list[Any], structure: Structure, broken: set[str]
) -> None:
    """What a user writes in their own tests: it names the law and shows where it breaks."""
    require(structure, mutant, samples)
    with pytest.raises(LawBroken, match="so no semilattice: ") as caught:
        require(Structure.SEMILATTICE, mutant, samples)
    law = str(caught.value).removeprefix("not ").partition(",")[0]
    assert law in broken
    assert classify(mutant, samples).broken[law] in str(caught.value)


def test_counterexamples_show_both_sides() -> None:
    """A person must see at a glance what went wrong, and be able to try it."""
    assert classify(subtracts, [1, 2]).broken == {
        "associative": "(1 ∘ 1) ∘ 1 = -1, but 1 ∘ (1 ∘ 1) = 1",
        "commutative": "1 ∘ 2 = -1, but 2 ∘ 1 = 1",
        "idempotent": "1 ∘ 1 = 0",
    }


def test_a_broken_law_is_an_assertion_of_this_package() -> None:
    """Test runners show assertions well, and callers catch the package's root."""
    with pytest.raises(AssertionError) as caught:
        require(Structure.BAND, adds_counters, [1])
    assert isinstance(caught.value, CRDTError)
    assert str(caught.value) == "not idempotent, so no band: 1 ∘ 1 = 2"


def test_a_stronger_structure_serves_for_a_weaker_one_only() -> None:
    """A band is no commutative semigroup, and the other way round."""
    require(Structure.BAND, last_applied_wins, PAIRS)
    with pytest.raises(LawBroken, match="not commutative, so no commutative semigroup"):
        require(Structure.COMMUTATIVE_SEMIGROUP, last_applied_wins, PAIRS)
    require(Structure.SEMIGROUP, adds_counters, [0, 1])
    with pytest.raises(LawBroken, match="not idempotent, so no band"):
        require(Structure.BAND, adds_counters, [0, 1])
    with pytest.raises(LawBroken, match="not associative, so no semigroup"):
        require(Structure.SEMIGROUP, averages, [0.0, 1.0, 2.0])


@given(st.lists(st.integers(0, 3).map(str), min_size=1, max_size=6), st.randoms())
def test_a_structure_survives_the_delivery_that_it_says(run: list[str], random: Random) -> None:
    """The table in the kit's docstring, tried out on a merge of each kind."""
    cut = random.randrange(len(run) + 1)
    shuffled = random.sample(run, len(run))

    assert "".join(run) == "".join(run[:cut]) + "".join(run[cut:])
    assert Structure.SEMIGROUP.survives == "batches, in order, exactly once"

    assert sum(map(int, run)) == sum(map(int, shuffled))
    assert Structure.COMMUTATIVE_SEMIGROUP.survives == "batches in any order, exactly once"

    assert run[-1] == [*run[:cut], *run][-1]
    assert Structure.BAND.survives == "duplicates of whole runs, in order"

    assert max(run) == max(shuffled + run[:cut])
    assert Structure.SEMILATTICE.survives.endswith("any delivery that is at least once")
    assert Structure.MAGMA.survives.startswith("only one reader, exactly once")


# Projections and folds, on a made-up domain.


@dataclass(frozen=True)
class Heard:
    """A listener heard a song, and liked it or not, or named it."""

    song: str
    by: str
    at: Stamp
    liked: bool = True
    words: object = None


heard = st.builds(
    Heard, st.sampled_from(["s1", "s2"]), st.sampled_from("abc"), crowded_stamps, st.booleans(),
    values,
)  # fmt: skip

HISTORY = [Heard("s1", by, stamp_of(ms), ms % 3 != 0, ms) for ms in range(8) for by in "ab"]


def project(event: Heard) -> Iterator[Merge]:
    yield Song.listeners.see(event.song, event.by)
    yield Verse.words.set(f"{event.song}/v1", event.at, event.words)
    change = Song.likes.add if event.liked else Song.likes.remove
    yield change(event.song, event.by, event.at)


@given(st.lists(heard, max_size=8), st.randoms())
def test_a_projection_to_a_record_survives_any_delivery(events: list[Heard], r: Random) -> None:
    """A record of lattices is a lattice: whoever declares fields gets this for nothing."""
    state = check_projection(project, events, r, rounds=3)
    assert state == State(merge for event in events for merge in project(event))


def reads_a_clock() -> Callable[[Heard], list[Merge]]:
    clock = count(1_700_000_000_000)
    return lambda event: [Song.title.set(event.song, stamp_of(next(clock)), event.by)]


def throws_dice() -> Callable[[Heard], list[Merge]]:
    dice = Random(1)
    return lambda event: [Song.title.set(event.song, event.at, dice.randrange(10**9))]


def drops_what_it_has_seen() -> Callable[[Heard], list[Merge]]:
    seen: set[Heard] = set()

    def project(event: Heard) -> list[Merge]:
        new = event not in seen
        seen.add(event)
        return [Song.listeners.see(event.song, event.by)] if new else []

    return project


def reads_what_others_wrote() -> Callable[[Heard], list[Merge]]:
    known: set[str] = set()

    def project(event: Heard) -> list[Merge]:
        known.add(event.by)
        return [Song.title.set(event.song, event.at, sorted(known))]

    return project


@pytest.mark.parametrize(
    "impure", [reads_a_clock, throws_dice, drops_what_it_has_seen, reads_what_others_wrote]
)
def test_an_impure_projection_is_caught(
    impure: Callable[[], Callable[[Heard], list[Merge]]],
) -> None:
    """Two replicas would write different views from one log, and both be right."""
    with pytest.raises(LawBroken, match=r"not a function of its event: Heard\(song='s1'"):
        check_projection(impure(), HISTORY, Random(7))


def nudges_a_sum(events: Iterable[Heard]) -> dict[str, int]:
    """Adds one for each like that it sees, as INCR does."""
    return dict(Counter(event.song for event in events if event.liked))


def sums(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    return dict(Counter(a) + Counter(b))


def overwrites(events: Iterable[Heard]) -> dict[str, object]:
    return {event.song: event.words for event in events}


def keeps_the_first(events: Iterable[Heard]) -> dict[str, object]:
    held: dict[str, object] = {}
    for event in events:
        held.setdefault(event.song, event.words)
    return held


def counts_listeners(events: Iterable[Heard]) -> int:
    return len({event.by for event in events})


def collects(events: Iterable[Heard]) -> set[Heard]:
    return set(events)


def cancels_its_equal(a: set[Heard], b: set[Heard]) -> set[Heard]:
    return a | b if a != b else set()


@pytest.mark.parametrize(
    ("fold", "join", "delivery"),
    [
        (overwrites, dict.__or__, "shuffling"),
        (keeps_the_first, lambda a, b: b | a, "shuffling"),
        (nudges_a_sum, sums, "repeating some"),
        (counts_listeners, adds_counters, "splitting and joining"),
        (collects, set.symmetric_difference, "splitting and joining"),
        (collects, cancels_its_equal, "joining a state with itself"),
    ],
)
def test_a_mutant_fold_or_join_is_caught(
    fold: Callable[[Iterable[Heard]], Any], join: Callable[[Any, Any], Any], delivery: str
) -> None:
    """The message names the delivery that the mutant does not survive, and what differed."""
    with pytest.raises(
        LawBroken, match=rf"^{delivery} of 16 events gives another state:\n- .*\n\+"
    ):
        check_fold(fold, join, HISTORY, Random(7))


class Nudged(State):
    """A state that keeps a sum beside its elements and nudges it, instead of recomputing it."""

    def absorb(self, merges: Iterable[Merge]) -> None:
        for slot, record_id, member, value in merges:
            super().absorb([(slot, record_id, member, value)])
            if slot is Song.likes.slot:
                nudged = self.tables.setdefault(Song.registers, {}).setdefault(record_id, {})
                total = int(str(nudged.get("title", T1 + "0"))[15:]) + 1
                nudged["title"] = f"{T1}{total}"


def test_a_state_that_nudges_a_sum_is_caught() -> None:
    """Derived state is recomputed from merged state; a nudge counts a duplicate twice."""

    def fold(events: Iterable[Heard]) -> State:
        return Nudged(merge for event in events for merge in project(event))

    with pytest.raises(LawBroken) as caught:
        check_fold(fold, State.join, HISTORY, Random(7))
    assert str(caught.value).startswith(
        "repeating some of 16 events gives another state:\n"
        "- ('song', 's1', 'title', '018bcfe56800000', '16')\n"
        "+ ('song', 's1', 'title', '018bcfe56800000', '"
    )


def test_a_failure_repeats() -> None:
    """Randomness is an argument, so that what CI found a person finds too."""
    messages = []
    for _ in range(2):
        with pytest.raises(LawBroken) as caught:
            check_fold(overwrites, dict.__or__, HISTORY, Random(11))
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def test_a_join_may_change_its_first_argument() -> None:
    """States are joined in place, for speed; the expected state must not be touched by it."""
    expected = check_fold(collects, lambda a, b: a.update(b) or a, HISTORY, Random(7))
    assert expected == set(HISTORY)


def test_no_events_give_the_empty_state() -> None:
    """The least element of the lattice is what a new view is."""
    assert check_projection(project, [], Random(7)) == State()
