"""Single connections: many operations of a client whose answers come in one event stream.

    PUT                       reserves a stream: 201, and its token
    GET     with the token    opens it, once
    POST    with the token    an operation, whose `extensions.operationId` names it: 202
    DELETE  with the token    ends the operation `?operationId=`

A token is the name of this process and what nobody guesses. It says nothing of who asks: each
request does that again, and has to be of who reserved the stream.

Source: PROTOCOL.md of the repository enisdenjo/graphql-sse, *single connection mode*.
"""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import parse_qsl

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway import journal, metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.refusals import refused
from gateway.authentication import Identity
from gateway.errors import BadInput, BadRequest, GatewayError, NotAllowed, NotServed
from gateway.execution import Body, Execution, Prepared, answer
from gateway.live.queries import LiveQueries
from gateway.reading.sessions import Session
from gateway.transport.accept import JSON, TEXT
from gateway.transport.answers import Answer
from gateway.transport.asked import Asked, session_of
from gateway.transport.bodies import ID_LENGTH_MAX, PARAMETERS_MAX, decode, weight_of
from gateway.transport.headers import TextHeaders
from gateway.transport.operations import INIT_COST
from gateway.transport.streams.carrying import Carrier, Terms
from gateway.transport.streams.framing import EVENTS, events_of

PATH = "/graphql/stream"
TOKEN_HEADER = "x-graphql-event-stream-token"  # noqa: S105
METHODS = "DELETE, GET, OPTIONS, POST, PUT"

_NAME_BYTES, _SECRET_BYTES = 6, 18
_OF_THE_END = " " * (ID_LENGTH_MAX + 1)  # No operation's id is so long.
_json = msgspec.json.Encoder().encode


class Stream:
    """One that is reserved, or open.

    Args:
        asked: the request that reserved it.
    """

    def __init__(self, asked: Asked, terms: Terms) -> None:
        self.identity, self.client = asked.identity, asked.client
        self.carrier = Carrier(EVENTS, b": end\n\n", asked.client, terms)
        self.opened = self.over = False
        self.until: asyncio.TimerHandle | None = None
        """When it ends if it is not opened."""
        self.operations: dict[str, Callable[[], object]] = {}
        """By its id, what ends an operation that is open."""

    def is_of(self, identity: Identity | None) -> bool:
        """Whether it is theirs who ask."""
        if self.identity is None or identity is None:
            return self.identity is identity
        return self.identity.is_as(identity)

    def begin(self, id: str, most: int) -> Callable[[], object]:
        """Take an operation in; what tells it from another of its id.

        Raises:
            BadRequest: there is one of its id.
            TooMany: there are so many.
        """
        if id in self.operations:
            raise BadRequest(409, "an operation of this id is open on the stream: end it first")
        if len(self.operations) >= most or self.carrier.outbox.waiting > most:
            told = f"{most:,} operations are open on this stream: complete some"
            raise refused("operations", told, status=429)

        def mark() -> None: ...

        self.operations[id] = mark
        metrics.SUBSCRIPTIONS.inc()
        return mark

    def end(self, id: str) -> None:
        """End an operation, if it is open: nothing is told of it any more."""
        if ends := self.operations.pop(id, None):
            metrics.SUBSCRIPTIONS.dec()
            ends()

    def finish(self, id: str, message: bytes | None = None) -> None:
        """Tell the last of an operation."""
        framing, outbox = events_of(id), self.carrier.outbox
        if message is not None:
            outbox.put(id, framing.message(message, None))
        outbox.finish(id, framing.complete)
        self.end(id)

    def refuse(self, error: GatewayError) -> None:
        """Tell all operations that are open what is wrong, and end."""
        for id in tuple(self.operations):
            self.finish(id, _json({"errors": [error.shown]}))
        self.carrier.outbox.finish(_OF_THE_END, self.carrier.last)

    def close(self) -> None:
        """It is over."""
        self.over = True
        if self.until is not None:
            self.until.cancel()
        for id in tuple(self.operations):
            self.end(id)
        self.carrier.outbox.end()


class SingleStreams:
    """Answers whoever has all operations answered in one event stream.

    Args:
        alone: whether no other process answers at this one's address.
    """

    def __init__(
        self,
        execution: Execution,
        live: LiveQueries,
        admission: Admission,
        terms: Terms,
        *,
        alone: bool,
    ) -> None:
        self._execution, self._live, self._services = execution, live, execution.services
        self._room, self._reserved = admission.connections, admission.reserved
        self._budgets, self._limits = admission.budgets, admission.limits
        self._terms, self._alone = terms, alone
        self._streams: dict[str, Stream] = {}
        self._name = self._random(_NAME_BYTES)

    def takes(self, scope: Scope, headers: TextHeaders) -> bool:
        """Whether a request is about such a stream. One without a token is answered by itself."""
        if scope["path"] != PATH or scope["method"] == "OPTIONS":
            return False
        return scope["method"] in ("PUT", "DELETE") or _token(scope, headers) is not None

    async def answer(self, asked: Asked, data: bytes) -> ASGIApp:
        """The answer to a request about one.

        Raises:
            GatewayError: nothing of it is done.
        """
        if asked.request.method != "POST":
            self._budgets.spend(asked.client, READS, INIT_COST)
        match asked.request.method:
            case "PUT":
                return self._reserve(asked)
            case "GET":
                return self._open(asked)
            case "POST":
                return await self._perform(asked, data)
            case "DELETE":
                return self._complete(asked)
            case method:
                raise NotAllowed(f"{method} is not supported here", METHODS)

    def end(self) -> None:
        """End those that were never opened; the others end by their terms."""
        for token, stream in tuple(self._streams.items()):
            if not stream.opened:
                self._drop(token)

    def _reserve(self, asked: Asked) -> Answer:
        if not self._alone:
            raise NotServed(
                "a single connection is not served here: this gateway has several processes on one "
                "port, and each of a client's requests may reach another. Use distinct connections "
                "(singleConnection: false), or a WebSocket; a deployment serves it with "
                "BANDSTAND_WORKERS=1"
            )
        self._budgets.check(asked.client, READS)
        self._reserved.take(asked.client)
        token = f"{self._name}.{self._random(_SECRET_BYTES)}"
        self._streams[token] = stream = Stream(asked, self._terms)
        loop = asyncio.get_running_loop()
        stream.until = loop.call_later(self._limits.init_s, self._drop, token)
        return Answer(token.encode(), status=201, kind=TEXT)

    def _open(self, asked: Asked) -> ASGIApp:
        token, stream = self._found(asked)
        if not asked.accepts.stream:
            raise BadRequest(406, "open a stream with Accept: text/event-stream")
        if stream.opened:
            raise BadRequest(409, "this stream is open already: reserve another by PUT")
        held = ExitStack()
        held.enter_context(self._room.held(stream.client))
        held.enter_context(metrics.CONNECTIONS.labels("sse").track_inprogress())
        stream.opened = True
        self._reserved.give(stream.client)

        async def answered(_: Scope, receive: Receive, send: Send) -> None:
            if stream.until is not None:
                stream.until.cancel()
            with held:
                try:
                    await stream.carrier.run(
                        receive, send, identity=stream.identity, disbelieved=stream.refuse
                    )
                finally:
                    self._drop(token)

        return answered

    async def _perform(self, asked: Asked, data: bytes) -> Answer:
        _, stream = self._found(asked)
        self._execution.weigh(asked.client, weight_of(data))
        body = decode(data)
        id = _id((body.get("extensions") or {}).get("operationId"), "extensions.operationId")
        mark = stream.begin(id, self._limits.subscriptions_max)
        try:
            prepared = await self._execution.prepare(body, asked.client)
            signed_in = asked.identity is not None
            journal.note(prepared.name, signed_in=signed_in, address=asked.address)
            session = self._session(asked, body)
            if prepared.errors:
                outcome = await self._execution.run(session, prepared)
                kind = asked.accepts.json or JSON
                return Answer(answer(outcome.body, None), status=400, kind=kind)
            said = None if prepared.listens else await self._execution.said(session, prepared)
            if stream.operations.get(id) is not mark:
                return Answer(b"", status=204)  # It was ended meanwhile.
            if said is None:
                self._listen(stream, id, prepared, session)
            else:
                stream.finish(id, said)
            return Answer(b"", status=202)
        finally:
            if stream.operations.get(id) is mark:
                stream.end(id)

    def _listen(self, stream: Stream, id: str, prepared: Prepared, session: Session) -> None:
        framing = events_of(id)

        def deliver(message: bytes, _: str | None) -> None:
            stream.carrier.outbox.put(id, framing.message(message, None))

        try:
            stream.operations[id] = self._live.listen(prepared, session, deliver)
        except GatewayError as error:
            metrics.note_error(error.code)
            stream.finish(id, _json({"errors": [error.shown]}))

    def _complete(self, asked: Asked) -> Answer:
        _, stream = self._found(asked)
        id = _id(_parameters(asked.request.scope).get("operationId"), "operationId")
        stream.end(id)
        stream.carrier.outbox.forget(id)
        return Answer(b"")

    def _session(self, asked: Asked, body: Body) -> Session:
        token = asked.token.join(self._execution.token(body))
        return session_of(self._services, asked.identity, token, asked.client)

    def _found(self, asked: Asked) -> tuple[str, Stream]:
        """The stream that a request is about, and its token.

        Raises:
            BadRequest: there is none, or it is another's: whose it is is not told.
        """
        token = _token(asked.request.scope, asked.headers) or ""
        stream = self._streams.get(token)
        if stream is not None and stream.is_of(asked.identity):
            return token, stream
        name = token.partition(".")[0]
        if token and name != self._name:
            raise BadRequest(
                404,
                "the token is from another process: all requests of a stream must reach the "
                "process that reserved it, which may have ended. Reserve another by PUT",
            )
        raise BadRequest(
            404, "you have no stream with this token, or it has ended: reserve one by PUT"
        )

    def _drop(self, token: str) -> None:
        if stream := self._streams.pop(token, None):
            if not stream.opened:
                self._reserved.give(stream.client)
            stream.close()

    def _random(self, size: int) -> str:
        return urlsafe_b64encode(self._services.randomness(size)).decode()


def _token(scope: Scope, headers: TextHeaders) -> str | None:
    """The token that a request has: an EventSource can send it in its address alone."""
    return headers.get(TOKEN_HEADER) or _parameters(scope).get("token")


def _parameters(scope: Scope) -> dict[str, str]:
    """What a request's address says."""
    try:
        text = scope["query_string"].decode("latin-1")
        return dict(parse_qsl(text, max_num_fields=PARAMETERS_MAX))
    except ValueError:
        return {}


def _id(given: object, where: str) -> str:
    """The id of an operation.

    Raises:
        BadInput: it is none.
    """
    if isinstance(given, str) and 0 < len(given) <= ID_LENGTH_MAX:
        return given
    raise BadInput(
        f"{where}: expected the operation's id, a text of 1 to {ID_LENGTH_MAX} characters"
    )
