"""The endpoint: from an HTTP request to its answer, by the compiled path where it covers it.

What it does not cover, and an answer with an error in it, goes on to Strawberry's endpoint with the
same session: what was parsed, validated and read is not done again.
"""

from __future__ import annotations

import inspect
import logging
from dataclasses import dataclass
from hashlib import blake2b
from time import perf_counter
from typing import Any, TypedDict

import msgspec
from cross_web import HTTPException
from graphql import GraphQLError, OperationType
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, process_result
from strawberry.schema import BaseSchema
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from gateway import metrics
from gateway.documents import Documents
from gateway.errors import BadInput, GatewayError, Uncovered, Unshapable
from gateway.faults import Schema, tell
from gateway.persisted import Persisted
from gateway.services import Services
from gateway.sessions import Session
from gateway.tokens import Token, parse_token

_logger = logging.getLogger(__name__)

TOKEN_HEADER = "x-consistency-token"  # noqa: S105
_SESSION = "bandstand.session"
VARY = "Authorization, Cookie, X-Viewer, X-Consistency-Token"
"""What an answer depends on beside its address."""
_GETS = ("GET", "HEAD")
_POSTED = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))
_STATUS = {"METHOD_NOT_ALLOWED": 405, "NOT_TRUSTED": 403, "PERSISTED_QUERY_NOT_FOUND": 200}


class NotByGet(GatewayError):
    """Asked for by GET, as anybody's link could: a change, or whatever somebody likes."""

    code = "METHOD_NOT_ALLOWED"


class Body(TypedDict, total=False):
    """The body of a request."""

    query: str | None
    documentId: str | None
    variables: dict[str, Any] | None
    operationName: str | None
    extensions: dict[str, Any] | None


_body = msgspec.json.Decoder(Body)
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
        persisted: the documents that clients may name. cache_s: how long an anonymous answer to a
            GET may be kept without asking again.
    """

    def __init__(
        self,
        schema: Schema,
        services: Services,
        documents: Documents,
        persisted: Persisted,
        *,
        cache_s: int = 0,
    ) -> None:
        self._services, self._documents, self._persisted = services, documents, persisted
        self._cache_control = (
            f"public, max-age={cache_s}" if cache_s else "public, max-age=0, must-revalidate"
        )
        self._core = GraphQLCore(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began, request = perf_counter(), Request(scope, receive)
        answer: Response | Written | Rest
        try:
            session = scope[_SESSION] = await self._session(request.headers)
            answer = await self._answer(request, session)
        except GatewayError as error:
            answer = refusal(error, _STATUS.get(error.code, 400))
        if isinstance(answer, Rest):
            if answer.body is not None:
                scope, receive = _posted(scope, answer.body)
            await self._core(scope, receive, send)
            metrics.OPERATIONS.labels("graphql-core", answer.why).inc()
            metrics.CORE_SECONDS.observe(perf_counter() - began)
        else:
            await answer(scope, receive, send)

    async def _session(self, headers: Headers) -> Session:
        """The session of a request: its viewer, and what it must see.

        Raises:
            GatewayError: a header is not valid.
        """
        viewer = self._services.authenticate(headers)
        if inspect.isawaitable(viewer):
            viewer = await viewer
        text = headers.get(TOKEN_HEADER)
        token = self._services.understood(parse_token(text)) if text else Token()
        return Session(self._services, viewer, token)

    async def _answer(self, request: Request, session: Session) -> Response | Written | Rest:
        """The answer by the compiled path, or why graphql-core must give it."""
        began, getting = perf_counter(), request.method in _GETS
        if getting:
            body = _parameters(request)
        elif _is_json(request.headers):
            body = decode(await request.body())
        else:
            # SUBTLE: not handed on. What reads it less strictly would know no limit and no list.
            raise BadInput("a query is posted as JSON: Content-Type: application/json")
        text = self._persisted.text(body, self._documents)
        if text is None:
            return Rest("invalid", body)
        if text is not body.get("query"):
            body = {**body, "query": text}
        document, compiler = self._documents.get(text), self._documents.compiler
        session.parsed = document.ast, document.errors
        operation = document.operation(body.get("operationName"))
        if operation is None:
            return Rest("invalid", body)
        if getting and operation.definition.operation is not OperationType.QUERY:
            raise NotByGet(f"a {operation.definition.operation.value} is sent by POST")
        variables = operation.variables(compiler, body.get("variables") or {})
        if variables is None:
            return Rest("invalid", body)
        compiled = operation.compiled(compiler, variables)
        if isinstance(compiled, Uncovered):
            return Rest(compiled.why, body)
        if not self._services.compiling:
            return Rest("off", body)
        try:
            data = (await compiled.run(session, variables)).encode()
        except (GatewayError, GraphQLError, Unshapable):
            return Rest("error", body)
        except Exception as error:  # noqa: BLE001
            # graphql-core meets it too, and says at which field.
            _logger.warning("answering a query: %r", error)
            return Rest("error", body)
        response = self._response(request, session, data)
        metrics.COMPILED.inc()
        metrics.COMPILED_SECONDS.observe(perf_counter() - began)
        return response

    def _response(self, request: Request, session: Session, data: bytes) -> Response | Written:
        """The answer with its headers: who asks anonymously, by GET, may keep it."""
        consistency = session.consistency()
        more = b',"extensions":{"consistency":%b}' % _json(consistency) if consistency else b""
        if request.method not in _GETS:
            return Written(b'{"data":%b%b}' % (data, more))
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
        return Response(
            b'{"data":%b%b}' % (data, more), headers=headers, media_type="application/json"
        )


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


def decode(data: str | bytes) -> Body:
    """The fields of a request's body.

    SUBTLE: json.loads lets through what fails later: halves of surrogate pairs, huge numbers.

    Raises:
        BadInput: it is not JSON, or not a request.
    """
    try:
        return _body.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"the body is not a GraphQL request in JSON: {error}") from None


def refusal(error: GatewayError, status: int = 400) -> JSONResponse:
    """The answer to what is no request that could be executed."""
    extensions = {"code": error.code, "retryable": error.retryable}
    shown = {"errors": [{"message": str(error), "extensions": extensions}]}
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
