"""The chart, loaded once: it cannot change, so the tests share it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import helm_python
import pytest

CHART = Path(__file__).resolve().parents[2] / "helm"


@pytest.fixture(scope="session", name="chart")
def _chart() -> Iterator[helm_python.Chart]:
    with helm_python.Chart.load(CHART) as chart:
        yield chart
