"""The application: `/graphql`, health, and in development GraphiQL with working queries."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypedDict

import msgspec
from cross_web import HTTPException
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, process_result
from strawberry.http.ides import get_graphql_ide_html
from strawberry.schema import BaseSchema
from strawberry.types import ExecutionResult

from gateway.errors import BadInput, GatewayError
from gateway.faults import tell
from gateway.services import Services
from gateway.sessions import Session
from gateway.tokens import Token, parse_token

BODY_BYTES_MAX = 256 << 10
BODY_S_MAX = 10
TOKEN_HEADER = "x-consistency-token"  # noqa: S105


class _Body(TypedDict, total=False):
    query: str | None
    variables: dict[str, Any] | None
    operationName: str | None
    extensions: dict[str, Any] | None


_body = msgspec.json.Decoder(_Body)


@dataclass(frozen=True)
class Tab:
    """A query that GraphiQL opens with."""

    title: str
    query: str
    variables: str = "{}"


class GraphQLEndpoint(GraphQL[Session, None]):
    """Strawberry's endpoint, with a session of ours as the context: POST alone, no IDE."""

    def __init__(self, schema: BaseSchema, services: Services) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
        )
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except GatewayError as error:
            await _refusal(error)(scope, receive, send)

    async def run(self, request: Any, *arguments: Any, **more: Any) -> Any:
        """Answer a request; what is no request is refused in the form of all refusals."""
        try:
            return await super().run(request, *arguments, **more)
        except HTTPException as error:
            return _refusal(BadInput(error.reason), error.status_code)

    def parse_json(self, data: str | bytes) -> Any:
        """The fields of a request's body.

        SUBTLE: json.loads lets through what fails later: halves of surrogate pairs, huge numbers.

        Raises:
            BadInput: it is not JSON, or not a request.
        """
        try:
            return _body.decode(data)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BadInput(f"the body is not a GraphQL request in JSON: {error}") from None

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
        """The session of a request: its viewer, and what it must see.

        Raises:
            GatewayError: a header is not valid.
        """
        viewer = self._services.authenticate(request.headers)
        if inspect.isawaitable(viewer):
            viewer = await viewer
        text = request.headers.get(TOKEN_HEADER)
        token = self._services.understood(parse_token(text)) if text else Token()
        return Session(self._services, viewer, token)


def _refusal(error: GatewayError, status: int = 400) -> JSONResponse:
    extensions = {"code": error.code, "retryable": error.retryable}
    shown = {"data": None, "errors": [{"message": str(error), "extensions": extensions}]}
    return JSONResponse(shown, status_code=status)


class BodyLimit:
    """Refuses a request whose body is larger than `BODY_BYTES_MAX`, before it is read whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            try:
                async with asyncio.timeout(BODY_S_MAX):
                    message = await receive()
            except TimeoutError:
                slow = BadInput(f"nothing more of the request came for {BODY_S_MAX} s")
                await _refusal(slow, 408)(scope, receive, send)
                return
            if message["type"] != "http.request":
                return
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > BODY_BYTES_MAX:
                large = BadInput(f"the request is larger than {BODY_BYTES_MAX} bytes")
                await _refusal(large, 413)(scope, receive, send)
                return
        whole: list[Message] = [
            {"type": "http.request", "body": b"".join(parts), "more_body": False}
        ]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, replay, send)


def build(
    schema: BaseSchema,
    services: Services,
    *,
    cors_origins: Sequence[str] = (),
    tabs: Sequence[Tab] = (),
) -> Starlette:
    """The ASGI application of a schema and the services of this process."""
    endpoint = GraphQLEndpoint(schema, services)

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> Response:
        trouble = dict(services.trouble)
        if not services.opened and not trouble:
            trouble["start"] = "log and store were not reached yet"
        shown = {"ready": not trouble, "trouble": trouble, "diverged": services.diverged()}
        return JSONResponse(shown, 503 if trouble else 200)

    async def ide(_: Request) -> Response:
        return HTMLResponse(graphiql(tabs))

    async def home(_: Request) -> Response:
        return RedirectResponse("/graphql")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await services.look()
        watch = asyncio.create_task(services.watch())
        try:
            yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    routes = [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/graphql", endpoint, methods=["POST"]),
    ]
    if services.development:
        routes += [Route("/graphql", ide, methods=["GET"]), Route("/", home)]
    middleware = [Middleware(BodyLimit)]
    if cors_origins:
        middleware.insert(
            0,
            Middleware(
                CORSMiddleware,
                allow_origins=list(cors_origins),
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
            ),
        )
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


_TABS_AT = "fetcher: fetcher,"
_QUERY_AT = "parameters.q || EXAMPLE_QUERY"


def graphiql(tabs: Sequence[Tab]) -> str:
    """Strawberry's page of GraphiQL, opened with tabs.

    Raises:
        LookupError: the page is not as it was, after an upgrade.
    """
    page = get_graphql_ide_html("graphiql")
    if _TABS_AT not in page or _QUERY_AT not in page:
        raise LookupError("Strawberry's GraphiQL page has changed: adapt gateway.app.graphiql")
    shown = json.dumps(
        [{"query": f"# {tab.title}\n{tab.query}", "variables": tab.variables} for tab in tabs]
    ).replace("<", "\\u003c")
    return (
        page.replace(_TABS_AT, f"{_TABS_AT} defaultTabs: {shown},")
        .replace(_QUERY_AT, "parameters.q")
        .replace("defaultHeaders = {}", 'defaultHeaders = {"X-Viewer": "you"}')
    )
