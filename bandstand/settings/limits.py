"""Limits: how much a gateway holds, and how much one request may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class LimitSettings:
    """What a gateway bears"""

    connections: int = setting(
        "BANDSTAND_CONNECTIONS",
        2_000,
        "WebSockets and event streams that a process holds",
        within=(1, 50_000),
    )
    subscriptions: int = setting(
        "BANDSTAND_SUBSCRIPTIONS",
        100,
        "operations that are open on one WebSocket",
        within=(1, 1_000),
    )
    slow_s: int = setting(
        "BANDSTAND_SLOW_S",
        5,
        "how long a subscriber may take nothing until it is cut",
        within=(1, 60),
    )
    waiting: int = setting(
        "BANDSTAND_WAITING",
        5_000,
        "connections that have not sent a whole request yet; over it the oldest goes",
        within=(1, 50_000),
    )
    requests: int = setting(
        "BANDSTAND_REQUESTS",
        256,
        "requests that a process answers at a time; over it they are refused",
        within=(8, 10_000),
    )
    share: int = setting(
        "BANDSTAND_SHARE",
        25,
        "what part of each of these one client may have once half is taken, in percent",
        within=(1, 100),
    )
    budget_reads: int = setting(
        "BANDSTAND_BUDGET_READS",
        1_200_000,
        "records that one client may read in a minute; 0: without an end",
        within=(0, 1_000_000_000),
    )
    budget_writes: int = setting(
        "BANDSTAND_BUDGET_WRITES",
        300,
        "mutations that one client may make in a minute; 0: without an end",
        within=(0, 1_000_000),
    )
    document_cache_mb: int = setting(
        "BANDSTAND_DOCUMENT_CACHE_MB",
        160,
        "what queries may take that are kept parsed and compiled",
        within=(16, 65_536),
    )
    query_cost: int = setting(
        "BANDSTAND_QUERY_COST", 20_000, "records that a request may read", within=(1_000, 1_000_000)
    )
    query_tokens: int = setting(
        "BANDSTAND_QUERY_TOKENS",
        2_000,
        "how long a query may be, in tokens",
        within=(100, 50_000),
    )
    query_fields: int = setting(
        "BANDSTAND_QUERY_FIELDS",
        2_000,
        "fields of a query, fragments spread",
        within=(100, 50_000),
    )
    query_aliases: int = setting("BANDSTAND_QUERY_ALIASES", 100, "its aliases", within=(0, 10_000))
    query_roots: int = setting(
        "BANDSTAND_QUERY_ROOTS", 50, "fields of the query itself", within=(1, 1_000)
    )
    batch: int = setting(
        "BANDSTAND_BATCH",
        0,
        "operations that a request may hold, in a list; 0: none is answered",
        within=(0, 100),
    )
    query_mutations: int = setting(
        "BANDSTAND_QUERY_MUTATIONS", 10, "mutations in one request", within=(1, 100)
    )
