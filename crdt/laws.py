"""The law kit: prove what your own merges and projections survive.

`classify` says which laws a merge keeps on given samples, and so which delivery it survives;
`check_projection` shuffles, duplicates and splits a history of events through a projection and
compares the states. Randomness is an argument, so a failure repeats.

    verdict = classify(max, [1, 2, 3])        # Structure.SEMILATTICE
    check_projection(project, events, Random(7))

| structure | laws | what it survives |
|---|---|---|
| magma | none | one reader, exactly once, in one order, in one batch |
| semigroup | associative | batches, in order, exactly once |
| band | and idempotent | duplicates, in order |
| semilattice | and commutative | duplicates and disorder: any delivery at least once |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from random import Random
from typing import Generic, TypeVar

from crdt.errors import LawBroken
from crdt.records import Merge
from crdt.states import State

T = TypeVar("T")
E = TypeVar("E")
S = TypeVar("S")
Join = Callable[[T, T], T]


class Structure(StrEnum):
    """What a merge is, from the weakest to the strongest."""

    MAGMA = "magma"
    SEMIGROUP = "semigroup"
    COMMUTATIVE_SEMIGROUP = "commutative semigroup"
    BAND = "band"
    SEMILATTICE = "semilattice"

    @property
    def survives(self) -> str:
        """What delivery it survives, in a sentence."""
        return {
            "magma": "only one reader, exactly once, in one order, in one batch",
            "semigroup": "batches, in order, exactly once",
            "commutative semigroup": "batches in any order, exactly once",
            "band": "duplicates of whole runs, in order",
            "semilattice": "duplicates and disorder: any delivery that is at least once",
        }[self.value]


@dataclass(frozen=True)
class Verdict(Generic[T]):
    """What `classify` found: the structure, and the first counterexample to each broken law."""

    structure: Structure
    broken: dict[str, str]


def associative(merge: Join[T], a: T, b: T, c: T) -> bool:
    """Whether (a b) c = a (b c): batches may be cut anywhere."""
    return merge(merge(a, b), c) == merge(a, merge(b, c))


def commutative(merge: Join[T], a: T, b: T) -> bool:
    """Whether a b = b a: order does not show."""
    return merge(a, b) == merge(b, a)


def idempotent(merge: Join[T], a: T) -> bool:
    """Whether a a = a: duplicates do not show."""
    return merge(a, a) == a


def classify(merge: Join[T], samples: Sequence[T]) -> Verdict[T]:
    """Try the laws on all pairs and triples of samples (up to about 30: triples are cubed).

    `merge` must return a new value and leave its arguments alone.
    """
    broken: dict[str, str] = {}
    for a, b, c in product(samples, repeat=3):
        if not associative(merge, a, b, c):
            broken["associative"] = (
                f"({a!r} ∘ {b!r}) ∘ {c!r} = {merge(merge(a, b), c)!r}, "
                f"but {a!r} ∘ ({b!r} ∘ {c!r}) = {merge(a, merge(b, c))!r}"
            )
            break
    for a, b in product(samples, repeat=2):
        if not commutative(merge, a, b):
            broken["commutative"] = (
                f"{a!r} ∘ {b!r} = {merge(a, b)!r}, but {b!r} ∘ {a!r} = {merge(b, a)!r}"
            )
            break
    for a in samples:
        if not idempotent(merge, a):
            broken["idempotent"] = f"{a!r} ∘ {a!r} = {merge(a, a)!r}"
            break
    return Verdict(_structure(broken), broken)


def require(structure: Structure, merge: Join[T], samples: Sequence[T]) -> None:
    """Check that a merge is exactly this structure or stronger.

    Raises:
        LawBroken: it is not; the message shows a counterexample.
    """
    verdict = classify(merge, samples)
    needed = _LAWS[structure]
    for law in needed:
        if law in verdict.broken:
            raise LawBroken(f"not {law}, so no {structure}: {verdict.broken[law]}")


def check_projection(
    project: Callable[[E], Iterable[Merge]],
    events: Sequence[E],
    random: Random,
    rounds: int = 10,
) -> State:
    """Check that a history gives one state however it is delivered; return that state.

    Each round shuffles the events, repeats some, splits them into partial states and joins those
    in another order.

    Raises:
        LawBroken: a delivery gave another state, or a projection answered twice differently.
    """
    # SUBTLE: asked again in another order, because one that remembers what it was asked before
    # answers the same twice in a row, and has seen everything by the time of the first delivery.
    answers = [(event, list(project(event))) for event in events]
    for event, answer in reversed(answers):
        if list(project(event)) != answer:
            raise LawBroken(f"the projection is not a function of its event: {event!r}")

    def fold(delivered: Iterable[E]) -> State:
        return State(merge for event in delivered for merge in project(event))

    return check_fold(fold, State.join, events, random, rounds)


def check_fold(
    fold: Callable[[Iterable[E]], S],
    join: Callable[[S, S], S],
    events: Sequence[E],
    random: Random,
    rounds: int = 10,
) -> S:
    """As `check_projection`, for any fold of events to a state and any join of states.

    `join` may change and return its first argument.

    Raises:
        LawBroken: a delivery gave another state; the message names the delivery.
    """
    expected = fold(events)

    def compare(delivery: str, found: S) -> None:
        if found != expected:
            raise LawBroken(
                f"{delivery} of {len(events)} events gives another state:\n"
                f"{_differ(expected, found)}"
            )

    for _ in range(rounds):
        shuffled = random.sample(list(events), len(events))
        compare("shuffling", fold(shuffled))
        repeated = shuffled + [event for event in shuffled if random.random() < 0.5]
        compare("repeating some", fold(repeated))
        cuts = sorted(random.randrange(len(repeated) + 1) for _ in range(3))
        parts = [
            repeated[first:last]
            for first, last in zip([0, *cuts], [*cuts, len(repeated)], strict=True)
        ]
        random.shuffle(parts)
        joined = fold(())
        for part in parts:
            joined = join(joined, fold(part))
        compare("splitting and joining", joined)
        compare("joining a state with itself", join(joined, fold(events)))
    return expected


_LAWS = {
    Structure.MAGMA: (),
    Structure.SEMIGROUP: ("associative",),
    Structure.COMMUTATIVE_SEMIGROUP: ("associative", "commutative"),
    Structure.BAND: ("associative", "idempotent"),
    Structure.SEMILATTICE: ("associative", "idempotent", "commutative"),
}


def _structure(broken: dict[str, str]) -> Structure:
    kept = [s for s, laws in _LAWS.items() if not any(law in broken for law in laws)]
    return kept[-1]


def _differ(expected: object, found: object) -> str:
    if isinstance(expected, State) and isinstance(found, State):
        one, other = set(expected.entries()), set(found.entries())
        lines = [f"- {entry}" for entry in sorted(one - other)][:5]
        return "\n".join(lines + [f"+ {entry}" for entry in sorted(other - one)][:5])
    return f"- {expected!r:.300}\n+ {found!r:.300}"
