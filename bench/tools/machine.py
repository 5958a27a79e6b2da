"""The machine: what it is, which versions run on it, and what processes take of it.

No figure is printed without it. Processes are read from `/proc`; elsewhere those figures are None.
"""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bandstand.stack import servers as embedded

_PACKAGES = (
    "nats-py",
    "redis",
    "hiredis",
    "msgspec",
    "strawberry-graphql",
    "graphql-core",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
)
_PROC = Path("/proc")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def machine() -> dict[str, object]:
    """What the benchmark runs on. Memory in GiB, load as runnable processes over a minute."""
    memory_bytes = _PAGE_BYTES * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory_bytes / 2**30, 1),
        "load_before": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Of Python, the servers and the packages in the measured paths."""
    return {
        "python": platform.python_version(),
        "nats-server": _said([embedded.nats_binary(), "--version"]).rpartition("v")[2],
        "valkey": _said([embedded.valkey_binary(), "--version"]).partition("v=")[2].split()[0],
        **{package: version(package) for package in _PACKAGES},
    }


def _cpu_model() -> str:
    try:
        lines = (_PROC / "cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def cpu_s(pid: int) -> float | None:
    """How long a process has computed, in user and kernel mode."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def _family_s(pid: int) -> float | None:
    """How long a process and those that it started have computed."""
    try:
        text = (_PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="utf-8")
    except OSError:
        return cpu_s(pid)
    own = cpu_s(pid)
    # The benchmark's own children are named by themselves.
    children = [] if pid == os.getpid() else [cpu_s(int(child)) for child in text.split()]
    return own if own is None else own + sum(child or 0.0 for child in children)


def resident_bytes(pid: int) -> int | None:
    """How much memory of a process is resident."""
    try:
        pages = (_PROC / str(pid) / "statm").read_text(encoding="utf-8").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * _PAGE_BYTES


def peak_bytes(pid: int) -> int | None:
    """The most memory of a process that ever was resident."""
    try:
        lines = (_PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0]) * 1024 if found else None


def _busy_s() -> float | None:
    """How long all cores together have been busy, with what a hypervisor stole."""
    try:
        line = (_PROC / "stat").read_text(encoding="utf-8").splitlines()[0]
    except OSError:
        return None
    user, nice, system, _, _, irq, softirq, steal = (int(part) for part in line.split()[1:9])
    return (user + nice + system + irq + softirq + steal) / _TICKS_PER_S


@dataclass
class Meter:
    """The CPU that named processes take from now on, and what the rest of the machine takes.

    The rest is noise: a figure that was measured beside half a core of it is worth less.
    """

    pids: dict[str, int]
    _began_s: float = field(default_factory=time.monotonic)
    _busy: float | None = field(default_factory=_busy_s)
    _used: dict[str, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._used = self._now()

    def _now(self) -> dict[str, float | None]:
        everybody = {**self.pids, "bench": os.getpid()}
        return {name: _family_s(pid) for name, pid in everybody.items()}

    def cpu_s(self) -> dict[str, float | None]:
        """CPU seconds by name, of this process too, as `bench`."""
        return {
            name: None if now is None or self._used[name] is None else round(now - used, 2)
            for (name, now), used in zip(self._now().items(), self._used.values(), strict=True)
        }

    def others_cores(self, besides_s: Iterable[float] = ()) -> float | None:
        """How many cores were busy with what is not named here.

        Args:
            besides_s: CPU seconds of processes of ours that have ended meanwhile.
        """
        busy = _busy_s()
        if busy is None or self._busy is None:
            return None
        ours = sum(used or 0.0 for used in self.cpu_s().values()) + sum(besides_s)
        elapsed_s = max(time.monotonic() - self._began_s, 1e-9)
        return round(max(busy - self._busy - ours, 0.0) / elapsed_s, 2)
