"""WebSockets: subscriptions, and whatever else is asked, over graphql-transport-ws.

The legacy protocol of the same library, whose name is graphql-ws, is refused.

Source: the protocol's description in the repository enisdenjo/graphql-ws, PROTOCOL.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import IntEnum

import msgspec
from starlette.types import Receive, Scope, Send

from eventlog.checks.notation import KINDS
from gateway import journal, metrics
from gateway.errors import BadInput, GatewayError, TooMany
from gateway.execution import Execution, Prepared, answer
from gateway.live.limits import Limits, Room
from gateway.live.queries import LiveQueries
from gateway.reading.sessions import Session
from gateway.services import TOKEN_HEADER
from gateway.tokens import Token
from gateway.transport.bodies import decode, mapping
from gateway.transport.headers import TextHeaders
from gateway.transport.origins import Origins
from gateway.transport.outbox import Outbox, TooSlow

_logger = logging.getLogger(__name__)

PROTOCOL = "graphql-transport-ws"
ID_LENGTH_MAX = 256
REASON_BYTES_MAX = 123
"""A close frame has no room for more."""

SAID_AT_START = ("authorization", TOKEN_HEADER)
"""What a client may say in `connection_init` as if it were a header: a browser can send none."""


class Code(IntEnum):
    """Why a connection is closed."""

    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429
    INTERNAL = 4500
    TOO_SLOW = 4508


class Closed(Exception):
    """The connection ends. code: why, or None when the client ended it."""

    def __init__(self, code: Code | None, reason: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class _Message(msgspec.Struct):
    type: str
    id: str = ""
    payload: msgspec.Raw = msgspec.Raw(b"null")


_message = msgspec.json.Decoder(_Message)
_json = msgspec.json.Encoder().encode
_PONG = b'{"type":"pong"}'
# No operation's id is empty, or so long.
_OF_THE_START, _OF_PINGS = "", " " * (ID_LENGTH_MAX + 1)
"""What waits besides operations. SUBTLE: one name for both would lose the one or the other."""


class Sockets:
    """Answers the WebSockets of `/graphql`.

    Args:
        origins: the pages that may connect.
    """

    def __init__(
        self,
        execution: Execution,
        live: LiveQueries,
        room: Room,
        *,
        limits: Limits,
        origins: Origins,
    ) -> None:
        self.execution, self.live, self.limits = execution, live, limits
        self._room, self._origins = room, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one."""
        await receive()
        headers = self._origins.admit(TextHeaders.of(scope))
        if headers is None:
            # Before it is accepted, this is a 403.
            await send({"type": "websocket.close"})
            return
        if PROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            reason = f"the only subprotocol is {PROTOCOL}"
            await _close(send, Closed(Code.SUBPROTOCOL_NOT_ACCEPTABLE, reason))
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            with self._room.taken("websocket"):
                closed = await Client(self, headers, receive, send).run()
        except TooMany as error:
            metrics.note_error(error.code)
            closed = Closed(Code.TRY_AGAIN_LATER, str(error))
        await _close(send, closed)


async def _close(send: Send, closed: Closed) -> None:
    if closed.code is None:
        return
    metrics.DISCONNECTED.labels(str(int(closed.code))).inc()
    reason = closed.reason.encode()[:REASON_BYTES_MAX].decode(errors="ignore")
    await send({"type": "websocket.close", "code": int(closed.code), "reason": reason})


class Client:
    """One connection: who is there, and the operations that are open."""

    def __init__(
        self, sockets: Sockets, headers: TextHeaders, receive: Receive, send: Send
    ) -> None:
        self._sockets, self._headers, self._receive, self._send = sockets, headers, receive, send
        self._initialised = asyncio.Event()
        self._viewer: str | None = None
        self._token = Token()
        self._operations: dict[str, Callable[[], object]] = {}
        """By its id, what ends an operation."""
        self._outbox = Outbox(self._text, sockets.limits.slow_s)

    async def run(self) -> Closed:
        """Do what the client asks until it leaves, or must; say why."""
        closed = Closed(None)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._write())
                tasks.create_task(self._expect())
                tasks.create_task(self._read(tasks))
        except* Closed as group:
            closed = next(one for one in group.exceptions if isinstance(one, Closed))
        finally:
            for end in self._operations.values():
                end()
            metrics.SUBSCRIPTIONS.dec(len(self._operations))
            self._operations.clear()
        return closed

    async def _write(self) -> None:
        slow_s = self._sockets.limits.slow_s
        try:
            await self._outbox.run()
        except TooSlow:
            metrics.REFUSED.labels("slow").inc()
            raise Closed(Code.TOO_SLOW, f"no message was taken for {slow_s:g} s") from None
        except OSError:
            raise Closed(None) from None

    async def _text(self, message: bytes) -> None:
        await self._send({"type": "websocket.send", "text": message.decode()})

    async def _expect(self) -> None:
        """Wait for the initialisation, so long."""
        init_s = self._sockets.limits.init_s
        try:
            async with asyncio.timeout(init_s):
                await self._initialised.wait()
        except TimeoutError:
            reason = f"no connection_init for {init_s:g} s"
            raise Closed(Code.INITIALISATION_TIMEOUT, reason) from None

    async def _read(self, tasks: asyncio.TaskGroup) -> None:
        begun = False
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                raise Closed(None)
            try:
                message = _message.decode(event.get("text") or b"")
            except (msgspec.DecodeError, RecursionError):
                told = f"no message of {PROTOCOL}: that is an object in JSON with a `type`"
                raise Closed(Code.BAD_REQUEST, told) from None
            match message.type:
                case "connection_init" if begun:
                    raise Closed(Code.TOO_MANY_INITIALISATIONS, "connection_init came again")
                case "connection_init":
                    begun = True
                    await self._initialise(message)
                case "ping":
                    self._outbox.put(_OF_PINGS, _PONG)
                case "pong":
                    pass
                case "subscribe" if not self._initialised.is_set():
                    raise Closed(Code.UNAUTHORIZED, "subscribe came before connection_init")
                case "subscribe":
                    await self._outbox.room(self._sockets.limits.subscriptions_max)
                    self._subscribe(tasks, message)
                    # SUBTLE: what came together is received without a turn of the loop, and others
                    # would wait until all of it was looked at.
                    await asyncio.sleep(0)
                case "complete":
                    if end := self._forget(message.id):
                        end()
                    self._outbox.forget(message.id)
                case _:
                    raise Closed(Code.BAD_REQUEST, f"type {message.type[:40]!r} is not known")

    async def _initialise(self, message: _Message) -> None:
        services = self._sockets.execution.services
        # SUBTLE: only what is named, and only what the handshake lacks: what a proxy in front has
        # put there, no client may say otherwise.
        mayst = (*SAID_AT_START, *(("x-viewer",) if services.development else ()))
        try:
            said = mapping(bytes(message.payload), "the payload of connection_init")
            named = {name: value for name, value in said.items() if name.lower() in mayst}
            for name, value in named.items():
                if not isinstance(value, str):
                    told = f"{name[:40]} is {KINDS[type(value)]}: it must be a text, as a header is"
                    raise BadInput(told)
            more = {name: value for name, value in named.items() if name not in self._headers}
            headers = self._headers.but(more)
            self._viewer = await services.viewer(headers)
            journal.note(None, signed_in=self._viewer is not None)
            self._token = services.token(headers.get(TOKEN_HEADER))
        except BadInput as error:
            raise Closed(Code.BAD_REQUEST, f"{error.code}: {error}") from None
        except GatewayError as error:
            raise Closed(Code.FORBIDDEN, f"{error.code}: {error}") from None
        except Exception:
            _logger.exception("authenticating a WebSocket")
            told = "INTERNAL: internal error; the log of the gateway has it"
            raise Closed(Code.INTERNAL, told) from None
        self._outbox.put(_OF_THE_START, b'{"type":"connection_ack"}')
        self._initialised.set()

    # Operations.

    def _subscribe(self, tasks: asyncio.TaskGroup, message: _Message) -> None:
        id, most = message.id, self._sockets.limits.subscriptions_max
        if not 0 < len(id) <= ID_LENGTH_MAX:
            raise Closed(Code.BAD_REQUEST, f"an id has 1 to {ID_LENGTH_MAX} characters")
        if id in self._operations:
            raise Closed(Code.SUBSCRIBER_EXISTS, f"Subscriber for {id} already exists")
        try:
            body = decode(bytes(message.payload), "the payload of subscribe")
        except BadInput as error:
            raise Closed(Code.BAD_REQUEST, str(error)) from None
        try:
            if len(self._operations) >= most:
                raise TooMany(f"{most:,} operations are open on this connection: complete some")
            prepared = self._sockets.execution.prepare(body)
            token = self._token.join(self._sockets.execution.token(body))
            if prepared.listens:
                self._operations[id] = self._listen(id, prepared, token)
            else:
                task = tasks.create_task(self._answer(id, prepared, token))
                self._operations[id] = task.cancel
            metrics.SUBSCRIPTIONS.inc()
        except GatewayError as error:
            metrics.note_error(error.code)
            self._outbox.finish(id, _frame("error", id, _json([error.shown])))

    def _listen(self, id: str, prepared: Prepared, token: Token) -> Callable[[], object]:
        start = b'{"id":%b,"type":"next","payload":' % _json(id)

        def deliver(payload: bytes, _: str | None) -> None:
            self._outbox.put(id, b"%b%b}" % (start, payload))

        return self._sockets.live.listen(prepared, self._viewer, token, deliver)

    async def _answer(self, id: str, prepared: Prepared, token: Token) -> None:
        """Answer what is no subscription, or not valid."""
        session = Session(self._sockets.execution.services, self._viewer, token)
        try:
            outcome = await self._sockets.execution.run(session, prepared)
        except GatewayError as error:
            metrics.note_error(error.code)
            last = _frame("error", id, _json([error.shown]))
        else:
            last = _frame("error", id, _json(outcome.errors))
            if outcome.executed:
                payload = answer(outcome.body, session.consistency())
                self._outbox.put(id, _frame("next", id, payload))
                last = b'{"id":%b,"type":"complete"}' % _json(id)
        self._outbox.finish(id, last)
        self._forget(id)

    def _forget(self, id: str) -> Callable[[], object] | None:
        """What ends an operation that is open; it is not counted from now on."""
        end = self._operations.pop(id, None)
        if end is not None:
            metrics.SUBSCRIPTIONS.dec()
        return end


def _frame(type: str, id: str, payload: bytes) -> bytes:
    return b'{"id":%b,"type":"%b","payload":%b}' % (_json(id), type.encode(), payload)
