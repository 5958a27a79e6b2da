"""Origins: which pages may make a browser ask here, and with whose cookies.

A browser asks nobody before it fetches an address of another site, or opens a WebSocket to it, and
may send the cookies of whoever sits before it along. One rule decides for both:

    our own page                     may, with cookies
    a page of an origin in the list  may; with cookies where `credentials` says so
    any other page                   must ask first (a preflight, which CORS answers), and a
                                     WebSocket cannot

Posted JSON is always asked for first. A GET need not be, so one that a page could make any browser
send is refused, unless it comes from no other site, or carries a header that makes browsers ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from gateway.errors import BadRequest
from gateway.transport.headers import TextHeaders

PREFLIGHTED = (
    "apollo-require-preflight",
    "x-apollo-operation-name",
    "graphql-require-preflight",
    "x-requested-with",
    "x-consistency-token",
    "x-graphql-event-stream-token",
    "x-viewer",
    "x-roles",
)
"""A page of another site can send none of them without asking first."""

SIMPLE = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
"""What a form can send. Any other type of content is asked for first, also of a GET."""

UNKNOWN = "null"
"""The origin of a page that does not say which it is, as browsers have it. No list can name it."""

AMBIENT = ("basic", "digest", "negotiate", "ntlm")
"""How a browser signs in by itself. Any other `Authorization` was written by a page's script."""

NOT_SAFE = (
    "a GET that a page of another site could send is not answered: send a header that such a page "
    "cannot, for example `Apollo-Require-Preflight: 1` or `Content-Type: application/json`, or POST"
)


@dataclass(frozen=True)
class Origins:
    """The pages that may ask.

    named: their origins, or `*`. credentials: whether with cookies.
    """

    named: Sequence[str] = ()
    credentials: bool = False

    def check_get(self, headers: Mapping[str, str]) -> None:
        """Look whether a GET is none that somebody else's page made a browser send.

        Raises:
            BadRequest: it may be one.
        """
        if any(headers.get(name) for name in PREFLIGHTED) or _asked_first(headers):
            return
        if self.may_ask(headers):
            return
        raise BadRequest(400, NOT_SAFE)

    def may_ask(self, headers: Mapping[str, str]) -> bool:
        """Whether what comes is from our own page, from one of the list, or from no browser."""
        origin, personal = headers.get("origin"), is_personal(headers)
        site, referrer = headers.get("sec-fetch-site"), headers.get("referer")
        if origin is None and site in ("same-origin", "none"):
            return True
        whence = origin if origin is not None else origin_of(referrer) if referrer else None
        if whence is None and site is not None:
            # It says that it is another site, and not which: only a list of all is sure to have it.
            whence = UNKNOWN
        if whence is not None:
            return is_own(whence, headers) or (
                self.lists(whence) and (self.credentials or not personal)
            )
        # An old browser, or one on plain HTTP, shows nothing of where it comes from. Without
        # cookies it is told no more than anybody.
        return not personal

    def admit(self, headers: TextHeaders) -> TextHeaders | None:
        """The headers of a WebSocket's handshake as far as they count; None where it may not be.

        No browser asks before it opens one: so the cookies that a page of another site makes it
        send along are not looked at, unless that page may ask with them.
        """
        origin = headers.get("origin")
        if origin is None or is_own(origin, headers):
            return headers
        if not self.lists(origin):
            return None
        if self.credentials:
            return headers
        signed = ("authorization",) if is_personal(headers.but(without=("cookie",))) else ()
        return headers.but(without=("cookie", *signed))

    def lists(self, origin: str) -> bool:
        """Whether the list has an origin."""
        return "*" in self.named or origin in self.named


def origin_of(address: str) -> str:
    """The origin of an address, as browsers send it; `UNKNOWN` where it has none."""
    try:
        split = urlsplit(address)
    except ValueError:  # Such as `http://[`.
        return UNKNOWN
    return f"{split.scheme}://{split.netloc.lower()}" if split.scheme and split.netloc else UNKNOWN


def is_own(address: str, headers: Mapping[str, str]) -> bool:
    """Whether an origin, or another address, is of the host that was asked."""
    try:
        return urlsplit(address).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:  # Such as `http://[`.
        return False


def is_personal(headers: Mapping[str, str]) -> bool:
    """Whether there is something that a browser adds by itself, and that may say who asks."""
    scheme = headers.get("authorization", "").partition(" ")[0].lower()
    return bool(headers.get("cookie")) or scheme in AMBIENT


def _asked_first(headers: Mapping[str, str]) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    scheme = headers.get("authorization", "").partition(" ")[0].lower()
    return (bool(kind) and kind not in SIMPLE) or (bool(scheme) and scheme not in AMBIENT)
