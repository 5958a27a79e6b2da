"""A made-up domain with boards of both kinds, in spans that move, and generated merges into it."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import strategies as st

from bandstand.testing.stores import at
from crdt.lattices.tombstone import Tombstone
from crdt.records import ElementSet, Merge, Record, Register
from tribes.views import COMMUNITY
from views.derive.language import of
from views.derive.places import BestBoard, Board, List, Places, derived
from views.view import View


class Cup(Record, kind="cup"):
    """What is ridden for."""

    name = Register()

    fastest = BestBoard(least=True, ties=16, hints=True)
    longest = BestBoard(least=False)
    distance = Board(hints=True)
    most = Board()


class Span(Record, kind="span", everywhere=True):
    """When a cup is ridden, by its id: from and to."""

    times = Register()


class Rider(Record, kind="rider"):
    """Who rides, and in which cups they are."""

    cups = ElementSet()

    rides = List("rides")

    @derived
    def places(self) -> Places:
        """In every cup by how many rides there are: what enters the list asks for who looks."""
        for cup, _ in self.cups.first(10):
            yield Cup.most.give(cup, self.id, self.rides.count)


class Ride(Record, kind="ride", owner=Rider):
    """A ride: when, how long it took, and how far it went."""

    ridden = Register()
    withdrawn = Tombstone()

    @derived
    def places(self) -> Places:
        """On the boards of every cup of the rider's that is ridden then."""
        ridden = self.ridden.value
        if ridden is None or self.withdrawn.value:
            return
        yield Rider.rides.enter(self.owned_by, by=ridden["at"])
        for cup, _ in of(Rider, self.owned_by).cups.first(10):
            times = of(Span, cup).times.value
            if times is not None and times["from"] <= ridden["at"] and ridden["at"] < times["to"]:
                rider = self.owned_by
                yield Cup.fastest.offer(cup, rider, ridden["took"], tie=ridden["at"])
                yield Cup.longest.offer(cup, rider, ridden["far"])
                yield Cup.distance.give(cup, rider, ridden["far"])


BOARDS: View = replace(
    View(**{one.name: getattr(COMMUNITY, one.name) for one in fields(COMMUNITY)}),
    name="boards",
    records=(Cup, Span, Rider, Ride),
)

RIDERS, CUPS, NUMBERS = ("ada", "bob"), ("a", "b"), (-1, 0, 1, 2, 10)
_riders, _cups = st.sampled_from(RIDERS), st.sampled_from(CUPS)
_rides = st.builds(lambda rider, n: f"{rider}/{n}", _riders, st.integers(1, 3))
_stamps = st.integers(1, 9).map(at)
_ridden = st.fixed_dictionaries(
    {
        "at": st.integers(0, 9),
        "took": st.sampled_from(NUMBERS),
        "far": st.sampled_from(NUMBERS),
    }
)
_times = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda both: {"from": both[0], "to": both[1]}
)

board_merges: st.SearchStrategy[Merge] = st.one_of(
    st.builds(Ride.ridden.set, _rides, _stamps, _ridden),
    st.builds(Ride.ridden.set, _rides, _stamps, _ridden),
    st.builds(Ride.withdrawn.bury, st.just("ada/1")),
    st.builds(Rider.cups.add, _riders, _cups, _stamps),
    st.builds(Rider.cups.add, _riders, _cups, _stamps),
    st.builds(Rider.cups.remove, _riders, _cups, _stamps),
    st.builds(Span.times.set, _cups, _stamps, _times),
)
"""What one event may come to."""


def ridden(ride: str, number: int, took: int, far: int = 1, when: int = 5) -> Merge:
    """A ride, by the numbered stamp."""
    return Ride.ridden.set(ride, at(number), {"at": when, "took": took, "far": far})


def span(cup: str, number: int, first: int, last: int) -> Merge:
    """When a cup is ridden."""
    return Span.times.set(cup, at(number), {"from": first, "to": last})
