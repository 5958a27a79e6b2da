"""Distinct connections: an operation each, as Server-Sent Events or as parts of one answer.

A subscription is listened to, and takes a subscriber's place as long as it is. Anything else is one
event and the end, and is sent whole, as any other answer.
"""

from __future__ import annotations

from contextlib import ExitStack

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway import metrics
from gateway.admission.admission import Admission
from gateway.admission.clients import OURSELVES
from gateway.authentication import Identity
from gateway.errors import GatewayError
from gateway.execution import Execution, Prepared
from gateway.live.queries import LiveQueries
from gateway.reading.sessions import Session
from gateway.transport.accept import STREAM
from gateway.transport.answers import Answer
from gateway.transport.streams.carrying import MORE, Carrier, Terms
from gateway.transport.streams.framing import EVENTS, Framing

_ID = "stream"
_json = msgspec.json.Encoder().encode


class Streams:
    """Answers whoever takes event streams."""

    def __init__(
        self, execution: Execution, live: LiveQueries, admission: Admission, terms: Terms
    ) -> None:
        self._execution, self._live = execution, live
        self._room, self._terms = admission.connections, terms

    async def single(self, session: Session, prepared: Prepared) -> Answer:
        """The answer to what is no subscription, or none that can be listened to."""
        said = await self._execution.said(session, prepared)
        event = EVENTS.message(said, None) + EVENTS.complete
        return Answer(event, kind=STREAM, more=MORE)

    def listen(
        self, session: Session, prepared: Prepared, identity: Identity | None, framing: Framing
    ) -> ASGIApp:
        """The answer to a subscription, as long as who asks is believed.

        Raises:
            TooMany: there is no room for one more connection.
        """
        held, client = ExitStack(), session.client or OURSELVES
        held.enter_context(self._room.held(client))
        held.enter_context(metrics.CONNECTIONS.labels("sse").track_inprogress())
        carrier = Carrier(framing, framing.complete, client, self._terms)

        def refuse(error: GatewayError) -> None:
            carrier.outbox.put(_ID, framing.message(_json({"errors": [error.shown]}), None))
            carrier.outbox.finish(_ID, carrier.last)

        # SUBTLE: what was sent is let go once it is begun, and this is held until the end.
        asked = [prepared]
        del prepared

        def begin(begun: ExitStack) -> None:
            """Put the states into the outbox, whenever there is news."""
            try:
                begun.callback(self._live.listen(asked.pop(), session, deliver))
            except GatewayError as error:
                metrics.note_error(error.code)
                refuse(error)
            else:
                metrics.SUBSCRIPTIONS.inc()
                begun.callback(metrics.SUBSCRIPTIONS.dec)

        def deliver(message: bytes, token: str | None) -> None:
            carrier.outbox.put(_ID, framing.message(message, token))

        async def answered(_: Scope, receive: Receive, send: Send) -> None:
            with held:
                await carrier.run(receive, send, identity=identity, disbelieved=refuse, begin=begin)

        return answered
