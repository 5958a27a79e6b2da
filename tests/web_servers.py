"""Web servers of the tests' own applications, on loopback, as production serves them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bandstand.processes.web import serving
from bandstand.stack import servers as embedded


@asynccontextmanager
async def web_served(
    application: Any, *, end: Callable[[], None] | None = None, **options: Any
) -> AsyncIterator[int]:
    """The port of a server. options: those of `web_server`."""
    held = serving.listen(embedded.HOST, 0)
    server = serving.web_server(application, embedded.HOST, 0, **options)
    server.end = end
    task = asyncio.create_task(server.serve(sockets=[held]))
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        yield held.getsockname()[1]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
