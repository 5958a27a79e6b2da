from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.coverage import Coverage, Range
from crdt.errors import CoverageError
from crdt.laws import Structure, require

ranges: st.SearchStrategy[list[Range]] = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair))),
    max_size=8,
)
coverages = ranges.map(Coverage.of)


def sequences(of: list[Range]) -> set[int]:
    """The model: the plain set of sequences."""
    return {sequence for first, last in of for sequence in range(first, last + 1)}


@given(ranges)
def test_a_coverage_is_the_set_of_its_sequences(of: list[Range]) -> None:
    """Overlaps and order of the ranges do not show; the model is a plain set."""
    coverage, model = Coverage.of(of), sequences(of)
    assert {sequence for sequence in range(60) if sequence in coverage} == model
    assert sequences(list(coverage.ranges)) == model
    assert coverage.size == len(model)
    assert Coverage.of(reversed(of)) == coverage


@given(ranges)
def test_ranges_are_sorted_disjoint_and_never_adjoin(of: list[Range]) -> None:
    """One set has one form, so that equal coverages are equal texts."""
    found = Coverage.of(of).ranges
    for (_, last), (first, _) in pairwise(found):
        assert last + 1 < first


@given(ranges)
def test_watermark_last_and_gaps_say_what_is_missing(of: list[Range]) -> None:
    """The projector reads from the watermark and reads gaps again: an error here skips events."""
    coverage, model = Coverage.of(of), sequences(of)
    assert coverage.last == max(model, default=0)
    assert coverage.watermark == min(set(range(1, 60)) - model) - 1
    assert sequences(list(coverage.gaps)) == set(range(1, coverage.last)) - model
    assert coverage.join(Coverage.of(coverage.gaps)).watermark == coverage.last


@given(ranges)
def test_a_coverage_survives_being_text(of: list[Range]) -> None:
    """The store keeps the text."""
    coverage = Coverage.of(of)
    assert Coverage.parse(str(coverage)) == coverage


@given(st.lists(coverages, min_size=1, max_size=5))
def test_coverage_is_a_semilattice(samples: list[Coverage]) -> None:
    """Replicas that do the same work twice, in any order, cover the same."""
    require(Structure.SEMILATTICE, Coverage.join, samples)


@given(ranges, ranges)
def test_joining_is_union(one: list[Range], other: list[Range]) -> None:
    """Nothing that was merged is forgotten, and nothing is claimed that was not."""
    joined = Coverage.of(one).join(Coverage.of(other))
    assert sequences(list(joined.ranges)) == sequences(one) | sequences(other)
    assert joined == Coverage.of(one + other)


@pytest.mark.parametrize(
    ("of", "text", "watermark", "last", "gaps"),
    [
        ([], "", 0, 0, ()),
        ([(1, 1)], "1-1", 1, 1, ()),
        ([(1, 500), (600, 700)], "1-500,600-700", 500, 700, ((501, 599),)),
        ([(2, 3)], "2-3", 0, 3, ((1, 1),)),
        ([(4, 4), (1, 3)], "1-4", 4, 4, ()),
        ([(1, 9), (2, 3)], "1-9", 9, 9, ()),
        ([(1, 2**53)], "1-9007199254740992", 2**53, 2**53, ()),
    ],
)
def test_coverage_by_example(
    of: list[Range], text: str, watermark: int, last: int, gaps: tuple[Range, ...]
) -> None:
    """The form that scripts in the store write, and what is read from it."""
    coverage = Coverage.of(of)
    found = (str(coverage), coverage.watermark, coverage.last, coverage.gaps)
    assert found == (text, watermark, last, gaps)


def test_texts_that_a_store_may_hold_unjoined_are_joined() -> None:
    """Any order and overlap is read as the set that it means."""
    assert str(Coverage.parse("600-700,1-500,501-510,650-800")) == "1-510,600-800"


@pytest.mark.parametrize(
    "text",
    [
        *("1", "1-", "-1", "0-1", "01-2", "1-2,", ",1-2", "1-2,,3-4", "1-2\n", " 1-2", "1-2 ,3-4"),
        *("a-b", "1-2-3", "1.0-2", "1-1e3", "\u0661-2", "1-99999999999999999"),
    ],
)
def test_what_is_no_coverage_is_refused(text: str) -> None:
    """A damaged text read as less would replay; read as more it would lose events."""
    with pytest.raises(CoverageError, match="expected ranges such as 1-500,600-700"):
        Coverage.parse(text)


@pytest.mark.parametrize("wrong", [(0, 1), (-1, 1), (3, 2)])
def test_a_range_that_is_none_is_refused(wrong: Range) -> None:
    """Sequences start at 1, and a range ends no earlier than it starts."""
    with pytest.raises(CoverageError, match="expected 1 <= first <= last"):
        Coverage.of([(1, 5), wrong])


def test_a_text_whose_range_ends_before_it_starts_is_refused() -> None:
    """It has the form of a coverage, and is none."""
    with pytest.raises(CoverageError, match="expected 1 <= first <= last"):
        Coverage.parse("1-5,9-8")
