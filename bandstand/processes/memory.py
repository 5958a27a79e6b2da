"""Memory: how much is used of what a process may have.

What a container may have, the kernel says, and it counts all of its processes together (cgroup v2).
What could be dropped at once, as pages of files that were read, is no part of what is used: an
index that was searched fills a container with them, and nobody is killed for it.

Where no cgroup has a limit, or BANDSTAND_MEMORY_MB says one, it is the resident memory of one
process; of several workers, of the largest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bandstand.processes import metrics

PROC, CGROUPS = Path("/proc"), Path("/sys/fs/cgroup")
DROPPED = ("active_file", "inactive_file", "slab_reclaimable")
"""Of memory.stat, what the kernel takes back before it ends a process."""

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Memory:
    """How many bytes are used, and how many may be."""

    used: int
    limit: int


def measure(memory_mb: int) -> None:
    """Take what is used now, and the limit, into the metrics of this process."""
    if found := look(memory_mb):
        metrics.MEMORY.set(found.used)
        metrics.MEMORY_LIMIT.set(found.limit)


def look(memory_mb: int, proc: Path = PROC, cgroups: Path = CGROUPS) -> Memory | None:
    """What is used, and the limit; None where the system does not say it.

    Args:
        memory_mb: what one process may have; 0: what its cgroup says, else what the machine has.
    """
    try:
        if memory_mb:
            return Memory(_resident(proc), memory_mb << 20)
        found = [one for folder in _folders(proc, cgroups) if (one := _bounded(folder))]
        machine = os.sysconf("SC_PHYS_PAGES") * _PAGE_BYTES
        return min(found, key=_left) if found else Memory(_resident(proc), machine)
    except (OSError, ValueError, IndexError):
        return None


def _left(one: Memory) -> int:
    return one.limit - one.used


def _folders(proc: Path, cgroups: Path) -> Iterator[Path]:
    """The cgroup of this process, and those that it is in."""
    for line in (proc / "self" / "cgroup").read_text(encoding="utf-8").splitlines():
        number, _, path = line.split(":", 2)
        if number == "0":
            here = cgroups / path.strip("/")
            yield from (one for one in (here, *here.parents) if one.is_relative_to(cgroups))


def _bounded(folder: Path) -> Memory | None:
    """What a cgroup may have and uses; None where it has no limit."""
    try:
        limit = (folder / "memory.max").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    if limit == "max":
        return None
    lines = (folder / "memory.stat").read_text(encoding="utf-8").splitlines()
    counted = {name: int(value) for name, value in (line.split() for line in lines)}
    current = int((folder / "memory.current").read_text(encoding="utf-8"))
    return Memory(current - sum(counted.get(name, 0) for name in DROPPED), int(limit))


def _resident(proc: Path) -> int:
    """The resident memory of this process, or of the largest of the workers that it is one of."""
    found = [_pages(proc / str(pid)) for pid in metrics.workers()]
    return max(found, default=0) * _PAGE_BYTES or _pages(proc / "self") * _PAGE_BYTES


def _pages(process: Path) -> int:
    """How many pages of a process are resident; 0 of one that has ended."""
    try:
        return int((process / "statm").read_text(encoding="utf-8").split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
