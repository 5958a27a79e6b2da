"""WebSockets: subscriptions, and whatever else is asked, over graphql-transport-ws.

The legacy protocol of the same library, whose name is graphql-ws, is refused.

Source: the protocol's description in the repository enisdenjo/graphql-ws, PROTOCOL.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import msgspec
from starlette.types import Receive, Scope, Send

from gateway import journal, metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.clients import client_of
from gateway.admission.refusals import refused
from gateway.authentication import Identity
from gateway.errors import (
    BadInput,
    GatewayError,
    TooMany,
    Unauthenticated,
    Unavailable,
    let_go,
)
from gateway.execution import Execution, Outcome, Prepared, answer
from gateway.live.queries import LiveQueries
from gateway.reading.sessions import Session
from gateway.services import TOKEN_HEADER
from gateway.tokens import Token
from gateway.transport.asked import session_of
from gateway.transport.bodies import ID_LENGTH_MAX, decode, weight_of
from gateway.transport.credentials import said
from gateway.transport.headers import TextHeaders
from gateway.transport.messages import CREDENTIALS_BYTES_MAX, PROTOCOL, Message, message_of
from gateway.transport.operations import DROPPED_COST, INIT_COST, Closed, Code, Operation, reason_of
from gateway.transport.origins import Origins
from gateway.transport.proxies import Proxies
from gateway.transport.streams.outbox import Outbox, TooSlow

_logger = logging.getLogger(__name__)


_json = msgspec.json.Encoder().encode
_NULL = msgspec.Raw(b"null")
_PONG = b'{"type":"pong"}'
# No operation's id is empty, or so long.
_OF_THE_START = ""
_OF_PINGS, _OF_RENEWALS = (" " * (ID_LENGTH_MAX + more) for more in (1, 2))
"""What waits besides operations. SUBTLE: one name for both would lose the one or the other."""


class Sockets:
    """Answers the WebSockets of `/graphql`.

    Args:
        origins: the pages that may connect. proxies: those in front that are trusted.
    """

    def __init__(
        self,
        execution: Execution,
        live: LiveQueries,
        admission: Admission,
        *,
        origins: Origins,
        proxies: Proxies,
    ) -> None:
        self.execution, self.live, self.limits = execution, live, admission.limits
        self.room, self._origins, self._proxies = admission.connections, origins, proxies
        self.unsent, self.lines = admission.unsent, admission.lines
        self.budgets = admission.budgets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one."""
        await receive()
        given = TextHeaders.of(scope)
        address, headers = self._proxies.address(scope, given), self._origins.admit(given)
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
            connection = Connection(self, headers, address, receive, send)
            with connection.held(), metrics.CONNECTIONS.labels("websocket").track_inprogress():
                # SUBTLE: before its place is another's. What is on its way is held until then.
                await _close(send, await connection.run())
        except TooMany as error:
            metrics.note_error(error.code)
            await _close(send, Closed(Code.TRY_AGAIN_LATER, str(error)))


async def _close(send: Send, closed: Closed) -> None:
    if closed.code is None:
        return
    metrics.DISCONNECTED.labels(str(int(closed.code))).inc()
    reason = reason_of(closed.reason)
    await send({"type": "websocket.close", "code": int(closed.code), "reason": reason})


class Connection:
    """One connection: who is there, and the operations that are open."""

    def __init__(
        self,
        sockets: Sockets,
        headers: TextHeaders,
        address: str | None,
        receive: Receive,
        send: Send,
    ) -> None:
        self._sockets, self._headers, self._receive, self._send = sockets, headers, receive, send
        self._address = address
        self._initialised, self._begun = asyncio.Event(), False
        self._identity: Identity | None = None
        self._client = client_of(None, address)
        self._renewed = asyncio.Event()
        self._token = Token()
        self._operations: dict[str, Callable[[], object]] = {}
        """By its id, what ends an operation."""
        self._outbox = Outbox(self._text, sockets.limits.slow_s, sockets.unsent, self._client)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place for it, for the time of a block: its address's, and then its viewer's.

        Raises:
            TooMany: there is none.
        """
        self._sockets.room.take(self._client)
        try:
            yield
        finally:
            self._outbox.end()
            self._sockets.room.give(self._client)

    async def run(self) -> Closed:
        """Do what the client asks until it leaves, or must; say why."""
        closed = Closed(None)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._write())
                tasks.create_task(self._expect())
                tasks.create_task(self._read(tasks))
                tasks.create_task(self._last())
        except* Closed as group:
            one = next(one for one in group.exceptions if isinstance(one, Closed))
            closed = Closed(one.code, one.reason)
            # SUBTLE: the group holds itself, and each of them the frames with what came last.
            for each in group.exceptions:
                let_go(each)
        finally:
            for end in self._operations.values():
                end()
            metrics.SUBSCRIPTIONS.dec(len(self._operations))
            self._operations.clear()
        return closed

    async def _write(self) -> None:
        try:
            await self._outbox.run()
        except TooSlow as error:
            raise Closed(Code.TOO_SLOW, str(error)) from None
        except OSError:
            raise Closed(None) from None

    async def _text(self, message: bytes) -> None:
        sent = self._send({"type": "websocket.send", "text": message.decode()})
        # What is written waits in one piece, and not in three.
        del message
        await sent

    async def _expect(self) -> None:
        """Wait for the initialisation, so long."""
        init_s = self._sockets.limits.init_s
        try:
            async with asyncio.timeout(init_s):
                await self._initialised.wait()
        except TimeoutError:
            reason = f"no connection_init for {init_s:g} s"
            raise Closed(Code.INITIALISATION_TIMEOUT, reason) from None

    async def _last(self) -> None:
        """End the connection when who is there is not believed any more."""
        await self._initialised.wait()
        if (first := self._identity) is not None:
            revocations = self._sockets.execution.services.revocations
            fault = await revocations.disbelief(lambda: self._identity or first, self._renewed)
            raise Closed(Code.FORBIDDEN, f"{fault.code}: {fault}")

    async def _read(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            # SUBTLE: nothing here holds a message while the next is waited for.
            await self._take(tasks, await self._next())
            # SUBTLE: what came together is received without a turn of the loop, and others would
            # wait until all of it was looked at.
            await asyncio.sleep(0)

    async def _next(self) -> Message:
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise Closed(None)
        return message_of(event.get("text") or "")

    async def _take(self, tasks: asyncio.TaskGroup, message: Message) -> None:
        match message.type:
            case "connection_init" if self._begun:
                raise Closed(Code.TOO_MANY_INITIALISATIONS, "connection_init was sent twice")
            case "connection_init":
                self._begun = True
                self._weigh_credentials(message, asks=False)
                await self._sockets.lines.run(self._client, self._initialise(message))
            case "ping":
                self._weigh_credentials(message)
                pong = await self._pong(message)
                self._outbox.put(_OF_PINGS if pong is _PONG else _OF_RENEWALS, pong)
            case "pong":
                pass
            case "subscribe" if not self._initialised.is_set():
                raise Closed(Code.UNAUTHORIZED, "subscribe was sent before connection_init")
            case "subscribe":
                await self._outbox.room(self._sockets.limits.subscriptions_max)
                subscribed = self._subscribe(tasks, message)
                await self._sockets.lines.run(self._client, subscribed)
            case "complete":
                if end := self._forget(message.id):
                    end()
                self._outbox.forget(message.id)
            case _:
                raise Closed(Code.BAD_REQUEST, f"type {message.type[:40]!r} is not known")

    def _weigh_credentials(self, message: Message, *, asks: bool = True) -> None:
        """Count what says who is there, before it is read. asks: whether who has spent all is
        refused: whoever comes first may be somebody else than the address that has.
        """
        payload = bytes(message.payload)
        if len(payload) > CREDENTIALS_BYTES_MAX:
            told = f"the payload of {message.type} has over {CREDENTIALS_BYTES_MAX:,} bytes"
            raise Closed(Code.BAD_REQUEST, told)
        weight = INIT_COST + weight_of(payload)
        with _told():
            if asks:
                self._sockets.execution.weigh(self._client, weight)
            else:
                self._sockets.budgets.spend(self._client, READS, weight)

    async def _initialise(self, message: Message) -> None:
        services = self._sockets.execution.services
        with _told():
            headers = self._introduced(message)
            self._identity = identity = await self._identified(headers)
            journal.note(None, signed_in=identity is not None, address=self._address)
            client = client_of(identity.viewer if identity else None, self._address)
            self._sockets.room.move(self._client, client)
            self._outbox.move(client)
            self._client = client
            self._token = services.token(headers.get(TOKEN_HEADER))
        self._outbox.put(_OF_THE_START, b'{"type":"connection_ack"}')
        self._initialised.set()

    async def _identified(self, headers: TextHeaders) -> Identity | None:
        services = self._sockets.execution.services
        identity = await services.identify(headers, self._address)
        return identity and services.revocations.known(identity)

    async def _pong(self, message: Message) -> bytes:
        """The answer to a ping, whose payload may bring a new token for who is there."""
        if message.payload == _NULL or not self._initialised.is_set():
            return _PONG
        with _told():
            if "authorization" not in said(bytes(message.payload), "the payload of ping"):
                return _PONG
            if "authorization" in self._headers:
                raise BadInput("the handshake had the Authorization: connect again to renew it")
            try:
                identity = await self._identified(self._introduced(message))
            except Unavailable as error:
                # What was believed stands as long as it would have.
                return _pong(False, str(error))
            if identity is None or self._identity is None or not self._identity.is_as(identity):
                raise Unauthenticated(
                    "the new token is for another viewer, or has other roles or scopes: connect "
                    "again"
                )
            self._identity = identity
            self._renewed.set()
        return _pong(True)

    def _introduced(self, message: Message) -> TextHeaders:
        """The headers of the handshake with what a message says besides."""
        what, development = message.type, self._sockets.execution.services.development
        named = said(bytes(message.payload), f"the payload of {what}", development=development)
        # SUBTLE: only what the handshake lacks: what a proxy in front has put there, no client may
        # say otherwise.
        return self._headers.but(
            {name: value for name, value in named.items() if name not in self._headers}
        )

    # Operations.

    async def _subscribe(self, tasks: asyncio.TaskGroup, message: Message) -> None:
        id, most = message.id, self._sockets.limits.subscriptions_max
        if not 0 < len(id) <= ID_LENGTH_MAX:
            raise Closed(Code.BAD_REQUEST, f"an id has 1 to {ID_LENGTH_MAX} characters")
        if id in self._operations:
            raise Closed(Code.SUBSCRIBER_EXISTS, f"Subscriber for {id} already exists")
        payload = bytes(message.payload)
        try:
            self._sockets.execution.weigh(self._client, weight_of(payload))
            body = decode(payload, "the payload of subscribe")
        except BadInput as error:
            raise Closed(Code.BAD_REQUEST, str(error)) from None
        except TooMany as error:
            self._refuse(id, error)
            return
        try:
            if len(self._operations) >= most:
                told = f"{most:,} operations are open on this connection: complete some"
                raise refused("operations", told, status=429)
            prepared = await self._sockets.execution.prepare(body, self._client)
            token = self._token.join(self._sockets.execution.token(body))
            if prepared.listens:
                self._operations[id] = self._listen(id, prepared, token)
            else:
                asked = Operation()
                asked.task = tasks.create_task(self._answer(id, prepared, token, asked))
                self._operations[id] = partial(self._drop, asked)
            metrics.SUBSCRIPTIONS.inc()
        except GatewayError as error:
            self._refuse(id, error)

    def _drop(self, asked: Operation) -> None:
        asked.end()
        self._sockets.budgets.spend(self._client, READS, DROPPED_COST)

    def _refuse(self, id: str, error: GatewayError) -> None:
        metrics.note_error(error.code)
        self._outbox.finish(id, _frame("error", id, _json([error.shown])))

    def _listen(self, id: str, prepared: Prepared, token: Token) -> Callable[[], object]:
        start = b'{"id":%b,"type":"next","payload":' % _json(id)

        def deliver(payload: bytes, _: str | None) -> None:
            self._outbox.put(id, b"%b%b}" % (start, payload))

        return self._sockets.live.listen(prepared, self._session(token), deliver)

    def _session(self, token: Token) -> Session:
        services = self._sockets.execution.services
        return session_of(services, self._identity, token, self._client)

    async def _answer(self, id: str, prepared: Prepared, token: Token, asked: Operation) -> None:
        """Answer what is no subscription, or not valid."""
        session = self._session(token)

        async def run() -> Outcome:
            asked.begun = True
            return await self._sockets.execution.run(session, prepared)

        try:
            outcome = await self._sockets.lines.run(self._client, run())
        except GatewayError as error:
            metrics.note_error(error.code)
            last = _frame("error", id, _json([error.shown]))
        else:
            last = _frame("error", id, _json(outcome.errors))
            if outcome.executed and not asked.dropped:
                payload = answer(outcome.body, session.consistency())
                self._outbox.put(id, _frame("next", id, payload))
                last = b'{"id":%b,"type":"complete"}' % _json(id)
        if not asked.dropped:  # Its id may be another's by now.
            self._outbox.finish(id, last)
            self._forget(id)

    def _forget(self, id: str) -> Callable[[], object] | None:
        """What ends an operation that is open; it is not counted from now on."""
        end = self._operations.pop(id, None)
        if end is not None:
            metrics.SUBSCRIPTIONS.dec()
        return end


@contextmanager
def _told() -> Iterator[None]:
    """End the connection with why somebody is not believed."""
    try:
        yield
    except BadInput as error:
        raise Closed(Code.BAD_REQUEST, f"{error.code}: {error}") from None
    except TooMany as error:
        raise Closed(Code.TRY_AGAIN_LATER, str(error)) from None
    except GatewayError as error:
        raise Closed(Code.FORBIDDEN, f"{error.code}: {error}") from None
    except Exception:
        _logger.exception("authenticating a WebSocket")
        told = "INTERNAL: internal error; details are in the gateway's log"
        raise Closed(Code.INTERNAL, told) from None


def _pong(renewed: bool, reason: str | None = None) -> bytes:
    more = {} if reason is None else {"reason": reason}
    return _json({"type": "pong", "payload": {"renewed": renewed, **more}})


def _frame(type: str, id: str, payload: bytes) -> bytes:
    return b'{"id":%b,"type":"%b","payload":%b}' % (_json(id), type.encode(), payload)
