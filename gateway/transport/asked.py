"""A request whose head was read: what it is, and who asks."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request

from gateway.admission.clients import Client
from gateway.authentication import Identity
from gateway.reading.sessions import Session
from gateway.services import Services
from gateway.tokens import Token
from gateway.transport.accept import Accepted
from gateway.transport.headers import TextHeaders


def session_of(
    services: Services, identity: Identity | None, token: Token, client: Client
) -> Session:
    """What somebody asks within, or nobody."""
    if identity is None:
        return Session(services, None, token, client=client)
    return Session(services, identity.viewer, token, identity.grants, client)


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
