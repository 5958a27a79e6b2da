"""The application: `/graphql`, health, a site, and in development GraphiQL with working queries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import random

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.admission.admission import Admission
from gateway.admission.limits import USUAL, Limits
from gateway.admission.requests import Gate
from gateway.authentication import trusted_header
from gateway.compiler.compilation import Compiler
from gateway.documents import complexity, persisted
from gateway.documents.complexity import QueryLimits
from gateway.documents.documents import KEPT_BYTES_MAX, Documents
from gateway.documents.tabs import Tab
from gateway.execution import Execution
from gateway.faults import Schema
from gateway.graphiql import ide
from gateway.graphiql.ide import ByHand
from gateway.journal import Access
from gateway.live.queries import LiveQueries
from gateway.pages.pages import Pages
from gateway.pages.places import FILE, Places, WrongPlaces, places_of
from gateway.pages.signing_in import ADDRESS, SignIn
from gateway.readiness import PARTS
from gateway.services import Services
from gateway.transport.arrivals import Bodies
from gateway.transport.endpoint import Endpoint
from gateway.transport.headers import TextHeaders
from gateway.transport.origins import Origins
from gateway.transport.paced import Paced
from gateway.transport.proxies import Proxies
from gateway.transport.site import Site, headers_of
from gateway.transport.sockets import Sockets
from gateway.transport.streams.carrying import Terms
from gateway.transport.streams.distinct import Streams
from gateway.transport.streams.single import PATH, SingleStreams
from gateway.uploads.folder import Files

PREFLIGHT_S_MAX = 7_200
"""So long a browser need not ask again; none remembers for longer."""

EXPOSED = ("ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "Allow", "WWW-Authenticate")
"""What a page of another origin may read of an answer's headers, beside what it always may."""

NO_PROXIES = Proxies()
NO_SIGN_IN = SignIn()

_ADDRESSES = ("/graphql", "/graphql/", PATH)


class Straight:
    """Takes a query straight to its endpoint: routes would cost a tenth of its answer."""

    def __init__(self, app: ASGIApp, endpoint: ASGIApp) -> None:
        self._app, self._endpoint = app, endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        straight = scope["type"] == "http" and scope["path"] in _ADDRESSES
        await (self._endpoint if straight else self._app)(scope, receive, send)


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
    console: str = "",
    sign_in: SignIn = NO_SIGN_IN,
    proxies: Proxies = NO_PROXIES,
    limits: Limits = USUAL,
    query_limits: QueryLimits = complexity.USUAL,
    documents_bytes_max: int = KEPT_BYTES_MAX,
    journals: bool = False,
    alone: bool = True,
) -> Starlette:
    """The ASGI application of a schema and the services of this process.

    Args:
        cors_origins: the origins whose pages may ask, or `*`. cors_credentials: with cookies.
        trusted: the file of the documents that clients may name. trusted_only: whether nothing
            else is answered. cache_s: how long an anonymous answer may be kept.
        web: a folder of static files that is served at `/`. console: where `/console` leads.
        sign_in: how one signs in on the page there. proxies: those that are trusted.
        journals: whether it is to be known who asks, for the access and the audit log.
        alone: whether no other process answers on its port.

    Raises:
        ValueError: the trusted documents or the site's places cannot be read, or one is not valid.
    """
    documents = Documents(
        Compiler(schema),
        documents_bytes_max,
        limits=query_limits,
        suggestions=services.development,
    )
    places = _places(web, documents)
    known = persisted.load(trusted, documents) if trusted else {}
    names = persisted.Persisted(known | places.queries, only=trusted_only)
    admission = Admission(limits, lambda: services.now_ms, services.tallies)
    services.budgets = admission.budgets
    execution = Execution(schema, services, documents, names, admission)
    live, origins = (
        LiveQueries(execution, admission, random),
        Origins(cors_origins, cors_credentials),
    )
    terms = Terms(limits, admission.unsent, services.revocations)
    single = SingleStreams(execution, live, admission, terms, alone=alone)
    sockets = Sockets(execution, live, admission, origins=origins, proxies=proxies)
    endpoint: ASGIApp = Endpoint(
        execution,
        admission,
        Streams(execution, live, admission, terms),
        single,
        origins=origins,
        proxies=proxies,
        cache_s=cache_s,
    )
    if services.development:
        endpoint = ByHand(endpoint, tabs, believing=services.authenticate is trusted_header)

    def end() -> None:
        """End all streams, so that clients connect to another process."""
        terms.ending.set()
        single.end()

    async def home(_: Request) -> Response:
        return RedirectResponse("/graphql")

    async def to_console(_: Request) -> Response:
        return RedirectResponse(console)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await services.look()
        looks = services.watch(), services.watch_identities(), admission.watch()
        watches = [asyncio.create_task(one) for one in looks]
        try:
            yield
        finally:
            end()
            live.end()
            for watch in watches:
                watch.cancel()
            await asyncio.gather(*watches, return_exceptions=True)

    routes = [
        *_health(services),
        *_ide(services, admission, proxies),
        WebSocketRoute("/graphql", sockets),
    ]
    if console:
        routes.append(Route("/console", to_console))
    if web is not None:
        routes.append(Route(ADDRESS, sign_in.answer))
        site = Site(web, headers_of(services.uploads, sign_in.origins), html=True)
        routes.append(Mount("/", Paced(Pages(site, endpoint, web, places), admission, proxies)))
    elif services.development:
        routes.append(Route("/", home))
    middleware = [
        Middleware(Files, services.uploads, admission, services.clock.now_ms, proxies),
        Middleware(Bodies, room=admission.bodies, proxies=proxies),
        Middleware(Straight, endpoint=endpoint),
    ]
    if cors_origins:
        middleware.insert(
            0,
            Middleware(
                CORSMiddleware,
                allow_origins=list(cors_origins),
                allow_methods=["DELETE", "GET", "HEAD", "POST", "PUT"],
                allow_headers=["*"],
                allow_credentials=cors_credentials,
                expose_headers=EXPOSED,
                max_age=PREFLIGHT_S_MAX,
            ),
        )
    if journals:
        middleware.insert(0, Middleware(Access))
    application = Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
    application.state.end = end
    application.state.gate = Gate(
        admission.requests,
        lambda scope: proxies.address(scope, TextHeaders.of(scope)),
        admission.bodies,
    )
    return application


def _places(web: Path | None, documents: Documents) -> Places:
    """The addresses of a site's page, each query of theirs checked against the schema.

    Raises:
        WrongPlaces: they cannot be read, or a query is not valid.
    """
    places = places_of(web) if web is not None else Places()
    try:
        persisted.checked(places.queries, documents)
    except ValueError as error:
        raise WrongPlaces(f"{FILE}: {error}") from None
    return places


def _ide(services: Services, admission: Admission, proxies: Proxies) -> list[BaseRoute]:
    """Where GraphiQL's script and style are, in development."""
    if not services.development:
        return []
    return [Mount(ide.ADDRESS, Paced(Site(ide.PAGE), admission, proxies))]


def _health(services: Services) -> list[BaseRoute]:
    """Where a process says that it lives, and whether it is ready."""

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(request: Request) -> Response:
        # What stands in the way is said where no client reaches.
        part = request.path_params.get("part", "ready")
        if part != "ready" and part not in PARTS:
            return JSONResponse({"ready": False}, 404)
        fine = services.state.get(part, False)
        return JSONResponse({"ready": fine}, 200 if fine else 503)

    return [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/readyz/{part}", ready),
    ]
