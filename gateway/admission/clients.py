"""Clients: who holds a share of a gateway: a viewer, and else the address that asks."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import NewType

Client = NewType("Client", str)
"""`viewer ada`, or `address 192.0.2.7`."""

OURSELVES = Client("gateway")
"""What asks for itself: a process that reads its own files."""

NETWORK_BITS = 64
"""Of an IPv6 address: who has one has all that begin alike."""


def client_of(viewer: str | None, address: str | None) -> Client:
    """The client of a request. address: none where the transport knows none."""
    return Client(f"viewer {viewer}") if viewer is not None else of_address(address or "")


@lru_cache(4_096)
def of_address(address: str) -> Client:
    """The client of an address; all of a network of IPv6 are one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return Client(f"address {address[:64]}")
    if isinstance(found, ipaddress.IPv6Address):
        return Client(f"address {ipaddress.ip_network((found, NETWORK_BITS), strict=False)}")
    return Client(f"address {found}")
