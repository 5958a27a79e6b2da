"""Places: a compact map from posts to questions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tribes.importers.places import NOBODY, Place, Places

ids = st.integers(1, 10**18 - 1)


places_ = st.builds(
    Place,
    st.integers(-1, 10**18 - 1),
    st.booleans(),
    st.just(NOBODY) | st.integers(-1, 10**18 - 1),
    st.sampled_from(["", "brakes", "tyres"]),
)


@given(st.dictionaries(ids, places_), ids)
def test_places_are_a_dict(model: dict[int, Place], other: int) -> None:
    """Whatever order the posts come in."""
    places = Places()
    for post, place in model.items():
        places.add(post, place)
    places.seal()
    for post, place in model.items():
        assert places.find(post) == place
    if other not in model:
        assert places.find(other) is None
        places.drop(other)
    for post, place in model.items():
        places.drop(post)
        assert places.find(post) == place._replace(brought=False)
    assert len(places) == len(model)
