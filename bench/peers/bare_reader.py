"""The peer of replay: a bare nats-py loop that reads a log and decodes it, and does nothing else.

`python -m bench.peers.bare_reader NATS_URL STREAM EVENTS` prints how long it took, as JSON. No
projector on nats-py can be faster.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import nats
import uvloop
from nats.aio.msg import Msg

from tribes.events import EVENTS

READ_S_MAX = 600.0


async def read(url: str, stream: str, count: int) -> dict[str, float]:
    """Read so many events with an ordered push consumer.

    Returns the seconds from subscribing to the first event, and from there to the last.
    """
    connection = await nats.connect(url)
    done, decode = asyncio.Event(), EVENTS.decode
    seen, first_at = 0, 0.0

    async def arrived(message: Msg) -> None:
        nonlocal seen, first_at
        decode(message.data)
        if not seen:
            first_at = time.perf_counter()
        seen += 1
        if seen == count:
            done.set()

    began = time.perf_counter()
    await connection.jetstream().subscribe(
        "",
        stream=stream,
        ordered_consumer=True,
        cb=arrived,
        pending_msgs_limit=0,
        pending_bytes_limit=0,
    )
    await asyncio.wait_for(done.wait(), READ_S_MAX)
    ended = time.perf_counter()
    await connection.close()
    return {
        "events": seen,
        "start_s": first_at - began,
        "read_s": ended - first_at,
        "cpu_s": time.process_time(),
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(read(sys.argv[1], sys.argv[2], int(sys.argv[3])))))
