"""Carrying: an answer that goes on, and what is sent in it until it is over.

It ends when its client is gone or takes nothing, when who asked is not believed any more, and with
its gateway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from starlette.types import Receive, Send

from eventlog.waiting import until_set
from gateway import metrics
from gateway.admission.clients import Client
from gateway.admission.limits import Limits
from gateway.admission.shares import Shares
from gateway.authentication import Identity
from gateway.authentication.revocations import Revocations
from gateway.errors import GatewayError
from gateway.transport.answers import NOT_KEPT, Pairs
from gateway.transport.streams.framing import Framing
from gateway.transport.streams.outbox import Outbox, TooSlow

MORE: Pairs = (*NOT_KEPT, (b"x-accel-buffering", b"no"))  # For nginx, which would wait for more.
_OF_KEEPING = ""
"""What waits besides operations, whose ids are others."""


class _Over(Exception):
    """All was sent."""


class _Left(Exception):
    """The client is gone."""


@dataclass(frozen=True)
class Terms:
    """On what terms all streams of a process go on.

    unsent: bytes that wait for subscribers. ending: set when the process ends.
    """

    limits: Limits
    unsent: Shares
    revocations: Revocations
    ending: asyncio.Event = field(default_factory=asyncio.Event)


class Carrier:
    """One answer that goes on.

    Args:
        last: the message with which it is over, this very object. client: whose share it is.
    """

    def __init__(self, framing: Framing, last: bytes, client: Client, terms: Terms) -> None:
        self.framing, self.last, self._terms = framing, last, terms
        self.outbox = Outbox(self._written, terms.limits.slow_s, terms.unsent, client)
        self._send: Send | None = None

    async def run(
        self,
        receive: Receive,
        send: Send,
        *,
        identity: Identity | None,
        disbelieved: Callable[[GatewayError], None],
        begin: Callable[[ExitStack], None] = lambda _: None,
    ) -> None:
        """Send what waits, until it is over.

        Args:
            disbelieved: puts into the outbox that who asked is not believed, and `last`. begin:
                begins what is told; what it hangs on its argument is done in the end.
        """
        self._send, framing, left = send, self.framing, False
        await send(
            {"type": "http.response.start", "status": 200, "headers": [*headers_of(framing)]}
        )
        if framing.first:
            await self._written(framing.first)
        with ExitStack() as begun:
            begun.callback(self.outbox.end)
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self.outbox.run())
                    tasks.create_task(_gone(receive))
                    tasks.create_task(self._keep())
                    begin(begun)
                    if identity is not None:
                        tasks.create_task(self._last(identity, disbelieved))
            except* (_Left, OSError):
                left = True
            except* TooSlow:
                left = True
                metrics.DISCONNECTED.labels("sse").inc()
            except* _Over:
                pass
        if not left:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._terms.limits.slow_s):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _written(self, event: bytes) -> None:
        assert self._send is not None  # noqa: S101
        await self._send({"type": "http.response.body", "body": event, "more_body": True})
        # SUBTLE: uvicorn waits before it writes, and never after it: this waits for that one.
        await self._send({"type": "http.response.body", "body": b"", "more_body": True})
        if event is self.last:
            raise _Over

    async def _last(self, identity: Identity, disbelieved: Callable[[GatewayError], None]) -> None:
        """Say that who asked is not believed any more, once that is so."""
        known = self._terms.revocations.known(identity)
        disbelieved(await self._terms.revocations.disbelief(lambda: known, asyncio.Event()))

    async def _keep(self) -> None:
        """Say now and then that the stream lives: proxies end what is silent."""
        ending = self._terms.ending
        while not ending.is_set():
            self.outbox.put(_OF_KEEPING, self.framing.keep)
            await until_set(ending, self._terms.limits.keep_s)
        raise _Over


async def _gone(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    raise _Left


def headers_of(framing: Framing) -> Pairs:
    """The headers of an answer that goes on."""
    return (*MORE, (b"content-type", framing.kind.encode()))
