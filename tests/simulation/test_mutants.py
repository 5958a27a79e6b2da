"""The simulation can fail: each mutant of the projector or of merging is caught, and soon."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.simulation.history import History, failure
from tests.simulation.mutants import MUTANTS

FIRST, HISTORIES_MAX = 13, 600
"""The seeds. With some of those before, time stands still, and it takes half a minute until that is
sure.
"""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_mutant_is_caught(
    mutant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would not catch, it does not show to be absent."""
    mutant(monkeypatch)
    seeds = range(FIRST, FIRST + HISTORIES_MAX)
    assert any(failure(History.random(seed)) for seed in seeds), "it lives"
