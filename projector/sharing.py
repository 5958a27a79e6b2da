"""Sharing: which of the living replicas reads which log, by rendezvous hashing with bounded loads.

Nobody owns anything: two replicas that disagree do the same work twice.

Sources: Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996; Mirrokni,
Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2016.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256

from eventlog.subjects import Log


def part_of(replica: str, replicas: Collection[str], sealed: Mapping[Log, bool]) -> set[Log]:
    """The logs that a replica reads, of all. The sealed ones cost little: they are shared apart."""
    owners: dict[str, str] = {}
    for apart in (False, True):
        owners |= shared([log.name for log in sealed if sealed[log] is apart], replicas)
    return {log for log in sealed if owners[log.name] == replica}


def shared(logs: Collection[str], replicas: Collection[str]) -> dict[str, str]:
    """The replica that reads each log: the one whose hash with it is the greatest.

    No replica reads more than its part of the logs, rounded up: a few logs would often fall to one
    replica alone. When a replica comes or goes, most logs stay where they are.
    """
    room = Counter(dict.fromkeys(replicas, -(-len(logs) // len(replicas))))
    owners: dict[str, str] = {}
    for log in sorted(logs):
        free = (replica for replica in replicas if room[replica])
        owners[log] = max(free, key=lambda one: sha256(f"{one} {log}".encode()).digest())
        room[owners[log]] -= 1
    return owners
