"""Limits: how much a gateway holds, and how much one request may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class LimitSettings:
    """Limits of a gateway"""

    connections: int = setting(
        "BANDSTAND_CONNECTIONS",
        2_000,
        "most WebSockets and event streams that one process holds open",
        within=(1, 50_000),
    )
    subscriptions: int = setting(
        "BANDSTAND_SUBSCRIPTIONS",
        100,
        "most operations that are open at a time on one WebSocket",
        within=(1, 1_000),
    )
    slow_s: int = setting(
        "BANDSTAND_SLOW_S",
        5,
        "timeout for a subscriber that reads nothing, in seconds; then it is disconnected",
        within=(1, 60),
    )
    waiting: int = setting(
        "BANDSTAND_WAITING",
        5_000,
        "most connections without a complete request; beyond it the oldest is closed",
        within=(1, 50_000),
    )
    requests: int = setting(
        "BANDSTAND_REQUESTS",
        256,
        "most requests that one process answers at a time; others are refused",
        within=(8, 10_000),
    )
    share: int = setting(
        "BANDSTAND_SHARE",
        25,
        "percent of a process's limits that one client may use once half is in use",
        within=(1, 100),
    )
    budget_reads: int = setting(
        "BANDSTAND_BUDGET_READS",
        1_200_000,
        "rate limit: records that one client may read per minute; 0: no limit",
        within=(0, 1_000_000_000),
    )
    budget_writes: int = setting(
        "BANDSTAND_BUDGET_WRITES",
        300,
        "rate limit: mutations that one client may make per minute; 0: no limit",
        within=(0, 1_000_000),
    )
    document_cache_mb: int = setting(
        "BANDSTAND_DOCUMENT_CACHE_MB",
        160,
        "memory of a gateway process for parsed and compiled queries, in MiB",
        within=(16, 65_536),
    )
    query_cost: int = setting(
        "BANDSTAND_QUERY_COST",
        20_000,
        "most records that one request may read",
        within=(1_000, 1_000_000),
    )
    query_tokens: int = setting(
        "BANDSTAND_QUERY_TOKENS",
        2_000,
        "most tokens in one query, which limits its length",
        within=(100, 50_000),
    )
    query_fields: int = setting(
        "BANDSTAND_QUERY_FIELDS",
        2_000,
        "most fields in one query; those of a fragment count each time it is used",
        within=(100, 50_000),
    )
    query_aliases: int = setting(
        "BANDSTAND_QUERY_ALIASES", 100, "most aliases in one query", within=(0, 10_000)
    )
    query_roots: int = setting(
        "BANDSTAND_QUERY_ROOTS", 50, "most fields at the top level of one query", within=(1, 1_000)
    )
    batch: int = setting(
        "BANDSTAND_BATCH",
        0,
        "most operations in one batched request; 0: no batching",
        within=(0, 100),
    )
    query_mutations: int = setting(
        "BANDSTAND_QUERY_MUTATIONS", 10, "most mutations in one request", within=(1, 100)
    )
