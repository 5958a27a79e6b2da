"""A made-up record of all lattices that the community has none of, and generated merges into it."""

from __future__ import annotations

from itertools import chain

from hypothesis import strategies as st

from bandstand.testing.stores import at
from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.records import Merge, Record, Register
from views.derive.places import GlobalList, List, Places, Sum, derived
from views.view import View


class Challenge(Record, kind="challenge"):
    """A challenge: who was fastest, and who rode longest."""

    title = Register()
    top = Greatest()
    since = Least()
    closed = Tombstone()
    rules = Map()
    votes = Counter()
    fastest = Best(least=True)
    longest = Best(least=False)

    by_top = GlobalList("top")
    by_votes = GlobalList("votes")
    best_of = List("of")
    members = Sum("members")

    @derived
    def places(self) -> Places:
        """By what it holds, until it is closed."""
        if self.closed.value:
            return
        yield Challenge.by_votes.enter(by=self.votes.total)
        if self.top.value is not None:
            yield Challenge.by_top.enter(by=self.top.value)
        if "ada" in self.fastest:
            yield Challenge.best_of.enter("ada", by=self.fastest.value_of("ada"))
        yield Challenge.members.add("all", self.longest.count)


class Athlete(Record, kind="athlete"):
    """Who rides: members of the bests above, in shards of their own."""

    name = Register()


LATTICES = View(
    name="lattices",
    records=(Challenge, Athlete),
    projections={},
)

EDGES = (1 - 2**53, -(2**31), -10, -9, -1, 0, 1, 9, 10, 2**31, 2**53 - 1)
"""Numbers at which an order is easily got wrong."""

_ids, _people = st.sampled_from(["a", "b"]), st.sampled_from(["ada", "ada!", "adam", "bob", "é"])
_stamps = st.integers(0, 4).map(at)
_numbers = st.sampled_from(EDGES)
_amounts = st.sampled_from([1 - 2**31, -3, 0, 1, 2, 2**31 - 1])
_offers = st.sampled_from(["o1", "o2", "o3", "o10"])
_bests = st.sampled_from([Challenge.fastest, Challenge.longest])

lattice_merges: st.SearchStrategy[Merge] = st.one_of(
    st.builds(Challenge.title.set, _ids, _stamps, st.sampled_from(["x", "y"])),
    st.builds(Challenge.top.raise_to, _ids, _numbers),
    st.builds(Challenge.since.lower_to, _ids, _numbers),
    st.builds(Challenge.closed.bury, _ids),
    st.builds(
        Challenge.rules.set,
        _ids,
        st.sampled_from(["length", " ", "é"]),
        _stamps,
        st.sampled_from([None, True, 0, -7, 2**40, "long", {"km": 3}]),
    ),
    st.builds(Challenge.rules.remove, _ids, st.sampled_from(["length", " "]), _stamps),
    st.builds(Challenge.votes.set, _ids, _people, _stamps, _amounts),
    st.builds(
        lambda best, id, offer, when, member, value, tie: best.offer(
            id, offer, when, member=member, value=value, tie=tie
        ),
        _bests,
        _ids,
        _offers,
        _stamps,
        _people,
        _numbers,
        st.sampled_from([-1, 0, 1, 2**52]),
    ),
    st.builds(lambda b, id, o, w: b.withdraw(id, o, w), _bests, _ids, _offers, _stamps),
    st.builds(lambda b, id, o: b.bury(id, o), _bests, _ids, _offers),
)
"""What one event may come to."""

lattice_batches: st.SearchStrategy[list[Merge]] = st.lists(
    st.lists(lattice_merges, min_size=1, max_size=6), min_size=1, max_size=4
).map(lambda found: list(chain(*found)))
"""What a batch of events may come to."""
