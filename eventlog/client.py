"""The client of NATS: that of nats-py, with a short way for logs and subjects that are random."""

from __future__ import annotations

import asyncio
import json
import secrets
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import nats.errors
from nats.aio.client import Client
from nats.aio.transport import TcpTransport
from nats.protocol.parser import STALE_CONNECTION

from eventlog.access.credentials import Access, BadAccess

BUFFER_BYTES = 32 << 10
CLOSE_S_MAX = 0.25

Tap: TypeAlias = Callable[[bytes, bytes, bytes], bool]
"""Takes the reply subject, the body and the headers of a message, as they stand on the wire; false
when it is not one for it.
"""


class _Tokens:
    """What subjects of answers and deliveries end with: random, each of them.

    SUBTLE: the client alone counts up from one random number, by the same step. Who hears two of
    them, as other regions do, knows all that come. It cuts them off again by their length, 22.
    """

    def next(self) -> bytearray:
        """A new one, of 128 random bits, as a part of a subject."""
        return bytearray(secrets.token_urlsafe(16), "ascii")


class _Transport(TcpTransport):
    async def wait_closed(self) -> None:
        """SUBTLE: where TLS is refused, the stream that was begun without is never told that it is
        closed: the client would wait for ever, before it tries the next server or ends.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S_MAX):
                await super().wait_closed()  # type: ignore[no-untyped-call]


class TappedClient(Client):
    """nats-py's client, with a short way for what logs deliver, by subscription id; whatever the
    server refuses, it stays or reconnects; and it says to each server who it is by files as they
    are then.

    The long way parses headers that nobody reads, builds a message and queues it for a task: half
    of what reading costs. SUBTLE: this overrides what is private in nats-py. Should it no longer
    be called there, messages take the long way and are taken all the same.
    """

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._nuid = _Tokens()  # type: ignore[assignment]
        self.taps: dict[int, Tap] = {}
        self._access = access

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """What TLS is spoken with: made anew for every connection, since certificates expire."""
        with _plainly():
            return self._access.context()

    async def _connect_to_server(self, s: Any) -> None:
        s.last_attempt, self._transport = time.monotonic(), _Transport()  # type: ignore[no-untyped-call]
        within_s = self.options["connect_timeout"]
        await self._transport.connect(s.uri, buffer_size=BUFFER_BYTES, connect_timeout=within_s)

    async def _process_msg(
        self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes
    ) -> None:
        tap = self.taps.get(sid)
        if tap is None or not tap(reply, data, headers):
            await super()._process_msg(sid, subject, reply, data, headers)

    def _connect_command(self) -> bytes:
        """What is said to a server first.

        SUBTLE: the client alone takes user and password from an address as they stand there, and
        says none to a server that it learned of from another: of a cluster with one server named it
        would be let in by no other. Files it reads once. And where a server speaks no TLS, it would
        say all of it in the clear to one that is named as tls://.
        """
        server = self._current_server
        assert server is not None  # noqa: S101
        secret = server.uri.scheme == "tls" or self._access.encrypted
        if secret and not self._server_info.get("tls_required"):
            why = (
                "the address says tls://" if server.uri.scheme == "tls" else "certificates are set"
            )
            raise nats.errors.Error(f"it speaks no TLS, and {why}")
        verb, _, options = super()._connect_command().partition(b" ")
        said = json.loads(options)
        for name in ("user", "pass", "auth_token"):
            said.pop(name, None)
        with _plainly():
            said |= self._access.login(server.uri, self._server_info.get("nonce", ""))
        return b"%b %b\r\n" % (verb, json.dumps(said).encode())

    async def _process_err(self, err_msg: str) -> None:
        """The client alone would close for ever, and in silence, over credentials that were
        changed or a line that is too long: the process would live on, and do nothing. What the
        server closes over it closes itself, and that is a loss as any other.
        """
        if STALE_CONNECTION in err_msg:
            await super()._process_err(err_msg)
        else:
            await self._error_cb(nats.errors.Error(f"the server refuses: {err_msg}"))


@contextmanager
def _plainly() -> Iterator[None]:
    """SUBTLE: what is none of its own errors ends the client's trying again for good."""
    try:
        yield
    except BadAccess as error:
        raise nats.errors.Error(str(error)) from None
