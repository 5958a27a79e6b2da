"""A projector that ends itself as a crash does, at the n-th time that it reaches a step.

    python -m tests.projector.mortal <nats url> <store url> <shards>

It reads lines such as `merged 2`, and for each forks a projector that kills itself there; when
that is dead it prints how it ended. One process serves a whole test, so that the imports are paid
for once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from eventlog import reading
from eventlog.connection import connected
from eventlog.logs import ServerLogs
from projector.pacing import USUAL, Pace
from projector.projector import Projector
from tribes.events import EVENTS
from tribes.views import COMMUNITY
from views.shards import Shards
from views.store import Store

STEPS = ("read", "folded", "taken", "left", "merged", "acknowledged")
LIFE_S_MAX = 20
BATCH_EVENTS_MAX = 10
"""So few that some dozens of events are several batches."""
LEFT_CALL_MS = 0.02
"""In so little time a call leaves something to be placed by the next."""


async def project(nats_url: str, store_url: str, shards: int, step: str, times: int) -> None:
    """Project until the step is reached so many times."""
    reached = 0

    def die(name: str) -> None:
        nonlocal reached
        reached += name == step
        if reached == times:
            os.kill(os.getpid(), signal.SIGKILL)

    async with connected(nats_url) as connection, asyncio.timeout(LIFE_S_MAX):
        store = Store(store_url, COMMUNITY, Shards(shards))
        pace = Pace(
            live_events=1,
            live_s=0,
            idle_s=0.01,
            check_s=0.2,
            discover_s=0.2,
            pending_events_max=BATCH_EVENTS_MAX,
            live_call_ms=LEFT_CALL_MS if step == "left" else USUAL.live_call_ms,
        )
        logs = ServerLogs(connection)
        await Projector(logs, store, EVENTS, region="test", pace=pace, step=die).run()


def main(nats_url: str, store_url: str, shards: str) -> None:
    """Serve the lines of the standard input."""
    reading.BUFFER_EVENTS_MAX = BATCH_EVENTS_MAX
    for line in sys.stdin:
        step, times = line.split()
        child = os.fork()
        if child == 0:
            asyncio.run(project(nats_url, store_url, int(shards), step, int(times)))
            os._exit(1)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else f"ended with {status}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
