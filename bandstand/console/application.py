"""The application: the page, and what it asks for, under /console.

GET  /console/            the page, with the token for what it may change
GET  /console/state       the picture
GET  /console/events      the picture, each time there is a new one, as server-sent events
GET  /console/explain     ?region&node&field
GET  /console/event       ?region&log&sequence
POST /console/link        {"name", "passage"}       of an embedded stack alone
POST /console/write       {"region", "viewer", "query", "variables"}       the same
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from bandstand.console import inquiry
from bandstand.console.guard import Guard, Refused
from bandstand.console.lookout import Lookout
from bandstand.console.trying import Trying
from bandstand.errors import Failure
from bandstand.settings import Settings
from crdt.errors import CRDTError
from eventlog.errors import LogError
from gateway.transport.site import HEADERS, Site
from views.errors import ViewsError

PAGE: Final = Path(__file__).parent / "page"
BODY_BYTES_MAX: Final = 65_536
READERS_MAX: Final = 16
"""So many pages are told at once."""

Answer: TypeAlias = Callable[[Request], Awaitable[Response]]
_HEADERS: Final[Mapping[str, str]] = {**HEADERS, "cache-control": "no-store"}
_json = msgspec.json.Encoder().encode


class Console:
    """A console of some regions.

    Args:
        trying: what can be done to the stack; None where it is not one's own.
    """

    def __init__(
        self,
        lookout: Lookout,
        regions: Mapping[str, Settings],
        guard: Guard,
        trying: Trying | None = None,
    ) -> None:
        self._lookout, self._regions, self._guard = lookout, regions, guard
        self._trying, self._readers = trying, 0
        self._inquiring = asyncio.Semaphore(1)
        self._index = (PAGE / "index.html").read_text(encoding="utf-8")

    @property
    def application(self) -> Starlette:
        """What is served."""
        looks: dict[str, Answer] = {
            "/": self._page,
            "/state": self._state,
            "/events": self._events,
            "/explain": self._explain,
            "/event": self._event,
        }
        changes: dict[str, Answer] = {"/link": self._link, "/write": self._write}
        routes = [Route(path, self._looked(answer)) for path, answer in looks.items()]
        if self._trying:
            routes += [
                Route(path, self._looked(answer, changes=True), methods=["POST"])
                for path, answer in changes.items()
            ]

        async def here(_: Request) -> Response:
            return RedirectResponse("/console/")

        mounted = [*routes, Mount("/page", Site(PAGE))]
        return Starlette(
            routes=[Route("/", here), Route("/console", here), Mount("/console", routes=mounted)]
        )

    def end(self) -> None:
        """End what would not end by itself: pages that are told."""
        self._ended = True

    _ended = False

    def _looked(self, answer: Answer, *, changes: bool = False) -> Answer:
        """An answer for who may have it; a failure as one message."""

        async def answered(request: Request) -> Response:
            try:
                is_page = answer == self._page
                request.state.ends_s = await self._guard.look(request.headers, is_page=is_page)
                if changes:
                    self._guard.change(request.headers)
                return await answer(request)
            except Refused as refused:
                return _told({"error": str(refused)}, refused.status)
            except (Failure, LogError, ViewsError, CRDTError) as failure:
                return _told({"error": str(failure)}, 422)

        return answered

    async def _page(self, _: Request) -> Response:
        trying = self._trying
        given = {
            "regions": list(self._regions),
            "token": self._guard.token if trying else "",
            "writings": msgspec.to_builtins(trying.writings) if trying else [],
            "gateways": dict(trying.urls) if trying else {},
        }
        page = self._index.replace("{{given}}", escape(_json(given).decode(), quote=True))
        return HTMLResponse(page, headers=_HEADERS)

    async def _state(self, _: Request) -> Response:
        with self._lookout.watched():
            if not self._lookout.number:
                await self._lookout.next(1)
            return _told(self._lookout.picture)

    async def _events(self, request: Request) -> Response:
        if self._readers >= READERS_MAX:
            raise Refused(503, f"{READERS_MAX} pages are told already: close one")
        headers = {**_HEADERS, "x-accel-buffering": "no"}
        told = self._pictures(request.state.ends_s)
        return StreamingResponse(told, media_type="text/event-stream", headers=headers)

    async def _pictures(self, ends_s: float) -> AsyncIterator[bytes]:
        """Pictures, for as long as who is told may look."""
        self._readers += 1
        try:
            with self._lookout.watched():
                number = self._lookout.number
                while not self._ended and time.time() < ends_s:
                    yield b"data: " + _json(self._lookout.picture) + b"\n\n"
                    left_s = None if math.isinf(ends_s) else ends_s - time.time()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(left_s):
                            number = await self._lookout.next(number)
        finally:
            self._readers -= 1

    async def _explain(self, request: Request) -> Response:
        asked = request.query_params
        if self._inquiring.locked():
            raise Refused(429, "another record is being explained, for which all logs are read")
        async with self._inquiring:
            found = await inquiry.explained(
                self._settings(asked.get("region", "")),
                asked.get("node", "").strip(),
                asked.get("field", "").strip() or None,
            )
        return _told(found)

    async def _event(self, request: Request) -> Response:
        asked = request.query_params
        sequence = asked.get("sequence", "")
        if not (sequence.isdecimal() and len(sequence) < 19):
            raise Failure(f"sequence {sequence[:40]!r}: expected a whole number")
        settings = self._settings(asked.get("region", ""))
        return _told(await inquiry.parked(settings, asked.get("log", ""), int(sequence)))

    def _settings(self, region: str) -> Settings:
        if region not in self._regions:
            raise Failure(
                f"no region {region[:40]!r} is looked at; there are: {', '.join(self._regions)}"
            )
        return self._regions[region]

    async def _link(self, request: Request) -> Response:
        assert self._trying  # noqa: S101
        given = await _given(request)
        self._trying.let(str(given.get("name")), str(given.get("passage")))
        return _told({})

    async def _write(self, request: Request) -> Response:
        assert self._trying  # noqa: S101
        given = await _given(request)
        variables = given.get("variables")
        if not isinstance(variables, dict):
            raise Failure("variables: expected a JSON object")
        region, viewer, query = (str(given.get(one)) for one in ("region", "viewer", "query"))
        return _told(await self._trying.write(region, viewer, query, variables))


def _told(value: Any, status: int = 200) -> Response:
    return Response(_json(value), status, _HEADERS, "application/json")


async def _given(request: Request) -> dict[str, Any]:
    """What a page gives.

    Raises:
        Refused: it is no JSON object, or too long.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "expected JSON")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            raise Refused(413, f"longer than {BODY_BYTES_MAX:,} bytes")
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(400, "expected a JSON object") from None
