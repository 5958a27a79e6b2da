"""docs/operate.md: it has every metric that is declared, and says of each what that says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml
from prometheus_client import REGISTRY

from docs.making.reference import metrics

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operate.md"
RULES, DASHBOARD = (ROOT / "helm" / "files" / name for name in ("alerts.yaml", "dashboard.json"))


def declared() -> dict[str, tuple[str, str, str]]:
    """Of each metric of ours, by its name as it is scraped: type, labels and what it says."""
    return {
        name: (one.kind, ", ".join(f"`{label}`" for label in one.labels), one.doc)
        for name, one in metrics.declared().items()
    }


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


def scraped_names() -> set[str]:
    """The names of all series that a process of ours may have."""
    found = {"process_resident_memory_bytes"}
    for name, (kind, _, _) in declared().items():
        found |= {f"{name}{end}" for end in ("_bucket", "_sum", "_count")}
        found |= {name} if kind != "histogram" else set()
    return found


def asked(expression: str) -> set[str]:
    """The series that an expression asks for."""
    return set(re.findall(r"\b(?:bandstand|process)_\w+", expression))


def test_dashboard_and_alarms_ask_for_metrics_that_exist() -> None:
    """A panel of a metric that is not there any more is empty, and looks as if all were well."""
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
    shown = [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    assert len(shown) > 40
    for expression in (*shown, *(rule["expr"] for rule in rules)):
        assert asked(expression), expression
        assert asked(expression) <= scraped_names(), expression
        known = {label for _, labels, _ in declared().values() for label in labels.split(", ")}
        for group in re.findall(r"by \(([^)]*)\)", expression):
            for label in group.split(", "):
                assert label == "le" or f"`{label}`" in known, f"{label}: {expression}"
    ours = {name for expression in shown for name in asked(expression)}
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in ours}
    assert declared().keys() <= families, "each is on the dashboard"


def test_each_alarm_is_told_with_what_to_do() -> None:
    """The link in an alarm leads to a section of its name."""
    page = PAGE.read_text(encoding="utf-8")
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
    heads = re.findall(r"^### (\w+)$", page, re.MULTILINE)
    assert heads == [rule["alert"] for rule in rules]
    for rule in rules:
        name, severity = rule["alert"], rule["labels"]["severity"]
        assert re.search(rf"^\| \[{name}\]\(#{name.lower()}\) \| .+ \| {severity} \|$", page, re.M)
        assert rule["annotations"]["runbook"] == f"docs/operate.md#{name.lower()}"
