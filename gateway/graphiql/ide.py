"""The IDE: GraphiQL opened with tabs, for who comes to the endpoint with a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Final

import msgspec
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.documents.tabs import Tab
from gateway.errors import GatewayError
from gateway.transport.accept import accepted
from gateway.transport.headers import TextHeaders
from gateway.transport.site import headers_of

ADDRESS: Final = "/graphiql"
"""Where its script and style are."""

PAGE: Final = Path(__file__).parent / "page"

VIEWER: Final = '{\n  "X-Viewer": "you"\n}'
"""What the editor of headers has at first, where that header is believed."""

_BELIEVED: Final = '<p role="note">Development: the header X-Viewer is trusted from anybody.'
_ASKS: Final = (b"query=", b"documentId=", b"extensions=")
_HOST: Final = re.compile(r"[\w.-]+(:\d+)?|\[[\da-f:.]+\](:\d+)?", re.IGNORECASE | re.ASCII)


class ByHand:
    """GraphiQL for who comes with a browser and asks for nothing; the endpoint for all others.

    Args:
        believing: whether the header X-Viewer is believed.
    """

    def __init__(self, endpoint: ASGIApp, tabs: Sequence[Tab], *, believing: bool) -> None:
        self._endpoint, self._page = endpoint, graphiql(tabs, believing=believing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._endpoint
        if scope["method"] == "GET" and not any(one in scope["query_string"] for one in _ASKS):
            headers = TextHeaders.of(scope)
            with suppress(GatewayError):
                if accepted(headers.get("accept")).likes_html:
                    found = HTMLResponse(self._page, headers=_headers(headers.get("host", "")))
        await found(scope, receive, send)


def _headers(host: str) -> Mapping[str, str]:
    """What the page is sent with.

    host: where it was asked for. Not every browser takes 'self' for a WebSocket, too.
    """
    sockets = (f"ws://{host}", f"wss://{host}") if _HOST.fullmatch(host) else ()
    return {**headers_of(None, sockets), "cache-control": "no-store"}


def graphiql(tabs: Sequence[Tab], *, believing: bool = True) -> str:
    """The page, opened with tabs.

    Args:
        believing: whether the header X-Viewer is believed, which it then says.
    """
    headers = VIEWER if believing else ""
    given = {
        "tabs": [
            {
                "query": f"# {tab.title}\n{tab.query}",
                "variables": tab.variables,
                "headers": headers,
            }
            for tab in tabs
        ],
        "headers": headers,
    }
    written = {
        "{{note}}": _BELIEVED if believing else "",
        "{{given}}": escape(msgspec.json.encode(given).decode()),
    }
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    return re.sub(r"{{\w+}}", lambda place: written[place[0]], page)
