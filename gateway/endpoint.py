"""The endpoint: from an HTTP request to its answer, by the compiled path where it covers it.

What it does not cover, and an answer with an error in it, goes on to Strawberry's endpoint with the
same session: what was parsed, validated and read is not done again.
"""

from __future__ import annotations

import inspect
import logging
from typing import Any, TypedDict

import msgspec
from cross_web import HTTPException
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, process_result
from strawberry.schema import BaseSchema
from strawberry.types import ExecutionResult

from gateway.compilation import Compiler
from gateway.documents import Documents
from gateway.errors import BadInput, GatewayError, Uncovered, Unshapable
from gateway.faults import Schema, tell
from gateway.services import Services
from gateway.sessions import Session
from gateway.tokens import Token, parse_token

_logger = logging.getLogger(__name__)

TOKEN_HEADER = "x-consistency-token"  # noqa: S105
_SESSION = "bandstand.session"


class Body(TypedDict, total=False):
    """The body of a request."""

    query: str | None
    variables: dict[str, Any] | None
    operationName: str | None
    extensions: dict[str, Any] | None


_body = msgspec.json.Decoder(Body)
_json = msgspec.json.Encoder().encode


class Endpoint:
    """Answers `/graphql`."""

    def __init__(self, schema: Schema, services: Services) -> None:
        self._services = services
        self._documents = Documents(Compiler(schema))
        self._rest = GraphQLCore(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            session = scope[_SESSION] = await self._session(request.headers)
            response: Response | None = None
            if _is_json(request.headers):
                content = await request.body()
                response = await self._answer(session, decode(content))
                receive = _again(content)
            if response is None:
                await self._rest(scope, receive, send)
                return
        except GatewayError as error:
            response = refusal(error)
        await response(scope, receive, send)

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

    async def _answer(self, session: Session, body: Body) -> Response | None:
        """The answer by the compiled path; None when graphql-core must give it."""
        text = body.get("query")
        if not text:
            return None
        document, compiler = self._documents.get(text), self._documents.compiler
        session.parsed = document.ast, document.errors
        operation = document.operation(body.get("operationName"))
        if operation is None:
            return None
        variables = operation.variables(compiler, body.get("variables") or {})
        if variables is None:
            return None
        compiled = operation.compiled(compiler, variables)
        if isinstance(compiled, Uncovered) or not self._services.compiling:
            return None
        try:
            data = await compiled.run(session, variables)
        except (GatewayError, Unshapable):
            return None
        except Exception as error:  # noqa: BLE001
            # graphql-core meets it too, and says at which field.
            _logger.warning("answering a query: %r", error)
            return None
        consistency = session.consistency()
        more = b',"extensions":{"consistency":%b}' % _json(consistency) if consistency else b""
        return Response(b'{"data":%b%b}' % (data.encode(), more), media_type="application/json")


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
        return process_result(result)

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Session:
        """The session of a request."""
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
    shown = {"data": None, "errors": [{"message": str(error), "extensions": extensions}]}
    return JSONResponse(shown, status_code=status)


def _is_json(headers: Headers) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _again(content: bytes) -> Receive:
    """A body that was read, to be read once more."""
    whole: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Message:
        return whole.pop() if whole else {"type": "http.disconnect"}

    return receive
