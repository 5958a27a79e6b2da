"""Arrivals: a request's body, read whole before anything is done, and within bounds.

A large one takes its place among those that are on their way, of all clients and of its own.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway import metrics
from gateway.admission.clients import client_of
from gateway.admission.shares import Shares
from gateway.errors import BadRequest, GatewayError, TooMany
from gateway.transport.accept import accepted
from gateway.transport.answers import refusal
from gateway.transport.headers import TextHeaders
from gateway.transport.proxies import Proxies

BODY_BYTES_MAX = 256 << 10
BODY_S_MAX = 30
"""From its first byte to its last, however it is cut."""

LARGE_BYTES = 16 << 10
"""What is less is not counted: it is less than what else a connection takes."""


class Bodies:
    """Refuses a request whose body is larger than `BODY_BYTES_MAX`, before it is read whole, or
    that is longer on its way than `BODY_S_MAX`, and large ones that there is no room for.

    Args:
        room: bytes of large ones. proxies: those in front that are trusted.
    """

    def __init__(self, app: ASGIApp, room: Shares, proxies: Proxies) -> None:
        self._app, self._room, self._proxies = app, room, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read it, and hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with ExitStack() as held:
            try:
                async with asyncio.timeout(BODY_S_MAX):
                    whole = await self._whole(scope, receive, held)
            except (TimeoutError, BadRequest, TooMany) as error:
                slow = BadRequest(408, f"the request was not there, whole, after {BODY_S_MAX} s")
                refused = slow if isinstance(error, TimeoutError) else error
                if isinstance(refused, BadRequest):
                    limit = "body_bytes" if refused.status == 413 else "body_s"
                    metrics.REFUSED.labels(limit).inc()
                await refusal(refused, kind=_kind(scope))(scope, receive, send)
                return
        if whole is None:
            return

        async def replay() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            body, whole = whole, None
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    async def _whole(self, scope: Scope, receive: Receive, held: ExitStack) -> bytes | None:
        """A request's body; None when its client is gone.

        Raises:
            BadRequest: it is too large.
            TooMany: there is no room for one so large.
        """
        parts: list[bytes] = []
        size, more, counted = 0, True, False
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > BODY_BYTES_MAX:
                raise BadRequest(413, f"the request is larger than {BODY_BYTES_MAX:,} bytes")
            if more and not counted and size > LARGE_BYTES:
                # It is on its way, and as large as it may be for all that is known.
                counted, address = True, self._proxies.address(scope, TextHeaders.of(scope))
                held.enter_context(self._room.held(client_of(None, address), BODY_BYTES_MAX))
        return b"".join(parts)


def _kind(scope: Scope) -> str | None:
    """The JSON that a client likes best."""
    with suppress(GatewayError):
        return accepted(TextHeaders.of(scope).get("accept")).json
    return None
