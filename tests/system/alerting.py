"""Whether the alert rules fire, by Prometheus's own `promtool`, on series made of what was scraped.

Of two scrapes a line is drawn, and goes on: what grew goes on to grow, and what stood stands.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml
from prometheus_client.parser import text_string_to_metric_families

RULES = Path(__file__).resolve().parents[2] / "helm" / "files" / "alerts.yaml"
STEP_S = 15
STEPS = 120
"""Half an hour: more than any rule waits."""


def promtool() -> str | None:
    """Where it is, if it is installed (`make promtool`).

    Raises:
        RuntimeError: it must be here, and is not.
    """
    found = shutil.which("promtool")
    if found is None and os.environ.get("BANDSTAND_REQUIRE_PROMTOOL"):
        raise RuntimeError("alert rules must be tested here, and promtool is not installed")
    return found


def rules() -> list[dict[str, Any]]:
    """The alert rules."""
    found: list[dict[str, Any]] = yaml.safe_load(RULES.read_text())["groups"][0]["rules"]
    return found


@dataclass(frozen=True)
class Scrape:
    """What processes said at a time: by a series as PromQL has it, its value."""

    at_s: float
    values: dict[str, float] = field(default_factory=dict)

    def value(self, name: str) -> float:
        """The greatest value of a metric; -1 where there is none."""
        named = (one for key, one in self.values.items() if key.partition("{")[0] == name)
        return max(named, default=-1.0)


def scraped(urls: Mapping[str, str], now_s: float) -> Scrape:
    """What some processes say, by their names; one that does not answer says nothing."""
    values: dict[str, float] = {}
    for instance, url in urls.items():
        try:
            text = httpx.get(url, timeout=5).text
        except httpx.HTTPError:
            continue
        for family in text_string_to_metric_families(text):
            for one in family.samples:
                if one.name.startswith("bandstand_"):
                    labels = {**one.labels, "instance": instance}
                    shown = ",".join(f'{key}="{value}"' for key, value in labels.items())
                    values[f"{one.name}{{{shown}}}"] = one.value
    return Scrape(now_s, values)


def firing(first: Scrape, second: Scrape, folder: Path) -> set[str]:
    """The names of the alerts that fire, as it goes on after two scrapes."""
    series = []
    for key, last in second.values.items():
        grew = last - first.values.get(key, last if "_bucket" not in key else 0.0)
        step = grew / (second.at_s - first.at_s) * STEP_S
        series.append({"series": key, "values": f"{last:.6f}{step:+.6f}x{STEPS}"})
    told = rules()
    for rule in told:
        rule.pop("annotations")
    (folder / "rules.yaml").write_text(
        yaml.safe_dump({"groups": [{"name": "bandstand", "rules": told}]})
    )
    # Of each it is expected that it does not fire: what says otherwise is told with its expression.
    expected = [
        {
            "expr": f'count(ALERTS{{alertname="{rule["alert"]}",alertstate="firing"}})',
            "eval_time": f"{STEP_S * (STEPS - 1)}s",
            "exp_samples": [],
        }
        for rule in told
    ]
    step = f"{STEP_S}s"
    test = {"interval": step, "input_series": series, "promql_expr_test": expected}
    path = folder / "test.yaml"
    path.write_text(
        yaml.safe_dump({"rule_files": ["rules.yaml"], "evaluation_interval": step, "tests": [test]})
    )
    done = subprocess.run(
        [promtool() or "promtool", "test", "rules", path],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    found = set(re.findall(r'alertname=\\?"(\w+)\\?"', said))
    assert bool(done.returncode) == bool(found), said[:2000]
    return found
