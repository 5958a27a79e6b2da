"""Access: where Redis or Valkey is, and as whom it is spoken to.

Files are read at each connection that is made, so that what is written anew counts from the next.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from redis.credentials import CredentialProvider
from redis.exceptions import ConnectionError

from secrecy.files import fit, secret_in
from secrecy.hiding import shown
from views.servers import addresses


class BadAccess(ConnectionError):
    """What is to let a process in does not. The message names the file, never what is in it."""


_PAIR = "expected PEM, of a certificate with its own key, and that without a password"


@dataclass(frozen=True)
class Access:
    """Where a store is, and what lets a process in.

    Args:
        url: `redis://host:port/0`, `rediss://…` or `unix://…`, or several with commas between: the
            nodes of a cluster, or sentinels. It may hold user and password.
        user, password_file: a password, and whose; without a user that of the default one.
        ca_file: who signs the server's certificate. cert_file, key_file: this process's own.
        sentinel_master: of whom the sentinels tell where it is; empty: those named are no
            sentinels. sentinel_user, sentinel_password_file: what they are told.
    """

    url: str = field(repr=False)
    user: str = ""
    password_file: str = ""
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    sentinel_master: str = ""
    sentinel_user: str = ""
    sentinel_password_file: str = ""

    @classmethod
    def of(cls, where: Access | str) -> Access:
        """Access, of an address that holds all there is."""
        return where if isinstance(where, cls) else cls(str(where))

    @cached_property
    def place(self) -> str:
        """The address, or several, as messages show it."""
        told = shown(self.url)
        return f"{self.sentinel_master} by {told}" if self.sentinel_master else told

    @property
    def host(self) -> str:
        """Where it is, as it was named."""
        return urlsplit(self.url).hostname or "127.0.0.1"

    def each(self) -> list[Access]:
        """Every server that is named, by an address of its own.

        Raises:
            ValueError: one is not an address; the message says what is expected.
        """
        return [replace(self, url=url) for url in addresses.each_of(self.url)]

    def beside(self, host: str, port: int) -> Access:
        """Another server of the same cluster, or that a sentinel tells of: all else is the same."""
        return replace(self, url=addresses.beside(self.url, host, port), sentinel_master="")

    def sentinel(self) -> Access:
        """A sentinel that is named: it has other credentials, and no databases."""
        url = addresses.without_user(self.url)
        return replace(
            self,
            url=url,
            user=self.sentinel_user,
            password_file=self.sentinel_password_file,
            sentinel_master="",
        )

    @property
    def options(self) -> dict[str, Any]:
        """What the client's connections are told beside the address."""
        # To be told its name and version a server would want one more permission.
        told: dict[str, Any] = {"driver_info": None}
        if self.password_file:
            told["credential_provider"] = _File(self.user, self.password_file)
        if self._encrypted:
            files = {"ca_certs": self.ca_file, "certfile": self.cert_file, "keyfile": self.key_file}
            told |= {f"ssl_{name}": path for name, path in files.items() if path}
        return told

    @property
    def _encrypted(self) -> bool:
        return self.url.startswith("rediss://")

    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not fit now: the name of each field, and why; other fields stand in `…`."""
        named = any(urlsplit(one).username or urlsplit(one).password for one in self._addresses())
        if self.password_file and named:
            yield "password_file", "`url` holds a password, too: leave one out"
        for one, other in (
            ("user", "password_file"),
            ("sentinel_user", "sentinel_password_file"),
            ("cert_file", "key_file"),
            ("key_file", "cert_file"),
            ("sentinel_password_file", "sentinel_master"),
        ):
            if getattr(self, one) and not getattr(self, other):
                yield one, f"expected with `{other}`, too"
        for name in ("ca_file", "cert_file"):
            if getattr(self, name) and not self._encrypted:
                yield name, "`url` speaks no TLS: expected rediss://… there, or nothing here"
        if self.sentinel_master and self.url.startswith("unix"):
            yield "sentinel_master", "expected hosts and ports of sentinels in `url`"
        tries: dict[str, Callable[[], Any]] = {
            "password_file": lambda: secret_in(self.password_file, BadAccess),
            "sentinel_password_file": lambda: secret_in(self.sentinel_password_file, BadAccess),
            "ca_file": lambda: _context().load_verify_locations(self.ca_file),
            "cert_file": lambda: _context().load_cert_chain(self.cert_file, self.key_file),
        }
        for name, call in tries.items():
            try:
                if getattr(self, name):
                    fit(getattr(self, name), call, BadAccess, _PAIR)
            except BadAccess as error:
                yield name, str(error)

    def _addresses(self) -> list[str]:
        try:
            return addresses.each_of(self.url)
        except ValueError:
            return []  # Whoever makes a store of it says so.


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _File(CredentialProvider):
    """A user, and the file of their password, which is asked at each connection."""

    def __init__(self, user: str, path: str) -> None:
        self._user, self._path = user, path

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        """User and password as they are now."""
        password = secret_in(self._path, BadAccess)
        return (self._user, password) if self._user else (password,)

    async def get_credentials_async(self) -> tuple[str] | tuple[str, str]:
        """The same: the file is small."""
        return self.get_credentials()
