"""Figures: how many runs, or many waits, become one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


def spread(values: Sequence[float], digits: int = 0) -> dict[str, float]:
    """The median of some runs, and the least and greatest of them."""
    return {
        "median": _rounded(median(values), digits),
        "min": _rounded(min(values), digits),
        "max": _rounded(max(values), digits),
        "runs": len(values),
    }


def spreads(runs: Sequence[Mapping[str, float | None]]) -> dict[str, dict[str, float]]:
    """The spread of each figure; what some run could not measure is left out."""
    columns = {name: [run[name] for run in runs] for name in runs[0]}
    return {
        name: spread([value for value in values if value is not None], 2)
        for name, values in columns.items()
        if None not in values
    }


def latency_ms(waits_s: Sequence[float]) -> dict[str, float]:
    """p50, p90, p99 and the longest of some waits, in milliseconds."""
    ordered = sorted(waits_s)
    shown = {f"p{percent}_ms": _percentile(ordered, percent) * 1000 for percent in (50, 90, 99)}
    return {
        **{name: round(value, 2) for name, value in shown.items()},
        "max_ms": round(ordered[-1] * 1000, 2),
        "count": len(ordered),
    }


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """The least value that so many percent of all do not exceed."""
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def _rounded(value: float, digits: int) -> float:
    return round(value, digits) if digits else round(value)


@dataclass(frozen=True)
class Target:
    """What a figure should be: at most, or at least."""

    figure: str
    least: float | None = None
    most: float | None = None

    def said(self, found: float) -> str:
        """Whether it is met, for people."""
        wanted = f">= {self.least}" if self.least is not None else f"<= {self.most}"
        met = (self.least is None or found >= self.least) and (
            self.most is None or found <= self.most
        )
        return f"target {wanted}: {'met' if met else 'MISSED'}"


def flat(report: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A nested report as one level, with dotted names."""
    found: dict[str, Any] = {}
    for name, value in report.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping) and not {"median", "runs"} <= value.keys():
            found |= flat(value, f"{path}.")
        else:
            found[path] = value
    return found
