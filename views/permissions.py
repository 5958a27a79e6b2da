"""Permissions: the commands of a store that each role uses, and the keys; declared here alone.

A script runs as whoever calls it, so that what the scripts do is among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_ANYBODY: Final = ("ping", "select", "info", "time", "cluster|slots")
"""Who connects: which database, whether it is fit, how late it is, and who of a cluster leads."""

_READS: Final = (
    *("exists", "get", "mget", "hexists", "hget", "hgetall", "hkeys", "hlen", "hmget", "hscan"),
    *("zcard", "zcount", "zmscore", "zrange", "zrank", "zrevrank", "zscore"),
)
"""What reads, in scripts and out of them."""

_WRITES: Final = (
    *("del", "unlink", "set", "hset", "hdel", "hincrby", "pfadd", "pfcount", "zadd", "zrem"),
)
"""What writes, in scripts alone."""

_AUDIT: Final = ("scan", "type", "pttl", "strlen", "zscan", "multi", "exec")
"""What looks a view through."""

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "gateway": (*_ANYBODY, *_READS, "fcall_ro", "incrby", "expire"),
    "projector": (
        *(*_ANYBODY, *_READS, *_WRITES, "scan"),
        *("fcall", "fcall_ro", "function|load", "function|list"),
    ),
    "operator": (
        *(*_ANYBODY, *_READS, *_WRITES, *_AUDIT),
        *("fcall", "fcall_ro", "function|load", "function|list"),
    ),
}
"""Role → what it may do. Who is not named here has nothing to do with the store."""

_ONLY_READS: Final = frozenset({"gateway"})

_BESIDES: Final = {"gateway": "tally", "projector": "kept"}
"""Role → what the keys besides begin with, before a view's name: what is counted of who asks
(`Tallies`), and what a projector keeps for the next (`Shelf`).
"""

_LOADS: Final = frozenset({"function|load", "function|list"})
"""SUBTLE: a server has its functions for all of its databases and prefixes, and a function may do
what its caller may. Who may load them can put their own in the place of somebody else's.
"""


def acl(role: str, views: Sequence[str], *, loads: bool = True) -> str:
    """What a role may do, as `ACL SETUSER <user>` takes it, and a line of an ACL file.

    Args:
        views: the names of the views that it serves. loads: whether projectors load functions.

    Raises:
        KeyError: a role of this name has nothing to do with the store.
    """
    keys = "%R~" if role in _ONLY_READS else "~"
    named = [f"{keys}{view}:*" for view in views]
    if role in _BESIDES:
        named += [f"~{_BESIDES[role]}:{view}:*" for view in views]
    parts = ["resetkeys", *named, "resetchannels", "-@all"]
    kept_from = frozenset[str]() if loads or role != "projector" else _LOADS
    commands = (command for command in COMMANDS[role] if command not in kept_from)
    return " ".join([*parts, *(f"+{command}" for command in commands)])
