"""The domain's limits: what a person is told agrees with what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from bandstand.testing.worlds import envelope
from eventlog.checks.faults import faults
from eventlog.errors import EventRejected
from tribes import events as e
from tribes.events import EVENTS

_texts = st.one_of(
    st.sampled_from(
        ["", "a", "a/b", "a b", "https://x/y", "ftp://x", "ARTICLE", "018bcfe56800000"]
    ),
    st.sampled_from([1, 100, 101, 128, 129, 300, 301, 1_001, 2_009, 40_001, 60_001]).map(
        "x".__mul__
    ),
    st.text(max_size=5),
)
_media = st.fixed_dictionaries({}, optional={"url": _texts, "alt": _texts, "more": _texts})
_values = st.one_of(
    *(_texts, _texts, _texts, st.none(), st.integers(-1, 1_001), st.booleans(), st.floats(0, 1)),
    st.lists(_media, max_size=22),
    st.lists(_texts, max_size=2),
    _media,
)


@st.composite
def _fields(draw: Any) -> tuple[type[Any], dict[str, Any]]:
    kind = draw(st.sampled_from([*EVENTS.types.values()]))
    given = dict(envelope(1))
    for name in (*kind.__struct_fields__, "colour"):
        if draw(st.booleans()):
            given[name] = draw(_values)
    return kind, given


@settings(max_examples=400, deadline=None)
@given(_fields())
def test_what_is_refused_has_a_fault_and_nothing_else_has(case: tuple[type[Any], Any]) -> None:
    """Msgspec's verdict is the one that counts, and names one fault; sentences name them all."""
    kind, given = case
    found = faults(kind, given)
    try:
        msgspec.convert(given | {"type": kind.__struct_config__.tag}, kind)
    except msgspec.ValidationError:
        assert found
    else:
        # What msgspec lets through, the log does not: NUL, and halves of characters.
        assert all("cannot be stored" in fault.message for fault in found)


def _declared(found: inspect.Type) -> Iterator[tuple[inspect.Type, bool]]:
    """The types that are declared, down to the last, and whether each is described."""
    said = False
    if isinstance(found, inspect.Metadata):
        found, said = found.type, "description" in (found.extra_json_schema or {})
    yield found, said
    if isinstance(found, inspect.UnionType):
        for one in found.types:
            yield from _declared(one)
    elif isinstance(found, inspect.ListType):
        yield from _declared(found.item_type)
    elif isinstance(found, inspect.StructType):
        for field in found.fields:
            yield from _declared(field.type)


@pytest.mark.parametrize("kind", EVENTS.types.values(), ids=EVENTS.types)
def test_every_pattern_says_what_it_means(kind: type[Any]) -> None:
    """A regular expression is no answer to a person; nor is "a text of another form"."""
    for found, said in _declared(inspect.type_info(kind)):
        if isinstance(found, inspect.StrType) and found.pattern:
            assert said, found.pattern


def test_an_event_that_would_be_too_large_names_the_field_to_blame() -> None:
    """The bytes of the whole are looked at first, and say nothing to whoever wrote one text."""
    given = {"article": "a", "tribe": "t", "kind": e.ArticleKind.ARTICLE}
    for title, body, paths in (
        ("T", "x" * 70_000, [("body",)]),
        ("\0", "x" * 70_000, [("title",), ("body",)]),
        ("\ud800", "x", [("title",)]),
        ("T", "é" * 60_000, []),
    ):
        event = e.ArticlePublished(**envelope(1), **given, title=title, body=body)
        with pytest.raises(EventRejected) as rejected:
            EVENTS.encode(event)
        assert [fault.path for fault in rejected.value.faults] == paths
    assert "at most 65,536" in str(rejected.value)
