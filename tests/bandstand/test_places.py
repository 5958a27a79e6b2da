"""Places: a compact map from posts to questions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bandstand.importers.places import Place, Places

ids = st.integers(1, 10**18 - 1)


@given(st.dictionaries(ids, st.tuples(st.integers(-1, 10**18 - 1), st.booleans())), ids)
def test_places_are_a_dict(model: dict[int, tuple[int, bool]], other: int) -> None:
    """Whatever order the posts come in."""
    places = Places()
    for post, place in model.items():
        places.add(post, Place(*place))
    places.seal()
    for post, place in model.items():
        assert places.find(post) == place
    if other not in model:
        assert places.find(other) is None
        places.drop(other)
    for post, (question, _) in model.items():
        places.drop(post)
        assert places.find(post) == (question, False)
    assert len(places) == len(model)
