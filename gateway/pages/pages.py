"""Pages: the page of a site at its addresses, each with a head of its own.

What an address is of is asked of the endpoint, as anybody would who is not signed in: within the
budget of the address that asks, answered by the same plan, and kept as long.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.admission.requests import HOLDING
from gateway.documents.recent import Recent
from gateway.pages.heads import Head, head_of, with_head
from gateway.pages.places import Place, Places
from gateway.transport.endpoint import OF_NOBODY
from gateway.transport.packing import packed, takes_gzip
from gateway.transport.site import Site

_OF_SOMEBODY = (b"authorization", b"cookie", b"x-viewer", b"x-consistency-token")
_OF_THE_PAGE = (b"accept", b"if-none-match", b"origin", b"referer", b"sec-fetch-site")
_DROPPED = frozenset((*_OF_SOMEBODY, *_OF_THE_PAGE))
"""What is not passed on: who asks, and what is said of the page alone."""

NOT_KEPT = "no-store"
HOST_LENGTH_MAX = 255
"""No name of a host is longer."""

KEPT_MAX = 200
"""So many pages are kept as they are sent, those asked for last."""


class _Found(NamedTuple):
    """What is at an address. status: 404 where there is nothing."""

    head: Head
    status: int
    cache_control: str


class Pages:
    """The page at its addresses; everything else is the site's.

    Args:
        site: the files. endpoint: answers GraphQL. folder: where `index.html` is.
    """

    def __init__(self, site: Site, endpoint: ASGIApp, folder: Path, places: Places) -> None:
        self._site, self._endpoint, self._places = site, endpoint, places
        self._index = folder / "index.html"
        self._page, self._read_at = "", 0
        self._kept = Recent[tuple[bytes, dict[str, str]]](KEPT_MAX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page, or what the site has; the page with 404 where that has nothing."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._site(scope, receive, send)
            return
        found = self._places.at(scope["path"])
        if found is not None:
            await self._sent(await self._look(scope, *found), scope, receive, send)
            return
        try:
            await self._site(scope, receive, send)
        except HTTPException as error:
            if error.status_code != 404 or not self._is_for_people(scope):
                raise
            await self._sent(_Found(Head(), 404, NOT_KEPT), scope, receive, send)

    def _is_for_people(self, scope: Scope) -> bool:
        """Whether a browser goes there: who wants a script or a picture is told in one line."""
        return bool(self._places.all) and "text/html" in Headers(scope=scope).get("accept", "")

    async def _look(self, scope: Scope, place: Place, values: dict[str, str]) -> _Found:
        """What is at an address."""
        head = Head(place.title, place.description)
        if not place.query:
            return _Found(head, 200, self._site.headers["cache-control"])
        answer, cache_control = await self._asked(scope, place.query, values)
        about = (answer.get("data") or {}).get("about")
        if about is not None:
            return _Found(head_of(about), 200, cache_control)
        errors = answer.get("errors") or ()
        codes = {(one.get("extensions") or {}).get("code") for one in errors}
        # Why there is no answer may be that there cannot be one; else nothing is known of it.
        status = 404 if codes <= {"BAD_USER_INPUT"} else 200
        return _Found(head, status, cache_control if not errors else NOT_KEPT)

    async def _asked(
        self, scope: Scope, query: str, values: dict[str, str]
    ) -> tuple[dict[str, Any], str]:
        """The endpoint's answer, and how long it may be kept."""
        text = urlencode({"query": query, "variables": json.dumps(values)})
        headers = [one for one in scope["headers"] if one[0] not in _DROPPED]
        asked = {
            **{name: value for name, value in scope.items() if name != HOLDING},
            "method": "GET",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": text.encode(),
            "headers": [*headers, (b"accept", b"application/json")],
            OF_NOBODY: True,
        }
        parts, kept = list[bytes](), NOT_KEPT

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            nonlocal kept
            if message["type"] == "http.response.start":
                kept = Headers(raw=message["headers"]).get("cache-control", NOT_KEPT)
            else:
                parts.append(message.get("body", b""))

        await self._endpoint(asked, receive, send)
        answer = json.loads(b"".join(parts))
        return (answer if isinstance(answer, dict) else {}), kept

    async def _sent(self, found: _Found, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page, with the head of what was found."""
        given, head = Headers(scope=scope), found.head
        head = head._replace(description=head.description or self._places.description)
        host = given.get("host", "")
        host = host if len(host) <= HOST_LENGTH_MAX else ""
        address = f"{scope['scheme']}://{host}{scope['path']}"
        body = with_head(self._template(), head, name=self._places.name, address=address).encode()
        tag = f'W/"{blake2b(body, digest_size=16).hexdigest()}"'
        headers = {**self._site.headers, "cache-control": found.cache_control, "etag": tag}
        if found.status == 200 and tag in given.get("if-none-match", ""):
            answer = Response(status_code=304, headers=headers)
        else:
            body, more = self._packed(tag, body, given.get("accept-encoding", ""))
            answer = Response(body, found.status, {**headers, **more}, media_type="text/html")
        await answer(scope, receive, send)

    def _packed(self, tag: str, body: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
        """A page as its client takes it: the same is packed once."""
        key = f"{tag} {takes_gzip(accepted)}"
        found = self._kept.get(key)
        if found is None:
            found = packed(body, accepted)
            self._kept.keep(key, found, 1)
        return found

    def _template(self) -> str:
        """The page as its file has it now."""
        changed_at = self._index.stat().st_mtime_ns
        if changed_at != self._read_at:
            self._page, self._read_at = self._index.read_text(encoding="utf-8"), changed_at
        return self._page
