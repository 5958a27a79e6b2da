"""Management: what a process says of itself, on a port of its own that no client reaches.

/healthz    it lives
/readyz     whether it can do its work, what stands in its way, and what it sees; of a gateway also
            /readyz/reads, /readyz/writes and /readyz/search
/metrics    what it counts, for Prometheus
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bandstand.processes import memory, metrics
from bandstand.processes.web.serving import listen, web_server
from bandstand.settings import Settings

State: TypeAlias = dict[str, Any]
"""How a process is. `ready` says whether it can do its work, and `trouble` what stands in the way.
"""


async def nothing() -> None:
    """Measure nothing before it is told what was counted."""


def management(
    settings: Settings,
    role: str,
    state: Callable[[], State],
    measure: Callable[[], Awaitable[None]] = nothing,
    *,
    shared: bool = False,
) -> tuple[uvicorn.Server, socket.socket] | None:
    """The server that says how a process is, and its socket; None where none is asked for.

    Args:
        state: how it is now. measure: takes what is only measured when somebody asks; it must be
            quick whatever does not answer. shared: whether others listen on the port, too; each
            answers for all of them what they count.

    Raises:
        BadSetting: the port cannot be had.
    """
    port = settings.health_port
    if not port:
        return None
    listening = listen(settings.host, port, "BANDSTAND_HEALTH_PORT", shared=shared)

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(request: Request) -> Response:
        shown, part = state(), request.path_params.get("part", "ready")
        return JSONResponse(shown, 200 if shown.get(part) is True else 503)

    async def measured(_: Request) -> Response:
        await measure()
        memory.measure(settings.memory_mb)
        return Response(metrics.shown(role), media_type="text/plain; version=0.0.4")

    routes = [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/readyz/{part}", ready),
        Route("/metrics", measured),
    ]
    return web_server(Starlette(routes=routes), settings.host, port), listening
