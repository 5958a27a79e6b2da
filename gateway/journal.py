"""The journals of a gateway: who asked for what (access), and who changed what (audit).

Both are lines of the standard logging tree, off by default, with their facts in `record.fields`.
SUBTLE: what people say stands in neither, no variable and no field of an input: a journal is kept
for longer than what somebody takes back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventlog.errors import OutcomeUnknown
from gateway.errors import GatewayError

ACCESS = logging.getLogger("bandstand.access")
AUDIT = logging.getLogger("bandstand.audit")

OPERATION_LENGTH_MAX = 100


@dataclass
class Noted:
    """What is known of a request. address: from where it comes."""

    address: str
    operation: str = ""
    signed_in: bool = False


_here: ContextVar[Noted | None] = ContextVar("noted", default=None)


def note(operation: str | None, *, signed_in: bool, address: str | None) -> None:
    """Note what the request that is answered here asks for, by the name that it gives that, and
    from where it comes, as far as proxies that are trusted say.
    """
    if noted := _here.get():
        noted.operation = (operation or "")[:OPERATION_LENGTH_MAX]
        noted.signed_in = signed_in
        noted.address = address or noted.address


class Access:
    """Says of every request how it was answered, and of every WebSocket how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began, status, size_bytes = perf_counter(), 0, 0
        client = scope.get("client")
        noted = Noted(str(client[0]) if client else "")

        async def told(message: Message) -> None:
            nonlocal status, size_bytes
            match message["type"]:
                case "http.response.start":
                    status = message["status"]
                case "http.response.body":
                    size_bytes += len(message.get("body", b""))
                case "websocket.accept":
                    status = 101
                case "websocket.send":
                    size_bytes += len(message.get("text") or message.get("bytes") or "")
                case "websocket.close":
                    status = 403 if status == 0 else message.get("code", 1000)
            await send(message)

        before = _here.set(noted)
        try:
            await self._app(scope, receive, told)
        finally:
            _here.reset(before)
            fields = {
                "method": scope.get("method", "WEBSOCKET"),
                "path": scope["path"],
                "status": status,
                "duration_s": round(perf_counter() - began, 6),
                "bytes": size_bytes,
                "operation": noted.operation,
                "signed_in": noted.signed_in,
                "address": noted.address,
            }
            ACCESS.info("access", extra={"fields": fields})


class Change:
    """What is to be said of a mutation."""

    def __init__(self) -> None:
        self.event, self.codes, self.done = "", list[str](), False

    def take(self, payload: Any) -> None:
        """Take in what it answers."""
        self.codes = [error.code.name for error in payload.user_errors]
        self.event = str(payload.receipt.event_id) if payload.receipt else ""


@contextmanager
def audited(mutation: str, viewer: str | None) -> Iterator[Change]:
    """Say what came of a mutation, done in this block: `done`, `refused`, `unknown` when it may be
    stored or not, or `failed`.
    """
    change, outcome = Change(), "failed"
    try:
        yield change
        outcome = "done" if change.event or change.done else "refused"
    except GatewayError as error:
        change.codes = [error.code]
        outcome = "unknown" if isinstance(error.__cause__, OutcomeUnknown) else "refused"
        raise
    except Exception:
        change.codes = ["INTERNAL"]
        raise
    finally:
        noted = _here.get()
        fields: Mapping[str, Any] = {
            "who": viewer,
            "mutation": mutation,
            "address": noted.address if noted else "",
            "outcome": outcome,
            "codes": change.codes,
            "event": change.event or None,
        }
        AUDIT.info("audit", extra={"fields": fields})
