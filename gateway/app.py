"""The application: `/graphql`, health, a site, and in development GraphiQL with working queries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import random

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.http.ides import get_graphql_ide_html

from gateway import metrics
from gateway.compiler.compilation import Compiler
from gateway.documents import complexity, persisted
from gateway.documents.complexity import QueryLimits
from gateway.documents.documents import Documents
from gateway.documents.tabs import Tab
from gateway.errors import BadRequest, GatewayError
from gateway.execution import Execution
from gateway.faults import Schema
from gateway.journal import Access
from gateway.live.limits import USUAL, Limits, Room
from gateway.live.queries import LiveQueries
from gateway.services import Services
from gateway.transport.accept import accepted
from gateway.transport.answers import refusal
from gateway.transport.endpoint import Endpoint
from gateway.transport.headers import TextHeaders
from gateway.transport.origins import Origins
from gateway.transport.site import Site
from gateway.transport.sockets import Sockets
from gateway.transport.streams import Streams

BODY_BYTES_MAX = 256 << 10
BODY_S_MAX = 30
"""From its first byte to its last, however it is cut."""

PREFLIGHT_S_MAX = 7_200
"""So long a browser need not ask again; none remembers for longer."""

EXPOSED = ("ETag", "Retry-After", "Allow", "WWW-Authenticate")
"""What a page of another origin may read of an answer's headers, beside what it always may."""

_ASKS = (b"query=", b"documentId=", b"extensions=")


class BodyLimit:
    """Refuses a request whose body is larger than `BODY_BYTES_MAX`, before it is read whole, or
    that is longer on its way than `BODY_S_MAX`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(BODY_S_MAX):
                whole = await _whole(receive)
        except (TimeoutError, BadRequest) as error:
            slow = BadRequest(408, f"the request was not there, whole, after {BODY_S_MAX} s")
            refused = error if isinstance(error, BadRequest) else slow
            metrics.REFUSED.labels("body_bytes" if refused.status == 413 else "body_s").inc()
            await refusal(refused, kind=_kind(scope))(scope, receive, send)
            return
        if whole is None:
            return

        async def replay() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            body, whole = whole, None
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


async def _whole(receive: Receive) -> bytes | None:
    """A request's body; None when its client is gone.

    Raises:
        BadRequest: it is too large.
    """
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size, more = size + len(parts[-1]), message.get("more_body", False)
        if size > BODY_BYTES_MAX:
            raise BadRequest(413, f"the request is larger than {BODY_BYTES_MAX:,} bytes")
    return b"".join(parts)


def _kind(scope: Scope) -> str | None:
    """The JSON that a client likes best."""
    with suppress(GatewayError):
        return accepted(TextHeaders.of(scope).get("accept")).json
    return None


class Straight:
    """Takes a query straight to its endpoint: routes would cost a tenth of its answer."""

    def __init__(self, app: ASGIApp, endpoint: ASGIApp) -> None:
        self._app, self._endpoint = app, endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        straight = scope["type"] == "http" and scope["path"] in ("/graphql", "/graphql/")
        await (self._endpoint if straight else self._app)(scope, receive, send)


class ByHand:
    """GraphiQL for who comes with a browser and asks for nothing; the endpoint for all others."""

    def __init__(self, endpoint: ASGIApp, tabs: Sequence[Tab]) -> None:
        self._endpoint, self._page = endpoint, graphiql(tabs)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._endpoint
        if scope["method"] == "GET" and not any(one in scope["query_string"] for one in _ASKS):
            with suppress(GatewayError):
                if accepted(TextHeaders.of(scope).get("accept")).likes_html:
                    found = HTMLResponse(self._page)
        await found(scope, receive, send)


def build(
    schema: Schema,
    services: Services,
    *,
    cors_origins: Sequence[str] = (),
    cors_credentials: bool = False,
    tabs: Sequence[Tab] = (),
    trusted: Path | None = None,
    trusted_only: bool = False,
    cache_s: int = 0,
    web: Path | None = None,
    limits: Limits = USUAL,
    query_limits: QueryLimits = complexity.USUAL,
    journals: bool = False,
) -> Starlette:
    """The ASGI application of a schema and the services of this process.

    Args:
        cors_origins: the origins whose pages may ask, or `*`. cors_credentials: with cookies.
        trusted: the file of the documents that clients may name. trusted_only: whether nothing
            else is answered. cache_s: how long an anonymous answer may be kept.
        web: a folder of static files that is served at `/`.
        journals: whether it is to be known who asks, for the access and the audit log.

    Raises:
        ValueError: the trusted documents cannot be read, or one is not valid.
    """
    documents = Documents(Compiler(schema), limits=query_limits, suggestions=services.development)
    known = persisted.load(trusted, documents) if trusted else {}
    names = persisted.Persisted(known, only=trusted_only)
    execution = Execution(schema, services, documents, names)
    origins = Origins(cors_origins, cors_credentials)
    live, room = LiveQueries(execution, random, limits.again_s), Room(limits)
    streams = Streams(execution, live, room, limits=limits)
    sockets = Sockets(execution, live, room, limits=limits, origins=origins)
    endpoint: ASGIApp = Endpoint(execution, streams, origins=origins, cache_s=cache_s)
    if services.development:
        endpoint = ByHand(endpoint, tabs)

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> Response:
        # What stands in the way is said where no client reaches.
        fine = services.state["ready"]
        return JSONResponse({"ready": fine}, 200 if fine else 503)

    async def home(_: Request) -> Response:
        return RedirectResponse("/graphql")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await services.look()
        watch = asyncio.create_task(services.watch())
        try:
            yield
        finally:
            streams.end()
            live.end()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    routes: list[BaseRoute] = [
        Route("/healthz", alive),
        Route("/readyz", ready),
        WebSocketRoute("/graphql", sockets),
    ]
    if web is not None:
        routes.append(Mount("/", Site(directory=web, html=True)))
    elif services.development:
        routes.append(Route("/", home))
    middleware = [Middleware(BodyLimit), Middleware(Straight, endpoint=endpoint)]
    if cors_origins:
        middleware.insert(
            0,
            Middleware(
                CORSMiddleware,
                allow_origins=list(cors_origins),
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["*"],
                allow_credentials=cors_credentials,
                expose_headers=EXPOSED,
                max_age=PREFLIGHT_S_MAX,
            ),
        )
    if journals:
        middleware.insert(0, Middleware(Access))
    application = Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
    application.state.end = streams.end
    return application


_TABS_AT = "fetcher: fetcher,"
_QUERY_AT = "parameters.q || EXAMPLE_QUERY"
_SOCKET_AT = "subscriptionUrl,"


def graphiql(tabs: Sequence[Tab]) -> str:
    """Strawberry's page of GraphiQL, opened with tabs.

    Raises:
        LookupError: the page is not as it was, after an upgrade.
    """
    page = get_graphql_ide_html("graphiql")
    if any(place not in page for place in (_TABS_AT, _QUERY_AT, _SOCKET_AT)):
        raise LookupError("Strawberry's GraphiQL page has changed: adapt gateway.app.graphiql")
    shown = json.dumps(
        [{"query": f"# {tab.title}\n{tab.query}", "variables": tab.variables} for tab in tabs]
    ).replace("<", "\\u003c")
    return (
        page.replace(_TABS_AT, f"{_TABS_AT} defaultTabs: {shown},")
        .replace(_QUERY_AT, "parameters.q")
        .replace(_SOCKET_AT, f"{_SOCKET_AT} wsConnectionParams: defaultHeaders,")
        .replace("defaultHeaders = {}", 'defaultHeaders = {"X-Viewer": "you"}')
    )
