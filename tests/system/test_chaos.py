"""Every nemesis once, short, on two regions; `make chaos` does it at random and for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.nemeses import NEMESES
from tests.chaos.run import run, table


@pytest.mark.timeout(400)
def test_every_nemesis_leaves_nothing_behind(tmp_path: Path) -> None:
    """Killed, stopped, restored, emptied, cut, poisoned, overloaded: the views are the logs'."""
    outcome = run(tmp_path, seed=1, seconds=0, names=list(NEMESES), scale=0.1)
    assert outcome.clean, table(outcome)
    assert outcome.report.stable > 100
    assert outcome.ledger.satisfied > 20
    assert not outcome.skewed_writes, "a gateway ten minutes away refuses to write"
