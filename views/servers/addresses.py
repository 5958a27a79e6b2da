"""Addresses: what REDIS_URL names, taken apart. It imports nothing of ours."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit


def each_of(url: str) -> list[str]:
    """Every server that is named, as an address of its own.

    Commas stand between whole addresses (`redis://a:1,redis://b:2`), or between hosts that share
    all else (`redis://user:word@a:1,b:2`).

    Raises:
        ValueError: one is not an address; the message says what is expected.
    """
    parts, found = re.split(r",(?=[a-z]+://)", url), list[str]()
    for part in parts:
        split = urlsplit(part)
        user, at, hosts = split.netloc.rpartition("@")
        names = hosts.split(",")
        if split.scheme == "unix":
            if len(split.path.encode()) > SOCKET_BYTES_MAX:
                raise ValueError(f"the path of a socket has at most {SOCKET_BYTES_MAX} bytes")
            found.append(part)
        elif not re.fullmatch(r"(/\d*)?", split.path) or (
            len(parts) * len(names) > 1 and not all(names)
        ):
            raise ValueError(_EXPECTED)
        else:
            found += [urlunsplit(split._replace(netloc=f"{user}{at}{name}")) for name in names]
    if not all(map(_is_one, found)):
        raise ValueError(_EXPECTED)
    return found


SOCKET_BYTES_MAX = 107
"""What the system has room for."""

_EXPECTED = (
    "expected redis://host:port/0, rediss://… or unix://…, or several separated by commas; in a "
    "user name or password write @ as %40, / as %2F, # as %23, : as %3A"
)


def _is_one(url: str) -> bool:
    """Whether this is the address of a server."""
    split = urlsplit(url)
    try:
        named = split.scheme == "unix" or bool(split.hostname)
        return named and split.scheme in ("redis", "rediss", "unix") and split.port != 0
    except ValueError:  # The port is none.
        return False


def beside(url: str, host: str, port: int) -> str:
    """The address of another server of the same cluster: same scheme, credentials and options."""
    split = urlsplit(url)
    user, at, _ = split.netloc.rpartition("@")
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit(split._replace(netloc=f"{user}{at}{shown}:{port}"))


def without_user(url: str) -> str:
    """An address, or several, without user and password, and without a database."""
    split = urlsplit(url)
    return urlunsplit(split._replace(netloc=split.netloc.rpartition("@")[2], path=""))
