"""Metrics: what a gateway counts. A process of several adds up what all of them count."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

OPERATIONS = Counter(
    "bandstand_gateway_operations",
    "Operations, by how they were answered: compiled, by graphql-core and why, or refused.",
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
CONNECTIONS = Gauge(
    "bandstand_gateway_connections",
    "Connections that are open for subscriptions, by transport.",
    ["transport"],
    multiprocess_mode="livesum",
)
SUBSCRIPTIONS = Gauge(
    "bandstand_gateway_subscriptions",
    "Operations that are open on such connections: subscriptions, mostly.",
    multiprocess_mode="livesum",
)
LIVE_QUERIES = Gauge(
    "bandstand_gateway_live_queries",
    "Different subscriptions: those that ask for the same share one.",
    multiprocess_mode="livesum",
)
LIVE_READS = Counter(
    "bandstand_gateway_live_reads",
    "How often a live query was read, by how: compiled, or why by graphql-core.",
    ["why"],
)
MESSAGES = Counter("bandstand_gateway_messages", "Messages that were sent to subscribers.")
REPLACED = Counter(
    "bandstand_gateway_messages_replaced",
    "Messages that a newer one replaced before they went out.",
)
DISCONNECTED = Counter(
    "bandstand_gateway_disconnected",
    "Connections of subscribers that were closed from here, by close code.",
    ["code"],
)
