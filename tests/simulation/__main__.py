"""Simulate for hours:  python -m tests.simulation --seconds 3600 [--seed 1]

Each history has a seed of its own, counted up from the first. The first that fails is reduced to
the shortest one that fails in the same way, and printed so that it can become a named test.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.history import SEEDS_MAX, History, failure, run, shortest

TELL_S = 10.0
OPERATIONS_MAX = 60


def main() -> int:
    """Run histories until the time is over or one fails; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long")
    parser.add_argument("--seed", type=int, help="the first history's seed; the clock's by default")
    asked = parser.parse_args()
    first = int(time.time() * 1000) % SEEDS_MAX if asked.seed is None else asked.seed
    began = told = time.monotonic()
    done = satisfied = 0
    while time.monotonic() < began + asked.seconds:
        history = History.random(first + done, OPERATIONS_MAX)
        try:
            satisfied += run(history).satisfied
        except Exception as error:  # noqa: BLE001 — whatever it is, it is reduced
            return _fail(history, error)
        done += 1
        if time.monotonic() > told + TELL_S:
            told = time.monotonic()
            _tell(first, done, satisfied, told - began)
    _tell(first, done, satisfied, time.monotonic() - began)
    return 0


def _tell(first: int, done: int, satisfied: int, seconds: float) -> None:
    rate = done / max(seconds, 0.001)
    print(
        f"{done:,} histories from seed {first} in {seconds:.0f} s ({rate:.0f} a second), "
        f"{satisfied:,} reads satisfied: nothing found",
        flush=True,
    )


def _fail(history: History, error: Exception) -> int:
    print(f"seed {history.seed} fails: {type(error).__name__}: {error}\nreducing it", flush=True)

    def same(candidate: History) -> bool:
        return type(failure(candidate)) is type(error)

    least = shortest(history, same)
    found = failure(least)
    print(f"\n{type(found).__name__}: {found}\n\nThe shortest history that fails:\n\n{least}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
