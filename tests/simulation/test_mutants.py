"""The simulation can fail: each mutant of the projector or of merging is caught, and soon."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.simulation.history import History, failure
from tests.simulation.mutants import MUTANTS

HISTORIES_MAX = 600


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_mutant_is_caught(
    mutant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would not catch, it does not show to be absent."""
    mutant(monkeypatch)
    assert any(failure(History.random(seed)) for seed in range(HISTORIES_MAX)), "it lives"
