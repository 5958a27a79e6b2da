"""The endpoint: from an HTTP request to its answer, by the compiled path where it covers it.

What it does not cover, and an answer with an error in it, goes on to Strawberry's endpoint with the
same session: what was parsed, validated and read is not done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from time import perf_counter
from typing import Any

import msgspec
from cross_web import HTTPException
from graphql import OperationType
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, process_result
from strawberry.schema import BaseSchema
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from gateway import metrics
from gateway.errors import BadInput, GatewayError
from gateway.execution import Body, Execution, answer, decode
from gateway.faults import tell
from gateway.services import TOKEN_HEADER
from gateway.sessions import Session
from gateway.transport.streams import Streams

_SESSION = "bandstand.session"
VARY = "Authorization, Cookie, X-Viewer, X-Consistency-Token"
"""What an answer depends on beside its address."""
_GETS = ("GET", "HEAD")
_POSTED = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))
_STATUS = {
    "METHOD_NOT_ALLOWED": 405,
    "NOT_TRUSTED": 403,
    "PERSISTED_QUERY_NOT_FOUND": 200,
    "TOO_MANY": 503,
}


class NotByGet(GatewayError):
    """Asked for by GET, as anybody's link could: a change, or whatever somebody likes."""

    code = "METHOD_NOT_ALLOWED"


_object = msgspec.json.Decoder(dict[str, Any])
_json = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Rest:
    """A request that graphql-core answers, and why; None when it is not even JSON."""

    why: str
    body: Body | None


class Endpoint:
    """Answers `/graphql`.

    Args:
        streams: answers who takes event streams. cache_s: how long an anonymous answer to a GET
            may be kept without asking again.
    """

    def __init__(self, execution: Execution, streams: Streams, *, cache_s: int = 0) -> None:
        self._execution, self._streams, self._services = execution, streams, execution.services
        self._cache_control = (
            f"public, max-age={cache_s}" if cache_s else "public, max-age=0, must-revalidate"
        )
        self._core = GraphQLCore(execution.schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began, request = perf_counter(), Request(scope, receive)
        found: ASGIApp | Rest
        try:
            session = scope[_SESSION] = await self._session(request.headers)
            found = await self._answer(request, session)
        except GatewayError as error:
            found = refusal(error, _STATUS.get(error.code, 400))
        if isinstance(found, Rest):
            if found.body is not None:
                scope, receive = _posted(scope, found.body)
            await self._core(scope, receive, send)
            metrics.OPERATIONS.labels("graphql-core", found.why).inc()
            metrics.CORE_SECONDS.observe(perf_counter() - began)
        else:
            await found(scope, receive, send)

    async def _session(self, headers: Headers) -> Session:
        """The session of a request: its viewer, and what it must see.

        Raises:
            GatewayError: a header is not valid.
        """
        viewer = await self._services.viewer(headers)
        text = headers.get(TOKEN_HEADER)
        if text is None and self._streams.wanted(headers):
            # What a browser's EventSource sends when it connects again by itself.
            text = headers.get("last-event-id")
        return Session(self._services, viewer, self._services.token(text))

    async def _answer(self, request: Request, session: Session) -> ASGIApp | Rest:
        """The answer by the compiled path, or why graphql-core must give it."""
        began, getting = perf_counter(), request.method in _GETS
        if getting:
            body = _parameters(request)
        elif _is_json(request.headers):
            body = decode(await request.body())
        else:
            # SUBTLE: not handed on. What reads it less strictly would know no limit and no list.
            raise BadInput("a query is posted as JSON: Content-Type: application/json")
        prepared = self._execution.prepare(body)
        session.parsed, kind = prepared.parsed, prepared.kind
        if getting and kind is OperationType.MUTATION:
            raise NotByGet("a mutation is sent by POST")
        if self._streams.wanted(request.headers):
            return self._streams.answer(session, prepared)
        if kind is OperationType.SUBSCRIPTION:
            raise BadInput(
                "a subscription is asked for over a WebSocket, by graphql-transport-ws, or as an "
                "event stream: Accept: text/event-stream"
            )
        data = await self._execution.compiled(session, prepared)
        if data is None:
            return Rest(prepared.why or "error", prepared.body)
        response = self._response(request, session, data)
        metrics.COMPILED.inc()
        metrics.COMPILED_SECONDS.observe(perf_counter() - began)
        return response

    def _response(self, request: Request, session: Session, data: bytes) -> Response | Written:
        """The answer with its headers: who asks anonymously, by GET, may keep it."""
        consistency = session.consistency()
        whole = answer(b'{"data":%b' % data, consistency)
        if request.method not in _GETS:
            return Written(whole)
        headers = {"cache-control": "no-store"}
        current = consistency is None or consistency["status"] == "CURRENT"
        anonymous = session.viewer is None and TOKEN_HEADER not in request.headers
        if anonymous and current:
            # Weak: the data decide, not how much of the log they hold.
            etag = f'W/"{blake2b(data, digest_size=16).hexdigest()}"'
            vary = ", ".join((VARY, *getattr(self._services.authenticate, "headers", ())))
            headers = {"cache-control": self._cache_control, "etag": etag, "vary": vary}
            if etag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
        return Response(whole, headers=headers, media_type="application/json")


class Written:
    """The answer to what was posted, with the headers that all of them have."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = (b"content-length", str(len(self._body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length, *_POSTED]})
        await send({"type": "http.response.body", "body": self._body})


class GraphQLCore(GraphQL[Session, None]):
    """Strawberry's endpoint, with a session of ours as the context: POST alone, no IDE."""

    def __init__(self, schema: BaseSchema) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
        )

    async def run(self, request: Any, *arguments: Any, **more: Any) -> Any:
        """Answer a request; what is no request is refused in the form of all refusals."""
        try:
            return await super().run(request, *arguments, **more)
        except HTTPException as error:
            return refusal(BadInput(error.reason), error.status_code)

    def parse_json(self, data: str | bytes) -> Any:
        """The fields of a request's body."""
        return decode(data)

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        """The answer to a request, with its errors as the client may see them."""
        if result.errors:
            result.errors = [tell(error) for error in result.errors]
        shown = process_result(result)
        if isinstance(result, PreExecutionError):
            # What was never executed has no data; that is not data that are null.
            shown.pop("data", None)
        return shown

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Session:
        """The session of a request."""
        if isinstance(response, Response):
            response.headers["cache-control"] = "no-store"
        session: Session = request.scope[_SESSION]
        return session


def refusal(error: GatewayError, status: int = 400) -> JSONResponse:
    """The answer to what is no request that could be executed."""
    shown = {"errors": [error.shown]}
    headers = {"cache-control": "no-store"} | ({"allow": "GET, POST"} if status == 405 else {})
    return JSONResponse(shown, status_code=status, headers=headers)


def _is_json(headers: Headers) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _parameters(request: Request) -> Body:
    """The fields of a request in its address.

    Raises:
        NotByGet: it names no document.
        BadInput: a field is not what it should be.
    """
    given = request.query_params
    if not (given.get("documentId") or given.get("extensions")) or "query" in given:
        raise NotByGet("GET takes documentId, or a persisted query's hash; send a query by POST")
    body: Body = {
        "documentId": given.get("documentId"),
        "operationName": given.get("operationName"),
    }
    for name in ("variables", "extensions"):
        if text := given.get(name):
            try:
                body[name] = _object.decode(text)
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                raise BadInput(f"{name}: {error}; expected an object in JSON") from None
    return body


def _posted(scope: Scope, body: Body) -> tuple[Scope, Receive]:
    """A request as if it had been sent by POST, with its query."""
    headers = [
        pair for pair in scope["headers"] if pair[0] not in (b"content-type", b"content-length")
    ]
    whole: list[Message] = [{"type": "http.request", "body": _json(body), "more_body": False}]

    async def receive() -> Message:
        return whole.pop() if whole else {"type": "http.disconnect"}

    return {
        **scope,
        "method": "POST",
        "headers": [*headers, (b"content-type", b"application/json")],
    }, receive
