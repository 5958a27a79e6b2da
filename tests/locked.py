"""Locked servers: with users, tokens, keys, certificates, and what a user writes into files."""

from __future__ import annotations

import base64
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, Server
from eventlog.nkeys import USER, Nkey

ODD = "p@ss/w:o#r%d, ü?\"'\\ x"
"""A password with what somebody has to escape somewhere."""

OPERATOR, ACCOUNT = 14 << 3, 0


class LockedNats(NatsServer):
    """A nats-server with more in its configuration.

    Args:
        more: what stands there besides. domain: of JetStream.
    """

    def __init__(self, folder: Path, more: str = "", domain: str = "test") -> None:
        super().__init__(folder)
        self.more, self.domain = more, domain

    def command(self) -> list[str]:
        command = embedded.nats_command(self.folder, self.domain, self.port)
        with Path(command[-1]).open("a", encoding="utf-8") as conf:
            conf.write(self.more)
        return command

    def reload(self, more: str) -> None:
        """Let it read another configuration, as an operator does: without a restart."""
        self.more = more
        self.command()
        self.signal(signal.SIGHUP)


@contextmanager
def started(*servers: Server) -> Iterator[None]:
    """Servers, for the time of a block."""
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.kill()


def key(kind: int = USER) -> Nkey:
    """A new key."""
    return Nkey(kind, os.urandom(32))


def quoted(text: str) -> str:
    """A text as it stands in nats-server's configuration."""
    return json.dumps(text, ensure_ascii=False)


class Certificates:
    """An authority, and the files of a server and of a client that it vouches for."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.ca, self.cert, self.key = (folder / name for name in ("ca.crt", "tls.crt", "tls.key"))
        self.renew()

    def renew(self) -> None:
        """All of them anew, by another authority."""
        authority = trustme.CA()
        made = authority.issue_cert("127.0.0.1", "localhost", common_name="bandstand")
        authority.cert_pem.write_to_path(str(self.ca))
        self.cert.write_bytes(b"".join(part.bytes() for part in made.cert_chain_pems))
        made.private_key_pem.write_to_path(str(self.key))

    @property
    def of_nats(self) -> str:
        """What nats-server is told."""
        return (
            f"tls {{ cert_file: {quoted(str(self.cert))}, key_file: {quoted(str(self.key))}, "
            f"ca_file: {quoted(str(self.ca))}, verify: true }}\n"
        )


class Operator:
    """Who vouches for accounts, and one account that vouches for users, by JWTs."""

    def __init__(self) -> None:
        self._operator, self._account = key(OPERATOR), key(ACCOUNT)
        most = dict.fromkeys(("subs", "data", "payload", "imports", "exports", "conn", "leaf"), -1)
        stored = dict.fromkeys(("mem_storage", "disk_storage", "streams", "consumer"), -1)
        limits = {"type": "account", "limits": {**most, **stored, "wildcards": True}}
        self._system = key(ACCOUNT).public
        # JetStream is in every account but that of the system.
        plain = {"type": "account", "limits": {**most, "wildcards": True}}
        told = {self._account.public: limits, self._system: plain}
        self._accounts = {name: _jwt(self._operator, name, told[name]) for name in told}

    @property
    def of_nats(self) -> str:
        """What nats-server is told."""
        own = _jwt(self._operator, self._operator.public, {"type": "operator"})
        accounts = "\n".join(f"{name}: {jwt}" for name, jwt in self._accounts.items())
        return (
            f"operator: {own}\nresolver: MEMORY\nsystem_account: {self._system}\n"
            f"resolver_preload {{\n{accounts}\n}}\n"
        )

    def creds(self, for_s: int = 3_600) -> str:
        """The creds file of a new user, who is one for so long."""
        user = key()
        unbound = {"type": "user", "subs": -1, "data": -1, "payload": -1, "pub": {}, "sub": {}}
        jwt = _jwt(self._account, user.public, unbound, for_s)
        return (
            f"-----BEGIN NATS USER JWT-----\n{jwt}\n------END NATS USER JWT------\n\n"
            "************************* IMPORTANT *************************\n"
            f"-----BEGIN USER NKEY SEED-----\n{user.written}\n------END USER NKEY SEED------\n"
        )


def _jwt(issuer: Nkey, subject: str, claims: dict[str, object], for_s: int = 3_600) -> str:
    head = {"typ": "JWT", "alg": "ed25519-nkey"}
    body = {
        "jti": os.urandom(8).hex(),
        "iat": int(time.time()),
        "exp": int(time.time()) + for_s,
        "iss": issuer.public,
        "sub": subject,
        "name": "a test",
        "nats": {"version": 2, **claims},
    }
    signed = ".".join(_part(json.dumps(part).encode()) for part in (head, body))
    return f"{signed}.{_part(issuer.sign(signed.encode()))}"


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
