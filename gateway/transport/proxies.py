"""Proxies: from which address a request comes, where proxies stand in front.

Each proxy adds the address that it was asked from at the right end of a header. What stands there
is a proxy's word as long as those to the right of it are trusted, and a stranger's from there on:

    X-Forwarded-For: 203.0.113.9, 198.51.100.7, 10.0.0.2     asked by 10.0.0.1
                     anybody's    the client    trusted      trusted

One header is read, by setting: a proxy that writes the one passes the other on as it came.

Source: RFC 7239.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    collapse_addresses,
    ip_address,
    ip_network,
)
from typing import TypeAlias, TypeVar

from starlette.types import Scope

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
_One = TypeVar("_One", IPv4Network, IPv6Network)

HEADERS = ("X-Forwarded-For", "Forwarded")
HOPS_MAX = 32
"""So many are looked at, from the right: no request goes through more proxies of one's own."""

_PUBLIC_4, _PUBLIC_6 = IPv4Network("0.0.0.0/8").num_addresses, IPv6Network("::/16").num_addresses
"""No network of one's own has more addresses that are given to anybody: a /8, or a /16 of IPv6."""

_LAST = re.compile(r'(?>"(?>"\\|[^"])*+"|[^",])*+(?=,|$)')
"""The last element of a list, the list read backwards."""
_FOR = re.compile(r'(?:^|;)\s*+for\s*+=\s*+("?)([^";\s]*+)\1\s*+(?=;|$)', re.IGNORECASE)
"""Who asked, in an element. SUBTLE: nothing is given back that was taken, or spaces without end
would be tried in every way that there is to part them.
"""


class Proxies:
    """The proxies that are trusted.

    Args:
        trusted: their addresses or networks. header: the one that they write.

    Raises:
        ValueError: one is no address and no network.
    """

    def __init__(self, trusted: Iterable[str] = (), header: str = HEADERS[0]) -> None:
        self._trusted = tuple(map(network, trusted))
        self._header, self._hops = header.lower(), _READ[header.lower()]

    def address(self, scope: Scope, headers: Mapping[str, str]) -> str | None:
        """From which address a request comes, or a WebSocket; None where that is not known.

        IPv4 is written as such, also where it came in IPv6. Whoever has one address of IPv6 has the
        64 bits behind it: what counts addresses counts a /64 as one.
        """
        peer = scope.get("client")
        if peer is None:
            return None
        if not self._trusted:
            return _written(peer[0])
        found = _parsed(peer[0])
        if found is None or not self._trusts(found):
            return _written(peer[0])
        for hop in self._hops(headers.get(self._header) or ""):
            here = _parsed(hop)
            if here is None:
                # What a trusted proxy does not tell ("unknown", "_hidden") no other knows.
                break
            found = here
            if not self._trusts(here):
                break
        return str(found)

    @property
    def everybody(self) -> bool:
        """Whether more of the public network is trusted than anybody has proxies in, by one network
        or by several: then clients say themselves from where they come.
        """
        four = (one for one in self._trusted if isinstance(one, IPv4Network))
        six = (one for one in self._trusted if isinstance(one, IPv6Network))
        return _public(four) > _PUBLIC_4 or _public(six) > _PUBLIC_6

    def _trusts(self, address: Address) -> bool:
        return any(address in one for one in self._trusted)


def network(given: str) -> Network:
    """A network, or an address as the network of that alone.

    Raises:
        ValueError: it is neither.
    """
    try:
        return ip_network(given)
    except ValueError:
        raise ValueError(
            f"{given!r} is neither an address nor a network: expected such as 10.0.0.7, "
            "10.0.0.0/8 or fd00::/8"
        ) from None


def _public(trusted: Iterable[_One]) -> int:
    """How many addresses networks have, those that are private as a whole apart."""
    return sum(one.num_addresses for one in collapse_addresses(trusted) if not one.is_private)


@lru_cache(maxsize=4_096)
def _written(host: str) -> str:
    found = _parsed(host)
    return host if found is None else str(found)


@lru_cache(maxsize=4_096)
def _parsed(hop: str) -> Address | None:
    """The address of a hop, with a port or without."""
    text = hop
    if hop.startswith("["):
        text, _, _ = hop[1:].partition("]")
    elif hop.count(":") == 1:
        text, _, _ = hop.partition(":")
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found


def _x_forwarded_for(text: str) -> Iterator[str]:
    """The hops, from the right."""
    for hop in text.rsplit(",", HOPS_MAX)[: -HOPS_MAX - 1 : -1]:
        yield hop.strip()


def _forwarded(text: str) -> Iterator[str]:
    """The same, by RFC 7239. What a proxy says in a way that cannot be read is an empty hop."""
    # SUBTLE: from the right, and with an eye on quotes. What is left of what a proxy wrote is
    # anybody's, a quote that never ends too; and what it quoted may be anybody's with a comma.
    backwards, at = text[::-1], 0
    for _ in range(HOPS_MAX):
        element = _LAST.match(backwards, at)
        found = _FOR.findall(element[0][::-1]) if element else []
        yield found[0][1] if len(found) == 1 else ""
        if element is None or element.end() == len(backwards):
            return
        at = element.end() + 1


_READ: Mapping[str, Callable[[str], Iterator[str]]] = {
    "x-forwarded-for": _x_forwarded_for,
    "forwarded": _forwarded,
}
