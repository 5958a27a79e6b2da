"""Credentials: what a client says of itself in a message, as if it stood in headers.

A browser can set no header of a WebSocket. So clients say it in the payload of `connection_init`,
each in its way, and all of these are read, in this order:

    {"Authorization": "Bearer …"}                   graphql-ws, urql, Relay
    {"headers": {"Authorization": "Bearer …"}}      Hasura's and GraphiQL's way
    {"authToken": "…"}, {"accessToken": "…"}        Apollo's way; `Bearer` is put before it

Names are read in any case. A token that is null is none: so says who is not signed in.
"""

from __future__ import annotations

from typing import Any

from eventlog.checks.notation import KINDS
from gateway.errors import BadInput
from gateway.services import TOKEN_HEADER
from gateway.transport.bodies import mapping

BARE = ("authtoken", "accesstoken")
"""Under these, a token stands alone."""

BELIEVED = ("x-viewer", "x-roles")
"""In development, these say who asks."""


def said(payload: bytes, what: str, *, development: bool = False) -> dict[str, str]:
    """The headers that a payload stands for. what: it, in words.

    Raises:
        BadInput: it is no object, or something in it is no text.
    """
    found = mapping(payload, what)
    by_name = {name.lower(): (name, value) for name, value in found.items()}
    nested = by_name.get("headers", ("", None))[1]
    if nested is not None and not isinstance(nested, dict):
        raise BadInput(f"headers is {KINDS[type(nested)]}: it must be an object")
    within = {name.lower(): (f"headers.{name}", value) for name, value in (nested or {}).items()}
    made: dict[str, str] = {}
    for place in (by_name, within):
        for wanted in ("authorization", TOKEN_HEADER, *(BELIEVED if development else ())):
            if wanted in place and (text := _text(*place[wanted])) is not None:
                made.setdefault(wanted, text)
    for wanted in BARE:
        if wanted in by_name and (token := _text(*by_name[wanted])):
            made.setdefault("authorization", token if " " in token else f"Bearer {token}")
    return made


def _text(name: str, value: Any) -> str | None:
    if isinstance(value, str) or (value is None and name.lower() not in (TOKEN_HEADER, *BELIEVED)):
        return value
    told = f"{name[:40]} is {KINDS[type(value)]}: it must be a text, as a header is"
    raise BadInput(told)
