"""Calls: how long the store ran each merge of a projector, by its own count.

While it runs one, it answers nobody else.
"""

from __future__ import annotations

from typing import Any

import redis

PERCENTILES = "50 99 99.9 100"


def begin(url: str) -> None:
    """Count from now on."""
    with redis.Redis.from_url(url) as client:
        client.config_set("latency-tracking-info-percentiles", PERCENTILES)
        client.config_resetstat()


def took_ms(url: str) -> dict[str, float]:
    """The percentiles and the longest of the calls since then, in milliseconds."""
    with redis.Redis.from_url(url) as client:
        found: Any = client.info("latencystats")
    percentiles: dict[str, float] = found.get("latency_percentiles_usec_fcall", {})
    return {
        f"call_{'max' if name == 'p100' else name}_ms": round(value / 1000, 2)
        for name, value in percentiles.items()
    }
