"""Made-up records and generated values for the tests of the algebra. It knows no domain."""

from __future__ import annotations

from hypothesis import strategies as st

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.order import Contents, Standing
from crdt.records import DistinctCount, ElementSet, Merge, Record, Register
from crdt.registers import JSON, contents
from crdt.stamps import COUNTER_MAX, STAMP_MS_MAX, Stamp, score_of, stamp_of
from crdt.states import State


class Song(Record, kind="song"):
    """A made-up record with every kind of field."""

    title = Register()
    alive = Register()
    likes = ElementSet()
    listeners = DistinctCount()


class Verse(Record, kind="verse", owner=Song):
    """A made-up record that lives with its song; its ids are `<song>/<rest>`."""

    words = Register()
    singers = ElementSet()


class Contest(Record, kind="contest"):
    """A made-up record with a field of every other kind."""

    top = Greatest()
    since = Least()
    closed = Tombstone()
    rules = Map()
    votes = Counter()
    fastest = Best(least=True)
    longest = Best(least=False)


T1, T2, T3 = (
    stamp_of(1_700_000_000_000),
    stamp_of(1_700_000_000_000, 1),
    stamp_of(1_700_000_000_001),
)

stamps: st.SearchStrategy[Stamp] = st.builds(
    stamp_of, st.integers(0, STAMP_MS_MAX), st.integers(0, COUNTER_MAX)
)
"""Stamps from all of 1970 to 2089."""

crowded_stamps = st.sampled_from([T1, T2, T3]) | st.integers(0, 3).map(stamp_of)
"""Few stamps, so that ties are common."""

values: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
"""What canonical JSON holds."""

register_contents: st.SearchStrategy[Contents] = st.builds(
    contents, crowded_stamps, st.sampled_from([False, True, None, "a", "Z", "é"]) | values
)

standings: st.SearchStrategy[Standing] = st.tuples(
    st.integers(-2, 2) | crowded_stamps.map(score_of), st.booleans()
)

COLLIDING = ("l140", "l184")
"""Two elements that touch one register of a sketch, with the ranks 3 and 1."""

_songs, _verses = st.sampled_from(["s1", "s2"]), st.sampled_from(["s1/v1", "s2/v1"])
_members = st.sampled_from(["ada", "bob", "cy"])
_offers, _bests = st.sampled_from(["o1", "o2"]), st.sampled_from([Contest.fastest, Contest.longest])

numbers = st.sampled_from([1 - 2**53, -10, -9, 0, 9, 10, 2**53 - 1]) | st.integers(-(2**50), 2**50)
"""Whole numbers that a double holds, those at which an order is easily got wrong among them."""

merges: st.SearchStrategy[Merge] = st.one_of(
    st.builds(Song.title.set, _songs, crowded_stamps, st.sampled_from(["x", "y", None])),
    st.builds(Song.alive.set, _songs, crowded_stamps, st.booleans()),
    st.builds(Song.likes.add, _songs, _members, crowded_stamps),
    st.builds(Song.likes.remove, _songs, _members, crowded_stamps),
    st.builds(Song.listeners.see, _songs, _members | st.sampled_from(COLLIDING)),
    st.builds(Verse.words.set, _verses, crowded_stamps, values),
    st.builds(Verse.singers.add, _verses, _members, crowded_stamps),
    st.builds(Contest.top.raise_to, _songs, numbers),
    st.builds(Contest.since.lower_to, _songs, numbers),
    st.builds(Contest.closed.bury, _songs),
    st.builds(Contest.rules.set, _songs, _members, crowded_stamps, values),
    st.builds(Contest.rules.remove, _songs, _members, crowded_stamps),
    st.builds(Contest.votes.set, _songs, _members, crowded_stamps, st.integers(-2, 2)),
    st.builds(
        lambda best, contest, offer, when, member, value: best.offer(
            contest, offer, when, member=member, value=value
        ),
        _bests,
        _songs,
        _offers,
        crowded_stamps,
        _members,
        numbers,
    ),
    st.builds(lambda b, s, o, at: b.withdraw(s, o, at), _bests, _songs, _offers, crowded_stamps),
    st.builds(lambda b, s, o: b.bury(s, o), _bests, _songs, _offers),
)
"""Merges that meet at few places."""

some_merges: st.SearchStrategy[list[Merge]] = st.lists(merges, max_size=12)


@st.composite
def _states(draw: st.DrawFn) -> State:
    state = State(draw(some_merges))
    if draw(st.booleans()):
        state.condense()
        state.absorb(draw(some_merges))
    return state


states: st.SearchStrategy[State] = _states()
"""States, some with sketches, some with elements that are not yet condensed, some with both."""


def joined(a: State, b: State) -> State:
    """The join of two states as a new value, as the law kit wants it."""
    return State().join(a).join(b)
