"""Metrics: each with its kind, its labels and what it says."""

from __future__ import annotations

from importlib import import_module
from typing import Final, NamedTuple

from prometheus_client.metrics import MetricWrapperBase

PACKAGES: Final = ("bandstand.processes", "gateway", "projector", "search", "eventlog", "views")
"""Those that count something, each in a module `metrics`."""

_HEAD = """# Metrics

What `/metrics` of a process says. [Operating](../operate.md#metrics) says what to do about each,
and which [alarms](../operate.md#alarms) there are.
"""


class Declared(NamedTuple):
    """A metric. labels: their names."""

    kind: str
    labels: tuple[str, ...]
    doc: str


def declared() -> dict[str, Declared]:
    """Each metric of ours, by its name as it is scraped."""
    found = {}
    for package in PACKAGES:
        for one in vars(import_module(f"{package}.metrics")).values():
            if isinstance(one, MetricWrapperBase) and not one._labelvalues:
                name = one._name + ("_total" if one._type == "counter" else "")
                found[name] = Declared(str(one._type), tuple(one._labelnames), one._documentation)
    return found


def pages() -> dict[str, str]:
    """The page."""
    parts, group = [_HEAD], ""
    for name, one in declared().items():
        if (of := name.split("_")[1]) != group:
            group = of
            parts.append(f"## bandstand_{group}\n")
        labels = ", ".join(f"`{label}`" for label in one.labels)
        parts.append(f"### `{name}`\n\n{one.doc}\n")
        parts.append(f"A {one.kind}" + (f", by {labels}" if labels else "") + ".\n")
    return {"reference/metrics.md": "\n".join(parts)}
