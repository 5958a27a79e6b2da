"""The smallest of the generated histories for which something holds: `hypothesis` looks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Flaky

from bandstand.check.findings import Ask
from bandstand.testing.generation import written
from eventlog.envelope import Event

_PHASES = (Phase.generate, Phase.shrink)


class Seen(NamedTuple):
    """A history, and what is said of it."""

    history: list[Event]
    told: str

    @property
    def lines(self) -> tuple[str, ...]:
        """It, as it is written in a test."""
        return ("given(", *(f"    {line}," for line in written(self.history)), ")")


class _Held(Exception):
    """It holds for this one."""


def smallest(ask: Ask, holds: Callable[[list[Event]], str | None]) -> Seen | None:
    """The smallest history of which something is said, among so many; None where there is none.

    Args:
        holds: what is said of a history; it is asked often.
    """
    last: Seen | None = None

    @settings(
        max_examples=ask.examples,
        database=None,
        deadline=None,
        phases=_PHASES,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @seed(ask.seed)
    @given(ask.history)
    def look(history: Any) -> None:
        nonlocal last
        if told := holds(history):
            last = Seen(history, told)
            raise _Held

    try:
        look()
    except (_Held, Flaky):
        # What does not hold again is still seen: code that looks at a clock is found by chance.
        return last
    return None
