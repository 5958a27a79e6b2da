from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crdt.stamps import (
    COUNTER_MAX,
    MAX_STAMP,
    MIN_STAMP,
    SCORE_EPOCH_MS,
    STAMP_LENGTH,
    STAMP_MS_MAX,
    Stamp,
    StampError,
    ms_of,
    parse_stamp,
    score_of,
    stamp_at,
    stamp_of,
    successor,
)
from tests.crdt.samples import stamps

SCORE_MIN, SCORE_MAX = score_of(MIN_STAMP), score_of(MAX_STAMP)


def test_a_stamp_is_its_milliseconds_and_counter_in_hex() -> None:
    """Other languages and old logs read these digits: they must never change."""
    assert stamp_of(1_700_000_000_000, 0xABC) == "018bcfe56800abc"
    assert score_of(Stamp("018bcfe56800abc")) == (1_700_000_000_000 - SCORE_EPOCH_MS) * 4096 + 0xABC
    assert ms_of(Stamp("018bcfe56800abc")) == 1_700_000_000_000


def test_the_range_is_1970_to_2089() -> None:
    """The documented range is the real one."""
    assert stamp_of(0) == MIN_STAMP
    assert stamp_of(STAMP_MS_MAX, COUNTER_MAX) == MAX_STAMP
    assert datetime.fromtimestamp(STAMP_MS_MAX / 1000, UTC).date().isoformat() == "2089-09-06"
    epoch = datetime.fromtimestamp(SCORE_EPOCH_MS / 1000, UTC)
    assert epoch == datetime(2020, 1, 1, tzinfo=UTC)
    assert score_of(stamp_of(SCORE_EPOCH_MS)) == 0


@given(stamps)
@example(MIN_STAMP)
@example(MAX_STAMP)
@example(stamp_of(SCORE_EPOCH_MS - 1, COUNTER_MAX))
def test_a_stamp_survives_being_a_score(stamp: Stamp) -> None:
    """The store keeps scores and digests are made of stamps: nothing may get lost between."""
    assert stamp_at(score_of(stamp)) == stamp
    assert stamp_of(ms_of(stamp), score_of(stamp) % 4096) == stamp
    assert parse_stamp(stamp) == stamp
    assert len(stamp) == STAMP_LENGTH


@given(st.integers(SCORE_MIN, SCORE_MAX))
@example(-1)
@example(0)
def test_a_score_survives_being_a_stamp(score: int) -> None:
    """Every score in the range is some stamp's, so that scores and stamps are the same thing."""
    assert score_of(stamp_at(score)) == score


@given(stamps, stamps)
def test_texts_order_as_scores_and_as_time(a: Stamp, b: Stamp) -> None:
    """Registers compare texts and sets compare scores: they must never disagree."""
    assert (a < b) == (score_of(a) < score_of(b))
    assert (a == b) == (score_of(a) == score_of(b))
    assert (a.encode() < b.encode()) == (a < b)
    if ms_of(a) < ms_of(b):
        assert a < b


@given(stamps.filter(lambda stamp: stamp != MAX_STAMP))
@example(MIN_STAMP)
@example(Stamp("036f5e66e7ffffe"))
def test_neighbouring_scores_stay_distinct_in_a_double(stamp: Stamp) -> None:
    """Sorted sets and Lua hold doubles: two stamps that became one would lose a write."""
    here, there = score_of(stamp), score_of(successor(stamp))
    assert float(here) == here
    assert int(float(here)) == here
    assert float(here) < float(there)
    assert float(f"{float(here):.17g}") == here


def test_the_range_ends_where_doubles_do() -> None:
    """The counterexample that bounds the range: one bit more, and two scores are one."""
    assert SCORE_MAX == 2**53 - 1
    assert float(SCORE_MAX + 1) == float(SCORE_MAX + 2)
    assert -(2**53) < SCORE_MIN < 0


@given(stamps.filter(lambda stamp: stamp != MAX_STAMP))
def test_nothing_lies_between_a_stamp_and_its_successor(stamp: Stamp) -> None:
    """A mutation stamps one after what it overwrites, and must win by exactly that."""
    after = successor(stamp)
    assert after > stamp
    assert score_of(after) == score_of(stamp) + 1


@given(st.integers(0, STAMP_MS_MAX - 1))
def test_a_full_counter_carries_into_the_milliseconds(ms: int) -> None:
    """4,096 writes in a millisecond must not wrap around and lose to the first of them."""
    assert successor(stamp_of(ms, COUNTER_MAX)) == stamp_of(ms + 1, 0)


def test_the_last_stamp_has_no_successor() -> None:
    """At the end of the range a clear error, never a stamp that compares wrongly."""
    with pytest.raises(StampError, match="2089"):
        successor(MAX_STAMP)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18bcfe56800000",
        "018bcfe568000000",
        "018BCFE56800000",
        "018bcfe5680000g",
        "018bcfe56800000\n",
        " 18bcfe56800000",
        "-18bcfe56800000",
        "0x8bcfe56800000",
        "\u0660" * 15,
        "018bcfe_6800000",
    ],
)
def test_what_is_not_15_lower_case_hex_digits_is_no_stamp(text: str) -> None:
    """`int(text, 16)` takes upper case, signs and other scripts' digits, which order wrongly."""
    with pytest.raises(StampError, match="15 lower-case hex digits"):
        parse_stamp(text)


@pytest.mark.parametrize("text", ["036f5e66e800000", "fffffffffffffff"])
def test_a_stamp_after_2089_is_refused(text: str) -> None:
    """Its score would not be exact."""
    with pytest.raises(StampError, match="2089"):
        parse_stamp(text)


@pytest.mark.parametrize(("ms", "counter"), [(-1, 0), (STAMP_MS_MAX + 1, 0), (0, -1), (0, 4096)])
def test_a_time_or_counter_that_does_not_fit_is_refused(ms: int, counter: int) -> None:
    """Formatting it anyway would give a stamp of another length or order."""
    with pytest.raises(StampError, match=r"outside 0\.\."):
        stamp_of(ms, counter)


@pytest.mark.parametrize("score", [SCORE_MIN - 1, SCORE_MAX + 1])
def test_a_score_of_no_stamp_is_refused(score: int) -> None:
    """A score that the store should not hold is an error, not another stamp."""
    with pytest.raises(StampError):
        stamp_at(score)
