"""Sharing: which of the living replicas reads which log, by rendezvous hashing.

Nobody owns anything: two replicas that disagree do the same work twice.

Source: Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def chosen(log: str, replicas: Iterable[str]) -> str:
    """The replica that reads a log: the one whose hash with it is the greatest.

    When a replica comes or goes, only the logs that it takes or had change hands.
    """
    return max(replicas, key=lambda replica: sha256(f"{replica} {log}".encode()).digest())
