"""Metrics: what a gateway counts. Of a gateway of several processes, all of them together.

SUBTLE: a gauge says how those of several processes are put together, and none is ever cleared: what
another process wrote stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prometheus_client import Counter, Gauge, Histogram

from gateway.readiness import KINDS, PARTS

OPERATIONS = Counter(
    "bandstand_gateway_operations",
    "Operations, by how they were answered: `compiled`, by `graphql-core` and why, or `refused` "
    "with the error's code.",
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
ERRORS = Counter(
    "bandstand_gateway_errors",
    "Errors in answers, by their code. INTERNAL is a fault of ours, UNAVAILABLE one of log or "
    "store; the others are the client's.",
    ["code"],
)
REFUSED = Counter(
    "bandstand_gateway_refused",
    "What was refused because it is more than a limit allows, by which limit.",
    ["limit"],
)
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
    "How often a live query was read, by how: `compiled`, or why by graphql-core.",
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
KEY_FETCHES = Counter(
    "bandstand_gateway_key_fetches",
    "How often the keys of tokens were fetched from their provider, by what came of it.",
    ["outcome"],
)
DOCUMENTS = Gauge(
    "bandstand_gateway_documents",
    "Documents that are kept parsed and compiled.",
    multiprocess_mode="livesum",
)
DOCUMENT_BYTES = Gauge(
    "bandstand_gateway_document_bytes",
    "What they take at most, of `BANDSTAND_DOCUMENT_CACHE_MB`.",
    multiprocess_mode="livesum",
)
LOOKUPS = Counter(
    "bandstand_gateway_document_lookups",
    "How often a document was looked for among those that are kept: `hit` or `miss`.",
    ["found"],
)
HITS, MISSES = LOOKUPS.labels("hit"), LOOKUPS.labels("miss")
PROJECTORS = Gauge(
    "bandstand_gateway_projectors",
    "Projectors of this region that were heard within the last seconds.",
    multiprocess_mode="livemax",
)
READY = Gauge(
    "bandstand_gateway_ready",
    "1 while it can do that: `reads`, `writes`, `search`; of several processes, all of them.",
    ["part"],
    multiprocess_mode="livemin",
)
TROUBLE = Gauge(
    "bandstand_gateway_trouble",
    "1 while something stands in the gateway's way, by what: `/readyz` says more.",
    ["kind"],
    multiprocess_mode="livemax",
)

LIMITS = (
    *("cost", "reads", "writes"),
    *(
        "requests",
        "lag",
        "connections",
        "queries",
        "listeners",
        "operations",
        "bodies",
        "documents",
    ),
    *("slow", "sending", "waiting", "body_bytes", "body_s", "head", "head_bytes", "head_s"),
)
"""What may be too much: records that one request reads, and records and mutations in a minute; what
is answered, held open or on its way at a time, and new documents that wait; how long a subscriber
takes nothing, bytes that clients do not take, connections that wait, and how large and slow a
request is.
"""

# What never happened is told as 0: of what appears with 1 no rate is seen.
for _code in ("INTERNAL", "UNAVAILABLE"):
    ERRORS.labels(_code)
for _limit in LIMITS:
    REFUSED.labels(_limit)


def note_error(code: str) -> None:
    """Count an error of an answer."""
    ERRORS.labels(code).inc()
    if code == "TOO_COSTLY":
        REFUSED.labels("cost").inc()


def note_state(state: Mapping[str, Any], projectors: int) -> None:
    """Take in what a gateway can do, what stands in its way, and how many projectors it hears."""
    for kind in KINDS:
        TROUBLE.labels(kind).set(kind in state["trouble"])
    for part in PARTS:
        READY.labels(part).set(state.get(part, False))
    PROJECTORS.set(projectors)
