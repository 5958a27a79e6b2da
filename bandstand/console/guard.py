"""The guard: who may look, and from where something may be asked for.

On loopback whoever is on the machine may look. A page of somewhere else that is open in a browser
there must not: its requests name another host, or another origin. Where an authenticator is
configured, one role may look, and nobody else.
"""

from __future__ import annotations

import hmac
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlsplit

from gateway.authentication import Authenticator
from gateway.authentication.functions import Function
from gateway.errors import GatewayError

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
TOKEN_HEADER: Final = "x-console-token"  # noqa: S105 - the name of a header


class Refused(Exception):
    """Somebody may not. status: as HTTP says it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Guard:
    """Who may look. authenticate: says who asks; None on loopback alone. role: who may."""

    authenticate: Authenticator | None = None
    role: str = ""
    token: str = field(default_factory=lambda: token_urlsafe(24), repr=False)
    """A page has it from here alone, and gives it with what changes something."""

    async def look(self, headers: Mapping[str, str], *, is_page: bool) -> float:
        """Let somebody look; until when they may, in Unix seconds. is_page: at the page itself, to
        which others may lead.

        Raises:
            Refused: they may not.
        """
        site, dest = (headers.get(f"sec-fetch-{one}", "") for one in ("site", "dest"))
        elsewhere = site not in ("", "none", "same-origin")
        if elsewhere and not (is_page and dest == "document"):
            # It could not read the answer, but have all logs read, or take the places of pages.
            raise Refused(403, "another page asks: open the console itself")
        if self.authenticate is None:
            # SUBTLE: a name of somebody else's can be made to lead to loopback, and its page would
            # then be of the same origin as this one.
            if host_of(headers.get("host", "")) not in LOOPBACK:
                raise Refused(421, "the console answers at 127.0.0.1 and localhost alone")
            return math.inf
        try:
            identity = await Function(self.authenticate)(headers, None)
        except GatewayError as error:
            raise Refused(401, str(error)) from None
        if identity is None:
            raise Refused(401, "the console is for operators: say who you are")
        if self.role not in identity.grants.roles:
            raise Refused(403, f"the console is for who has the role {self.role!r}")
        if identity.ends_s < time.time():
            raise Refused(401, "your sign-in has ended: sign in again")
        return identity.ends_s

    def change(self, headers: Mapping[str, str]) -> None:
        """Let a page change something: only ours, which has the token.

        Raises:
            Refused: it is another, or none.
        """
        origin, host = headers.get("origin", ""), headers.get("host", "")
        if not origin or urlsplit(origin).netloc != host:
            raise Refused(403, "another page asks: changes are made from the console itself")
        if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            raise Refused(403, "the page is of another run of the console: load it again")


def host_of(header: str) -> str:
    """A Host header without its port."""
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0].lower()
