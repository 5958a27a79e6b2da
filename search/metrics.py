"""Metrics: what an indexer counts, and how far its index is, when somebody asks."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

READ = Counter("bandstand_search_events", "Events that were read for the index.")
LAG = Gauge("bandstand_search_lag_events", "Events of a log that the index does not hold.", ["log"])
FILLED = Gauge(
    "bandstand_search_filled", "1 when the index has held all that the logs held when it began."
)
