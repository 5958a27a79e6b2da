from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.errors import ValueNotCanonical
from crdt.registers import JSON, contents, stamp_in, value_in
from crdt.stamps import Stamp
from tests.crdt.samples import T1, stamps, values


class Cover(msgspec.Struct, frozen=True):
    """A made-up value with fields, not in the order of their names."""

    url: str
    alt: str = ""


class Key(StrEnum):
    """A made-up enumeration."""

    MINOR = "MINOR"


def test_contents_are_the_stamp_and_then_canonical_json() -> None:
    """These bytes are compared in the store and hashed in digests: they must never change."""
    assert contents(T1, {"b": [1, True, None], "a": "é\n"}) == (
        '018bcfe56800000{"a":"é\\n","b":[1,true,null]}'
    )


@given(stamps, values)
def test_a_value_survives_being_contents(at: Stamp, value: JSON) -> None:
    """Views serve what the event said."""
    held = contents(at, value)
    assert stamp_in(held) == at
    assert value_in(held) == value


@given(values, st.randoms())
def test_the_order_of_keys_does_not_show(value: JSON, random: Random) -> None:
    """Two writers of one value must not conflict because their dicts were built differently."""

    def shuffled(part: JSON) -> JSON:
        if isinstance(part, dict):
            keys = list(part)
            random.shuffle(keys)
            return {key: shuffled(part[key]) for key in keys}
        return [shuffled(item) for item in part] if isinstance(part, list) else part

    assert contents(T1, shuffled(value)) == contents(T1, value)


@given(values)
def test_canonical_json_is_a_fixed_point(value: JSON) -> None:
    """Reading and writing again gives the same bytes, so a rebuilt view has the same digest."""
    held = contents(T1, value)
    assert contents(T1, value_in(held)) == held


@pytest.mark.parametrize(
    ("one", "other"),
    [(None, ""), (None, "null"), (True, 1), (False, 0), (1, "1"), ([], {}), ("a", ["a"])],
)
def test_different_values_have_different_contents(one: JSON, other: JSON) -> None:
    """Python thinks `True == 1`; a merge that did too would depend on arrival order."""
    assert contents(T1, one) != contents(T1, other)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Cover(url="u", alt="a"), '{"alt":"a","url":"u"}'),
        ([Cover(url="u")], '[{"alt":"","url":"u"}]'),
        (Key.MINOR, '"MINOR"'),
        (("a", 1), '["a",1]'),
        ({"b", "a", "c"}, '["a","b","c"]'),
        (2**60, "1152921504606846976"),
        ("\u2028</script>", '"\u2028</script>"'),
    ],
)
def test_structs_enumerations_and_sets_have_one_spelling(value: object, text: str) -> None:
    """Projections hand over parts of events as they are."""
    assert contents(T1, value) == T1 + text


@pytest.mark.parametrize(
    "value",
    [1.5, 1.0, float("nan"), float("inf"), [0.5], {"a": {"b": (1.0,)}}, [[[2.0]]]],
)
def test_a_float_is_refused_however_deep(value: object) -> None:
    """1.0, 1 and 1e0 are one number with three spellings, and NaN would turn into null."""
    with pytest.raises(ValueNotCanonical, match=r"float .*; use an integer"):
        contents(T1, value)


@pytest.mark.parametrize(
    "make",
    [
        object,
        lambda: [object()],
        lambda: {1: "a"},
        lambda: {1.5: "a"},
        lambda: {None: "a"},
        lambda: 1 + 2j,
        lambda: msgspec.UNSET,
        lambda: {"a": msgspec.UNSET},
        lambda: "\ud800",
        lambda: ["\udfff"],
        lambda: {"\ud800": 1},
        lambda: 10**5000,
        lambda: [10**5000],
    ],
)
def test_what_is_not_json_is_refused(make: Callable[[], object]) -> None:
    """The documented error, never the encoder's own; lone surrogates have no UTF-8 bytes."""
    with pytest.raises(ValueNotCanonical, match="is not JSON"):
        contents(T1, make())
