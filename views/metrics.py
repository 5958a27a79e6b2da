"""Metrics: what is counted of the store, in every process that asks it anything."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

ERRORS = Counter(
    "bandstand_store_errors",
    "Calls of the store that failed: `unavailable` may pass, `unsuitable` needs its operator, "
    "`failed` is a fault in a script.",
    ["kind"],
)
MEMORY = Gauge(
    "bandstand_store_memory_bytes",
    "How much memory a server of the store uses, as it says itself.",
    ["node"],
    multiprocess_mode="livemax",
)
MEMORY_MAX = Gauge(
    "bandstand_store_memory_limit_bytes",
    "How much it may use (maxmemory; else what the machine has): then it refuses what is merged.",
    ["node"],
    multiprocess_mode="livemax",
)
