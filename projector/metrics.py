"""Metrics: what a projector counts, and how far the views are, when somebody asks.

A projector tells of the logs that it reads. Those of one region share them.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

READ = Counter("bandstand_projector_events", "Events that were read and folded.", ["view"])
MERGED = Counter(
    "bandstand_projector_merged_events",
    "Events that the store has acknowledged, once for each shard.",
    ["view"],
)
PARKINGS = Counter(
    "bandstand_projector_parkings",
    "Events that were found to be no events, or fail their projection; those read again, too.",
    ["view"],
)
MERGE_SECONDS = Histogram(
    "bandstand_projector_merge_seconds",
    "How long a call of a shard took, with all that was left of it for a while.",
    ["view"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
END = Gauge("bandstand_projector_log_end", "The last sequence of a log.", ["log"])
WATERMARK = Gauge(
    "bandstand_projector_watermark",
    "The last sequence up to which a view holds all of a log, in every shard.",
    ["view", "log"],
)
LAG = Gauge(
    "bandstand_projector_lag_events", "Events of a log that a view does not hold.", ["view", "log"]
)
LAG_SECONDS = Gauge(
    "bandstand_projector_lag_seconds",
    "How much later the log's last event came into it than the last one that the view holds.",
    ["view", "log"],
)
AGE = Gauge(
    "bandstand_projector_uncovered_age_seconds",
    "How long the log has held the oldest event that the view does not; 0 when there is none.",
    ["view", "log"],
)
PARKED = Gauge("bandstand_projector_parked_events", "Events that are parked.", ["view"])
FAILED = Gauge(
    "bandstand_projector_failed_records",
    "Records that stand nowhere, because their derivation fails.",
    ["view"],
)
STUCK = Gauge(
    "bandstand_projector_stuck_shards", "Shards into which nothing could be merged.", ["view"]
)
DIVERGED = Gauge(
    "bandstand_projector_diverged_logs",
    "1, for each log whose copies are not the same log any more: where it is written (`origin`), "
    "or in this mirror alone (`mirror`).",
    ["log", "fault"],
)
FULL = Gauge(
    "bandstand_projector_full_streams", "1, for each mirror that takes nothing here.", ["stream"]
)
PEER_UP = Gauge("bandstand_projector_peer_up", "1 while another region is reached.", ["peer"])
PEER_HEARD = Gauge(
    "bandstand_projector_peer_last_contact_timestamp_seconds",
    "When something came from another region last; 0 for never.",
    ["peer"],
)
