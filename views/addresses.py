"""Addresses: what REDIS_URL names, taken apart. It imports nothing of ours."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit


def each_of(url: str) -> list[str]:
    """Every server that is named, as an address of its own.

    Commas stand between whole addresses (`redis://a:1,redis://b:2`), or between hosts that share
    all else (`redis://user:word@a:1,b:2`).

    Raises:
        ValueError: a comma stands elsewhere, or beside nothing.
    """
    parts, found = re.split(r",(?=[a-z]+://)", url), list[str]()
    for part in parts:
        split = urlsplit(part)
        user, at, hosts = split.netloc.rpartition("@")
        names = hosts.split(",")
        if split.scheme == "unix":
            found.append(part)
        elif "," in split.path or (len(parts) * len(names) > 1 and not all(names)):
            raise ValueError("expected redis://host:port, or several such with commas between")
        else:
            found += [urlunsplit(split._replace(netloc=f"{user}{at}{name}")) for name in names]
    return found


def beside(url: str, host: str, port: int) -> str:
    """The address of another server of the same cluster: same scheme, credentials and options."""
    split = urlsplit(url)
    user, at, _ = split.netloc.rpartition("@")
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit(split._replace(netloc=f"{user}{at}{shown}:{port}"))


def without_password(url: str) -> str:
    """An address, or several, as messages show it: without user and password."""
    return re.sub(r"//[^/@]*@", "//***@", url)
