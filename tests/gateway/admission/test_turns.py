"""Turns: when who is refused hears of it."""

from __future__ import annotations

from gateway.admission.requests import REFUSALS_A_S, REFUSED_S, REFUSED_S_MAX, Requests


def test_who_is_refused_at_once_does_not_ask_again_at_once() -> None:
    """A crowd that is refused in one moment, and told in one moment, comes again in one moment."""
    requests = Requests(8, 25)
    told = [100.0 + requests.turn_s(100.0) for _ in range(1_000)]
    assert told[0] == 100.0 + REFUSED_S
    for begins in range(2):
        within = [at for at in told if begins <= at - told[0] < begins + 1]
        assert abs(len(within) - REFUSALS_A_S) <= 1


def test_a_refusal_comes_in_any_case() -> None:
    """However many there are; and soon again when there are no others."""
    requests = Requests(8, 25)
    waits = [requests.turn_s(0.0) for _ in range(50_000)]
    assert max(waits) <= REFUSED_S_MAX
    assert requests.turn_s(60.0) == REFUSED_S
