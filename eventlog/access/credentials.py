"""Access: where NATS is, and as whom it is spoken to. It imports nkeys and secrecy alone.

Files are read at each connection that is made, so that what is written anew counts from the next.
"""

from __future__ import annotations

import base64
import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import ParseResult, unquote, urlsplit

from eventlog.access.nkeys import USER, Nkey
from secrecy.files import fit, secret_in
from secrecy.hiding import shown

INBOX = "_INBOX"
DELIVERIES = "deliver"
"""Where logs are delivered within a region: no other region may publish there."""
_WAYS = ("creds_file", "nkey_file", "password_file", "token_file")
_inbox = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*").fullmatch


class BadAccess(ValueError):
    """What is to let a process in does not. The message names the file, never what is in it."""


@dataclass(frozen=True)
class Access:
    """Where NATS is, and what lets a process in: at most one of creds, nkey, password and token.

    Args:
        url: `nats://host:port` or `tls://…`, or several with commas between; of a cluster one is
            enough. It may hold user and password, or a token.
        creds_file: a user's JWT and seed, as `nsc` writes it. nkey_file: a user's seed.
        user, password_file: both, or none. token_file: a token.
        ca_file: who signs the server's certificate. cert_file, key_file: this process's own.
        inbox_prefix: what the subjects begin with on which answers come.
    """

    url: str = field(repr=False)
    creds_file: str = ""
    nkey_file: str = ""
    user: str = ""
    password_file: str = ""
    token_file: str = ""
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    inbox_prefix: str = INBOX

    @classmethod
    def of(cls, where: Access | str) -> Access:
        """Access, of an address that holds all there is."""
        return where if isinstance(where, cls) else cls(str(where))

    @property
    def deliveries(self) -> str:
        """What the subjects begin with on which logs of the same region are delivered."""
        return f"{DELIVERIES}.{self.inbox_prefix.removeprefix(f'{INBOX}.')}"

    @property
    def place(self) -> str:
        """The address, as messages show it."""
        return shown(self.url)

    @property
    def way_in(self) -> str:
        """What is to be corrected by whoever is not let in."""
        return next((getattr(self, name) for name in _WAYS if getattr(self, name)), "NATS_URL")

    @property
    def encrypted(self) -> bool:
        """Whether a server that speaks no TLS is not to be spoken to at all."""
        return bool(self.ca_file or self.cert_file)

    def context(self) -> ssl.SSLContext:
        """What TLS is spoken with: the files as they are now.

        Raises:
            BadAccess: one of them is not fit.
        """
        made = ssl.create_default_context()
        if self.ca_file:
            fit(self.ca_file, lambda: made.load_verify_locations(self.ca_file), BadAccess, _PEM)
        if self.cert_file:
            load = lambda: made.load_cert_chain(self.cert_file, self.key_file)  # noqa: E731
            fit(f"{self.cert_file} with {self.key_file}", load, BadAccess, _PAIR)
        return made

    def login(self, address: ParseResult, nonce: str) -> dict[str, str]:
        """What is said to a server to be let in: the files as they are now.

        Args:
            address: of the server. One that was learned from another has no user in it: then those
                of the address that was named count. nonce: what the server wants to be signed;
                empty when it asks for no signature.

        Raises:
            BadAccess: a file is not fit.
        """
        if self.creds_file or self.nkey_file:
            jwt, key = self._identity()
            signed = base64.b64encode(key.sign(nonce.encode())).decode()
            # A server that knows no keys asks for none.
            return {**jwt, "sig": signed} if nonce else {}
        if self.password_file:
            return {"user": self.user, "pass": secret_in(self.password_file, BadAccess)}
        if self.token_file:
            return {"auth_token": secret_in(self.token_file, BadAccess)}
        for user, password in ((address.username, address.password), *self._named()):
            if user is not None and password is not None:
                # The client takes them as they stand, so that one with @ could not be written.
                return {"user": unquote(user), "pass": unquote(password)}
            if user:
                return {"auth_token": unquote(user)}
        return {}

    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not fit now: the name of each field, and why; other fields stand in `…`."""
        given = [name for name in _WAYS if getattr(self, name)]
        given += ["url"] if self._named() else []
        if len(given) > 1:
            yield (
                given[0],
                f"expected one way to be let in, and `{given[1]}` is another; leave one out",
            )
        if bool(self.user) != bool(self.password_file):
            lacking = "password_file" if self.user else "user"
            yield ("user" if self.user else "password_file"), f"expected with `{lacking}`, too"
        if bool(self.cert_file) != bool(self.key_file):
            lacking = "key_file" if self.cert_file else "cert_file"
            yield ("cert_file" if self.cert_file else "key_file"), f"expected with `{lacking}`, too"
        if not _inbox(self.inbox_prefix):
            yield "inbox_prefix", "expected words of A-Z, a-z, 0-9, _ and -, with dots between"
        tries: dict[str, Callable[[], Any]] = {
            "creds_file": self._identity,
            "nkey_file": self._identity,
            "password_file": lambda: secret_in(self.password_file, BadAccess),
            "token_file": lambda: secret_in(self.token_file, BadAccess),
            "ca_file": self.context,
            "cert_file": self.context if self.key_file else lambda: None,
        }
        for name, call in tries.items():
            try:
                if getattr(self, name):
                    call()
            except BadAccess as error:
                yield name, str(error)

    def _identity(self) -> tuple[dict[str, str], Nkey]:
        """Who this is, for a server, and the key that shows it."""
        path = self.creds_file or self.nkey_file
        text = secret_in(path, BadAccess)
        parts = re.findall(r"-----BEGIN [^-]+-----\s*(\S+)\s*-+END [^-]+-----", text)
        if self.creds_file and len(parts) != 2:
            raise BadAccess(
                f"{path} is no creds file: expected a user's JWT and seed, as `nsc generate creds` "
                "writes them"
            )
        try:
            key = Nkey.parse(parts[1] if self.creds_file else text.strip())
        except ValueError:
            key = None
        if key is None or key.kind != USER:
            raise BadAccess(f"{path} holds no seed of a user: expected one that begins with SU")
        return ({"jwt": parts[0]} if self.creds_file else {"nkey": key.public}), key

    def _named(self) -> list[tuple[str | None, str | None]]:
        """User and password of each address that has any."""
        split = [urlsplit(one if "://" in one else f"nats://{one}") for one in self.url.split(",")]
        return [(one.username, one.password) for one in split if one.username or one.password]


_PEM = "expected certificates in PEM"
_PAIR = "expected a certificate and its key in PEM, the key without a password"
