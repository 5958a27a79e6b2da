"""Rendering the chart by Helm's own library, and taking out of it what tests look at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import helm_python
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm"
NATS_URL = "nats://nats.example:4222"
REDIS_URL = "redis://redis.example:6379/0"
IMAGE = "images.example/bandstand"
REQUIRED: dict[str, Any] = {
    "image": {"repository": IMAGE},
    "nats": {"url": NATS_URL},
    "redis": {"url": REDIS_URL},
}
COMPONENTS = ("gateway", "projector")

Documents = dict[tuple[str, str], dict[str, Any]]


def files(chart: helm_python.Chart, *, name: str = "demo", **values: Any) -> dict[str, str]:
    """The rendered files, with what is required and `values` over it."""
    return chart.render({**REQUIRED, **values}, name=name, namespace="feeds")


def documents_of(rendered: dict[str, str]) -> Documents:
    """(kind, name) → document."""
    every = [
        document
        for path, text in rendered.items()
        if path.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document is not None
    ]
    found = {(each["kind"], each["metadata"]["name"]): each for each in every}
    assert len(found) == len(every), "an object is made twice"
    return found


def render(chart: helm_python.Chart, *, name: str = "demo", **values: Any) -> Documents:
    """Render with what is required and `values` over it: (kind, name) → document."""
    return documents_of(files(chart, name=name, **values))


def pod(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """The pod of a component's Deployment."""
    deployment = render(chart, **values)["Deployment", f"demo-bandstand-{component}"]
    found: dict[str, Any] = deployment["spec"]["template"]["spec"]
    return found


def container(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """The container of a component's pod that is called as the component is."""
    containers = pod(chart, component, **values)["containers"]
    (named,) = [each for each in containers if each["name"] == component]
    return dict(named)


def variables(of: dict[str, Any]) -> dict[str, Any]:
    """A container's environment: name → value, or the source of one."""
    assert len({one["name"] for one in of["env"]}) == len(of["env"]), "a variable is set twice"
    return {one["name"]: one.get("value", one.get("valueFrom")) for one in of["env"]}


def environment(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """The environment of a component's own container."""
    return variables(container(chart, component, **values))


def main() -> None:
    """Write all that the chart makes, a file for every set of switches, into a folder."""
    from tests.helm.switches import everything  # It needs this module.

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with helm_python.Chart.load(CHART) as chart:
        for name, documents in everything(chart).items():
            text = yaml.safe_dump_all(documents.values())
            (folder / f"{Path(name).stem.replace(' ', '-')}.yaml").write_text(text)


if __name__ == "__main__":
    main()
