"""Distinct connections: an operation each, as Server-Sent Events or as parts of one answer.

A subscription is listened to, and takes a subscriber's place as long as it is. Anything else is one
event and the end, and is sent whole, as any other answer.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from eventlog.waiting import until_set
from gateway import metrics
from gateway.admission.admission import Admission
from gateway.admission.clients import OURSELVES
from gateway.authentication import Identity
from gateway.errors import GatewayError
from gateway.execution import Execution, Prepared, answer
from gateway.live.queries import LiveQueries
from gateway.reading.sessions import Session
from gateway.transport.accept import STREAM
from gateway.transport.answers import NOT_KEPT, Answer, Pairs
from gateway.transport.streams.framing import EVENTS, Framing
from gateway.transport.streams.outbox import Outbox, TooSlow

_MORE = (*NOT_KEPT, (b"x-accel-buffering", b"no"))  # For nginx, which would wait for more.
_ID = "stream"
_OF_KEEPING = ""
"""What waits besides the operation, whose id is another."""
_json = msgspec.json.Encoder().encode


class _Over(Exception):
    """All was sent."""


class _Left(Exception):
    """The client is gone."""


class Streams:
    """Answers whoever takes event streams."""

    def __init__(self, execution: Execution, live: LiveQueries, admission: Admission) -> None:
        self._execution, self._live = execution, live
        self._room, self._limits = admission.connections, admission.limits
        self._unsent, self._ending = admission.unsent, asyncio.Event()

    def end(self) -> None:
        """End all, so that clients connect to another process."""
        self._ending.set()

    async def single(self, session: Session, prepared: Prepared) -> Answer:
        """The answer to what is no subscription, or none that can be listened to."""
        try:
            outcome = await self._execution.run(session, prepared)
            said = answer(outcome.body, session.consistency())
        except GatewayError as error:
            metrics.note_error(error.code)
            said = _json({"errors": [error.shown]})
        event = EVENTS.message(said, None) + EVENTS.complete
        return Answer(event, kind=STREAM, more=_MORE)

    def listen(
        self, session: Session, prepared: Prepared, identity: Identity | None, framing: Framing
    ) -> ASGIApp:
        """The answer to a subscription, as long as who asks is believed.

        Raises:
            TooMany: there is no room for one more connection.
        """
        held = ExitStack()
        held.enter_context(self._room.held(session.client or OURSELVES))
        held.enter_context(metrics.CONNECTIONS.labels("sse").track_inprogress())

        async def answered(_: Scope, receive: Receive, send: Send) -> None:
            with held:
                await self._stream(session, prepared, identity, (framing, receive, send))

        return answered

    async def _stream(
        self,
        session: Session,
        prepared: Prepared,
        identity: Identity | None,
        to: tuple[Framing, Receive, Send],
    ) -> None:
        framing, receive, send = to

        async def written(event: bytes) -> None:
            await send({"type": "http.response.body", "body": event, "more_body": True})
            # SUBTLE: uvicorn waits before it writes, and never after it: this waits for that one.
            await send({"type": "http.response.body", "body": b"", "more_body": True})
            if event is framing.complete:
                raise _Over

        client = session.client or OURSELVES
        outbox = Outbox(written, self._limits.slow_s, self._unsent, client)
        await send(
            {"type": "http.response.start", "status": 200, "headers": [*headers_of(framing)]}
        )
        if framing.first:
            await written(framing.first)
        left = False
        with ExitStack() as begun:
            begun.callback(outbox.end)
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(outbox.run())
                    tasks.create_task(_gone(receive))
                    tasks.create_task(self._keep(outbox, framing))
                    self._begin(session, prepared, (outbox, framing), begun)
                    if identity is not None:
                        tasks.create_task(self._last(identity, outbox, framing))
            except* (_Left, OSError):
                left = True
            except* TooSlow:
                left = True
                metrics.DISCONNECTED.labels("sse").inc()
            except* _Over:
                pass
        if not left:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.slow_s):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _begin(
        self,
        session: Session,
        prepared: Prepared,
        to: tuple[Outbox, Framing],
        begun: ExitStack,
    ) -> None:
        """Put the states into the outbox, whenever there is news."""
        outbox, framing = to

        def deliver(message: bytes, token: str | None) -> None:
            outbox.put(_ID, framing.message(message, token))

        try:
            begun.callback(self._live.listen(prepared, session, deliver))
        except GatewayError as error:
            metrics.note_error(error.code)
            deliver(_json({"errors": [error.shown]}), None)
            outbox.finish(_ID, framing.complete)
        else:
            metrics.SUBSCRIPTIONS.inc()
            begun.callback(metrics.SUBSCRIPTIONS.dec)

    async def _last(self, identity: Identity, outbox: Outbox, framing: Framing) -> None:
        """Say that who asked is not believed any more, once that is so, and end."""
        revocations = self._execution.services.revocations
        known = revocations.known(identity)
        fault = await revocations.disbelief(lambda: known, asyncio.Event())
        outbox.put(_ID, framing.message(_json({"errors": [fault.shown]}), None))
        outbox.finish(_ID, framing.complete)

    async def _keep(self, outbox: Outbox, framing: Framing) -> None:
        """Say now and then that the stream lives: proxies end what is silent."""
        while not self._ending.is_set():
            outbox.put(_OF_KEEPING, framing.keep)
            await until_set(self._ending, self._limits.keep_s)
        raise _Over


async def _gone(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    raise _Left


def headers_of(framing: Framing) -> Pairs:
    """The headers of an answer that goes on."""
    return (*_MORE, (b"content-type", framing.kind.encode()))
