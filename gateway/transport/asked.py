"""A request whose head was read: what it is, and who asks."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request

from gateway.admission.clients import Client
from gateway.authentication import Identity
from gateway.tokens import Token
from gateway.transport.accept import Accepted
from gateway.transport.headers import TextHeaders


class Asked(NamedTuple):
    """A request, who asks, and when it came."""

    request: Request
    headers: TextHeaders
    accepts: Accepted
    address: str | None
    identity: Identity | None
    token: Token
    client: Client
    began: float
