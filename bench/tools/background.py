"""The background of time to visible: mixed events at a steady rate, until it is told to end.

`NATS_URL=… python -m bench.tools.background RATE SECONDS` prints the rate that it kept, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from itertools import islice

import uvloop

from bench.tools import history
from bench.tools.servers import REGION
from eventlog.connection import connected
from eventlog.publish.publishing import Publisher
from tribes.events import EVENTS

TICK_S = 0.005


async def main(rate: float, seconds: float) -> None:
    """Publish what is due every 5 ms, with acknowledgements."""
    events = history.mixed(int(rate * seconds) + 1, seed=11)
    async with connected(os.environ["NATS_URL"]) as connection:
        publisher = await Publisher(connection, EVENTS, region=REGION).open()
        began, sent, worst_s = time.perf_counter(), 0, 0.0
        while (elapsed_s := time.perf_counter() - began) < seconds:
            due = int(elapsed_s * rate) - sent
            worst_s = max(worst_s, due / rate)
            if due > 0:
                await publisher.publish_many(islice(events, due))
                sent += due
            await asyncio.sleep(TICK_S)
        took_s = time.perf_counter() - began
    print(json.dumps({"events_per_s": sent / took_s, "late_ms_max": worst_s * 1000}))


if __name__ == "__main__":
    uvloop.run(main(float(sys.argv[1]), float(sys.argv[2])))
