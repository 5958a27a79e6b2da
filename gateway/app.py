"""The application: `/graphql`, health, a site, and in development GraphiQL with working queries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import random

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.http.ides import get_graphql_ide_html

from gateway import metrics, persisted
from gateway.compilation import Compiler
from gateway.documents import Documents
from gateway.endpoint import Endpoint, refusal
from gateway.errors import BadInput
from gateway.execution import Execution
from gateway.faults import Schema
from gateway.limits import USUAL, Limits, Room
from gateway.live import LiveQueries
from gateway.services import Services
from gateway.site import Site
from gateway.sockets import Sockets
from gateway.streams import Streams

BODY_BYTES_MAX = 256 << 10
BODY_S_MAX = 10


@dataclass(frozen=True)
class Tab:
    """A query that GraphiQL opens with."""

    title: str
    query: str
    variables: str = "{}"


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
                await refusal(slow, 408)(scope, receive, send)
                return
            if message["type"] != "http.request":
                return
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > BODY_BYTES_MAX:
                large = BadInput(f"the request is larger than {BODY_BYTES_MAX} bytes")
                await refusal(large, 413)(scope, receive, send)
                return
        whole: list[Message] = [
            {"type": "http.request", "body": b"".join(parts), "more_body": False}
        ]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, replay, send)


class Straight:
    """Takes a posted query straight to its endpoint: routes and what is around them would cost a
    tenth of its answer.
    """

    def __init__(self, app: ASGIApp, endpoint: ASGIApp) -> None:
        self._app, self._endpoint = app, endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        straight = scope["type"] == "http" and scope["path"] == "/graphql"
        app = self._endpoint if straight and scope["method"] == "POST" else self._app
        await app(scope, receive, send)


def build(
    schema: Schema,
    services: Services,
    *,
    cors_origins: Sequence[str] = (),
    tabs: Sequence[Tab] = (),
    trusted: Path | None = None,
    trusted_only: bool = False,
    cache_s: int = 0,
    web: Path | None = None,
    limits: Limits = USUAL,
) -> Starlette:
    """The ASGI application of a schema and the services of this process.

    Args:
        trusted: the file of the documents that clients may name. trusted_only: whether nothing
            else is answered. cache_s: how long an anonymous answer may be kept.
        web: a folder of static files that is served at `/`.

    Raises:
        ValueError: the trusted documents cannot be read, or one is not valid.
    """
    documents = Documents(Compiler(schema))
    known = persisted.load(trusted, documents) if trusted else {}
    names = persisted.Persisted(known, only=trusted_only)
    execution = Execution(schema, services, documents, names)
    live, room = LiveQueries(execution, random, limits.again_s), Room(limits)
    streams = Streams(execution, live, room, limits=limits)
    sockets = Sockets(execution, live, room, limits=limits, origins=cors_origins)
    endpoint = Endpoint(execution, streams, cache_s=cache_s)

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> Response:
        trouble = dict(services.trouble)
        if not services.opened and not trouble:
            trouble["start"] = "log and store were not reached yet"
        shown = {
            "ready": not trouble,
            "trouble": trouble,
            "diverged": services.diverged(),
            "full": services.outlook.full,
            "regions": services.outlook.shown(),
        }
        return JSONResponse(shown, 503 if trouble else 200)

    async def measured(_: Request) -> Response:
        return Response(metrics.shown(), media_type="text/plain; version=0.0.4")

    class ByHand:
        """GraphiQL for who comes with a browser and asks for nothing."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            named = (b"documentId=", b"extensions=")
            asks = any(one in scope["query_string"] for one in named)
            browser = "text/html" in Headers(scope=scope).get("accept", "")
            if scope["method"] == "GET" and browser and not asks:
                await HTMLResponse(graphiql(tabs))(scope, receive, send)
            else:
                await endpoint(scope, receive, send)

    by_hand = ByHand()

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
        Route("/metrics", measured),
        Route("/graphql", by_hand if services.development else endpoint, methods=["GET", "POST"]),
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
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
            ),
        )
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
