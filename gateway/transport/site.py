"""The site: a folder of static files at `/`, served as it is; nothing here knows what is in it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from anyio import Path as AsyncPath
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from gateway.documents.recent import Recent
from gateway.transport.packing import PACKED_BYTES_MAX, is_text, packed, takes_gzip
from gateway.uploads.shelves import Shelf


def headers_of(uploads: Shelf | None = None, others: Sequence[str] = ()) -> Mapping[str, str]:
    """What every file is sent with. Scripts and styles come from here alone, and none is inline:
    what somebody smuggled into a body would not run. Pictures may be anywhere on the web.

    Args:
        uploads: where a page puts files, if anywhere. others: origins that it asks besides.
    """
    put = uploads.origin if uploads is not None else ""
    return {
        # Files keep their names when they change: a browser asks each time, and 304 is the answer.
        "cache-control": "no-cache",
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"connect-src {' '.join(filter(None, (SELF, put, *others)))}; "
            f"img-src {SELF} https: data:; media-src {SELF} https:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }


SELF = "'self'"
HEADERS = headers_of()

PATH_LENGTH_MAX = 1_024
"""No file has a longer path here, in characters."""

FOLDERS_MAX = 16
"""Nor one in more folders: each is looked at by itself. Those in 16 KB took as long as a hundred
requests.
"""

KEPT_MAX = 200
"""So many files are kept as they are sent, those asked for last."""

_SHOWN = (".", ".well-known")
"""The folder itself, and what others look for in any."""


class Site(StaticFiles):
    """A folder of static files; `index.html` is the page of its folder. Texts go as gzip to who
    takes it, and are packed once.
    """

    _kept: Recent[bytes]

    def __init__(
        self,
        directory: os.PathLike[str],
        headers: Mapping[str, str] = HEADERS,
        *,
        html: bool = False,
    ) -> None:
        super().__init__(directory=directory, html=html)
        self.headers = headers
        self._kept = Recent(KEPT_MAX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file; a folder has no WebSocket."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        path = scope["path"]
        if len(path) > PATH_LENGTH_MAX or path.count("/") > FOLDERS_MAX + 1:
            raise HTTPException(404)
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or 304 where the browser has it. What begins with a dot is nobody's but whose the
        folder is.
        """
        if any(part[:1] == "." and part not in _SHOWN for part in path.split(os.sep)):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers.update(self.headers)
        return await self._packed(response, Headers(scope=scope).get("accept-encoding", ""))

    async def _packed(self, response: Response, accepted: str) -> Response:
        """A file as gzip, where it is a text and its client takes it so."""
        headers = response.headers
        if not isinstance(response, FileResponse) or not is_text(headers.get("content-type", "")):
            return response
        headers["vary"] = "Accept-Encoding"
        if not takes_gzip(accepted) or int(headers["content-length"]) > PACKED_BYTES_MAX:
            return response
        # What is another has another tag.
        key = f"{headers['etag']} {response.path}"
        body = self._kept.get(key)
        if body is None:
            body, _ = packed(await AsyncPath(response.path).read_bytes(), accepted)
            self._kept.keep(key, body, 1)
        told = {name: value for name, value in headers.items() if name != "content-length"}
        if body[:2] == b"\x1f\x8b":
            told["content-encoding"] = "gzip"
        told["etag"] = f"W/{headers['etag']}"
        return Response(body, headers=told)
