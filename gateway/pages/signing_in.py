"""Signing in: what a page is told of it, at `/sign-in.json`.

{"development": true}                     whoever sends X-Viewer is believed
{"openid": {"issuer", "client", "scope", "parameters"}}
{}                                        nobody signs in here
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

ADDRESS = "/sign-in.json"


@dataclass(frozen=True)
class SignIn:
    """How one signs in on a page.

    Args:
        believing: whether whoever sends X-Viewer is believed. issuer: the OpenID provider; empty
            without one. client: the page's id there. parameters: what is sent there besides.
        origins: where the provider answers, to which a page may connect.
    """

    believing: bool = False
    issuer: str = ""
    client: str = ""
    scope: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, Any]:
        """What a page is told; nothing of it is secret."""
        if self.issuer:
            named = ("issuer", "client", "scope", "parameters")
            return {"openid": {name: getattr(self, name) for name in named}}
        return {"development": True} if self.believing else {}

    async def answer(self, _: Request) -> Response:
        """Tell it."""
        return JSONResponse(self.told, headers={"cache-control": "no-cache"})
