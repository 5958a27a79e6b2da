"""Limits: how much a process bears, and how much of it one client may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a process bears.

    connections_max: WebSockets and event streams together. reserved_max: event streams that are
    reserved and not open yet. subscriptions_max: on one connection.
    queries_max: different live queries. slow_s: how long a client may take nothing. init_s: how
    long until it says who it is, or opens what it reserved. keep_s: how often an idle event stream
    says that it lives. again_s: how often all is read again, lest a hint was lost.

    requests_max: that are answered at a time. bodies_max: bytes of large ones on their way.
    unsent_max: bytes that wait for subscribers. uploads_max: files that are put at a time;
    files_max: that are sent.
    listened_max: bytes of the documents and variables of live queries.
    share: what part of each one client may have when half is taken, in percent. reads, writes: what
    a client may spend a minute, in records and in mutations; 0: without an end. uploads: the same
    in bytes. batch_max: operations of one request; 0: none comes in a list.
    """

    connections_max: int = 2_000
    reserved_max: int = 200
    subscriptions_max: int = 100
    queries_max: int = 10_000
    slow_s: float = 5.0
    init_s: float = 5.0
    keep_s: float = 12.0
    again_s: float = 15.0
    requests_max: int = 256
    bodies_max: int = 64 << 20
    unsent_max: int = 96 << 20
    uploads_max: int = 32
    files_max: int = 512
    listened_max: int = 64 << 20
    share: int = 25
    reads: int = 0
    writes: int = 0
    uploads: int = 0
    batch_max: int = 0


USUAL = Limits()
