"""Answers: a body, whole, with its status and its headers."""

from __future__ import annotations

from typing import TypeAlias

import msgspec
from starlette.types import Receive, Scope, Send

from gateway.errors import GatewayError, InvalidToken, NotAllowed, TooMany, Unavailable
from gateway.transport.accept import JSON, RESPONSE, STREAM, TEXT

Pairs: TypeAlias = tuple[tuple[bytes, bytes], ...]

METHODS = "GET, HEAD, OPTIONS, POST"
AGAIN_S = 1
"""After so long, what is full or away may be tried again."""

NOT_KEPT: Pairs = ((b"cache-control", b"no-store"),)
_TYPES = {kind: f"{kind}; charset=utf-8".encode() for kind in (JSON, RESPONSE, STREAM, TEXT)}
_json = msgspec.json.Encoder().encode


class Answer:
    """An answer, as an ASGI application.

    kind: its media type; none where there is no body.
    """

    def __init__(
        self, body: bytes, *, status: int = 200, kind: str = JSON, more: Pairs = NOT_KEPT
    ) -> None:
        self.body, self.status = body, status
        if body:
            length = b"content-length", b"%d" % len(body)
            self._headers = [length, (b"content-type", _TYPES.get(kind) or kind.encode()), *more]
        elif status in (204, 304):
            self._headers = [*more]
        else:
            self._headers = [(b"content-length", b"0"), *more]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; to HEAD its headers alone."""
        start = {"type": "http.response.start", "status": self.status, "headers": self._headers}
        await send(start)
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})


def refusal(error: GatewayError, *, kind: str | None = None) -> Answer:
    """The answer to what is not executed. kind: the JSON that the client likes best."""
    status = 200 if kind == JSON and error.of_document else error.status
    more = NOT_KEPT
    if isinstance(error, NotAllowed):
        more += ((b"allow", (error.allowed or METHODS).encode()),)
    elif status == 401:
        why = b' error="invalid_token"' if isinstance(error, InvalidToken) else b""
        more += ((b"www-authenticate", b"Bearer" + why),)
    elif status == 415:
        more += ((b"accept-post", JSON.encode()), (b"accept-encoding", b"identity"))
    if isinstance(error, TooMany | Unavailable):
        again_s = error.again_s if isinstance(error, TooMany) else AGAIN_S
        more += ((b"retry-after", b"%d" % again_s),)
    return Answer(_json({"errors": [error.shown]}), status=status, kind=kind or JSON, more=more)
