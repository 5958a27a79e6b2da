"""Metrics: what a gateway counts, for Prometheus at `/metrics`."""

from __future__ import annotations

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

OPERATIONS = Counter(
    "bandstand_gateway_operations",
    "Operations, by how they were answered: compiled, or by graphql-core and why.",
    ["way", "why"],
)
SECONDS = Histogram(
    "bandstand_gateway_operation_seconds",
    "How long an operation took, until its answer was there.",
    ["way"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
COMPILED = OPERATIONS.labels("compiled", "")
COMPILED_SECONDS = SECONDS.labels("compiled")
CORE_SECONDS = SECONDS.labels("graphql-core")


def shown() -> bytes:
    """All metrics, of all workers, as Prometheus reads them."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest()
