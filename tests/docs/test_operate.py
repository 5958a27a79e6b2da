"""docs/operate.md: it has every metric that is declared, and says of each what that says."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operate.md"
PACKAGES = ("bandstand.processes", "gateway", "projector", "search", "eventlog", "views")


def declared() -> dict[str, tuple[str, str, str]]:
    """Of each metric of ours, by its name as it is scraped: type, labels and what it says."""
    found = {}
    for package in PACKAGES:
        module = import_module(f"{package}.metrics")
        for one in vars(module).values():
            if isinstance(one, MetricWrapperBase) and not one._labelvalues:
                name = one._name + ("_total" if one._type == "counter" else "")
                labels = ", ".join(f"`{label}`" for label in one._labelnames)
                found[name] = (one._type, labels, one._documentation)
    return found


def told() -> dict[str, tuple[str, str, str]]:
    """The same, as the page has it."""
    rows = re.findall(
        r"^\| `(bandstand_\w+)` \| (\w+) \| (.*?) \| (.*?) \| (.*?) ?\|$",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {name: (kind, labels, doc) for name, kind, labels, doc, _ in rows}


def test_every_metric_is_told_as_it_is_declared() -> None:
    """Who is woken by one at night looks it up: a name or a label that changed is not found."""
    assert list(told().items()) == list(declared().items())


def test_metrics_are_named_as_prometheus_has_it() -> None:
    """Base units at the end, and one prefix; and no metric is declared where it is not told."""
    ours = {name for name in REGISTRY._names_to_collectors if name.startswith("bandstand_")}
    families = {REGISTRY._names_to_collectors[name]._name for name in ours}  # type: ignore[attr-defined]
    assert families == {name.removesuffix("_total") for name in declared()}
    for name, (kind, labels, _) in declared().items():
        assert (kind == "counter") == name.endswith("_total"), name
        assert not re.search(r"_(ms|us|kb|mb|minutes|hours)(_|$)", name), name
        assert not re.search(r"viewer|actor|user|_id\b|\bid\b", labels), f"{name}: too many values"
