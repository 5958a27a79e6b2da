"""A gateway whose clock is wrong: `python -m tests.chaos.skewed <seconds>`."""

from __future__ import annotations

import sys
import time

from bandstand.cli.commands import main
from bandstand.processes import production as processes


def skew(seconds: int) -> None:
    """Run a gateway whose clock is so many seconds ahead."""
    processes.now_ms = lambda: time.time_ns() // 1_000_000 + 1000 * seconds
    main(["gateway"])


if __name__ == "__main__":
    skew(int(sys.argv[1]))
