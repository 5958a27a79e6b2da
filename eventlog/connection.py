"""The connection to NATS: it reconnects for ever, and its exceptions stop here."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from copy import copy
from typing import TypeAlias, TypeVar

import nats
import nats.errors
import nats.js.errors
from nats.aio.msg import Msg
from nats.js import JetStreamContext

from eventlog import metrics
from eventlog.access.credentials import Access
from eventlog.client import TappedClient
from eventlog.errors import LogMisconfigured, LogUnavailable

T = TypeVar("T")
_log = logging.getLogger(__name__)
_denied = re.compile(r'permissions violation for publish to "([^"]*)"').search

PENDING_BYTES_MAX = 64 << 20
_UNREACHABLE = (
    nats.errors.Error,
    nats.js.errors.ServiceUnavailableError,
    nats.js.errors.NoStreamResponseError,
    asyncio.TimeoutError,
    OSError,
)


Ending: TypeAlias = Callable[[], Awaitable[None]]
"""Ends what was begun."""


class Connection:
    """One connection, and JetStream on it.

    Args:
        where: `nats://user:password@host:port`, or several with commas between; or what says more.
        timeout_s: how long a request may take.
    """

    def __init__(self, where: Access | str, *, timeout_s: float = 3.0) -> None:
        self._access, self.timeout_s = Access.of(where), timeout_s
        self.place = self._access.place
        """The address, as messages show it."""
        self._afar = False
        self._refusal, self._refuses = "", False
        self._lost_at: float | None = None
        self.opened = False
        self.client = TappedClient(self._access)
        self.stream: JetStreamContext = self._jetstream()
        self._reconnects: list[Callable[[], None]] = []
        self._denials: dict[str, list[Callable[[], None]]] = {}

    async def open(self) -> Connection:
        """Connect, once; later losses of the connection are mended in the background.

        Raises:
            LogUnavailable: nobody answers at the address. It may be tried again.
        """
        self.client = TappedClient(self._access)
        try:
            # SUBTLE: told to reconnect for ever, the client also tries its first connection for
            # ever, and in silence.
            async with asyncio.timeout(self.timeout_s):
                await self.client.connect(
                    servers=self._access.url.split(","),
                    connect_timeout=self.timeout_s,  # type: ignore[arg-type]
                    reconnect_time_wait=0.25,  # type: ignore[arg-type]
                    max_reconnect_attempts=-1,
                    allow_reconnect=True,
                    ping_interval=5,
                    max_outstanding_pings=2,
                    pending_size=PENDING_BYTES_MAX,
                    inbox_prefix=self._access.inbox_prefix,
                    error_cb=self._on_error,
                    disconnected_cb=self._on_loss,
                    reconnected_cb=self._on_return,
                )
        except _UNREACHABLE as error:
            with suppress(Exception):
                await self.client.close()
            if self._refuses:
                raise LogUnavailable(
                    f"{self.place}: {self._refusal}; correct {self._access.way_in}"
                ) from None
            reason = self._refusal or _plain(error)
            reason = reason or f"no answer within {self.timeout_s:.0f} s"
            raise LogUnavailable(
                f"{self.place}: {reason}; is nats-server running there? Set NATS_URL"
            ) from None
        self.stream = self._jetstream()
        self.opened = True
        return self

    def _jetstream(self) -> JetStreamContext:
        return self.client.jetstream(timeout=self.timeout_s, publish_async_max_pending=10_000)

    def at(self, region: str) -> Connection:
        """This connection, with the JetStream of another region, reached through leaf nodes.

        A region is a JetStream domain. What is asked of it fails while the link is down.
        """
        remote = copy(self)
        remote._afar = True
        remote.place = f"region {region} by {self.place}"
        remote.stream = self.client.jetstream(timeout=self.timeout_s, domain=region)
        return remote

    def delivery(self) -> str:
        """A new subject for a log to be delivered to. Of its region's own only who is in the region
        can publish to it; from another region it comes where answers come.
        """
        inbox = self.client.new_inbox()
        if self._afar:
            return inbox
        return f"{self._access.deliveries}{inbox.removeprefix(self._access.inbox_prefix)}"

    async def close(self) -> None:
        """Close the connection; what was not acknowledged stays so."""
        with suppress(nats.errors.Error, asyncio.TimeoutError, OSError):
            await self.client.close()

    @property
    def up(self) -> bool:
        """Whether the connection stands now."""
        return self.client.is_connected

    @property
    def away_s(self) -> float:
        """How long ago the connection was lost; 0 while it stands."""
        return 0.0 if self._lost_at is None else time.monotonic() - self._lost_at

    def on_reconnect(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call a function whenever the connection was lost and came back; what ends that."""
        self._reconnects.append(call)
        return lambda: self._reconnects.remove(call)

    async def ask(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a request of JetStream.

        Raises:
            LogUnavailable: no answer; it may pass.
            LogMisconfigured: JetStream refuses, as it will the next time.
        """
        if not self.opened:
            raise LogUnavailable(f"{self.place}: not connected yet")
        try:
            return await heeding(call)
        except nats.js.errors.NotFoundError:
            raise
        except nats.js.errors.ServiceUnavailableError as error:
            # Where nobody answers there is no description.
            reason = error.description or "JetStream does not answer there; is it on?"
            metrics.ERRORS.labels("unavailable").inc()
            raise LogUnavailable(f"{self.place}: {reason}") from None
        except nats.js.errors.APIError as error:
            metrics.ERRORS.labels("refused").inc()
            raise LogMisconfigured(f"{self.place}: {error.description or error}") from None
        except _UNREACHABLE as error:
            metrics.ERRORS.labels("unavailable").inc()
            raise LogUnavailable(f"{self.place}: {_plain(error) or 'no answer'}") from None

    async def shout(self, subject: str, data: bytes = b"") -> None:
        """Send a hint on core NATS; it may be lost."""
        # What waits for a connection to come back would be old news when it is sent.
        if self.up:
            with suppress(*_UNREACHABLE):
                await heeding(lambda: self.client.publish(subject, data))

    async def listen(self, subject: str, call: Callable[[bytes], None]) -> Ending:
        """Call a function at every hint on a subject; what ends that.

        SUBTLE: no hint asks for an answer; what does JetStream delivered, by anybody's consumer.
        """

        async def heard(message: Msg) -> None:
            if not message.reply:
                call(message.data)

        subscription = await self.ask(lambda: self.client.subscribe(subject, cb=heard))

        async def end() -> None:
            with suppress(*_UNREACHABLE):
                await heeding(subscription.unsubscribe)

        return end

    @contextmanager
    def denials(self, subject: str, call: Callable[[], None]) -> Iterator[None]:
        """Call a function when the server says that this user may not publish on a subject.

        It says so beside the answer, which never comes.
        """
        calls = self._denials.setdefault(subject.lower(), [])
        calls.append(call)
        try:
            yield
        finally:
            calls.remove(call)
            if not calls:
                self._denials.pop(subject.lower(), None)

    async def settle(self) -> None:
        """Wait until the server has heard what was said to it: who listens hears from now on.

        Raises:
            LogUnavailable: it does not answer.
        """
        await self.ask(lambda: self.client.flush(timeout=self.timeout_s))  # type: ignore[arg-type]

    async def request(self, subject: str, data: bytes) -> bytes:
        """Ask whoever answers on a subject; nothing when nobody does.

        Raises:
            LogUnavailable: there is no connection, or no answer in time.
        """
        message = await self.ask(lambda: self._unless_nobody(subject, data))
        return message.data if message else b""

    async def _unless_nobody(self, subject: str, data: bytes) -> Msg | None:
        try:
            return await self.client.request(subject, data, timeout=self.timeout_s)
        except nats.errors.NoRespondersError:
            return None

    async def answer(self, subject: str, call: Callable[[str, bytes], bytes | None]) -> None:
        """Answer questions on a subject, those that the function has an answer to."""

        async def asked(message: Msg) -> None:
            reply = call(message.subject, message.data)
            if reply is not None and message.reply:
                await self.shout(message.reply, reply)

        await self.ask(lambda: self.client.subscribe(subject, cb=asked))

    async def _on_error(self, error: Exception) -> None:
        if isinstance(error, nats.js.errors.Error):
            return  # Whoever published hears it.
        ended = isinstance(error, BrokenPipeError | ConnectionResetError)
        if ended and self._refuses:
            return  # That is how the server ends a connection that it refuses.
        said, self._refusal = self._refusal, _plain(error) or type(error).__name__
        if ended and not self.opened and self._access.encrypted and not self._access.cert_file:
            # SUBTLE: that it wants a certificate it says when it is spoken to already, and the
            # connection may end before that is read.
            why = f"{self._refusal}; no certificate is shown"
            self._refusal = f"it refuses TLS as it is spoken here ({why}); check NATS_CERT_FILE"
        # The client has it in lower case.
        if denied := _denied(self._refusal):
            for call in list(self._denials.get(denied[1], ())):
                call()
        passes = isinstance(error, (nats.errors.StaleConnectionError, OSError))
        passes = passes and not isinstance(error, ssl.SSLError)
        self._refuses = not passes
        # While it is tried again, the same is said once.
        if not passes and (self.client.is_connected or said != self._refusal):
            _log.warning("nats: %s", self._refusal)

    async def _on_loss(self) -> None:
        if not self.client.is_closed:
            if self._lost_at is None:
                self._lost_at = time.monotonic()
            metrics.LOST.inc()
            _log.warning("nats: connection lost: trying again until it is back")

    async def _on_return(self) -> None:
        self._lost_at = None
        _log.info("nats: connection is back")
        for call in list(self._reconnects):
            call()


async def heeding(call: Callable[[], Awaitable[T]]) -> T:
    """Await a call of the client, and be cancelled if that was asked for meanwhile.

    SUBTLE: the client swallows a cancellation while it flushes, and waits with `wait_for`, which
    in Python 3.11 swallows one that comes together with the answer. The task would go on for ever,
    and its process would not end.
    """
    task = asyncio.current_task()
    asked_before = task.cancelling() if task else 0
    try:
        return await call()
    finally:
        if task and task.cancelling() > asked_before:
            raise asyncio.CancelledError


def _plain(error: BaseException) -> str:
    """What an error says, for people: without its number, or what the client puts before it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message}); check NATS_CA_FILE"
    if isinstance(error, ssl.SSLError):
        why = (error.reason or "").lower().replace("_", " ")
        return f"it refuses TLS as it is spoken here ({why}); check NATS_CERT_FILE"
    if isinstance(error, OSError):
        # Of a name with several addresses all errors are in one text.
        number = re.search(r"\[Errno (\d+)\]", str(error))
        return os.strerror(int(number[1])) if number else error.strerror or str(error)
    return str(error).removeprefix("nats: ").strip("'")


@asynccontextmanager
async def connected(where: Access | str) -> AsyncIterator[Connection]:
    """A connection for the time of a block."""
    connection = await Connection(where).open()
    try:
        yield connection
    finally:
        await connection.close()
