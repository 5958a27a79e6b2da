"""What the chart makes is what Kubernetes takes, in every version that it says it runs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import helm_python
import pytest
import yaml

from tests.helm import kubernetes
from tests.helm.rendering import CHART, Documents, files
from tests.helm.switches import EXAMPLES, SWITCHES, everything


@pytest.fixture(scope="module", name="made")
def _made(chart: helm_python.Chart) -> dict[str, Documents]:
    return everything(chart)


@pytest.mark.parametrize("version", kubernetes.VERSIONS)
def test_every_version_takes_every_object(made: dict[str, Documents], version: str) -> None:
    """A field that an API server does not know is dropped, or refused within an upgrade."""
    found = [
        f"{name}: {fault}"
        for name, documents in made.items()
        for document in documents.values()
        for fault in kubernetes.faults(document, version)
    ]
    assert found == []


def test_the_least_version_is_the_charts(chart: helm_python.Chart) -> None:
    """Versions are tried from the one that Chart.yaml names, and there are several."""
    least = ".".join(map(str, kubernetes.LEAST))
    assert chart.metadata["kubeVersion"] == f">={least}.0-0"
    assert len(kubernetes.VERSIONS) >= 5


def switches_of(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every switch in values, but for what the program is told."""
    if isinstance(value, dict):
        for key, one in value.items():
            if path or key != "settings":
                yield from switches_of(one, (*path, key))
    elif isinstance(value, bool):
        yield path


def test_every_switch_is_turned_both_ways() -> None:
    """What only one position renders is first tried by whoever turns it."""
    plain = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    sets = [*SWITCHES.values(), *(yaml.safe_load(one.read_text()) for one in EXAMPLES)]
    unturned = []
    for path in switches_of(plain):
        positions = set()
        for values in (plain, *sets):
            node: Any = values
            for key in path:
                node = node.get(key, {}) if isinstance(node, dict) else {}
            if isinstance(node, bool):
                positions.add(node)
        if positions != {True, False}:
            unturned.append(".".join(path))
    assert unturned == []


def test_every_template_makes_something(chart: helm_python.Chart) -> None:
    """A template that no set of switches reaches is validated by nobody."""
    seen = set()
    for values in SWITCHES.values():
        rendered = files(chart, **values)
        seen |= {path.split("templates/")[1] for path, text in rendered.items() if text.strip()}
    templates = CHART / "templates"
    every = {str(path.relative_to(templates)) for path in templates.rglob("*.yaml")}
    assert every - seen == set()


def test_a_wrong_field_is_found(made: dict[str, Documents]) -> None:
    """The schemas are strict: else everything above would pass whatever it said."""
    for kind, name in (
        ("Deployment", "demo-bandstand-gateway"),
        ("ScaledObject", "demo-bandstand-projector"),
    ):
        document = made["scaled"][kind, name]
        wrong = {**document, "spec": {**document["spec"], "replica": 2}}
        (fault,) = kubernetes.faults(wrong, kubernetes.VERSIONS[0])
        assert "replica" in fault
