"""Metrics: what is counted of the log, in every process that asks it anything."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

ERRORS = Counter(
    "bandstand_log_errors",
    "Requests to the log that failed: `unavailable` had no answer, `refused` is refused again, "
    "`unreadable` is a record that is no revocation.",
    ["kind"],
)
LOST = Counter("bandstand_log_connections_lost", "How often the connection to the log was lost.")
PUBLISHED = Counter(
    "bandstand_log_published_events",
    "Events that were to be published one by one, by what came of them: `stored`, `duplicate` or "
    "`failed`.",
    ["outcome"],
)
PUBLISH_SECONDS = Histogram(
    "bandstand_log_publish_seconds",
    "How long an event took from the process until the log had acknowledged it.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
