"""One run: regions, writers, nemeses, healing, quiet, and the check."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.stacks import Process, eventually
from tests.chaos.checker import Report, check
from tests.chaos.nemeses import NEMESES, Field, heal, none
from tests.chaos.writers import Ledger, Writers
from tests.system.stacks import DATA, Stack, stack

QUIET_S_MAX = 90.0
MEMORY_BYTES_MAX = 600 << 20
_DISK = {"nats": "256m", "redis": "64m"}
SKEWS_S = {"eu": (600, 25), "us": (-600, -25)}
"""Clocks of more gateways: ten minutes away (they refuse writes), and within what is taken."""


@dataclass
class Outcome:
    """What came of a run."""

    seed: int
    seconds: float
    ledger: Ledger
    report: Report
    faults: Counter[str] = field(default_factory=Counter)
    converged_s: float = 0.0
    memory_bytes_max: int = 0
    skewed_writes: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was wrong."""
        return not self.report.faults


@contextmanager
def disks(folder: Path, regions: Iterable[str]) -> Iterator[None]:
    """Small disks of their own under the servers of a stack; where nobody may mount, big ones."""
    mounted = []
    for region in regions:
        for role, size in _DISK.items():
            path = folder / region / role
            path.mkdir(parents=True, exist_ok=True)
            command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                mounted.append(path)
    try:
        yield
    finally:
        for path in mounted:
            subprocess.run(["umount", "-l", str(path)], check=False)


def may_mount() -> bool:
    """Whether this process may make small disks."""
    return os.geteuid() == 0


def alike(made: Stack) -> bool:
    """Whether every region has all logs, the same, and its views cover them."""
    done = made.command("status", "--json")
    found = json.loads(done.stdout or "[]")
    logs = [
        {row["log"]: row["last"] for row in found if row["region"] == region}
        for region in made.regions
    ]
    whole = done.returncode == 0 and all(row["state"] == "current" for row in found)
    return whole and all(one == logs[0] for one in logs)


def run(
    folder: Path,
    *,
    seed: int,
    seconds: float,
    names: list[str] | None = None,
    scale: float = 1.0,
    options: Iterable[str | int] = (),
    users: int = 6,
    say: object = print,
) -> Outcome:
    """Run chaos for so long, with the nemeses of these names, in turn or at random.

    Args:
        names: which, each once and in order; None: at random for all the time.
        scale: how long faults last, as a part of what is usual.
        options: more options of `bandstand up`.
    """
    dice, ledger = random.Random(seed), Ledger()
    tell = say if callable(say) else print
    with ExitStack() as all_of_it:
        all_of_it.enter_context(disks(folder / DATA, ("eu", "us")))
        made = all_of_it.enter_context(
            stack(folder, "--regions", "eu,us", "--replicas", 2, *options)
        )
        regions = {name: Settings.load(one) for name, one in made.regions.items()}
        eventually(lambda: alike(made), "both regions are alike", timeout_s=60)
        gateways = {region: [made.url_of(region)] for region in regions}
        refusing = []
        for region, (far, near) in SKEWS_S.items():
            gateways[region].append(_skewed(all_of_it, made, region, near))
            refusing.append((region, _skewed(all_of_it, made, region, far)))
        it = Field(made, dice, ledger, gateways, scale)
        writers = Writers(gateways, users=users, pause_s=0.1, seed=seed, ledger=ledger)
        far_ledger = Ledger()
        far = Writers(
            {region: [url] for region, url in refusing},
            users=1,
            pause_s=1,
            seed=seed,
            ledger=far_ledger,
            name="far",
        )
        outcome = Outcome(seed, seconds, ledger, Report())
        writers.start()
        far.start()
        began = time.monotonic()
        try:
            for name in _names(dice, names, began + seconds):
                tell(f"{time.monotonic() - began:6.1f} s  {name}")
                outcome.faults[name] += 1
                NEMESES.get(name, none)(it)
                time.sleep(dice.uniform(1, 4) * scale)
            while time.monotonic() < began + seconds and names is not None:
                time.sleep(0.2)
        finally:
            writers.stop()
            far.stop()
        for pid in made.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        heal(it)
        quiet = time.monotonic()
        try:
            eventually(lambda: alike(made), "alike", timeout_s=QUIET_S_MAX)
        except AssertionError:
            outcome.report.faults.append(f"not alike: {made.command('status').stdout}")
            return outcome
        outcome.converged_s = time.monotonic() - quiet
        outcome.report = asyncio.run(
            check(regions, ledger, rolled_back=it.rolled_back, known=it.known)
        )
        outcome.memory_bytes_max = it.memory_bytes_max
        outcome.skewed_writes = len(far_ledger.acked)
        if far_ledger.acked:
            outcome.report.faults.append("a gateway ten minutes away took writes")
        if it.memory_bytes_max > MEMORY_BYTES_MAX:
            outcome.report.faults.append(f"a process took {it.memory_bytes_max:,} bytes")
    return outcome


def _names(dice: random.Random, names: list[str] | None, until: float) -> Iterator[str]:
    if names is not None:
        yield from names
        return
    while time.monotonic() < until:
        yield dice.choice(list(NEMESES))


def _skewed(all_of_it: ExitStack, made: Stack, region: str, seconds: int) -> str:
    """A gateway of a region whose clock is so many seconds ahead."""
    port = embedded.free_port()
    variables = {**made.regions[region], "BANDSTAND_PORT": str(port)}
    process = Process(
        made.folder / f"gateway{seconds:+}",
        **variables,
        command=("-m", "tests.chaos.skewed", str(seconds)),
    )
    all_of_it.callback(process.kill)
    return f"http://{embedded.HOST}:{port}/graphql"


def table(outcome: Outcome) -> str:
    """The run in a table."""
    ledger, report = outcome.ledger, outcome.report
    rows = {
        "seed": outcome.seed,
        "acknowledged": len(ledger.acked),
        "stable (in all logs)": report.stable,
        "lost (rolled back before any mirror had it)": len(report.lost),
        "never read (no answer in time)": ledger.never_read,
        "refusals, by code": dict(ledger.refused),
        "reads with a token, satisfied": ledger.satisfied,
        "reads with a token, told to be stale": ledger.stale_told,
        "parked": report.parked,
        "events in the logs": report.events,
        "most memory of a process under overload, MiB": outcome.memory_bytes_max >> 20,
        "time to converge, s": round(outcome.converged_s, 1),
        "digest": report.digest[:16],
        "faults, by kind": dict(outcome.faults),
        "found wrong": len(report.faults),
    }
    width = max(map(len, rows))
    lines = [f"  {name:{width}}  {value}" for name, value in rows.items()]
    return "\n".join([*lines, *(f"    WRONG: {fault}" for fault in report.faults[:20])])
