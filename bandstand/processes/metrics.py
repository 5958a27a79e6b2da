"""Metrics: what the processes count, gathered from the packages that count it.

A package declares its own in a file of this name; docs/operate.md lists them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Gauge,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)
from prometheus_client.metrics_core import Metric

from bandstand.domain import Domain
from bandstand.settings import Settings

disable_created_metrics()  # type: ignore[no-untyped-call]

BUILD = Gauge(
    "bandstand_build_info",
    "1, for what runs: the version of Bandstand, of Python, and the domain.",
    ["version", "python", "domain"],
    multiprocess_mode="livemax",
)
VIEW = Gauge(
    "bandstand_view_info",
    "1, for each view that this process reads or fills: its version, and its shards.",
    ["view", "version", "shards"],
    multiprocess_mode="livemax",
)
MEMORY = Gauge(
    "bandstand_process_memory_bytes",
    "Memory that is used and cannot be dropped: of the container (cgroup), where it has a limit; "
    "else of the process, of several workers the largest.",
    multiprocess_mode="livemostrecent",
)
MEMORY_LIMIT = Gauge(
    "bandstand_process_memory_limit_bytes",
    "How much that may be: `BANDSTAND_MEMORY_MB`, else what the cgroup allows, else what the "
    "machine has.",
    multiprocess_mode="livemostrecent",
)

SHOWN = {
    "gateway": ("bandstand_gateway_", "bandstand_log_", "bandstand_store_"),
    "projector": ("bandstand_projector_", "bandstand_log_", "bandstand_store_"),
    "indexer": ("bandstand_search_", "bandstand_log_"),
}
"""What each process tells, by the beginning of its name. SUBTLE: a process imports more than it
runs, and the zeros of what never happens in it would be taken for news of what did not happen.
"""
_OF_ALL = ("bandstand_build_", "bandstand_view_", "bandstand_process_", "process_", "python_")
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which workers count together."""


def tell_what_runs(settings: Settings, domain: Domain) -> None:
    """Say which versions run: of the program, and of each view."""
    BUILD.labels(version("bandstand"), python_version(), domain.name).set(1)
    for view in domain.views:
        VIEW.labels(view.name, view.version, str(settings.shards)).set(1)


def workers() -> set[int]:
    """The pids of the workers that count together with this process, itself among them; none where
    it is alone.
    """
    names = Path(os.environ[FOLDER]).glob("gauge_live*.db") if FOLDER in os.environ else ()
    return {int(one.stem.rpartition("_")[2]) for one in names}


class _Of:
    """What one role tells, of all that was counted."""

    def __init__(self, role: str, source: CollectorRegistry) -> None:
        self._beginnings, self._source = (*SHOWN[role], *_OF_ALL), source

    def collect(self) -> Iterator[Metric]:
        for one in self._source.collect():
            if one.name.startswith(self._beginnings):
                yield one


def shown(role: str) -> bytes:
    """All metrics of a role, of all workers, as Prometheus reads them."""
    source, told = REGISTRY, CollectorRegistry(auto_describe=False)
    if FOLDER in os.environ:
        source = CollectorRegistry()
        multiprocess.MultiProcessCollector(source)  # type: ignore[no-untyped-call]
    told.register(_Of(role, source))
    return generate_latest(told)
