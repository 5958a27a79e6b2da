"""Chains: two copies of a log agree at a sequence just when they agree up to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventlog.copies.chains import BLOCK, RECENT, Chain


def chain_of(bodies: list[bytes | None], start: int = 1) -> Chain:
    """The chain of bodies from a sequence on; None is a sequence that the copy lacks."""
    chain = Chain()
    for sequence, body in enumerate(bodies, start):
        if body is not None:
            chain.extend(sequence, body)
    return chain


_bodies = st.lists(st.none() | st.binary(max_size=3), min_size=1, max_size=40)


@given(_bodies, _bodies)
def test_chains_agree_at_a_sequence_if_and_only_if_the_copies_do(
    one: list[bytes | None], other: list[bytes | None]
) -> None:
    """So that a difference anywhere shows in one comparison at the end."""
    first, second = chain_of(one), chain_of(other)
    for at in range(min(first.last, second.last) + 1):
        assert (first.at(at) == second.at(at)) is (one[:at] == other[:at])


def test_the_first_block_that_differs_is_found_by_the_ends_of_blocks() -> None:
    """The ends of blocks are kept for ever, however long the log."""
    bodies: list[bytes | None] = [b"%d" % n for n in range(3 * RECENT)]
    other = list(bodies)
    other[5 * BLOCK + 7] = b"flipped"
    one, two = chain_of(bodies), chain_of(other)
    same = [one.at(n * BLOCK) == two.at(n * BLOCK) for n in range(3 * RECENT // BLOCK)]
    assert same == [True] * 6 + [False] * 6


def test_what_is_not_kept_leads_to_the_nearest_that_is() -> None:
    """A copy that lags is compared at the end of a block."""
    chain = chain_of([b"x"] * (3 * RECENT))
    assert chain.at(100) is None
    assert chain.near(100) == 0
    assert chain.near(BLOCK + 5) == BLOCK
    assert chain.at(BLOCK) is not None
    assert chain.near(10 * RECENT) == chain.last


def test_sequences_that_are_passed_over_fill_whole_blocks() -> None:
    """A mirror that skipped has holes longer than a block."""
    chain = Chain()
    chain.extend(1, b"a")
    chain.extend(5 * BLOCK + 1, b"b")
    assert len({chain.at(n * BLOCK) for n in range(1, 6)}) == 1


def test_a_chain_that_was_kept_goes_on_as_the_other_would_have() -> None:
    """Wherever it was kept: within a block, at its end, beside sequences that the copy lacks."""
    bodies: list[bytes | None] = [b"%d" % n if n % 7 else None for n in range(3 * BLOCK)]
    whole = chain_of(bodies)
    for at in (1, 5, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 13):
        resumed = Chain()
        resumed.resume(chain_of(bodies[:at]).kept)
        for sequence, body in enumerate(bodies[at:], at + 1):
            if body is not None:
                resumed.extend(sequence, body)
        assert resumed.kept == whole.kept
        for sequence in (0, BLOCK, 2 * BLOCK, 3 * BLOCK - 1, whole.last):
            assert resumed.at(resumed.near(sequence)) == whole.at(resumed.near(sequence))
