"""The endpoint: from an HTTP request to its answer, and in what form.

    POST               a query, a mutation or a subscription, in JSON
    GET, HEAD          a query; a subscription for whoever takes an event stream
    OPTIONS            what there is

What is asked with the token of an event stream is answered in that (`/graphql/stream`).

Source: the specification "GraphQL over HTTP".
"""

from __future__ import annotations

import asyncio
import logging
from hashlib import blake2b
from time import perf_counter
from urllib.parse import unquote_to_bytes

import msgspec
from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from eventlog import tracing
from gateway import journal, metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.clients import Client, client_of
from gateway.admission.requests import HOLDING
from gateway.authentication import Identity
from gateway.compiler.sizes import ANSWER_LENGTH_MAX
from gateway.errors import BadInput, BadRequest, GatewayError, NotAllowed, TooMany, let_go
from gateway.execution import Body, Execution, Outcome, Prepared, answer
from gateway.reading.sessions import Session
from gateway.services import TOKEN_HEADER
from gateway.tokens import Token
from gateway.transport.accept import ANYTHING, JSON, RESPONSE, Accepted, accepted
from gateway.transport.answers import METHODS, NOT_KEPT, Answer, Pairs, refusal
from gateway.transport.asked import Asked, session_of
from gateway.transport.bodies import (
    check_content,
    decode,
    decode_batch,
    parameters,
    weight_of,
)
from gateway.transport.headers import TextHeaders
from gateway.transport.origins import Origins
from gateway.transport.proxies import Proxies
from gateway.transport.streams.carrying import headers_of
from gateway.transport.streams.distinct import Streams
from gateway.transport.streams.framing import EVENTS, ONE_PART, PARTS, WHOLE, in_one_part
from gateway.transport.streams.single import METHODS as METHODS_OF_STREAMS
from gateway.transport.streams.single import PATH, SingleStreams

_logger = logging.getLogger(__name__)

VARY = ("Accept", "Authorization", "Cookie", "X-Viewer", "X-Consistency-Token")
"""What an answer depends on beside its address."""

ADDRESS_BYTES_MAX = 16 << 10
"""What stands between a client and a server seldom lets longer ones through."""

OF_NOBODY = "bandstand.nobody"
"""In the scope of what is asked in nobody's name, whatever its headers and address say."""

REFUSED_COST = 100
"""A request that is refused counts as so many records, for the address that it came from."""

_json = msgspec.json.Encoder().encode
_GETS = ("GET", "HEAD")
_NEITHER = (
    f"Accept takes neither {JSON} nor {RESPONSE}, and an event stream (text/event-stream) and one "
    "part (multipart/mixed;deferSpec=20220824) are the only other forms that an answer has"
)
_NO_STREAM = (
    "a subscription is asked for over a WebSocket, by graphql-transport-ws, as an event stream "
    "(Accept: text/event-stream), or in parts (multipart/mixed;subscriptionSpec=1.0)"
)


class Internal(GatewayError):
    """A fault of ours; the log of the gateway has it."""

    status = 500


class Endpoint:
    """Answers `/graphql`.

    Args:
        admission: what may be taken on. streams: answers who takes event streams. single: who has
            one for all operations. origins: the pages that may ask. cache_s: how long an anonymous
            answer to a GET may be kept without asking again. proxies: those in front that are
            trusted.
    """

    def __init__(
        self,
        execution: Execution,
        admission: Admission,
        streams: Streams,
        single: SingleStreams,
        *,
        origins: Origins,
        proxies: Proxies,
        cache_s: int = 0,
    ) -> None:
        self._requests, self._budgets = admission.requests, admission.budgets
        self._lines, self._batch_max = admission.lines, admission.limits.batch_max
        self._policy = b"ratelimit-policy", self._budgets.policy.encode()
        self._execution, self._streams, self._services = execution, streams, execution.services
        self._single, self._origins, self._proxies = single, origins, proxies
        kept = f"public, max-age={cache_s}" if cache_s else "public, max-age=0, must-revalidate"
        self._cache_control = kept.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; within the trace of who asks, where that is recorded."""
        if tracing.tracer is None:
            await self._call(scope, receive, send)
            return
        parent = tracing.context_of(TextHeaders.of(scope).get(tracing.HEADER))
        with tracing.span("graphql", "server", parent, **{"http.request.method": scope["method"]}):
            await self._call(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, accepts = TextHeaders.of(scope), ANYTHING
        address = self._proxies.address(scope, headers)
        found: ASGIApp
        try:
            accepts = accepted(headers.get("accept"))
            held = scope.get(HOLDING) or self._requests.take(client_of(None, address))
            try:
                found = await self._answer(Request(scope, receive), headers, accepts, address)
            finally:
                held.give()
        except GatewayError as error:
            let_go(error)
            told = self._charged(error, client_of(None, address))
            metrics.OPERATIONS.labels("refused", told.code).inc()
            metrics.note_error(told.code)
            found = refusal(told, kind=accepts.json)
            if isinstance(told, TooMany):
                await asyncio.sleep(self._requests.turn_s(asyncio.get_running_loop().time()))
        except ClientDisconnect:
            return
        except Exception:
            _logger.exception("answering a request")
            metrics.note_error(Internal.code)
            fault = Internal("internal error; details are in the gateway's log")
            found = refusal(fault, kind=accepts.json)
        await found(scope, receive, send)

    def _charged(self, error: GatewayError, client: Client) -> GatewayError:
        """Count a request that is refused; what who sends it is told."""
        if isinstance(error, TooMany):
            return error
        try:
            self._budgets.check(client, READS)
        except TooMany as more:
            return more
        self._budgets.spend(client, READS, REFUSED_COST)
        return error

    async def _answer(
        self, request: Request, headers: TextHeaders, accepts: Accepted, address: str | None
    ) -> ASGIApp:
        """The answer to a request from an address.

        Raises:
            GatewayError: nothing of it is executed.
        """
        began, getting = perf_counter(), request.method in _GETS
        if request.method == "OPTIONS":
            methods = METHODS_OF_STREAMS if request.scope["path"] == PATH else METHODS
            return Answer(b"", status=204, more=((b"allow", methods.encode()), *NOT_KEPT))
        of_stream = self._single.takes(request.scope, headers)
        if not (getting or of_stream) and request.method != "POST":
            raise NotAllowed(f"{request.method} is not supported here: send queries by POST")
        if getting:
            self._origins.check_get(headers)
        of_nobody = request.scope.get(OF_NOBODY, False)
        identity = None if of_nobody else await self._services.identify(headers, address)
        token = self._services.token(headers.get(TOKEN_HEADER))
        client = client_of(identity.viewer if identity else None, address)
        data = await self._data(request, headers) if request.method == "POST" else b""
        asked = Asked(request, headers, accepts, address, identity, token, client, began)
        done = self._single.answer(asked, data) if of_stream else self._done(asked, data)
        return await self._lines.run(client, done)

    async def _done(self, asked: Asked, data: bytes) -> ASGIApp:
        """The answer to a request that is there, whole."""
        request, headers, accepts, _, identity, token, client, began = asked
        getting = request.method in _GETS
        body = self._of_address(request, client) if getting else self._read(data, client)
        if isinstance(body, list):
            return await self._batch(asked, body)
        prepared = await self._prepared(asked, body)
        if getting and prepared.kind is OperationType.MUTATION:
            raise NotAllowed("send mutations by POST")
        if prepared.listens:
            if not (accepts.stream or accepts.parts):
                raise BadRequest(406, _NO_STREAM)
            framing = EVENTS if accepts.stream else PARTS
            if TOKEN_HEADER not in headers:
                # What a browser's EventSource sends when it connects again by itself.
                token = self._services.token(headers.get("last-event-id"))
            if request.method == "HEAD":
                return Answer(b"", more=headers_of(framing))
            session = self._session(identity, token, client)
            return self._streams.listen(session, prepared, identity, framing)
        session = self._session(identity, token, client)
        if accepts.likes_stream:
            return await self._streams.single(session, prepared)
        if accepts.json is None and accepts.deferred is None:
            raise BadRequest(406, _NEITHER)
        outcome = await self._execution.run(session, prepared)
        _note(outcome, began)
        if accepts.json is None:
            part = in_one_part(answer(outcome.body + WHOLE, session.consistency()))
            return Answer(part, kind=f"{ONE_PART}{accepts.deferred}", more=self._left(session))
        return self._written(headers, accepts.json, session, outcome, keep=getting)

    async def _prepared(self, asked: Asked, body: Body) -> Prepared:
        """What a body asks for; the journal hears of it."""
        prepared = await self._execution.prepare(body, asked.client)
        signed_in = asked.identity is not None
        journal.note(prepared.name, signed_in=signed_in, address=asked.address)
        return prepared

    async def _batch(self, asked: Asked, bodies: list[Body]) -> Answer:
        """The answers to a batch, in its order. Each sees what those before it wrote."""
        if asked.accepts.json is None:
            raise BadRequest(406, _NEITHER)
        identity, client, texts, length = asked.identity, asked.client, list[bytes](), 0
        self._budgets.check(client, READS)
        session = self._session(identity, asked.token, client)
        for body in bodies:
            began, session = perf_counter(), self._session(identity, session.token, client)
            session.length_max = max(0, ANSWER_LENGTH_MAX - length)
            try:
                prepared = await self._prepared(asked, body)
                if prepared.listens:
                    raise BadInput(f"a batch cannot hold a subscription: {_NO_STREAM}")
                outcome = await self._execution.run(session, prepared)
            except GatewayError as error:
                let_go(error)
                told = self._charged(error, client)
                metrics.note_error(told.code)
                texts.append(_json({"errors": [told.shown]}))
            else:
                _note(outcome, began)
                texts.append(answer(outcome.body, session.consistency()))
            length += len(texts[-1])
            # One that is known, and wrong, waits for nothing.
            await asyncio.sleep(0)
        return Answer(b"[%b]" % b",".join(texts), more=self._left(session))

    async def _data(self, request: Request, headers: TextHeaders) -> bytes:
        """The request's body, as it came."""
        # SUBTLE: only this. What reads it less strictly would know no limit and no list.
        check_content(headers)
        return await request.body()

    def _read(self, data: bytes, client: Client) -> Body | list[Body]:
        """What is asked, by the request's body."""
        self._execution.weigh(client, weight_of(data))
        return decode_batch(data, self._batch_max) if self._batch_max else decode(data)

    def _of_address(self, request: Request, client: Client) -> Body:
        """What is asked, by the request's address."""
        query = request.scope["query_string"]
        length = len(request.scope.get("raw_path", b"")) + len(query)
        if length > ADDRESS_BYTES_MAX:
            raise BadRequest(414, address_is_long(length))
        self._execution.weigh(client, weight_of(unquote_to_bytes(query)))
        return parameters(query)

    def _session(self, identity: Identity | None, token: Token, client: Client) -> Session:
        return session_of(self._services, identity, token, client)

    def _left(self, session: Session) -> Pairs:
        """What an answer that nobody keeps says of the client's budgets."""
        if not self._budgets.policy or session.client is None:
            return NOT_KEPT
        left = self._budgets.header(session.client).encode()
        return (*NOT_KEPT, self._policy, (b"ratelimit", left))

    def _written(
        self, headers: TextHeaders, kind: str, session: Session, outcome: Outcome, *, keep: bool
    ) -> Answer:
        """The answer with its headers: who asks anonymously, by GET, may keep it."""
        consistency = session.consistency()
        body = answer(outcome.body, consistency)
        status = 200 if outcome.executed or kind == JSON else 400
        if not keep or outcome.why is not None:
            return Answer(body, status=status, kind=kind, more=self._left(session))
        current = consistency is None or consistency["status"] == "CURRENT"
        if session.viewer is not None or TOKEN_HEADER in headers or not current:
            return Answer(body, kind=kind, more=self._left(session))
        # Weak: the data decide, not how much of the log they hold.
        tag = f'"{blake2b(outcome.body + kind.encode(), digest_size=16).hexdigest()}"'
        vary = ", ".join((*VARY, *getattr(self._services.authenticate, "headers", ())))
        more: Pairs = (
            (b"cache-control", self._cache_control),
            (b"etag", f"W/{tag}".encode()),
            (b"vary", vary.encode()),
        )
        known = headers.get("if-none-match", "")
        if tag in known or known.strip() == "*":
            return Answer(b"", status=304, more=more)
        return Answer(body, kind=kind, more=more)


def _note(outcome: Outcome, began: float) -> None:
    """Count an answer, and how long it took."""
    if outcome.why is None:
        metrics.COMPILED.inc()
        metrics.COMPILED_SECONDS.observe(perf_counter() - began)
    else:
        metrics.OPERATIONS.labels("graphql-core", outcome.why).inc()
        metrics.CORE_SECONDS.observe(perf_counter() - began)


def address_is_long(length: int) -> str:
    """What is said of an address of so many bytes."""
    return (
        f"the address is {length:,} bytes long; at most {ADDRESS_BYTES_MAX:,} are taken: send "
        "the query by POST, or by its hash"
    )
